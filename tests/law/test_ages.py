"""ages: the day an age is reached, in criminal and in civil law."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.law.ages import Side, birthday, civil_age, full_capacity, last_day_under, side_of
from qingbai.law.terms import DateRange, Offence

days = st.dates(date(1940, 1, 1), date(2060, 12, 31))


def ranges() -> st.SearchStrategy[DateRange]:
    return st.builds(lambda day, length: DateRange(day, day + timedelta(days=length)), days, st.integers(0, 400))


@pytest.mark.parametrize(
    ("born", "age", "earliest", "latest"),
    [
        pytest.param(date(2005, 6, 1), 18, date(2023, 6, 1), date(2023, 6, 1), id="an ordinary birthday"),
        pytest.param(date(2004, 2, 29), 18, date(2022, 2, 28), date(2022, 3, 1), id="born on a leap day, turning 18 in another year"),
        pytest.param(date(2004, 2, 29), 16, date(2020, 2, 29), date(2020, 2, 29), id="born on a leap day, turning 16 in a leap year"),
        pytest.param(date(2004, 2, 28), 18, date(2022, 2, 28), date(2022, 2, 28), id="born the day before a leap day"),
        pytest.param(date(2004, 3, 29), 18, date(2022, 3, 29), date(2022, 3, 29), id="born on the 29th of another month"),
        pytest.param(date(1984, 2, 29), 16, date(2000, 2, 29), date(2000, 2, 29), id="2000 was a leap year"),
        pytest.param(date(2008, 2, 29), 16, date(2024, 2, 29), date(2024, 2, 29), id="2024 was a leap year"),
        pytest.param(date(2008, 2, 29), 17, date(2025, 2, 28), date(2025, 3, 1), id="2025 was none"),
        pytest.param(date(2084, 2, 29), 16, date(2100, 2, 28), date(2100, 3, 1), id="2100 will not be one"),
    ],
)  # fmt: skip
def test_birthdays(born: date, age: int, earliest: date, latest: date) -> None:
    assert birthday(born, age) == DateRange(earliest, latest)


BORN = DateRange.on(date(2005, 6, 1))
BIRTHDAY = date(2023, 6, 1)
NEXT = date(2023, 6, 2)


def on(day: date) -> DateRange:
    return DateRange.on(day)


@pytest.mark.parametrize(
    ("offence", "side"),
    [
        pytest.param(Offence.at(on(BIRTHDAY)), Side.BEFORE, id="on the eighteenth birthday itself one is still under 18"),
        pytest.param(Offence.at(on(NEXT)), Side.AFTER, id="the day after the birthday is 18"),
        pytest.param(Offence(began=on(BIRTHDAY), ended=on(NEXT)), Side.BOTH, id="from the birthday to the day after"),
        pytest.param(Offence(began=on(date(2023, 1, 1)), ended=on(BIRTHDAY)), Side.BEFORE, id="ended on the birthday"),
        pytest.param(Offence(began=on(NEXT), ended=on(date(2024, 1, 1))), Side.AFTER, id="began the day after"),
        pytest.param(Offence.at(DateRange.parse("2023")), Side.UNKNOWN, id="sometime in the year of the birthday"),
        pytest.param(Offence.at(DateRange.parse("2022")), Side.BEFORE, id="sometime in the year before it"),
        pytest.param(Offence.at(DateRange.parse("2024")), Side.AFTER, id="sometime in the year after it"),
        pytest.param(Offence.at(DateRange.parse("2023-06")), Side.UNKNOWN, id="sometime in the month of the birthday"),
        pytest.param(Offence(began=DateRange.parse("2022"), ended=DateRange.parse("2024")), Side.BOTH, id="from the year before to the year after"),
        pytest.param(Offence(began=DateRange.parse("2023"), ended=DateRange.parse("2024")), Side.UNKNOWN, id="began in the birthday's year, ended after"),
        pytest.param(Offence(began=DateRange.parse("2022"), ended=DateRange.parse("2023")), Side.UNKNOWN, id="began before, ended in the birthday's year"),
        pytest.param(Offence(began=DateRange.parse("2022"), ended=DateRange.parse("2023-06-01/2023-06-10")), Side.UNKNOWN, id="ended on the birthday or a little later"),
        pytest.param(Offence(began=DateRange.parse("2023-05-20/2023-06-02"), ended=DateRange.parse("2024")), Side.UNKNOWN, id="began before the birthday or the day after"),
        pytest.param(Offence(), Side.UNKNOWN, id="nothing known"),
        pytest.param(Offence(ended=on(BIRTHDAY)), Side.BEFORE, id="only the end known, before"),
        pytest.param(Offence(ended=on(NEXT)), Side.UNKNOWN, id="only the end known, after"),
        pytest.param(Offence(began=on(NEXT)), Side.AFTER, id="only the beginning known, after"),
        pytest.param(Offence(began=on(BIRTHDAY)), Side.UNKNOWN, id="only the beginning known, before"),
    ],
)  # fmt: skip
def test_sides_of_eighteen(offence: Offence, side: Side) -> None:
    assert side_of(offence, BORN, 18) is side


@pytest.mark.parametrize(
    ("offence", "side"),
    [
        pytest.param(Offence.at(on(date(2023, 1, 1))), Side.BEFORE, id="before any possible birthday"),
        pytest.param(Offence.at(on(date(2023, 12, 31))), Side.UNKNOWN, id="within the possible birthdays"),
        pytest.param(Offence.at(on(date(2024, 1, 1))), Side.AFTER, id="after all possible birthdays"),
        pytest.param(
            Offence(began=on(date(2023, 1, 1)), ended=on(date(2024, 1, 1))),
            Side.BOTH,
            id="before all and after all of them",
        ),
    ],
)
def test_a_birth_known_by_its_year_only(offence: Offence, side: Side) -> None:
    assert side_of(offence, DateRange.parse("2005"), 18) is side


def test_the_last_day_under_an_age_is_as_precise_as_the_birth() -> None:
    assert last_day_under(DateRange.parse("2005"), 18) == DateRange(date(2023, 1, 1), date(2023, 12, 31))


@given(ranges(), ranges(), st.integers(12, 18))
def test_a_single_act_is_never_on_both_sides(born: DateRange, act: DateRange, age: int) -> None:
    assert side_of(Offence.at(act), born, age) is not Side.BOTH


@given(days, ranges(), ranges(), st.integers(12, 18))
def test_knowing_more_never_contradicts_what_was_certain(
    born: date, one: DateRange, other: DateRange, age: int
) -> None:
    began, ended = sorted((one, other), key=lambda span: span.latest)
    vague = side_of(Offence(began=began, ended=ended), on(born), age)
    for first in {began.earliest, began.latest}:
        last = max(first, ended.latest)
        exact = side_of(Offence(began=on(first), ended=on(last)), on(born), age)
        assert vague in (Side.UNKNOWN, exact)


@pytest.mark.parametrize(
    ("on", "age"),
    [
        pytest.param(date(2023, 5, 31), 17, id="the day before the birthday"),
        pytest.param(date(2023, 6, 1), 18, id="the birthday itself counts in civil law"),
        pytest.param(date(2023, 12, 31), 18, id="the end of that year"),
        pytest.param(date(2024, 1, 1), 18, id="the beginning of the next"),
    ],
)
def test_civil_age(on: date, age: int) -> None:
    assert civil_age(date(2005, 6, 1), on) == age


@given(days)
def test_nobody_is_older_in_criminal_law_than_in_civil_law(born: date) -> None:
    eighteenth = last_day_under(on(born), 18).latest
    assert civil_age(born, eighteenth) == 18
    assert side_of(Offence.at(on(eighteenth)), on(born), 18) is not Side.AFTER


@pytest.mark.parametrize(
    ("born_on", "own_work", "capable"),
    [
        (date(2008, 11, 20), None, True),
        (date(2008, 11, 21), None, None),
        (date(2008, 11, 21), True, True),
        (date(2008, 11, 21), False, False),
        (date(2010, 11, 20), None, None),
        (date(2010, 11, 21), True, False),
    ],
)
def test_full_civil_capacity_comes_with_eighteen_or_with_sixteen_and_own_work(
    born_on: date, own_work: bool | None, capable: bool | None
) -> None:
    assert full_capacity(born_on, date(2026, 11, 20), lives_on_own_work=own_work) is capable
