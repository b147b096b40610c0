"""Appointments at a window (预约办理): half hours within an office's hours, each for as many as the office's data says.

Nobody needs one where an office has none. Two who book the last place at once: the office's row is taken in turn and the database
keeps each place once, so one of them is told that it is gone. Services and queries of this small matter stand together here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import models, queries
from qingbai.agencies.queries import OfficeCard
from qingbai.agencies.terms import Role
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.law.time_limits import UnknownYear

SLOT = timedelta(minutes=30)
AHEAD = timedelta(days=30)
"""How long before one may book."""
AT_A_WINDOW = frozenset({Role.CLERK, Role.REVIEWER, Role.HEAD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A half hour at a window, and how many places in it are free."""

    starts_at: datetime
    free: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A booked time (预约). ``about`` is the number of an application, or empty for who comes to hand one in."""

    id: int
    office: OfficeCard
    starts_at: datetime
    about: str


SENTENCES: dict[str, tuple[str, str]] = {
    "no_office": ("没有这个受理单位。", "There is no such office."),
    "no_appointments": (
        "该单位不办理预约，请在办公时间直接前往。",
        "This office takes no appointments: come during its hours.",
    ),
    "past": ("该时间已过，请另选时间。", "This time has passed: choose another."),
    "too_far": ("只能预约30日以内的时间，请另选时间。", "Only the next 30 days can be booked: choose another time."),
    "closed": ("该单位此时不办公，请另选时间。", "The office is closed then: choose another time."),
    "unknown": (
        "该年度放假安排尚未公布，暂不能预约，请另选时间。",
        "The holidays of that year are not announced yet, so it cannot be booked: choose another time.",
    ),
    "full": ("该时间已约满，请另选时间。", "This time is fully booked: choose another."),
    "one_already": (
        "您已有一个预约，请先取消再另行预约。",
        "You have an appointment for this already: cancel it before you book another.",
    ),
    "none_such": ("没有这个预约，或者已经取消。", "There is no such appointment, or it was cancelled."),
}


class BookingRefused(ValueError):
    """An appointment that cannot be. ``code`` says why, ``zh`` and ``en`` what to do; nothing was changed."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.zh, self.en = SENTENCES[code]
        super().__init__(f"{self.zh} {self.en}")


def slots(office: OfficeCard, day: date, *, at: datetime) -> tuple[Slot, ...]:
    """The half hours of a day that are still to come, with their free places; empty on days off. Raises ``UnknownYear``."""
    if not office.in_use or not office.appointments:
        return ()
    starts = [start for start in _starts(office, day) if at < start <= at + AHEAD]
    taken = models.Appointment.objects.filter(office=office.code, ended_at=None, starts_at__in=starts)
    counted: dict[datetime, int] = {}
    for start in taken.values_list("starts_at", flat=True):
        counted[start] = counted.get(start, 0) + 1
    return tuple(Slot(starts_at=start, free=max(office.appointments - counted.get(start, 0), 0)) for start in starts)


def days(office: OfficeCard, *, at: datetime) -> tuple[date, ...]:
    """The days from now on that can be booked: those with hours to come, up to the first of a year that was not announced."""
    found: list[date] = []
    first = clock.day_of(at)
    for day in (first + timedelta(days=number) for number in range(AHEAD.days + 1)):
        try:
            open_then = any(at < start <= at + AHEAD for start in _starts(office, day))
        except UnknownYear:
            break
        if open_then:
            found.append(day)
    return tuple(found)


def _starts(office: OfficeCard, day: date) -> Iterator[datetime]:
    """The beginnings of the half hours that fit into the hours of a day."""
    midnight = datetime.combine(day, time(), clock.CHINA)
    for opens, closes in office.hours.spans(midnight, queries.calendar(), days=1):
        start = opens
        while start + SLOT <= closes:
            yield start
            start += SLOT


def book(*, office: str, starts_at: datetime, about: str, by: Actor, at: datetime) -> Appointment:
    """Book a half hour at an office (预约). One at a time for a person and application; a past one makes room. Raises ``BookingRefused``."""
    found = queries.find_office(office)
    if found is None or not found.in_use:
        raise BookingRefused("no_office")
    _bookable(found, starts_at, at)
    try:
        with transaction.atomic():
            models.Office.objects.select_for_update(no_key=True).get(code=office)  # bookings of an office take turns
            own = models.Appointment.objects.filter(person=by.id, about=about, ended_at=None)
            own.filter(starts_at__lte=at).update(ended_at=at)
            if own.exists():
                raise BookingRefused("one_already")
            taken = models.Appointment.objects.filter(office=office, starts_at=starts_at, ended_at=None)
            free = set(range(found.appointments)) - set(taken.values_list("seat", flat=True))
            if not free:
                raise BookingRefused("full")
            row = models.Appointment.objects.create(
                office_id=office, starts_at=starts_at, seat=min(free), person=by.id, about=about, booked_at=at
            )
            _record(EventKind.APPOINTMENT_BOOKED, row, by, at)
    except IntegrityError as error:  # the same person booked twice at once, at two offices
        raise BookingRefused("one_already") from error
    return Appointment(id=row.pk, office=found, starts_at=starts_at, about=about)


def _bookable(office: OfficeCard, starts_at: datetime, at: datetime) -> None:
    if not office.appointments:
        raise BookingRefused("no_appointments")
    if starts_at <= at:
        raise BookingRefused("past")
    if starts_at > at + AHEAD:
        raise BookingRefused("too_far")
    try:
        if starts_at not in _starts(office, clock.day_of(starts_at)):
            raise BookingRefused("closed")
    except UnknownYear as unknown:
        raise BookingRefused("unknown") from unknown


def cancel(*, appointment: int, by: Actor, at: datetime) -> None:
    """Give up a booked time that is still to come (取消预约): one's own, or, for an officer at the window, one of the office. Raises ``BookingRefused``."""
    with transaction.atomic():
        found = models.Appointment.objects.select_for_update().filter(pk=appointment, ended_at=None, starts_at__gt=at)
        row = found.first()
        if row is None or not (_own(row, by) or _at_the_window(row.office_id, by)):
            raise BookingRefused("none_such")
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        _record(EventKind.APPOINTMENT_CANCELLED, row, by, at)


def _own(row: models.Appointment, by: Actor) -> bool:
    return by.kind is ActorKind.APPLICANT and row.person == by.id


def _at_the_window(office: str, by: Actor) -> bool:
    return by.kind is ActorKind.OFFICER and by.office == office and by.role in AT_A_WINDOW


def _record(kind: EventKind, row: models.Appointment, by: Actor, at: datetime) -> None:
    facts = {"office": row.office_id, "starts_at": row.starts_at.astimezone(clock.CHINA).isoformat()}
    basis = row.about or "to hand in an application"
    audit.record(kind=kind, by=by, at=at, basis=basis, about=row.person, facts=facts)


def of_person(*, viewer: Actor, at: datetime) -> tuple[Appointment, ...]:
    """The viewer's own appointments that are still to come, the next first."""
    if viewer.kind is not ActorKind.APPLICANT:
        return ()
    rows = models.Appointment.objects.filter(person=viewer.id, ended_at=None, starts_at__gt=at).order_by("starts_at")
    return tuple(_card(row) for row in rows)


def list_of_day(*, office: str, day: date, by: Actor, at: datetime) -> tuple[Appointment, ...]:
    """Who comes to the window of an office on a day (当日预约), for those who work there; the look is on the ledger. Nobody else sees any."""
    if not _at_the_window(office, by):
        return ()
    begins = datetime.combine(day, time(), clock.CHINA)
    rows = models.Appointment.objects.filter(
        office=office, ended_at=None, starts_at__gte=begins, starts_at__lt=begins + timedelta(days=1)
    ).order_by("starts_at", "seat")
    found = tuple(_card(row) for row in rows)
    facts = {"office": office, "day": day.isoformat(), "appointments": str(len(found))}
    with transaction.atomic():
        audit.record(kind=EventKind.APPOINTMENTS_READ, by=by, at=at, basis="work at the window", facts=facts)
    return found


def _card(row: models.Appointment) -> Appointment:
    return Appointment(id=row.pk, office=queries.office(row.office_id), starts_at=row.starts_at, about=row.about)
