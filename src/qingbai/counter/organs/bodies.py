"""Organs and law firms at the desk: register them, say who may ask for them online, suspend and strike off."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.counter import canned, desk, registration, words
from qingbai.counter.dense import WhyForm
from qingbai.counter.organs import file as official_file
from qingbai.counter.organs.body_forms import BodyForm, BodyHandlerForm
from qingbai.counter.registration import Registration
from qingbai.disclosures import registering
from qingbai.disclosures.bodies import BodyCard
from qingbai.disclosures.body_acts import Act, Status
from qingbai.law.official import OfficialAsker

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
    return registration.new(request, BODIES)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Take down what has changed."""
    return registration.change(request, BODIES, ref)


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """An organ or a firm, who may ask for it, and what was done."""
    return _page(request, registration.opened(request, BODIES, ref))


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
        "turns": [{"key": key, "name": official_file.turn(Act(key))} for key in BODIES.turns if Act(key) in possible],
        "history": [
            {
                "name": official_file.body_done(one.act),
                "at": one.at,
                "by": words.who(one.by),
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
    return registration.authorise(request, BODIES, ref)


@require_POST
def end_authority(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """End somebody's authority, at once."""
    return registration.end_authority(request, BODIES, ref, key)


@require_POST
def turn(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Suspend, let it ask again, or strike it off, for a reason."""
    return registration.turn(request, BODIES, ref, key)


BODIES: Registration[BodyCard] = Registration(
    home="counter-body",
    blank="counter/official/body_new.html",
    page=_page,
    find=registering.body,
    unknown=registering.NoSuchBody,
    register=registering.register,
    change=registering.change,
    authorise=registering.authorise,
    end_authority=registering.end_authority,
    turns={
        Act.SUSPEND.value: registering.suspend,
        Act.RESUME.value: registering.resume,
        Act.CLOSE.value: registering.close,
    },
    form=lambda data, _officer, card: BodyForm(data, card=card),
    handler_form=BodyHandlerForm,
    usual=lambda card: USUAL[card.asker],
    meanwhile=gettext_lazy(
        "This was not recorded: the registration has been changed meanwhile. Look at it as it stands now."
    ),
)
"""Organs and law firms as they are registered at the desk."""
