"""How old was somebody on a day (年龄)?

In criminal law an age is reached on the day after the birthday (周岁生日的第二天起算, 审理未成年人刑事案件解释 2): on the
eighteenth birthday itself one is still under 18. In civil law (民法典 17, 1259) the birthday itself counts. Birth and act may be known only in part.
"""

from calendar import isleap
from datetime import date
from enum import StrEnum

from qingbai.law.terms import DateRange, Offence


class Side(StrEnum):
    """On which side of an age an offence lies (犯罪时年龄)."""

    BEFORE = "before"  # 不满
    AFTER = "after"  # 已满
    BOTH = "both"  # 跨越
    UNKNOWN = "unknown"  # 不明


def birthday(born_on: date, age: int) -> DateRange:
    """The birthday on which somebody turns ``age``. Born on 29 February: the last of February or 1 March, which the law leaves open."""
    year = born_on.year + age
    if (born_on.month, born_on.day) != (2, 29) or isleap(year):
        return DateRange.on(born_on.replace(year=year))
    return DateRange(date(year, 2, 28), date(year, 3, 1))


def last_day_under(born_on: DateRange, age: int) -> DateRange:
    """The last day on which criminal law counts somebody as under ``age``: the birthday itself, as precise as the birth is known."""
    return DateRange(birthday(born_on.earliest, age).earliest, birthday(born_on.latest, age).latest)


def side_of(offence: Offence, born_on: DateRange, age: int) -> Side:
    """Whether an offence was done before ``age`` was reached, after, on both sides of it, or cannot be placed."""
    last = last_day_under(born_on, age)
    began, ended = offence.began, offence.ended
    if ended is not None and ended.latest <= last.earliest:
        return Side.BEFORE
    if began is not None and began.earliest > last.latest:
        return Side.AFTER
    if began is None or ended is None:
        return Side.UNKNOWN
    if began.latest <= last.earliest and ended.earliest > last.latest:
        return Side.BOTH
    return Side.UNKNOWN


def civil_age(born_on: date, on: date) -> int:
    """Completed years in civil law: the birthday itself counts (born on 29 February: from 1 March in other years)."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def full_capacity(born_on: date, on: date, *, lives_on_own_work: bool | None = None) -> bool | None:
    """Whether somebody has full civil capacity on a day (完全民事行为能力, 民法典 17, 18): of age, or 16 and living on the own work; None where that is not known."""
    age = civil_age(born_on, on)
    if age >= 18:
        return True
    return lives_on_own_work if age >= 16 else False
