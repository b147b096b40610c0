"""The signature of a paper (PAdES B-LT): it covers the entire file, carries the proof, and closes the document against any change.

There are two forms, and no file has both. A document that Typst has typeset is signed by an update (``updating``); a page that was
written directly is closed and signed in its first and only revision (``closing``). In both the file is a function of (document, attachment,
instant, certificates, evidence), the signature value and the time-stamp over it: ``opened`` writes it again and compares, so that it accepts no byte that
``certify`` would not have written. Nothing else in a PDF need be understood to be sure of one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec

from qingbai.certificates import closing, cms, updating
from qingbai.certificates.attachment import Attachment, AttachmentRefused, parse
from qingbai.certificates.signed_parts import ATTACHMENT, Certified, Evidence, NotOurForm, Picture, digest

__all__ = ["ATTACHMENT", "Certified", "Covered", "Evidence", "Lasting", "NotOurForm", "certify", "covered", "opened"]

_BYTE_RANGE = re.compile(rb"/ByteRange ?\[ ?(\d{1,10}) +(\d{1,10}) +(\d{1,10}) +(\d{1,10}) *\]")


@dataclass(frozen=True, slots=True)
class Covered:
    """What the one signature in a file covers, and its container. ``start`` and ``end`` are the hole that holds the container."""

    start: int
    end: int
    container: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class Lasting:
    """What makes a signature last: evidence that stands beside it, and the one who gives a time-stamp for a signature value."""

    evidence: Evidence
    stamp: Callable[[bytes], bytes]


def certify(
    document: bytes,
    *,
    attachment: Attachment | bytes,
    key: ec.EllipticCurvePrivateKey,
    chain: cms.Chain,
    at: datetime,
    lasting: Lasting | None,
) -> bytes:
    """The signed file. ``document`` is typeset or the body of a page. ``at`` is the instant the signature claims (whole seconds).

    Without ``lasting`` the file has the first form, which keys of today may no longer sign (``trust.STAMPED``). An attachment in bytes may be none
    of ours: the file then has no code to scan, and nobody accepts it. Raises ``NotOurForm`` for another sort of PDF, and what the stamp raises.
    """
    if isinstance(attachment, Attachment):
        data, picture = attachment.as_bytes(), attachment.picture(chain)
    else:
        data, picture = attachment, _picture_of_any(attachment, chain)
    written = closing.unsigned if closing.is_body(document) else updating.unsigned
    unsigned = written(document, data, chain, at, picture=picture, evidence=lasting.evidence if lasting else None)
    return unsigned.filled(cms.sign(unsigned.digest(), key, chain, lasting.stamp if lasting else None))


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
    return Covered(start, end, _container(data[start:end]), digest(data, start, end))


def opened(data: bytes, sealed: cms.Sealed, container: bytes) -> Certified:
    """The parts of a file, provided that ``certify`` would have made exactly this file of them. Raises ``NotOurForm``, ``AttachmentRefused``."""
    opened_so = closing.opened if closing.is_body(data) else updating.opened
    return opened_so(data, sealed, container, _picture_of)


def _picture_of(data: bytes, chain: cms.Chain) -> Picture:
    return parse(data).picture(chain)


def _picture_of_any(data: bytes, chain: cms.Chain) -> Picture:
    try:
        return _picture_of(data, chain)
    except AttachmentRefused:
        return lambda _: None


def _container(hole: bytes) -> bytes:
    """The container at the head of a hole of hexadecimal digits; what pads it ``opened`` compares with all the rest."""
    if not hole.startswith(b"<") or hole.translate(None, b"0123456789abcdefABCDEF") != b"<>" or len(hole) % 2:
        raise NotOurForm("hole")
    try:
        return cms.leading(bytes.fromhex(hole[1:-1].decode("ascii")))
    except ValueError as error:
        raise NotOurForm("hole") from error
