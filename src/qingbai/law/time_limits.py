"""By when must something be done (期限)?

The day on which a period begins is not counted; days are working days, make-up weekends (调休上班) included and statutory
holidays (法定节假日) excluded; time in an approved investigation (调查核实) is not counted (查询工作规定 8; 民法典 200–203).
A year whose calendar was not announced is flagged, never guessed. Terms of imprisonment (刑期) run to the day before the
same date (刑诉法解释 202(2)).
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from qingbai.law.citations import Citation
from qingbai.law.parameters import INQUIRY_LIMITS, InquiryLimits, in_force
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Finding, Reason

ONE_DAY = timedelta(days=1)
START = Citation("civil_code", "201", "CAL-01")
WORKING_DAYS = Citation("administrative_licensing_law", "82", "CAL-02")
UNKNOWN_YEAR = Citation("administrative_licensing_law", "82", "CAL-05")
LITIGATION = Citation("criminal_procedure_law", "105", "CAL-01")
INQUIRY = Citation("inquiry_rules", "8", "INQ-19")
INVESTIGATION = Citation("inquiry_rules", "8", "INQ-20")
TERM = Citation("procedure_interpretation", "202(2)", "7.1")
PERIOD = Citation("procedure_interpretation", "202(1)", "7.1")


class UnknownYear(Exception):
    """No calendar of days off was given for ``year`` (该年度放假安排未公布)."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no calendar for {year}")
        self.year = year


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Days off and make-up working days (放假调休) of the years that are known (工作日历)."""

    years: frozenset[int]
    days_off: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on a day; UnknownYear where its year is not known."""
        if day.year not in self.years:
            raise UnknownYear(day.year)
        if day in self.make_up_days:
            return True
        return day.weekday() < 5 and day not in self.days_off

    def next_working_day(self, day: date) -> date:
        """The day itself if offices work on it, else the first day after it on which they do."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Time that is not counted (不计入期限的时间): from the day it began until before the day it ended; ``until_on`` None while it runs. Without approval it counts."""

    from_on: date
    until_on: date | None = None
    approved_by: str = ""

    def covers(self, day: date) -> bool:
        """Whether a day lies in this pause."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


def due_on(start_on: date, working_days: int, calendar: Calendar, pauses: tuple[Pause, ...] = ()) -> Finding[date]:
    """The last day (到期日) of a period of working days that began on ``start_on``; the start day is not counted.

    Yes: ``value`` is the day. No: the clock stands in a pause that still runs. Person: the calendar of a year is missing.
    Raises ValueError for a period shorter than one working day.
    """
    if working_days < 1:
        raise ValueError(f"a period needs at least one working day, not {working_days}")
    reasons = [because(Code.START_NOT_COUNTED, START, start_on=start_on), *_pause_reasons(pauses)]
    approved = [pause for pause in pauses if pause.approved_by]
    left = working_days
    for day in _days_after(start_on):
        covering = [pause for pause in approved if pause.covers(day)]
        if any(pause.until_on is None for pause in covering):
            return no([*reasons, because(Code.PAUSE_RUNNING, INVESTIGATION, since=day)])
        if covering:
            continue
        if day.year not in calendar.years:
            return person([*reasons, because(Code.CALENDAR_YEAR_UNKNOWN, UNKNOWN_YEAR, year=day.year)])
        left -= calendar.is_working_day(day)
        if not left:
            return yes([*reasons, because(Code.DUE, WORKING_DAYS, due_on=day, working_days=working_days)], day)
    return person([*reasons, because(Code.CALENDAR_YEAR_UNKNOWN, UNKNOWN_YEAR, year=date.max.year + 1)])


def inquiry_days(limits: InquiryLimits, *, checking: bool) -> int:
    """Working days for an inquiry (查询期限): those of its own where something must be checked first (核查) and the region gives such."""
    return limits.checking_days if checking and limits.checking_days is not None else limits.inquiry_days


def inquiry_due_on(
    accepted_on: date,
    calendar: Calendar,
    pauses: tuple[Pause, ...] = (),
    limits: InquiryLimits | None = None,
    *,
    checking: bool = False,
) -> Finding[date]:
    """By when an inquiry that was accepted complete must be answered (查询答复期限): three working days, or as the region says (查询工作规定 8).

    ``checking``: something must be checked first (核查), for which a region may give other days.
    """
    national = in_force(INQUIRY_LIMITS, accepted_on)
    chosen = limits or (national.value if national else None)
    if chosen is None:
        return person([because(Code.NO_RULE_IN_FORCE, INQUIRY, on=accepted_on)])
    days = inquiry_days(chosen, checking=checking)
    found = due_on(accepted_on, days, calendar, pauses)
    return Finding(
        found.answer,
        (because(Code.ANSWER_WITHIN, INQUIRY, working_days=days), *found.because),
        found.value,
    )


def within_days(event_on: date, days: int, calendar: Calendar) -> Finding[date]:
    """The last day of a period of so many days, those off included, after an event (刑诉法 105): moved to the next working day where the
    calendar of its year is known, and remarked where it is not."""
    counted = event_on + timedelta(days=days)
    if counted.year not in calendar.years:
        return yes([because(Code.DUE_DAY_MAY_MOVE, UNKNOWN_YEAR, year=counted.year)], counted)
    try:
        due = calendar.next_working_day(counted)
    except UnknownYear as unknown:
        return yes([because(Code.DUE_DAY_MAY_MOVE, UNKNOWN_YEAR, year=unknown.year)], counted)
    moved = [because(Code.DUE_DAY_MOVED, LITIGATION, counted=counted, due_on=due)] if due != counted else []
    return yes([because(Code.DAYS_END, LITIGATION, event_on=event_on, days=days, due_on=due), *moved], due)


def working_days_counted(start_on: date, on: date, calendar: Calendar, pauses: tuple[Pause, ...] = ()) -> Finding[int]:
    """How many working days of a period have been counted by the end of ``on`` (已计工作日), the start day and approved pauses left out."""
    approved = [pause for pause in pauses if pause.approved_by]
    count = 0
    for day in _days_after(start_on):
        if day > on:
            break
        if any(pause.covers(day) for pause in approved):
            continue
        if day.year not in calendar.years:
            return person([because(Code.CALENDAR_YEAR_UNKNOWN, UNKNOWN_YEAR, year=day.year)])
        count += calendar.is_working_day(day)
    return yes([because(Code.DAYS_COUNTED, WORKING_DAYS, count=count, on=on), *_pause_reasons(pauses)], count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """Both clocks of a case as of ``on`` (期限与实际用时): the legal one, which stands still in an approved investigation, and the days that really passed.

    ``due``: the last day by law; ``counted``: working days counted so far; ``passed``: all days since the start, ``paused`` of them in
    approved pauses. ``standing``: the legal clock stands still on that day. ``overdue``: the last day by law is over.
    """

    started_on: date
    on: date
    due: Finding[date]
    counted: Finding[int]
    passed: int
    paused: int
    pauses: tuple[Pause, ...]

    @property
    def standing(self) -> bool:
        """Whether the legal clock stands still on the day ``on``."""
        return any(pause.approved_by and pause.covers(self.on) for pause in self.pauses)

    @property
    def overdue(self) -> bool:
        """Whether the last day by law is over; never while the clock stands still or the calendar is missing."""
        return self.due.value is not None and self.on > self.due.value


def clocks(started_on: date, on: date, working_days: int, calendar: Calendar, pauses: tuple[Pause, ...] = ()) -> Clocks:
    """The legal and the real clock of a case that began on ``started_on`` and has so many working days, as of the end of ``on`` (查询工作规定 8)."""
    days = [started_on + ONE_DAY * count for count in range(1, (on - started_on).days + 1)]
    approved = [pause for pause in pauses if pause.approved_by]
    return Clocks(
        started_on=started_on,
        on=on,
        due=due_on(started_on, working_days, calendar, pauses),
        counted=working_days_counted(started_on, on, calendar, pauses),
        passed=len(days),
        paused=sum(any(pause.covers(day) for pause in approved) for day in days),
        pauses=pauses,
    )


def _days_after(day: date) -> Iterator[date]:
    while day < date.max:
        day += ONE_DAY
        yield day


def _pause_reasons(pauses: tuple[Pause, ...]) -> list[Reason]:
    return [
        because(
            Code.PAUSE_NOT_COUNTED if pause.approved_by else Code.PAUSE_WITHOUT_APPROVAL,
            INVESTIGATION,
            from_on=pause.from_on,
            until_on=pause.until_on,
        )
        for pause in pauses
    ]


def after_months(day: date, months: int) -> date:
    """The corresponding day (对应日) so many months later: the last day of the month where ``day`` is the last of its own or the target has no such day."""
    return _months_later(day, months, from_last=_is_last_of_month(day))


def _is_last_of_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _months_later(day: date, months: int, *, from_last: bool) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, last if from_last else min(day.day, last))


def after_years(day: date, years: int) -> date:
    """The same date so many years later; the last day of the month where that year has no such date."""
    last = monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))


def term_ends_on(starts_on: date, months: int, days: int = 0) -> Finding[date]:
    """The last day (刑期止日) of a term of imprisonment: the day before the corresponding date, days added after it.

    Whole years are counted as years, the rest as months. A day of detention before the judgment that was credited moves the
    printed end; a printed date is never corrected by this one. Person: years and months, counted together or apart, end on different days.
    Raises ValueError for a term of no length.
    """
    _of_some_length(months, days)
    years, rest = divmod(months, 12)
    after_the_years = after_years(starts_on, years)
    # 28 February may become the last of its month on the way: that does not make the term begin on a last day.
    from_last = _is_last_of_month(starts_on) and _is_last_of_month(after_the_years)
    in_steps = _months_later(after_the_years, rest, from_last=from_last)
    end = in_steps + timedelta(days=days) - ONE_DAY
    facts = {"starts_on": starts_on, "months": months, "days": days, "ends_on": end}
    if years and rest and after_months(starts_on, months) != in_steps:
        return person([because(Code.TERM_READING_DOUBTFUL, TERM, **facts)], end)
    return yes([because(Code.TERM_ENDS, TERM, **facts)], end)


def period_ends_on(starts_on: date, months: int, days: int = 0) -> Finding[date]:
    """The last day of a period in months that is no term of imprisonment (probation, 考验期; 期间), 刑诉法解释 202(1): the corresponding date itself.

    Raises ValueError for a period of no length.
    """
    _of_some_length(months, days)
    end = after_months(starts_on, months) + timedelta(days=days)
    return yes([because(Code.PERIOD_ENDS, PERIOD, starts_on=starts_on, months=months, days=days, ends_on=end)], end)


def _of_some_length(months: int, days: int) -> None:
    if months < 0 or days < 0 or not months + days:
        raise ValueError(f"a term needs a length: not {months} months and {days} days")
