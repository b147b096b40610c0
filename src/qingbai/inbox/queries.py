"""What may be seen of an inbox (收件箱情况): its list, and one draft with its history. Every list is for an officer of its organ."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from qingbai import clock
from qingbai.agencies import calendars
from qingbai.agencies import queries as agencies
from qingbai.audit.actors import Actor
from qingbai.inbox.access import Registrar, require
from qingbai.inbox.acts import ENDS, TABLE, Act, Status
from qingbai.inbox.casework import Case, case_of
from qingbai.inbox.models import ActRow, Draft
from qingbai.law import time_limits
from qingbai.registers import wrong

MOST = 500
FIELD_ACTS = frozenset({Act.CORRECT, Act.CHECK})
ENDING = [act.value for (_, act), (to, _, _) in TABLE.items() if to in ENDS]
"""Acts after which nothing follows: a draft that has one is closed."""

DUE_AFTER = 3
"""Working days within which a document that came in should be dealt with: the time that an answer may take (INQ-18), since until then an
inquiry would be answered without it. The law names no time for the registry itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One line of the inbox (待办)."""

    id: UUID
    name: str
    sender: str
    court: str
    case_number: str
    people: tuple[str, ...]
    received_at: datetime
    due_on: date | None
    days: int
    status: Status
    holder: str
    held: bool
    doubtful: int
    for_a_second: bool
    told: bool


def inbox(*, viewer: Registrar, at: datetime) -> tuple[Waiting, ...]:
    """What is open in the inbox of the viewer's organ, the oldest first."""
    require(viewer, viewer.organ)
    ended = ActRow.objects.filter(draft=OuterRef("pk"), kind__in=ENDING)
    rows = Draft.objects.filter(~Exists(ended), organ=viewer.organ).prefetch_related("acts").order_by("received_at")
    today = clock.day_of(at)
    return tuple(_waiting(case_of(row), today) for row in rows[:MOST])


def closed(*, viewer: Registrar, most: int = 20) -> tuple[Waiting, ...]:
    """What was lately entered, returned or discarded, the newest first."""
    require(viewer, viewer.organ)
    rows = Draft.objects.filter(organ=viewer.organ, acts__kind__in=ENDING).prefetch_related("acts")
    cases = [case_of(row) for row in rows.order_by("-acts__at")[:most]]
    return tuple(_waiting(case, clock.day_of(case.acts[-1].at)) for case in cases)


def _waiting(case: Case, today: date) -> Waiting:
    status, glance = case.status, case.content.glance
    assert status is not None
    changed = {str(done.facts["field"]): str(done.facts.get("new", "")) for done in case.acts if done.act in FIELD_ACTS}
    confirmed = case.last(Act.CONFIRM)
    came_on = clock.day_of(case.row.received_at)
    return Waiting(
        id=case.id,
        name=case.content.name,
        sender=case.content.sender,
        court=changed.get("court") or glance.court,
        case_number=changed.get("case_number") or glance.case_number,
        people=tuple(changed.get(f"defendants.{place}.name") or name for place, name in enumerate(glance.people)),
        received_at=case.row.received_at,
        due_on=due_on(case),
        days=(today - came_on).days,
        status=status,
        holder=case.holder,
        held=bool(case.content.questions),
        doubtful=sum(path not in changed for path in glance.doubtful),
        told=case.content.told is not None,
        for_a_second=status is Status.CONFIRMED and confirmed is not None and bool(confirmed.facts["second_look"]),
    )


def _due(came_on: date) -> date | None:
    """The last working day of the time; None where the calendar of the year is not announced."""
    return time_limits.due_on(came_on, DUE_AFTER, calendars.calendar()).value


def due_on(case: Case) -> date | None:
    """The last day for it; of what a review found wrong, from the day on which the registry was told."""
    told = case.content.told
    if told is None:
        return _due(clock.day_of(case.row.received_at))
    division = next((one.division for one in agencies.organs() if one.code == case.row.organ), "")
    return wrong.due(datetime.fromisoformat(told["told_at"]), division)


def came_before(case: Case) -> tuple[UUID, ...]:
    """Other drafts with the same text at the same organ, the earliest first."""
    same = Draft.objects.filter(document=bytes(case.row.document), organ=case.row.organ).exclude(id=case.id)
    return tuple(same.order_by("received_at").values_list("id", flat=True))


def hands(case: Case) -> tuple[Actor, ...]:
    """Everybody who acted on a draft, each once."""
    return tuple(dict.fromkeys(done.by for done in case.acts))


__all__ = [
    "Act",
    "Waiting",
    "came_before",
    "closed",
    "due_on",
    "hands",
    "inbox",
]
