"""The fee of an application at the counter: what is owed, cash taken with a receipt, money given back by two hands."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from qingbai import clock
from qingbai.counter import desk
from qingbai.counter.views.file import opened
from qingbai.inquiries import services as applications
from qingbai.pages import words
from qingbai.pages.fields import Choice, Line, OneOf
from qingbai.pages.forms import QuestionForm
from qingbai.pages.references import number_of
from qingbai.payments import queries, services
from qingbai.payments.queries import Fee
from qingbai.payments.terms import ProviderKey, Status, yuan


class Refund(QuestionForm):
    """Why the money goes back, and which where there is more than one order."""

    order = OneOf(
        label=gettext_lazy("Which money"), error_messages={"required": gettext_lazy("Choose which money goes back")}
    )
    reason = Line(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Why the money goes back; the file keeps it."),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": gettext_lazy("Write why the money goes back"),
            "max_length": gettext_lazy("The reason must fit in 200 characters: shorten it"),
        },
    )

    def __init__(self, fees: Sequence[Fee], data: Any = None) -> None:
        super().__init__(data)
        order = self.fields["order"]
        assert isinstance(order, OneOf)
        paid = [one for one in fees if one.fen and one.status is Status.PAID]
        order.choices = [(one.number, Choice(_what(one), one.number)) for one in paid]
        if len(paid) < MORE:
            del self.fields["order"]


MORE = 2


def _what(found: Fee) -> str:
    return gettext(", ").join(f"{words.fee(line.what)} ¥{yuan(line.fen)}" for line in found.lines)


@require_safe
def fee(request: HttpRequest, ref: str) -> HttpResponse:
    """What the application owes or owed, and what may be done about it here."""
    return _page(request, ref)


@require_POST
def take_cash(request: HttpRequest, ref: str) -> HttpResponse:
    """The clerk has the money in hand; the receipt stands on the page."""
    opened(request, ref)
    return _after(request, ref, services.take_cash)


@require_POST
def hand_back(request: HttpRequest, ref: str) -> HttpResponse:
    """The clerk hands cash out that another officer decided to give back."""
    opened(request, ref)
    return _after(request, ref, services.hand_back, order=request.POST.get("order", ""))


@require_POST
def refund(request: HttpRequest, ref: str) -> HttpResponse:
    """A reviewer or head decides that the money goes back."""
    file = opened(request, ref)
    form = Refund(_fees(file.number, desk.sitting(request)), request.POST)
    if not form.is_valid():
        return _page(request, ref, form=form, status=200)
    order = form.cleaned_data.get("order", "")
    return _after(request, ref, services.refund, reason=form.cleaned_data["reason"], order=order)


def _after(request: HttpRequest, ref: str, do: Callable[..., Any], **given: Any) -> HttpResponse:
    case, now = number_of(ref), clock.now()
    try:
        do(about=case, by=desk.sitting(request).actor, at=now, **given)
    except services.UnderWay:
        wrong = gettext(
            "Nothing was recorded: somebody is paying this online just now and the provider does not say whether. Try again in a minute."
        )
        return _page(request, ref, wrongs=[("", wrong)], status=409)
    except (services.ActRefused, services.AlreadyPaid, services.NoSuchOrder, services.TakenMeanwhile):
        wrong = gettext("Nothing was recorded: the fee has moved on meanwhile, or another officer must do this.")
        return _page(request, ref, wrongs=[("", wrong)], status=409)
    if queries.settled(case):
        applications.go_on_after_payment(number=case, at=now)
    return redirect("counter-fee", ref)


def _fees(number: str, officer: desk.Sitting) -> tuple[Fee, ...]:
    return queries.of(about=number, viewer=officer.actor, purpose=number)


def _page(
    request: HttpRequest, ref: str, *, form: Refund | None = None, status: int = 200, wrongs: Any = None
) -> HttpResponse:
    file, officer = opened(request, ref), desk.sitting(request)
    fees = _fees(file.number, officer)
    if not fees:
        raise Http404
    context = {
        "officer": officer,
        "number": file.number,
        "name": file.draft.name,
        "fees": [_shown(one) for one in fees],
        "can_refund": officer.reviews and any(one.fen and one.status is Status.PAID for one in fees),
        "form": form or Refund(fees),
    }
    if wrongs is not None:
        context["wrongs"] = wrongs
    return render(request, "counter/fee.html", context, status=status)


def _shown(found: Fee) -> dict[str, Any]:
    """One order of the case and what may be done about it here."""
    return {
        "order": found,
        "status": _status(found),
        "waits": found.status in {Status.OPEN, Status.BEGUN, Status.REFUND_ASKED},
        "rows": [(words.fee(line.what), f"¥{yuan(line.fen)}") for line in found.lines],
        "total": f"¥{yuan(found.fen)}",
        "through": words.way_of_paying(found.through),
        "can_take": found.fen and found.status in {Status.OPEN, Status.BEGUN},
        "can_hand_back": found.status is Status.REFUND_ASKED and (found.through is ProviderKey.CASH or found.stuck),
    }


def _status(found: Fee) -> str:
    return {
        Status.OPEN: gettext("Not paid yet"),
        Status.BEGUN: gettext("Being paid online"),
        Status.PAID: gettext("Paid"),
        Status.CLOSED: gettext("Nothing is owed any more"),
        Status.REFUND_ASKED: gettext("On its way back"),
        Status.REFUNDED: gettext("Given back"),
    }[found.status]
