"""Files, texts and codes made up at random out of genuine ones: nothing is accepted but what is genuine, and nothing breaks. ``--fuzz SECONDS`` for longer."""

import contextlib
import hashlib
import resource
import time
from random import Random  # noqa: TID251 - the seed is printed, so that a run can be had again
from types import SimpleNamespace

import pytest

from attacks import squares, statuses
from attacks.pdf import covering
from attacks.stage import signed_by
from attacks.written_by_another import _hole
from papers import AT
from publiclog import KEY, PublicLog, leaves
from qingbai.audit import note
from qingbai.audit.public.policy import Policy, PolicyRefused
from qingbai.audit.public.proof import LogProof
from qingbai.audit.public.tiles import NotATile, Tile, unbundle
from qingbai.certificates import attachment, codes, scanned, stamp, statements
from qingbai.certificates.attachment import AttachmentRefused
from qingbai.certificates.statements import Carried, StatementRefused
from qingbai.certificates.trust import Trust, TrustUnreadable
from qingbai.certificates.verify import Holds, verify_file

TOKENS = (
    b"/ByteRange[0 9 9 9]",
    b"\n%%EOF\n",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"endobj\n",
    b"stream\n",
    b"0",
    b"-1",
    b"9" * 30,
    b"\0",
    b"\xff",
    b'"',
    b"{",
    b"}",
    b",",
    b"null",
    b"1e999",
    b"\\u0000",
    b"#",
    b"/",
    b"=",
    b".",
    b"\n\n",
    "\u202e".encode(),
    b"\x30\x80",
    b"\x30\x84\xff\xff\xff\xff",
)
LONGEST = 3.0  # seconds of processor time for one input
MOST_MEMORY = 400  # MiB that all of it may add


def mutated(random: Random, data: bytes, other: bytes) -> bytes:
    """Something like it: bits turned, pieces moved, left out, repeated or taken from another, tokens put in."""
    made = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        at = random.randrange(len(made) + 1)
        size = random.choice((1, 2, 4, 16, 200, 3000))
        way = random.randrange(7)
        if way == 0 and made:
            made[at % len(made)] ^= 1 << random.randrange(8)
        elif way == 1:
            made[at:at] = random.choice(TOKENS)
        elif way == 2:
            del made[at : at + size]
        elif way == 3:
            made[at:at] = made[random.randrange(len(made) + 1) :][:size]
        elif way == 4:
            made[at : at + size] = other[random.randrange(len(other) + 1) :][:size]
        elif way == 5:
            token = random.choice(TOKENS)
            made[at : at + len(token)] = token
        else:
            made[at : at + size] = random.randbytes(min(size, 64))
    return bytes(made)


def targets(stage):
    """By name: genuine inputs, and what is asked of one; it may raise nothing, and must be false for what is not genuine."""
    trust, status = stage.house.trust, statuses.status_of(stage)
    one, other = squares.codes(stage)
    with_offices = Trust(roots=trust.roots, logs=trust.logs, offices=(one.chain,))
    papers = [paper.data for paper in (*stage.papers.values(), *stage.others.values())]
    log = PublicLog(leaves(40))

    def refusing(read, *errors):
        def asked(data: bytes) -> bool:
            try:
                read(data.decode(errors="replace"))
            except errors:
                return False
            return False  # what can be read proves nothing yet

        return asked

    def carried(data: bytes) -> bool:
        return (
            verify_file(status.paper, trust, carried=Carried(data.decode(errors="replace"), AT)).current.holds
            is Holds.YES
        )

    def resealed(data: bytes) -> bool:
        """Signed anew by the office's own key: accepted only where page and claim are those that were logged."""
        try:
            data = signed_by(stage, covering(data), *_hole(covering(data)))
        except (ValueError, IndexError):
            return False
        found = verify_file(data, trust)
        return found.genuine and not any(
            paper.document in data for paper in (*stage.papers.values(), *stage.others.values())
        )

    def attached(data: bytes) -> bool:
        try:
            return attachment.parse(data).as_bytes() != data
        except AttachmentRefused:
            return False

    def stamped(data: bytes) -> bool:
        try:
            return stamp.opened(data).whole != data
        except stamp.StampRefused:
            return False

    def squared(data: bytes) -> bool:
        return scanned.check(data.decode(errors="replace"), with_offices).genuine

    from attacks.stage import opened

    return {
        "files": (papers, lambda data: verify_file(data, trust).genuine),
        "files signed anew": (papers, resealed),
        "attachments": ([paper.attachment for paper in stage.papers.values()], attached),
        "time-stamps": ([opened(paper).token for paper in stage.papers.values()], stamped),
        "lists and statements": ([status.stated().encode(), status.listed([78]).encode()], carried),
        "codes to scan": ([one.text().encode(), other.text().encode()], squared),
        "typed codes": ([b"K7QM-3RWT-9XAD-0C6K"], refusing(codes.read_code)),
        "checkpoints": ([log.note().encode()], lambda data: _opened(data, log)),
        "proofs": ([LogProof(3, (bytes(32),) * 6, log.note()).text().encode()], refusing(LogProof.parse, note.InvalidNote)),
        "policies": ([f"log {KEY.verifier}\nquorum none\n".encode()], refusing(Policy.parse, PolicyRefused)),
        "names of tiles": ([b"tile/0/001.p/44", b"tile/entries/x001/002"], refusing(Tile.parse, NotATile)),
        "bundles of entries": ([b"\x00\x20" + bytes(32) * 1], lambda data: _unbundled(data)),
        "trust files": ([with_offices.as_json().encode()], refusing(Trust.parse, TrustUnreadable)),
        "statements alone": ([status.stated().encode()], refusing(lambda text: statements.read_statement(text, trust, at=AT), StatementRefused)),
    }  # fmt: skip


def _opened(data: bytes, log) -> bool:
    try:
        found = note.open_checkpoint(data, KEY.verifier)
    except note.InvalidNote:
        return False
    return (found.size, found.text()) != (log.size, log.note().rpartition("\n\n")[0] + "\n")


def _unbundled(data: bytes) -> bool:
    with contextlib.suppress(NotATile):
        unbundle(data)
    return False


def genuine_again(name: str, data: bytes, known) -> bool:
    """Whether it is one of the genuine ones after all: nothing was changed, or only what does not count (white space around a text)."""
    plain = {hashlib.sha256(b"".join(each.split())).digest() for each in known}
    return data in known or (
        name in ("lists and statements", "codes to scan") and hashlib.sha256(b"".join(data.split())).digest() in plain
    )


@pytest.mark.filterwarnings("ignore")
def test_nothing_made_up_is_accepted_and_nothing_breaks(stage, pytestconfig):
    seconds = pytestconfig.getoption("--fuzz", default=0)
    seed = time.time_ns() if seconds else 20261122
    all_targets, random = targets(stage), Random(seed)
    before, counted = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, SimpleNamespace(tried=0)
    for name, (known, accepted) in all_targets.items():
        until = time.process_time() + seconds / len(all_targets)
        tried = 0
        while tried < 40 or time.process_time() < until:
            data, start = mutated(random, random.choice(known), random.choice(known)), time.process_time()
            wrong = accepted(data)  # an error is a failure
            assert time.process_time() - start < LONGEST, f"{name}: {data[:60]!r}…, seed {seed}"
            assert not wrong or genuine_again(name, data, known), f"{name}: accepted, seed {seed}, try {tried}"
            tried += 1
        counted.tried += tried
        if seconds:
            print(f"{name}: {tried:,} made up, none accepted (seed {seed})")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    assert grown < MOST_MEMORY, f"{grown} MiB"
    assert counted.tried >= 40 * len(all_targets)
