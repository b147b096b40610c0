"""What people are told (通知内容): one text a step, in Chinese and in English, which nothing personal can enter.

A text is made from the number of the case and from facts of a few fixed forms: an office's code, a day, an instant, an amount in fen, a
count, a number of a postal item. No name fits any of them. An answer is announced in the same words whatever it says.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from string import Formatter

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.notifications import ways_back

SIGN = "清白"
"""Who speaks, as carriers want it at the head of a text message."""


class Message(StrEnum):
    """One step that people are told of (通知事项)."""

    SUBMITTED = "submitted"  # 已提交
    MISSING = "missing"  # 一次性告知补正
    FEE_DUE = "fee_due"  # 应缴费
    PAID = "paid"  # 已缴费
    REFUNDED = "refunded"  # 已退费
    ACCEPTED = "accepted"  # 已受理
    RECEIPT_READY = "receipt_ready"  # 受理回执可取
    INVESTIGATION_BEGUN = "investigation_begun"  # 情况复杂，开始调查核实
    INVESTIGATION_ENDED = "investigation_ended"  # 调查核实结束
    COOPERATION_ASKED = "cooperation_asked"  # 请协助调查核实
    EXTENDED = "extended"  # 延期
    ANSWER_READY = "answer_ready"  # 已答复
    POSTED = "posted"  # 已寄出
    MAIL_LOST = "mail_lost"  # 邮件丢失，补寄
    DECLINED = "declined"  # 不予受理
    EXPIRED = "expired"  # 逾期未补正，办理终止
    WITHDRAWN = "withdrawn"  # 已撤回
    PAPER_REVOKED = "paper_revoked"  # 文书已撤销
    REVIEW_ACCEPTED = "review_accepted"  # 复查已受理
    REVIEW_EXTENDED = "review_extended"  # 复查延期
    REVIEW_ANSWERED = "review_answered"  # 复查已答复
    CONSENT_ASKED = "consent_asked"  # 单位请求本人授权
    LIST_ANSWERED = "list_answered"  # 单位名单已答复
    YEARLY_CHECK_DUE = "yearly_check_due"  # 从业人员年度查询到期
    APPOINTMENT_BOOKED = "appointment_booked"  # 已预约
    APPOINTMENT_CANCELLED = "appointment_cancelled"  # 预约已取消
    APPOINTMENT_REMINDER = "appointment_reminder"  # 预约提醒
    CHANGE_ASKED = "change_asked"  # 请确认失效告知申请
    NOT_CURRENT = "not_current"  # 失效告知
    SOMETHING_NEW = "something_new"  # 关注的页面有新内容


ENDS = frozenset(
    {
        *(Message.ANSWER_READY, Message.DECLINED, Message.EXPIRED, Message.WITHDRAWN),
        *(Message.REVIEW_ANSWERED, Message.LIST_ANSWERED, Message.YEARLY_CHECK_DUE, Message.CONSENT_ASKED),
        Message.NOT_CURRENT,
    }
)
"""After these nobody is waited for: the days begin after which the address is forgotten."""

AGAIN = frozenset({Message.SOMETHING_NEW})
"""Told as often as there is something, while somebody wants it: where one went is forgotten as after an end, where the next goes stays."""

TO_WHO_CHECKED = frozenset({Message.CHANGE_ASKED, Message.NOT_CURRENT})
"""To people without an account, who checked somebody's paper: the way back is an address of their own (``ways_back``)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in both languages. ``optional``: left out where a fact that it names was not given."""

    zh: str
    en: str
    optional: bool = False


BY_DAY = Sentence("请于{until}前办理。", "Please do this by {until}.", optional=True)
DUE = Sentence("将于{due_on}前答复。", "It will be answered by {due_on}.", optional=True)
AT_OFFICE = Sentence("受理单位：{office}。", "Office: {office}.", optional=True)
BOOKED = Sentence("{office}，{at}。", "{office}, {at}.")

TEXTS: Mapping[Message, tuple[Sentence, ...]] = {
    Message.SUBMITTED: (Sentence("已收到您的申请。", "Your application has been received."), AT_OFFICE),
    Message.MISSING: (
        Sentence("尚缺材料，详见网站。", "Papers are missing; the website lists all of them."),
        BY_DAY,
        AT_OFFICE,
    ),
    Message.FEE_DUE: (Sentence("应缴费{amount}元。", "A fee of {amount} yuan is due."), BY_DAY),
    Message.PAID: (Sentence("已收到缴费{amount}元。", "Your payment of {amount} yuan has been received."),),
    Message.REFUNDED: (Sentence("已退费{amount}元。", "{amount} yuan have been refunded."),),
    Message.ACCEPTED: (Sentence("已受理。", "Your case has been accepted."), DUE, AT_OFFICE),
    Message.RECEIPT_READY: (Sentence("受理回执已可下载。", "The receipt is ready to download."),),
    Message.INVESTIGATION_BEGUN: (
        Sentence(
            "需进一步调查核实，期间不计入办理期限。",
            "Facts have to be checked further; the time limit stands still meanwhile.",
        ),
    ),
    Message.INVESTIGATION_ENDED: (
        Sentence("调查核实已结束，办理期限继续计算。", "The checking has ended and the time limit runs again."),
        DUE,
    ),
    Message.COOPERATION_ASKED: (
        Sentence("请您协助调查核实，详见网站。", "Your help is asked to check facts; the website says how."),
        BY_DAY,
        AT_OFFICE,
    ),
    Message.EXTENDED: (
        Sentence("办理期限已依规延长。", "The time for the answer has been extended as the rules provide."),
        DUE,
    ),
    Message.ANSWER_READY: (Sentence("已有答复。", "Your answer is ready."), AT_OFFICE),
    Message.POSTED: (
        Sentence("已寄出，邮件号{waybill}。", "Your paper has been posted; number of the item: {waybill}."),
    ),
    Message.MAIL_LOST: (
        Sentence("邮件未能送达，将重新寄送。", "The postal item was lost; the paper will be sent again."),
        Sentence("新邮件号{waybill}。", "Number of the new item: {waybill}.", optional=True),
    ),
    Message.DECLINED: (
        Sentence("未予受理，理由详见网站。", "It was not accepted; the website says why."),
        AT_OFFICE,
    ),
    Message.EXPIRED: (
        Sentence(
            "未在期限内补正，办理已终止。您可以重新申请。",
            "Nothing was handed in in time, so the case has ended. You may apply again.",
        ),
    ),
    Message.WITHDRAWN: (Sentence("已撤回。", "It has been withdrawn."),),
    Message.PAPER_REVOKED: (
        Sentence("一份文书已撤销，详见网站。", "A paper has been taken back; the website says more."),
        AT_OFFICE,
    ),
    Message.REVIEW_ACCEPTED: (Sentence("复查申请已受理。", "The review has been accepted."), DUE, AT_OFFICE),
    Message.REVIEW_EXTENDED: (Sentence("复查期限已依规延长。", "The review has been extended."), DUE),
    Message.REVIEW_ANSWERED: (Sentence("复查已有答复。", "The review has been answered."), AT_OFFICE),
    Message.LIST_ANSWERED: (Sentence("名单已有答复。", "Your list has been answered."), AT_OFFICE),
    Message.CONSENT_ASKED: (
        Sentence(
            "有单位请求您的授权。请登录后打开 /consents/ 查看，同意与否由您决定。",
            "A unit asks for your consent. Sign in and look at /consents/; whether you agree is yours to decide.",
        ),
    ),
    Message.YEARLY_CHECK_DUE: (
        Sentence(
            "贵单位从业人员应于{until}前进行年度查询。",
            "The yearly check of your unit's people is due by {until}.",
        ),
        Sentence(
            "经办人可携名单到登记单位办理。",
            "The handler may bring the list to the office of registration.",
        ),
        Sentence(
            "也可登录后打开 {page} 网上办理：有去年名单的，勾选仍在岗人员、增加新入职人员即可。",
            "It can be done online too: sign in, open {page}; from last year's list, tick who still works there and add who came.",
            optional=True,
        ),
        AT_OFFICE,
    ),
    Message.APPOINTMENT_BOOKED: (Sentence("预约成功。", "Your appointment is booked."), BOOKED),
    Message.APPOINTMENT_CANCELLED: (Sentence("预约已取消。", "Your appointment has been cancelled."), BOOKED),
    Message.APPOINTMENT_REMINDER: (Sentence("请按时赴约。", "A reminder of your appointment."), BOOKED),
    Message.CHANGE_ASKED: (
        Sentence(
            "有人（可能是您）核验了一份文书，要求在其失效时告知本地址。如属实，请打开下列地址确认；否则不必理会，两日后此要求自动删除。",
            "Somebody, perhaps you, asked to be told here if a paper stops being current. If it was you, confirm at the address; if not, do nothing: it is forgotten in two days.",
        ),
    ),
    Message.SOMETHING_NEW: (Sentence("您关注的页面有新内容。", "A page that you follow has something new."),),
    Message.NOT_CURRENT: (
        Sentence(
            "您要求关注的文书或链接已不再有效。请勿再凭其办理，可请出示人提供新的文书。",
            "The paper or link that you asked about is not current any more. Do not rely on it; ask whoever showed it for a fresh one.",
        ),
    ),
}

FORMS: Mapping[str, str] = {
    "office": r"[0-9A-Za-z-]{1,40}",
    "until": r"\d{4}-\d{2}-\d{2}",
    "due_on": r"\d{4}-\d{2}-\d{2}",
    "at": r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?([+-]\d{2}:\d{2}|Z)",
    "amount": r"\d{1,9}",
    "waybill": r"[A-Z0-9]{6,20}",
    "page": r"/[a-z/-]{1,40}",
}
"""The facts that exist, and the form of each: an office's code, ISO days, an aware ISO instant, fen, the number of a postal item, a page of the site."""
NUMBER = r"[A-Z]{2}\d{8}-[0-9A-Z]{4,12}"
"""The number of a case of any kind."""


class MessageRefused(ValueError):
    """A message that may not be sent: it lacks a fact, or has one that it must not carry. ``faults`` says everything."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Text:
    """A message in the language asked for."""

    subject: str
    body: str
    short: str
    """The same as one text message."""


def check(message: Message, about: str, facts: Mapping[str, str], language: str) -> None:
    """Raises ``MessageRefused`` with everything that keeps this from being a message without any personal detail."""
    faults = [] if re.fullmatch(NUMBER, about) else ["'about' is not the number of a case"]
    if language not in {"zh-hans", "en"}:
        faults.append(f"there are no texts in {language!r}: zh-hans or en")
    needed = {name for sentence in TEXTS[message] if not sentence.optional for name in _fields(sentence)}
    known = {name for sentence in TEXTS[message] for name in _fields(sentence)}
    faults += [f"{message.value} needs the fact {name!r}" for name in sorted(needed - facts.keys())]
    faults += [f"{message.value} has no place for the fact {name!r}" for name in sorted(facts.keys() - known)]
    faults += [
        f"{name!r} has not the form of such a fact"
        for name, value in sorted(facts.items())
        if name in FORMS and not _well_formed(name, value)
    ]
    if faults:
        raise MessageRefused(*faults)


def render(message: Message, about: str, facts: Mapping[str, str], language: str, address: str) -> Text:
    """The text in a language; ``address`` is where the portal is."""
    english = language == "en"
    shown = {name: READ[name](value, language) for name, value in facts.items()}
    chosen = [sentence for sentence in TEXTS[message] if not sentence.optional or _fields(sentence) <= facts.keys()]
    lines = [(sentence.en if english else sentence.zh).format_map(shown) for sentence in chosen]
    if message in TO_WHO_CHECKED:
        return _to_who_checked(message, about, lines, ways_back.address(address, about), english=english)
    if english:
        short = f"[{SIGN} Qingbai] Case {about}: {' '.join(lines)}"
        after = f"Sign in and see more: {address}/\n\nThis message was written by a machine; answers to it are not read. Nobody will ask you for a password or a payment by message."
        return Text(f"Case {about}: {lines[0]}", "\n".join([f"Case {about}", "", *lines, "", after, ""]), short)
    short = f"【{SIGN}】{about}：{''.join(lines)}"
    after = f"请登录查看：{address}/\n\n本消息由系统自动发出，请勿回复。我们不会通过消息索要密码或要求付款。"
    return Text(f"{about}：{lines[0]}", "\n".join([f"编号 {about}", "", *lines, "", after, ""]), short)


def _to_who_checked(message: Message, about: str, lines: list[str], way: str, *, english: bool) -> Text:
    """To somebody without an account. The text message leads back only where there is something to confirm."""
    leads = f" {way}" if message is Message.CHANGE_ASKED else ""
    if english:
        subject = "Confirm your request" if leads else "Not current any more"
        after = f"Your request: {way}\n\nThis message was written by a machine; answers to it are not read. Nobody will ask you for a password or a payment by message."
        body = "\n".join([f"Request {about}", "", *lines, "", after, ""])
        return Text(f"{subject}: {about}", body, f"[{SIGN} Qingbai] {about}: {' '.join(lines)}{leads}")
    subject = "请确认失效告知申请" if leads else "文书已不再有效"
    after = f"您的申请：{way}\n\n本消息由系统自动发出，请勿回复。我们不会通过消息索要密码或要求付款。"
    body = "\n".join([f"编号 {about}", "", *lines, "", after, ""])
    return Text(f"{about}：{subject}", body, f"【{SIGN}】{about}：{''.join(lines)}{leads}")


def _fields(sentence: Sentence) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence.zh) if name)


def _well_formed(name: str, value: str) -> bool:
    if not re.fullmatch(FORMS[name], value, re.ASCII):
        return False
    try:
        READ[name](value, "en")
    except ValueError:
        return False
    return True


def _office(code: str, language: str) -> str:
    office = agencies.find_office(code)
    if office is None:
        return code
    return office.name_en if language == "en" else office.name_zh


def _day(text: str, language: str) -> str:
    day = date.fromisoformat(text)
    return (
        f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        if language == "en"
        else f"{day.year}年{day.month}月{day.day}日"
    )


def _instant(text: str, language: str) -> str:
    at = datetime.fromisoformat(text).astimezone(clock.CHINA)
    return f"{_day(at.date().isoformat(), language)} {at:%H:%M}"


def _amount(fen: str, _: str) -> str:
    return f"{int(fen) // 100}.{int(fen) % 100:02}"


def _as_it_is(text: str, _: str) -> str:
    return text


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
READ: Mapping[str, Callable[[str, str], str]] = {
    "office": _office,
    "until": _day,
    "due_on": _day,
    "at": _instant,
    "amount": _amount,
    "waybill": _as_it_is,
    "page": _as_it_is,
}
