"""Is this paper genuine? (核验) Three separate verdicts each with its reason.

1. *signed*: unchanged, and signed by an office whose authority is pinned. Accepted is only a file that ``signature`` would
   have written, byte for byte; or, where the issuer is asked, only the very bytes that were issued.
2. *logged*: claim and typeset page stand in the public log, by the proof inside the file and a pinned key of the log.
3. *current*: neither taken back nor past its validity. Only who issued it knows the first: by its records, or by a signed status list or
   statement that was brought along (``statements``); without any of them it is unknown.

Any doubt and any error means no. Nothing is read from a file before its signature holds. Pure: no Django, no files, no clock.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cryptography import x509

from qingbai.certificates import attachment, cms, content, renewal, signature, stamp, statements
from qingbai.certificates.attachment import Attachment
from qingbai.certificates.claim import Claim
from qingbai.certificates.letters import Letter
from qingbai.certificates.renewal import Beside
from qingbai.certificates.signature import NotOurForm
from qingbai.certificates.stamp import Stamp
from qingbai.certificates.statements import Carried, StatementRefused
from qingbai.certificates.status import Status
from qingbai.certificates.trust import NotTrusted, Trust, office_id
from qingbai.certificates.verdicts import WORDING
from qingbai.clock import day_of

LARGEST = 8 * 1024 * 1024  # bytes; our papers have about a hundred thousand


class Holds(StrEnum):
    """An answer to one question."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One question answered: a code of ``verdicts.WORDING``, and its texts."""

    holds: Holds
    code: str

    @property
    def zh(self) -> str:
        return WORDING[self.code][0]

    @property
    def en(self) -> str:
        return WORDING[self.code][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """The three verdicts on one file. ``claim`` is what the paper says, and is given only where the signature holds."""

    sha256: str
    readable: bool
    signed: Verdict
    logged: Verdict
    current: Verdict
    claim: Claim | Letter | None = None

    @property
    def genuine(self) -> bool:
        """Genuinely signed, unchanged and in the public log."""
        return self.signed.holds is Holds.YES and self.logged.holds is Holds.YES

    @property
    def exit_status(self) -> int:
        """0: genuine, and not known to be out of force; 1: not; 2: nothing that can be read as a paper."""
        if not self.readable:
            return 2
        return 0 if self.genuine and self.current.code in ("current", "not_asked") else 1

    @property
    def summary_zh(self) -> str:
        return self._summary()[0]

    @property
    def summary_en(self) -> str:
        return self._summary()[1]

    def as_json(self) -> dict[str, object]:
        """The verdicts for machines."""
        questions: Mapping[str, Verdict] = {"signed": self.signed, "logged": self.logged, "current": self.current}
        return {
            "sha256": self.sha256,
            "genuine": self.genuine,
            "verdicts": {
                name: {"holds": verdict.holds.value, "code": verdict.code, "zh": verdict.zh, "en": verdict.en}
                for name, verdict in questions.items()
            },
        }

    def _summary(self) -> tuple[str, str]:
        if not self.readable:
            return WORDING[self.signed.code]
        if not self.genuine:
            return WORDING["summary_not_genuine"]
        return WORDING[f"summary_{self.current.code}"]


NOT_EXAMINED = Verdict(Holds.NO, "not_examined")


class _Refused(Exception):
    """The signature verdict is no, with this code."""


def verify_file(
    data: bytes,
    trust: Trust,
    status: Status | None = None,
    *,
    on: date | None = None,
    carried: Carried | None = None,
    beside: Beside | None = None,
) -> Verdicts:
    """The verdicts on a file.

    ``status`` is what the issuer's records say of exactly these bytes (``queries.status_by_hash``); ``None`` when nobody
    was asked: then ``carried`` may tell. ``on`` is the day for which validity is judged; ``None`` leaves it aside. ``beside``: when the signature's
    own age is judged, and the evidence that came with the paper; ``None`` leaves age aside. Never raises.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    code = _unreadable(data)
    if code:
        return Verdicts(
            sha256=sha256,
            readable=False,
            signed=Verdict(Holds.NO, code),
            logged=NOT_EXAMINED,
            current=judged(status, None, on),
        )
    try:
        return _verify(data, sha256, trust, status, on, carried, beside)
    except Exception:  # noqa: BLE001 - whatever a hostile file provokes, the answer is no
        return Verdicts(
            sha256=sha256,
            readable=True,
            signed=Verdict(Holds.NO, "doubt"),
            logged=NOT_EXAMINED,
            current=judged(status, None, on),
        )


def signers_of(data: bytes) -> tuple[x509.Certificate, ...]:
    """Who signed and stamped an unchanged paper, believed or not: the office, its issuing authority, the stamper. Raises ``NoPaper``."""
    try:
        parts = _opened(data)
    except _Refused as refused:
        raise NoPaper(str(refused)) from refused
    except Exception as error:
        raise NoPaper("doubt") from error
    return parts.chain.office, parts.chain.issuing, *parts.stampers


class NoPaper(ValueError):
    """Bytes that are no unchanged paper, whoever signed it; the message is a code of ``verdicts.WORDING``."""


def logged_as(data: bytes) -> tuple[Attachment, bytes]:
    """What an unchanged paper says for machines, and the leaf that it must have in the log; nobody is trusted yet. Raises ``NoPaper``."""
    code = _unreadable(data)
    if code:
        raise NoPaper(code)
    try:
        parts = _opened(data)
        certified, found = parts.certified, parts.found
        return found, content.commitment(found.claim, document=certified.document, salt=found.salt)
    except _Refused as refused:
        raise NoPaper(str(refused)) from refused
    except Exception as error:
        raise NoPaper("doubt") from error


def _verify(
    data: bytes,
    sha256: str,
    trust: Trust,
    status: Status | None,
    on: date | None,
    carried: Carried | None,
    beside: Beside | None,
) -> Verdicts:
    issued = status in (Status.CURRENT, Status.NOT_CURRENT)  # exactly these bytes went out
    signed, logged, claim = Verdict(Holds.YES, "issued_bytes" if issued else "signed"), NOT_EXAMINED, None
    current = None
    try:
        parts = _opened(data)
        certified, found = parts.certified, parts.found
        if not issued:
            _vouch(parts, trust)
        logged, claim = _logged(certified.document, found, trust), found.claim
        place = found.index if logged.holds is Holds.YES else None
        trust.refuse_lost(parts.chain, *parts.stampers, log=found.origin, place=place)
        if beside is not None and not issued and renewal.refuse_aged(data, parts.chain, trust, beside):
            signed = Verdict(Holds.YES, "renewed")
        if status is None and carried is not None:
            current = _as_carried(carried, found, sha256, trust)
    except _Refused as refused:
        signed = signed if issued else Verdict(Holds.NO, str(refused))
    except NotTrusted as error:
        signed, claim = Verdict(Holds.NO, str(error)), None
    return Verdicts(
        sha256=sha256,
        readable=True,
        signed=signed,
        logged=logged,
        current=_by_validity(claim, on) or current or judged(status, claim, on),
        claim=claim,
    )


def _unreadable(data: bytes) -> str:
    if not data:
        return "empty"
    if len(data) > LARGEST:
        return "too_large"
    return "" if data.startswith(b"%PDF-") else "not_pdf"


@dataclass(frozen=True, slots=True)
class _Parts:
    """An unchanged paper taken apart; ``stamp`` is none in papers of the first form."""

    certified: signature.Certified
    chain: cms.Chain
    stamp: Stamp | None
    found: attachment.Attachment

    @property
    def stampers(self) -> tuple[x509.Certificate, ...]:
        """Who stamped it, where anybody did."""
        return (self.stamp.certificate,) if self.stamp else ()


def _vouch(parts: _Parts, trust: Trust) -> None:
    """The chain and the stamp are to be believed. Raises ``NotTrusted``; that a key was lost goes before that it was revoked for it."""
    certified = parts.certified
    try:
        trust.vouch_for_paper(parts.chain, certified.at, parts.stamp, certified.evidence)
    except NotTrusted as error:
        if str(error) == "revoked_then":
            trust.refuse_lost(parts.chain, *parts.stampers, log="", place=None)
        raise


def _opened(data: bytes) -> _Parts:
    """The parts of an unchanged paper, whoever signed and stamped it. Raises ``_Refused``."""
    try:
        covered = signature.covered(data)
        sealed = cms.check(covered.container, covered.digest)
        certified = signature.opened(data, sealed, covered.container)
        stamped = _stamp(sealed)
        found = attachment.parse(certified.attachment)
    except NotOurForm as error:
        code = str(error)
        raise _Refused(code if code in WORDING else "other_form") from error
    except cms.Forged as error:
        raise _Refused("changed") from error
    except cms.NotOurContainer as error:
        raise _Refused("other_signature") from error
    except stamp.StampRefused as error:
        raise _Refused("stamp_refused") from error
    except attachment.AttachmentRefused as error:
        raise _Refused("attachment") from error
    if found.claim.office_id != office_id(sealed.chain.office) or found.claim.issued_on != day_of(certified.at):
        raise _Refused("other_office")
    return _Parts(certified, sealed.chain, stamped, found)


def _stamp(sealed: cms.Sealed) -> Stamp | None:
    if sealed.token is None:
        return None
    found = stamp.opened(sealed.token)
    found.check(sealed.value)
    return found


def _logged(document: bytes, found: attachment.Attachment, trust: Trust) -> Verdict:
    try:
        found.check_logged(document, {key.name: key for key in trust.logs})
    except attachment.NotLogged as error:
        return Verdict(Holds.NO, str(error))
    return Verdict(Holds.YES, "logged")


def _as_carried(carried: Carried, found: attachment.Attachment, sha256: str, trust: Trust) -> Verdict:
    """What a list or a statement that was brought along says of this paper."""
    text = carried.text.strip()
    try:
        if statements.is_list(text):
            if found.status is None:
                return Verdict(Holds.UNKNOWN, "statement_other")
            current = statements.read_list(text, trust, at=carried.at).is_current(found.status)
        else:
            stapled = statements.read_statement(text, trust, at=carried.at)
            if stapled.sha256 != sha256:
                return Verdict(Holds.UNKNOWN, "statement_other")
            current = stapled.current
    except StatementRefused as refused:
        return Verdict(Holds.UNKNOWN, str(refused))
    return Verdict(Holds.YES, "current") if current else Verdict(Holds.NO, "not_current")


def _by_validity(claim: Claim | Letter | None, on: date | None) -> Verdict | None:
    over = claim is not None and claim.valid_until is not None and on is not None and on > claim.valid_until
    return Verdict(Holds.NO, "not_current") if over else None


def judged(status: Status | None, claim: Claim | Letter | None, on: date | None) -> Verdict:
    """Whether a paper is current, by the issuer's records and its own validity."""
    if status is Status.NOT_CURRENT:
        return Verdict(Holds.NO, "not_current")
    over = _by_validity(claim, on)
    if over is not None:
        return over
    if status is Status.CURRENT:
        return Verdict(Holds.YES, "current")
    return Verdict(Holds.UNKNOWN, "not_asked" if status is None else "not_found")
