"""The working calendar (工作日历): the days that the State Council's yearly notices took out of or put into the working week.

A year that no notice has announced is unknown, and the law's rules say so instead of guessing (CAL-05).
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable

from qingbai.agencies.files import DATA, BadReferenceData, DataFault, table
from qingbai.law.time_limits import Calendar

WORKS = {"0": False, "1": True}


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice behind one year (放假安排通知): its name and where it was published."""

    year: int
    name: str
    urls: tuple[str, ...]


@cache
def notices() -> tuple[Notice, ...]:
    """The notices of the years that are known, in order."""
    return load_notices(DATA / "calendars" / "china_notices.tsv")


ASKED_FROM_MONTH = 11
"""The State Council announces the next year's holidays in late October or November (CAL-04)."""


def unannounced(on: date) -> tuple[int, ...]:
    """The years whose holidays should be in the data on a day and are not: this one, and from November on the next (CAL-05).

    Until the notice is entered, due days and openings that reach into such a year are told to be unknown.
    """
    wanted = (on.year, on.year + 1) if on.month >= ASKED_FROM_MONTH else (on.year,)
    return tuple(year for year in wanted if year not in calendar().years)


@cache
def calendar() -> Calendar:
    """The working calendar of the years that are known."""
    return load(DATA / "calendars" / "china.tsv", frozenset(notice.year for notice in notices()))


def load_notices(file: Traversable) -> tuple[Notice, ...]:
    """Read the table of notices. Raises ``BadReferenceData``."""
    faults, found = [], {}
    for line, row in table(file):
        if not row["year"].isdecimal() or not row["url"].startswith("http"):
            faults.append(
                DataFault(file.name, f"line {line}", "has no year or no address", "write the year and the notice's URL")
            )
        elif int(row["year"]) in found:
            faults.append(DataFault(file.name, f"line {line}", f"{row['year']} stands twice", "keep one line a year"))
        else:
            found[int(row["year"])] = Notice(int(row["year"]), row["notice"], tuple(row["url"].split()))
    if faults:
        raise BadReferenceData(faults)
    return tuple(found[year] for year in sorted(found))


def load(file: Traversable, years: frozenset[int]) -> Calendar:
    """Read the table of changed days. Raises ``BadReferenceData``, also where a line changes nothing: that is a slip of the pen."""
    faults: list[DataFault] = []
    found: dict[date, bool] = {}
    for line, row in table(file):
        fault = _fault(row, years, found)
        if fault:
            faults.append(DataFault(file.name, f"line {line}", *fault))
        else:
            found[date.fromisoformat(row["date"])] = WORKS[row["works"]]
    faults = faults or _missing_holidays(file.name, years, found)
    if faults:
        raise BadReferenceData(faults)
    return Calendar(
        years=years,
        days_off=frozenset(day for day, works in found.items() if not works),
        make_up_days=frozenset(day for day, works in found.items() if works),
    )


STATUTORY_FROM_YEAR = 2025
STATUTORY = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
"""Statutory holidays on fixed dates (全国年节及纪念日放假办法, as amended for 2025 on, CAL-03); those of the lunar calendar the yearly notice tells."""


def _missing_holidays(name: str, years: frozenset[int], found: dict[date, bool]) -> list[DataFault]:
    """Statutory holidays that a year leaves at work: whoever enters a notice by hand loses a line easily."""
    days = [date(year, *fixed) for year in sorted(years) if year >= STATUTORY_FROM_YEAR for fixed in STATUTORY]
    return [
        DataFault(name, str(day), f"{day} is a statutory holiday and not off", "enter the whole notice of the year")
        for day in days
        if found.get(day, day.weekday() < 5)
    ]


def _fault(row: dict[str, str], years: frozenset[int], found: dict[date, bool]) -> tuple[str, str] | None:
    try:
        day = date.fromisoformat(row["date"])
    except ValueError:
        return f"'{row['date']}' is no date", "write it as 2026-10-01"
    if row["works"] not in WORKS:
        return f"'{row['works']}' says not whether the day is worked", "write 1 for a working day, 0 for a day off"
    if day.year not in years:
        return f"no notice of {day.year} is named", "add the year to the table of notices"
    if day in found:
        return f"{day} stands twice", "keep one line a day"
    if WORKS[row["works"]] == (day.weekday() < 5):
        return (
            f"{day} would be {'worked' if WORKS[row['works']] else 'off'} anyway",
            "check the date or take the line out",
        )
    return None
