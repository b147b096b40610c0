"""Between the register and the vault (登记与封存的移交): a record leaves the register whole, so that no row, key or text of it stays.

Rows of the register are evidence, and every role is refused to remove one. The single way out is a function of the
database's owner, ``registers_surrender``, that only the intake may call; the site that answers inquiries cannot. The
register's ledger then says that an entry moved, as it does whenever an entry is kept elsewhere, and not why: the whole story
stands on the vault's own ledger (``sealing``).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import ProgrammingError, connection, transaction
from django.db.models import Q

from qingbai.agencies.terms import Authority
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.audit.events import EventKind
from qingbai.law.terms import (
    Disposition,
    DocumentKind,
    Instance,
    Outcome,
    Relation,
    Sentence,
    Sex,
    SubjectKind,
    Treatment,
)
from qingbai.registers import access, fingerprints, models, penalties, services
from qingbai.registers.records import (
    Described,
    Document,
    ExecutionStated,
    NamedAs,
    Numbered,
    Period,
    Record,
    RulingStated,
    Unsealed,
    Verdict,
)
from qingbai.registers.terms import ChangeKind, ExecutionState, NameKind, PaperKind, Prosecution


class NotInRegister(Exception):
    """There is no such conviction in the register: it was surrendered before, or never entered."""


class MayNotSurrender(PermissionError):
    """This process has a role that may not take anything out of the register: the intake alone may."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A later turn in what a conviction counts (效力变动), as the register kept it."""

    kind: ChangeKind
    on: date
    ground: str
    stated: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionNoticed:
    """How far the punishment of somebody in a case is executed, as a later notice stated it (执行情况通报)."""

    case_number: str
    name: str
    stated: ExecutionStated
    term_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surrendered:
    """What left the register (移出的登记): a document with one verdict in it, and everything known about that verdict since.

    ``conviction``: the key it had in the register. ``record.fingerprint``: by which the register would know the document
    again. ``executions``: every state of execution stated since the first, which is the verdict's own. ``others``: the further
    documents of the case as far as they concern the same person, each with a verdict or with a ruling alone (``conviction``
    None). ``notices``: what was stated about the execution by case and name.
    """

    conviction: UUID | None
    known_from: datetime
    record: Record
    changes: tuple[Changed, ...] = ()
    executions: tuple[ExecutionStated, ...] = ()
    others: tuple["Surrendered", ...] = ()
    notices: tuple[ExecutionNoticed, ...] = ()

    @property
    def all(self) -> tuple["Surrendered", ...]:
        """Itself and the further documents."""
        return (self, *self.others)


def surrender(*, conviction: UUID, by: Actor, at: datetime) -> Surrendered:
    """Take a verdict out of the register, with every document of its case as far as it concerns the same person, and return all of it.

    To be called with the vault's part done inside the same ``transaction.atomic()``, so that nothing leaves the register before
    the vault holds it. Where others in a document stay, the document's text leaves all the same, and a mark stays that it
    holds something sealed (含犯罪记录封存信息, 未成年人犯罪记录封存实施办法 5, 6). Raises ``NotInRegister``, ``MayNotSurrender``, and
    ``access.NoSuchRecord`` for whoever may not enter records.
    """
    access.require_entering(by)
    with transaction.atomic():
        track = _track(_held(conviction))
        left = _read(track)
        _take_out([row.id for row in track.verdicts], [row.id for row in (*track.rulings, *track.notices)])
        for row in track.verdicts:
            facts = {"conviction": str(row.id), "change": "moved"}
            # Neither who nor on whose notice: the ledger of the register does not tell a seal from another move.
            audit.record(kind=EventKind.RECORD_CORRECTED, by=by, at=at, basis=secrets.token_hex(10), facts=facts)
    return left


def read(conviction: UUID) -> Surrendered:
    """What would leave the register with a verdict. Raises ``NotInRegister``."""
    with transaction.atomic():
        return _read(_track(_held(conviction)))


def take_back(*, left: Surrendered, by: Actor, at: datetime, basis: str) -> UUID:
    """Enter again what had left the register (or never was in it), and return the verdict's key here (解除封存后恢复登记).

    Done again, it changes nothing. ``left.record`` holds one verdict; where its document is here with others, it is added to them.
    """
    [verdict] = left.record.verdicts
    with transaction.atomic():
        _wait_for_others(left.record.fingerprint)
        known = _document_here(left.record)
        if known is None:
            [entered] = services.enter(record=left.record, by=by, at=at, basis=basis).defendants
        else:
            found = [key for key, described in _in_document(known) if _is_same(described, verdict.defendant)]
            if found:
                return found[0]
            entered = services.enter_further(judgment=known, verdict=verdict, by=by, at=at, basis=basis)
        # What was known of it comes back with it and corrects nothing, so the house does it, whichever registry keeps the record.
        for change in left.changes:
            _change_again(entered.conviction, change, at, basis)
        for stated in left.executions:
            services.record_execution(
                conviction=entered.conviction,
                state=stated.state,
                on=stated.on,
                source=stated.source,
                by=SYSTEM,
                at=at,
                basis=basis,
            )
    return entered.conviction


def fingerprint_of(digest: bytes) -> bytes:
    """By which the register recognises a document: its digest under a key that only the intake holds."""
    return fingerprints.of("document", digest)


def _change_again(conviction: UUID, change: Changed, at: datetime, basis: str) -> None:
    if change.kind is ChangeKind.ANNULLED:
        services.annul(conviction=conviction, on=change.on, ground=change.ground, by=SYSTEM, at=at, basis=basis)
    else:
        services.record_effect(
            conviction=conviction,
            on=change.on,
            ground=change.ground,
            by=SYSTEM,
            at=at,
            basis=basis,
            stated=change.stated,
        )


def _document_here(record: Record) -> UUID | None:
    """The document in the register, by its text or by its heading."""
    document = record.document
    heading = Q(
        court_name=document.court_name,
        case_number=document.case_number,
        paper=document.paper,
        pronounced_on=document.pronounced_on,
    )
    found = models.Judgment.objects.filter(heading | Q(fingerprint=record.fingerprint)).values_list("id", flat=True)
    return found.first()


@dataclass(frozen=True, slots=True)
class _Track:
    """Every document of one case, through all its instances, as far as it concerns one person; the verdict asked for first."""

    verdicts: tuple[models.Conviction, ...]
    rulings: tuple[models.Ruling, ...]
    notices: tuple[models.ExecutionNotice, ...]


def _held(conviction: UUID) -> models.Conviction:
    """The verdict, its document held until the transaction ends."""
    rows = models.Conviction.objects.select_related("judgment", "subject").filter(id=conviction)
    row = rows.first()
    if row is None:
        raise NotInRegister(f"there is no conviction {conviction} in the register")
    _wait_for_others(bytes(row.judgment.fingerprint))
    _wait_for_others(conviction.bytes)
    row = rows.first()
    if row is None:
        raise NotInRegister(f"conviction {conviction} left the register meanwhile")
    return row


SAME_CASE = (Relation.APPEAL, Relation.RETRIAL, Relation.NEW_TRIAL, Relation.REVIEW)
"""A later document of one of these goes on with the case; a commutation or a correction only bears on it."""


def _track(row: models.Conviction) -> _Track:
    """From the verdict along the rulings that name it, and those that its own document makes, until nothing new is found."""
    names = set(_names(row))
    cases = {row.judgment.case_number}
    rulings: dict[UUID, models.Ruling] = {}
    while True:
        about = Q(earlier_case__in=cases) | Q(judgment__case_number__in=cases)
        for ruling in models.Ruling.objects.filter(about, name__in=names).select_related("judgment"):
            rulings[ruling.id] = ruling
        going_on = [one for one in rulings.values() if one.relation in SAME_CASE]
        reached = cases | {one.earlier_case for one in going_on} | {one.judgment.case_number for one in going_on}
        if reached == cases:
            break
        cases = reached
    found = models.Conviction.objects.filter(judgment__case_number__in=cases).select_related("judgment", "subject")
    same = [one for one in found.order_by("judgment__pronounced_on", "id") if names & set(_names(one))]
    own = [one for one in same if one.id == row.id or one.subject_id == row.subject_id or _is_alone(one, names)]
    notices = models.ExecutionNotice.objects.filter(case_number__in=cases, name__in=names)
    return _Track(
        verdicts=(row, *(one for one in own if one.id != row.id)),
        rulings=tuple(sorted(rulings.values(), key=lambda one: (one.judgment.pronounced_on, one.known_from))),
        notices=tuple(notices.order_by("known_from", "id")),
    )


def _is_alone(row: models.Conviction, names: set[str]) -> bool:
    """Whether nobody else of these names is judged in the same document: then it is the same defendant, however described."""
    namesakes = models.Name.objects.filter(judgment=row.judgment_id, text__in=names, kind=NameKind.NAME)
    return namesakes.values("subject_id").distinct().count() == 1


def _names(row: models.Conviction) -> list[str]:
    subject, judgment = _described_by(row)
    rows = models.Name.objects.filter(kind=NameKind.NAME)
    about = Q(subject=row.subject_id, judgment=row.judgment_id) | Q(subject=subject, judgment=judgment)
    return list(rows.filter(about).values_list("text", flat=True))


def _read(track: _Track) -> Surrendered:
    """Everything of a case about one person, document by document."""
    by_verdict = {row.judgment_id: _surrendered(row, track) for row in track.verdicts}
    alone: dict[UUID, Surrendered] = {}
    for ruling in track.rulings:
        if ruling.judgment_id not in by_verdict and ruling.judgment_id not in alone:
            rulings = tuple(_ruling(one, None) for one in track.rulings if one.judgment_id == ruling.judgment_id)
            record = replace(_record(ruling.judgment), rulings=rulings)
            alone[ruling.judgment_id] = Surrendered(conviction=None, known_from=ruling.known_from, record=record)
    first, *others = (*by_verdict.values(), *alone.values())
    return replace(first, others=tuple(others), notices=tuple(_noticed(one) for one in track.notices))


def _surrendered(row: models.Conviction, track: _Track) -> Surrendered:
    first, *later = _executions(row)
    record = replace(
        _record(row.judgment),
        verdicts=(_verdict(row, first),),
        rulings=tuple(
            _ruling(one, 0 if one.conviction_id == row.id else None)
            for one in track.rulings
            if one.judgment_id == row.judgment_id
        ),
    )
    changes = row.changes.order_by("known_from", "id")
    return Surrendered(
        conviction=row.id,
        known_from=row.known_from,
        record=record,
        changes=tuple(Changed(ChangeKind(one.kind), one.on, one.ground, one.stated) for one in changes),
        executions=tuple(later),
    )


def _ruling(row: models.Ruling, verdict: int | None) -> RulingStated:
    return RulingStated(
        name=row.name,
        relation=Relation(row.relation),
        treatment=Treatment(row.treatment),
        earlier_court=row.earlier_court,
        earlier_case=row.earlier_case,
        effective_on=row.effective_on,
        effect_ground=row.effect_ground,
        verdict=verdict,
    )


def _noticed(row: models.ExecutionNotice) -> ExecutionNoticed:
    stated = ExecutionStated(ExecutionState(row.state), row.on, row.source)
    return ExecutionNoticed(case_number=row.case_number, name=row.name, stated=stated, term_to=row.term_to)


def entries_in(*, court_name: str, case_number: str) -> tuple[tuple[UUID, Described], ...]:
    """Everybody judged in a case as far as the register has it: the conviction's key, and whom the document describes."""
    found = models.Conviction.objects.select_related("judgment", "subject").filter(
        judgment__court_name=court_name, judgment__case_number=case_number
    )
    return tuple((row.id, _described(row)) for row in found.order_by("judgment__pronounced_on", "position", "id"))


def _is_same(one: Described, other: Described) -> bool:
    """Whether two descriptions say the same, in whatever order."""
    said, others = ((set(who.names), set(who.documents), who.born, who.household) for who in (one, other))
    return said == others


def _in_document(judgment: UUID) -> list[tuple[UUID, Described]]:
    rows = models.Conviction.objects.select_related("judgment", "subject").filter(judgment=judgment)
    return [(row.id, _described(row)) for row in rows.order_by("position")]


def still_here(convictions: list[UUID]) -> tuple[UUID, ...]:
    """Those of these keys that are in the register."""
    found = models.Conviction.objects.filter(id__in=convictions).values_list("id", flat=True)
    return tuple(sorted(found))


def _take_out(convictions: list[UUID], statements: list[UUID]) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT registers_surrender(%s::uuid[], %s::uuid[])", [convictions, statements])
    except ProgrammingError as error:
        if "permission denied" in str(error):
            raise MayNotSurrender(
                "只有登记进程可以将记录移出登记库：请检查登记进程的数据库用户（DATABASE_URL）。"
                " / Only the intake may take a record out of the register: give the intake process its own database user."
            ) from error
        raise


def _wait_for_others(thing: bytes) -> None:
    """The same locks, in the same order, as entering and changing take (``registers.services``)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(thing[:8], "big", signed=True)])


def _record(row: models.Judgment) -> Record:
    return Record(
        document=Document(
            court_name=row.court_name,
            court_code=row.court_code,
            case_number=row.case_number,
            case_number_as_written=row.case_number_as_written,
            paper=PaperKind(row.paper),
            instance=Instance(row.instance),
            disposition=Disposition(row.disposition),
            prosecution=Prosecution(row.prosecution),
            prosecutor=row.prosecutor,
            pronounced_on=row.pronounced_on,
        ),
        fingerprint=bytes(row.fingerprint),
        verdicts=(),
        confirmed_by=row.confirmed_by,
        text=row.text,
        digest=None if row.document_digest is None else bytes(row.document_digest),
        stated=row.stated,
        holds_sealed=row.holds_sealed,
    )


def _verdict(row: models.Conviction, execution: ExecutionStated) -> Verdict:
    combined = models.CombinedSentence.objects.filter(conviction=row).first()
    return Verdict(
        defendant=_described(row),
        outcome=Outcome(row.outcome),
        offences=tuple(Period(one.began, one.ended) for one in row.offences.order_by("position")),
        sentences=tuple(
            Sentence(charge=one.charge, penalty=penalties.in_terms(one)) for one in row.sentences.order_by("position")
        ),
        combined=None if combined is None else penalties.in_terms(combined),
        effective_on=row.effective_on,
        effect_ground=row.effect_ground,
        execution=execution,
        main_acts_before_18=row.main_acts_before_18,
        combined_with_earlier=row.combined_with_earlier,
        prosecution_approval=row.prosecution_approval,
        unsealed=Unsealed(row.unsealed_by, row.unsealed_reason) if row.unsealed_by else None,
        term_from=row.term_from,
        term_to=row.term_to,
        prohibitions=penalties.forbidden_in_terms(row.prohibitions),
        authority=Authority(row.authority),
        division=row.division,
    )


def _executions(row: models.Conviction) -> list[ExecutionStated]:
    return [
        ExecutionStated(ExecutionState(one.state), one.on, one.source)
        for one in row.executions.order_by("known_from", "on", "id")
    ]


def _described_by(row: models.Conviction) -> tuple[UUID, UUID]:
    """Whose verdict it is, and in which document that person is described: another than its own where a ruling moved it (更正身份)."""
    moves = row.reassignments.select_related("judgment").order_by("-judgment__pronounced_on", "-judgment__case_number")
    last = moves.first()
    return (row.subject_id, row.judgment_id) if last is None else (last.subject_id, last.judgment_id)


def _described(row: models.Conviction) -> Described:
    """Whom this document describes."""
    subject, judgment = _described_by(row)
    by = {"subject": subject, "judgment": judgment}
    identity = models.Identity.objects.get(**by)
    names = sorted(
        models.Name.objects.filter(**by), key=lambda name: (list(NameKind).index(NameKind(name.kind)), name.id)
    )
    numbers = models.IdentityDocument.objects.filter(**by).order_by("kind", "number")
    return Described(
        kind=SubjectKind(row.subject.kind),
        names=tuple(NamedAs(NameKind(name.kind), name.text) for name in names),
        documents=tuple(Numbered(DocumentKind(one.kind), one.country, one.number) for one in numbers),
        sex=Sex(identity.sex) if identity.sex else None,
        born=identity.born,
        nationality=identity.nationality,
        household=identity.household,
        household_as_written=identity.household_as_written,
    )
