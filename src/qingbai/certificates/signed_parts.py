"""What both forms of a signed paper share: the attachment, the signature dictionary with its hole for the container, and what it covers."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

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


_EVIDENCE = re.compile(rb"\n\d{1,6} 0 obj\n<</Type/DSS/Certs\[([\d R]*)\]/CRLs\[([\d R]*)\]>>\nendobj\n")
_HELD = re.compile(rb"\d{1,6} 0 obj\n<</Filter/ASCIIHexDecode/Length (\d{1,7})>>\nstream\n")
_AFTER_STREAM = b"\nendstream\nendobj"
MOST_EVIDENCE = 16


class NotOurForm(ValueError):
    """Bytes that ``signature.certify`` would not have written; the message says where it shows."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a verifier in later years needs beside the container (验证资料, the DSS of PAdES): certificates and revocation lists, in DER."""

    certificates: tuple[bytes, ...]
    lists: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Certified:
    """A file of our form: the typeset document, what is attached to it, the instant the signature claims, and the evidence beside it
    (none in papers of the first form)."""

    document: bytes
    attachment: bytes
    at: datetime
    evidence: Evidence | None = None


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


def parted(data: bytes, mark: bytes) -> tuple[bytes, bytes]:
    """Document and what closes it, by the mark between them. Raises ``NotOurForm``."""
    document, found, closing = data.rpartition(mark)
    if not found:
        raise NotOurForm("no revision of our form")
    return document, closing


def file(attachment: bytes, at: datetime) -> bytes:
    """The attached file as an object. Hexadecimal digits: nothing a holder may have typed can look like the structure of the file."""
    digits = attachment.hex().encode() + b">"
    return (
        b"<</Type/EmbeddedFile/Subtype/application#2Fjson/Filter/ASCIIHexDecode/Length %d"
        b"/Params<</Size %d/ModDate(%s)>>>>\nstream\n%s\nendstream"
    ) % (len(digits), len(attachment), stamp(at), digits)


def attached(data: bytes, *, stamped: bool) -> tuple[bytes, datetime, Evidence | None]:
    """Attachment and instant in the object that ``data`` begins with, and the evidence that follows where the paper has a time-stamp.

    Raises ``NotOurForm``; more is compared by who asks.
    """
    match = _ATTACHED.match(data)
    if match is None:
        raise NotOurForm("no revision of our form")
    end = match.end() + int(match[1])
    try:
        at = datetime.strptime(match[2].decode(), STAMP).replace(tzinfo=CHINA)
        attachment = bytes.fromhex(data[match.end() : end].removesuffix(b">").decode("ascii"))
        return attachment, at, _evidence(data, end + len(_AFTER_STREAM)) if stamped else None
    except ValueError as error:
        raise NotOurForm("an attachment or an instant that cannot be read") from error


def _evidence(data: bytes, place: int) -> Evidence:
    match = _EVIDENCE.match(data, place)
    if match is None:
        raise NotOurForm("no evidence where it belongs")
    counts = [each.count(b"R") for each in match.groups()]
    if sum(counts) > MOST_EVIDENCE:
        raise NotOurForm("more evidence than a paper has")
    place = match.end()
    found = []
    for _ in range(sum(counts)):
        held = _HELD.match(data, place)
        if held is None:
            raise NotOurForm("no evidence where it belongs")
        end = held.end() + int(held[1])
        found.append(bytes.fromhex(data[held.end() : end].removesuffix(b">").decode("ascii")))
        place = end + len(_AFTER_STREAM) + 1
    return Evidence(tuple(found[: counts[0]]), tuple(found[counts[0] :]))


@lru_cache(maxsize=256)
def evidence_objects(evidence: Evidence, first: int) -> Mapping[int, bytes]:
    """The evidence as objects from number ``first`` on: what the catalog names, then certificates and lists. The same for all papers of an office
    until a list is renewed."""
    held = (*evidence.certificates, *evidence.lists)
    references = [b"%d 0 R" % (first + 1 + place) for place in range(len(held))]
    count = len(evidence.certificates)
    texts = [b"<</Type/DSS/Certs[%s]/CRLs[%s]>>" % (b" ".join(references[:count]), b" ".join(references[count:]))]
    for each in held:
        digits = each.hex().encode() + b">"
        texts.append(b"<</Filter/ASCIIHexDecode/Length %d>>\nstream\n%s\nendstream" % (len(digits), digits))
    return {first + place: text for place, text in enumerate(texts)}


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


def catalog_entries(*, field: int, signature: int, entry: int, evidence: int | None = None) -> bytes:
    """What the catalog says of signature and attachment: the field, that nothing may change (DocMDP), the file; and of the evidence."""
    said = (
        b"/AcroForm<</Fields[%d 0 R]/SigFlags 3>>/Perms<</DocMDP %d 0 R>>/AF[%d 0 R]/Names<</EmbeddedFiles<</Names[(%s)%d 0 R]>>>>"
        % (field, signature, entry, ATTACHMENT.encode(), entry)
    )
    return said if evidence is None else said + b"/Extensions<<%s>>/DSS %d 0 R" % (_EXTENSION, evidence)


_EXTENSION = b"/ESIC<</Type/DeveloperExtensions/BaseVersion/1.7/ExtensionLevel 1>>"  # whose DSS is: ETSI TS 102 778-4


def with_byte_range(document: bytes, closing: bytes) -> Unsigned:
    """The file of a document and what closes it, with the byte range written in, now that every length is known."""
    before = closing.rindex(b"/ByteRange[0 ") + len(b"/ByteRange[0 ")
    start = closing.index(b"/Contents<", before) + len(b"/Contents")
    end = closing.index(b">", start) + 1
    first = len(document)
    numbers = b" ".join([b"%-*d" % (_WIDTH, number) for number in (first + start, first + end, len(closing) - end)])
    data = b"".join((document, closing[:before], numbers, closing[before + len(numbers) :]))
    return Unsigned(data, first + start, first + end)


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
