"""Who asks is told of each step (通知申请人), in the act's own transaction: the case's number, office, days; never a name, never a result.

An answer is announced in the same words whatever it says, and no sooner than its tick. Whoever did not ask to be told is told nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from qingbai import clock
from qingbai.inquiries import fees
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import Case, contacts_of
from qingbai.notifications import services as notifications
from qingbai.notifications.contacts import Contact
from qingbai.notifications.messages import Message


def _office(case: Case) -> dict[str, str]:
    return {"office": case.row.office}


def _nothing(_: Case) -> dict[str, str]:
    return {}


def _until(case: Case) -> dict[str, str]:
    until = case.acts[-1].facts.get("until_on")
    return {"until": until} if until else {}


def _until_at_the_office(case: Case) -> dict[str, str]:
    return {**_until(case), **_office(case)}


def _due(case: Case) -> dict[str, str]:
    found = case.clocks_told(clock.day_of(case.acts[-1].at))
    return {"due_on": found.due.value.isoformat()} if found and found.due.value else {}


def _accepted(case: Case) -> dict[str, str]:
    return {**_due(case), **_office(case)}


def _fee(case: Case) -> dict[str, str]:
    return {"amount": str(fees.fen(case)), **_until(case)}


def _paid(case: Case) -> dict[str, str]:
    return {"amount": str(fees.fen(case))}


def _waybill(case: Case) -> dict[str, str]:
    return {"waybill": str(case.acts[-1].facts["waybill"])}


MESSAGES: Mapping[Act, tuple[Message, Callable[[Case], dict[str, str]]]] = {
    Act.SUBMIT: (Message.SUBMITTED, _office),
    Act.ASK_FEE: (Message.FEE_DUE, _fee),
    Act.PAY: (Message.PAID, _paid),
    Act.LIST_MISSING: (Message.MISSING, _until_at_the_office),
    Act.EXPIRE: (Message.EXPIRED, _nothing),
    Act.DECLINE: (Message.DECLINED, _office),
    Act.REJECT: (Message.DECLINED, _office),
    Act.ACCEPT: (Message.ACCEPTED, _accepted),
    Act.APPROVE_INVESTIGATION: (Message.INVESTIGATION_BEGUN, _nothing),
    Act.ASK_COOPERATION: (Message.COOPERATION_ASKED, _until_at_the_office),
    Act.RESUME: (Message.INVESTIGATION_ENDED, _due),
    Act.ISSUE: (Message.ANSWER_READY, _office),
    Act.POST: (Message.POSTED, _waybill),
    Act.MAIL_LOST: (Message.MAIL_LOST, _nothing),
    Act.WITHDRAW: (Message.WITHDRAWN, _nothing),
    Act.REVOKE: (Message.PAPER_REVOKED, _office),
}
"""What is told of an act, and with which facts. Of the others nothing is told: they are the office's own work."""


def tell_each(cases: Sequence[Case]) -> None:
    """Tell who asks of the latest act of each case, if they asked to be told; within the acts' transaction."""
    told = [case for case in cases if case.acts[-1].act in MESSAGES]
    for case, reached in zip(told, contacts_of(told), strict=True):
        phone = reached.phone if case.draft.sms else ""
        to = Contact(email=reached.email, phone=phone, language=case.draft.language)
        if to.email or to.phone:
            _tell(case, to)


def _tell(case: Case, to: Contact) -> None:
    done = case.acts[-1]
    message, facts = MESSAGES[done.act]
    released = done.facts.get("released_at")
    notifications.tell(
        about=case.row.number,
        to=to,
        message=message,
        facts=facts(case),
        key=f"{case.row.number}:{len(case.acts)}",
        at=done.at,
        not_before=datetime.fromisoformat(released) if released else None,
    )
