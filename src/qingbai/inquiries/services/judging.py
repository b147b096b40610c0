"""What a person decides where the rules leave it open (人工认定)."""

from datetime import datetime

from qingbai.audit.actors import Actor
from qingbai.inquiries import steps
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import Case, judged_elsewhere, open_case
from qingbai.inquiries.recording import record
from qingbai.inquiries.services.going_on import as_it_stands
from qingbai.inquiries.services.refusals import DecidedOtherwise, NothingToJudge, reason_given
from qingbai.law.reasons import Code
from qingbai.law.terms import MatchVerdict


def judge_match(
    *, number: str, subject: str, same: bool, reason: str, by: Actor, at: datetime, knowing: bool = False
) -> Case:
    """A person decides whether a candidate is the person asked about (身份认定); the reason is kept.

    Raises ``DecidedOtherwise`` where the latest decision about the two in another application was the opposite, unless
    the officer decides ``knowing`` of it; that too is kept.
    """
    case = as_it_stands(number=number, by=by, at=at)
    reason_given(reason)
    open_ones = {
        one["subject"] for one in case.when(Act.SEARCH).facts["candidates"] if one["match"] == MatchVerdict.UNCERTAIN
    }
    if subject not in open_ones:
        raise NothingToJudge(subject)
    against = next((row.number for done, row in judged_elsewhere(case, subject)[:1] if done.facts["same"] != same), "")
    if against and not knowing:
        raise DecidedOtherwise(number)
    facts = {"subject": subject, "same": same, "reason": reason, **({"against": against} if against else {})}
    return record(case, Act.JUDGE_MATCH, by=by, at=at, facts=facts, about=case.row.owner, ledger={"subject": subject})


def judge_question(*, number: str, reference: str, reason: str, by: Actor, at: datetime) -> Case:
    """A person decides that a conviction whose sealing the facts leave open is not sealed; the reason is kept.

    Raises ``NothingToJudge`` where the latest search left no such question.
    """
    case = as_it_stands(number=number, by=by, at=at)
    reason_given(reason)
    asked = (one for one in case.when(Act.SEARCH).reasons if one["code"] == Code.SEALING_UNSETTLED)
    if reference not in {one["facts"]["reference"] for one in asked}:
        raise NothingToJudge(reference)
    return record(case, Act.JUDGE_QUESTION, by=by, at=at, facts={"reference": reference, "reason": reason})


def search(*, number: str, by: Actor, at: datetime) -> Case:
    """Search the register again, by hand; see ``steps.search``."""
    return steps.search(open_case(number), by=by, at=at)
