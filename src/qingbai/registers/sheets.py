"""A record as the registry that keeps it sees it (登记信息): found by name or number, opened with its documents and every turn it took.

Both are looks at the register on the ledger, bound to the case that they serve. A registrar finds and opens the records of his or her own
registry, an auditor all; any other record, and none, are the same answer (``NoSuchRecord``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from qingbai import clock
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.law.terms import DocumentKind, MatchVerdict, Outcome, Penalty, Relation, Treatment
from qingbai.matching import identity
from qingbai.matching.persons import Person
from qingbai.registers import access, models, penalties, queries, verdicts
from qingbai.registers.access import NoSuchRecord, Purpose
from qingbai.registers.terms import ChangeKind, ExecutionState, NameKind
from qingbai.registers.verdicts import ConvictionFacts, as_of

MOST_FOUND = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One record found (检索结果): whose it is, how surely, and what it counts."""

    person: Person
    certain: bool
    facts: ConvictionFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Something that happened to a record (变动): what, from which day in law, known here since when, on what ground, by whom."""

    kind: Relation | ChangeKind | ExecutionState
    on: date | None
    known_from: datetime
    ground: str
    source: str
    treatment: Treatment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSheet:
    """One record as it stood at an instant (登记信息): the person, the document, crimes and punishments, what it counts, its turns."""

    conviction: UUID
    person: Person | None
    name: str
    facts: ConvictionFacts
    case_number: str
    court: str
    prosecutor: str
    pronounced_on: date
    outcome: Outcome
    sentences: tuple[tuple[str, Penalty], ...]
    combined: Penalty | None
    offences: tuple[tuple[str, str], ...]
    term_from: date | None
    term_to: date | None
    turns: tuple[Turn, ...]
    confirmed_by: str
    known_from: datetime
    holds_sealed: bool
    text: str | None


def search(*, person: Person, by: Actor, purpose: Purpose, at: datetime) -> tuple[Found, ...]:
    """The records of whoever is ``person``, or may be, that this officer's registry keeps; the look is on the ledger, found or not."""
    reach = access.scope(by, purpose)
    about = _about(person)
    with transaction.atomic():
        found = [
            Found(person=one.person, certain=one.match.verdict is MatchVerdict.SAME, facts=facts)
            for one in queries.candidates(person=person, viewer=by, purpose=purpose)
            for facts in verdicts.verdicts(one.subject, clock.day_of(at), None)
            if reach.covers(facts.authority, facts.division)
        ]
        told = {"business": purpose.business.value, "found": str(len(found))}
        audit.record(kind=EventKind.RECORD_LOOKED_UP, by=by, at=at, basis=purpose.case, about=about, facts=told)
    return tuple(found[:MOST_FOUND])


def open_record(
    *, conviction: UUID, by: Actor, purpose: Purpose, at: datetime, known_at: datetime | None = None
) -> RecordSheet:
    """One record as it stood at ``known_at`` (None: now); the look is on the ledger. Raises ``NoSuchRecord``."""
    reach = access.scope(by, purpose)
    on = clock.day_of(known_at or at)
    row = as_of(models.Conviction.objects.filter(id=conviction), known_at).select_related("judgment").first()
    if row is None or not reach.covers(row.authority, row.division):
        raise NoSuchRecord
    subject = _owner(row, known_at)
    facts = next((one for one in verdicts.verdicts(subject, on, known_at) if one.case.reference == str(row.id)), None)
    if facts is None:
        raise NoSuchRecord
    with transaction.atomic():
        told = {"business": purpose.business.value, "conviction": str(row.id)}
        audit.record(
            kind=EventKind.RECORD_LOOKED_UP, by=by, at=at, basis=purpose.case, about=_whose(subject), facts=told
        )
    return _sheet(row, subject, facts, known_at)


def _owner(row: models.Conviction, known_at: datetime | None) -> UUID:
    """Whose record it is: whoever it was last moved to, or was entered for."""
    moves = as_of(models.Reassignment.objects.filter(conviction_id=row.id), known_at).order_by(
        "judgment__pronounced_on"
    )
    last = moves.last()
    return row.subject_id if last is None else last.subject_id


def _sheet(row: models.Conviction, subject: UUID, facts: ConvictionFacts, known_at: datetime | None) -> RecordSheet:
    judgment = row.judgment
    names = as_of(models.Name.objects.filter(subject_id=subject, judgment_id=row.judgment_id), known_at)
    combined = models.CombinedSentence.objects.filter(conviction_id=row.id).first()
    return RecordSheet(
        conviction=row.id,
        person=queries.described(subject, known_at),
        name=next((one.text for one in names.filter(kind=NameKind.NAME).order_by("known_from", "id")), ""),
        facts=facts,
        case_number=judgment.case_number,
        court=judgment.court_name,
        prosecutor=judgment.prosecutor,
        pronounced_on=judgment.pronounced_on,
        outcome=Outcome(row.outcome),
        sentences=tuple((one.charge, penalties.in_terms(one)) for one in row.sentences.order_by("position")),
        combined=penalties.in_terms(combined) if combined else None,
        offences=tuple((one.began, one.ended) for one in row.offences.order_by("position")),
        term_from=row.term_from,
        term_to=row.term_to,
        turns=tuple(sorted(_turns(row, {one.text for one in names}, known_at), key=lambda one: one.known_from)),
        confirmed_by=judgment.confirmed_by,
        known_from=row.known_from,
        holds_sealed=judgment.holds_sealed,
        text=judgment.text,
    )


def _turns(row: models.Conviction, names: set[str], known_at: datetime | None) -> Iterable[Turn]:
    case = row.judgment.case_number
    bearing = models.Ruling.objects.filter(earlier_case=case, name__in=names)
    for one in as_of(bearing, known_at).select_related("judgment"):
        yield Turn(
            kind=Relation(one.relation),
            treatment=Treatment(one.treatment),
            on=one.effective_on,
            known_from=one.known_from,
            ground=one.judgment.case_number,
            source=one.judgment.court_name,
        )
    for change in as_of(models.Change.objects.filter(conviction_id=row.id), known_at):
        yield Turn(
            kind=ChangeKind(change.kind),
            on=change.on,
            known_from=change.known_from,
            ground=change.ground,
            source=change.entered_by,
        )
    for state in as_of(models.Execution.objects.filter(conviction_id=row.id), known_at):
        yield _executed(state, state.state, state.on, state.source)
    for told in as_of(models.ExecutionNotice.objects.filter(case_number=case, name__in=names), known_at):
        yield _executed(told, told.state, told.on, told.source)


def _executed(row: models.Evidence, state: str, on: date, source: str) -> Turn:
    return Turn(kind=ExecutionState(state), on=on, known_from=row.known_from, ground="", source=source)


def _about(person: Person) -> str:
    """The fingerprint of the number that was asked for; empty where a name was."""
    first = next(iter(person.documents), None)
    return _fingerprint(first.kind, first.number, first.country) if first else ""


def _whose(subject: UUID) -> str:
    first = models.IdentityDocument.objects.filter(subject_id=subject).order_by("known_from", "id").first()
    return _fingerprint(DocumentKind(first.kind), first.number, first.country) if first else ""


def _fingerprint(kind: DocumentKind, number: str, country: str) -> str:
    return audit.fingerprint(identity.lasting(kind, number, country=country))
