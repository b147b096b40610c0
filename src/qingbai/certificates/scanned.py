"""A code to scan, judged (扫码核验): found in a photo or a scan, and its three verdicts without asking anybody.

``text_in`` finds the text of a paper's code in an image file. ``check`` gives the verdicts on such a text, by the trust file alone or with what the issuer's
records say: *signed* by the office's key, *logged* by the log's word for its leaf, *current* as far as that is known. It never tells
whether the code belongs to the paper that it stands on: who checks compares the claim with what is printed, line by line. No Django, no clock.
"""

import hashlib
import io
from dataclasses import dataclass
from datetime import date, datetime, time

import zxingcpp
from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image, ImageOps, UnidentifiedImageError

from qingbai.certificates import square, statements
from qingbai.certificates.cms import Chain
from qingbai.certificates.square import NoSquare, Read
from qingbai.certificates.statements import Carried, StatementRefused
from qingbai.certificates.status import Status
from qingbai.certificates.status_list import Entry
from qingbai.certificates.trust import NotTrusted, Trust, office_id
from qingbai.certificates.verdicts import WORDING
from qingbai.certificates.verify import NOT_EXAMINED, Holds, Verdict, Verdicts, judged
from qingbai.clock import CHINA

LARGEST_IMAGE = 30_000_000  # bytes
LARGEST_PICTURE = 80_000_000  # dots; the sharpest telephones take fewer
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")
_SCALES = (1.0, 0.5, 0.25, 2.0)
"""Sizes at which an image is looked at in turn: a large one may be read at half its size, a coarse one at twice."""


class NoImage(ValueError):
    """Not an image, or one that is too large; the message is a code of ``verdicts.WORDING``: ``not_image``."""


@dataclass(frozen=True, kw_only=True)  # with slots there would be no super()
class Checked(Verdicts):
    """The verdicts on a code; ``sha256`` is that of its text. Even a genuine one may stand on a paper that is not."""

    def _summary(self) -> tuple[str, str]:
        if self.readable and self.genuine and self.current.holds is not Holds.NO:
            return WORDING["summary_square_current" if self.current.holds is Holds.YES else "summary_square"]
        return super()._summary()


def text_in(image: bytes) -> str:
    """The text of the code to scan in an image file; empty where none is found. One that carries a signed claim goes before any other.

    Raises ``NoImage``.
    """
    if not image or len(image) > LARGEST_IMAGE:
        raise NoImage("not_image")
    try:
        with Image.open(io.BytesIO(image), formats=FORMATS) as opened:
            if opened.width * opened.height > LARGEST_PICTURE:
                raise NoImage("not_image")
            grey = ImageOps.exif_transpose(opened).convert("L")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise NoImage("not_image") from error
    return _text_in(grey)


def _text_in(grey: Image.Image) -> str:
    plain = ""
    for scale in _SCALES:
        width, height = round(grey.width * scale), round(grey.height * scale)
        if min(width, height) < 40 or width * height > LARGEST_PICTURE:
            continue
        looked_at = grey if scale == 1 else grey.resize((width, height), Image.Resampling.LANCZOS)
        texts = [found.text for found in zxingcpp.read_barcodes(looked_at, formats=_QR)]
        squares = [text for text in texts if is_square(text)]
        if squares:
            return squares[0]
        plain = plain or next(iter(texts), "")
    return plain


def is_square(text: str) -> bool:
    """Whether a text has the form of a code that carries a signed claim; nobody is believed yet."""
    try:
        square.read(text)
    except NoSquare:
        return False
    return True


def check(
    text: str, trust: Trust, *, status: Status | None = None, on: date | None = None, carried: Carried | None = None
) -> Checked:
    """The verdicts on the text of a code; ``claim`` is what must be printed on the paper in hand. Never raises.

    ``trust`` with the chains of the offices (``trust.json``, ``queries.trust(offices=True)``); other arguments as of ``verify.verify_file``.
    """
    digest = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    try:
        found = square.read(text)
    except NoSquare as none:
        return _refused(digest, str(none), judged(status, None, on), readable=False)
    said, claim = found.content, found.content.claim
    current = judged(status, claim, on)
    log = next((log for log in trust.logs if found.is_vouched_by(log)), None)
    try:
        chain = _vouch_for(found, trust)
        trust.refuse_lost(chain, log=log.name if log else "", place=said.index if log else None)
    except NotTrusted as refused:
        return _refused(digest, str(refused), judged(status, None, on), readable=True)
    if carried is not None and current.code == "not_asked":
        current = _by_list(carried, said.status, trust)
    return Checked(
        sha256=digest,
        readable=True,
        signed=Verdict(Holds.YES, "square_signed"),
        logged=Verdict(Holds.YES, "logged") if log else Verdict(Holds.NO, "square_not_logged"),
        current=current,
        claim=claim,
    )


def _refused(digest: str, code: str, current: Verdict, *, readable: bool) -> Checked:
    signed = Verdict(Holds.NO, code)
    return Checked(sha256=digest, readable=readable, signed=signed, logged=NOT_EXAMINED, current=current)


def _vouch_for(found: Read, trust: Trust) -> Chain:
    """The chain that signed: with the key of the office that the claim names, on a day when that key could. Raises ``NotTrusted`` with a code."""
    claim, chain = found.content.claim, trust.chain_of(found.key_id)
    if chain is None:
        raise NotTrusted("square_unknown_key")
    trust.vouch_for(chain, datetime.combine(claim.issued_on, time(23, 59, 59), CHINA))
    key = chain.office.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not found.is_signed_by(key):
        raise NotTrusted("square_forged")
    if office_id(chain.office) != claim.office_id:
        raise NotTrusted("other_office")
    return chain


def _by_list(carried: Carried, entry: Entry | None, trust: Trust) -> Verdict:
    """What a status list that was brought along says; a statement is about a file, which is not at hand."""
    text = carried.text.strip()
    if entry is None or not statements.is_list(text):
        return Verdict(Holds.UNKNOWN, "statement_other")
    try:
        current = statements.read_list(text, trust, at=carried.at).is_current(entry)
    except StatementRefused as refused:
        return Verdict(Holds.UNKNOWN, str(refused))
    return Verdict(Holds.YES, "current") if current else Verdict(Holds.NO, "not_current")
