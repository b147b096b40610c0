"""What the house does by itself with a list, one act after another (系统办理); ``services.go_on`` strings them together.

A step takes the case, who acts, when, and how many portions of rows it may do; it gives the case as it then stands and the portions used.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.ticks import released_at
from qingbai.audit.actors import Actor
from qingbai.law.terms import Answer, Finding
from qingbai.law.time_limits import due_on
from qingbai.law.units import UnitPaper
from qingbai.screening import intake, letters, queries, reading, searching
from qingbai.screening.casework import Case, record
from qingbai.screening.reading import hold
from qingbai.screening.terms import Standing
from qingbai.screening.ways import Act, Status

Step = Callable[[Case, Actor, datetime, int], tuple[Case, int]]
DAYS_TO_SUPPLEMENT = 30
"""Days that a unit has to bring what is missing before the list expires; our own limit, no text sets one."""


def read(case: Case, by: Actor, at: datetime, portions: int) -> tuple[Case, int]:
    """Refuse a list without a basis before a single row is looked at; else read its rows."""
    refusals = intake.examine(case, on=clock.day_of(at)).refusals
    if refusals:
        return record(case, Act.DECLINE, by=by, at=at, reasons=refusals), 0
    used = reading.read(case, at=at, portions=portions)
    if used is not None:
        return case, used
    counted = queries.counted(case)
    facts = {one.value: counted[one] for one in Standing}
    told = {one.value: str(counted[one]) for one in Standing}
    return record(case, Act.READ_ROWS, by=by, at=at, facts=facts, ledger=told), 0


def examine(case: Case, by: Actor, at: datetime, portions: int) -> tuple[Case, int]:
    """Accept the list, tell once everything that is missing, or not accept it where nobody on it may be asked about (INQ-18, 19)."""
    del portions
    counted, today = queries.counted(case), clock.day_of(at)
    found, faulty = intake.examine(case, on=today, people=sum(counted.values())), counted[Standing.FAULTY]
    if found.refusals:
        return record(case, Act.DECLINE, by=by, at=at, reasons=found.refusals), 0
    if case.online and not case.confirmed:
        return case, 0  # the unit looks at how its rows were read first
    if found.missing.answer is Answer.YES or (faulty and (case.row.together or not counted[Standing.GOOD])):
        return list_missing(case, found.missing, faulty, by=by, at=at), 0
    if not counted[Standing.GOOD]:
        return record(case, Act.DECLINE, by=by, at=at, facts={"rows": counted[Standing.REFUSED]}), 0
    if case.online:  # completed by the unit: an officer looks at the papers again
        return record(case, Act.CONFIRM, by=by, at=at, facts={"papers": []}), 0
    return accept(case, by=by, at=at), 0


def list_missing(
    case: Case, missing: Finding[tuple[UnitPaper, ...]], faulty: int, *, by: Actor, at: datetime, note: str = ""
) -> Case:
    """Tell the unit once everything that is missing (一次性告知), until when it is waited for, and how many rows are wrong."""
    facts = {
        "missing": [str(paper) for paper in missing.value or ()],
        "rows": faulty,
        "until_on": (clock.day_of(at) + timedelta(days=DAYS_TO_SUPPLEMENT)).isoformat(),
        "note": note,
    }
    reasons = missing.because if missing.answer is Answer.YES else ()
    return record(case, Act.LIST_MISSING, by=by, at=at, reasons=reasons, facts=facts)


def accept(case: Case, *, by: Actor, at: datetime) -> Case:
    """Accept the list: from that day the days for the answer count (INQ-19)."""
    today = clock.day_of(at)
    due = due_on(today, case.region.limits.inquiry_days, agencies.calendar())
    facts = {"due_on": due.value.isoformat() if due.value else None}
    return record(case, Act.ACCEPT, by=by, at=at, reasons=due.because, facts=facts)


def search(case: Case, by: Actor, at: datetime, portions: int) -> tuple[Case, int]:
    """Search the register for the rows; hand to a person what is left open (INQ-21)."""
    with transaction.atomic():
        hold(case.row)
        searching.leave_out(case, at=at)
    used = searching.search(case, by=by, at=at, portions=portions)
    if used is not None:
        return case, used
    left = searching.open_rows(case).count()
    act = Act.REFER if left else Act.CHECK
    return record(case, act, by=by, at=at), 0


def settle(case: Case, by: Actor, at: datetime, portions: int) -> tuple[Case, int]:
    """Go on once a person has decided everything that was open; where the register says something else since, it is searched anew first."""
    del portions
    searching.again_where_outdated(case, by=by, at=at)
    if searching.open_rows(case).exists():
        return case, 0
    return record(case, Act.CHECK, by=by, at=at), 0


def answer(case: Case, by: Actor, at: datetime, portions: int) -> tuple[Case, int]:
    """Answer every row by what was found (INQ-23, 24)."""
    del portions
    return record(case, Act.ANSWER, by=by, at=at), 0


def send(case: Case, by: Actor, at: datetime, portions: int) -> tuple[Case, int]:
    """Issue the letters; all of them are shown together, on one tick after the last.

    Right before, everybody who is barred is looked at once more: where that changed, no letter made so far leaves, and all are made anew.
    """
    used = letters.issue(case, by=by, at=at, portions=portions)
    if searching.open_rows(case).exists():  # something came to the register since that leaves a row open
        return _referred(case, by, at), 0
    if used is not None:
        return case, used
    with transaction.atomic():
        hold(case.row)
        if searching.leave_out(case, at=at):  # a consent was taken back meanwhile: all letters are made anew
            letters.discard(case, by=by, at=at)
            return case, 1
        if letters.still_hold(case, by=by, at=at):
            facts = {
                "released_at": released_at(case.row.submitted_at, clock.now()).isoformat(),
                "rows": searching.good(case).count(),
            }
            return record(case, Act.ISSUE, by=by, at=at, facts=facts), 0
    return case, 1


def _referred(case: Case, by: Actor, at: datetime) -> Case:
    """Back to a person: letters made so far do not leave, so that none of them can be told from those made afterwards."""
    with transaction.atomic():
        letters.discard(case, by=by, at=at)
        return record(case, Act.REFER, by=by, at=at)


STEPS: Mapping[Status, Step] = {
    Status.SUBMITTED: read,
    Status.READ: examine,
    Status.ACCEPTED: search,
    Status.WITH_A_PERSON: settle,
    Status.CHECKED: answer,
    Status.ANSWERED: send,
}
WAITS = frozenset({Status.WITH_A_PERSON})
"""Where a step may have nothing to do because somebody is needed."""
