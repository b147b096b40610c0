"""Whoever is registered at the desk so that somebody may act for it (登记与授权): a unit, an organ, a law firm. What is done with one is done alike for all.

A kind of registration says what differs (``Registration``): its pages, its forms, its service. The views of a kind name their own and come here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from qingbai import clock
from qingbai.counter import canned, desk
from qingbai.counter.dense import Stating, WhyForm
from qingbai.counter.desk import Sitting
from qingbai.incoming import Refused
from qingbai.pages.references import number_of, reference


class Card(Protocol):
    """What is registered, as it stands."""

    @property
    def code(self) -> str:
        """The unified social credit code (统一社会信用代码)."""


C = TypeVar("C", bound=Card)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration(Generic[C]):
    """What differs from kind to kind.

    ``home``: the name of the page of one, which ``page`` draws with what is given over it. ``blank``: the template of the empty form. ``find`` raises
    ``unknown`` where there is none for this officer. ``turns``: by the key of the act, whether it may ask. ``usual``: under which name the
    reasons of a turn stand. ``meanwhile``: what is said where somebody was quicker.
    """

    home: str
    blank: str
    page: Callable[..., HttpResponse]
    find: Callable[..., C]
    unknown: type[Exception]
    register: Callable[..., C]
    change: Callable[..., C]
    authorise: Callable[..., C]
    end_authority: Callable[..., C]
    turns: Mapping[str, Callable[..., C]]
    form: Callable[[Any, Sitting, C | None], Stating]
    handler_form: Callable[..., Stating]
    usual: Callable[[C], str]
    meanwhile: Promise


def opened(request: HttpRequest, kind: Registration[C], ref: str) -> C:
    """The one behind a reference, if it is registered at the officer's office."""
    try:
        return kind.find(code=number_of(ref), viewer=desk.sitting(request).actor)
    except kind.unknown as error:
        raise Http404 from error


def new(request: HttpRequest, kind: Registration[C]) -> HttpResponse:
    """Register one after its papers were seen."""
    officer = desk.sitting(request)
    form = kind.form(_posted(request), officer, None)

    def do() -> C:
        return kind.register(stated=form.stated(), office=officer.office, by=officer.actor, at=clock.now())

    card = form.done(do, meanwhile=kind.meanwhile) if form.is_bound else None
    if card is not None:
        return redirect(kind.home, reference(card.code))
    return render(request, kind.blank, {"officer": officer, "form": form, "card": None})


def change(request: HttpRequest, kind: Registration[C], ref: str) -> HttpResponse:
    """Take down what has changed about one."""
    officer, card = desk.sitting(request), opened(request, kind, ref)
    form = kind.form(_posted(request), officer, card)

    def do() -> C:
        return kind.change(code=card.code, stated=form.stated(), by=officer.actor, at=clock.now())

    if form.is_bound and form.done(do, meanwhile=kind.meanwhile) is not None:
        return redirect(kind.home, ref)
    return render(request, kind.blank, {"officer": officer, "form": form, "card": card})


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def authorise(request: HttpRequest, kind: Registration[C], ref: str) -> HttpResponse:
    """Take down who may act for it."""
    card, form = opened(request, kind, ref), kind.handler_form(request.POST, prefix="handler")

    def do() -> C:
        by = desk.sitting(request).actor
        return kind.authorise(code=card.code, handler=form.stated(), by=by, at=clock.now())

    if form.done(do, meanwhile=kind.meanwhile) is not None:
        return redirect(kind.home, ref)
    return kind.page(request, card, wrongs=form.wrongs, handler_form=form)


def end_authority(request: HttpRequest, kind: Registration[C], ref: str, key: str) -> HttpResponse:
    """End somebody's authority, at once."""
    card = opened(request, kind, ref)
    try:
        kind.end_authority(code=card.code, handler=key, by=desk.sitting(request).actor, at=clock.now())
    except Refused as error:
        raise Http404 from error
    return redirect(kind.home, ref)


def turn(request: HttpRequest, kind: Registration[C], ref: str, key: str) -> HttpResponse:
    """Suspend it, let it ask again, or strike it off, for a reason; with a usual reason chosen, only put that into the field."""
    card, act, filling = opened(request, kind, ref), kind.turns.get(key), canned.asked(request.POST)
    if act is None:
        raise Http404
    data = canned.put(request.POST, kind.usual(card), "why-reason") if filling else request.POST
    form = WhyForm(data, prefix="why")
    if filling:
        return kind.page(request, card, why=canned.unjudged(form), wrongs=[])

    def do() -> C:
        reason = form.cleaned_data["reason"]
        return act(code=card.code, reason=reason, by=desk.sitting(request).actor, at=clock.now())

    if form.done(do, meanwhile=kind.meanwhile) is not None:
        return redirect(kind.home, ref)
    return kind.page(request, card, wrongs=form.wrongs, why=form)
