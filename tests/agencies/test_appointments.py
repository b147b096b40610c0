"""Appointments at a window: half hours of the office's hours, as many as it has places, one at a time for a person and application."""

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, connections

from qingbai import clock
from qingbai.agencies import appointments, models, queries, services
from qingbai.agencies.appointments import BookingRefused
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry

HALL = "100101-ee"  # Monday to Saturday 9:00 to 16:30, two places a half hour
STATION = "100101-hy"  # closed over midday
NOW = datetime(2026, 11, 20, 12, 30, tzinfo=clock.CHINA)  # a Friday
SATURDAY = date(2026, 11, 21)
AT_TEN = datetime(2026, 11, 21, 10, 0, tzinfo=clock.CHINA)


def person(name: str = "a") -> Actor:
    return Actor(ActorKind.APPLICANT, audit.fingerprint(name))


def clerk(office: str = HALL, role: str = "clerk") -> Actor:
    return Actor(ActorKind.OFFICER, "100101-07", office, role)


@pytest.fixture
def _offices(db):
    services.load_reference_data(by=SYSTEM, at=NOW)
    audit.ensure_keys(by=SYSTEM, at=NOW)


def book(who: str = "a", starts_at: datetime = AT_TEN, office: str = HALL, about: str = "", at: datetime = NOW):
    return appointments.book(office=office, starts_at=starts_at, about=about, by=person(who), at=at)


def refused(*args, **changes) -> str:
    before = models.Appointment.objects.count()
    with pytest.raises(BookingRefused) as said:
        book(*args, **changes)
    assert said.value.zh
    assert said.value.en
    assert models.Appointment.objects.count() == before
    return said.value.code


@pytest.mark.usefixtures("_offices")
def test_half_hours_lie_within_the_hours_and_none_over_midday():
    starts = [
        f"{slot.starts_at:%H:%M}" for slot in appointments.slots(queries.office(STATION), date(2026, 11, 23), at=NOW)
    ]
    assert starts == [
        *("08:30", "09:00", "09:30", "10:00", "10:30", "11:00", "11:30"),
        *("13:30", "14:00", "14:30", "15:00", "15:30", "16:00", "16:30", "17:00"),
    ]


@pytest.mark.usefixtures("_offices")
def test_what_is_left_of_today_can_be_booked_and_sundays_cannot():
    hall = queries.office(HALL)
    assert next(f"{slot.starts_at:%H:%M}" for slot in appointments.slots(hall, clock.day_of(NOW), at=NOW)) == "13:00"
    assert appointments.slots(hall, date(2026, 11, 22), at=NOW) == ()
    days = appointments.days(hall, at=NOW)
    assert (days[0], days[1], days[2]) == (clock.day_of(NOW), SATURDAY, date(2026, 11, 23))
    assert days[-1] <= clock.day_of(NOW + appointments.AHEAD)


@pytest.mark.usefixtures("_offices")
def test_days_end_where_the_holidays_are_not_announced():
    december = datetime(2026, 12, 28, 8, 0, tzinfo=clock.CHINA)
    assert appointments.days(queries.office(HALL), at=december)[-1] == date(2026, 12, 31)
    starts_at = datetime(2027, 1, 4, 10, 0, tzinfo=clock.CHINA)
    assert refused(starts_at=starts_at, at=december) == "unknown"


@pytest.mark.usefixtures("_offices")
def test_a_make_up_sunday_can_be_booked_and_national_day_cannot():
    september = datetime(2026, 9, 14, 8, 0, tzinfo=clock.CHINA)
    assert book(starts_at=datetime(2026, 9, 20, 10, 0, tzinfo=clock.CHINA), at=september).office.code == HALL
    assert refused("b", datetime(2026, 10, 3, 10, 0, tzinfo=clock.CHINA), at=september) == "closed"


@pytest.mark.usefixtures("_offices")
@pytest.mark.parametrize(
    ("starts_at", "office", "code"),
    [
        (AT_TEN, "nowhere", "no_office"),
        (NOW - timedelta(minutes=30), HALL, "past"),
        (NOW, HALL, "past"),
        (datetime(2026, 11, 22, 10, 0, tzinfo=clock.CHINA), HALL, "closed"),
        (AT_TEN + timedelta(minutes=10), HALL, "closed"),
        (datetime(2026, 11, 21, 16, 30, tzinfo=clock.CHINA), HALL, "closed"),
        (datetime(2026, 12, 28, 10, 0, tzinfo=clock.CHINA), HALL, "too_far"),
    ],
)
def test_what_cannot_be_booked_is_said(starts_at, office, code):
    assert refused(starts_at=starts_at, office=office) == code


@pytest.mark.usefixtures("_offices")
def test_an_office_without_places_takes_no_appointments():
    models.Office.objects.filter(code=HALL).update(appointments=0)
    queries.forget_offices()
    assert refused() == "no_appointments"
    assert appointments.slots(queries.office(HALL), SATURDAY, at=NOW) == ()


@pytest.mark.usefixtures("_offices")
def test_a_time_has_so_many_places_and_one_given_up_is_free_again():
    first = book("a")
    book("b")
    assert refused("c") == "full"
    assert AT_TEN in [slot.starts_at for slot in appointments.slots(first.office, SATURDAY, at=NOW) if not slot.free]
    appointments.cancel(appointment=first.id, by=person("a"), at=NOW)
    assert book("c").starts_at == AT_TEN


@pytest.mark.usefixtures("_offices")
def test_one_at_a_time_for_a_person_and_application():
    book("a", about="QB20261120-AAAAAAAA")
    later = AT_TEN + timedelta(hours=1)
    assert refused("a", later, about="QB20261120-AAAAAAAA") == "one_already"
    assert book("a", later, about="QB20261120-BBBBBBBB").about == "QB20261120-BBBBBBBB"
    after = AT_TEN + timedelta(days=1)
    monday = datetime(2026, 11, 23, 10, 0, tzinfo=clock.CHINA)
    assert book("a", monday, about="QB20261120-AAAAAAAA", at=after).starts_at == monday  # the first one has passed


@pytest.mark.usefixtures("_offices")
def test_only_oneself_and_the_office_give_a_time_up():
    booked = book("a")
    for stranger in (person("b"), clerk(STATION), clerk(HALL, "registrar"), SYSTEM):
        with pytest.raises(BookingRefused) as said:
            appointments.cancel(appointment=booked.id, by=stranger, at=NOW)
        assert said.value.code == "none_such"
    with pytest.raises(BookingRefused):
        appointments.cancel(appointment=booked.id, by=person("a"), at=AT_TEN)  # it is over
    appointments.cancel(appointment=booked.id, by=clerk(), at=NOW)
    with pytest.raises(BookingRefused):
        appointments.cancel(appointment=booked.id, by=person("a"), at=NOW)
    kinds = [entry.kind for entry in LedgerEntry.objects.filter(kind__startswith="appointment").order_by("pk")]
    assert kinds == [EventKind.APPOINTMENT_BOOKED, EventKind.APPOINTMENT_CANCELLED]


@pytest.mark.usefixtures("_offices")
def test_the_list_of_the_day_is_for_the_window_and_on_the_ledger():
    book("a")
    book("b", AT_TEN - timedelta(minutes=30))
    assert [one.starts_at for one in appointments.of_person(viewer=person("a"), at=NOW)] == [AT_TEN]
    assert appointments.of_person(viewer=clerk(), at=NOW) == ()
    listed = appointments.list_of_day(office=HALL, day=SATURDAY, by=clerk(), at=NOW)
    assert [f"{one.starts_at.astimezone(clock.CHINA):%H:%M}" for one in listed] == ["09:30", "10:00"]
    assert LedgerEntry.objects.filter(kind=EventKind.APPOINTMENTS_READ).count() == 1
    assert appointments.list_of_day(office=HALL, day=SATURDAY, by=clerk(STATION), at=NOW) == ()
    assert appointments.list_of_day(office=HALL, day=SATURDAY, by=replace(clerk(), role="auditor"), at=NOW) == ()


@pytest.mark.django_db(transaction=True)
def test_of_many_who_book_the_last_places_at_once_only_so_many_get_one():
    services.load_reference_data(by=SYSTEM, at=NOW)
    audit.ensure_keys(by=SYSTEM, at=NOW)
    outcomes: list[str] = []
    ready = threading.Barrier(6)

    def try_it(number: int) -> None:
        ready.wait()
        try:
            book(str(number % 5))  # one of them tries twice
            outcomes.append("booked")
        except BookingRefused as said:
            outcomes.append(said.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=try_it, args=(number,)) for number in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert outcomes.count("booked") == 2
    assert set(outcomes) <= {"booked", "full", "one_already"}
    assert models.Appointment.objects.filter(ended_at=None).count() == 2
    assert connection.vendor == "postgresql"
