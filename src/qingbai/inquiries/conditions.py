"""When an act that the table allows is still not for this application now (办理条件): its region, its dates, what was done already.

The table says what may follow which and by whom; here stands all else, one condition an act. Doors ask ``lawful`` for their buttons,
``recording`` asks ``require`` before it writes: the two can never differ.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.inquiries import fees
from qingbai.inquiries.acts import WAY, Act, Status
from qingbai.inquiries.casework import Case
from qingbai.inquiries.delivery import Delivery


def lawful(case: Case, *, by: Actor, at: datetime) -> frozenset[Act]:
    """What this actor may do with this application now."""
    return frozenset(act for act in WAY.lawful(case.acts, by) if not _withheld(act, case, at))


def for_others(case: Case, *, by: Actor, at: datetime) -> frozenset[Act]:
    """What this actor could do now, had somebody else done what came before (两人办理)."""
    return frozenset(act for act in WAY.for_others(case.acts, by) if not _withheld(act, case, at))


def require(case: Case, act: Act, *, by: Actor, at: datetime) -> None:
    """Raises ``ActRefused`` where the act may not follow, or not by this actor, or not for this application now."""
    WAY.following(case.acts, act, by)
    if _withheld(act, case, at):
        refused = WAY.refusal(case.acts, act, by)
        refused.instead = frozenset(lawful(case, by=by, at=at))
        raise refused


def shown(case: Case, at: datetime) -> bool:
    """Whether a paper stands whose tick has come."""
    issued = case.standing_issue
    return issued is not None and at >= datetime.fromisoformat(issued.facts["released_at"])


def over(case: Case, at: datetime) -> bool:
    """Whether the day until which papers or a fee must have come is over."""
    return case.until_on is not None and clock.day_of(at) > case.until_on


def _withheld(act: Act, case: Case, at: datetime) -> bool:
    condition = _WITHHELD.get(act)
    return condition is not None and condition(case, at)


def _told_before(case: Case, _: datetime) -> bool:
    return case.last(Act.LIST_MISSING) is not None


def _nothing_owed(case: Case, _: datetime) -> bool:
    return not fees.owing(case)


def _owed(case: Case, _: datetime) -> bool:
    return fees.owing(case)


def _in_time(case: Case, at: datetime) -> bool:
    return not over(case, at)


def _has_receipt_or_answer(case: Case, at: datetime) -> bool:
    return case.receipt is not None or shown(case, at)


def _awaits_review(case: Case, _: datetime) -> bool:
    return case.status is Status.DECIDED and case.region.handling.legal_review


def _no_review_here(case: Case, _: datetime) -> bool:
    return not case.region.handling.legal_review


def _not_by_post(case: Case, at: datetime) -> bool:
    return not shown(case, at) or case.chosen.delivery is not Delivery.POST or fees.postage_owing(case)


def _hidden_or_for_the_post(case: Case, at: datetime) -> bool:
    """Whoever paid the postage signs for what the post brings; where they come for it instead, the office gives the postage back first."""
    return not shown(case, at) or fees.postage_paid(case)


def _printable(case: Case, _: datetime) -> bool:
    return not case.unprintable


_WITHHELD: Mapping[Act, Callable[[Case, datetime], bool]] = {
    Act.LIST_MISSING: _told_before,
    Act.ASK_FEE: _nothing_owed,
    Act.PAY: _owed,
    Act.ACCEPT: _owed,
    Act.ADD_PAPER: over,
    Act.SUPPLEMENT: over,
    Act.EXPIRE: _in_time,
    Act.GIVE_RECEIPT: _has_receipt_or_answer,
    Act.ISSUE: _awaits_review,
    Act.CLEAR: _no_review_here,
    Act.SEND_BACK: _no_review_here,
    Act.POST: _not_by_post,
    Act.SIGN_FOR: _hidden_or_for_the_post,
    Act.MADE_BY_HAND: _printable,
}
"""Each act with what withholds it."""
