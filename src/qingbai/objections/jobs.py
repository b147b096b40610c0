"""What the house does by itself with reviews (自动办理): goes on where it was interrupted, reminds before the last day, escalates after it."""

import logging
from datetime import datetime, timedelta

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.audit.actors import SYSTEM
from qingbai.law.time_limits import working_days_counted
from qingbai.objections import answers, services
from qingbai.objections.acts import RUNNING, Act, Status
from qingbai.objections.casework import Case, case_of, record
from qingbai.objections.models import Review

logger = logging.getLogger(__name__)
REMIND_BEFORE = 3
"""Working days before the last one at which the office is reminded."""
LOOKED_BACK = timedelta(days=400)


def go_round(*, at: datetime) -> tuple[str, ...]:
    """One round over the open reviews; the numbers of those on which something was done. No failure of one keeps the others."""
    moved = []
    for row in Review.objects.filter(filed_at__gte=at - LOOKED_BACK).order_by("filed_at"):
        try:
            if _one(case_of(row), at):
                moved.append(row.number)
        except Exception:
            logger.exception("a review could not be gone on with and will be tried again: %s", row.number)
    return tuple(moved)


def _one(case: Case, at: datetime) -> bool:
    if case.status is Status.FILED:
        return len(services.advance(case, at=at).acts) > len(case.acts)
    if case.status in {Status.ANSWERED, Status.WITHDRAWN, Status.CLOSED}:
        return bool(answers.look_again(owner=case.row.owner, at=at))
    if case.status not in RUNNING or case.due_on is None:
        return False
    today = clock.day_of(at)
    since_due = case.last(Act.APPROVE_EXTENSION) or case.when(Act.ACCEPT)
    if today > case.due_on:
        return _once(case, Act.ESCALATE, since_due.at, at)
    left = working_days_counted(today, case.due_on, agencies.calendar()).value
    return left is not None and left <= REMIND_BEFORE and _once(case, Act.REMIND, since_due.at, at)


def _once(case: Case, act: Act, since: datetime, at: datetime) -> bool:
    """Once for each last day that was set."""
    last = case.last(act)
    if last is not None and last.at >= since:
        return False
    record(case, act, by=SYSTEM, at=at, facts={"due_on": case.due_on.isoformat() if case.due_on else None})
    return True
