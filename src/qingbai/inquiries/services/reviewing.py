"""The legal review of every answer, where a region has it (法制审核): cleared, or sent back with a reason. Not by who decided by hand."""

from datetime import datetime

from qingbai.audit.actors import Actor
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import Case, case_for
from qingbai.inquiries.recording import record
from qingbai.inquiries.services.going_on import as_it_stands
from qingbai.inquiries.services.refusals import reason_given


def clear(*, number: str, by: Actor, at: datetime) -> Case:
    """The answer may go out (审核通过). Raises ``TakenMeanwhile`` where the register is another since and so may the answer be."""
    return record(as_it_stands(number=number, by=by, at=at), Act.CLEAR, by=by, at=at)


def send_back(*, number: str, reason: str, by: Actor, at: datetime) -> Case:
    """The answer may not go out as it is (审核退回): a person looks again."""
    case = case_for(number, by)
    reason_given(reason)
    return record(case, Act.SEND_BACK, by=by, at=at, facts={"reason": reason.strip()})
