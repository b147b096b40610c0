"""Passkeys of a person: see, add and remove one's own, and come back with one."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from qingbai import clock
from qingbai.identity import ceremony, queries, services
from qingbai.pages.views import local
from qingbai.portal import coming_back, session
from qingbai.portal.coming_back import origin
from qingbai.portal.submission import applicant

ASKED = "passkey"
"""In the session: what the device was asked, for one answer."""
SAID = "passkey_said"


@require_http_methods(["GET", "HEAD", "POST"])
def passkeys(request: HttpRequest) -> HttpResponse:
    """One's own passkeys, and the button that adds one."""
    person = session.signed_in(request)
    by, wrong = applicant(person), ""
    if request.method == "POST":
        if person.remembered:
            wrong = gettext("Sign in with your real name first: only then can a passkey be added.")
        else:
            wrong = _add(request)
        if not wrong:
            request.session[SAID] = gettext("The passkey was added. Next time you can come back with it.")
            return redirect("passkeys")
    asked = None
    if not person.remembered and ceremony.possible(origin(request)):
        asked = ceremony.ask_to_make(origin(request), name=person.name, known=queries.public_keys(viewer=by))
        request.session[ASKED] = asked.state
    context = {
        "passkeys": queries.passkeys(viewer=by),
        "asked": asked,
        "remembered": person.remembered,
        "by_name": _by_name(request),
        "said": request.session.pop(SAID, ""),
        "wrongs": [("", wrong)] if wrong else [],
        "signed_in": True,
    }
    return render(request, "portal/passkeys.html", context, status=400 if wrong else 200)


def _add(request: HttpRequest) -> str:
    """Add what the device made; what is wrong with it, or nothing."""
    person, at = session.signed_in(request), clock.now()
    try:
        made = ceremony.take_made(origin(request), request.session.pop(ASKED, {}), request.POST.get("answer", ""))
        services.add_passkey(
            made=made, facts=coming_back.facts(person), proven_at=person.proven_at, by=applicant(person), at=at
        )
    except ceremony.Refused:
        return gettext("No passkey was added: the device gave no usable answer, or it took too long. Try once more.")
    except services.TooMany:
        return gettext("You have ten passkeys: remove one that you do not use, then add the new one.")
    return ""


@require_POST
def remove(request: HttpRequest, passkey: UUID) -> HttpResponse:
    """Forget one of one's own."""
    try:
        services.remove_passkey(passkey=passkey, by=applicant(session.signed_in(request)), at=clock.now())
    except LookupError:
        raise Http404 from None
    request.session[SAID] = gettext(
        "The passkey was removed and opens nothing here any more. Delete it on your device too."
    )
    return redirect("passkeys")


@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey; without JavaScript, or without one, the real-name service is there."""
    wrong = ""
    if request.method == "POST":
        wrong = _enter(request)
        if not wrong:
            onwards = session.onwards(request)
            return HttpResponseRedirect(local(onwards) if onwards else reverse("mine"))
    elif session.person(request) is not None:
        return redirect("mine")
    asked = ceremony.ask_to_show(origin(request)) if ceremony.possible(origin(request)) else None
    if asked is not None:
        request.session[ASKED] = asked.state
    context = {"asked": asked, "by_name": _by_name(request), "wrongs": [("", wrong)] if wrong else []}
    return render(request, "portal/come_back.html", context, status=403 if wrong else 200)


def _enter(request: HttpRequest) -> str:
    """Sign in whom the passkey remembers; what is wrong, or nothing."""
    state, onwards = request.session.pop(ASKED, {}), session.onwards(request)
    try:
        found = services.come_back(
            origin=origin(request), state=state, answer=request.POST.get("answer", ""), at=clock.now()
        )
    except services.TooLongAgo:
        return gettext(
            "The real-name service confirmed you too long ago. Sign in there once more; afterwards the passkey serves again."
        )
    except ceremony.Refused:
        return gettext(
            "This passkey is not known here, or the device gave no usable answer. Try once more, or sign in with your real name."
        )
    session.sign_in(request, coming_back.person_of(found, "passkey"))
    if onwards:
        session.come_back_to(request, onwards)
    return ""


def _by_name(request: HttpRequest) -> str:
    """The same page at this machine's name, for who came by its number: browsers make no passkeys for numbers."""
    host, _, port = request.get_host().rpartition(":")
    return f"http://localhost:{port}{request.path}" if host in {"127.0.0.1", "[::1]"} else ""
