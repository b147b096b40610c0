"""Acts strung together (即时办结、继续办理): on and on until the application is answered or needs somebody."""

import contextlib
import logging
from datetime import datetime

from django.db import transaction

from qingbai.agencies.acts import TakenMeanwhile
from qingbai.agencies.ways import ActRefused
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.audit.events import EventKind
from qingbai.inquiries import queries, steps
from qingbai.inquiries.acts import INVESTIGATED, Status
from qingbai.inquiries.casework import Case, open_case, require_party, require_reader
from qingbai.inquiries.draft import Draft
from qingbai.inquiries.services.handing_in import pay, submit

logger = logging.getLogger(__name__)


def take_up(*, at: datetime) -> tuple[str, ...]:
    """Go on with every application that the house itself was interrupted in, and with those that wait while the register is another than the
    one they were searched in; the numbers of those that moved.

    Whatever fails for one is told in the log and keeps the others from nothing.
    """
    moved = []
    for number in dict.fromkeys((*queries.interrupted(at=at), *queries.outdated(at=at))):
        try:
            before = open_case(number)
            if len(go_through(before, at).acts) > len(before.acts):
                moved.append(number)
        except Exception:
            logger.exception("an application could not be gone on with and will be tried again: %s", number)
    return tuple(moved)


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
        audit.record(kind=EventKind.INQUIRY_READ, by=by, at=at, basis=number)
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
    """Go on with an open application as far as the rules carry it."""
    while (step := steps.next_step(case, at=at)) is not None:
        case = step(case, by=SYSTEM, at=at)
    return case


def apply_straight_through(*, draft: Draft, token: str, by: Actor, at: datetime) -> Case:
    """Hand in an application and go on with it as far as the rules carry it (即时办结)."""
    return go_through(submit(draft=draft, token=token, by=by, at=at), at)
