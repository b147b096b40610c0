"""What goes on with applications whether or not anybody asks (定时办理): dates that pass, fees that came, reminders, escalations, interruptions.

Every step is an act with its entry in the ledger, done once however often a round is repeated. Whatever fails for one application is told in
the log and keeps the others from nothing.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Q, Subquery

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import TakenMeanwhile
from qingbai.agencies.ways import ActRefused
from qingbai.audit.actors import SYSTEM
from qingbai.inquiries import conditions, services
from qingbai.inquiries.acts import ASIDE, CLOSED, INVESTIGATED, WAY, Act, Status
from qingbai.inquiries.casework import Case, open_case
from qingbai.inquiries.models import ActRow, Application
from qingbai.inquiries.recording import record
from qingbai.law.time_limits import UnknownYear

logger = logging.getLogger(__name__)
LOOKED_BACK = timedelta(days=400)
"""An application that nobody has touched for longer is looked at by a person."""
NOVEMBER = 11
_WARNED: set[date] = set()


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round did, by the numbers of the applications."""

    expired: tuple[str, ...]
    paid: tuple[str, ...]
    reminded: tuple[str, ...]
    escalated: tuple[str, ...]
    gone_on: tuple[str, ...]


def go_round(*, at: datetime) -> Round:
    """One round of everything. Repeating it changes nothing that it has done."""
    warn_of_the_unknown_year(on=clock.day_of(at))
    return Round(
        expired=_each(_after(Act.LIST_MISSING, Act.ADD_PAPER, Act.ASK_FEE, at=at), lambda one: _expire(one, at)),
        paid=_each(_after(Act.ASK_FEE, at=at), lambda one: _paid(one, at)),
        reminded=_each(_under_way(at), lambda one: _chase(one, Act.REMIND, at)),
        escalated=_each(_under_way(at), lambda one: _chase(one, Act.ESCALATE, at)),
        gone_on=services.take_up(at=at),
    )


def warn_of_the_unknown_year(*, on: date) -> bool:
    """From November on the operator is told, once a day, where the days off of the next year are not known yet (CAL-05)."""
    unknown = on.month >= NOVEMBER and on.year + 1 not in agencies.calendar().years
    if unknown and on not in _WARNED:
        _WARNED.add(on)
        logger.warning(
            "the days off of %s are not known: take in the State Council's notice, or dates after the year's end stay open",
            on.year + 1,
        )
    return unknown


def _after(*kinds: Act, at: datetime) -> tuple[str, ...]:
    """The applications whose latest step was one of these."""
    latest = ActRow.objects.filter(application=OuterRef("pk")).exclude(kind__in=ASIDE).order_by("-position")
    rows = Application.objects.filter(submitted_at__gte=at - LOOKED_BACK)
    found = rows.annotate(last_kind=Subquery(latest.values("kind")[:1])).filter(last_kind__in=kinds)
    return tuple(found.order_by("submitted_at").values_list("number", flat=True))


def _under_way(at: datetime) -> tuple[str, ...]:
    """The applications that were accepted and not yet answered."""
    ends = [act for act in Act if any(after in CLOSED for (_, one), (after, _) in WAY.table.items() if one is act)]
    latest = ActRow.objects.filter(application=OuterRef("pk")).exclude(kind__in=ASIDE).order_by("-position")
    reopened = ActRow.objects.filter(kind=Act.REOPEN, at__gte=at - LOOKED_BACK).values("application")
    rows = Application.objects.filter(Q(submitted_at__gte=at - LOOKED_BACK) | Q(pk__in=reopened))
    open_ones = rows.annotate(last_kind=Subquery(latest.values("kind")[:1])).exclude(
        last_kind__in=[*ends, Act.ISSUE, Act.POST, Act.MAIL_LOST, Act.SUBMIT, Act.LIST_MISSING, Act.ADD_PAPER]
    )
    return tuple(open_ones.order_by("submitted_at").values_list("number", flat=True))


def _each(numbers: Iterable[str], do: Callable[[Case], bool]) -> tuple[str, ...]:
    done = []
    for number in numbers:
        try:
            if do(open_case(number)):
                done.append(number)
        except (ActRefused, TakenMeanwhile):
            continue  # somebody was quicker; the next round sees it as it stands then
        except Exception:
            logger.exception("an application could not be looked after and will be tried again: %s", number)
    return tuple(done)


def _expire(case: Case, at: datetime) -> bool:
    if not conditions.over(case, at):
        return False
    services.expire(number=case.row.number, by=SYSTEM, at=at)
    return True


def _paid(case: Case, at: datetime) -> bool:
    if Act.PAY not in conditions.lawful(case, by=SYSTEM, at=at):
        return False
    services.pay(number=case.row.number, by=SYSTEM, at=at)
    services.advance(number=case.row.number, at=at)
    return True


def _chase(case: Case, act: Act, at: datetime) -> bool:
    """Remind the office on the last working day and the one before, tell its head when it is over; once for each due day."""
    today, due = clock.day_of(at), _due(case, at)
    if due is None or case.status in {Status.INCOMPLETE, Status.FEE_DUE}:
        return False
    is_time = today > due if act is Act.ESCALATE else today <= due <= _next_working_day(today)
    if not is_time or _chased(case, act, due):
        return False
    record(case, act, by=SYSTEM, at=at, facts={"due_on": due.isoformat()}, ledger={"due_on": due.isoformat()})
    return True


def _due(case: Case, at: datetime) -> date | None:
    """The day that matters now: an investigation has its own, where the region limits it."""
    if case.status in INVESTIGATED:
        return case.investigation_ends_by
    clocks = case.clocks(clock.day_of(at))
    return clocks.due.value if clocks else None


def _chased(case: Case, act: Act, due: date) -> bool:
    return any(done.act is act and done.facts.get("due_on") == due.isoformat() for done in case.acts)


def _next_working_day(day: date) -> date:
    try:
        return agencies.calendar().next_working_day(day + timedelta(days=1))
    except UnknownYear:
        return day + timedelta(days=1)
