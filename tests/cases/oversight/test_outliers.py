"""Who looks more than colleagues do. Pure: the one who stands out is found, and nobody else by it."""

from hypothesis import given
from hypothesis import strategies as st

from qingbai.oversight.outliers import MANY, SMALLEST_GROUP, Colleague, compare

GROUP = ("100101-hy", "clerk")


def group(*counts: tuple[int, int]) -> list[Colleague]:
    return [
        Colleague(officer=f"o{n}", group=GROUP, looks=looks, cases=cases) for n, (looks, cases) in enumerate(counts)
    ]


def far(colleagues: list[Colleague]) -> set[str]:
    return {one.one.officer for one in compare(colleagues) if one.far}


usual = st.tuples(st.integers(95, 105), st.just(50))


@given(st.lists(usual, min_size=SMALLEST_GROUP - 1, max_size=30), st.integers(600, 5000))
def test_who_looks_six_times_as_often_for_a_case_stands_out_alone(others, looks) -> None:
    assert far(group((looks, 50), *others)) == {"o0"}


@given(st.lists(usual, min_size=SMALLEST_GROUP, max_size=30), st.integers(2, 40))
def test_who_handles_many_cases_may_look_many_times(others, times) -> None:
    assert not far(group((100 * times, 50 * times), *others))


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 100)), max_size=SMALLEST_GROUP - 1))
def test_a_small_group_is_not_compared(counts) -> None:
    assert all(one.distance is None and not one.far for one in compare(group(*counts)))


@given(st.lists(st.tuples(st.integers(0, MANY - 1), st.integers(0, 5)), max_size=40))
def test_who_looked_a_few_times_only_never_stands_out(counts) -> None:
    assert not far(group(*counts))


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 100)), max_size=40))
def test_never_half_of_a_group_stands_out_and_nobody_is_lost(counts) -> None:
    colleagues = group(*counts)
    found = compare(colleagues)
    assert sorted(one.one.officer for one in found) == sorted(one.officer for one in colleagues)
    assert 2 * len(far(colleagues)) <= len(colleagues)


def test_groups_are_apart() -> None:
    other = [Colleague(officer=f"h{n}", group=("100101-hy", "head"), looks=900, cases=10) for n in range(6)]
    assert not far([*group(*[(100, 50)] * 6), *other])
