"""Office hours (办公时间): when a window is open. They are not the law's working days: a window may open on Saturdays (CAL-06)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from qingbai import clock
from qingbai.agencies.terms import Bilingual
from qingbai.law.time_limits import Calendar, UnknownYear

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LINE = re.compile(
    r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))? (?P<times>\d\d:\d\d-\d\d:\d\d(?: \d\d:\d\d-\d\d:\d\d)*)"
)

Span = tuple[time, time]
LOOKED_AHEAD = 60
"""Days in which an opening is looked for; no holidays are as long."""


class BadHours(ValueError):
    """Hours that cannot be read."""


class Open(StrEnum):
    """Whether a window is open; ``UNKNOWN`` in a year whose holidays were not announced."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Hours:
    """A week's hours, Monday first: for each day the spans from opening until before closing."""

    week: tuple[tuple[Span, ...], ...] = ((),) * 7

    def at(self, instant: datetime, calendar: Calendar) -> Open:
        """Whether the window is open at an instant: within its hours, on no statutory holiday (法定节假日除外).

        On a make-up working Sunday a window without Sunday hours keeps Monday's. Hours of a day hold in China's time.
        """
        day, moment = clock.day_of(instant), instant.astimezone(clock.CHINA).time()
        try:
            spans = self._on(day, calendar)
        except UnknownYear:
            return Open.UNKNOWN
        return Open.OPEN if any(opens <= moment < closes for opens, closes in spans) else Open.CLOSED

    def next_opening(self, after: datetime, calendar: Calendar) -> datetime | None:
        """The first instant from ``after`` on at which the window is open: that instant itself where it is, across holidays and make-up days.

        None where it opens on no day of the coming weeks. Raises ``UnknownYear`` where the search comes to a year that was not announced.
        """
        if not any(self.week):
            return None
        return next((max(opens, after) for opens, closes in self.spans(after, calendar) if closes > after), None)

    def closes(self, instant: datetime, calendar: Calendar) -> datetime | None:
        """When the span ends in which the window is open at an instant; None where it is not open. Raises ``UnknownYear``."""
        found = self.spans(instant, calendar, days=1)
        return next((closes for opens, closes in found if opens <= instant < closes), None)

    def spans(
        self, after: datetime, calendar: Calendar, days: int = LOOKED_AHEAD
    ) -> Iterator[tuple[datetime, datetime]]:
        """The spans of the day of ``after`` and the days that follow, as instants. Raises ``UnknownYear`` on coming to one."""
        first = clock.day_of(after)
        for day in (first + timedelta(days=number) for number in range(days)):
            for opens, closes in self._on(day, calendar):
                yield (
                    datetime.combine(day, opens, clock.CHINA),
                    datetime.combine(day, closes, clock.CHINA),
                )

    def _on(self, day: date, calendar: Calendar) -> tuple[Span, ...]:
        if in_holidays(day, calendar):
            return ()
        own = self.week[day.weekday()]
        return self.week[0] if not own and day in calendar.make_up_days else own

    @property
    def text(self) -> Bilingual:
        """The hours in words, days with equal hours together."""
        groups: list[tuple[int, int]] = []
        for day, spans in enumerate(self.week):
            if spans and groups and groups[-1][1] == day - 1 and self.week[groups[-1][0]] == spans:
                groups[-1] = (groups[-1][0], day)
            elif spans:
                groups.append((day, day))
        if not groups:
            return Bilingual("", "")
        zh = "；".join(_words(_DAYS_ZH, "至", self.week, group, "、") for group in groups)
        en = "; ".join(_words(_DAYS_EN, " to ", self.week, group, ", ") for group in groups)
        return Bilingual(f"{zh}（法定节假日除外）", f"{en} (closed on statutory holidays)")


def in_holidays(day: date, calendar: Calendar) -> bool:
    """Whether a day belongs to announced holidays (放假). Only their weekdays are in the data; a weekend that touches one belongs to them.

    Raises ``UnknownYear``.
    """
    if calendar.is_working_day(day):
        return False
    if day.weekday() < 5:
        return True
    friday = day - timedelta(days=day.weekday() - 4)
    monday = friday + timedelta(days=3)
    return friday in calendar.days_off or monday in calendar.days_off


def parse(lines: tuple[str, ...]) -> Hours:
    """Hours from lines such as ``mon-sat 09:00-12:00 13:30-17:30``. Raises ``BadHours``, which says what is wrong with which line."""
    week: list[tuple[Span, ...]] = [()] * 7
    for line in lines:
        found = _LINE.fullmatch(line)
        if not found or found["first"] not in DAYS or (found["last"] or "mon") not in DAYS:
            raise BadHours(f"'{line}' is not written as 'mon-sat 09:00-12:00 13:30-17:30'")
        first, last = DAYS.index(found["first"]), DAYS.index(found["last"] or found["first"])
        if first > last:
            raise BadHours(f"'{line}' runs backwards from {found['first']} to {found['last']}")
        for day in range(first, last + 1):
            if week[day]:
                raise BadHours(f"'{line}' names {DAYS[day]}, which an earlier line already has")
            week[day] = _spans(line, found["times"])
    return Hours(tuple(week))


def _spans(line: str, times: str) -> tuple[Span, ...]:
    try:
        moments = [time.fromisoformat(text) for text in re.split(r"[ -]", times)]
    except ValueError as error:
        raise BadHours(f"'{line}' has a time that does not exist: {error}") from error
    if any(earlier >= later for earlier, later in pairwise(moments)):
        raise BadHours(f"'{line}': each time must come after the one before it")
    return tuple(zip(moments[::2], moments[1::2], strict=True))


def _words(
    names: tuple[str, ...], to: str, week: tuple[tuple[Span, ...], ...], group: tuple[int, int], comma: str
) -> str:
    first, last = group
    days = names[first] if first == last else f"{names[first]}{to}{names[last]}"
    return f"{days} " + comma.join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in week[first])
