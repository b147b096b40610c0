"""How the paper is handed over (领取方式), as it is asked: each way with what it costs, and for the post to whom and where."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.inquiries import delivery
from qingbai.inquiries.delivery import LONGEST_ADDRESS, Chosen, Delivery
from qingbai.pages import words
from qingbai.pages.fields import Choice, Line, OneOf
from qingbai.pages.language import in_ours
from qingbai.payments.terms import yuan
from qingbai.portal.asking import Answered, Asking, Question


def choice(way: Delivery, postage_fen: int) -> str:
    """One way to choose, with what it costs or means."""
    postage = _("Postage ¥%(yuan)s, to be paid before it is posted.") % {"yuan": yuan(postage_fen)}
    hint = {
        Delivery.DOWNLOAD: _("A PDF file with the office's electronic seal."),
        Delivery.PICK_UP: _("Bring the document with which you applied."),
        Delivery.POST: postage if postage_fen else _("Costs nothing."),
    }[way]
    return Choice(words.delivery(way), hint)


def address() -> Line:
    """The box for name and address."""
    return Line(
        label=gettext_lazy("Name and address, for the post"),
        help_text=gettext_lazy("Only for the post: who receives it, street and number, place, postal code."),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"max_length": gettext_lazy("It must fit in %(limit_value)d characters: shorten it")},
    )


class HandedOver(Question):
    """Asked where it matters before the answer: where postage is charged, or no file is given."""

    short = gettext_lazy("How the paper is handed over")
    one_question = False
    title = gettext_lazy("How do you want the paper?")
    answer = OneOf(
        label=gettext_lazy("How it reaches you"),
        error_messages={"required": gettext_lazy("Choose how you want it")},
    )
    address = address()

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        super().__init__(asking, data, initial)
        fees = asking.region.fees
        self.offer([(one.value, choice(one, fees.posting_fen)) for one in delivery.offered(asking.region)])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("answer") and "address" in given:
            chosen = Chosen(delivery=Delivery(given["answer"]), address=given["address"])
            for fault in delivery.faults(chosen, self.asking.region):
                box = "answer" if fault.field == "delivery" else fault.field
                self.add_error(box, ValidationError(in_ours(fault).rstrip("。."), fault.code))
        return given

    @classmethod
    def reads(cls, one: Answered) -> str:
        where = one.kept["address"] if one.answer == Delivery.POST else ""
        return words.delivery(Delivery(one.answer)) + (f" – {where}" if where else "")
