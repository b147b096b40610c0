"""Periods of figures (统计期间): whole months and whole years of China that are over. A figure is told once, when its period is over; never before, never anew. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from qingbai import clock


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, or a year (``month`` 0)."""

    year: int
    month: int = 0

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read ``2026-03`` or ``2026``. Raises ``ValueError``."""
        year, _, month = text.partition("-")
        if len(year) != 4 or not year.isdigit() or (month and not (len(month) == 2 and month.isdigit())):
            raise ValueError(f"{text!r} is no period: write a month as 2026-03 or a year as 2026")
        found = cls(int(year), int(month or 0))
        if not 1 <= found.year < 9999 or found.month > 12 or (month and not found.month):
            raise ValueError(f"{text!r} is no period: there is no such month or year")
        return found

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, 1)

    @property
    def after(self) -> date:
        """The first day that is not in it any more."""
        if not self.month or self.month == 12:
            return date(self.year + 1, 1, 1)
        return date(self.year, self.month + 1, 1)

    @property
    def since(self) -> datetime:
        """Its first instant."""
        return datetime.combine(self.first, time(), tzinfo=clock.CHINA)

    @property
    def until(self) -> datetime:
        """The first instant after it."""
        return datetime.combine(self.after, time(), tzinfo=clock.CHINA)

    def over(self, on: date) -> bool:
        """Whether it is over on this day."""
        return self.after <= on


def months(first: Period, last: Period) -> Iterator[Period]:
    """Every month from the first period to the last."""
    day, end = first.first, last.after
    while day < end:
        yield Period(day.year, day.month)
        day = (day + timedelta(days=32)).replace(day=1)


def years(first: Period, last: Period) -> Iterator[Period]:
    """Every year that lies whole within the two periods."""
    for year in range(first.year, last.year + 1):
        one = Period(year)
        if first.first <= one.first and one.after <= last.after:
            yield one
