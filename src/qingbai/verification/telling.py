"""“Tell me when it is not current any more” (失效告知): offered to whoever has just checked a paper, confirmed and ended at an address of its own.

Whether an address was known already, whether a paper exists, and what became of an ask are told to nobody but whoever has the address in the message.
"""

import secrets
from collections.abc import Mapping

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.audit.actors import Actor, ActorKind
from qingbai.notifications.contacts import Contact
from qingbai.pages.fields import Line
from qingbai.pages.source import source
from qingbai.sharing import asks
from qingbai.sharing.asks import About, Standing
from qingbai.verification import voices
from qingbai.verification.forms import Voiced
from qingbai.verification.frame import home, page
from qingbai.verification.voices import Voice

ANYONE = Actor(ActorKind.VISITOR, "verification-page")
SALT = "qingbai.verification.telling"
KEPT_FOR = 24 * 3600
"""Seconds for which the mark of a check may be handed in."""


class WhereToTell(Voiced):
    """An e-mail address, a telephone number, or both."""

    texts: Mapping[str, tuple[str, str]] = {"email": ("tell_email", ""), "phone": ("tell_phone", "")}
    email = Line(
        required=False,
        max_length=254,
        error_messages={"max_length": "e_email_long"},
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "class": "width-20"}),
    )
    phone = Line(
        required=False,
        max_length=40,
        error_messages={"max_length": "e_phone_shape"},
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "width-20"}),
    )


def mark(about: About) -> str:
    """What was checked a moment ago, signed: it stands hidden in the form. A paper's number stands in it for who has seen that, else the link's own."""
    return signing.dumps([secrets.token_hex(8), about.paper, about.link], salt=SALT)


def _read(given: str) -> About | None:
    try:
        _, paper, link = signing.loads(given, salt=SALT, max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return About(paper=paper, link=link)


# Nobody is signed in here and no cookie is needed: what shows that the form is ours is the mark in it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """The form, and what was sent with it. Without a check of ours behind it there is nothing to ask about."""
    say = voices.of(request)
    with translation.override(say.site):
        return _tell(request, say)


def _tell(request: HttpRequest, say: Voice) -> HttpResponse:
    given = request.POST.get("mark", "")
    about = _read(given)
    if about is None:
        return redirect(home(say))
    if "send" not in request.POST:
        return _ask(request, say, WhereToTell(say), given)
    form = WhereToTell(say, request.POST)
    if not form.is_valid():
        return _ask(request, say, form, given)
    contact = Contact(email=form.cleaned_data["email"], phone=form.cleaned_data["phone"], language=say.site)
    try:
        asks.ask(about=about, contact=contact, source=source(request), by=ANYONE, at=clock.now())
    except asks.TooManyAsks:
        return _ask(request, say, form, given, status=429)
    except asks.AskRefused as refused:
        for fault in refused.faults:
            form.add_fault(fault.field, fault.code, fault)
        return _ask(request, say, form, given)
    return private(page(request, say, "tell_sent", {}))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def told(request: HttpRequest, ref: str) -> HttpResponse:
    """The page of one ask: to confirm it, or to end it. Opening it does neither, for mail programs open addresses too."""
    now, wanted = clock.now(), request.POST.get("act", "")
    if request.method == "POST" and wanted in DEEDS:
        found = DEEDS[wanted](ref=ref, by=ANYONE, at=now)
    else:
        found = asks.seen(ref=ref, at=now)
    say, waiting = voices.of(request), found.standing is Standing.WAITING
    context = {
        "ask": found,
        "to_confirm": found.standing is Standing.TO_CONFIRM,
        "waits": say["wait_lead"].format(until=say.day(found.until)) if found.until and waiting else "",
    }
    with translation.override(say.site):
        return private(page(request, say, "told", context, here=request.path))


DEEDS = {"confirm": asks.confirm, "stop": asks.stop}


def _ask(request: HttpRequest, say: Voice, form: WhereToTell, given: str, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "mark": given, "wrongs": form.wrongs if form.is_bound else (), "too_many": status == 429}
    return private(page(request, say, "tell", context, status))


def private(response: HttpResponse) -> HttpResponse:
    """A page for one reader: in no cache and no index."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
