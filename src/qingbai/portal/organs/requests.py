"""One request for who asked: where it stands with its days, papers that are missing, taking it back, the letter."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qingbai import clock
from qingbai.disclosures import online, services
from qingbai.disclosures.acts import Act
from qingbai.disclosures.online import Stand
from qingbai.pages.files import as_pdf
from qingbai.pages.references import number_of
from qingbai.portal.organs import forms, shown, standing

BUTTONS = {Act.WITHDRAW.value: online.withdraw, Act.SIGN_FOR.value: online.sign_for}
TOO_LATE = (services.ActRefused, services.TakenMeanwhile)


def _opened(request: HttpRequest, ref: str) -> Stand:
    """The request behind a reference, if the signed-in person handed it in and acts for organ or firm today."""
    try:
        return online.look(number=number_of(ref), by=standing.viewer(request), at=clock.now())
    except online.NoSuchRequest as error:
        raise Http404 from error


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """A request as it stands."""
    return _page(request, _opened(request, ref))


def _page(request: HttpRequest, stand: Stand, *, status: int = 200, **given: Any) -> HttpResponse:
    context = shown.of_request(stand)
    context |= {"renews": context["works"] and "still" not in request.GET}
    if context["can_complete"]:
        context["form"] = forms.Papers(stand.missing)
    response = render(request, "portal/organs/request.html", {**context, **given}, status=status)
    if context["renews"] and request.method == "GET":
        response.headers["Refresh"] = "5"
    return response


def _moved_on(request: HttpRequest, ref: str) -> HttpResponse:
    wrong = _("This was not recorded: the request has moved on meanwhile. Look at it as it stands now.")
    return _page(request, _opened(request, ref), status=409, wrongs=[("", wrong)])


@require_POST
def complete(request: HttpRequest, ref: str) -> HttpResponse:
    """Bring what was missing."""
    stand = _opened(request, ref)
    form = forms.Papers(stand.missing, request.POST, request.FILES)
    try:
        if form.is_valid():
            online.complete(number=stand.number, files=form.files_of, by=standing.viewer(request), at=clock.now())
            return redirect("organ-request", ref)
    except online.RequestRefused as refused:
        form.take(refused.faults)
    except TOO_LATE:
        return _moved_on(request, ref)
    return _page(request, stand, form=form, wrongs=form.wrongs)


@require_POST
def act(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Take the request back, or say that the letter has been received."""
    _opened(request, ref)
    do = BUTTONS.get(key)
    if do is None:
        raise Http404
    try:
        do(number=number_of(ref), by=standing.viewer(request), at=clock.now())
    except TOO_LATE:
        return _moved_on(request, ref)
    return redirect("organ-request", ref)


@require_POST
def letter(request: HttpRequest, ref: str) -> HttpResponse:
    """The letter, to keep; each time is on the ledger."""
    number = number_of(ref)
    try:
        online.opened(number, standing.viewer(request), clock.now())
        pdf = services.deliver(number=number, by=standing.viewer(request), at=clock.now())
    except online.NoSuchRequest as error:
        raise Http404 from error
    return as_pdf(pdf, f"{number}.pdf", keep=True)
