"""An act is recorded (记录): in its place, with what the applicant is told and its entry in the ledger, in one transaction or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from qingbai.agencies.acts import keep_all, one_wins, placed
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
    Act.CLAIM: EventKind.INQUIRY_ASSIGNED,
    Act.ASSIGN: EventKind.INQUIRY_ASSIGNED,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One act to be recorded (待记录的行为): of which case, for which reasons, with which facts; ``about`` whom and with which facts it stands on the
    ledger."""

    case: Case
    act: Act
    reasons: Iterable[Reason] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    about: str = ""
    ledger: Mapping[str, str] = field(default_factory=dict)


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
    deed = Deed(case=case, act=act, reasons=reasons, facts=facts or {}, about=about, ledger=ledger or {})
    return record_each([deed], by=by, at=at, within=within)[0]


def record_each(deeds: Sequence[Deed], *, by: Actor, at: datetime, within: bool = False) -> list[Case]:
    """Record acts of several cases, each with its ledger entry, in one transaction: all of them or none. Raises as ``record``."""
    for deed in deeds:
        require_actor(deed.case, deed.act, by)
        conditions.require(deed.case, deed.act, by=by, at=at)
    with one_wins(" ".join(deed.case.row.number for deed in deeds), "act_position_once", within=within):
        rows = [ActRow(application=deed.case.row) for deed in deeds]
        after = [
            placed(deed.case, row, deed.act, by=by, at=at, reasons=deed.reasons, facts=deed.facts)
            for deed, row in zip(deeds, rows, strict=True)
        ]
        keep_all(rows, case="application_id")
        telling.tell_each(after)
        for case in after:
            if case.status in CLOSED:
                uploads.closed(about=case.row.number, at=at)
                notifications.closed(about=case.row.number, at=at)
        audit.record_all(deeds=[_ledgered(deed) for deed in deeds if deed.act in LEDGERED], by=by, at=at)
    return after


def _ledgered(deed: Deed) -> audit.Deed:
    told = {"act": deed.act.value, **deed.ledger}
    return audit.Deed(kind=LEDGERED[deed.act], basis=deed.case.row.number, about=deed.about, facts=told)
