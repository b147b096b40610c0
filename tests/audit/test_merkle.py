"""Roots and proofs, held against a tree written out as RFC 9162 defines it and against published vectors."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publiclog import VECTORS, refused
from qingbai.audit import merkle


def split(width):
    k = 1
    while k * 2 < width:
        k *= 2
    return k


def naive_root(leaves):
    """MTH of RFC 9162, 2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = split(len(leaves))
    return hashlib.sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_path(m, leaves):
    """PATH of RFC 9162, 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*naive_path(m, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), naive_root(leaves[:k])]


def naive_proof(m, leaves, known=True):
    """SUBPROOF of RFC 9162, 2.1.4.1."""
    if m == len(leaves):
        return [] if known else [naive_root(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*naive_proof(m, leaves[:k], known), naive_root(leaves[k:])]
    return [*naive_proof(m - k, leaves[k:], False), naive_root(leaves[:k])]


def naive_subtree_proof(start, end, leaves, known=True):
    """SUBTREE_SUBPROOF of the draft on Merkle tree certificates."""
    if (start, end) == (0, len(leaves)):
        return [] if known else [naive_root(leaves)]
    k = split(len(leaves))
    if end <= k:
        return [*naive_subtree_proof(start, end, leaves[:k], known), naive_root(leaves[k:])]
    if k <= start:
        return [*naive_subtree_proof(start - k, end - k, leaves[k:], known), naive_root(leaves[:k])]
    return [*naive_subtree_proof(0, end - k, leaves[k:], False), naive_root(leaves[:k])]


def grown(leaves):
    """The log as it is stored: every full node by its coordinate, and the frontier."""
    frontier, nodes = merkle.Frontier(), {}
    for leaf in leaves:
        nodes.update(frontier.add(merkle.leaf_hash(leaf)))
    return frontier, nodes


leaves_ = st.integers(0, 70).map(lambda n: [f"leaf {i}".encode() for i in range(n)])
trees = st.integers(1, 70).flatmap(
    lambda n: st.tuples(st.just([f"leaf {i}".encode() for i in range(n)]), st.integers(0, n - 1))
)


@given(leaves_)
def test_the_frontier_knows_the_root_that_the_definition_gives(leaves):
    frontier, nodes = grown(leaves)
    assert frontier.root() == naive_root(leaves)
    for size in range(len(leaves) + 1):
        assert merkle.fold([nodes[c] for c in merkle.root_plan(size)]) == naive_root(leaves[:size])


@given(leaves_, st.integers(0, 70))
def test_the_nodes_that_an_append_completes_are_the_nodes_that_the_frontier_reports(leaves, first):
    first = min(first, len(leaves))
    frontier, nodes = grown(leaves[:first])
    added = {}
    for leaf in leaves[first:]:
        added.update(frontier.add(merkle.leaf_hash(leaf)))
    assert set(merkle.completed(first, len(leaves))) == set(added)
    assert set(merkle.completed(0, len(leaves))) == set(nodes) | set(added)
    for (level, index), value in added.items():
        assert value == naive_root(leaves[index << level : (index + 1) << level])


@given(trees)
def test_every_leaf_proves_its_place(tree):
    leaves, index = tree
    _, nodes = grown(leaves)
    plan = merkle.inclusion_plan(index, len(leaves))
    proof = merkle.prove(plan, nodes)
    assert list(proof) == naive_path(index, leaves)
    merkle.check_inclusion(
        index=index,
        size=len(leaves),
        leaf=merkle.leaf_hash(leaves[index]),
        proof=proof,
        root=naive_root(leaves),
    )


@given(leaves_)
def test_the_frontier_knows_its_peaks_by_their_places(leaves):
    frontier, nodes = grown(leaves)
    assert frontier.placed() == {place: nodes[place] for place in merkle.root_plan(len(leaves))}


@given(trees, st.data())
def test_a_proof_of_place_holds_for_nothing_else(tree, data):
    leaves, index = tree
    proof = naive_path(index, leaves)
    claim = {
        "index": index,
        "size": len(leaves),
        "leaf": merkle.leaf_hash(leaves[index]),
        "proof": proof,
        "root": naive_root(leaves),
    }
    changes = [("leaf", merkle.leaf_hash(b"another")), ("root", naive_root([*leaves, b"more"])), ("leaf", b"")]
    changes += [("proof", [*proof, merkle.EMPTY]), ("proof", [merkle.EMPTY, *proof]), ("index", len(leaves))]
    changes += [("index", other) for other in range(len(leaves)) if other != index]
    if proof:
        changes += [("proof", proof[:-1]), ("proof", proof[1:]), ("proof", [b"", *proof[1:]])]
    name, value = data.draw(st.sampled_from(changes))
    with pytest.raises(merkle.InvalidProof):
        merkle.check_inclusion(**{**claim, name: value})


@given(trees)
def test_every_smaller_tree_is_proved_to_be_the_beginning(tree):
    leaves, before = tree
    old = before + 1
    _, nodes = grown(leaves)
    proof = merkle.prove(merkle.consistency_plan(old, len(leaves)), nodes)
    assert list(proof) == naive_proof(old, leaves)
    merkle.check_consistency(
        old=old, new=len(leaves), old_root=naive_root(leaves[:old]), new_root=naive_root(leaves), proof=proof
    )


@given(trees, st.data())
def test_a_rewritten_beginning_is_never_proved(tree, data):
    leaves, before = tree
    old = before + 1
    proof = naive_proof(old, leaves)
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [*leaves[:changed], b"rewritten", *leaves[changed + 1 :]]
    with pytest.raises(merkle.InvalidProof):
        merkle.check_consistency(
            old=old, new=len(leaves), old_root=naive_root(rewritten[:old]), new_root=naive_root(leaves), proof=proof
        )
    with pytest.raises(merkle.InvalidProof):
        merkle.check_consistency(
            old=old,
            new=len(leaves),
            old_root=naive_root(leaves[:old]),
            new_root=naive_root(rewritten),
            proof=naive_proof(old, rewritten),
        )


@given(st.integers(1, 60), st.integers(0, 6), st.integers(0, 60), st.integers(1, 64))
def test_every_subtree_is_proved_to_stand_in_the_whole(size, level, index, width):
    start = (index << level) % size
    width = min(width, 1 << level, size - start)
    start -= start % (1 << (width - 1).bit_length()) if width > 1 else 0
    leaves = [f"leaf {i}".encode() for i in range(size)]
    end = start + width
    claim = {"start": start, "end": end, "size": size, "root": naive_root(leaves)}
    proof = naive_subtree_proof(start, end, leaves)
    merkle.check_subtree_consistency(**claim, subtree_root=naive_root(leaves[start:end]), proof=proof)
    with pytest.raises(merkle.InvalidProof):
        merkle.check_subtree_consistency(**claim, subtree_root=naive_root([b"another"]), proof=proof)
    with pytest.raises(merkle.InvalidProof):
        merkle.check_subtree_consistency(
            **claim, subtree_root=naive_root(leaves[start:end]), proof=[*proof, merkle.EMPTY]
        )


def test_the_empty_tree_has_the_hash_of_nothing():
    assert merkle.Frontier().root() == merkle.EMPTY == hashlib.sha256(b"").digest()
    assert merkle.root_plan(0) == ()


def test_a_frontier_with_a_missing_peak_is_refused():
    with pytest.raises(ValueError, match="5 leaves has 2 peaks, not 1"):
        merkle.Frontier(5, [merkle.EMPTY])


def test_a_place_outside_the_log_has_no_plan():
    with pytest.raises(ValueError, match="no leaf 3"):
        merkle.inclusion_plan(3, 3)
    with pytest.raises(ValueError, match="4 leaves to one of 3"):
        merkle.consistency_plan(4, 3)
    with pytest.raises(ValueError, match="0 leaves to one of 3"):
        merkle.consistency_plan(0, 3)
    with pytest.raises(ValueError, match="-1 leaves"):
        merkle.root_plan(-1)


def test_a_proof_in_a_log_of_a_million_leaves_reads_few_nodes():
    size = 1_000_003
    assert len(merkle.needed(merkle.inclusion_plan(654_321, size))) <= 2 * size.bit_length()
    assert len(merkle.needed(merkle.consistency_plan(654_321, size))) <= 2 * size.bit_length()


@pytest.mark.skipif(not VECTORS.exists(), reason="the published vectors are not beside this checkout")
def test_all_518_published_vectors_agree():
    vectors = [json.loads(line) for line in VECTORS.read_text().splitlines()]
    assert len(vectors) == 518
    assert [v["vector"] for v in vectors if refused(v) != v["wantErr"]] == []
