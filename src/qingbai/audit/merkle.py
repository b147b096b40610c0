"""Merkle trees as in RFC 6962 and RFC 9162: hashes, roots, proofs and their checks. Pure: bytes and numbers in and out.

A leaf hashes with a leading 0x00 and an inner node with 0x01, so that neither can be taken for the other. The tree of n
leaves is split at the largest power of two below n, again and again; whatever is full never changes afterwards. So a log
keeps every *full* node once, by its ``Coordinate``, and any root or proof of any past size is folded from a few of them:
``root_plan``, ``inclusion_plan`` and ``consistency_plan`` say which ones.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

HASH_SIZE = 32
EMPTY = hashlib.sha256().digest()  # the root of the tree without leaves


class Coordinate(NamedTuple):
    """A full node: the one above leaves ``place * 2**level`` up to, not including, ``(place + 1) * 2**level``."""

    level: int
    place: int


Plan = tuple[tuple[Coordinate, ...], ...]
"""One group of full nodes for each hash of a proof; each group is to be ``fold``-ed into that hash."""


class InvalidProof(ValueError):
    """A proof, or the sizes and hashes beside it, that prove nothing; the message says why."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf that holds ``data``."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of the node above two hashes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """The hash above neighbouring full nodes, largest and leftmost first; ``EMPTY`` for none."""
    if not hashes:
        return EMPTY
    folded = hashes[-1]
    for left in reversed(hashes[:-1]):
        folded = node_hash(left, folded)
    return folded


class Frontier:
    """The right edge of a growing tree: all that must be remembered to add a leaf or to know the root.

    ``peaks`` are the full nodes that have no full node above them yet, largest first; there is one for each 1 in the
    binary form of ``size``.
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)
        if size < 0 or len(self.peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {max(size, 0).bit_count()} peaks, not {len(self.peaks)}")

    def add(self, leaf: bytes) -> list[tuple[Coordinate, bytes]]:
        """Add one leaf hash; returns every node that became full by it, the leaf itself first."""
        full = [(Coordinate(0, self.size), leaf)]
        level = 0
        while self.size >> level & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            level += 1
            full.append((Coordinate(level, self.size >> level), leaf))
        self.peaks.append(leaf)
        self.size += 1
        return full

    def placed(self) -> dict[Coordinate, bytes]:
        """The peaks by their coordinates."""
        return dict(zip(root_plan(self.size), self.peaks, strict=True))

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        return fold(self.peaks)


def completed(first: int, after: int) -> list[Coordinate]:
    """The nodes that become full when leaves ``first`` up to, not including, ``after`` are added, lowest level first."""
    return [
        Coordinate(level, index)
        for level in range(after.bit_length())
        for index in range(first >> level, after >> level)
    ]


def _peaks(start: int, end: int) -> tuple[Coordinate, ...]:
    """The full nodes that cover ``[start, end)``, leftmost first, where ``start`` is a multiple of a power of two not below the width."""
    found = []
    for level in range((end - start).bit_length() - 1, -1, -1):
        if (end - start) >> level & 1:
            found.append(Coordinate(level, start >> level))
            start += 1 << level
    return tuple(found)


def root_plan(size: int) -> tuple[Coordinate, ...]:
    """The full nodes whose ``fold`` is the root of the first ``size`` leaves."""
    if size < 0:
        raise ValueError(f"no tree has {size} leaves")
    return _peaks(0, size)


def _split(width: int) -> int:
    """The largest power of two smaller than ``width``, where every tree of more than one leaf is split."""
    return 1 << (width - 1).bit_length() - 1


def inclusion_plan(index: int, size: int) -> Plan:
    """Which full nodes prove that leaf ``index`` stands in the tree of the first ``size`` leaves (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError(f"a log of {size} leaves has no leaf {index}")
    start, end = 0, size
    groups: list[tuple[Coordinate, ...]] = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            groups.append(_peaks(middle, end))
            end = middle
        else:
            groups.append(_peaks(start, middle))
            start = middle
    return tuple(reversed(groups))


def consistency_plan(old: int, new: int) -> Plan:
    """Which full nodes prove that the first ``old`` leaves of the ``new`` are unchanged (RFC 9162, 2.1.4.1)."""
    if not 0 < old <= new:
        raise ValueError(f"there is no proof from a tree of {old} leaves to one of {new}: 0 < old <= new is needed")
    start, end = 0, new
    groups: list[tuple[Coordinate, ...]] = []
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            groups.append(_peaks(middle, end))
            end = middle
        else:
            groups.append(_peaks(start, middle))
            start = middle
    if start > 0:  # where start is 0 the checker knows this hash already: it is the old root
        groups.append(_peaks(start, end))
    return tuple(reversed(groups))


def needed(plan: Plan) -> set[Coordinate]:
    """Every full node that a plan folds."""
    return {coordinate for group in plan for coordinate in group}


def prove(plan: Plan, nodes: Mapping[Coordinate, bytes]) -> tuple[bytes, ...]:
    """The hashes of a proof, folded from stored nodes as its plan says."""
    return tuple(fold([nodes[coordinate] for coordinate in group]) for group in plan)


def check_inclusion(*, index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Refuse (``InvalidProof``) unless ``proof`` leads from the leaf hash at ``index`` to the ``root`` of ``size`` leaves."""
    if not 0 <= index < size:
        raise InvalidProof(f"a tree of {size} leaves has no leaf {index}")
    _whole(leaf, "the leaf hash")
    here, last, found = index, size - 1, leaf
    for sibling in proof:
        _whole(sibling, "a hash of the proof")
        if last == 0:
            raise InvalidProof("the proof is longer than the tree is high")
        if here & 1 or here == last:
            found = node_hash(sibling, found)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        here, last = here >> 1, last >> 1
    if last != 0:
        raise InvalidProof("the proof is shorter than the tree is high")
    if found != root:
        raise InvalidProof("the proof leads to another root")


def check_consistency(*, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Refuse (``InvalidProof``) unless ``proof`` shows the tree of ``old`` leaves to be the beginning of the ``new``.

    A tree without leaves is the beginning of every tree, which says nothing: it is refused, not proved.
    """
    if not 0 < old <= new:
        raise InvalidProof(f"nothing can be shown between trees of {old} and {new} leaves")
    check_subtree_consistency(start=0, end=old, size=new, subtree_root=old_root, root=new_root, proof=proof)


def check_subtree_inclusion(
    *, index: int, start: int, end: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> None:
    """As ``check_inclusion``, for the subtree over leaves ``start`` up to, not including, ``end``."""
    _subtree(start, end)
    if not start <= index < end:
        raise InvalidProof(f"leaf {index} is outside {start}..{end}")
    check_inclusion(index=index - start, size=end - start, leaf=leaf, proof=proof, root=root)


def check_subtree_consistency(
    *, start: int, end: int, size: int, subtree_root: bytes, root: bytes, proof: Sequence[bytes]
) -> None:
    """Refuse unless ``proof`` shows ``subtree_root`` to be the hash above leaves ``[start, end)`` of the tree of ``size`` leaves.

    RFC 9162, 2.1.4.2, is the case ``start == 0``; the general one is that of Merkle tree certificates (IETF draft
    "plants", section 4). The subtree without leaves stands in every tree under the hash ``EMPTY``.
    """
    _subtree(start, end)
    if end > size:
        raise InvalidProof(f"leaves {start}..{end} are not all in a tree of {size}")
    if start == end:
        if subtree_root != EMPTY or proof:
            raise InvalidProof("a subtree without leaves has the hash of nothing, and no proof")
        return
    for sibling in proof:
        _whole(sibling, "a hash of the proof")
    first, here, last = start, end - 1, size - 1
    at_the_edge = here == last
    while first != here and (at_the_edge or here & 1):
        first, here, last = first >> 1, here >> 1, last >> 1
    rest = iter(proof)
    seed = subtree_root if first == here else next(rest, b"")
    _climb(first, here, last, seed, rest, subtree_root, root)


def _climb(
    first: int, here: int, last: int, seed: bytes, rest: Iterable[bytes], subtree_root: bytes, root: bytes
) -> None:
    part, whole = seed, seed
    for sibling in rest:
        if last == 0:
            raise InvalidProof("the proof is longer than the tree is high")
        if here & 1 or here == last:
            if first < here:
                part = node_hash(sibling, part)
            whole = node_hash(sibling, whole)
            while not here & 1 and here:
                first, here, last = first >> 1, here >> 1, last >> 1
        else:
            whole = node_hash(whole, sibling)
        first, here, last = first >> 1, here >> 1, last >> 1
    if last != 0:
        raise InvalidProof("the proof is shorter than the tree is high")
    if not part or part != subtree_root:
        raise InvalidProof("the proof leads to another root of the smaller tree")
    if whole != root:
        raise InvalidProof("the proof leads to another root of the larger tree")


def _subtree(start: int, end: int) -> None:
    if not 0 <= start <= end:
        raise InvalidProof(f"{start}..{end} is no range of leaves")
    if end - start > 1 and start % (1 << (end - start - 1).bit_length()):
        raise InvalidProof(f"no subtree stands over the leaves {start}..{end}")


def _whole(value: bytes, what: str) -> None:
    if len(value) != HASH_SIZE:
        raise InvalidProof(f"{what} has {len(value)} bytes, not {HASH_SIZE}")
