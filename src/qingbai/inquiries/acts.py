"""The way of an application (办理流程): which act may follow which, and by whom. One table, nothing else decides.

Where an application stands is never stored: it is a fold over the acts recorded for it. Doors ask ``lawful_acts``
which buttons to show; services ask ``following`` whether an act may be done. Pure.
"""

from collections.abc import Iterable
from enum import StrEnum

from qingbai.audit.actors import ActorKind


class Status(StrEnum):
    """Where an application stands (办理状态)."""

    SUBMITTED = "submitted"  # 已提交
    INCOMPLETE = "incomplete"  # 待补正（已一次性告知）
    DECLINED = "declined"  # 不予受理
    ACCEPTED = "accepted"  # 已受理
    SEARCHED = "searched"  # 已检索
    WITH_A_PERSON = "with_a_person"  # 待人工核实
    DECIDED = "decided"  # 已决定
    ISSUED = "issued"  # 已出具
    SIGNED_FOR = "signed_for"  # 已签收
    WITHDRAWN = "withdrawn"  # 已撤回
    REVOKED = "revoked"  # 文书已撤销


class Act(StrEnum):
    """What may be done with an application (办理行为)."""

    SUBMIT = "submit"  # 提出申请
    LIST_MISSING = "list_missing"  # 一次性告知
    SUPPLEMENT = "supplement"  # 补正
    DECLINE = "decline"  # 不予受理
    ACCEPT = "accept"  # 受理
    SEARCH = "search"  # 检索
    REFER = "refer"  # 转人工核实
    JUDGE_MATCH = "judge_match"  # 认定是否同一人
    JUDGE_QUESTION = "judge_question"  # 人工认定规则未定之事
    DECIDE = "decide"  # 作出决定
    ISSUE = "issue"  # 出具文书
    SIGN_FOR = "sign_for"  # 签收
    MADE_BY_HAND = "made_by_hand"  # 手工制证并交付
    WITHDRAW = "withdraw"  # 撤回
    REVOKE = "revoke"  # 撤销文书
    REOPEN = "reopen"  # 重新办理


MACHINE = frozenset({ActorKind.SYSTEM})
OFFICER = frozenset({ActorKind.OFFICER})
ASKER = frozenset({ActorKind.APPLICANT, ActorKind.OFFICER})
OFFICE = frozenset({ActorKind.SYSTEM, ActorKind.OFFICER})

START: Status | None = None
"""Before the first act."""

TABLE: dict[tuple[Status | None, Act], tuple[Status, frozenset[ActorKind]]] = {
    (START, Act.SUBMIT): (Status.SUBMITTED, ASKER),
    (Status.SUBMITTED, Act.LIST_MISSING): (Status.INCOMPLETE, OFFICE),
    (Status.SUBMITTED, Act.DECLINE): (Status.DECLINED, OFFICE),
    (Status.SUBMITTED, Act.ACCEPT): (Status.ACCEPTED, OFFICE),
    (Status.SUBMITTED, Act.WITHDRAW): (Status.WITHDRAWN, ASKER),
    (Status.INCOMPLETE, Act.SUPPLEMENT): (Status.SUBMITTED, ASKER),
    (Status.INCOMPLETE, Act.WITHDRAW): (Status.WITHDRAWN, ASKER),
    (Status.ACCEPTED, Act.SEARCH): (Status.SEARCHED, OFFICE),
    (Status.ACCEPTED, Act.WITHDRAW): (Status.WITHDRAWN, ASKER),
    (Status.SEARCHED, Act.REFER): (Status.WITH_A_PERSON, OFFICE),
    (Status.SEARCHED, Act.DECIDE): (Status.DECIDED, OFFICE),
    (Status.WITH_A_PERSON, Act.JUDGE_MATCH): (Status.WITH_A_PERSON, OFFICER),
    (Status.WITH_A_PERSON, Act.JUDGE_QUESTION): (Status.WITH_A_PERSON, OFFICER),
    (Status.WITH_A_PERSON, Act.MADE_BY_HAND): (Status.SIGNED_FOR, OFFICER),
    (Status.WITH_A_PERSON, Act.SEARCH): (Status.SEARCHED, OFFICE),
    (Status.DECIDED, Act.ISSUE): (Status.ISSUED, OFFICE),
    (Status.DECIDED, Act.REFER): (Status.WITH_A_PERSON, OFFICE),
    (Status.ISSUED, Act.SIGN_FOR): (Status.SIGNED_FOR, ASKER),
    (Status.ISSUED, Act.REVOKE): (Status.REVOKED, OFFICER),
    (Status.SIGNED_FOR, Act.REVOKE): (Status.REVOKED, OFFICER),
    (Status.REVOKED, Act.REOPEN): (Status.ACCEPTED, OFFICER),
}

ENDS = frozenset({Status.DECLINED, Status.WITHDRAWN})
"""Nothing can follow."""
CLOSED = ENDS | {Status.SIGNED_FOR, Status.REVOKED}
"""Nobody is waited for; a paper found wrong can still be taken back and the application taken up again (INQ-28)."""


class ActRefused(Exception):
    """This act may not follow here, or not by this actor. Names the status, the act and what may be done instead."""

    def __init__(self, status: Status | None, act: Act, actor: ActorKind) -> None:
        self.status, self.act, self.actor = status, act, actor
        instead = ", ".join(sorted(lawful_acts(status, actor))) or "nothing"
        super().__init__(
            f"{act.value}: not possible for {actor.value} while the application is {status.value if status else 'not yet submitted'}; "
            f"possible: {instead}"
        )


def following(status: Status | None, act: Act, actor: ActorKind) -> Status:
    """The status after the act; raises ``ActRefused`` where the table has no such way or not for this actor."""
    way = TABLE.get((status, act))
    if way is None or actor not in way[1]:
        raise ActRefused(status, act, actor)
    return way[0]


def status_after(acts: Iterable[Act]) -> Status | None:
    """Where an application stands after the acts recorded for it, in their order."""
    status: Status | None = START
    for act in acts:
        status = TABLE[status, act][0]
    return status


def lawful_acts(status: Status | None, actor: ActorKind) -> frozenset[Act]:
    """What this actor may do now."""
    return frozenset(act for (before, act), (_, who) in TABLE.items() if before == status and actor in who)
