"""What acts on cases are called (办理行为), for every room alike; and sorts of cases."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from qingbai.agencies.foureyes import Room
from qingbai.agencies.terms import Bilingual
from qingbai.law.citations import INSTRUMENTS, Citation, in_words
from qingbai.oversight.explaining import Sort
from qingbai.pages.language import english, in_ours

STEPS: Mapping[str, Bilingual] = {
    name: Bilingual(zh, en)
    for name, zh, en in (
        ("accept", "受理", "Accepted"),
        ("add_paper", "部分补正", "Some papers added"),
        ("answer", "答复，制作告知函", "Answered, letters made"),
        ("approve_extension", "批准延期", "Extension approved"),
        ("approve_investigation", "批准调查核实", "Investigation approved"),
        ("ask_cooperation", "通知当事人配合", "Asked to help"),
        ("ask_evidence", "要求提供证据、配合复查", "Evidence asked for"),
        ("ask_extension", "申请延期", "Extension asked for"),
        ("ask_fee", "通知缴费", "Fee asked for"),
        ("ask_investigation", "提请调查核实", "Investigation asked for"),
        ("assign", "分派承办人", "Given to an officer"),
        ("check", "逐行检索完毕", "Every row searched"),
        ("choose_delivery", "选择领取方式", "Delivery chosen"),
        ("claim", "领办", "Taken up by an officer"),
        ("clear", "复核通过", "Cleared by a second person"),
        ("close", "办结", "Closed"),
        ("cooperate", "当事人已配合", "Has helped"),
        ("decide", "作出决定", "Decided"),
        ("decline", "不予受理", "Not accepted"),
        ("draft", "拟写复查意见", "Opinion drafted"),
        ("escalate", "逾期督办", "Overdue: the head was told"),
        ("expire", "逾期终止", "Ended: nothing came in time"),
        ("give_evidence", "提供证据", "Evidence given"),
        ("give_receipt", "出具受理回执", "Receipt given"),
        ("go_on", "未提供而继续复查", "Went on without evidence"),
        ("hold", "存疑，暂停办理", "Held because of a doubt"),
        ("issue", "出具文书", "Paper issued"),
        ("judge_match", "认定是否同一人", "Identity decided"),
        ("judge_question", "人工认定规则未定之事", "Open question decided"),
        ("keep_link", "不采信证据，不暂停", "Link kept"),
        ("lift_hold", "疑点排除，继续办理", "Doubt dispelled"),
        ("list_missing", "一次性告知", "Told what is missing"),
        ("made_by_hand", "手工制证并交付", "Paper made by hand"),
        ("mail_lost", "邮件遗失", "Lost in the post"),
        ("object", "提出异议", "Objected"),
        ("pay", "缴费到账", "Fee paid"),
        ("post", "邮寄", "Posted"),
        ("read_rows", "逐行读取", "Rows read"),
        ("refer", "转人工核实", "Referred to a person"),
        ("refuse_extension", "不批准延期", "Extension not approved"),
        ("refuse_investigation", "不批准调查核实", "Investigation not approved"),
        ("reject", "查实虚假材料、冒用身份，不予办理", "Turned away for deceit"),
        ("remind", "到期提醒", "Reminder: falls due"),
        ("reopen", "重新办理", "Taken up again"),
        ("replace", "撤销告知函并重新出具", "Letters replaced"),
        ("resume", "调查核实完毕，恢复计时", "Investigation ended"),
        ("return", "退回重拟", "Sent back to be drafted anew"),
        ("revoke", "撤销文书", "Paper taken back"),
        ("search", "检索", "Register searched"),
        ("send_back", "复核退回", "Sent back by a second person"),
        ("sign", "签发复查意见", "Opinion signed"),
        ("sign_for", "签收", "Signed for"),
        ("submit", "提出申请", "Handed in"),
        ("supplement", "补正", "Papers added"),
        ("suspend_link", "采信证据，暂停人案关联", "Link suspended"),
        ("withdraw", "撤回", "Withdrawn"),
    )
}
SORTS: Mapping[Sort, Bilingual] = {
    Sort.APPLICATION: Bilingual("查询申请", "Application"),
    Sort.LIST: Bilingual("单位名单", "List of a unit"),
    Sort.REQUEST: Bilingual("办案查询", "Request of an organ, lawyer or notary office"),
    Sort.REVIEW: Bilingual("复查", "Review"),
}


ROOMS: Mapping[Room, Promise] = {
    Room.APPLICATION: gettext_lazy("Application of a person"),
    Room.LIST: gettext_lazy("List of a unit"),
    Room.REQUEST: gettext_lazy("Request of an organ, lawyer or notary office"),
    Room.REVIEW: gettext_lazy("Review of an answer"),
    Room.REFUND: gettext_lazy("Refund in cash"),
    Room.OPENING: gettext_lazy("Request to look at sealed records"),
    Room.UNSEALING: gettext_lazy("Lifting of a seal"),
    Room.DRAFT: gettext_lazy("Document to be entered"),
    Room.EMERGENCY: gettext_lazy("Look in an emergency"),
}


def step(act: str) -> str:
    """An act by its name."""
    return in_ours(STEPS[act])


def sort(value: Sort) -> str:
    """A sort of case."""
    return in_ours(SORTS[value])


def article(instrument: str, place: str) -> str:
    """An article as one prints it; an instrument that came with a file by its own key."""
    if instrument not in INSTRUMENTS:
        return f"{instrument} {place}".rstrip()
    zh, en = in_words(Citation(instrument, place))
    return en if english() else zh
