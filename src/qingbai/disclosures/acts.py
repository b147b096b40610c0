"""The way of a case inquiry (办案查询办理流程): which act may follow which, and by whom. One table, nothing else decides.

The same table serves state organs, defence lawyers, notary offices and licensing organs; organs and lawyers may hand in online too, and then an
officer looks at their papers and accepts before anybody is searched for. Where a record is told, somebody else than those
who handled the request clears the answer first (两人办理). Pure. ``qingbai cases table`` prints it.
"""

from enum import StrEnum

from qingbai.agencies.ways import By, Way


class Status(StrEnum):
    """Where a case inquiry stands (办理状态)."""

    SUBMITTED = "submitted"  # 已提交
    INCOMPLETE = "incomplete"  # 待补正（已一次性告知）
    DECLINED = "declined"  # 不予受理
    ACCEPTED = "accepted"  # 已受理
    SEARCHED = "searched"  # 已检索
    WITH_A_PERSON = "with_a_person"  # 待人工核实
    DECIDED = "decided"  # 已决定
    CLEARED = "cleared"  # 已复核
    ISSUED = "issued"  # 已复函
    SIGNED_FOR = "signed_for"  # 已签收
    WITHDRAWN = "withdrawn"  # 已撤回
    REVOKED = "revoked"  # 复函已撤销


class Act(StrEnum):
    """What may be done with a case inquiry (办理行为)."""

    SUBMIT = "submit"  # 提出查询
    LIST_MISSING = "list_missing"  # 一次性告知
    SUPPLEMENT = "supplement"  # 补正
    DECLINE = "decline"  # 不予受理
    ACCEPT = "accept"  # 受理
    SEARCH = "search"  # 检索
    REFER = "refer"  # 转人工核实
    JUDGE_MATCH = "judge_match"  # 认定是否同一人
    JUDGE_QUESTION = "judge_question"  # 人工认定是否告知一项记录
    DECIDE = "decide"  # 作出决定
    CLEAR = "clear"  # 复核通过
    SEND_BACK = "send_back"  # 复核退回
    ISSUE = "issue"  # 复函
    SIGN_FOR = "sign_for"  # 签收
    WITHDRAW = "withdraw"  # 撤回
    REVOKE = "revoke"  # 撤销复函
    REOPEN = "reopen"  # 重新办理


MACHINE = frozenset({By.MACHINE})
OFFICE = frozenset({By.MACHINE, By.CLERK})
CLERK = frozenset({By.CLERK})
ASKER = frozenset({By.ASKER, By.CLERK})
REVIEWER = frozenset({By.REVIEWER})

S, A = Status, Act
_OPEN = (S.SUBMITTED, S.INCOMPLETE, S.ACCEPTED, S.SEARCHED, S.WITH_A_PERSON, S.DECIDED, S.CLEARED)
_UNSEEN = (S.SUBMITTED, S.INCOMPLETE)
HANDLED = frozenset({A.SUBMIT, A.SUPPLEMENT, A.ACCEPT, A.JUDGE_MATCH, A.JUDGE_QUESTION})
"""Acts after which somebody may not clear the answer of the same request."""

WAY: Way[Status, Act] = Way(
    table={
        (None, A.SUBMIT): (S.SUBMITTED, ASKER),
        (S.SUBMITTED, A.LIST_MISSING): (S.INCOMPLETE, OFFICE),
        (S.SUBMITTED, A.DECLINE): (S.DECLINED, OFFICE),
        (S.SUBMITTED, A.ACCEPT): (S.ACCEPTED, OFFICE),
        (S.INCOMPLETE, A.SUPPLEMENT): (S.SUBMITTED, ASKER),
        (S.ACCEPTED, A.SEARCH): (S.SEARCHED, OFFICE),
        (S.SEARCHED, A.REFER): (S.WITH_A_PERSON, OFFICE),
        (S.SEARCHED, A.DECIDE): (S.DECIDED, OFFICE),
        (S.WITH_A_PERSON, A.JUDGE_MATCH): (S.WITH_A_PERSON, CLERK),
        (S.WITH_A_PERSON, A.JUDGE_QUESTION): (S.WITH_A_PERSON, CLERK),
        (S.WITH_A_PERSON, A.SEARCH): (S.SEARCHED, OFFICE),
        (S.DECIDED, A.ISSUE): (S.ISSUED, OFFICE),
        (S.DECIDED, A.CLEAR): (S.CLEARED, REVIEWER),
        (S.DECIDED, A.SEND_BACK): (S.WITH_A_PERSON, REVIEWER),
        # Where the register is another since: what was to be told may be gone, or be told otherwise (``steps``).
        (S.DECIDED, A.SEARCH): (S.SEARCHED, MACHINE),
        (S.CLEARED, A.SEARCH): (S.SEARCHED, MACHINE),
        (S.CLEARED, A.ISSUE): (S.ISSUED, OFFICE),
        (S.ISSUED, A.SIGN_FOR): (S.SIGNED_FOR, ASKER),
        **{(one, A.REVOKE): (S.REVOKED, REVIEWER) for one in (S.ISSUED, S.SIGNED_FOR)},
        (S.REVOKED, A.REOPEN): (S.ACCEPTED, REVIEWER),
        # Online the request is taken back until it was accepted: how far it is afterwards would tell what was found.
        **{(one, A.WITHDRAW): (S.WITHDRAWN, ASKER if one in _UNSEEN else CLERK) for one in _OPEN},
    },
    apart={A.CLEAR: HANDLED, A.SEND_BACK: HANDLED},
)

CLOSED = frozenset({S.DECLINED, S.SIGNED_FOR, S.WITHDRAWN, S.REVOKED})
"""Nobody is waited for; a letter found wrong can still be taken back and the request answered anew (INQ-28)."""
