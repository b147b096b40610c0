"""The keys of the counter's acts (快捷键): one letter an act, never the same for two that may be done at one moment."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

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
RESERVED = frozenset("jknlp/?[]+-.")
"""Keys of every page: rows, next file, lock, print, search, this list; and of the papers beside a form."""


def everywhere() -> list[tuple[tuple[str, ...], str]]:
    """The keys that are no acts, and what each does."""
    return [
        (("?",), _("opens the list of keys at the foot of the page")),
        (("/",), _("search box")),
        (("j", "k"), _("next and last row of a list; Enter opens it")),
        (("n",), _("next file of the queue as it was filtered")),
        (("a",), _("in the queue: new application")),
        (("p",), _("print the paper")),
        (("l",), _("lock the desk")),
        (("[", "]"), _("papers beside a form: page before, page after")),
        (("+", "-", "."), _("papers beside a form: larger, smaller, turn")),
        (("Esc",), _("out of a field; from the papers back to where you were")),
    ]
