"""Which numbers may be told: from everything that is told together, no small number follows. Pure, by property and by going through every row there can be."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.oversight.figures import FEW, Told, percentiles, share, tell
from qingbai.oversight.periods import Period, months, years

SMALL = range(FEW)


def worlds(possible: int, shown: tuple[int, ...]):
    """Every row with these numbers from ten on and any small ones beside them, by what is told of it."""
    found = defaultdict(list)
    for small in product(SMALL, repeat=possible - len(shown)):
        row = {f"n{place}": count for place, count in enumerate((*shown, *small))}
        told = tell(row, possible=possible)
        found[told and (tuple(told.numbers.items()), told.total)].append(small)
    return found


@pytest.mark.parametrize("possible", [1, 2, 3, 4])
@pytest.mark.parametrize("shown", [(), (10,), (37, 12)])
def test_no_small_number_follows_from_what_is_told_even_for_who_knows_the_rule(possible, shown) -> None:
    if len(shown) > possible:
        return
    for told, rows in worlds(possible, shown).items():
        for small in zip(*rows, strict=True):
            assert len(set(small)) >= 2, (told, rows)


def test_a_total_that_gives_nothing_back_leaves_every_small_number_open() -> None:
    for told, rows in worlds(4, (37,)).items():
        if told and told[1] is not None:
            assert all(set(small) == set(SMALL) for small in zip(*rows, strict=True))


def test_a_total_that_would_give_one_back_is_kept() -> None:
    """The fault that the rule is there for: one small number beside a told total."""
    assert tell({"a": 40, "b": 3}, possible=2) == Told(numbers={"a": 40}, total=None)
    assert tell({"a": 40, "b": 0, "c": 0}, possible=3).total is None
    assert tell({"a": 40, "b": 9, "c": 9}, possible=4).total == 58
    assert tell({"a": 40, "b": 12}, possible=2).total == 52
    assert tell({"a": 4, "b": 5}, possible=2) is None


rows = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 60), max_size=8)


@given(rows, st.integers(8, 500), st.sampled_from("abcdefgh"), st.integers(0, FEW - 1), st.integers(0, FEW - 1))
def test_who_is_there_or_not_changes_nothing_that_is_told_but_the_total(row, possible, name, one, other) -> None:
    """A small number changed, by one sealed person or by any: every number that is told stays."""
    first, second = tell({**row, name: one}, possible=possible), tell({**row, name: other}, possible=possible)
    if first is not None and second is not None:
        assert first.numbers == second.numbers
        assert first.together == second.together


@given(rows, st.integers(8, 500))
def test_what_is_told_is_true_and_never_few(row, possible) -> None:
    told = tell(row, possible=possible)
    if told is None:
        assert sum(row.values()) < FEW
        return
    assert all(count >= FEW and row[name] == count for name, count in told.numbers.items())
    assert told.total in {None, sum(row.values())}


@given(st.lists(st.integers(0, 400), max_size=1200))
def test_ten_at_least_stand_behind_every_time(values) -> None:
    for percent, value in zip((50, 90, 99), percentiles(values), strict=True):
        if value is not None:
            assert sum(1 for one in values if one <= value) * 100 >= percent * len(values)
            assert len(values) * (100 - percent) >= 100 * (FEW - 1)


def test_a_share_is_to_the_nearest_five_of_ten_or_more() -> None:
    assert [share(part, 20) for part in (0, 1, 10, 20)] == [0, 5, 50, 100]
    assert share(1, 30) == 5
    assert share(9, 9) is None


def test_periods_are_whole_months_and_years() -> None:
    first, last = Period.parse("2025-11"), Period.parse("2027-02")
    assert [str(one) for one in months(first, Period.parse("2026-02"))] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert [str(one) for one in years(first, last)] == ["2026"]
    assert Period(2026, 12).after == Period(2027).first
    for wrong in ("2026-13", "2026-00", "26-01", "2026-1", "x", ""):
        with pytest.raises(ValueError, match="no period"):
            Period.parse(wrong)
