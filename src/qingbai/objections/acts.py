"""The way of a review (复查流程): which act may follow which, and by whom. Pure.

Who asks for more time does not approve it, who drafts an opinion does not sign it (两人办理).
"""

from enum import StrEnum

from qingbai.agencies.ways import By, Way


class Status(StrEnum):
    """Where a review stands (办理状态)."""

    FILED = "filed"  # 已提出
    INCOMPLETE = "incomplete"  # 待补正（已一次性告知）
    DECLINED = "declined"  # 不予受理
    UNDER_REVIEW = "under_review"  # 复查中
    EVIDENCE_ASKED = "evidence_asked"  # 待异议人配合
    EXTENSION_ASKED = "extension_asked"  # 待批准延期
    DRAFTED = "drafted"  # 意见待签发
    ANSWERED = "answered"  # 已答复
    CLOSED = "closed"  # 已签收
    WITHDRAWN = "withdrawn"  # 已撤回


class Act(StrEnum):
    """What may be done with a review (办理行为)."""

    OBJECT = "object"  # 提出异议
    LIST_MISSING = "list_missing"  # 一次性告知
    SUPPLEMENT = "supplement"  # 补正
    DECLINE = "decline"  # 不予受理
    ACCEPT = "accept"  # 受理
    SUSPEND_LINK = "suspend_link"  # 采信证据，暂停人案关联
    KEEP_LINK = "keep_link"  # 不采信证据，不暂停
    ASK_EVIDENCE = "ask_evidence"  # 要求提供证据、配合复查
    GIVE_EVIDENCE = "give_evidence"  # 提供证据
    GO_ON = "go_on"  # 未提供而继续复查
    ASK_EXTENSION = "ask_extension"  # 申请延期
    APPROVE_EXTENSION = "approve_extension"  # 批准延期
    REFUSE_EXTENSION = "refuse_extension"  # 不批准延期
    DRAFT = "draft"  # 拟写复查意见
    RETURN = "return"  # 退回重拟
    SIGN = "sign"  # 签发复查意见
    SIGN_FOR = "sign_for"  # 签收
    WITHDRAW = "withdraw"  # 撤回
    REMIND = "remind"  # 到期提醒
    ESCALATE = "escalate"  # 逾期督办


OFFICE = frozenset({By.MACHINE, By.CLERK})
CLERK = frozenset({By.CLERK})
REVIEWER = frozenset({By.REVIEWER})
HEAD = frozenset({By.HEAD})
MACHINE = frozenset({By.MACHINE})
OBJECTOR = frozenset({By.ASKER, By.CLERK})
"""Who objects, or the clerk to whom they say it at the counter."""

RUNNING = frozenset({Status.UNDER_REVIEW, Status.EVIDENCE_ASKED, Status.EXTENSION_ASKED, Status.DRAFTED})
"""The clock runs: it was accepted and is not yet answered."""
ENDS = frozenset({Status.DECLINED, Status.WITHDRAWN, Status.CLOSED})
"""Nothing can follow."""

WAY: Way[Status, Act] = Way(
    table={
        (None, Act.OBJECT): (Status.FILED, OBJECTOR),
        (Status.FILED, Act.LIST_MISSING): (Status.INCOMPLETE, OFFICE),
        (Status.FILED, Act.DECLINE): (Status.DECLINED, OFFICE),
        (Status.FILED, Act.ACCEPT): (Status.UNDER_REVIEW, OFFICE),
        (Status.FILED, Act.WITHDRAW): (Status.WITHDRAWN, OBJECTOR),
        (Status.INCOMPLETE, Act.SUPPLEMENT): (Status.FILED, OBJECTOR),
        (Status.INCOMPLETE, Act.WITHDRAW): (Status.WITHDRAWN, OBJECTOR),
        (Status.UNDER_REVIEW, Act.SUSPEND_LINK): (Status.UNDER_REVIEW, REVIEWER),
        (Status.UNDER_REVIEW, Act.KEEP_LINK): (Status.UNDER_REVIEW, REVIEWER),
        (Status.UNDER_REVIEW, Act.ASK_EVIDENCE): (Status.EVIDENCE_ASKED, CLERK),
        (Status.UNDER_REVIEW, Act.GIVE_EVIDENCE): (Status.UNDER_REVIEW, OBJECTOR),
        (Status.EVIDENCE_ASKED, Act.GIVE_EVIDENCE): (Status.UNDER_REVIEW, OBJECTOR),
        (Status.EVIDENCE_ASKED, Act.GO_ON): (Status.UNDER_REVIEW, REVIEWER),
        (Status.UNDER_REVIEW, Act.ASK_EXTENSION): (Status.EXTENSION_ASKED, REVIEWER),
        (Status.EXTENSION_ASKED, Act.APPROVE_EXTENSION): (Status.UNDER_REVIEW, HEAD),
        (Status.EXTENSION_ASKED, Act.REFUSE_EXTENSION): (Status.UNDER_REVIEW, HEAD),
        (Status.UNDER_REVIEW, Act.DRAFT): (Status.DRAFTED, REVIEWER),
        (Status.DRAFTED, Act.RETURN): (Status.UNDER_REVIEW, HEAD),
        (Status.DRAFTED, Act.SIGN): (Status.ANSWERED, HEAD),
        (Status.ANSWERED, Act.SIGN_FOR): (Status.CLOSED, OBJECTOR),
        **{(status, Act.WITHDRAW): (Status.WITHDRAWN, OBJECTOR) for status in sorted(RUNNING - {Status.DRAFTED})},
        **{(status, act): (status, MACHINE) for status in sorted(RUNNING) for act in (Act.REMIND, Act.ESCALATE)},
    },
    apart={Act.APPROVE_EXTENSION: Act.ASK_EXTENSION, Act.REFUSE_EXTENSION: Act.ASK_EXTENSION, Act.SIGN: Act.DRAFT},
)
