"""Parts of two genuine papers exchanged: as bytes, and put together anew by somebody who can write PDFs and has no key, or a stolen one."""

import itertools
import json
import re

from attacks.frame import Try, attack, flat
from attacks.pdf import objects, replaced
from attacks.stage import container, unsigned

GROUP = "Exchanged"
STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.S)


def streams(data: bytes) -> dict[int, bytes]:
    return {number: text for number, text in objects(data).items() if b"stream\n" in text}


def fitted(new: bytes, size: int) -> bytes:
    """So many bytes of the other paper's, cut or filled: the drawing may be broken, the structure is not."""
    return new[:size].ljust(size, b"\n")


@attack(
    GROUP, "page, letters, seal, code to scan, fonts or metadata of one genuine paper in another, as bytes", "changed"
)
def drawings(stage, random):
    for paper in stage.shown(random):
        other = stage.others[paper.form]
        mine, theirs = streams(paper.data), streams(other.data)
        signed = paper.data[paper.start : paper.end]
        for number, text in mine.items():
            was = STREAM.search(text)
            for place in {number, *random.sample(sorted(theirs), 1)} & theirs.keys():
                now = STREAM.search(theirs[place])
                if was and now and was[1] != now[1] and signed not in text:
                    start = paper.data.index(was[1])
                    put = replaced(paper.data, start, start + len(was[1]), fitted(now[1], len(was[1])))
                    yield Try(put, f"stream {number} by {place}")


def parts(stage, forms):
    """The ways to put document, attached claim and signature of several genuine papers together, but for those that are one paper."""
    known = flat(*((stage.papers[form], stage.others[form]) for form in forms))
    for page, said, sealed in itertools.product(known, repeat=3):
        fits = (page.form == "letter") == (said.form == "letter")  # a letter's page has no place for a code to scan
        if fits and not page is said is sealed:
            yield page, said, sealed


def put_together(page, said, sealed) -> bytes:
    """Exactly what would have been written, but for the signature, which is another's."""
    return _filled(unsigned(page.document, said.attachment, said), container(sealed.data))


def _filled(made, inside: bytes) -> bytes:
    """A container too long for its hole is cut off: it is another's."""
    return made.filled(inside[: (made.end - made.start - 2) // 2])


@attack(
    GROUP,
    "page, attached claim and signature of different genuine papers put together anew, with right offsets",
    "changed",
)
def relinked(stage, random):
    for page, said, sealed in parts(stage, stage.papers):
        yield Try(put_together(page, said, sealed), f"{page.form}, {said.form}, {sealed.form}")


def mixed(one: bytes, other: bytes):
    """An attachment whose parts come from two papers, each way but the two that are whole."""
    mine, theirs = json.loads(one), json.loads(other)
    places = [("claim",), ("salt",), ("log", "index"), ("log", "proof"), ("log", "checkpoint")]
    places += [("status",)] if "status" in mine and "status" in theirs else []
    for taken in itertools.product((False, True), repeat=len(places)):
        found = json.loads(one)
        for place, take in zip(places, taken, strict=True):
            if take:
                inner = found[place[0]] if place[1:] else found
                inner[place[-1]] = (theirs[place[0]] if place[1:] else theirs)[place[-1]]
        data = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        if data not in (one, other):
            yield "".join("12"[take] for take in taken), data
    assert mine != theirs


@attack(GROUP, "claim, salt, place, proof or checkpoint of one genuine paper in the attachment of another", "changed")
def attachments(stage, random):
    for paper in stage.shown(random):
        other = stage.others[paper.form]
        for what, data in mixed(paper.attachment, other.attachment):
            for sealed in (paper, other):
                made = _filled(unsigned(paper.document, data, paper), container(sealed.data))
                yield Try(made, what)


@attack(GROUP, "the container of one genuine paper in the hole of another", "changed", "hole", "other_form")
def containers(stage, random):
    for page, _, sealed in parts(stage, stage.papers):
        room = page.end - page.start - 2
        digits = container(sealed.data).hex().encode()
        if page is not sealed:
            fits = len(digits) <= room
            yield Try(
                replaced(page.data, page.start + 1, page.end - 1, digits[:room].ljust(room, b"0")),
                reasons=("changed",) if fits else ("hole",),
            )


@attack(
    GROUP,
    "a stolen office key without the log: parts of genuine papers signed anew",
    "proof_wrong",
    "attachment",
    "other_office",
)
def signed_anew(stage, random):
    for page, said, sealed in parts(stage, stage.papers):
        if page is said or sealed is not page:
            continue
        yield Try(stage.house.sign(page.document, said.attachment), f"{page.form} says {said.form}", ("proof_wrong",))
    for paper in stage.shown(random):
        for what, data in mixed(paper.attachment, stage.others[paper.form].attachment):
            reasons = ("proof_wrong",)
            yield Try(stage.house.sign(paper.document, data), what, reasons)
