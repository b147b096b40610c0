"""Office hours: what is open when."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai import clock
from qingbai.agencies import calendars, hours
from qingbai.agencies.hours import BadHours, Open
from qingbai.agencies.terms import Bilingual
from qingbai.law.time_limits import UnknownYear

HALL = hours.parse(("mon-fri 09:00-12:00 13:30-17:30", "sat 09:00-12:00"))


def at(text):
    moment = datetime.fromisoformat(text).replace(tzinfo=clock.CHINA)
    return HALL.at(moment, calendars.calendar())


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-11-16 09:00", Open.OPEN),  # Monday
        ("2026-11-16 08:59", Open.CLOSED),
        ("2026-11-16 11:59", Open.OPEN),
        ("2026-11-16 12:00", Open.CLOSED),
        ("2026-11-16 13:30", Open.OPEN),
        ("2026-11-21 10:00", Open.OPEN),  # Saturday
        ("2026-11-21 14:00", Open.CLOSED),
        ("2026-11-22 10:00", Open.CLOSED),  # Sunday
        ("2026-10-01 10:00", Open.CLOSED),  # National Day
        ("2026-10-03 10:00", Open.CLOSED),  # the Saturday inside that holiday
        ("2026-06-20 10:00", Open.CLOSED),  # the Saturday after Dragon Boat Friday
        ("2026-09-20 14:00", Open.OPEN),  # a Sunday worked for the holiday keeps Monday's hours
        ("2026-10-10 14:00", Open.CLOSED),  # a Saturday worked keeps its own
        ("2026-10-10 10:00", Open.OPEN),
        ("2027-01-04 10:00", Open.UNKNOWN),
    ],
)
def test_a_hall_is_open_in_its_hours_except_on_holidays(moment, state):
    assert at(moment) is state


def test_hours_are_chinas_wherever_the_asker_is():
    assert HALL.at(datetime(2026, 11, 16, 1, 0, tzinfo=UTC), calendars.calendar()) is Open.OPEN
    assert HALL.at(datetime(2026, 11, 16, 9, 30, tzinfo=UTC), calendars.calendar()) is Open.CLOSED


def test_hours_are_told_in_both_languages_with_equal_days_together():
    assert HALL.text == Bilingual(
        "周一至周五 09:00–12:00、13:30–17:30；周六 09:00–12:00（法定节假日除外）",
        "Monday to Friday 09:00–12:00, 13:30–17:30; Saturday 09:00–12:00 (closed on statutory holidays)",
    )
    assert hours.parse(("mon 09:00-10:00", "wed 09:00-10:00")).text.zh.startswith("周一 09:00–10:00；周三")
    assert hours.parse(()).text == Bilingual("", "")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("mo-fr 9-17",), "is not written as"),
        (("mon-fry 09:00-17:00",), "is not written as"),
        (("xxx 09:00-17:00",), "is not written as"),
        (("fri-mon 09:00-17:00",), "runs backwards from fri to mon"),
        (("mon-fri 09:00-17:00", "wed 18:00-19:00"), "names wed, which an earlier line already has"),
        (("mon 09:00-25:00",), "a time that does not exist"),
        (("mon 17:00-09:00",), "each time must come after the one before it"),
        (("mon 09:00-12:00 12:00-13:00",), "each time must come after the one before it"),
    ],
)
def test_hours_that_cannot_be_read_are_refused_by_line(lines, said):
    with pytest.raises(BadHours, match=said):
        hours.parse(lines)


@given(st.integers(0, 6), st.integers(0, 22), st.integers(1, 59))
def test_a_window_is_open_exactly_between_opening_and_closing(day, hour, minute):
    name = hours.DAYS[day]
    week = hours.parse((f"{name} {hour:02}:00-{hour:02}:{minute:02}",)).week
    assert week[day] == ((time(hour), time(hour, minute)),)
    assert sum(bool(spans) for spans in week) == 1


def china(text):
    return datetime.fromisoformat(text).replace(tzinfo=clock.CHINA)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-16 10:00", "2026-11-16 10:00"),  # it is open
        ("2026-11-16 12:00", "2026-11-16 13:30"),  # over midday
        ("2026-11-16 18:00", "2026-11-17 09:00"),  # in the evening
        ("2026-11-21 12:30", "2026-11-23 09:00"),  # on Saturday after noon
        ("2026-09-30 18:00", "2026-10-08 09:00"),  # across the National Day week, whose weekend belongs to it
        ("2026-09-19 13:00", "2026-09-20 09:00"),  # to a Sunday that is worked
    ],
)
def test_the_next_opening_is_found_across_holidays_and_make_up_days(moment, opens):
    assert HALL.next_opening(china(moment), calendars.calendar()) == china(opens)


def test_an_opening_in_a_year_that_was_not_announced_is_unknown():
    with pytest.raises(UnknownYear):
        HALL.next_opening(china("2026-12-31 18:00"), calendars.calendar())
    assert hours.parse(()).next_opening(china("2026-11-16 10:00"), calendars.calendar()) is None


def test_a_span_says_when_it_closes():
    assert HALL.closes(china("2026-11-16 10:00"), calendars.calendar()) == china("2026-11-16 12:00")
    assert HALL.closes(china("2026-11-16 12:30"), calendars.calendar()) is None


@given(st.integers(0, 350 * 24 * 60))
def test_at_the_next_opening_the_window_is_open_and_never_before_it(minutes):
    after = china("2026-01-01 00:00") + timedelta(minutes=minutes)
    opens = HALL.next_opening(after, calendars.calendar())
    assert HALL.at(opens, calendars.calendar()) is Open.OPEN
    if opens > after:
        assert HALL.at(after, calendars.calendar()) is Open.CLOSED
