"""Units at the desk: find, register, change, authorise handlers, suspend and strike off."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.counter import canned, desk, registration, words
from qingbai.counter.dense import WhyForm
from qingbai.counter.registration import Registration
from qingbai.counter.units.forms import HandlerForm, UnitForm, article
from qingbai.law.bans import bar
from qingbai.pages import unit_words
from qingbai.pages.fields import tidy
from qingbai.screening import enrolling, queries, registering
from qingbai.screening.terms import UnitAct, UnitStatus
from qingbai.screening.units import UnitCard


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
    return registration.new(request, UNITS)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Take down what has changed about a unit."""
    return registration.change(request, UNITS, ref)


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """A unit, its handlers, its lists and what was done."""
    return page(request, registration.opened(request, UNITS, ref))


def page(request: HttpRequest, card: UnitCard, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page of a unit; ``given`` stands over what the unit itself shows."""
    officer, today = desk.sitting(request), clock.today()
    possible = registering.lawful(card, by=officer.actor)
    context = {
        "officer": officer,
        "card": card,
        "kind": unit_words.kind(card.kind),
        "minors_kind": unit_words.minors_kind(card.minors_kind),
        "status": unit_words.unit_status(card.status),
        "active": card.status is UnitStatus.ACTIVE,
        "handlers": [
            {"one": one, "ends": one.may_be_ended(today) and UnitAct.END_AUTHORITY in possible} for one in card.handlers
        ],
        "ground": article(bar(card.ground)) if card.ground else "",
        "handler_form": HandlerForm(prefix="handler"),
        "why": WhyForm(prefix="why"),
        "canned": canned.of(USUAL),
        "turns": [{"key": key, "name": _turn(UnitAct(key))} for key in UNITS.turns if UnitAct(key) in possible],
        "lists": [
            {"one": one, "status": unit_words.status(one.status), "tag": unit_words.tag(one.status)}
            for one in queries.of_unit(code=card.code, viewer=officer.actor)
        ],
        "history": [
            {
                "name": unit_words.unit_done(one.act),
                "at": one.at,
                "by": words.who(one.by),
                "note": one.facts.get("reason", ""),
            }
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
    return registration.authorise(request, UNITS, ref)


@require_POST
def end_authority(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """End a handler's authority, at once."""
    return registration.end_authority(request, UNITS, ref, key)


@require_POST
def turn(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Suspend a unit, let it ask again, or strike it off, for a reason."""
    return registration.turn(request, UNITS, ref, key)


USUAL = "unit_turn"
"""Under which name the usual reasons of a turn stand."""
UNITS: Registration[UnitCard] = Registration(
    home="counter-unit",
    blank="counter/unit_new.html",
    page=page,
    find=queries.unit,
    unknown=registering.NoSuchUnit,
    register=registering.register,
    change=registering.change,
    authorise=registering.authorise,
    end_authority=registering.end_authority,
    turns={
        UnitAct.SUSPEND.value: registering.suspend,
        UnitAct.RESUME.value: registering.resume,
        UnitAct.CLOSE.value: registering.close,
    },
    form=lambda data, officer, card: UnitForm(data, card=card, domicile=officer.division),
    handler_form=HandlerForm,
    usual=lambda _card: USUAL,
    meanwhile=gettext_lazy("This was not recorded: the unit has been changed meanwhile. Look at it as it stands now."),
)
"""Units as they are registered at the desk."""
