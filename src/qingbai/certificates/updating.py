"""The signature as an update (增量签名): what is added to a document that Typst has typeset, in one further revision.

``unsigned`` adds, in this order: the attachment ``qingbai.json`` (PDF/A-3), certificates and revocation lists (DSS), a signature over the entire
file, its invisible field, a catalog that certifies the document against any change (DocMDP, P=1), and the code to scan in the place that the
page leaves free. The update is a function of (document, attachment, instant, certificates, evidence): ``opened`` writes it again and compares, so
that it accepts no byte that would not have been written.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from qingbai.certificates import cms
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

MARK = b"%qingbai signed revision 2\n"
FIRST_MARK = b"%qingbai signed revision 1\n"
"""Of papers of the first form, which have neither time-stamp nor evidence, and whose page draws its own code to scan."""
_TRAILER = re.compile(
    rb"trailer\n<</Size (\d{1,6})/Root (\d{1,6}) 0 R/Info (\d{1,6}) 0 R"
    rb"/ID\[\(([0-9A-Za-z+/=]{24})\)\(([0-9A-Za-z+/=]{24})\)\]>>\nstartxref\n(\d{1,10})\n%%EOF\n?\Z"
)
_PICTURE = re.compile(rb"\d+ 0 obj\n<<[^\n]*/Subtype/Image[^\n]*>>\nstream\n")
_ENTRIES = re.compile(rb"(?:\d{10} \d{5} [nf](?: \r| \n|\r\n))+")


@dataclass(frozen=True, slots=True)
class _Document:
    """What must be known of a typeset document to add a revision: numbers and text of its page and catalog."""

    size: int
    root: int
    info: int
    page: int
    identity: bytes
    start: int
    catalog_text: bytes
    page_text: bytes
    pictures: tuple[int, ...]


def unsigned(
    document: bytes, attachment: bytes, chain: cms.Chain, at: datetime, *, picture: Picture, evidence: Evidence | None
) -> Unsigned:
    """The document with its update, but for the container; ``picture`` gives the code to scan. Without evidence it has the first form.

    Raises ``NotOurForm`` for another sort of PDF.
    """
    found = _read(document)
    drawn = None if evidence is None else picture(hashlib.sha256(document).digest())
    if drawn is not None and len(found.pictures) != 1:
        raise NotOurForm("not one place for the code to scan")
    attaching, listing, signature, field = range(found.size, found.size + 4)
    kept = {} if evidence is None else evidence_objects(evidence, found.size + 4)
    first = min(kept, default=None)
    catalog = catalog_entries(field=field, signature=signature, entry=listing, evidence=first)
    objects = {
        attaching: file(attachment, at),
        **kept,
        listing: entry(attaching),
        signature: dictionary(chain, at, chain.room(stamped=evidence is not None)),
        field: b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature)/Rect[0 0 0 0]/F 132/P %d 0 R/V %d 0 R>>"
        % (found.page, signature),
        found.page: found.page_text[:-2] + b"/Annots[%d 0 R]>>" % field,
        found.root: found.catalog_text[:-2] + catalog + b">>",
    } | ({} if drawn is None else {found.pictures[0]: drawn})
    mark = FIRST_MARK if evidence is None else MARK
    body, offsets = written(objects, len(document) + len(mark))
    table = len(document) + len(mark) + len(body)
    identity = hashlib.sha256(document + attachment).hexdigest()[:32].encode()
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[(%s)<%s>]/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        found.size + 4 + len(kept),
        found.root,
        found.info,
        found.identity,
        identity,
        found.start,
        table,
    )
    return with_byte_range(document, b"".join((mark, body, _table(offsets), trailer)))


def opened(data: bytes, sealed: cms.Sealed, container: bytes, picture_of: PictureOf) -> Certified:
    """The parts of a file, provided that exactly this file follows from them. Raises ``NotOurForm``."""
    stamped = sealed.token is not None
    document, update = parted(data, MARK if stamped else FIRST_MARK)
    attachment, at, evidence = attached(update, stamped=stamped)
    picture = picture_of(attachment, sealed.chain)
    if unsigned(document, attachment, sealed.chain, at, picture=picture, evidence=evidence).filled(container) != data:
        raise NotOurForm("not the revision that follows from its parts")
    return Certified(document, attachment, at, evidence)


def _table(offsets: dict[int, int]) -> bytes:
    lines = (b"%d 1\n%010d 00000 n \n" % (number, offsets[number]) for number in sorted(offsets))
    return b"xref\n" + b"".join(lines)


def _read(document: bytes) -> _Document:
    """The typesetter's document, read by its own table of offsets as any viewer reads it. Raises ``NotOurForm``."""
    if not document.startswith(b"%PDF-1.7\n") or document.count(b"startxref") != 1:
        raise NotOurForm("not one revision of a PDF 1.7")
    match = _TRAILER.search(document, max(0, len(document) - 400))
    if match is None:
        raise NotOurForm("not the typesetter's trailer")
    size, root, info, start = int(match[1]), int(match[2]), int(match[3]), int(match[6])
    offsets = _offsets(document[start : match.start()], size)
    catalog = _object(document, offsets, root, b"<</Type/Catalog/")
    pages = re.search(rb"/Pages (\d{1,6}) 0 R", catalog)
    tree = _object(document, offsets, int(pages[1]) if pages else -1, b"<</Type/Pages/")
    kids = re.fullmatch(rb"<</Type/Pages/Count (\d{1,3})/Kids\[(\d{1,6} 0 R(?: \d{1,6} 0 R)*)\]>>", tree)
    numbers = [int(number) for number in kids[2].split()[::3]] if kids else []
    if kids is None or len(numbers) != int(kids[1]):
        raise NotOurForm("not a flat list of pages")
    pages_text = [_object(document, offsets, number, b"<</Type/Page/") for number in numbers]
    page = pages_text[0]  # the signature's field stands on the first
    if any(b"/Annots" in each for each in pages_text) or re.search(
        rb"/(?:AcroForm|Perms|AF|Names|OpenAction|AA)\b", catalog
    ):
        raise NotOurForm("a page or catalog that holds more than a typeset page")
    pictures = tuple(number for number in range(1, size) if _is_picture(document, offsets[number], number))
    return _Document(size, root, info, numbers[0], match[4], start, catalog, page, pictures)


def _is_picture(document: bytes, start: int, number: int) -> bool:
    return _PICTURE.match(document, start) is not None and document.startswith(b"%d 0 obj\n" % number, start)


def _offsets(table: bytes, size: int) -> list[int]:
    head = b"xref\n0 %d\n" % size
    if not table.startswith(head) or len(table) != len(head) + 20 * size:
        raise NotOurForm("not the typesetter's table of offsets")
    if not _ENTRIES.fullmatch(table, len(head)):
        raise NotOurForm("an entry of the table of offsets that cannot be read")
    return [int(table[at : at + 10]) for at in range(len(head), len(table), 20)]


def _object(document: bytes, offsets: list[int], number: int, opening: bytes) -> bytes:
    """The text of a dictionary object, which must begin as expected."""
    if not 0 < number < len(offsets):
        raise NotOurForm("a reference to nothing")
    head = b"%d 0 obj\n" % number
    start = offsets[number] + len(head)
    end = document.find(b"\nendobj\n", start)
    text = document[start:end]
    if document[offsets[number] : start] != head or not text.startswith(opening) or not text.endswith(b">>"):
        raise NotOurForm("an object other than expected")
    return text
