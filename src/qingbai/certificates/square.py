"""The code to scan that proves itself (自证二维码): a printout is checked without network against what is printed.

The code is an address with everything after ``#``, where no server ever sees it: the verification code, and behind it the *square*, in
``ALPHABET``: a COSE_Sign1 (RFC 9052, ES256 by the office's key, the verification code as external data) over the whole claim in short form,
its place in log and status list, and what its leaf in the log is made of; beside it the log's word that this leaf stands at this
place (``audit.note.sign_entry``). Format: ``docs/guide/square.md``.

``drawn`` is the picture that belongs to a paper: a function of its attachment, its page and its chain, so that nobody can put another code on it.
``read`` takes the text of a scanned code apart; ``scanned`` finds one in a photo and judges it. What no code can tell is on
which paper it is printed: whoever checks compares what is printed with what is shown. Pure: no Django, no clock.
"""

import hashlib
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from qingbai.audit import note
from qingbai.certificates import cbor, content
from qingbai.certificates.claim import STATEMENT_OF, Bilingual, Claim, Holder
from qingbai.certificates.cms import Chain, lower_half
from qingbai.certificates.paper import qr
from qingbai.certificates.status_list import Entry
from qingbai.law.terms import AnswerPaper, DocumentKind, Sex

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-/:.+"
"""41 signs that stand in an address as they are and that a QR code writes in 5.5 bits: two bytes are three of them, as 41 cubed is more than 65,536."""
VERSION = 1
KEY_ID = 8  # bytes of the SHA-256 of the office's certificate
LARGEST = 4096  # characters; the largest QR code has a few more
PAPERS = (AnswerPaper.CERTIFICATE, AnswerPaper.REFUSAL)
SEXES = (Sex.MALE, Sex.FEMALE)
DOCUMENTS = (
    DocumentKind.RESIDENT_ID,
    DocumentKind.HOUSEHOLD_BOOK,
    DocumentKind.HMT_RESIDENCE_PERMIT,
    DocumentKind.HK_MACAU_TRAVEL_PERMIT,
    DocumentKind.TAIWAN_TRAVEL_PERMIT,
    DocumentKind.PASSPORT,
    DocumentKind.FOREIGN_RESIDENT_CARD,
)
_CODE = re.compile("(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}")
_EPOCH = date(1900, 1, 1)
_BASE = len(ALPHABET)
_PAIRS = [ALPHABET[n % _BASE] + ALPHABET[n // _BASE] for n in range(_BASE**2)]
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
_PROTECTED = bytes.fromhex("a2012604") + cbor.head(2, KEY_ID)  # {1: -7 (ES256), 4: key id
_HEAD = b"\xd2\x84"  # COSE_Sign1: a list of four
_VOUCHED = bytes.fromhex("a13a00010000") + cbor.head(2, 64)  # {-65537: the log's word
_SIGNATURE = 64
_ROUND = 10  # bytes that name lengths, and signs between the parts


class NoSquare(ValueError):
    """A text that is no code of ours; the message is a code of ``verdicts.WORDING``: ``square_unreadable``, ``square_plain``."""


@dataclass(frozen=True, slots=True)
class Square:
    """What a paper's code holds beside the paper itself: the ``address`` in front, the office's signature, the log's word.

    Both are empty where the claim is too long for a code that a telephone reads: it then has the verification code alone.
    """

    address: str
    signed: bytes
    vouched: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the office signs: the claim, its place in log and status list, and what its leaf is made of beside it."""

    claim: Claim
    index: int
    status: Entry | None
    salt: bytes
    shown: bytes

    @property
    def leaf(self) -> bytes:
        """The leaf that the public log must have for this paper."""
        return content.leaf(self.claim, shown=self.shown, salt=self.salt)

    def as_bytes(self) -> bytes:
        """The one short form: everything but the verification code, which stands in front and is signed as external data."""
        return _short(self)

    def _short(self) -> bytes:
        said = self.claim
        holder, entry = said.holder, self.status
        return cbor.encode(
            (
                VERSION,
                PAPERS.index(AnswerPaper(said.kind)) + 1,
                holder.native,
                holder.latin,
                SEXES.index(holder.sex) + 1,
                _days(holder.born_on),
                holder.nationality,
                DOCUMENTS.index(holder.document) + 1,
                holder.document_number,
                said.purpose.zh,
                said.purpose.en,
                said.office_id,
                said.organ.zh,
                said.organ.en,
                _without(said.office.zh, start=said.organ.zh),
                _without(said.office.en, end=f", {said.organ.en}"),
                said.application_number,
                _days(said.applied_on),
                int(said.searched_at.timestamp()),
                _days(said.issued_on),
                _optional_days(said.valid_until),
                _optional_days(said.period_from),
                _optional_days(said.period_to),
                said.number,
                self.index,
                None if entry is None else entry.list,
                None if entry is None else entry.index,
                self.salt,
                self.shown,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A scanned code taken apart; nobody is believed yet."""

    content: Content
    key_id: bytes
    signed: bytes
    vouched: bytes

    def is_signed_by(self, key: ec.EllipticCurvePublicKey) -> bool:
        """Whether this key signed what the code says."""
        r, s = (int.from_bytes(self.signed[at : at + 32], "big") for at in (0, 32))
        try:
            key.verify(
                encode_dss_signature(r, s),
                _to_sign(self.content.as_bytes(), self.key_id, self.content.claim.code),
                ec.ECDSA(SHA256()),
            )
        except (InvalidSignature, ValueError):
            return False
        return s == lower_half(s)

    def is_vouched_by(self, key: note.VerifierKey) -> bool:
        """Whether this log said that the leaf stands at its place."""
        return note.is_entry(self.vouched, index=self.content.index, leaf=self.content.leaf, key=key)


@lru_cache(maxsize=8)
def _short(said: Content) -> bytes:
    """Asked for three times while one code is made."""
    return said._short()  # noqa: SLF001


def made(
    said: Content, *, base_url: str, key: ec.EllipticCurvePrivateKey, chain: Chain, vouch: Callable[[bytes], bytes]
) -> Square:
    """What the code of a paper holds; ``vouch`` gives the log's word for a leaf."""
    address = qr.address(base_url)
    if not fits(said, address):
        return Square(address, b"", b"")
    return Square(address, sign(said, key=key, chain=chain), vouch(said.leaf))


def sign(said: Content, *, key: ec.EllipticCurvePrivateKey, chain: Chain) -> bytes:
    """The office's signature (two numbers of 32 bytes) for the code of a paper."""
    value = key.sign(_to_sign(said.as_bytes(), key_id(chain), said.claim.code), ec.ECDSA(SHA256()))
    r, s = decode_dss_signature(value)
    return r.to_bytes(32, "big") + lower_half(s).to_bytes(32, "big")


@lru_cache(maxsize=256)
def key_id(chain: Chain) -> bytes:
    """How a code names the office's key."""
    return chain.office.fingerprint(SHA256())[:KEY_ID]


def text(said: Content, square: Square, chain: Chain) -> str:
    """What the code of a paper says."""
    before = qr.scanned(square.address, said.claim.code)
    if not square.signed:
        return before
    whole = (
        _HEAD,
        cbor.encode(_PROTECTED + key_id(chain)),
        _VOUCHED,
        square.vouched,
        cbor.encode(said.as_bytes()),
        cbor.encode(square.signed),
    )
    return f"{before}/{_in_signs(b''.join(whole))}"


@lru_cache(maxsize=8)
def drawn(said: Content, square: Square, chain: Chain) -> bytes:
    """The picture of a paper's code: the object that its page shows."""
    return qr.image(text(said, square, chain))


def fits(said: Content, address: str) -> bool:
    """Whether what a code would say goes into one that a telephone reads from paper."""
    around = len(_HEAD) + len(_PROTECTED) + KEY_ID + len(_VOUCHED) + 2 * _SIGNATURE + _ROUND
    signs = (len(said.as_bytes()) + around) * 3 // 2
    return len(address) + len(said.claim.code) + signs <= qr.LONGEST


def read(scanned: str) -> Read:
    """The parts of a scanned or typed text: the whole address, or what stands behind ``#``. Raises ``NoSquare``."""
    typed = re.sub(r"\s+", "", scanned[: LARGEST + 1])
    code, slash, signs = typed.rpartition("#")[2].partition("/")
    if not _CODE.fullmatch(code) or len(typed) > LARGEST:
        raise NoSquare("square_unreadable")
    if not slash:
        raise NoSquare("square_plain")
    try:
        whole = _from_signs(signs)
        found = _opened(whole, code)
    except (ValueError, TypeError, LookupError, OverflowError, OSError, AttributeError, struct.error) as error:
        raise NoSquare("square_unreadable") from error
    if _in_signs(whole) != signs:
        raise NoSquare("square_unreadable")
    return found


def _opened(whole: bytes, code: str) -> Read:
    """The COSE_Sign1 in its one form. Raises ``ValueError`` and what Python raises on values of the wrong kind."""
    start = _HEAD + cbor.head(2, len(_PROTECTED) + KEY_ID) + _PROTECTED
    at = len(start) + KEY_ID
    rest = whole[at + len(_VOUCHED) + 64 : -(_SIGNATURE + 2)]
    inner = cbor.decode(rest)
    if not isinstance(inner, bytes):
        raise NoSquare("square_unreadable")
    found = Read(
        content=_content(cbor.decode(inner), code),
        key_id=whole[len(start) : at],
        vouched=whole[at + len(_VOUCHED) : at + len(_VOUCHED) + 64],
        signed=whole[-_SIGNATURE:],
    )
    again = (start, found.key_id, _VOUCHED, found.vouched, rest, cbor.head(2, _SIGNATURE), found.signed)
    if b"".join(again) != whole or found.content.as_bytes() != inner:
        raise NoSquare("square_unreadable")
    return found


def _content(found: Any, code: str) -> Content:
    """What is signed, read back. Raises ``ClaimRefused`` and what Python raises on values of the wrong kind."""
    version, kind, native, latin, sex, born, nationality, document, document_number, *more = found
    purpose, purpose_en, office_id, organ, organ_en, office, office_en, application, applied, searched, *more = more
    issued, until, since, to, number, index, listed, place, salt, shown = more
    if version != VERSION or len(salt) != content.SALT_SIZE or len(shown) != hashlib.sha256().digest_size or index < 0:
        raise NoSquare("square_unreadable")
    paper = PAPERS[_nth(kind)]
    claim = Claim(
        kind=paper,
        statement=STATEMENT_OF[paper],
        holder=Holder(
            native=native,
            latin=latin,
            sex=SEXES[_nth(sex)],
            born_on=_day(born),
            nationality=nationality,
            document=DOCUMENTS[_nth(document)],
            document_number=document_number,
        ),
        purpose=Bilingual(zh=purpose, en=purpose_en),
        office_id=office_id,
        office=Bilingual(zh=_with(office, start=organ), en=_with(office_en, end=f", {organ_en}")),
        organ=Bilingual(zh=organ, en=organ_en),
        application_number=application,
        applied_on=_day(applied),
        searched_at=datetime.fromtimestamp(searched, UTC),
        issued_on=_day(issued),
        valid_until=_optional_day(until),
        period_from=_optional_day(since),
        period_to=_optional_day(to),
        number=number,
        code=code,
    )
    entry = None if listed is None else Entry(listed, place)
    return Content(claim=claim, index=index, status=entry, salt=salt, shown=shown)


def _to_sign(said: bytes, key: bytes, code: str) -> bytes:
    """The Sig_structure of RFC 9052, 4.4."""
    return cbor.encode(("Signature1", _PROTECTED + key, code.encode(), said))


def _in_signs(data: bytes) -> str:
    """Two bytes as three signs, the lowest first; a last one alone as two."""
    pairs, odd = divmod(len(data), 2)
    signs = "".join(map(_triples().__getitem__, struct.unpack_from(f">{pairs}H", data)))
    return signs + _PAIRS[data[-1]] if odd else signs


@lru_cache(maxsize=1)
def _triples() -> list[str]:
    """The three signs of every two bytes: made once a process, in the time of some ten codes."""
    return [pair + sign for sign in ALPHABET for pair in _PAIRS][: 1 << 16]


def _from_signs(signs: str) -> bytes:
    """The bytes that are written so. Raises ``NoSquare`` and ``KeyError``."""
    values = [_VALUES[sign] for sign in signs]
    whole = len(values) // 3 * 3
    found = [values[at] + _BASE * (values[at + 1] + _BASE * values[at + 2]) for at in range(0, whole, 3)]
    data = struct.pack(f">{len(found)}H", *found)
    if len(values) > whole:
        data += bytes((values[whole] + _BASE * values[whole + 1],))
    return data


def _nth(number: object) -> int:
    """A place in a list from the number that stands for it; numbers begin with one."""
    if type(number) is not int or number < 1:
        raise NoSquare("square_unreadable")
    return number - 1


def _days(day: date) -> int:
    return (day - _EPOCH).days


def _day(days: int) -> date:
    return _EPOCH + timedelta(days=days)


def _optional_days(day: date | None) -> int | None:
    return None if day is None else _days(day)


def _optional_day(days: int | None) -> date | None:
    return None if days is None else _day(days)


def _without(name: str, *, start: str = "", end: str = "") -> cbor.Value:
    """A name without the organ's that it begins or ends with: the rest in a list, so that it is not taken for a whole one."""
    if start and name.startswith(start):
        return [name.removeprefix(start)]
    return [name.removesuffix(end)] if end and name.endswith(end) else name


def _with(said: Any, *, start: str = "", end: str = "") -> str:
    """The whole name again."""
    if isinstance(said, str):
        return said
    (rest,) = said
    return f"{start}{rest}{end}"
