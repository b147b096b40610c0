"""The organs and firms for which somebody acts: one's own, one of them with its requests, the articles, a new request."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_safe

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.disclosures import online, registering
from qingbai.disclosures.bodies import BodyCard
from qingbai.disclosures.body_acts import Status
from qingbai.law.official import OfficialAsker
from qingbai.notifications.contacts import Contact
from qingbai.pages.language import in_ours
from qingbai.pages.references import reference
from qingbai.portal import alerts, session
from qingbai.portal.meanwhile import Meanwhile
from qingbai.portal.organs import begun, forms, shown, standing


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The organs and firms for which the signed-in person acts today."""
    found = [{"card": card, "kind": shown.kind(card)} for card in standing.acting_for(request)]
    return render(request, "portal/organs/mine.html", {"bodies": found, "signed_in": True})


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Every article on which organs and lawyers ask, with its text in our words and what an answer may tell."""
    return render(request, "portal/organs/articles.html", {"articles": shown.every_article()})


@require_safe
def body(request: HttpRequest, ref: str) -> HttpResponse:
    """One organ or firm: the person's own requests, and what is registered."""
    (card, own), now = standing.body(request, ref), clock.now()
    by = standing.viewer(request)
    context = {
        "card": card,
        "own": own,
        "kind": shown.kind(card),
        "status": shown.status(card.status),
        "active": card.status is Status.ACTIVE,
        "closed": online.closed_here(card),
        "office": shown.office(card.office),
        "handlers": [one for one in card.handlers if one.authorised(clock.day_of(now))],
        "ask": _begin(card.asker),
        "begun": begun.find(request, card.code),
        "told": registering.told_at(code=card.code, viewer=by, on=clock.day_of(now)) != Contact(),
        "requests": [
            {"one": one, "status": shown.seen(one.seen), "tag": shown.tag(one.seen)}
            for one in online.of_body(code=card.code, viewer=by, at=now)
        ],
        "signed_in": True,
    }
    return render(request, "portal/organs/body.html", context)


def _begin(asker: OfficialAsker) -> str:
    """The key of the only article, where there is no choice."""
    return forms.DEFENCE if asker is OfficialAsker.DEFENCE_LAWYER else ""


@require_http_methods(["GET", "HEAD", "POST"])
def tell_me(request: HttpRequest, ref: str) -> HttpResponse:
    """Be told of each step of the own requests, at one's own address; or no more."""
    (card, _own), by, now = standing.body(request, ref), standing.viewer(request), clock.now()
    if request.method == "POST" and "off" in request.POST:
        registering.tell_me_no_more(code=card.code, by=by, at=now)
        return redirect("organ-tell-me", ref)
    form = alerts.TellMe(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            registering.tell_me(code=card.code, contact=form.contact, by=by, at=now)
            return redirect("organ-tell-me", ref)
        except registering.BodyRefused as refused:
            for fault in refused.faults:
                form.add_error(fault.field, in_ours(fault))
    told = registering.told_at(code=card.code, viewer=by, on=clock.day_of(now))
    context = {"card": card, "form": form, "told": told, "signed_in": True}
    return render(request, "portal/organs/tell_me.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ground(request: HttpRequest, ref: str) -> HttpResponse:
    """On which article an organ asks; a lawyer has but one."""
    card, _own = standing.body(request, ref)
    if only := _begin(card.asker):
        return redirect("organ-ask", ref, only)
    form = forms.Ground(card, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect("organ-ask", ref, form.cleaned_data["ground"])
    return render(request, "portal/organs/ground.html", {"card": card, "form": form, "signed_in": True})


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """A new request on one article: everything that is wrong is told at once; handed in twice it is one."""
    (card, own), found = standing.body(request, ref), shown.article(key)
    if found is None or (key == forms.DEFENCE) is not (card.asker is OfficialAsker.DEFENCE_LAWYER):
        raise Http404
    posted, by, now = request.method == "POST", standing.viewer(request), clock.now()
    others = [one for one in card.handlers if one.authorised(clock.day_of(now))]
    left = begun.find(request, card.code)
    typed: tuple[Any, Any] = (left.typed, MultiValueDict()) if left else (None, None)
    form = forms.Ask(card, own, others, key, *((request.POST, request.FILES) if posted else typed))
    keeps, meanwhile = posted and begun.asked_for(request), None
    token = request.POST.get("token") or session.draft(request, begun.subject(card.code)).token
    if posted and not keeps:
        number = _handed_in(card, form, token=f"{by.id[:40]}:{token}"[:80], by=by, at=now)
        if number:
            begun.forget(request, card.code)
            return redirect("organ-request", reference(number))
    if posted:
        meanwhile = begun.keep(request, card.code, key, form)
        if "keep" in request.POST and meanwhile is None:
            return redirect("organ", ref)
    context = {
        "card": card,
        "form": begun.as_left(form) if keeps or (left and not posted) else form,
        "article": found,
        "again": bool(form.errors) or keeps or left is not None,
        "left": left if not posted else None,
        "meanwhile": meanwhile,
        **_marks(request, card, token, meanwhile),
        "closed": online.closed_here(card),
        "signed_in": True,
    }
    return render(request, "portal/organs/ask.html", context, status=409 if meanwhile else 200)


def _marks(request: HttpRequest, card: BodyCard, token: str, meanwhile: Meanwhile | None) -> dict[str, Any]:
    """What the page carries hidden: the mark of its submission, and which kept answers it belongs to. What was handed in or deleted meanwhile is not
    what is on the page any more: that is a submission of its own."""
    kept = session.draft(request, begun.subject(card.code))
    whole = kept.token if kept.saved_at or (meanwhile and meanwhile.gone) else token
    return {"token": whole, "page": session.page_of(request, begun.REQUEST, begun.subject(card.code))}


@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest, ref: str) -> HttpResponse:
    """Delete the request that is begun and not handed in."""
    card, _own = standing.body(request, ref)
    left = begun.find(request, card.code)
    if left is None or request.method == "POST":
        begun.forget(request, card.code)
        return redirect("organ", ref)
    return render(request, "portal/organs/forget.html", {"card": card, "left": left, "signed_in": True})


def _handed_in(card: BodyCard, form: forms.Ask, *, token: str, by: Actor, at: datetime) -> str:
    """The number of the request that a page became; empty where something is wrong with it, all of which stands at its fields then."""
    complete = form.is_valid()
    given: dict[str, Any] = {
        "body": card.code,
        "asked": form.request(),
        "second": form.cleaned_data.get("second", ""),
        "files": form.files_of,
        "by": by,
        "at": at,
    }
    if not complete:
        form.take_rest(online.against(**given))
        return ""
    try:
        return online.ask(**given, token=token).row.number
    except online.RequestRefused as refused:
        form.take(refused.faults)
        return ""
