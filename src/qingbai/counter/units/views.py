"""Units at the desk: find, register, change, authorise handlers, suspend and strike off."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.counter import canned, desk
from qingbai.counter.dense import Desk
from qingbai.counter.units.forms import HandlerForm, UnitForm, WhyForm, article
from qingbai.law.bans import bar
from qingbai.pages import unit_words
from qingbai.pages.fields import tidy
from qingbai.pages.references import number_of, reference
from qingbai.screening import enrolling, queries, registering
from qingbai.screening.terms import UnitAct, UnitStatus
from qingbai.screening.units import UnitCard

TURNS: dict[str, Callable[..., UnitCard]] = {
    UnitAct.SUSPEND.value: registering.suspend,
    UnitAct.RESUME.value: registering.resume,
    UnitAct.CLOSE.value: registering.close,
}
POSSIBLE = {
    UnitStatus.ACTIVE: (UnitAct.SUSPEND, UnitAct.CLOSE),
    UnitStatus.SUSPENDED: (UnitAct.RESUME, UnitAct.CLOSE),
    UnitStatus.CLOSED: (),
}


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The units of the office, those whose code or name was searched for, and those whose yearly check is due."""
    officer, text = desk.sitting(request), tidy(request.GET.get("q", ""))
    found = [
        {"card": card, "kind": unit_words.kind(card.kind), "status": unit_words.unit_status(card.status)}
        for card in queries.units(viewer=officer.actor, text=text)
    ]
    asked = [{"one": one, "what": unit_words.enrolling(one.matter)} for one in enrolling.waiting(viewer=officer.actor)]
    due = queries.yearly_checks(viewer=officer.actor, on=clock.today())
    return render(
        request, "counter/units.html", {"officer": officer, "units": found, "text": text, "due": due, "asked": asked}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register a unit."""
    officer = desk.sitting(request)
    form = UnitForm(request.POST if request.method == "POST" else None, domicile=officer.division)
    if request.method == "POST" and form.is_valid():
        try:
            card = registering.register(stated=form.stated(), office=officer.office, by=officer.actor, at=clock.now())
        except registering.UnitRefused as refused:
            form.take(refused.faults)
        else:
            return redirect("counter-unit", reference(card.code))
    return render(request, "counter/unit_new.html", {"officer": officer, "form": form, "card": None})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Take down what has changed about a unit."""
    officer, card = desk.sitting(request), opened(request, ref)
    form = UnitForm(request.POST if request.method == "POST" else None, card=card)
    if request.method == "POST" and form.is_valid():
        try:
            registering.change(code=card.code, stated=form.stated(card.code), by=officer.actor, at=clock.now())
        except registering.UnitRefused as refused:
            form.take(refused.faults)
        else:
            return redirect("counter-unit", ref)
    return render(request, "counter/unit_new.html", {"officer": officer, "form": form, "card": card})


def opened(request: HttpRequest, ref: str) -> UnitCard:
    """The unit behind a reference, if it is registered at the officer's office."""
    try:
        return queries.unit(code=number_of(ref), viewer=desk.sitting(request).actor)
    except registering.NoSuchUnit as error:
        raise Http404 from error


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """A unit, its handlers, its lists and what was done."""
    return page(request, opened(request, ref))


def page(request: HttpRequest, card: UnitCard, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page of a unit; ``given`` stands over what the unit itself shows."""
    officer, today = desk.sitting(request), clock.today()
    context = {
        "officer": officer,
        "card": card,
        "kind": unit_words.kind(card.kind),
        "minors_kind": unit_words.minors_kind(card.minors_kind),
        "status": unit_words.unit_status(card.status),
        "active": card.status is UnitStatus.ACTIVE,
        "handlers": [{"one": one, "ends": one.may_be_ended(today)} for one in card.handlers],
        "ground": article(bar(card.ground)) if card.ground else "",
        "handler_form": HandlerForm(prefix="handler"),
        "why": WhyForm(prefix="why"),
        "canned": canned.of("unit_turn"),
        "turns": [{"key": one.value, "name": _turn(one)} for one in POSSIBLE[card.status]],
        "lists": [
            {"one": one, "status": unit_words.status(one.status), "tag": unit_words.tag(one.status)}
            for one in queries.of_unit(code=card.code, viewer=officer.actor)
        ],
        "history": [
            {"name": unit_words.unit_done(one.act), "at": one.at, "by": one.by.id, "note": one.facts.get("reason", "")}
            for one in card.acts
        ],
        **given,
    }
    return render(request, "counter/unit.html", context, status=status)


def _turn(value: UnitAct) -> str:
    return {
        UnitAct.SUSPEND: _("Suspend"),
        UnitAct.RESUME: _("Let it ask again"),
        UnitAct.CLOSE: _("Strike off"),
    }[value]


@require_POST
def authorise(request: HttpRequest, ref: str) -> HttpResponse:
    """Take down whom the unit authorises."""
    card, form = opened(request, ref), HandlerForm(request.POST, prefix="handler")

    def do() -> UnitCard:
        by = desk.sitting(request).actor
        return registering.authorise(code=card.code, handler=form.stated(), by=by, at=clock.now())

    return _after(request, ref, card, form, do, handler_form=form)


@require_POST
def end_authority(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """End a handler's authority, at once."""
    card = opened(request, ref)
    try:
        registering.end_authority(code=card.code, handler=key, by=desk.sitting(request).actor, at=clock.now())
    except registering.UnitRefused as error:
        raise Http404 from error
    return redirect("counter-unit", ref)


@require_POST
def turn(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Suspend a unit, let it ask again, or strike it off, for a reason."""
    card, act, filling = opened(request, ref), TURNS.get(key), canned.asked(request.POST)
    if act is None:
        raise Http404
    form = WhyForm(canned.put(request.POST, "unit_turn", "why-reason") if filling else request.POST, prefix="why")
    if filling:
        return page(request, card, why=canned.unjudged(form), wrongs=[])

    def do() -> UnitCard:
        reason = form.cleaned_data["reason"]
        return act(code=card.code, reason=reason, by=desk.sitting(request).actor, at=clock.now())

    return _after(request, ref, card, form, do, why=form)


def _after(
    request: HttpRequest, ref: str, card: UnitCard, form: Desk, do: Callable[[], UnitCard], **given: Any
) -> HttpResponse:
    """Do an act of a form and show the unit again; with the faults where it was refused."""
    meanwhile = _("This was not recorded: the unit has been changed meanwhile. Look at it as it stands now.")
    if form.done(do, meanwhile=meanwhile):
        return redirect("counter-unit", ref)
    return page(request, card, wrongs=form.wrongs, **given)
