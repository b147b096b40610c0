"""Paying what an application costs, where its region asks for anything: what and why, the choice of provider, the wait, the end.

What a browser brings back from a provider proves nothing: it makes us ask the provider. The providers' own messages come to
``notified`` and are believed by their signatures alone.
"""

import base64
import logging
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.certificates.paper.qr import as_svg
from qingbai.inquiries import queries as inquiries
from qingbai.inquiries import services as applications
from qingbai.pages import words
from qingbai.pages.fields import Choice, OneOf
from qingbai.pages.forms import QuestionForm
from qingbai.pages.references import number_of
from qingbai.payments import callbacks, queries, services
from qingbai.payments.providers import How, Leading, Message, configured, wire
from qingbai.payments.queries import Fee
from qingbai.payments.terms import ProviderKey, Status, yuan
from qingbai.portal import session, submission

logger = logging.getLogger(__name__)

KEPT = "paying"
RENEWS = 5  # seconds


class WayOfPaying(QuestionForm):
    """The choice among the providers that are configured here."""

    one_question = False
    through = OneOf(
        label=gettext_lazy("How do you want to pay?"),
        error_messages={"required": gettext_lazy("Choose how you want to pay")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        through = self.fields["through"]
        assert isinstance(through, forms.ChoiceField)
        names = {
            ProviderKey.WECHAT: Choice(gettext("WeChat Pay"), gettext("On a computer you scan a code with your phone")),
            ProviderKey.ALIPAY: Choice(gettext("Alipay"), gettext("You go to Alipay's own page and come back")),
        }
        through.choices = [(str(key), names[key]) for key in configured.offered()]


@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, ref: str) -> HttpResponse:
    """What is owed, and how it may be paid; then how far the payment is."""
    fee = _fee(request, ref)
    form = WayOfPaying(request.POST if request.method == "POST" else None)
    if request.method == "POST" and fee.status in {Status.OPEN, Status.BEGUN} and form.is_valid():
        return _begin(request, ref, fee, ProviderKey(form.cleaned_data["through"]))
    return _page(request, fee, form=form)


@require_safe
def come_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Back from the provider's page: we ask the provider, whatever the address says."""
    fee = _fee(request, ref)
    try:
        services.ask_after(number=fee.number, at=clock.now())
    except (services.Silent, services.Declined, services.NotBelieved, services.TakenMeanwhile) as error:
        logger.warning("a provider could not be asked after a payment: %s", type(error).__name__)
        return _page(request, _fee(request, ref), silent=True)
    go_on(fee.about)
    return redirect("pay", ref)


@csrf_exempt
@require_POST
def notified(request: HttpRequest, provider: str) -> HttpResponse:
    """A provider's message about a payment, answered in the provider's own form."""
    through = next((one for key, one in configured.offered().items() if key == provider), None)
    if through is None:
        raise Http404
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    body = (
        request.body if length <= callbacks.LARGEST else b"\0" * (callbacks.LARGEST + 1)
    )  # refused as too large, unread
    message = Message(headers=dict(request.headers.items()), body=body)
    received = callbacks.receive(through=through, message=message, at=clock.now())
    if received.settled:
        go_on(received.settled)
    answer = received.answer
    return HttpResponse(answer.body, status=answer.status, content_type=answer.content_type)


def go_on(case: str) -> None:
    """Let the application go on that waited for its fee. What fails here the house's own round of work takes up."""
    try:
        if queries.settled(case):
            applications.go_on_after_payment(number=case, at=clock.now())
    except Exception:
        logger.exception("an application could not go on after its payment and will be taken up")


def _fee(request: HttpRequest, ref: str) -> Fee:
    """What the application behind a reference owes, if it is the signed-in person's own and owes anything."""
    number, viewer = number_of(ref), submission.applicant(session.signed_in(request))
    try:
        inquiries.progress(number=number, viewer=viewer, at=clock.now())
    except applications.NoSuchApplication as error:
        raise Http404 from error
    fees = [one for one in queries.of(about=number, viewer=viewer, purpose=number) if one.fen]
    if not fees:
        raise Http404
    return next((one for one in fees if one.status in {Status.OPEN, Status.BEGUN}), fees[0])


def _begin(request: HttpRequest, ref: str, fee: Fee, key: ProviderKey) -> HttpResponse:
    """Go to the provider; where it leads is kept for this page, so that renewing it sends nothing twice."""
    through = configured.offered()[key]
    try:
        leading = services.begin(
            about=fee.about,
            through=through,
            how=_how(request, key),
            by=submission.applicant(session.signed_in(request)),
            at=clock.now(),
            notify_url=settings.PUBLIC_URL + reverse("payment-notified", args=[str(key)]),
            back_url=settings.PUBLIC_URL + reverse("pay-return", args=[ref]),
            payer=str(request.META.get("REMOTE_ADDR") or "127.0.0.1"),
        )
    except services.AlreadyPaid:
        go_on(fee.about)
        return redirect("pay", ref)
    except (services.Silent, services.Declined, services.UnderWay, services.TakenMeanwhile) as error:
        logger.warning("a payment could not be begun: %s", type(error).__name__)
        return _page(request, _fee(request, ref), silent=True)
    request.session[KEPT] = {"order": fee.number, "through": str(key), "url": leading.url, "code": leading.code}
    return redirect("pay", ref)


def _how(request: HttpRequest, key: ProviderKey) -> How:
    if "Mobi" in request.headers.get("User-Agent", ""):
        return How.PHONE
    return How.CODE if key is ProviderKey.WECHAT else How.PAGE


def _leading(request: HttpRequest, fee: Fee) -> Leading | None:
    """Where the payer goes on, as this browser was told; another browser begins again and is led to the same."""
    kept = request.session.get(KEPT) or {}
    if kept.get("order") != fee.number or kept.get("through") != fee.through:
        return None
    return Leading(url=kept["url"], code=kept["code"])


def _page(request: HttpRequest, fee: Fee, *, form: WayOfPaying | None = None, silent: bool = False) -> HttpResponse:
    leading = _leading(request, fee) if fee.status is Status.BEGUN else None
    waits = fee.status is Status.BEGUN and "still" not in request.GET
    others = queries.of(about=fee.about, viewer=submission.applicant(session.signed_in(request)), purpose=fee.about)
    context = {
        "fee": fee,
        "others": [_in_a_line(one) for one in others if one.fen and one.number != fee.number],
        "heading": _heading(fee),
        "rows": [(words.fee(line.what), f"¥{yuan(line.fen)}") for line in fee.lines],
        "total": f"¥{yuan(fee.fen)}",
        "through": words.way_of_paying(fee.through),
        "form": form or WayOfPaying(),
        "online": bool(configured.offered()),
        "leading": leading,
        "code": _drawn(leading.code) if leading and leading.code else "",
        "opens": _opens(leading),
        "silent": silent,
        "waits": waits,
        "surplus": f"¥{yuan(fee.surplus_fen)}" if fee.surplus_fen else "",
        "signed_in": True,
    }
    response = render(request, "portal/pay.html", context, status=503 if silent else 200)
    if waits and not silent and request.method == "GET":
        response.headers["Refresh"] = str(RENEWS)
    return response


def _in_a_line(fee: Fee) -> tuple[str, str, str]:
    """Another order of the same application: for what, how much, where it stands."""
    what = gettext(", ").join(words.fee(line.what) for line in fee.lines)
    return what, f"¥{yuan(fee.fen)}", _heading(fee)


def _opens(leading: Leading | None) -> str:
    """A page that the payer's browser may open: the provider's, or in a demonstration the one that a phone would open."""
    if leading is None:
        return ""
    return leading.url or (leading.code if settings.DEMO and wire.is_safe(leading.code) else "")


def _drawn(code: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(as_svg(code).encode()).decode()


def _heading(fee: Fee) -> str:
    return {
        Status.OPEN: gettext("Pay the fee"),
        Status.BEGUN: gettext("Waiting for your payment"),
        Status.PAID: gettext("Paid"),
        Status.CLOSED: gettext("Nothing is owed any more"),
        Status.REFUND_ASKED: gettext("Your money is on its way back"),
        Status.REFUNDED: gettext("Your money went back"),
    }[fee.status]
