"""The keys of the counter's acts (快捷键): one letter an act, never the same for two that may be done at one moment."""

from collections.abc import Mapping

from qingbai.inquiries.acts import Act

KEYS: Mapping[Act, str] = {
    Act.ACCEPT: "a",
    Act.LIST_MISSING: "m",
    Act.ASK_FEE: "f",
    Act.DECLINE: "d",
    Act.GIVE_RECEIPT: "r",
    Act.SEARCH: "s",
    Act.MADE_BY_HAND: "b",
    Act.CLEAR: "c",
    Act.SEND_BACK: "x",
    Act.ASK_INVESTIGATION: "i",
    Act.APPROVE_INVESTIGATION: "y",
    Act.REFUSE_INVESTIGATION: "u",
    Act.ASK_COOPERATION: "o",
    Act.COOPERATE: "t",
    Act.RESUME: "e",
    Act.HOLD: "h",
    Act.LIFT_HOLD: "v",
    Act.REJECT: "z",
    Act.CHOOSE_DELIVERY: "g",
    Act.POST: "e",
    Act.SIGN_FOR: "q",
    Act.MAIL_LOST: "m",
    Act.WITHDRAW: "w",
    Act.CLAIM: "1",
    Act.ASSIGN: "2",
}
RESERVED = frozenset("jknlp/?")
"""Keys of every page: rows, next file, lock, print, search."""
