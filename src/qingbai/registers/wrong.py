"""An entry that a review found wrong (登记有误): told to the registry that keeps it, which corrects it by a document, or answers why not.

Whoever keeps the entry corrects it (谁登记谁更正); a review corrects nothing by itself. What points to an entry hangs on the verdict, so that a record that must
be sealed takes it along, with every word that the registry answered. Of what points to none only the days are told, to anybody: told, dealt with.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.law.objections import registry_answers_by
from qingbai.registers import access, models, tracing
from qingbai.registers.access import Business, NoSuchRecord, Purpose
from qingbai.registers.terms import FoundWrong, NameKind

MAY_FIND = access.MAY_LOOK[Business.INQUIRY]
"""Who may find an entry wrong: officers who handle inquiries, in a review that two of them signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something found wrong as it stands: in which review, about which entry (None: about none), told when, and what the registry did."""

    id: UUID
    case: str
    conviction: UUID | None
    what: FoundWrong
    reason: str
    court: str
    case_number: str
    name: str
    authority: str
    division: str
    office: str
    told_at: datetime
    due_on: date | None
    answered_at: datetime | None
    corrected: bool | None
    answer: str

    def late(self, on: date) -> bool:
        """Whether the registry is late, or was."""
        until = clock.day_of(self.answered_at) if self.answered_at else on
        return self.due_on is not None and until > self.due_on


def due(told_at: datetime, division: str) -> date | None:
    """The last day for the registry's answer; None where the calendar of the year is not announced."""
    days = agencies.region(division).limits.inquiry_days
    return registry_answers_by(clock.day_of(told_at), agencies.calendar(), days).value


def tell(
    *, case: str, person: str, found: Mapping[UUID, FoundWrong], generally: bool, reason: str, by: Actor, at: datetime
) -> None:
    """Tell the registries that a review found entries wrong (通知登记机关), within the review's own act; ``generally``: also where it points to none.

    ``person``: by fingerprint. A verdict that left the register meanwhile is passed over. Raises ``NoSuchRecord``.
    """
    if access.capacity(by) not in MAY_FIND:
        raise NoSuchRecord
    if not found and not generally:
        return
    here = tracing.known_since(found, viewer=by, purpose=Purpose(Business.INQUIRY, case))
    each: list[tuple[UUID | None, FoundWrong]] = [(one, found[one]) for one in sorted(here)]
    if generally:
        each.append((None, FoundWrong.PARTICULARS))
    with transaction.atomic():
        models.WrongEntry.objects.bulk_create(
            models.WrongEntry(
                conviction_id=one,
                case=case,
                what=what,
                reason=reason[:1000],
                by_kind=by.kind,
                by_id=by.id,
                by_office=by.office,
                known_from=at,
            )
            for one, what in each
        )
        # No count: it would tell of a record that is sealed later from none.
        audit.record(kind=EventKind.ENTRY_FOUND_WRONG, by=by, at=at, basis=case, about=person)


def of_case(*, case: str, viewer: Actor, purpose: Purpose) -> tuple[Told, ...]:
    """What a review found wrong and what became of it, for who handles inquiries."""
    access.require(viewer, purpose)
    return tuple(_told(models.WrongEntry.objects.filter(case=case)))


def unanswered(*, viewer: Actor, purpose: Purpose) -> tuple[Told, ...]:
    """Everything that no registry has answered yet, the oldest first; for the house."""
    if viewer.kind is not ActorKind.SYSTEM:
        raise NoSuchRecord
    access.require(viewer, purpose)
    return tuple(_told(models.WrongEntry.objects.filter(answer=None)))


def changed(*, wrong: UUID, viewer: Actor, purpose: Purpose) -> bool:
    """Whether something was entered about the entry since it was found wrong, or it is not in the register any more; nothing is asked of what points to no entry."""
    row = models.WrongEntry.objects.filter(id=wrong).first()
    if row is None or row.conviction_id is None:
        return True
    subjects = tracing.subjects_of(row.conviction_id, viewer=viewer, purpose=purpose)
    return bool(tracing.with_news(subjects, since=row.known_from, viewer=viewer, purpose=purpose))


def answer(*, wrong: UUID, corrected: bool, reason: str, by: Actor, at: datetime) -> None:
    """Keep what the registry did (办理情况): corrected, or why not. Again, or of an entry that left the register, it changes nothing.

    By a registrar at whose desk it lies, which the inbox says, or the house. Raises ``NoSuchRecord``.
    """
    access.require_entering(by)
    row = models.WrongEntry.objects.filter(id=wrong, answer=None).select_related("conviction").first()
    if row is None:
        return
    entry = row.conviction
    with transaction.atomic():
        models.WrongEntryAnswer.objects.create(
            wrong=row,
            conviction=entry,
            corrected=None if entry is None else corrected,
            reason="" if entry is None else reason.strip()[:500],
            by_kind=by.kind,
            by_id=by.id,
            by_office=by.office,
            known_from=at,
        )
        audit.record(kind=EventKind.WRONG_ENTRY_ANSWERED, by=by, at=at, basis=row.case)


def _told(rows: QuerySet[models.WrongEntry]) -> Iterable[Told]:
    for row in rows.select_related("conviction__judgment", "answer").order_by("known_from", "id"):
        entry, done = row.conviction, getattr(row, "answer", None)
        division = entry.division if entry else agencies.office(row.by_office).division
        names = models.Name.objects.filter(judgment=entry.judgment, subject=entry.subject) if entry else None
        first = names.filter(kind=NameKind.NAME).order_by("known_from", "id").first() if names is not None else None
        yield Told(
            id=row.id,
            case=row.case,
            conviction=entry.id if entry else None,
            what=FoundWrong(row.what),
            reason=row.reason,
            court=entry.judgment.court_name if entry else "",
            case_number=entry.judgment.case_number if entry else "",
            name=first.text if first else "",
            authority=entry.authority if entry else "",
            division=division,
            office=row.by_office,
            told_at=row.known_from,
            due_on=due(row.known_from, division),
            answered_at=done.known_from if done else None,
            corrected=done.corrected if done else None,
            answer=done.reason if done else "",
        )
