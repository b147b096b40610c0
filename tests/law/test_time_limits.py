"""time_limits: working days, pauses, terms (INQ-19, INQ-20, CAL-01 to CAL-07)."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from findings import codes
from qingbai.law.parameters import InquiryLimits
from qingbai.law.terms import Answer
from qingbai.law.time_limits import (
    Calendar,
    Pause,
    UnknownYear,
    after_months,
    after_years,
    clocks,
    due_on,
    inquiry_due_on,
    period_ends_on,
    term_ends_on,
    working_days_counted,
)

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
# As announced for 2026: National Day 1–7 October; the Sunday 20 September and the Saturday 10 October are worked.
CALENDAR = Calendar(
    years=frozenset({2026}),
    days_off=frozenset(date(2026, 10, day) for day in range(1, 8)),
    make_up_days=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
)
MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        pytest.param(date(2026, 3, 2), True, id="a Monday"),
        pytest.param(date(2026, 3, 6), True, id="a Friday"),
        pytest.param(date(2026, 3, 7), False, id="a Saturday"),
        pytest.param(date(2026, 3, 8), False, id="a Sunday"),
        pytest.param(date(2026, 10, 1), False, id="a holiday on a Thursday"),
        pytest.param(date(2026, 9, 20), True, id="a make-up Sunday"),
        pytest.param(date(2026, 10, 10), True, id="a make-up Saturday"),
    ],
)
def test_working_days(day: date, working: bool) -> None:
    assert CALENDAR.is_working_day(day) is working


def test_an_unknown_year_is_refused_and_named() -> None:
    with pytest.raises(UnknownYear, match=r"^no calendar for 2027$") as refused:
        CALENDAR.is_working_day(date(2027, 1, 4))
    assert refused.value.year == 2027
    with pytest.raises(UnknownYear):
        Calendar(years=frozenset({2026}), make_up_days=frozenset({date(2027, 1, 3)})).is_working_day(date(2027, 1, 3))


def test_the_next_working_day() -> None:
    assert CALENDAR.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)
    assert CALENDAR.next_working_day(date(2026, 10, 8)) == date(2026, 10, 8)
    assert CALENDAR.next_working_day(date(2026, 9, 19)) == date(2026, 9, 20)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        pytest.param(MONDAY, 1, date(2026, 3, 3), id="the start day is not counted"),
        pytest.param(MONDAY, 3, date(2026, 3, 5), id="three days within a week"),
        pytest.param(date(2026, 3, 5), 3, date(2026, 3, 10), id="across a weekend"),
        pytest.param(date(2026, 3, 7), 1, date(2026, 3, 9), id="begun on a Saturday"),
        pytest.param(date(2026, 9, 29), 3, date(2026, 10, 9), id="across the National Day week"),
        pytest.param(date(2026, 9, 30), 3, date(2026, 10, 10), id="to the make-up Saturday after it"),
        pytest.param(date(2026, 9, 18), 1, date(2026, 9, 20), id="due on a make-up Sunday"),
        pytest.param(date(2026, 9, 17), 3, date(2026, 9, 21), id="a make-up Sunday counts"),
        pytest.param(MONDAY, 15, date(2026, 3, 23), id="fifteen working days"),
    ],
)
def test_due_dates(start: date, days: int, due: date) -> None:
    finding = due_on(start, days, CALENDAR)
    assert (finding.answer, finding.value) == (YES, due)
    assert [(reason.code, dict(reason.facts), reason.citation.article) for reason in finding.because] == [
        ("start_not_counted", {"start_on": start.isoformat()}, "201"),
        ("due", {"due_on": due.isoformat(), "working_days": str(days)}, "82"),
    ]


@pytest.mark.parametrize("days", [0, -1])
def test_a_period_of_no_days_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match=f"^a period needs at least one working day, not {days}$"):
        due_on(MONDAY, days, CALENDAR)


def pause(from_on: date, until_on: date | None = None, approved_by: str = "清河分局负责人") -> Pause:
    return Pause(from_on=from_on, until_on=until_on, approved_by=approved_by)


@pytest.mark.parametrize(
    ("pauses", "answer", "due", "said"),
    [
        pytest.param([pause(date(2026, 3, 3), date(2026, 3, 6))], YES, date(2026, 3, 10), ["pause_not_counted"], id="an approved investigation is not counted, the day of its result is"),
        pytest.param([pause(date(2026, 3, 3), date(2026, 3, 6), "")], YES, date(2026, 3, 5), ["pause_without_approval"], id="one without approval is"),
        pytest.param([pause(date(2026, 3, 3), date(2026, 3, 3))], YES, date(2026, 3, 5), ["pause_not_counted"], id="one that ended the day it began stops nothing"),
        pytest.param([pause(date(2026, 3, 3), date(2026, 3, 5)), pause(date(2026, 3, 4), date(2026, 3, 6))], YES, date(2026, 3, 10), ["pause_not_counted", "pause_not_counted"], id="two that overlap are not subtracted twice"),
        pytest.param([pause(date(2026, 3, 5), date(2026, 3, 6))], YES, date(2026, 3, 6), ["pause_not_counted"], id="on what would have been the last day"),
        pytest.param([pause(date(2026, 3, 6))], YES, date(2026, 3, 5), ["pause_not_counted"], id="begun after the end"),
        pytest.param([pause(date(2026, 3, 4))], NO, None, ["pause_not_counted"], id="still running"),
        pytest.param([pause(date(2026, 3, 4), None, "")], YES, date(2026, 3, 5), ["pause_without_approval"], id="still running without approval"),
        pytest.param([pause(date(2026, 3, 3), date(2026, 3, 5)), pause(date(2026, 3, 4))], NO, None, ["pause_not_counted", "pause_not_counted"], id="a running one within an ended one"),
    ],
)  # fmt: skip
def test_pauses(pauses: list[Pause], answer: Answer, due: date | None, said: list[str]) -> None:
    finding = due_on(MONDAY, 3, CALENDAR, tuple(pauses))
    assert (finding.answer, finding.value) == (answer, due)
    assert codes(finding) == ["start_not_counted", *said, "due" if answer is YES else "pause_running"]


def test_the_facts_of_pauses_are_kept() -> None:
    ended, running = pause(date(2026, 3, 3), date(2026, 3, 4)), pause(date(2026, 3, 5))
    finding = due_on(MONDAY, 3, CALENDAR, (ended, running))
    assert [dict(reason.facts) for reason in finding.because[1:]] == [
        {"from_on": "2026-03-03", "until_on": "2026-03-04"},
        {"from_on": "2026-03-05", "until_on": ""},
        {"since": "2026-03-05"},
    ]
    assert {(reason.citation.article, reason.citation.rule) for reason in finding.because[1:]} == {("8", "INQ-20")}


def test_an_unknown_year_is_flagged_and_never_guessed() -> None:
    finding = due_on(date(2026, 12, 30), 3, CALENDAR)
    assert (finding.answer, finding.value, codes(finding)) == (
        PERSON,
        None,
        ["start_not_counted", "calendar_year_unknown"],
    )
    assert dict(finding.because[1].facts) == {"year": "2027"}
    assert finding.because[1].citation.rule == "CAL-05"
    assert due_on(date(2026, 12, 30), 1, CALENDAR).value == date(2026, 12, 31)


def test_a_paused_day_needs_no_calendar() -> None:
    calendar = Calendar(years=frozenset({2026, 2028}))
    over_a_year = pause(date(2026, 12, 31), date(2028, 1, 3))
    assert due_on(date(2026, 12, 30), 1, calendar, (over_a_year,)).value == date(2028, 1, 3)
    assert working_days_counted(date(2026, 12, 30), date(2028, 1, 4), calendar, (over_a_year,)).value == 2


def test_the_end_of_the_calendar_is_no_error() -> None:
    last = Calendar(years=frozenset({9999}))
    finding = due_on(date(9999, 12, 30), 5, last)
    assert (finding.answer, dict(finding.because[-1].facts)) == (PERSON, {"year": "10000"})
    assert finding.because[-1].citation.rule == "CAL-05"
    assert due_on(date(9999, 12, 30), 1, last).value == date(9999, 12, 31)
    assert working_days_counted(date(9999, 12, 30), date.max, last).value == 1


def test_an_inquiry_is_answered_within_three_working_days() -> None:
    finding = inquiry_due_on(date(2026, 9, 29), CALENDAR)
    assert (finding.answer, finding.value) == (YES, date(2026, 10, 9))
    first = finding.because[0]
    assert (first.code, dict(first.facts), first.citation.rule) == ("answer_within", {"working_days": "3"}, "INQ-19")
    assert codes(finding) == ["answer_within", "start_not_counted", "due"]
    assert inquiry_due_on(MONDAY, CALENDAR, (pause(date(2026, 3, 3), date(2026, 3, 6)),)).value == date(2026, 3, 10)
    assert inquiry_due_on(MONDAY, CALENDAR, limits=InquiryLimits(inquiry_days=1)).value == date(2026, 3, 3)


def test_before_the_rules_were_in_force_a_person_decides() -> None:
    calendar = Calendar(years=frozenset({2021, 2022}))
    early = inquiry_due_on(date(2021, 12, 30), calendar)
    assert (early.answer, codes(early), dict(early.because[0].facts)) == (
        PERSON,
        ["no_rule_in_force"],
        {"on": "2021-12-30"},
    )
    assert early.because[0].citation.rule == "INQ-19"
    assert inquiry_due_on(date(2021, 12, 31), calendar).answer is YES
    assert inquiry_due_on(date(2021, 12, 30), calendar, limits=InquiryLimits()).answer is YES


@pytest.mark.parametrize(
    ("on", "pauses", "count"),
    [
        pytest.param(MONDAY, [], 0, id="the first day counts nothing"),
        pytest.param(date(2026, 3, 3), [], 1, id="the next counts one"),
        pytest.param(date(2026, 3, 9), [], 5, id="a weekend does not count"),
        pytest.param(
            date(2026, 3, 9), [pause(date(2026, 3, 4), date(2026, 3, 6))], 3, id="an approved pause does not count"
        ),
        pytest.param(date(2026, 3, 9), [pause(date(2026, 3, 4))], 1, id="a running one neither"),
        pytest.param(date(2026, 3, 9), [pause(date(2026, 3, 4), None, "")], 5, id="without approval it does"),
        pytest.param(date(2026, 2, 20), [], 0, id="a day before the start"),
    ],
)
def test_working_days_counted_so_far(on: date, pauses: list[Pause], count: int) -> None:
    finding = working_days_counted(MONDAY, on, CALENDAR, tuple(pauses))
    assert (finding.answer, finding.value) == (YES, count)
    first = finding.because[0]
    assert (first.code, dict(first.facts), first.citation.article) == (
        "days_counted",
        {"count": str(count), "on": on.isoformat()},
        "82",
    )
    assert len(finding.because) == 1 + len(pauses)


def test_counting_into_an_unknown_year_goes_to_a_person() -> None:
    finding = working_days_counted(date(2026, 12, 30), date(2027, 1, 1), CALENDAR)
    assert (finding.answer, codes(finding), dict(finding.because[0].facts)) == (
        PERSON,
        ["calendar_year_unknown"],
        {"year": "2027"},
    )
    assert finding.because[0].citation.rule == "CAL-05"


calendars = st.builds(
    lambda off, made_up: Calendar(
        years=frozenset({2026, 2027}), days_off=frozenset(off) - frozenset(made_up), make_up_days=frozenset(made_up)
    ),
    st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40),
    st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=10),
)
starts = st.dates(date(2026, 1, 1), date(2026, 10, 31))


@given(starts, st.integers(1, 20), calendars)
def test_a_due_date_is_a_working_day_after_the_start(start: date, days: int, calendar: Calendar) -> None:
    due = due_on(start, days, calendar).value
    assert due is not None
    assert due > start
    assert calendar.is_working_day(due)
    assert working_days_counted(start, due, calendar).value == days


@given(starts, st.integers(0, 40), st.integers(1, 20), calendars)
def test_a_later_start_never_means_an_earlier_due_date(start: date, later: int, days: int, calendar: Calendar) -> None:
    one, other = due_on(start, days, calendar).value, due_on(start + timedelta(days=later), days, calendar).value
    assert one is not None
    assert other is not None
    assert one <= other


@given(starts, st.integers(1, 10), starts, st.integers(0, 30), calendars)
def test_a_pause_never_brings_the_due_date_forward(
    start: date, days: int, since: date, length: int, calendar: Calendar
) -> None:
    paused = due_on(start, days, calendar, (pause(since, since + timedelta(days=length)),)).value
    plain = due_on(start, days, calendar).value
    assert paused is not None
    assert plain is not None
    assert plain <= paused <= plain + timedelta(days=2 * length + 60)


@pytest.mark.parametrize(
    ("starts", "months", "days", "ends"),
    [
        pytest.param(date(2020, 5, 18), 36, 0, date(2023, 5, 17), id="three years run to the day before the same date"),
        pytest.param(date(2020, 5, 18), 6, 0, date(2020, 11, 17), id="six months likewise"),
        pytest.param(date(2020, 5, 18), 42, 0, date(2023, 11, 17), id="three years and six months"),
        pytest.param(date(2020, 5, 18), 1, 15, date(2020, 7, 2), id="a month and a half: fifteen days after the month"),
        pytest.param(date(2020, 5, 18), 0, 15, date(2020, 6, 1), id="half a month is fifteen days"),
        pytest.param(date(2020, 5, 18), 0, 1, date(2020, 5, 18), id="one day ends on the day it begins"),
        pytest.param(date(2021, 2, 28), 6, 0, date(2021, 8, 30), id="months from the last day of a month run to the day before the last of the target"),
        pytest.param(date(2021, 1, 31), 1, 0, date(2021, 2, 27), id="the target month is shorter"),
        pytest.param(date(2021, 1, 30), 1, 0, date(2021, 2, 27), id="the target month has no such date"),
        pytest.param(date(2021, 4, 30), 1, 0, date(2021, 5, 30), id="from the last of April to the last of May, minus one"),
        pytest.param(date(2021, 2, 28), 12, 0, date(2022, 2, 27), id="a year from the last of February"),
        pytest.param(date(2019, 2, 28), 12, 0, date(2020, 2, 27), id="years keep the date, though February then ends on the 29th"),
        pytest.param(date(2020, 2, 29), 12, 0, date(2021, 2, 27), id="a year from a leap day"),
        pytest.param(date(2020, 2, 29), 48, 0, date(2024, 2, 28), id="four years from a leap day"),
        pytest.param(date(2020, 12, 31), 2, 0, date(2021, 2, 27), id="across the end of the year"),
        pytest.param(date(2020, 12, 1), 1, 0, date(2020, 12, 31), id="a month from the first"),
        pytest.param(date(2020, 8, 1), 12, 0, date(2021, 7, 31), id="a year from the first"),
    ],
)  # fmt: skip
def test_terms_of_imprisonment(starts: date, months: int, days: int, ends: date) -> None:
    finding = term_ends_on(starts, months, days)
    assert (finding.answer, finding.value) == (YES, ends)
    (reason,) = finding.because
    expected = {"starts_on": starts.isoformat(), "months": str(months), "days": str(days), "ends_on": ends.isoformat()}
    assert (reason.code, dict(reason.facts), reason.citation.article) == ("term_ends", expected, "202(2)")


def test_years_and_months_that_can_be_counted_two_ways_go_to_a_person() -> None:
    finding = term_ends_on(date(2019, 2, 28), 18)
    assert (finding.answer, finding.value, codes(finding)) == (PERSON, date(2020, 8, 27), ["term_reading_doubtful"])
    assert dict(finding.because[0].facts) == {
        "starts_on": "2019-02-28",
        "months": "18",
        "days": "0",
        "ends_on": "2020-08-27",
    }
    assert finding.because[0].citation.article == "202(2)"
    assert term_ends_on(date(2019, 2, 28), 18, 5).value == date(2020, 9, 1)


@pytest.mark.parametrize(
    ("starts", "months", "days", "ends"),
    [
        pytest.param(date(2020, 5, 18), 24, 0, date(2022, 5, 18), id="to the same date, not the day before"),
        pytest.param(date(2021, 1, 31), 1, 0, date(2021, 2, 28), id="from the last day to the last day"),
        pytest.param(date(2020, 5, 18), 0, 15, date(2020, 6, 2), id="fifteen days"),
    ],
)
def test_periods_that_are_no_prison_terms(starts: date, months: int, days: int, ends: date) -> None:
    finding = period_ends_on(starts, months, days)
    assert (finding.answer, finding.value) == (YES, ends)
    (reason,) = finding.because
    expected = {"starts_on": starts.isoformat(), "months": str(months), "days": str(days), "ends_on": ends.isoformat()}
    assert (reason.code, dict(reason.facts), reason.citation.article) == ("period_ends", expected, "202(1)")
    assert period_ends_on(date(2020, 5, 18), 1).value == date(2020, 6, 18)


@pytest.mark.parametrize(("months", "days"), [(0, 0), (-1, 5), (5, -1), (-1, 0)])
def test_a_term_of_no_length_is_refused(months: int, days: int) -> None:
    for ask in (term_ends_on, period_ends_on):
        with pytest.raises(ValueError, match=f"^a term needs a length: not {months} months and {days} days$"):
            ask(date(2020, 5, 18), months, days)


moments = st.dates(date(1980, 1, 1), date(2060, 12, 31))


def test_a_term_does_not_begin_on_a_last_day_because_a_year_later_it_would_be_one() -> None:
    finding = term_ends_on(date(2024, 2, 28), 13)
    assert (finding.answer, finding.value) == (Answer.YES, date(2025, 3, 27))


@example(date(2024, 2, 28), 13, 0)
@given(moments, st.integers(1, 300), st.integers(0, 29))
def test_a_term_ends_a_day_or_more_before_the_period_of_that_length(starts: date, months: int, days: int) -> None:
    term, period = term_ends_on(starts, months, days).value, period_ends_on(starts, months, days).value
    assert term is not None
    assert period is not None
    assert timedelta(days=1) <= period - term <= timedelta(days=4)


@given(moments, st.integers(1, 299))
def test_a_longer_term_ends_later(starts: date, months: int) -> None:
    shorter, longer = term_ends_on(starts, months).value, term_ends_on(starts, months + 1).value
    assert shorter is not None
    assert longer is not None
    assert starts <= shorter < longer


def test_a_leap_day_moves_to_the_last_of_february_where_the_century_has_none() -> None:
    assert after_years(date(2096, 2, 29), 4) == date(2100, 2, 28)
    assert after_years(date(2096, 2, 29), 8) == date(2104, 2, 29)


@given(moments, st.integers(0, 25))
def test_years_are_twelve_months_but_at_the_end_of_february(start: date, years: int) -> None:
    if (start.month, start.day) not in ((2, 28), (2, 29)):
        assert after_years(start, years) == after_months(start, 12 * years)


OCTOBER = date(2026, 9, 30)  # a Wednesday; the seven days after it are off


def test_three_working_days_across_the_national_day_week() -> None:
    found = clocks(OCTOBER, date(2026, 10, 9), 3, CALENDAR)
    assert found.due.value == date(2026, 10, 10)  # the Saturday is worked
    assert (found.counted.value, found.passed, found.paused) == (2, 9, 0)
    assert not found.overdue
    assert not found.standing
    late = clocks(OCTOBER, date(2026, 10, 11), 3, CALENDAR)
    assert (late.overdue, late.counted.value, late.passed) == (True, 3, 11)


def test_three_working_days_across_a_sunday_that_is_worked() -> None:
    assert clocks(date(2026, 9, 17), date(2026, 9, 20), 3, CALENDAR).due.value == date(2026, 9, 21)
    assert clocks(date(2026, 9, 17), date(2026, 9, 20), 3, CALENDAR).counted.value == 2


def test_the_legal_clock_stands_in_an_investigation_and_the_real_one_goes_on() -> None:
    running = clocks(MONDAY, date(2026, 3, 9), 3, CALENDAR, (pause(date(2026, 3, 4)),))
    assert (running.due.answer, running.standing, running.overdue) == (NO, True, False)
    assert (running.counted.value, running.passed, running.paused) == (1, 7, 6)
    ended = clocks(MONDAY, date(2026, 3, 12), 3, CALENDAR, (pause(date(2026, 3, 4), date(2026, 3, 11)),))
    assert (ended.due.value, ended.standing, ended.counted.value) == (date(2026, 3, 12), False, 3)
    assert (ended.passed, ended.paused) == (10, 7)


def test_a_pause_without_approval_stops_no_clock() -> None:
    found = clocks(MONDAY, date(2026, 3, 6), 3, CALENDAR, (pause(date(2026, 3, 3), approved_by=""),))
    assert (found.standing, found.paused, found.overdue, found.counted.value) == (False, 0, True, 4)


def test_at_the_end_of_the_last_known_year_nothing_is_guessed_and_the_real_clock_goes_on() -> None:
    found = clocks(date(2026, 12, 30), date(2027, 1, 5), 3, CALENDAR)
    assert (found.due.answer, found.counted.answer, found.overdue, found.passed) == (PERSON, PERSON, False, 6)


def test_on_the_day_itself_nothing_has_passed() -> None:
    found = clocks(MONDAY, MONDAY, 3, CALENDAR)
    assert (found.passed, found.paused, found.counted.value) == (0, 0, 0)


@given(st.integers(0, 40), st.integers(1, 20), st.integers(0, 20), st.integers(0, 20))
def test_the_legal_clock_never_runs_faster_than_the_real_one(after: int, days: int, begins: int, lasts: int) -> None:
    stop = pause(MONDAY + timedelta(begins), MONDAY + timedelta(begins + lasts))
    found = clocks(MONDAY, MONDAY + timedelta(after), days, CALENDAR, (stop,))
    assert found.counted.value is not None
    assert found.counted.value + found.paused <= found.passed
    assert found.overdue == (found.counted.value > days or (found.due.value or date.max) < found.on)
