"""The signature in the first revision (首版签名): the body of a page closed by what makes it a document, the proof and the signature among it.

The body holds every object of the page but the ones that tie a document together, and the picture of its code to scan. ``unsigned`` writes
these, in this order: the attachment, the evidence, the attachment's entry, the signature over the entire file, its invisible field, page,
list of pages, catalog, the code (which says what the attachment says, and is drawn from it), table of offsets, trailer. All of it is a
function of (body, attachment, instant, certificates, evidence), so that ``opened`` writes it again and compares. Of the body it is asked that it
be nothing but objects of the page, one after the other without a gap, each with the only number and the only length it could have.

What proves the signature in later years: a time-stamp stands in the container (``cms.RESERVE`` keeps bytes for it in the hole); certificates and
revocation lists (DSS) are objects numbered after the page's last, and named by the catalog.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from qingbai.certificates import cms
from qingbai.certificates.paper import qr
from qingbai.certificates.paper.direct.layout import (
    CATALOG,
    CONTENTS,
    ENTRY,
    FIELD,
    FILE,
    HEADER,
    INFO,
    INTENTS,
    METADATA,
    OUTLINES,
    PAGE,
    PAGES,
    RESOURCES,
    SIGNATURE,
    SQUARE,
    STRUCTURE,
    VALUES,
)
from qingbai.certificates.signed_parts import (
    Certified,
    Evidence,
    NotOurForm,
    Picture,
    PictureOf,
    Unsigned,
    attached,
    catalog_entries,
    dictionary,
    entry,
    evidence_objects,
    file,
    parted,
    with_byte_range,
    written,
)

MARK = b"%qingbai signed page 2\n"
FIRST_MARK = b"%qingbai signed page 1\n"
"""Of papers of the first form, which have neither time-stamp nor evidence, and whose page draws its own code to scan."""

_OBJECT = re.compile(
    rb"([1-9]\d{0,3}) 0 obj\n((?:<<(?:/Length (\d{1,7})(?=[/>]))?[^\n]*>>)|\[[^\n]*\])\n(?:(endobj)|stream)\n"
)
_STREAM_END = b"\nendstream\nendobj\n"
_FOREIGN = tuple(
    b"#|/Annot|/Annots|/AcroForm|/Action|/AA|/OpenAction|/JS|/JavaScript|/Launch|/URI|/EmbeddedFile|/Filespec|/Sig|/ByteRange"
    b"|/Type/Catalog|/Type/Page|/Type/Pages|/Prev|/XRef|/ObjStm|/Encrypt|/Perms|/Names|/AF|/FFilter|/F".split(b"|")
)
"""What no object of a page says: whatever acts, signs, attaches, or belongs to a document as a whole."""
_WHOLE = [re.compile(re.escape(each) + (b"" if each == b"#" else rb"(?![A-Za-z0-9])")) for each in _FOREIGN]
_ALONE = re.compile(rb"/Length\b")


def is_body(data: bytes) -> bool:
    """Whether this is the body of a page, or begins with one."""
    return data.startswith(HEADER)


def unsigned(
    body: bytes, attachment: bytes, chain: cms.Chain, at: datetime, *, picture: Picture, evidence: Evidence | None
) -> Unsigned:
    """The document but for the container; ``picture`` gives the code to scan. Without evidence it has the first form.

    Raises ``NotOurForm`` where the body is none.
    """
    drawn = () if evidence is None else (SQUARE,)
    found = _offsets(body, drawn)
    first = max((*found.offsets, *drawn)) + 1
    shown = found.hashed.digest()
    objects = {
        FILE: file(attachment, at),
        **({} if evidence is None else evidence_objects(evidence, first)),
        ENTRY: entry(FILE),
        SIGNATURE: dictionary(chain, at, chain.room(stamped=evidence is not None)),
        FIELD: _FIELD,
        PAGE: _PAGE,
        PAGES: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % PAGE,
        CATALOG: _catalog(None if evidence is None else first),
    } | {number: picture(shown) or qr.BLANK for number in drawn}
    mark = FIRST_MARK if evidence is None else MARK
    closing, added = written(objects, len(body) + len(mark))
    offsets = {**found.offsets, **added}
    table = b"".join([b"%010d 00000 n \n" % offsets[number] for number in range(1, len(offsets) + 1)])
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(offsets) + 1,
        CATALOG,
        INFO,
        shown.hex()[:32].encode(),
        hashlib.sha256(shown + attachment).hexdigest()[:32].encode(),
        len(body) + len(mark) + len(closing),
    )
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    whole = with_byte_range(body, b"".join((mark, closing, head, table, trailer)))
    return replace(whole, hashed=found.hashed, hashed_to=len(body))


def opened(data: bytes, sealed: cms.Sealed, container: bytes, picture_of: PictureOf) -> Certified:
    """The parts of a file, provided that exactly this file follows from them. Raises ``NotOurForm``."""
    stamped = sealed.token is not None
    body, closing = parted(data, MARK if stamped else FIRST_MARK)
    attachment, at, evidence = attached(closing, stamped=stamped)
    picture = picture_of(attachment, sealed.chain)
    if unsigned(body, attachment, sealed.chain, at, picture=picture, evidence=evidence).filled(container) != data:
        raise NotOurForm("not the document that follows from its parts")
    return Certified(body, attachment, at, evidence)


@dataclass(frozen=True, slots=True)
class _Objects:
    """Some objects of a body in a row: where each begins, and the hash of everything up to their end."""

    offsets: Mapping[int, int]
    hashed: "hashlib._Hash"


_STANDING: dict[bytes, _Objects] = {}
"""Of the objects that all papers of a layout have, up to the mark behind them, what was found when they were first looked at."""
MOST_LAYOUTS = 64
LARGEST_LAYOUT = 262_144  # bytes; ours have some 66,000, and anybody may send a body to be looked at


def _standing(body: bytes) -> tuple[int, _Objects]:
    """How long the part of a body is that all papers of its layout have, and its objects. Raises ``NotOurForm``."""
    for part, known in _STANDING.copy().items():
        if body.startswith(part):
            return len(part), known
    part, values, _ = body.partition(VALUES)
    if not is_body(part) or not values:
        raise NotOurForm("not the body of a page")
    whole = part + values
    found = _Objects(_read(part, len(HEADER)), hashlib.sha256(whole))
    if len(whole) <= LARGEST_LAYOUT:
        if len(_STANDING) >= MOST_LAYOUTS:
            _STANDING.clear()
        _STANDING[whole] = found
    return len(whole), found


def _offsets(body: bytes, drawn: tuple[int, ...]) -> _Objects:
    """Where each object of a body begins, but for those that are yet to be drawn. Raises ``NotOurForm`` for one that does not belong to a page, or a gap between two."""
    length, standing = _standing(body)
    hashed = standing.hashed.copy()
    hashed.update(memoryview(body)[length:])
    rest = _read(body, length)
    offsets = {**standing.offsets, **rest}
    if len(offsets) != len(standing.offsets) + len(rest) or not set(_ASKED) <= offsets.keys():
        raise NotOurForm("objects with other numbers than a page has")
    if sorted((*offsets, *drawn)) != list(range(RESOURCES, RESOURCES + len(offsets) + len(drawn))):
        raise NotOurForm("objects with other numbers than a page has")
    return _Objects(offsets, hashed)


def _read(body: bytes, place: int) -> dict[int, int]:
    """Where each object begins, from this place to the end. Raises ``NotOurForm``."""
    offsets: dict[int, int] = {}
    said = []
    while place < len(body):
        match = _OBJECT.match(body, place)
        if match is None:
            raise NotOurForm("something between two objects of a page")
        number, text, length, plain = match.groups()
        offsets[int(number)] = place
        said.append(text)
        place = match.end()
        if plain is None:
            place = _end_of_stream(body, place, text, length)
    everything = b"\n".join(said)
    # Looked for as bytes, which is quick, and as whole names only where that finds something: fonts have names of any letters.
    if any(each in everything and name.search(everything) for each, name in zip(_FOREIGN, _WHOLE, strict=True)):
        raise NotOurForm("an object that does not belong to a page")
    if len(offsets) != len(said):
        raise NotOurForm("a number that is there twice")
    return offsets


def _end_of_stream(body: bytes, start: int, text: bytes, length: bytes | None) -> int:
    """Where a stream object ends, by the only length that it says."""
    if length is None or len(_ALONE.findall(text)) != 1:
        raise NotOurForm("a stream without its one length")
    end = start + int(length)
    if body[end : end + len(_STREAM_END)] != _STREAM_END:
        raise NotOurForm("a stream of another length than it says")
    return end + len(_STREAM_END)


_ASKED = (RESOURCES, STRUCTURE, METADATA, INFO, INTENTS, CONTENTS, OUTLINES)
_PAGE = (
    b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595.2756 841.8898]/Resources %d 0 R/Contents %d 0 R/StructParents 0/Tabs/S/Annots[%d 0 R]>>"
    % (PAGES, RESOURCES, CONTENTS, FIELD)
)
# Nothing is to be seen of the field: it has no size, and stands off the page, where PDF/UA asks for no place in the structure.
_FIELD = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature)/TU<FEFF%s>/Rect[-9 -9 -9 -9]/F 132/P %d 0 R/V %d 0 R>>" % (
    "电子签名 Electronic signature".encode("utf-16-be").hex().upper().encode(),
    PAGE,
    SIGNATURE,
)


@lru_cache(maxsize=64)
def _catalog(evidence: int | None) -> bytes:
    return (
        b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/OutputIntents %d 0 R/Lang(zh-CN)/StructTreeRoot %d 0 R"
        b"/MarkInfo<</Marked true/Suspects false>>/ViewerPreferences<</DisplayDocTitle true/Direction/L2R>>/Outlines %d 0 R%s>>"
    ) % (
        PAGES,
        METADATA,
        INTENTS,
        STRUCTURE,
        OUTLINES,
        catalog_entries(field=FIELD, signature=SIGNATURE, entry=ENTRY, evidence=evidence),
    )
