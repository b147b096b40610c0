"""When an answer may be seen (答复时刻): on the ticks of a clock, never when the work happens to be done.

What the search found must not be readable from how long it took (PRIV-04). Every answer is shown on a tick, no sooner than
a fixed time after the application was handed in, so that two answers of the same second look alike whatever
stood in the register. Work that takes longer than the fixed time is shown on the first tick after it. Pure.
"""

from datetime import UTC, datetime, timedelta

TICK = timedelta(seconds=2)
AT_LEAST = timedelta(seconds=2)  # the work of an ordinary answer takes a small part of this
_ZERO = datetime(2020, 1, 1, tzinfo=UTC)


def released_at(begun_at: datetime, done_at: datetime) -> datetime:
    """The tick on which the answer to an application begun and done at these instants is shown."""
    earliest = max(begun_at + AT_LEAST, done_at)
    return _ZERO - ((_ZERO - earliest) // TICK) * TICK
