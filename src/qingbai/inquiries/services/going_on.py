"""Acts strung together (即时办结、继续办理): on and on until the application is answered or needs somebody."""

import contextlib
import logging
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import connection, transaction

from qingbai.agencies.acts import TakenMeanwhile
from qingbai.agencies.ways import ActRefused
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.audit.events import EventKind
from qingbai.inquiries import queries, steps
from qingbai.inquiries.acts import INVESTIGATED, Status
from qingbai.inquiries.casework import Case, open_case, open_cases, require_party, require_reader
from qingbai.inquiries.draft import Draft
from qingbai.inquiries.services.handing_in import pay, submit

logger = logging.getLogger(__name__)


ROUND = 64
"""So many applications are gone on with together: asked of the register, put on the ledger, logged and kept in one go."""


def take_up(*, at: datetime) -> tuple[str, ...]:
    """Go on with every application that the house itself was interrupted in, and with those that wait while the register is another than the
    one they were searched in; the numbers of those that moved.

    Whatever fails for one is told in the log and keeps the others from nothing.
    """
    return answer(numbers=[*queries.interrupted(at=at), *queries.outdated(at=at)], at=at)


def answer(*, numbers: Sequence[str], at: datetime) -> tuple[str, ...]:
    """Go on with these applications in rounds, as ``take_up`` does with those that wait; the numbers of those that moved."""
    each = list(dict.fromkeys(numbers))
    rounds = [each[first : first + ROUND] for first in range(0, len(each), ROUND)]
    return tuple(number for some in rounds for number in _take_up(some, at))


def _take_up(numbers: Sequence[str], at: datetime) -> list[str]:
    """One round. What another process has taken up at the same moment is left to it."""
    with _in_hand(numbers) as mine:
        cases = open_cases(mine)
        after, failed = _gone_through(cases, at)
    for number, error in failed.items():
        if not isinstance(error, ActRefused | TakenMeanwhile):  # else somebody was quicker
            logger.error("an application could not be gone on with and will be tried again: %s", number, exc_info=error)
    before = {case.row.number: len(case.acts) for case in cases}
    return [case.row.number for case in after if len(case.acts) > before[case.row.number]]


@contextlib.contextmanager
def _in_hand(numbers: Sequence[str]) -> Iterator[list[str]]:
    """Those of these applications that no other process has in hand; they are let go at the end, and where the process ends.

    For sharing the work. That nothing is done twice does not rest on it: of two acts at once the database lets one in.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [list(numbers)])
        mine = [number for number, taken in cursor.fetchall() if taken]
    try:
        yield mine
    finally:
        with connection.cursor() as cursor:
            cursor.execute(_LET_GO, [mine])


_TAKE = "SELECT one, pg_try_advisory_lock(hashtextextended('application ' || one, 0)) FROM unnest(%s::text[]) AS one"
_LET_GO = "SELECT pg_advisory_unlock(hashtextextended('application ' || one, 0)) FROM unnest(%s::text[]) AS one"


def open_file(*, number: str, by: Actor, at: datetime, anew: bool = True) -> queries.File:
    """Open the file of an application at the officer's desk (阅卷); who opened it is on the ledger.

    Where the register is another since, the house first goes on with it, so that nobody is shown a question that is none any more;
    without ``anew`` that is left to the act for which the file is opened (``as_it_stands``).
    """
    if anew:
        require_reader(open_case(number), by)
        _catch_up(number, at)
    with transaction.atomic():
        opened = queries.file(number=number, viewer=by, at=at)
        about = open_case(number).row.owner  # whom the file is about can learn who opened it
        audit.record(kind=EventKind.INQUIRY_READ, by=by, at=at, basis=number, about=about)
    return opened


def as_it_stands(*, number: str, by: Actor, at: datetime) -> Case:
    """The application for an act of a person that rests on what the register holds.

    Raises ``TakenMeanwhile`` where the register is another since: the house has gone on then, and the person is to look at it anew.
    """
    require_party(open_case(number), by)
    if _catch_up(number, at):
        raise TakenMeanwhile(number)
    return open_case(number)


WAITING = frozenset({Status.WITH_A_PERSON, Status.DECIDED, Status.INVESTIGATION_ASKED, *INVESTIGATED})


def _catch_up(number: str, at: datetime) -> bool:
    """Go on with an application that waits while the register is another since; whether it went on."""
    case = open_case(number)
    if case.status not in WAITING or not steps.outdated(case, at=at):
        return False
    with contextlib.suppress(ActRefused, TakenMeanwhile):  # somebody was quicker: then it is looked at as it stands
        go_through(case, at)
    return len(open_case(number).acts) > len(case.acts)


def advance(*, number: str, at: datetime) -> Case:
    """Go on with an application until it is answered or needs somebody: the applicant, or a person of the office.

    Each act is its own transaction, so an interruption loses nothing: called again, it goes on from the last act.
    """
    return go_through(open_case(number), at)


def go_on_after_payment(*, number: str, at: datetime) -> Case:
    """Go on with an application whose fee came (缴费后继续办理), as the payments' own books say. Told twice, it is once; without a fee, nothing."""
    with contextlib.suppress(ActRefused, TakenMeanwhile):  # it went on already, or waits for something else
        pay(number=number, by=SYSTEM, at=at)
    return advance(number=number, at=at)


def go_through(case: Case, at: datetime) -> Case:
    """Go on with an open application as far as the rules carry it; where another process does so at this moment, as it stands now."""
    [after], failed = _gone_through([case], at)
    for error in failed.values():
        now = open_case(case.row.number)
        if isinstance(error, ActRefused | TakenMeanwhile) and len(now.acts) > len(after.acts):
            return now  # the same form came twice, say: whoever was quicker goes on
        raise error
    return after


def _gone_through(cases: Sequence[Case], at: datetime) -> tuple[list[Case], dict[str, Exception]]:
    """Go on with open applications as far as the rules carry each; as they stand then, and for which of them what failed.

    Those with the same next act do it together. Each act is a transaction, so that an interruption loses nothing.
    """
    ended: list[Case] = []
    failed: dict[str, Exception] = {}
    waiting = list(cases)
    while waiting:
        together: dict[steps.Step, list[Case]] = {}
        for case, step in zip(waiting, _next_steps(waiting, at, failed), strict=True):
            if step is None:
                ended.append(case)
            else:
                together.setdefault(step, []).append(case)
        waiting = []
        for step, those in together.items():
            done = _done(step, those, at, failed)
            waiting += [case for case in done if case.row.number not in failed]
            ended += [case for case in done if case.row.number in failed]
    return ended, failed


def _next_steps(cases: Sequence[Case], at: datetime, failed: dict[str, Exception]) -> list[steps.Step | None]:
    try:
        return steps.next_steps(cases, at=at)
    except Exception as error:  # noqa: BLE001 - kept for the caller, who raises or tells it
        if len(cases) == 1:
            failed[cases[0].row.number] = error
            return [None]
    return [step for half in _halves(cases) for step in _next_steps(half, at, failed)]


def _done(step: steps.Step, cases: Sequence[Case], at: datetime, failed: dict[str, Exception]) -> list[Case]:
    """An act done with all of these, or, where one of them is in the way, with halves of them, until that one is alone and fails by itself.

    Where the database was away, that is no fault of any: they all wait for the next time.
    """
    link = connection.connection
    try:
        return step(cases, by=SYSTEM, at=at)
    except Exception as error:  # noqa: BLE001 - kept for the caller, who raises or tells it
        if len(cases) == 1 or connection.connection is not link:  # lost, and made anew
            failed.update({case.row.number: error for case in cases})
            return [*cases]
    return [case for half in _halves(cases) for case in _done(step, half, at, failed)]


def _halves(cases: Sequence[Case]) -> tuple[Sequence[Case], Sequence[Case]]:
    return cases[: len(cases) // 2], cases[len(cases) // 2 :]


def apply_straight_through(*, draft: Draft, token: str, by: Actor, at: datetime) -> Case:
    """Hand in an application and go on with it as far as the rules carry it (即时办结)."""
    return go_through(submit(draft=draft, token=token, by=by, at=at), at)
