"""Suspected false papers or another's identity (存疑核查, INQ-31): a case for the office. The applicant sees the application as before.

The legal clock goes on: only an approved investigation stops it.
"""

from datetime import datetime

from django.db import transaction

from qingbai.audit.actors import Actor
from qingbai.inquiries import conditions, fees, letters
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import Case, case_for
from qingbai.inquiries.recording import record
from qingbai.inquiries.services.refusals import NotAGround, reason_given
from qingbai.law.honesty import may_be_turned_away
from qingbai.law.terms import Answer, Deceit
from qingbai.law.wording import wording


def hold(*, number: str, deceit: Deceit, reason: str, by: Actor, at: datetime) -> Case:
    """Hold an application (暂停办理) because papers or identity are doubted; what is suspected and why stays in the file."""
    case = case_for(number, by)
    reason_given(reason)
    facts = {"deceit": str(deceit), "reason": reason.strip()}
    return record(case, Act.HOLD, by=by, at=at, facts=facts, ledger={"deceit": str(deceit)})


def lift_hold(*, number: str, reason: str, by: Actor, at: datetime) -> Case:
    """The doubt is dispelled (疑点排除) and the application goes on where it can."""
    case = case_for(number, by)
    reason_given(reason)
    return record(case, Act.LIFT_HOLD, by=by, at=at, facts={"reason": reason.strip()})


def reject(*, number: str, deceit: Deceit, reason: str, by: Actor, at: datetime) -> Case:
    """Turn a held application away because the deceit was established (不予办理). By a head, not by who held it. Raises ``NotAGround``."""
    case = case_for(number, by)
    conditions.require(case, Act.REJECT, by=by, at=at)
    finding = may_be_turned_away(deceit, reason)
    if finding.answer is Answer.NO:
        raise NotAGround(tuple(f"{wording(one).zh} {wording(one).en}" for one in finding.because))
    facts: dict[str, object] = {"deceit": str(deceit), "reason": reason.strip()}
    with transaction.atomic():
        facts |= letters.send(letters.not_accepted(case, reasons=finding.because, at=at), by=by, at=at)
        fees.give_back(case, at=at)
        return record(case, Act.REJECT, by=by, at=at, reasons=finding.because, facts=facts, within=True)
