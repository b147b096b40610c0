"""What may be seen of a paper (核验、调取): its status for anyone who holds it, its content for who has its code.

Nothing here is on the ledger by itself: doors that answer strangers go through ``services.check_code`` and ``check_file``.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from qingbai.agencies import queries as agencies
from qingbai.audit import keys as log_keys
from qingbai.audit.actors import Actor, ActorKind
from qingbai.certificates import apostille, chains, content, lasting
from qingbai.certificates.claim import Claim
from qingbai.certificates.codes import read_code
from qingbai.certificates.keys import Keyring
from qingbai.certificates.letters import Letter, LetterKind
from qingbai.certificates.models import LostKey, Paper, PaperAct, StatusList
from qingbai.certificates.stamping import Authority
from qingbai.certificates.status import Status
from qingbai.certificates.trust import Lost, Trust
from qingbai.law.objections import may_revoke
from qingbai.law.terms import Finding

__all__ = ["Shown", "Status", "by_code", "pdf", "status_by_code", "status_by_hash", "trust"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A paper as it is shown to who has its code: what it says, its status, the hash (hex) that its file must have."""

    claim: Claim | Letter
    status: Status
    sha256: str
    issued_at: datetime


def by_code(*, code: str, number: str | None = None, on: date | None = None) -> Shown | None:
    """The paper of a code as typed (spaces, dashes, small letters, O for 0 forgiven). With ``number``, both must fit.

    ``on``: the day for which validity counts, here and below; ``None`` leaves it aside.
    """
    plain = read_code(code)
    paper = Paper.objects.defer("pdf").filter(code=plain).first() if plain else None
    if paper is None or number not in (None, paper.number):
        # As much is asked of the database about a code that nobody has: a wrong guess is no cheaper than a right one.
        PaperAct.objects.filter(paper=paper.pk if paper else 0, act=PaperAct.WITHDRAWN).exists()
        return None
    return Shown(
        claim=content.parse(bytes(paper.claim)),
        status=_status(paper, on),
        sha256=bytes(paper.sha256).hex(),
        issued_at=paper.issued_at,
    )


def status_by_code(*, code: str, number: str | None = None) -> Status:
    """The status of the paper with this code; of a mistyped or invented code ``UNKNOWN``."""
    shown = by_code(code=code, number=number)
    return Status.UNKNOWN if shown is None else shown.status


def status_by_hash(*, sha256: str, on: date | None = None) -> Status:
    """The status of the file with exactly these bytes (hex SHA-256)."""
    try:
        digest = bytes.fromhex(sha256)
    except ValueError:
        return Status.UNKNOWN
    paper = Paper.objects.only("id", "claim").filter(sha256=digest).first()
    return Status.UNKNOWN if paper is None else _status(paper, on)


def pdf(*, number: str, viewer: Actor, purpose: str) -> bytes | None:  # noqa: ARG001 - the caller's act records both
    """The bytes of an issued paper, for who may have it by the caller's own rules; ``None`` when there is no such paper."""
    found = Paper.objects.filter(number=number).values_list("pdf", flat=True).first()
    return None if found is None else bytes(found)


def number_as_typed(text: str) -> str:
    """The number of a paper as somebody typed it, spaces and the shape of brackets forgiven; empty where no paper has it.

    For those who may then be shown that there is none, or who proved first that they hold it: the caller tells nobody else.
    """
    bare = "".join(text.split())
    plain = bare.translate(str.maketrans("（）〔〕[]", "()()()"))
    shapes = dict.fromkeys((bare, *(plain.translate(str.maketrans("()", pair)) for pair in ("（）", "〔〕", "()"))))
    return Paper.objects.filter(number__in=shapes).values_list("number", flat=True).first() or ""


def application_of(*, number: str) -> str | None:
    """The number of the application that a paper answers; ``None`` when there is no such paper."""
    return Paper.objects.filter(number=number).values_list("application", flat=True).first()


def letter(*, number: str) -> Letter | None:
    """What a letter says; ``None`` where there is no such letter."""
    found = Paper.objects.filter(number=number).values_list("claim", flat=True).first()
    said = content.parse(bytes(found)) if found is not None else None
    return said if isinstance(said, Letter) else None


def kind_of(*, number: str) -> str | None:
    """What kind of paper this is, by its own claim; ``None`` when there is no such paper."""
    found = Paper.objects.filter(number=number).values_list("claim", flat=True).first()
    return None if found is None else content.parse(bytes(found)).kind.value


def sheets(*, number: str, application: str, country: str = "") -> tuple[str, ...]:
    """The numbers of the data sheets for apostilles of this certificate that stand, for one country or for all."""
    rows = Paper.objects.filter(application=application, kind=LetterKind.APOSTILLE_SHEET.value)
    standing = rows.exclude(acts__act=PaperAct.WITHDRAWN).order_by("leaf").values_list("number", "claim")
    found = ((own, content.parse(bytes(claim))) for own, claim in standing)
    return tuple(
        own
        for own, letter in found
        if isinstance(letter, Letter) and apostille.is_about(letter, number=number, country=country)
    )


def status_list(*, number: int) -> str | None:
    """A published status list, signed; ``None`` where there is no such list."""
    return StatusList.objects.filter(number=number).values_list("statement", flat=True).first()


def may_withdraw(*, number: str, by: Actor) -> bool:
    """Whether this actor belongs to who may take the paper back: the organ that issued it or one above it (INQ-28), or the system by rule.

    Which role of that organ does it, the table of acts of the case says. False for a number that no paper has.
    """
    office = Paper.objects.filter(number=number).values_list("office", flat=True).first()
    if office is None:
        return False
    return entitled(by, office=office)


def entitled(by: Actor, *, office: str) -> bool:
    """Whether the actor stands in the organ of this office or in one above it."""
    if by.kind is ActorKind.SYSTEM:
        return True
    issuing, own = agencies.find_office(office), agencies.find_office(by.office)
    if by.kind is not ActorKind.OFFICER or issuing is None or own is None:
        return False
    return own.organ.code == issuing.organ.code or agencies.is_superior(own.organ.code, below=issuing.organ.code)


def taken_back_by(by: Actor, *, office: str) -> Finding[str]:
    """Whether the actor sits where a paper of this office is taken back (撤销主体, INQ-28): at that office, or in an organ above its own.

    ``value`` is the office. Which role does it, the table of acts of the case says.
    """
    issuing = agencies.find_office(office)
    own = agencies.find_office(by.office) if by.kind is ActorKind.OFFICER else None
    if issuing is None or own is None:
        return may_revoke("", office, superior=False)
    return may_revoke(own.code, office, superior=agencies.is_superior(own.organ.code, below=issuing.organ.code))


def office_of(*, number: str) -> str | None:
    """The office that a paper names as its own; ``None`` when there is no such paper."""
    return Paper.objects.filter(number=number).values_list("office", flat=True).first()


def trust(*, offices: bool = False) -> Trust:
    """Whom a verifier of this installation's papers must believe. Raises where keys are not made yet.

    ``offices``: with the chains of all offices, as ``trust.json`` holds them; for files, which carry their own, they are not needed.
    """
    known = chains.of(settings.KEYS) if offices else ()
    elsewhere = stamper()
    return Trust(
        roots=Keyring(settings.KEYS).roots(),
        logs=(log_keys.verifier_key(log_keys.CERTIFICATES, "default"),),
        offices=known,
        stampers=elsewhere.known if elsewhere else (),
        lost=tuple(Lost(each.key, each.log, each.size, each.statement) for each in LostKey.objects.order_by("leaf")),
    )


def revoked(*, authority: str) -> bytes | None:
    """The list of what an authority of ours revoked (DER), by the name under which it is published; ``None`` where there is none."""
    return lasting.published(settings.KEYS, authority)


def stamper() -> Authority | None:
    """The time-stamp authority that the settings name; none, and our own stamps."""
    return _stamper(**settings.TIMESTAMP) if settings.TIMESTAMP else None


@lru_cache(maxsize=4)
def _stamper(*, url: str, file: str, policy: str, own_meanwhile: bool) -> Authority:
    return Authority.of(url, Path(file), policy=policy, own_meanwhile=own_meanwhile)


def _status(paper: Paper, on: date | None) -> Status:
    """Folded from the acts on the paper, and from its validity: from outside the two look alike."""
    if PaperAct.objects.filter(paper=paper, act=PaperAct.WITHDRAWN).exists():
        return Status.NOT_CURRENT
    said = content.parse(bytes(paper.claim))
    if isinstance(said, Letter) and (about := apostille.certificate_of(said)):
        certificate = Paper.objects.only("id", "claim").filter(number=about).first()
        return Status.NOT_CURRENT if certificate is None else _status(certificate, on)
    until = said.valid_until
    return Status.NOT_CURRENT if until is not None and on is not None and on > until else Status.CURRENT
