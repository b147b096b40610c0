"""Organs and law firms at the desk: register them, say who may ask for them online, suspend and strike off."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.counter import canned, desk
from qingbai.counter.dense import Desk
from qingbai.counter.organs import file as official_file
from qingbai.counter.organs.body_forms import BodyForm, BodyHandlerForm
from qingbai.counter.units.forms import WhyForm
from qingbai.disclosures import registering
from qingbai.disclosures.bodies import BodyCard
from qingbai.disclosures.body_acts import Act, Status
from qingbai.law.official import OfficialAsker
from qingbai.pages.references import number_of, reference

TURNS: dict[str, Callable[..., BodyCard]] = {
    Act.SUSPEND.value: registering.suspend,
    Act.RESUME.value: registering.resume,
    Act.CLOSE.value: registering.close,
}

USUAL = {OfficialAsker.STATE_ORGAN: "organ_turn", OfficialAsker.DEFENCE_LAWYER: "firm_turn"}
"""Under which name the usual reasons stand: organs and lawyers ask by paragraphs of their own."""


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The organs and law firms of the office."""
    officer = desk.sitting(request)
    found = [
        {"card": card, "kind": official_file.body_kind(card), "status": official_file.body_status(card.status)}
        for card in registering.bodies(viewer=officer.actor)
    ]
    return render(request, "counter/official/bodies.html", {"officer": officer, "bodies": found})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register an organ or a law firm."""
    officer, form = desk.sitting(request), BodyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            card = registering.register(stated=form.stated(), office=officer.office, by=officer.actor, at=clock.now())
        except registering.BodyRefused as refused:
            form.take(refused.faults)
        else:
            return redirect("counter-body", reference(card.code))
    return render(request, "counter/official/body_new.html", {"officer": officer, "form": form, "card": None})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Take down what has changed."""
    officer, card = desk.sitting(request), _opened(request, ref)
    form = BodyForm(request.POST if request.method == "POST" else None, card=card)
    if request.method == "POST" and form.is_valid():
        try:
            registering.change(code=card.code, stated=form.stated(), by=officer.actor, at=clock.now())
        except registering.BodyRefused as refused:
            form.take(refused.faults)
        else:
            return redirect("counter-body", ref)
    return render(request, "counter/official/body_new.html", {"officer": officer, "form": form, "card": card})


def _opened(request: HttpRequest, ref: str) -> BodyCard:
    try:
        return registering.body(code=number_of(ref), viewer=desk.sitting(request).actor)
    except registering.NoSuchBody as error:
        raise Http404 from error


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """An organ or a firm, who may ask for it, and what was done."""
    return _page(request, _opened(request, ref))


def _page(request: HttpRequest, card: BodyCard, *, status: int = 200, **given: Any) -> HttpResponse:
    officer, today = desk.sitting(request), clock.today()
    possible = registering.lawful(card, by=officer.actor)
    context = {
        "officer": officer,
        "card": card,
        "kind": official_file.body_kind(card),
        "status": official_file.body_status(card.status),
        "active": card.status is Status.ACTIVE,
        "handlers": [
            {"one": one, "ends": one.may_be_ended(today) and Act.END_AUTHORITY in possible} for one in card.handlers
        ],
        "handler_form": BodyHandlerForm(prefix="handler"),
        "why": WhyForm(prefix="why"),
        "canned": canned.of(USUAL[card.asker]),
        "turns": [{"key": key, "name": official_file.turn(Act(key))} for key in TURNS if Act(key) in possible],
        "history": [
            {
                "name": official_file.body_done(one.act),
                "at": one.at,
                "by": one.by.id,
                "note": one.facts.get("reason", "") or (one.facts["name"] if one.act is Act.AUTHORISE else ""),
            }
            for one in card.acts
        ],
        **given,
    }
    return render(request, "counter/official/body.html", context, status=status)


@require_POST
def authorise(request: HttpRequest, ref: str) -> HttpResponse:
    """Take down who may ask."""
    card, form = _opened(request, ref), BodyHandlerForm(request.POST, prefix="handler")

    def do() -> BodyCard:
        by = desk.sitting(request).actor
        return registering.authorise(code=card.code, handler=form.stated(), by=by, at=clock.now())

    return _after(request, ref, card, form, do, handler_form=form)


@require_POST
def end_authority(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """End somebody's authority, at once."""
    card = _opened(request, ref)
    try:
        registering.end_authority(code=card.code, handler=key, by=desk.sitting(request).actor, at=clock.now())
    except registering.BodyRefused as error:
        raise Http404 from error
    return redirect("counter-body", ref)


@require_POST
def turn(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Suspend, let it ask again, or strike it off, for a reason."""
    card, act, filling = _opened(request, ref), TURNS.get(key), canned.asked(request.POST)
    if act is None:
        raise Http404
    form = WhyForm(canned.put(request.POST, USUAL[card.asker], "why-reason") if filling else request.POST, prefix="why")
    if filling:
        return _page(request, card, why=canned.unjudged(form), wrongs=[])

    def do() -> BodyCard:
        reason = form.cleaned_data["reason"]
        return act(code=card.code, reason=reason, by=desk.sitting(request).actor, at=clock.now())

    return _after(request, ref, card, form, do, why=form)


def _after(
    request: HttpRequest, ref: str, card: BodyCard, form: Desk, do: Callable[[], BodyCard], **given: Any
) -> HttpResponse:
    """Do an act of a form and show the registration again; with the faults where it was refused."""
    meanwhile = _("This was not recorded: the registration has been changed meanwhile. Look at it as it stands now.")
    if form.done(do, meanwhile=meanwhile):
        return redirect("counter-body", ref)
    return _page(request, card, wrongs=form.wrongs, **given)
