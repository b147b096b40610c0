"""A complex application is investigated (调查核实, INQ-20, 21): asked for on a ground, approved by a head who is not the one who asked.

From the approval until it is resumed the legal clock stands still, with who approved it and why; the days that really pass are counted on.
"""

from datetime import datetime

from django.db import transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.audit.actors import Actor
from qingbai.certificates import printable
from qingbai.inquiries import conditions, letters
from qingbai.inquiries.acts import BY_HAND, Act
from qingbai.inquiries.casework import Case, answered_otherwise_before, case_for
from qingbai.inquiries.recording import record
from qingbai.inquiries.services.going_on import as_it_stands
from qingbai.inquiries.services.refusals import ChoiceRefused, NotAGround, reason_given
from qingbai.law.complexity import Difficulty, ground_may_be_named, investigation_due_on
from qingbai.law.reasons import Code
from qingbai.law.terms import Answer, ComplexityGround, MatchVerdict
from qingbai.law.time_limits import due_on
from qingbai.law.wording import wording

COOPERATION_DAYS = 5
"""Working days that a party has to help (the house's own: no rule names a term)."""


def difficulty(case: Case) -> Difficulty:
    """What the file shows of the case's difficulty (疑难情形)."""
    searched = case.last(Act.SEARCH)
    candidates = searched.facts["candidates"] if searched else ()
    codes = {reason["code"] for reason in searched.reasons} if searched else set()
    judged = {str(done.facts.get("subject")) for done in case.acts if done.act in BY_HAND}
    return Difficulty(
        identity_open=any(
            one["match"] == MatchVerdict.UNCERTAIN and one["subject"] not in judged for one in candidates
        ),
        record_open=bool(codes & _RECORD_OPEN),
        other_answer_before=answered_otherwise_before(case),
        papers_conflict=None,  # nobody but the officer who holds them sees it
    )


_RECORD_OPEN = {Code.SEALING_UNSETTLED, Code.PERIOD_UNSETTLED, Code.EFFECT_UNKNOWN, Code.OUTCOME_UNDECIDED}


def ask_investigation(*, number: str, ground: ComplexityGround, reason: str, by: Actor, at: datetime) -> Case:
    """Ask for an investigation (提请调查核实) on a ground, with what it is about. Raises ``NotAGround``, ``ActRefused``."""
    case = as_it_stands(number=number, by=by, at=at)
    conditions.require(case, Act.ASK_INVESTIGATION, by=by, at=at)
    known = frozenset(case.region.investigation.grounds)
    finding = ground_may_be_named(ground, difficulty(case), known, reason)
    if finding.answer is Answer.NO:
        raise NotAGround(tuple(f"{wording(one).zh} {wording(one).en}" for one in finding.because))
    facts = {"ground": str(ground), "reason": reason.strip()}
    told = {"ground": str(ground)}
    return record(case, Act.ASK_INVESTIGATION, by=by, at=at, reasons=finding.because, facts=facts, ledger=told)


def approve_investigation(*, number: str, reason: str, by: Actor, at: datetime) -> Case:
    """Approve the investigation (批准调查核实): from this day the legal clock stands still. By a head, not by who asked.

    Where the region limits investigations, the day on which it must have ended is kept. Raises ``ReasonNeeded``, ``ActRefused``.
    """
    case = as_it_stands(number=number, by=by, at=at)
    reason_given(reason)
    conditions.require(case, Act.APPROVE_INVESTIGATION, by=by, at=at)
    limit = investigation_due_on(clock.day_of(at), case.region.investigation.days, agencies.calendar())
    facts = {
        "ground": case.when(Act.ASK_INVESTIGATION).facts["ground"],
        "reason": reason.strip(),
        "ends_by": limit.value.isoformat() if limit.value else None,
    }
    told = {"ground": str(facts["ground"])}
    return record(case, Act.APPROVE_INVESTIGATION, by=by, at=at, reasons=limit.because, facts=facts, ledger=told)


def refuse_investigation(*, number: str, reason: str, by: Actor, at: datetime) -> Case:
    """Not approve it (不批准调查核实); the application is with a person again and its clock never stood still."""
    case = case_for(number, by)
    reason_given(reason)
    return record(case, Act.REFUSE_INVESTIGATION, by=by, at=at, facts={"reason": reason.strip()})


def ask_cooperation(*, number: str, what: str, by: Actor, at: datetime) -> Case:
    """Ask the party to help (通知配合): what, and until when; the notice is a signed letter. Raises ``ReasonNeeded``, ``ChoiceRefused`` for words that
    no letter can show, ``ActRefused``."""
    case = case_for(number, by)
    reason_given(what)
    if wrong := printable.faults("what", what):
        raise ChoiceRefused(*wrong)
    conditions.require(case, Act.ASK_COOPERATION, by=by, at=at)
    until_on = due_on(clock.day_of(at), COOPERATION_DAYS, agencies.calendar()).value
    facts = {"what": what.strip(), "until_on": until_on.isoformat() if until_on else None}
    with transaction.atomic():
        notice = letters.cooperation_notice(case, what=what, until_on=until_on, at=at)
        facts |= letters.send(notice, by=by, at=at)
        return record(case, Act.ASK_COOPERATION, by=by, at=at, facts=facts, within=True)


def cooperate(*, number: str, note: str, by: Actor, at: datetime) -> Case:
    """The party has helped (当事人已配合), with what was brought or shown."""
    case = case_for(number, by)
    reason_given(note)
    return record(case, Act.COOPERATE, by=by, at=at, facts={"note": note.strip()})


def resume(*, number: str, findings: str, by: Actor, at: datetime) -> Case:
    """The investigation has ended (调查核实完毕): its findings are kept, the legal clock runs again, a person decides."""
    case = case_for(number, by)
    reason_given(findings)
    return record(case, Act.RESUME, by=by, at=at, facts={"reason": findings.strip()})
