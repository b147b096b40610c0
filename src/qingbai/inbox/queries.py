"""What may be seen of an inbox (收件箱情况): its list, and one draft with its history. Every list is for an officer of its organ."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from qingbai import clock
from qingbai.agencies import calendars
from qingbai.audit.actors import Actor
from qingbai.inbox.access import Registrar, require
from qingbai.inbox.acts import ENDS, Act, Status
from qingbai.inbox.casework import Case, case_of
from qingbai.inbox.models import Draft
from qingbai.law import time_limits

MOST = 500
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


def inbox(*, viewer: Registrar, at: datetime) -> tuple[Waiting, ...]:
    """What is open in the inbox of the viewer's organ, the oldest first."""
    require(viewer, viewer.organ)
    rows = Draft.objects.filter(organ=viewer.organ).prefetch_related("acts").order_by("received_at")[:MOST]
    today = clock.day_of(at)
    cases = [case_of(row) for row in rows]
    return tuple(_waiting(case, today) for case in cases if case.status not in ENDS)


def closed(*, viewer: Registrar, most: int = 20) -> tuple[Waiting, ...]:
    """What was lately entered, returned or discarded, the newest first."""
    require(viewer, viewer.organ)
    rows = Draft.objects.filter(organ=viewer.organ).prefetch_related("acts").order_by("-received_at")[:MOST]
    done = sorted((case for row in rows if (case := case_of(row)).status in ENDS), key=_closed_at, reverse=True)
    return tuple(_waiting(case, clock.day_of(_closed_at(case))) for case in done[:most])


def _closed_at(case: Case) -> datetime:
    return case.acts[-1].at


def _waiting(case: Case, today: date) -> Waiting:
    status, sheet = case.status, case.sheet
    assert status is not None
    came_on = clock.day_of(case.row.received_at)
    return Waiting(
        id=case.id,
        name=case.content.name,
        sender=case.content.sender,
        court=sheet.reading.court or "",
        case_number=sheet.reading.case_number or "",
        people=tuple(one.name for one in sheet.reading.defendants if one.name),
        received_at=case.row.received_at,
        due_on=_due(came_on),
        days=(today - came_on).days,
        status=status,
        holder=case.holder,
        held=bool(case.content.questions),
        doubtful=len(sheet.open),
        for_a_second=status is Status.CONFIRMED and bool(sheet.second_look),
    )


def _due(came_on: date) -> date | None:
    """The last working day of the time; None where the calendar of the year is not announced."""
    return time_limits.due_on(came_on, DUE_AFTER, calendars.calendar()).value


def came_before(case: Case) -> tuple[UUID, ...]:
    """Other drafts with the same text at the same organ, the earliest first."""
    same = Draft.objects.filter(document=bytes(case.row.document), organ=case.row.organ).exclude(id=case.id)
    return tuple(same.order_by("received_at").values_list("id", flat=True))


def hands(case: Case) -> tuple[Actor, ...]:
    """Everybody who acted on a draft, each once."""
    return tuple(dict.fromkeys(done.by for done in case.acts))


__all__ = ["Act", "Waiting", "came_before", "closed", "hands", "inbox"]
