"""An act is recorded (记录): in its place, with what the applicant is told and its entry in the ledger, in one transaction or not at all."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from qingbai.agencies.acts import add, one_wins
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.inquiries import conditions, telling
from qingbai.inquiries.acts import CLOSED, Act
from qingbai.inquiries.casework import Case, require_actor
from qingbai.inquiries.models import ActRow
from qingbai.law.terms import Reason
from qingbai.notifications import services as notifications
from qingbai.uploads import services as uploads

LEDGERED: dict[Act, EventKind] = {
    Act.SUBMIT: EventKind.INQUIRY_SUBMITTED,
    Act.ASK_FEE: EventKind.INQUIRY_FEE,
    Act.PAY: EventKind.INQUIRY_FEE,
    Act.ADD_PAPER: EventKind.PAPERS_ADDED,
    Act.EXPIRE: EventKind.INQUIRY_EXPIRED,
    Act.ASK_INVESTIGATION: EventKind.INVESTIGATION_ASKED,
    Act.REFUSE_INVESTIGATION: EventKind.INVESTIGATION_ASKED,
    Act.APPROVE_INVESTIGATION: EventKind.INQUIRY_PAUSED,
    Act.RESUME: EventKind.INQUIRY_RESUMED,
    Act.ASK_COOPERATION: EventKind.COOPERATION_ASKED,
    Act.COOPERATE: EventKind.COOPERATION_ASKED,
    Act.HOLD: EventKind.INQUIRY_HELD,
    Act.LIFT_HOLD: EventKind.INQUIRY_HELD,
    Act.REJECT: EventKind.INQUIRY_DECLINED,
    Act.CLEAR: EventKind.ANSWER_REVIEWED,
    Act.SEND_BACK: EventKind.ANSWER_REVIEWED,
    Act.CHOOSE_DELIVERY: EventKind.DELIVERY_CHOSEN,
    Act.POST: EventKind.PAPER_POSTED,
    Act.MAIL_LOST: EventKind.PAPER_POSTED,
    Act.REMIND: EventKind.INQUIRY_CHASED,
    Act.ESCALATE: EventKind.INQUIRY_CHASED,
    Act.LIST_MISSING: EventKind.INQUIRY_RETURNED,
    Act.SUPPLEMENT: EventKind.PAPERS_ADDED,
    Act.DECLINE: EventKind.INQUIRY_DECLINED,
    Act.ACCEPT: EventKind.INQUIRY_ACCEPTED,
    Act.SEARCH: EventKind.REGISTER_SEARCHED,
    Act.REFER: EventKind.INQUIRY_REFERRED,
    Act.JUDGE_MATCH: EventKind.PERSON_CONFIRMED,
    Act.JUDGE_QUESTION: EventKind.INQUIRY_DECIDED,
    Act.DECIDE: EventKind.INQUIRY_DECIDED,
    Act.SIGN_FOR: EventKind.PAPER_DELIVERED,
    Act.MADE_BY_HAND: EventKind.PAPER_DELIVERED,
    Act.WITHDRAW: EventKind.INQUIRY_WITHDRAWN,
    Act.REOPEN: EventKind.INQUIRY_REOPENED,
}
"""What the ledger calls each act. Issue, receipt and revocation are missing: the paper's own room records them, in the same transaction."""


def record(
    case: Case,
    act: Act,
    *,
    by: Actor,
    at: datetime,
    reasons: Iterable[Reason] = (),
    facts: Mapping[str, Any] | None = None,
    about: str = "",
    ledger: Mapping[str, str] | None = None,
    within: bool = False,
) -> Case:
    """Record one act and its ledger entry in one transaction; the case as it stands after it.

    ``within``: the caller has opened the act's transaction already and fails with it, so no savepoint is needed.

    Raises ``NoSuchApplication`` for whoever is no party to it, ``ActRefused`` where the table has no such way,
    ``TakenMeanwhile`` where another act took the place.
    """
    require_actor(case, act, by)
    conditions.require(case, act, by=by, at=at)
    with one_wins(case.row.number, "act_position_once", within=within):
        after = add(case, ActRow(application=case.row), act, by=by, at=at, reasons=reasons, facts=facts)
        telling.tell(after)
        if after.status in CLOSED:
            uploads.closed(about=case.row.number, at=at)
            notifications.closed(about=case.row.number, at=at)
        if act in LEDGERED:
            told = {"act": act.value, **(ledger or {})}
            audit.record(kind=LEDGERED[act], by=by, at=at, basis=case.row.number, about=about, facts=told)
    return after
