"""The way of an application (办理流程): which act may follow which, and by whom. One table, nothing else decides.

Where an application stands is never stored: it is a fold over the acts recorded for it. Doors ask ``lawful`` (``conditions``)
which buttons to show; services ask ``WAY.following`` whether an act may be done. Pure. ``qingbai cases table`` prints it.
"""

from enum import StrEnum

from qingbai.agencies.ways import By, Way


class Status(StrEnum):
    """Where an application stands (办理状态)."""

    SUBMITTED = "submitted"  # 已提交
    FEE_DUE = "fee_due"  # 待缴费
    INCOMPLETE = "incomplete"  # 待补正（已一次性告知）
    HELD_BEFORE = "held_before"  # 受理前存疑核查
    DECLINED = "declined"  # 不予受理
    EXPIRED = "expired"  # 逾期终止
    ACCEPTED = "accepted"  # 已受理
    SEARCHED = "searched"  # 已检索
    WITH_A_PERSON = "with_a_person"  # 待人工核实
    INVESTIGATION_ASKED = "investigation_asked"  # 待批准调查核实
    INVESTIGATING = "investigating"  # 调查核实中（不计入期限）
    COOPERATION_ASKED = "cooperation_asked"  # 调查核实中，待当事人配合
    HELD = "held"  # 存疑核查
    DECIDED = "decided"  # 已决定
    CLEARED = "cleared"  # 已法制审核
    ISSUED = "issued"  # 已出具
    POSTED = "posted"  # 已邮寄
    SIGNED_FOR = "signed_for"  # 已签收
    WITHDRAWN = "withdrawn"  # 已撤回
    REVOKED = "revoked"  # 文书已撤销


class Act(StrEnum):
    """What may be done with an application (办理行为)."""

    SUBMIT = "submit"  # 提出申请
    ASK_FEE = "ask_fee"  # 通知缴费
    PAY = "pay"  # 缴费到账
    LIST_MISSING = "list_missing"  # 一次性告知
    ADD_PAPER = "add_paper"  # 部分补正
    SUPPLEMENT = "supplement"  # 补正
    EXPIRE = "expire"  # 逾期终止
    DECLINE = "decline"  # 不予受理
    ACCEPT = "accept"  # 受理
    GIVE_RECEIPT = "give_receipt"  # 出具受理回执
    SEARCH = "search"  # 检索
    REFER = "refer"  # 转人工核实
    JUDGE_MATCH = "judge_match"  # 认定是否同一人
    JUDGE_QUESTION = "judge_question"  # 人工认定规则未定之事
    ASK_INVESTIGATION = "ask_investigation"  # 提请调查核实
    APPROVE_INVESTIGATION = "approve_investigation"  # 批准调查核实
    REFUSE_INVESTIGATION = "refuse_investigation"  # 不批准调查核实
    ASK_COOPERATION = "ask_cooperation"  # 通知当事人配合
    COOPERATE = "cooperate"  # 当事人已配合
    RESUME = "resume"  # 调查核实完毕，恢复计时
    HOLD = "hold"  # 存疑，暂停办理
    LIFT_HOLD = "lift_hold"  # 疑点排除，继续办理
    REJECT = "reject"  # 查实虚假材料、冒用身份，不予办理
    DECIDE = "decide"  # 作出决定
    CLEAR = "clear"  # 法制审核通过
    SEND_BACK = "send_back"  # 法制审核退回
    ISSUE = "issue"  # 出具文书
    CHOOSE_DELIVERY = "choose_delivery"  # 选择领取方式
    POST = "post"  # 邮寄
    MAIL_LOST = "mail_lost"  # 邮件遗失
    SIGN_FOR = "sign_for"  # 签收
    MADE_BY_HAND = "made_by_hand"  # 手工制证并交付
    CLAIM = "claim"  # 领办
    ASSIGN = "assign"  # 分派
    REMIND = "remind"  # 到期提醒
    ESCALATE = "escalate"  # 逾期督办
    WITHDRAW = "withdraw"  # 撤回
    REVOKE = "revoke"  # 撤销文书
    REOPEN = "reopen"  # 重新办理


HANDED_OUT = frozenset({Act.CLAIM, Act.ASSIGN})
"""Acts that say who of the office works on it, and nothing about the application."""
ASIDE = frozenset({Act.GIVE_RECEIPT, Act.CHOOSE_DELIVERY, Act.REMIND, Act.ESCALATE}) | HANDED_OUT
"""Acts beside the way: the application stands after them where it stood before."""
BY_HAND = frozenset({Act.JUDGE_MATCH, Act.JUDGE_QUESTION})
"""Acts by which a person decided what the rules left open."""

MACHINE = frozenset({By.MACHINE})
OFFICE = frozenset({By.MACHINE, By.CLERK})
CLERK = frozenset({By.CLERK})
REVIEWER = frozenset({By.REVIEWER})
HEAD = frozenset({By.HEAD})
ASKER = frozenset({By.ASKER, By.CLERK})
"""Who asks, or the clerk to whom they say it at the counter."""
ANYBODY = frozenset({By.MACHINE, By.ASKER, By.CLERK})

S, A = Status, Act
_AT_THE_DOOR = (S.SUBMITTED, S.FEE_DUE, S.INCOMPLETE, S.HELD_BEFORE)
_UNDER_WAY = (
    *(S.ACCEPTED, S.SEARCHED, S.WITH_A_PERSON, S.INVESTIGATION_ASKED, S.INVESTIGATING, S.COOPERATION_ASKED),
    *(S.HELD, S.DECIDED, S.CLEARED),
)

WAY: Way[Status, Act] = Way(
    table={
        (None, A.SUBMIT): (S.SUBMITTED, ASKER),
        (S.SUBMITTED, A.ASK_FEE): (S.FEE_DUE, OFFICE),
        (S.SUBMITTED, A.LIST_MISSING): (S.INCOMPLETE, OFFICE),
        (S.SUBMITTED, A.DECLINE): (S.DECLINED, OFFICE),
        (S.SUBMITTED, A.ACCEPT): (S.ACCEPTED, OFFICE),
        (S.FEE_DUE, A.PAY): (S.SUBMITTED, OFFICE),
        (S.FEE_DUE, A.EXPIRE): (S.EXPIRED, MACHINE),
        (S.INCOMPLETE, A.ADD_PAPER): (S.INCOMPLETE, ASKER),
        (S.INCOMPLETE, A.SUPPLEMENT): (S.SUBMITTED, ASKER),
        (S.INCOMPLETE, A.EXPIRE): (S.EXPIRED, MACHINE),
        (S.ACCEPTED, A.SEARCH): (S.SEARCHED, OFFICE),
        (S.SEARCHED, A.REFER): (S.WITH_A_PERSON, OFFICE),
        (S.SEARCHED, A.DECIDE): (S.DECIDED, OFFICE),
        (S.WITH_A_PERSON, A.JUDGE_MATCH): (S.WITH_A_PERSON, CLERK),
        (S.WITH_A_PERSON, A.JUDGE_QUESTION): (S.WITH_A_PERSON, CLERK),
        (S.WITH_A_PERSON, A.SEARCH): (S.SEARCHED, OFFICE),
        (S.WITH_A_PERSON, A.MADE_BY_HAND): (S.SIGNED_FOR, CLERK),
        (S.WITH_A_PERSON, A.ASK_INVESTIGATION): (S.INVESTIGATION_ASKED, CLERK),
        (S.INVESTIGATION_ASKED, A.APPROVE_INVESTIGATION): (S.INVESTIGATING, HEAD),
        (S.INVESTIGATION_ASKED, A.REFUSE_INVESTIGATION): (S.WITH_A_PERSON, HEAD),
        (S.INVESTIGATION_ASKED, A.SEARCH): (S.SEARCHED, MACHINE),
        (S.INVESTIGATING, A.ASK_COOPERATION): (S.COOPERATION_ASKED, CLERK),
        (S.INVESTIGATING, A.RESUME): (S.WITH_A_PERSON, OFFICE),
        (S.COOPERATION_ASKED, A.COOPERATE): (S.INVESTIGATING, ASKER),
        (S.COOPERATION_ASKED, A.RESUME): (S.WITH_A_PERSON, OFFICE),
        (S.DECIDED, A.ISSUE): (S.ISSUED, OFFICE),
        (S.DECIDED, A.REFER): (S.WITH_A_PERSON, OFFICE),
        (S.DECIDED, A.CLEAR): (S.CLEARED, REVIEWER),
        (S.DECIDED, A.SEND_BACK): (S.WITH_A_PERSON, REVIEWER),
        # Where the register is another since: what was decided upon may be gone (``steps``).
        (S.DECIDED, A.SEARCH): (S.SEARCHED, MACHINE),
        (S.CLEARED, A.ISSUE): (S.ISSUED, OFFICE),
        (S.CLEARED, A.REFER): (S.WITH_A_PERSON, OFFICE),
        (S.CLEARED, A.SEARCH): (S.SEARCHED, MACHINE),
        (S.ISSUED, A.POST): (S.POSTED, CLERK),
        (S.ISSUED, A.SIGN_FOR): (S.SIGNED_FOR, ASKER),
        (S.POSTED, A.SIGN_FOR): (S.SIGNED_FOR, ASKER),
        (S.POSTED, A.MAIL_LOST): (S.ISSUED, CLERK),
        **{(one, A.REVOKE): (S.REVOKED, REVIEWER) for one in (S.ISSUED, S.POSTED, S.SIGNED_FOR)},
        (S.REVOKED, A.REOPEN): (S.ACCEPTED, REVIEWER),
        # Suspected false papers or another's identity (INQ-31): the office looks into it; who asks sees the application as before.
        **{(one, A.HOLD): (S.HELD_BEFORE, OFFICE) for one in (S.SUBMITTED, S.FEE_DUE, S.INCOMPLETE)},
        **{(one, A.HOLD): (S.HELD, OFFICE) for one in (S.ACCEPTED, S.WITH_A_PERSON, S.DECIDED, S.CLEARED)},
        (S.HELD_BEFORE, A.LIFT_HOLD): (S.SUBMITTED, CLERK),
        (S.HELD, A.LIFT_HOLD): (S.WITH_A_PERSON, CLERK),
        **{(one, A.REJECT): (S.DECLINED, HEAD) for one in (S.HELD_BEFORE, S.HELD)},
        **{(one, A.WITHDRAW): (S.WITHDRAWN, ASKER) for one in (*_AT_THE_DOOR, *_UNDER_WAY)},
        **{(one, A.GIVE_RECEIPT): (one, ANYBODY) for one in (*_UNDER_WAY, S.ISSUED)},
        **{(one, A.CHOOSE_DELIVERY): (one, ASKER) for one in (*_AT_THE_DOOR, *_UNDER_WAY, S.ISSUED)},
        **{(one, A.CLAIM): (one, CLERK) for one in (*_AT_THE_DOOR, *_UNDER_WAY, S.ISSUED)},
        **{(one, A.ASSIGN): (one, HEAD) for one in (*_AT_THE_DOOR, *_UNDER_WAY, S.ISSUED)},
        **{(one, act): (one, MACHINE) for act in (A.REMIND, A.ESCALATE) for one in _UNDER_WAY},
    },
    apart={
        A.APPROVE_INVESTIGATION: A.ASK_INVESTIGATION,
        A.REFUSE_INVESTIGATION: A.ASK_INVESTIGATION,
        A.REJECT: A.HOLD,
        A.CLEAR: BY_HAND,
    },
)

ENDS = frozenset({Status.DECLINED, Status.EXPIRED, Status.WITHDRAWN})
"""Nothing can follow."""
CLOSED = ENDS | {Status.SIGNED_FOR, Status.REVOKED}
"""Nobody is waited for; a paper found wrong can still be taken back and the application taken up again (INQ-28)."""
ANSWERED = frozenset({Status.ISSUED, Status.POSTED, Status.SIGNED_FOR})
"""A paper stands."""
INVESTIGATED = frozenset({Status.INVESTIGATING, Status.COOPERATION_ASKED})
"""The legal clock stands still (INQ-20)."""
