"""One check, however it comes (一次核验): the file, a photo of the paper, or its code. For the page and for programs.

A code that nobody issued counts as a guess, and of guesses a source has few; what is typed to be compared with a paper that is known by its code alone
may differ a few times an hour, or the code would tell whose it is to who tries long enough. A file has no such secret: it says it all.
"""

from dataclasses import dataclass
from datetime import datetime

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.certificates import attestation, comparing, limits, queries, services
from qingbai.certificates import scanned as certificates_scanned
from qingbai.certificates.attestation import Attestation, NotAReport
from qingbai.certificates.claim import Claim
from qingbai.certificates.comparing import Agreement, Before
from qingbai.certificates.letters import Letter
from qingbai.certificates.limits import Use
from qingbai.certificates.queries import Shown
from qingbai.certificates.status import Status
from qingbai.certificates.verify import Holds, Verdicts
from qingbai.uploads import looking
from qingbai.uploads.looking import NoPicture
from qingbai.verification import scanned
from qingbai.verification.forms import is_photo


class Unusable(ValueError):
    """No photo in which there is anything to check; ``fault`` is a key of the words (``voices``)."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was found: ``verdicts`` on a file; or ``square``, those on a code that carries a signed claim; or ``shown``, the paper of a code, ``None`` where there is none; or ``elsewhere``, the other site;
    or ``report``, where the file is our own report of an earlier check.

    ``sha256`` (hex) is a file's; ``seen`` the code of the summary that goes with a report of a doubtful paper.
    """

    at: datetime
    verdicts: Verdicts | None = None
    square: Verdicts | None = None
    shown: Shown | None = None
    report: Attestation | None = None
    photo: bool = False
    elsewhere: str = ""

    @property
    def sha256(self) -> str:
        """The digest of the file; empty where there was none."""
        return self.verdicts.sha256 if self.verdicts is not None else ""

    @property
    def kind(self) -> str:
        """What was checked: ``file``, ``square``, ``code``, ``report``; ``elsewhere`` for a code of another site."""
        if self.elsewhere:
            return "elsewhere"
        if self.report is not None:
            return "report"
        return "file" if self.verdicts is not None else "square" if self.square is not None else "code"

    @property
    def proven(self) -> Claim | Letter | None:
        """What a genuine file or a genuine signed code says."""
        found = self.verdicts or self.square
        return found.claim if found is not None and found.genuine else None

    @property
    def seen(self) -> str:
        """The code of what was found."""
        if self.report is not None:
            return "issuer"
        if self.verdicts is not None:
            signed = self.verdicts.signed
            return signed.code if signed.holds is not Holds.YES else self.verdicts.current.code
        if self.square is not None:
            return "only_code" if self.square.genuine else "no_such_code"
        return "only_code" if self.shown is not None else "no_such_code"


def check(*, data: bytes, code: str, number: str, before: Before, source: str, by: Actor, at: datetime) -> Check:
    """Check a file or a photo (``data``), or where there is none a code as typed or scanned. Raises ``Unusable`` and ``limits.TooMany``."""
    if data and not is_photo(data):
        report = _report(data)
        if report is not None:
            return Check(at=at, report=report)
        return Check(at=at, verdicts=services.check_file(data=data, by=by, at=at))
    found = _scanned(data) if data else scanned.read((code,))
    if found.elsewhere:
        return Check(at=at, elsewhere=found.elsewhere, photo=True)
    shown = _of_code(found.code, number, source=source, by=by, at=at)
    if found.square:
        status = Status.UNKNOWN if shown is None else shown.status
        trust = queries.trust(offices=True)
        verdicts = certificates_scanned.check(found.square, trust, status=status, on=clock.day_of(at))
        return Check(at=at, square=verdicts, photo=bool(data))
    if shown is not None:
        _compare(shown, before, at)
    return Check(at=at, shown=shown, photo=bool(data))


def _report(data: bytes) -> Attestation | None:
    """The file as a report of an earlier check; ``None`` where it is none, or not an unchanged one: then it is judged as any other file."""
    try:
        return attestation.read(data, queries.trust())
    except NotAReport:
        return None


def _scanned(photo: bytes) -> scanned.Scanned:
    try:
        found = scanned.read(looking.codes(photo))
    except NoPicture as error:
        raise Unusable("e_too_large" if str(error) == "too_large" else "e_picture") from error
    if not found.code and not found.elsewhere:
        raise Unusable("e_no_code")
    return found


def _of_code(code: str, number: str, *, source: str, by: Actor, at: datetime) -> Shown | None:
    limits.refuse_spent(source=source, use=Use.GUESS, at=at)
    shown = services.check_code(code=code, number=number or None, by=by, at=at)
    if shown is None:
        limits.count(source=source, use=Use.GUESS, at=at)
    return shown


def _compare(shown: Shown, before: Before, at: datetime) -> None:
    """Refuse to compare once more where what was typed has differed too often. Raises ``limits.TooMany``."""
    if before.is_empty:
        return
    paper = f"paper {shown.sha256}"
    limits.refuse_spent(source=paper, use=Use.COMPARISON, at=at)
    if Agreement.DIFFERS in comparing.compared(shown.claim, before).values():
        limits.count(source=paper, use=Use.COMPARISON, at=at)
