"""The work that goes on by itself: lists under way go on, those that nobody completes end, and units are reminded of their yearly check."""

import logging
from collections.abc import Iterator
from datetime import datetime

from qingbai import clock
from qingbai.agencies.acts import TakenMeanwhile
from qingbai.audit.actors import SYSTEM
from qingbai.screening import queries, registering, services, steps

logger = logging.getLogger(__name__)
PORTIONS = 20
"""Portions of one list in one turn, so that no list waits for a longer one to end."""
AHEAD_DAYS = 30
"""Days before the yearly check on which its unit is reminded."""


def go_round(*, at: datetime) -> tuple[str, ...]:
    """One round over the lists that are under way; the numbers of those that went on. What fails is tried again next time."""
    return tuple(_each(at))


def _each(at: datetime) -> Iterator[str]:
    for case in queries.standing_at(*steps.STEPS):
        before = queries.progress(case)
        try:
            after = services.go_on(number=case.number, by=SYSTEM, at=at, portions=PORTIONS)
        except TakenMeanwhile:
            continue  # somebody else is at it
        except Exception:
            logger.exception("a list did not go on and will be tried again: %s", case.number)
            continue
        if after.status is not case.status or queries.progress(after) != before:
            yield case.number
    services.expire(at=at, by=SYSTEM)


def remind(*, at: datetime) -> tuple[str, ...]:
    """Note which units are due for their yearly check within the month (MIN-01); each is reminded once for each due day."""
    today, reminded = clock.day_of(at), []
    for check in queries.yearly_checks(viewer=SYSTEM, on=today, ahead_days=AHEAD_DAYS):
        due = check.due_on or today
        if check.due_on is None and check.unit.reminded_for is not None:
            continue
        if check.unit.reminded_for != due:
            registering.remind(code=check.unit.code, due_on=due, by=SYSTEM, at=at)
            reminded.append(check.unit.code)
    return tuple(reminded)
