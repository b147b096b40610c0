"""Where somebody wants to be told (联系方式): an address for e-mail, a number for text messages, a language. Checked before it is kept.

E-mail: an ASCII mailbox, a domain in any script (kept in its ASCII form). Text messages: a mobile number of mainland China, or any number
with a plus and its country. Nothing else passes, above all no line break: the address goes into the header of a message.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from qingbai.incoming import Fault


class Channel(StrEnum):
    """By which way somebody is told (通知渠道)."""

    EMAIL = "email"  # 电子邮件
    SMS = "sms"  # 短信


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach one person: leave empty what the person does not want to be used. ``language``: ``zh-hans`` or ``en``."""

    email: str = ""
    phone: str = ""
    language: str = "zh-hans"


LONGEST_EMAIL, LONGEST_MAILBOX, LONGEST_NAME = 254, 64, 63
_MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_MAINLAND = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})")
_ABROAD = re.compile(r"\+[1-9][0-9]{6,14}")

SENTENCES: dict[str, tuple[str, str]] = {
    "email_shape": (
        "不是电子邮箱地址。请填写一个地址，例如 name@example.cn。",
        "is not an e-mail address; write one, for example name@example.cn.",
    ),
    "email_mailbox": (
        "“@”前只能是英文字母、数字和常用符号。请核对，或换用其他邮箱。",
        "may have only Latin letters, digits and common signs before the @; check it or give another address.",
    ),
    "email_domain": (
        "“@”后的域名不正确。请核对。",
        "has a part after the @ that is no name of a mail service; check it.",
    ),
    "email_long": ("超过254个字符。请核对。", "has more than 254 characters; check it."),
    "phone_shape": (
        "不能接收短信。请填写11位手机号码；境外号码请以“+”和国家代码开头。",
        "cannot receive text messages; give a mobile number of 11 digits, or begin with + and the country's code.",
    ),
}


class NoAddress(ValueError):
    """Nobody can be reached there; ``code`` says why (``SENTENCES``)."""

    def __init__(self, code: str) -> None:
        super().__init__(SENTENCES[code][1])
        self.code = code


def email(text: str) -> str:
    """The address as it is written to: no space around, the domain in its ASCII form and small letters. Raises ``NoAddress``."""
    plain = text.strip(" ")
    if any(unicodedata.category(letter)[0] in "CZ" for letter in plain) or plain.count("@") != 1:
        raise NoAddress("email_shape")
    mailbox, _, domain = plain.partition("@")
    if not _MAILBOX.fullmatch(mailbox) or len(mailbox) > LONGEST_MAILBOX:
        raise NoAddress("email_mailbox")
    whole = f"{mailbox}@{_domain(domain)}"
    if len(whole) > LONGEST_EMAIL:
        raise NoAddress("email_long")
    return whole


def _domain(domain: str) -> str:
    try:
        plain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise NoAddress("email_domain") from None
    labels = plain.split(".")
    good = all(_LABEL.fullmatch(label) and len(label) <= LONGEST_NAME for label in labels)
    if len(labels) < 2 or not good or labels[-1].isdigit():  # the last: an address of a machine, not a name
        raise NoAddress("email_domain")
    return plain


def mobile(text: str) -> str:
    """The number with plus and country, digits alone (E.164). Raises ``NoAddress``."""
    plain = re.sub(r"[ \-()./]", "", unicodedata.normalize("NFKC", text))
    if not plain.isascii():
        raise NoAddress("phone_shape")
    if found := _MAINLAND.fullmatch(plain):
        return f"+86{found[1]}"
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    if plain.startswith("+86") or not _ABROAD.fullmatch(plain):  # within China it must be a mobile number
        raise NoAddress("phone_shape")
    return plain


def faults(contact: Contact) -> tuple[Fault, ...]:
    """Everything that is wrong with a contact as filled in; what is empty is not wrong."""
    found = []
    for field, text, read in (("email", contact.email, email), ("phone", contact.phone, mobile)):
        if text:
            try:
                read(text)
            except NoAddress as wrong:
                found.append(Fault(field, wrong.code, *SENTENCES[wrong.code]))
    return tuple(found)
