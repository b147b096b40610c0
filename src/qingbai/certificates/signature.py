"""The signed revision of a paper (PAdES B-B): one incremental update that attaches the proof, signs and closes the document.

``certify`` adds to a typeset PDF, in this order: the attachment ``qingbai.json`` (PDF/A-3), a signature over the
entire file, its invisible field, and a catalog that certifies the document against any change (DocMDP, P=1). The update is
a function of (document, attachment, instant, certificates): ``opened`` writes it again and compares, so that it accepts
no byte that ``certify`` would not have written. Nothing else in a PDF need be understood to be sure of one.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from qingbai.certificates import cms
from qingbai.clock import CHINA

ATTACHMENT = "qingbai.json"
MARK = b"%qingbai signed revision 1\n"
_WIDTH = 10  # digits kept for each offset, so that the length does not depend on its own value
_TRAILER = re.compile(
    rb"trailer\n<</Size (\d{1,6})/Root (\d{1,6}) 0 R/Info (\d{1,6}) 0 R"
    rb"/ID\[\(([0-9A-Za-z+/=]{24})\)\(([0-9A-Za-z+/=]{24})\)\]>>\nstartxref\n(\d{1,10})\n%%EOF\n?\Z"
)
_ENTRIES = re.compile(rb"(?:\d{10} \d{5} [nf](?: \r| \n|\r\n))+")
_ATTACHED = re.compile(
    rb"\d{1,6} 0 obj\n<</Type/EmbeddedFile/Subtype/application#2Fjson/Filter/ASCIIHexDecode/Length (\d{1,7})"
    rb"/Params<</Size \d{1,7}/ModDate\(D:(\d{14})\+08'00'\)>>>>\nstream\n"
)
_BYTE_RANGE = re.compile(rb"/ByteRange ?\[ ?(\d{1,10}) +(\d{1,10}) +(\d{1,10}) +(\d{1,10}) *\]")
_STAMP = "%Y%m%d%H%M%S"


class NotOurForm(ValueError):
    """Bytes that ``certify`` would not have written; the message says where it shows."""


@dataclass(frozen=True, slots=True)
class Covered:
    """What the one signature in a file covers, and its container. ``start`` and ``end`` are the hole that holds the container."""

    start: int
    end: int
    container: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class Certified:
    """A file of our form: the typeset document, what is attached to it, and the instant the signature claims."""

    document: bytes
    attachment: bytes
    at: datetime


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


@dataclass(frozen=True, slots=True)
class _Unsigned:
    """A file with an empty hole for the container, in hexadecimal digits."""

    data: bytes
    start: int
    end: int

    def digest(self) -> bytes:
        return _digest(self.data, self.start, self.end)

    def filled(self, container: bytes) -> bytes:
        room = self.end - self.start - 2
        return self.data[: self.start + 1] + container.hex().encode().ljust(room, b"0") + self.data[self.end - 1 :]


def certify(
    document: bytes, *, attachment: bytes, key: ec.EllipticCurvePrivateKey, chain: cms.Chain, at: datetime
) -> bytes:
    """The signed file. ``at`` is the instant the signature claims (whole seconds). Raises ``NotOurForm`` for another sort of PDF."""
    unsigned = _unsigned(document, attachment, chain, at)
    return unsigned.filled(cms.sign(unsigned.digest(), key, chain))


def covered(data: bytes) -> Covered:
    """The one signature of a file, which must cover every byte but its own container. Raises ``NotOurForm`` with a code.

    Codes: ``not_signed``, ``several_signatures``, ``byte_range``, ``truncated``, ``bytes_after``, ``hole``.
    """
    count = data.count(b"/ByteRange")
    if count != 1:
        raise NotOurForm("several_signatures" if count else "not_signed")
    match = _BYTE_RANGE.search(data)
    if match is None:
        raise NotOurForm("byte_range")
    zero, start, end, rest = (int(number) for number in match.groups())
    if zero or start >= end or start < match.start() < end:
        raise NotOurForm("byte_range")
    if end + rest != len(data):
        raise NotOurForm("truncated" if end + rest > len(data) else "bytes_after")
    return Covered(start, end, _container(data[start:end]), _digest(data, start, end))


def opened(data: bytes, chain: cms.Chain, container: bytes) -> Certified:
    """The parts of a file, provided that ``certify`` would have made exactly this file of them. Raises ``NotOurForm``."""
    document, mark, update = data.rpartition(MARK)
    match = _ATTACHED.match(update)
    if not mark or match is None:
        raise NotOurForm("no revision of our form")
    digits = update[match.end() : match.end() + int(match[1])]
    try:
        at = datetime.strptime(match[2].decode(), _STAMP).replace(tzinfo=CHINA)
        attachment = bytes.fromhex(digits.removesuffix(b">").decode("ascii"))
    except ValueError as error:
        raise NotOurForm("an attachment or an instant that cannot be read") from error
    if _unsigned(document, attachment, chain, at).filled(container) != data:
        raise NotOurForm("not the revision that follows from its parts")
    return Certified(document, attachment, at)


def _container(hole: bytes) -> bytes:
    """The container at the head of a hole of hexadecimal digits; what pads it ``opened`` compares with all the rest."""
    if not re.fullmatch(rb"<(?:[0-9a-fA-F]{2})+>", hole):
        raise NotOurForm("hole")
    try:
        return cms.leading(bytes.fromhex(hole[1:-1].decode("ascii")))
    except ValueError as error:
        raise NotOurForm("hole") from error


def _digest(data: bytes, start: int, end: int) -> bytes:
    covered_bytes = hashlib.sha256(memoryview(data)[:start])
    covered_bytes.update(memoryview(data)[end:])
    return covered_bytes.digest()


def _unsigned(document: bytes, attachment: bytes, chain: cms.Chain, at: datetime) -> _Unsigned:
    found = _read(document)
    file, entry, signature, field = range(found.size, found.size + 4)
    catalog = (
        b"/AcroForm<</Fields[%d 0 R]/SigFlags 3>>/Perms<</DocMDP %d 0 R>>/AF[%d 0 R]/Names<</EmbeddedFiles<</Names[(%s)%d 0 R]>>>>"
        % (field, signature, entry, ATTACHMENT.encode(), entry)
    )
    objects = {
        file: _file(attachment, at),
        entry: b"<</Type/Filespec/F(%s)/UF(%s)/Desc(The claim and its place in the public log)/AFRelationship/Data/EF<</F %d 0 R/UF %d 0 R>>>>"
        % (ATTACHMENT.encode(), ATTACHMENT.encode(), file, file),
        signature: _signature(chain, at),
        field: b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature)/Rect[0 0 0 0]/F 132/P %d 0 R/V %d 0 R>>"
        % (found.page, signature),
        found.page: found.page_text[:-2] + b"/Annots[%d 0 R]>>" % field,
        found.root: found.catalog_text[:-2] + catalog + b">>",
    }
    body, offsets = _written(objects, len(document) + len(MARK))
    table = len(document) + len(MARK) + len(body)
    identity = hashlib.sha256(document + attachment).hexdigest()[:32].encode()
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[(%s)<%s>]/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        found.size + 4,
        found.root,
        found.info,
        found.identity,
        identity,
        found.start,
        table,
    )
    return _with_byte_range(document + MARK + body + _table(offsets) + trailer)


def _file(attachment: bytes, at: datetime) -> bytes:
    # Hexadecimal digits: nothing a holder may have typed can look like the structure of the file.
    digits = attachment.hex().encode() + b">"
    return (
        b"<</Type/EmbeddedFile/Subtype/application#2Fjson/Filter/ASCIIHexDecode/Length %d"
        b"/Params<</Size %d/ModDate(%s)>>>>\nstream\n%s\nendstream"
    ) % (len(digits), len(attachment), _stamp(at), digits)


def _signature(chain: cms.Chain, at: datetime) -> bytes:
    text = "".join(str(name.value) for name in chain.office.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME))
    return (
        b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/Name<%s>/M(%s)"
        b"/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]"
        b"/ByteRange[0 %s]/Contents<%s>>>"
    ) % (
        b"feff" + text.encode("utf-16-be").hex().encode(),
        _stamp(at),
        b" ".join([b" " * _WIDTH] * 3),
        b"0" * (2 * chain.room),
    )


def _with_byte_range(data: bytes) -> _Unsigned:
    """The file with the byte range written in, now that every length is known."""
    before = data.rindex(b"/ByteRange[0 ") + len(b"/ByteRange[0 ")
    start = data.index(b"/Contents<", before) + len(b"/Contents")
    end = data.index(b">", start) + 1
    numbers = b" ".join(b"%-*d" % (_WIDTH, number) for number in (start, end, len(data) - end))
    return _Unsigned(data[:before] + numbers + data[before + len(numbers) :], start, end)


def _written(objects: dict[int, bytes], at: int) -> tuple[bytes, dict[int, int]]:
    """The objects as they stand in the file from offset ``at`` on, and the offset of each."""
    body = bytearray()
    offsets = {}
    for number, text in objects.items():
        offsets[number] = at + len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    return bytes(body), offsets


def _table(offsets: dict[int, int]) -> bytes:
    lines = (b"%d 1\n%010d 00000 n \n" % (number, offsets[number]) for number in sorted(offsets))
    return b"xref\n" + b"".join(lines)


def _stamp(at: datetime) -> bytes:
    return f"D:{at.astimezone(CHINA).strftime(_STAMP)}+08'00'".encode()


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
    return _Document(size, root, info, numbers[0], match[4], start, catalog, page)


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
