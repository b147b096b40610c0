"""Consents of persons: what a unit asks for and sees, and what the person is shown and answers on the own telephone."""

from typing import Any

from django import forms as widgets
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.law.bars.form import Bar
from qingbai.pages import unit_words
from qingbai.pages.references import number_of
from qingbai.portal import session
from qingbai.portal.units import forms, shown, standing
from qingbai.screening import consents, queries, services
from qingbai.screening.consents import ConsentStatus, Shown
from qingbai.screening.terms import ConsentAct, Purpose, UnitKind
from qingbai.screening.units import UnitCard

BUTTONS = {one.value: one for one in (ConsentAct.GRANT, ConsentAct.DECLINE, ConsentAct.REVOKE)}


class Ask(forms.Ground, forms.SizedList):
    """Whom a unit asks, and for what."""

    file = forms.list_file(gettext_lazy("The list (CSV or XLSX)"))
    yearly = widgets.BooleanField(
        label=gettext_lazy("Also for the yearly checks, for at most three years (work with minors alone)"),
        required=False,
    )

    def __init__(self, card: UnitCard, bars: tuple[Bar, ...], data: Any = None, files: Any = None) -> None:
        super().__init__(card, bars, data, files)
        if card.kind is not UnitKind.MINORS:
            del self.fields["yearly"]


@require_http_methods(["GET", "HEAD", "POST"])
def of_unit(request: HttpRequest, ref: str) -> HttpResponse:
    """The requests of a unit, and a place to ask more people."""
    card, _own = standing.unit(request, ref)
    posted, asked = request.method == "POST", None
    bars = _grounds(card)
    form = Ask(card, bars, request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        asked = _asked(request, card.code, form)
        if asked is not None:
            form = Ask(card, bars)
    return _unit_page(request, card, form, asked=asked)


def _grounds(card: UnitCard) -> tuple[Bar, ...]:
    return queries.grounds_of(kind=card.kind, on=clock.today())


def _unit_page(request: HttpRequest, card: UnitCard, form: Ask, *, status: int = 200, **given: Any) -> HttpResponse:
    found = consents.of_unit(code=card.code, viewer=standing.viewer(request), on=clock.today())
    context = {
        "card": card,
        "form": form,
        "requests": [
            {"one": one, "ground": _ground(one), "state": _for_unit(one), "can": bool(one.can)} for one in found
        ],
        "signed_in": True,
        **given,
    }
    return render(request, "portal/units/consents.html", context, status=status)


def _asked(request: HttpRequest, code: str, form: Ask) -> tuple[int, int] | None:
    ground, (name, data) = form.cleaned_data["ground"], form.sent()
    try:
        return consents.ask(
            unit=code,
            ground="" if ground == forms.VETTING else ground,
            purpose=Purpose.VETTING if ground == forms.VETTING else Purpose.ARTICLE,
            yearly=bool(form.cleaned_data.get("yearly")),
            filename=name,
            data=data,
            by=standing.viewer(request),
            at=clock.now(),
        )
    except services.ListRefused as refused:
        form.take(refused.faults)
        return None


def _ground(one: Shown) -> dict[str, str] | None:
    return shown.ground(forms.VETTING if one.vetting else one.bar)


def _for_unit(one: Shown) -> str:
    """What a unit is told of a request: that the consent stands, that it may still come, or that none stands."""
    if one.withdrawn:
        return _("Withdrawn by the unit")
    if one.stands:
        return _("Granted")
    return _("Not yet granted") if one.open else _("No consent stands")


@require_POST
def withdraw(request: HttpRequest, ref: str, number: str) -> HttpResponse:
    """The unit withdraws a request, or wants a consent no more."""
    card, _own = standing.unit(request, ref)
    try:
        consents.cancel(unit=card.code, number=number_of(number), by=standing.viewer(request), at=clock.now())
    except consents.NoSuchConsent as error:
        raise Http404 from error
    except (services.ActRefused, services.TakenMeanwhile):
        wrong = _("This was not recorded, because it is not possible any more. Look at the request as it stands now.")
        return _unit_page(request, card, Ask(card, _grounds(card)), status=409, wrongs=[("", wrong)])
    return redirect("unit-consents", ref)


def _names(request: HttpRequest) -> tuple[str, str]:
    someone = session.signed_in(request)
    return someone.name, someone.latin_name


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The requests to the signed-in person."""
    found = consents.of_person(viewer=standing.viewer(request), names=_names(request), on=clock.today())
    requests = [{"one": one, "ground": _ground(one), "state": _for_person(one)} for one in found]
    return render(request, "portal/consents.html", {"requests": requests, "signed_in": True})


def _for_person(one: Shown) -> str:
    if one.stands:
        return _("You have agreed")
    if one.withdrawn:
        return _("Withdrawn by the unit")
    if one.answered is ConsentStatus.REVOKED:
        return _("You have taken your consent back")
    if one.answered is ConsentStatus.DECLINED:
        return _("You have not agreed")
    return _("Waits for your answer") if one.open else _("Over")


@require_safe
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """Who asks, on which article, what would be told, until when."""
    return _page(request, _opened(request, ref))


def _opened(request: HttpRequest, ref: str) -> Shown:
    try:
        return consents.to_person(
            number=number_of(ref), viewer=standing.viewer(request), names=_names(request), on=clock.today()
        )
    except consents.NoSuchConsent as error:
        raise Http404 from error


def _page(request: HttpRequest, found: Shown, *, status: int = 200, **given: Any) -> HttpResponse:
    context = {
        "one": found,
        "ground": _ground(found),
        "kind": unit_words.kind(found.unit_kind),
        "state": _for_person(found),
        "can": {act.value for act in found.can},
        "signed_in": True,
        **given,
    }
    return render(request, "portal/consent.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """The person agrees, does not agree, or takes the consent back."""
    found, act = _opened(request, ref), BUTTONS.get(key)
    if act is None:
        raise Http404
    if request.method != "POST":
        return redirect("consent", ref)
    try:
        by, now = standing.viewer(request), clock.now()
        consents.answer(number=found.number, act=act, by=by, names=_names(request), at=now)
    except (services.ActRefused, services.TakenMeanwhile):
        wrong = _("This was not recorded, because it is not possible any more. Look at the request as it stands now.")
        return _page(request, _opened(request, ref), status=409, wrongs=[("", wrong)])
    return redirect("consent", ref)
