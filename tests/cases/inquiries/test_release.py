"""Answers appear on ticks of a clock: what the work took cannot be read from when they appear."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from qingbai.agencies.ticks import AT_LEAST, TICK, released_at

NOON = datetime(2026, 5, 6, 4, 0, 0, tzinfo=UTC)
instants = st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
short = st.timedeltas(timedelta(0), AT_LEAST)


@given(instants, short, short)
def test_any_work_shorter_than_the_fixed_time_is_shown_at_the_same_moment(
    begun: datetime, one: timedelta, other: timedelta
) -> None:
    assert released_at(begun, begun + one) == released_at(begun, begun + other)


@given(instants, st.timedeltas(timedelta(0), timedelta(hours=1)))
def test_an_answer_is_shown_on_a_tick_and_never_before_it_is_done(begun: datetime, work: timedelta) -> None:
    shown = released_at(begun, begun + work)
    assert (shown - NOON) % TICK == timedelta(0)
    assert shown >= begun + max(work, AT_LEAST)
    assert shown < begun + max(work, AT_LEAST) + TICK


def test_an_answer_done_exactly_on_a_tick_is_shown_on_it() -> None:
    assert released_at(NOON, NOON + AT_LEAST) == NOON + AT_LEAST
