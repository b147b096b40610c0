"""What may be done with a paper (出具、撤销、核验): issue it whole or not at all, withdraw it, check one for a stranger."""

import hashlib
import secrets
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import OperationalError, connection, transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.regions import SealKind
from qingbai.audit import log
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.certificates import (
    apostille,
    content,
    lasting,
    numbers,
    queries,
    signature,
    square,
    statements,
    status_list,
    tokens,
)
from qingbai.certificates.apostille import NoCertificate
from qingbai.certificates.attachment import Attachment
from qingbai.certificates.claim import RIGHT_TO_LEFT, Claim, ClaimRefused, Fault, text_fault
from qingbai.certificates.codes import new_code
from qingbai.certificates.keys import Keyring, NoKey
from qingbai.certificates.letters import Letter
from qingbai.certificates.models import Paper, PaperAct
from qingbai.certificates.numbers import NotIssued, NumbersUsedUp
from qingbai.certificates.paper import wording
from qingbai.certificates.paper.typesetting import DoesNotFit, GlyphMissing, typesetter
from qingbai.certificates.queries import Shown
from qingbai.certificates.renewal import Beside
from qingbai.certificates.stamping import NoStamp
from qingbai.certificates.status import Status
from qingbai.certificates.trust import Trust, moment
from qingbai.certificates.verify import Verdicts, verify_file
from qingbai.law.terms import AnswerPaper

__all__ = ["ClaimRefused", "DoesNotFit", "GlyphMissing", "Issued", "NoKey", "NoSuchPaper", "NotIssued", "NotKept"]
__all__ += ["Content", "Unprintable"]
__all__ += [
    "NoCertificate",
    "NumbersUsedUp",
    "apostille_sheet",
    "check_code",
    "check_file",
    "drawn_up",
    "hold_numbers",
    "issue",
    "issue_all",
    "state",
    "unprintable",
    "withdraw",
]

MOST_SHEETS = 12  # for one certificate: more countries at once nobody needs, and each takes a place in the log


class NoSuchPaper(LookupError):
    """There is no paper with this number."""

    def __init__(self, number: str) -> None:
        super().__init__(f"没有编号为 {number} 的文书，请核对。 There is no paper numbered {number}: check the number.")


class NotKept(NotIssued):
    """The database could not keep the paper (a full disk, a lost connection): nothing was issued."""

    def __init__(self) -> None:
        super().__init__(
            "文书未能保存，未出具任何文书；请检查磁盘空间与数据库后重试。"
            " The paper could not be kept and was not issued: check the disk and the database, then try again."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A paper that has left the house: its number, its verification code, the SHA-256 (hex) of its bytes, the bytes, and the
    numbered claim that all of it was rendered from."""

    number: str
    code: str
    sha256: str
    pdf: bytes
    claim: Claim | Letter


class Unprintable(Exception):
    """Some of the papers that were to be issued together cannot be printed as they must be, a person's task; nothing was issued.

    ``faults``: by its place, what stands against each of them.
    """

    def __init__(self, faults: Mapping[int, ValueError]) -> None:
        super().__init__(f"{len(faults)} papers")
        self.faults = dict(faults)

    @property
    def words(self) -> dict[int, str]:
        """What stands against each, in both languages."""
        return {place: str(fault) for place, fault in self.faults.items()}


Content = Claim | Letter
Kept = Callable[[Sequence[Issued]], None]


def issue(*, claim: Content, by: Actor, at: datetime, within: bool = False) -> Issued:
    """Number, typeset, log, sign and keep one paper, in one transaction, with one ledger entry; on any failure nothing is kept.

    ``claim`` comes without number and code; its ``issued_on`` must be the day of ``at`` in China. ``within``: the caller
    has opened the act's transaction already and fails with it, so no savepoint is needed. Raises ``GlyphMissing``
    and ``DoesNotFit`` (a person's task), ``ClaimRefused``, ``NoKey``, ``NotKept``, ``NotIssued``. The order of its locks: ``numbers``.
    """
    try:
        [issued] = issue_all(claims=[claim], by=by, at=at, within=within)
    except Unprintable as refused:
        raise refused.faults[0] from None
    return issued


def issue_all(
    *,
    claims: Sequence[Content],
    by: Actor,
    at: datetime,
    within: bool = False,
    kept: Kept = lambda _: None,
) -> tuple[Issued, ...]:
    """Issue several papers together as ``issue`` does one: all of them or none, each with its own place, proof and entry on the ledger.

    ``kept`` does what else belongs to the act, before its entries on the ledger are written. Raises ``Unprintable`` where any of them is a
    person's task, ``NoKey``, ``NotKept`` and ``NotIssued``.
    """
    try:
        with transaction.atomic(savepoint=not within):
            issued = _issue_all(claims, at)
            kept(issued)
            deeds = [
                audit.Deed(
                    kind=EventKind.PAPER_ISSUED,
                    basis=one.claim.application_number,
                    facts={"number": one.number, "kind": one.claim.kind.value, "sha256": one.sha256},
                )
                for one in issued
            ]
            audit.record_all(deeds=deeds, by=by, at=at)
    except OperationalError as error:
        raise NotKept from error
    except (tokens.KeyUnusable, lasting.Lapsed, NoStamp) as error:
        raise NotIssued(f"未出具任何文书。 Nothing was issued. {error}") from error
    return issued


T = TypeVar("T")
U = TypeVar("U")


def drawn_up(draw_up: Callable[[T], U], things: Sequence[T]) -> list[U]:
    """What is drawn up for each of several papers. Raises ``Unprintable`` with all for which it cannot be."""
    done, faults = [], {}
    for place, thing in enumerate(things):
        try:
            done.append(draw_up(thing))
        except (ClaimRefused, GlyphMissing, DoesNotFit) as fault:
            faults[place] = fault
    if faults:
        raise Unprintable(faults)
    return done


def _issue_all(claims: Sequence[Content], at: datetime) -> tuple[Issued, ...]:
    drawn_up(partial(_refuse_wrong_day, at=at), claims)
    ring = keyring(settings.KEYS)
    for claim in claims:  # before anything is drawn: an office without a key issues nothing
        ring.signer(claim.office_id)

    def page(claim: Content) -> bytes:
        return typesetter().page(claim, base_url=settings.PUBLIC_URL, at=at, seal_name=_seal_name(claim))

    numbered = _numbered(claims)  # whoever issues in these series waits for us from here on
    documents = drawn_up(page, numbered)
    salts = [secrets.token_bytes(content.SALT_SIZE) for _ in claims]
    # From here on everybody else who issues anything waits for us: the slow part is behind.
    shown = [hashlib.sha256(document).digest() for document in documents]
    leaves = [
        content.leaf(claim, shown=seen, salt=salt) for claim, seen, salt in zip(numbered, shown, salts, strict=True)
    ]
    logged = log.enter_all(log=log.CERTIFICATES, leaves=leaves, at=at)
    # What is the same for all of them is looked at once.
    secret, trust, lasts = ring.status_places(), queries.trust(), lasting.of(ring, at=at, elsewhere=queries.stamper())
    papers = []
    for claim, document, seen, salt, place in zip(numbered, documents, shown, salts, logged, strict=True):
        attachment = Attachment(
            claim=claim,
            salt=salt,
            index=place.index,
            proof=place.proof,
            checkpoint=place.signed.note,
            status=status_list.entry(place.index, secret),
        )
        attachment = _with_square(attachment, seen)
        papers.append(_paper(attachment, _signed(document, attachment, at, trust, lasts), at))
    _keep(papers)
    return tuple(
        Issued(number=paper.number, code=paper.code, sha256=paper.sha256.hex(), pdf=bytes(paper.pdf), claim=claim)
        for paper, claim in zip(papers, numbered, strict=True)
    )


def _numbered(claims: Sequence[Content]) -> list[Content]:
    """Each with the next number of its series, and a code. Several series are held in the order of their names (``numbers``)."""
    wanted = [numbers.series(kind=claim.kind, office=claim.office_id, on=claim.issued_on) for claim in claims]
    counted = sorted(Counter(wanted).items(), key=lambda one: one[0].name)
    taken = {series: iter(numbers.take(series, count=count)) for series, count in counted}

    def numbered(claim_in_series: tuple[Content, numbers.Series]) -> Content:
        claim, series = claim_in_series
        return claim.numbered(number=next(taken[series]), code=new_code())

    return drawn_up(numbered, list(zip(claims, wanted, strict=True)))


def _paper(attachment: Attachment, pdf: bytes, at: datetime) -> Paper:
    claim = attachment.claim
    return Paper(
        number=claim.number,
        code=claim.code,
        kind=claim.kind.value,
        office=claim.office_id,
        application=claim.application_number,
        claim=claim.canonical(),
        salt=attachment.salt,
        leaf=attachment.index,
        sha256=hashlib.sha256(pdf).digest(),
        pdf=pdf,
        issued_at=at,
    )


def _with_square(attachment: Attachment, shown: bytes) -> Attachment:
    """The attachment of a page that says what its code to scan holds; of a letter, which has the verification code alone, unchanged."""
    if not isinstance(attachment.claim, Claim):
        return attachment
    said = square.Content(
        claim=attachment.claim, index=attachment.index, status=attachment.status, salt=attachment.salt, shown=shown
    )
    signer = keyring(settings.KEYS).signer(said.claim.office_id)
    made = square.made(
        said,
        base_url=settings.PUBLIC_URL,
        key=signer.key,
        chain=signer.chain,
        vouch=lambda leaf: log.vouch(log=log.CERTIFICATES, index=said.index, leaf=leaf),
    )
    return replace(attachment, square=made)


_COLUMNS = {
    **dict.fromkeys(("number", "code", "kind", "office", "application"), "varchar"),
    **dict.fromkeys(("claim", "salt", "sha256", "pdf"), "bytea"),
    "leaf": "int8",
    "issued_at": "timestamptz",
}
_COPY = f"COPY certificates_paper ({', '.join(_COLUMNS)}) FROM STDIN (FORMAT BINARY)"


def _keep(papers: Sequence[Paper]) -> None:
    """Keep the papers. By COPY, which takes bytes as they are: a hundred kilobytes a paper, written out in a statement, cost half as much again."""
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(_COPY) as copying:
        copying.set_types(list(_COLUMNS.values()))
        for paper in papers:
            copying.write_row([getattr(paper, name) for name in _COLUMNS])


def _signed(document: bytes, attachment: Attachment, at: datetime, trust: Trust, lasts: signature.Lasting) -> bytes:
    """The signed file, checked as a stranger would check it: what we could not prove ourselves does not leave the house."""
    signer = keyring(settings.KEYS).signer(attachment.claim.office_id)
    pdf = signature.certify(
        document, attachment=attachment, key=signer.key, chain=signer.chain, at=moment(at), lasting=lasts
    )
    verdicts = verify_file(pdf, trust)
    if not verdicts.genuine:
        raise NotIssued(
            f"文书自检未通过（{verdicts.signed.code}、{verdicts.logged.code}），未出具；请检查密钥与日志。"
            f" The paper failed its own check ({verdicts.signed.code}, {verdicts.logged.code}) and was not issued:"
            " look at the keys and the log."
        )
    return pdf


def unprintable(text: str) -> str:
    """The characters of a text that cannot stand in a paper of the house: unseen ones, right-to-left ones, those of no font. Empty: none."""
    mixed = text_fault(" ".join(text.split()), needed=False, longest=len(text)) == "right_to_left"
    odd = {one for one in text if not one.isprintable() or (mixed and unicodedata.bidirectional(one) in RIGHT_TO_LEFT)}
    return "".join(sorted(odd)) + typesetter().cannot_show("".join(set(text) - odd))


def withdraw(*, number: str, reason: str, by: Actor, at: datetime) -> None:
    """Withdraw a paper found wrong (撤销, INQ-28). Its bytes stay; its status becomes *withdrawn*; outsiders never learn why.

    The reason is kept with the act and is not for the ledger, which holds no texts. Withdrawing twice changes nothing.
    Raises ``NoSuchPaper``, also for an officer of another organ that does not stand above the issuing one, and ``ValueError``
    without a reason.
    """
    if not reason.strip():
        raise ValueError("撤销须说明理由。 A paper is withdrawn for a reason: say which.")
    with transaction.atomic():
        paper = Paper.objects.only("id", "application", "office").filter(number=number).first()
        if paper is None or not queries.entitled(by, office=paper.office):
            raise NoSuchPaper(number)
        if _acted(paper, PaperAct.WITHDRAWN, number=number, reason=reason.strip(), by=by, at=at):
            audit.record(
                kind=EventKind.PAPER_WITHDRAWN, by=by, at=at, basis=paper.application, facts={"number": number}
            )
            for sheet in queries.sheets(number=number, application=paper.application):
                withdraw(number=sheet, reason=reason, by=by, at=at)


def apostille_sheet(*, number: str, country: str, by: Actor, at: datetime) -> str:
    """The number of the data sheet for a certificate that goes to ``country`` (附加证明书信息单), issued now where there is none yet.

    Repeating it gives the same sheet. Raises ``NoSuchPaper`` where the paper is withdrawn or unknown, ``NoCertificate`` for any other
    paper, and what ``issue`` raises.
    """
    with transaction.atomic():
        _take_turns(number)
        paper = Paper.objects.defer("pdf").filter(number=number).first()
        if (
            paper is None
            or queries.status_by_hash(sha256=bytes(paper.sha256).hex(), on=clock.day_of(at)) is not Status.CURRENT
        ):
            raise NoSuchPaper(number)
        known = queries.sheets(number=number, application=paper.application, country=country)
        if known:
            return known[0]
        if len(queries.sheets(number=number, application=paper.application)) >= MOST_SHEETS:
            raise NotIssued(
                f"一份证明最多出具{MOST_SHEETS}份信息单。 A certificate has at most {MOST_SHEETS} data sheets: ask the office for another."
            )
        claim = content.parse(bytes(paper.claim))
        if not isinstance(claim, Claim):
            raise NoCertificate(number)
        digest, day = bytes(paper.sha256).hex(), clock.day_of(at)
        sheet = apostille.sheet(claim, country=country, seal=_seal_name(claim), sha256=digest, on=day)
        made = issue(claim=sheet, by=by, at=at, within=True).number
        # The turn on the log is ours now: whoever withdrew the certificate before us has committed, whoever comes later finds the sheet.
        if queries.status_by_hash(sha256=digest, on=day) is not Status.CURRENT:
            raise NoSuchPaper(number)
        return made


def _take_turns(number: str) -> None:
    """Whoever wants a sheet for the same paper waits for the other: papers themselves cannot be locked, nobody may change them."""
    turn = hashlib.sha256(b"qingbai apostille sheet\n" + number.encode()).digest()[:8]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(turn, "big", signed=True)])


def hold_numbers(*, offices: Iterable[str], at: datetime) -> None:
    """Hold the numbers of the offices' papers, within the act's transaction: before an act that withdraws a paper and may issue another (``numbers``)."""
    numbers.hold(offices=offices, on=clock.day_of(at))


def take_turn() -> None:
    """Wait for the turn on the log of papers, until the caller's transaction ends: before its first entry on the ledger, where a paper is to follow."""
    log.append(log=log.CERTIFICATES, leaves=[])


def _acted(paper: Paper, act: str, *, number: str, reason: str, by: Actor, at: datetime) -> bool:
    """Keep an act on a paper and give it its leaf in the public log, where it looks like a paper; False where it was done already."""
    take_turn()  # whoever does the same at once finds it done
    if PaperAct.objects.filter(paper=paper, act=act).exists():
        return False
    salt = secrets.token_bytes(content.SALT_SIZE)
    leaf = content.act_commitment(number=number, act=act, at=at, salt=salt)
    placed = log.append(log=log.CERTIFICATES, leaves=[leaf])
    PaperAct.objects.create(
        paper=paper,
        act=act,
        reason=reason,
        actor_kind=by.kind.value,
        actor=by.id,
        at=at,
        salt=salt,
        leaf=placed.first,
    )
    return True


def check_file(*, data: bytes, by: Actor, at: datetime, trust: Trust | None = None) -> Verdicts:
    """The three verdicts on a file that somebody shows us, by our own records too; the check is on the ledger.

    ``trust`` instead of this installation's own, for who wants to believe somebody else.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    status = queries.status_by_hash(sha256=sha256, on=clock.day_of(at))
    verdicts = verify_file(data, trust or queries.trust(), status, beside=Beside(at))
    facts = {
        "by": "file",
        "sha256": sha256,
        "signed": verdicts.signed.code,
        "logged": verdicts.logged.code,
        "current": verdicts.current.code,
    }
    with transaction.atomic():
        audit.record(kind=EventKind.PAPER_VERIFIED, by=by, at=at, basis="verification", facts=facts)
    return verdicts


def check_code(*, code: str, number: str | None = None, by: Actor, at: datetime) -> Shown | None:
    """The paper of a code that somebody typed or scanned, ``None`` when there is none; the check is on the ledger.

    With ``number`` both must fit, spaces and the shape of brackets forgiven.
    """
    shown = queries.by_code(code=code, number=number and queries.number_as_typed(number), on=clock.day_of(at))
    facts = {"by": "code", "current": Status.UNKNOWN.value if shown is None else shown.status.value}
    if shown is not None:
        facts["number"] = shown.claim.number
    with transaction.atomic():
        audit.record(kind=EventKind.PAPER_VERIFIED, by=by, at=at, basis="verification", facts=facts)
    return shown


def state(*, number: str, by: Actor, at: datetime) -> str:
    """A signed statement of where a paper stands (状态声明), for its holder to carry beside it; good for seven days. On the ledger.

    Raises ``NoSuchPaper``. Who may have it is the caller's rule.
    """
    sha256 = Paper.objects.filter(number=number).values_list("sha256", flat=True).first()
    if sha256 is None:
        raise NoSuchPaper(number)
    digest = bytes(sha256).hex()
    current = queries.status_by_hash(sha256=digest, on=clock.day_of(at)) is Status.CURRENT
    signer = keyring(settings.KEYS).status_signer()
    with transaction.atomic():
        audit.record(kind=EventKind.PAPER_STATED, by=by, at=at, basis=number, facts={"number": number})
    return statements.sign_statement(sha256=digest, current=current, key=signer.key, chain=signer.chain, at=moment(at))


@lru_cache(maxsize=4)
def keyring(folder: Path) -> Keyring:
    """The keys of this process, read once."""
    return Keyring(folder, settings.PUBLIC_URL, tokens.configured(settings.HSM))


def _refuse_wrong_day(claim: Claim | Letter, at: datetime) -> None:
    if claim.issued_on != clock.day_of(at):
        raise ClaimRefused(Fault("issued_on", "not_today"))


def _seal_name(claim: Claim | Letter) -> str:
    """The name in the seal: of a certificate as the region seals it (FRM-01c), of any other paper that of its kind."""
    if claim.kind is not AnswerPaper.CERTIFICATE:
        return wording.SEAL_NAMES[claim.kind]
    dedicated = agencies.region(agencies.office(claim.office_id).division).certificate.seal is SealKind.DEDICATED
    return wording.SEAL_NAMES[claim.kind] if dedicated else ""
