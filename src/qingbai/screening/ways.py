"""The way of a list (名单办理流程): which act may follow which, and by whom."""

from enum import StrEnum

from qingbai.agencies.ways import By, Way


class Status(StrEnum):
    """Where a list stands (办理状态)."""

    SUBMITTED = "submitted"  # 已提交
    READ = "read"  # 已逐行读取
    CONFIRMED = "confirmed"  # 单位已确认，材料待核
    INCOMPLETE = "incomplete"  # 待补正（已一次性告知）
    DECLINED = "declined"  # 不予受理
    ACCEPTED = "accepted"  # 已受理，检索中
    WITH_A_PERSON = "with_a_person"  # 待人工认定
    CHECKED = "checked"  # 已逐行检索
    ANSWERED = "answered"  # 已答复，制作告知函
    ISSUED = "issued"  # 已出具告知函
    SIGNED_FOR = "signed_for"  # 已签收
    CLOSED = "closed"  # 办结
    WITHDRAWN = "withdrawn"  # 已撤回
    EXPIRED = "expired"  # 逾期未补正


class Act(StrEnum):
    """What may be done with a list (办理行为)."""

    SUBMIT = "submit"  # 提交名单
    READ_ROWS = "read_rows"  # 逐行读取
    CONFIRM = "confirm"  # 确认提交（网上）
    LIST_MISSING = "list_missing"  # 一次性告知
    SUPPLEMENT = "supplement"  # 补正
    DECLINE = "decline"  # 不予受理
    ACCEPT = "accept"  # 受理
    REFER = "refer"  # 转人工认定
    JUDGE_MATCH = "judge_match"  # 认定是否同一人
    JUDGE_QUESTION = "judge_question"  # 人工认定规则未定之事
    CHECK = "check"  # 逐行检索完毕
    ANSWER = "answer"  # 答复
    ISSUE = "issue"  # 出具告知函
    SIGN_FOR = "sign_for"  # 签收
    CLOSE = "close"  # 办结
    WITHDRAW = "withdraw"  # 撤回
    EXPIRE = "expire"  # 逾期
    REPLACE = "replace"  # 撤销告知函并重新出具


HOUSE = frozenset({By.MACHINE, By.CLERK})
UNIT = frozenset({By.ASKER, By.CLERK})
ASKER = frozenset({By.ASKER})
MACHINE = frozenset({By.MACHINE})
CLERK = frozenset({By.CLERK})
REVIEWER = frozenset({By.REVIEWER})

WAY: Way[Status, Act] = Way(
    {
        (None, Act.SUBMIT): (Status.SUBMITTED, UNIT),
        (Status.SUBMITTED, Act.DECLINE): (Status.DECLINED, HOUSE),
        (Status.SUBMITTED, Act.READ_ROWS): (Status.READ, HOUSE),
        (Status.SUBMITTED, Act.WITHDRAW): (Status.WITHDRAWN, UNIT),
        (Status.READ, Act.DECLINE): (Status.DECLINED, HOUSE),
        (Status.READ, Act.LIST_MISSING): (Status.INCOMPLETE, HOUSE),
        (Status.READ, Act.ACCEPT): (Status.ACCEPTED, HOUSE),
        (Status.READ, Act.WITHDRAW): (Status.WITHDRAWN, UNIT),
        # Online the unit sees how its rows were read, corrects them, and hands in with its papers; an officer looks at those before anybody is searched.
        (Status.READ, Act.SUPPLEMENT): (Status.SUBMITTED, ASKER),
        (Status.READ, Act.CONFIRM): (Status.CONFIRMED, ASKER | MACHINE),
        (Status.READ, Act.EXPIRE): (Status.EXPIRED, MACHINE),
        (Status.CONFIRMED, Act.ACCEPT): (Status.ACCEPTED, CLERK),
        (Status.CONFIRMED, Act.LIST_MISSING): (Status.INCOMPLETE, CLERK),
        (Status.CONFIRMED, Act.WITHDRAW): (Status.WITHDRAWN, UNIT),
        (Status.INCOMPLETE, Act.SUPPLEMENT): (Status.SUBMITTED, UNIT),
        (Status.INCOMPLETE, Act.WITHDRAW): (Status.WITHDRAWN, UNIT),
        (Status.INCOMPLETE, Act.EXPIRE): (Status.EXPIRED, MACHINE),
        (Status.ACCEPTED, Act.REFER): (Status.WITH_A_PERSON, HOUSE),
        (Status.ACCEPTED, Act.CHECK): (Status.CHECKED, HOUSE),
        (Status.ACCEPTED, Act.WITHDRAW): (Status.WITHDRAWN, UNIT),
        (Status.WITH_A_PERSON, Act.JUDGE_MATCH): (Status.WITH_A_PERSON, CLERK),
        (Status.WITH_A_PERSON, Act.JUDGE_QUESTION): (Status.WITH_A_PERSON, CLERK),
        (Status.WITH_A_PERSON, Act.CHECK): (Status.CHECKED, HOUSE),
        (Status.CHECKED, Act.ANSWER): (Status.ANSWERED, HOUSE),
        (Status.ANSWERED, Act.REFER): (Status.WITH_A_PERSON, HOUSE),
        (Status.ANSWERED, Act.ISSUE): (Status.ISSUED, HOUSE),
        (Status.ISSUED, Act.SIGN_FOR): (Status.SIGNED_FOR, UNIT),
        (Status.SIGNED_FOR, Act.CLOSE): (Status.CLOSED, HOUSE),
        **{(one, Act.REPLACE): (one, REVIEWER) for one in (Status.ISSUED, Status.SIGNED_FOR, Status.CLOSED)},
    }
)
"""The one table of the acts of a list. No act can be undone; a letter found wrong is taken back and replaced, and the list stands where it stood."""

ENDS = frozenset({Status.DECLINED, Status.WITHDRAWN, Status.EXPIRED, Status.CLOSED})
"""Nobody is waited for; only a letter found wrong can still be replaced (INQ-28)."""
