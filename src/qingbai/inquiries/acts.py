"""The way of an application (办理流程): which act may follow which, and by whom. One table, nothing else decides.

Where an application stands is never stored: it is a fold over the acts recorded for it. Doors ask ``WAY.lawful``
which buttons to show; services ask ``WAY.following`` whether an act may be done. Pure.
"""

from enum import StrEnum

from qingbai.agencies.ways import By, Way


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


OFFICE = frozenset({By.MACHINE, By.CLERK})
CLERK = frozenset({By.CLERK})
REVIEWER = frozenset({By.REVIEWER})
ASKER = frozenset({By.ASKER, By.CLERK})
"""Who asks, or the clerk to whom they say it at the counter."""

WAY: Way[Status, Act] = Way(
    table={
        (None, Act.SUBMIT): (Status.SUBMITTED, ASKER),
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
        (Status.WITH_A_PERSON, Act.JUDGE_MATCH): (Status.WITH_A_PERSON, CLERK),
        (Status.WITH_A_PERSON, Act.JUDGE_QUESTION): (Status.WITH_A_PERSON, CLERK),
        (Status.WITH_A_PERSON, Act.MADE_BY_HAND): (Status.SIGNED_FOR, CLERK),
        (Status.WITH_A_PERSON, Act.SEARCH): (Status.SEARCHED, OFFICE),
        (Status.DECIDED, Act.ISSUE): (Status.ISSUED, OFFICE),
        (Status.DECIDED, Act.REFER): (Status.WITH_A_PERSON, OFFICE),
        (Status.ISSUED, Act.SIGN_FOR): (Status.SIGNED_FOR, ASKER),
        (Status.ISSUED, Act.REVOKE): (Status.REVOKED, REVIEWER),
        (Status.SIGNED_FOR, Act.REVOKE): (Status.REVOKED, REVIEWER),
        (Status.REVOKED, Act.REOPEN): (Status.ACCEPTED, REVIEWER),
    }
)

ENDS = frozenset({Status.DECLINED, Status.WITHDRAWN})
"""Nothing can follow."""
CLOSED = ENDS | {Status.SIGNED_FOR, Status.REVOKED}
"""Nobody is waited for; a paper found wrong can still be taken back and the application taken up again (INQ-28)."""
