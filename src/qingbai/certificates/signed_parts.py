"""What both forms of a signed paper share: the attachment, the signature dictionary with its hole for the container, and what it covers."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.x509.oid import NameOID

from qingbai.certificates import cms
from qingbai.clock import CHINA

ATTACHMENT = "qingbai.json"
STAMP = "%Y%m%d%H%M%S"
_WIDTH = 10  # digits kept for each offset, so that the length does not depend on its own value
_ATTACHED = re.compile(
    rb"\d{1,6} 0 obj\n<</Type/EmbeddedFile/Subtype/application#2Fjson/Filter/ASCIIHexDecode/Length (\d{1,7})"
    rb"/Params<</Size \d{1,7}/ModDate\(D:(\d{14})\+08'00'\)>>>>\nstream\n"
)


class NotOurForm(ValueError):
    """Bytes that ``signature.certify`` would not have written; the message says where it shows."""


@dataclass(frozen=True, slots=True)
class Certified:
    """A file of our form: the typeset document, what is attached to it, and the instant the signature claims."""

    document: bytes
    attachment: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A file with an empty hole for the container, in hexadecimal digits; its first ``hashed_to`` bytes may be hashed already."""

    data: bytes
    start: int
    end: int
    hashed: "hashlib._Hash | None" = None
    hashed_to: int = 0

    def digest(self) -> bytes:
        """SHA-256 of everything but the hole."""
        told = hashlib.sha256() if self.hashed is None else self.hashed.copy()
        told.update(memoryview(self.data)[self.hashed_to : self.start])
        told.update(memoryview(self.data)[self.end :])
        return told.digest()

    def filled(self, container: bytes) -> bytes:
        """The file with this container in the hole, padded with zeros."""
        room = self.end - self.start - 2
        return self.data[: self.start + 1] + container.hex().encode().ljust(room, b"0") + self.data[self.end - 1 :]


def digest(data: bytes, start: int, end: int) -> bytes:
    """SHA-256 of everything but what stands from ``start`` to ``end``."""
    covered_bytes = hashlib.sha256(memoryview(data)[:start])
    covered_bytes.update(memoryview(data)[end:])
    return covered_bytes.digest()


Picture = Callable[[bytes], bytes | None]
"""The object that shows the code to scan on a document with this SHA-256; ``None`` where there is none to be drawn."""
PictureOf = Callable[[bytes, cms.Chain], Picture]
"""The picture that belongs to an attachment under the signature of a chain."""


def parted(data: bytes, marks: Mapping[int, bytes]) -> tuple[int, bytes, bytes]:
    """Form, document and what closes it, by the mark between them. Raises ``NotOurForm``."""
    for form, mark in marks.items():
        document, found, closing = data.rpartition(mark)
        if found:
            return form, document, closing
    raise NotOurForm("no revision of our form")


def file(attachment: bytes, at: datetime) -> bytes:
    """The attached file as an object. Hexadecimal digits: nothing a holder may have typed can look like the structure of the file."""
    digits = attachment.hex().encode() + b">"
    return (
        b"<</Type/EmbeddedFile/Subtype/application#2Fjson/Filter/ASCIIHexDecode/Length %d"
        b"/Params<</Size %d/ModDate(%s)>>>>\nstream\n%s\nendstream"
    ) % (len(digits), len(attachment), stamp(at), digits)


def attached(data: bytes) -> tuple[bytes, datetime]:
    """The attachment and the instant in the object that ``data`` begins with. Raises ``NotOurForm``; more is compared by who asks."""
    match = _ATTACHED.match(data)
    if match is None:
        raise NotOurForm("no revision of our form")
    digits = data[match.end() : match.end() + int(match[1])]
    try:
        at = datetime.strptime(match[2].decode(), STAMP).replace(tzinfo=CHINA)
        return bytes.fromhex(digits.removesuffix(b">").decode("ascii")), at
    except ValueError as error:
        raise NotOurForm("an attachment or an instant that cannot be read") from error


def entry(number: int) -> bytes:
    """What lists the attached file, which is object ``number``."""
    return (
        b"<</Type/Filespec/F(%s)/UF(%s)/Desc(The claim and its place in the public log)/AFRelationship/Data/EF<</F %d 0 R/UF %d 0 R>>>>"
        % (ATTACHMENT.encode(), ATTACHMENT.encode(), number, number)
    )


def dictionary(chain: cms.Chain, at: datetime, room: int) -> bytes:
    """The signature dictionary with a hole for a container of ``room`` bytes, its byte range not yet written."""
    text = "".join(str(name.value) for name in chain.office.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME))
    return (
        b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/Name<%s>/M(%s)"
        b"/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]"
        b"/ByteRange[0 %s]/Contents<%s>>>"
    ) % (
        b"feff" + text.encode("utf-16-be").hex().encode(),
        stamp(at),
        b" ".join([b" " * _WIDTH] * 3),
        b"0" * (2 * room),
    )


def catalog_entries(*, field: int, signature: int, entry: int) -> bytes:
    """What the catalog says of signature and attachment: the field, that nothing may change (DocMDP), the file."""
    return (
        b"/AcroForm<</Fields[%d 0 R]/SigFlags 3>>/Perms<</DocMDP %d 0 R>>/AF[%d 0 R]/Names<</EmbeddedFiles<</Names[(%s)%d 0 R]>>>>"
        % (field, signature, entry, ATTACHMENT.encode(), entry)
    )


def with_byte_range(data: bytes) -> Unsigned:
    """The file with the byte range written in, now that every length is known."""
    before = data.rindex(b"/ByteRange[0 ") + len(b"/ByteRange[0 ")
    start = data.index(b"/Contents<", before) + len(b"/Contents")
    end = data.index(b">", start) + 1
    numbers = b" ".join(b"%-*d" % (_WIDTH, number) for number in (start, end, len(data) - end))
    return Unsigned(data[:before] + numbers + data[before + len(numbers) :], start, end)


def written(objects: dict[int, bytes], at: int) -> tuple[bytes, dict[int, int]]:
    """The objects as they stand in the file from offset ``at`` on, and the offset of each."""
    body = bytearray()
    offsets = {}
    for number, text in objects.items():
        offsets[number] = at + len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    return bytes(body), offsets


def stamp(at: datetime) -> bytes:
    """An instant as PDF writes it."""
    return f"D:{at.astimezone(CHINA).strftime(STAMP)}+08'00'".encode()
