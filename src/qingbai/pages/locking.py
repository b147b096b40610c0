"""A desk is locked, not lost (锁屏): after a time without a page, or by its key, only the same officer opens it again.

The officer comes back to the very page. A form that was being filled in, and one that was sent and met the lock, is kept for that officer,
encrypted, for some minutes: the first is filled in again, the second is shown to be sent or left. Nothing of it was done meanwhile. Five wrong
tries, or another officer, and the desk begins fresh. Whoever has a second factor shows it to unlock as well: the password alone would let in
whoever looked over a shoulder.
"""

import base64
import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from qingbai import clock
from qingbai.identity import factors
from qingbai.pages import proving
from qingbai.pages.desks import SITS_FOR, Desk
from qingbai.pages.forms import LONGEST_PASSWORD, QuestionForm
from qingbai.pages.views import local

SEEN, LOCKED, KEPT, TRIES = "desk_seen", "desk_locked", "desk_kept", "desk_tries"
KEPT_FOR = timedelta(minutes=30)
MOST_KEPT = 64 * 1024  # characters; a longer form is not kept
MOST_TRIES = 5
DRAFT, SENT = "draft", "sent"
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password", "present", "new", "again", "code", "answer"})


class Unlock(QuestionForm):
    """The password of who sat here, and a code where there are codes."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        error_messages={"required": gettext_lazy("Enter your password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "width-20", "autofocus": True}),
    )
    code = forms.CharField(
        label=gettext_lazy("Code of six digits"),
        max_length=20,
        error_messages={"required": gettext_lazy("Enter the code that your program shows")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "width-10"}),
    )

    def __init__(self, data: Any = None, *, codes: bool) -> None:
        super().__init__(data)
        if not codes:
            del self.fields["code"]


def _same_password(request: HttpRequest, password: str) -> bool:
    """Whether this is the password of the account that sits here, and no other's."""
    name = request.user.get_username()
    user = authenticate(request, username=name, password=password)
    return user is not None and user.pk == request.user.pk


def meet(request: HttpRequest, desk: Desk) -> HttpResponse | None:
    """The guard of a desk: ``None`` for who works there while it is open.

    Strangers sign in first; an account without a place there finds nothing. Where the desk is locked, what was asked for is remembered and the
    officer is asked to unlock.
    """
    if not request.user.is_authenticated:
        return redirect(desk.page("sign-in"))
    if desk.officer(request.user) is None:
        raise Http404
    here = request.resolver_match.url_name if request.resolver_match is not None else None
    if here in {desk.page("lock"), desk.page("unlock"), desk.page("sign-out")}:
        return None
    session, now = request.session, clock.now()
    seen = session.get(SEEN)
    if LOCKED not in session and (seen is None or now - datetime.fromisoformat(seen) <= SITS_FOR):
        session[SEEN] = now.isoformat()
        if request.method == "POST" and KEPT in session:
            forget(request)  # another form is sent, or this very one
        return None
    if LOCKED not in session or request.method == "POST":
        session[LOCKED] = {"next": _page(request, desk)}
    if request.method == "POST" and not request.FILES:
        fields = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
        _keep(request, SENT, request.path, fields)
    return redirect(desk.page("unlock"))


def lock(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Lock at once. ``fields`` is what was being filled in, ``to`` the form's address, ``posted`` says that the page answered a form."""
    if LOCKED not in request.session:
        request.session[LOCKED] = {
            "next": local(request.POST.get("next", "")) if "next" in request.POST else _page(request, desk)
        }
        fields = _read(request.POST.get("fields", ""))
        if fields:
            _keep(request, SENT if request.POST.get("posted") else DRAFT, local(request.POST.get("to", "")), fields)
            if request.POST.get("posted"):
                request.session[LOCKED] = {"next": reverse(desk.name)}
    return redirect(desk.page("unlock"))


def unlock(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask who it is; then back to the page, over the form that met the lock where there is one.

    Who has a second factor shows it here too: a passkey alone, which asks for face, finger or PIN, or a one-time code beside the password. Where one is
    demanded and the officer has none any more, the desk begins fresh.
    """
    card = desk.officer(request.user)
    if card is None:
        raise Http404
    who = {"name": card.name, "place": desk.place(card)}
    if LOCKED not in request.session:
        return _offered(request, desk, who)
    known = factors.factors(request.user)
    if not known and settings.SECOND_FACTOR_DEMANDED:
        request.session.flush()
        return redirect(desk.name)
    codes = proving.has_codes(request.user)
    by_device = bool(known) and proving.ANSWER in request.POST
    form = Unlock(request.POST if request.method == "POST" and not by_device else None, codes=codes)
    if request.method == "POST" and (by_device or form.is_valid()):
        if _proves(request, form, by_device=by_device, only_device=bool(known) and not codes):
            return _opened(request, desk)
        tries = request.session.get(TRIES, 0) + 1
        request.session[TRIES] = tries
        if tries >= MOST_TRIES:
            request.session.flush()
            return redirect(desk.name)
        form = form if form.is_bound else Unlock({}, codes=codes)
        form.full_clean()
        _say_wrong(form, by_device=by_device, codes=codes)
    who["account"] = request.user.get_username()  # for keepers of passwords
    context = {"form": form, "who": who, "sign_out": desk.page("sign-out"), "kept": KEPT in request.session}
    context |= {"asked": proving.ask(request, request.user), "by_password": not known or codes}
    return render(request, desk.template("locked"), context)


def _proves(request: HttpRequest, form: Unlock, *, by_device: bool, only_device: bool) -> bool:
    """Whether it is the officer who sat here. Both proofs are looked at before anything is said, so that neither can be guessed alone."""
    at = clock.now()
    if by_device:
        return proving.by_passkey(request, request.user, at)
    if only_device:
        return False
    right = _same_password(request, form.cleaned_data["password"])
    if "code" in form.fields:
        return right and proving.by_code(request.user, form.cleaned_data["code"], at)
    return right


def _say_wrong(form: Unlock, *, by_device: bool, codes: bool) -> None:
    form.errors.clear()
    if by_device:
        form.add_error(None, gettext("The device's answer is not right. Try once more."))
    elif codes:
        form.add_error(None, gettext("Password or code is not right. Try once more; a code is good once."))
    else:
        form.add_error("password", gettext("This is not the password of who sits here"))


def _opened(request: HttpRequest, desk: Desk) -> HttpResponse:
    found = request.session.pop(LOCKED)
    request.session.pop(TRIES, None)
    request.session[SEEN] = clock.now().isoformat()
    request.session.cycle_key()
    card = desk.officer(request.user)
    if card is not None:
        desk.sat_down(card, "unlocked")
    kept = _kept(request)
    if kept is not None and kept["kind"] == SENT:
        request.session["desk_next"] = found["next"]
        return redirect(desk.page("unlock"))
    return redirect(found["next"])


def _offered(request: HttpRequest, desk: Desk, who: dict[str, Any]) -> HttpResponse:
    """A form that met the lock: to be sent now, or left."""
    kept, then = _kept(request), request.session.get("desk_next", reverse(desk.name))
    if request.method == "POST" or kept is None or kept["kind"] != SENT:
        forget(request)
        return redirect(then)
    context = {"offered": kept, "who": who, "then": then, "unlock": desk.page("unlock")}
    return render(request, desk.template("locked"), context)


def half_filled(request: HttpRequest) -> dict[str, Any] | None:
    """What was being filled in on this page when the desk was locked; handed out once."""
    found = request.session.get(KEPT) if hasattr(request, "session") else None
    if found is None or LOCKED in request.session:
        return None
    kept = _kept(request)
    if kept is None or kept["kind"] != DRAFT or not kept["to"].startswith(request.path):
        return None
    forget(request)
    return kept


def forget(request: HttpRequest) -> None:
    """What was kept is needed no more."""
    request.session.pop(KEPT, None)
    request.session.pop("desk_next", None)


def _page(request: HttpRequest, desk: Desk) -> str:
    """The page to come back to: what was asked for, or for a form and a picture the page they stood on."""
    asks_for_a_page = "text/html" in request.headers.get("Accept", "text/html")
    if request.method in {"GET", "HEAD"} and asks_for_a_page:
        return request.get_full_path()
    referer = urlsplit(request.headers.get("Referer", ""))
    return local(referer.path) if referer.netloc == request.get_host() else reverse(desk.name)


def _read(text: str) -> list[tuple[str, str]]:
    try:
        found = json.loads(text or "[]")
        return [(str(name), str(value)) for name, value in found]
    except (ValueError, TypeError, RecursionError):
        return []


def _keep(request: HttpRequest, kind: str, to: str, fields: list[tuple[str, str]]) -> None:
    left = [(name, value) for name, value in fields if name not in NEVER_KEPT]
    text = json.dumps({"kind": kind, "to": to, "fields": left})
    if len(text) <= MOST_KEPT:
        request.session[KEPT] = _key(request).encrypt_at_time(text.encode(), int(clock.now().timestamp())).decode()


def _kept(request: HttpRequest) -> dict[str, Any] | None:
    token = request.session.get(KEPT)
    if token is None:
        return None
    try:
        ttl, now = int(KEPT_FOR.total_seconds()), int(clock.now().timestamp())
        found: dict[str, Any] = json.loads(_key(request).decrypt_at_time(token.encode(), ttl, now))
    except InvalidToken:
        forget(request)
        return None
    return found


def _key(request: HttpRequest) -> Fernet:
    """One key an account: what was kept for one officer opens for no other."""
    info = f"qingbai desk, kept for {request.user.pk}".encode()
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
