"""Who of the office works on an application (领办、分派): taken up by oneself, or given by the head. Beside the way: the application stands where it stood."""

from datetime import datetime

from qingbai.agencies import queries as agencies
from qingbai.agencies.ways import AT_THE_COUNTER
from qingbai.audit.actors import Actor
from qingbai.incoming import Fault
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import Case, case_for
from qingbai.inquiries.recording import record
from qingbai.inquiries.services.refusals import ChoiceRefused


def claim(*, number: str, by: Actor, at: datetime) -> Case:
    """Take an application up oneself (领办)."""
    case = case_for(number, by)
    return record(case, Act.CLAIM, by=by, at=at, facts={"to": by.id}, ledger={"to": by.id})


def assign(*, number: str, to: str, by: Actor, at: datetime) -> Case:
    """Give an application to an officer of the office, or with an empty ``to`` to nobody (分派). Raises ``ChoiceRefused`` for anybody else."""
    case = case_for(number, by)
    card = agencies.officer(to) if to else None
    if to and (card is None or card.office != case.row.office or card.role not in AT_THE_COUNTER):
        said = "请选择本单位的窗口工作人员", "choose somebody who works at the counter of this office"
        raise ChoiceRefused(Fault("to", "not_of_this_office", *said))
    return record(case, Act.ASSIGN, by=by, at=at, facts={"to": to}, ledger={"to": to or "nobody"})
