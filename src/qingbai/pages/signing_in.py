"""How officers sign in, the same at every desk (工作人员登录): account and password, a second factor where there is one or one is demanded, limits on guessing.

What differs, the desk says (``desks.Desk``). Whether the account, the password or the desk was wrong looks alike.
Between password and second factor nobody is signed in: the session knows whose turn it is, for five minutes. What happened to the account meanwhile is told first.
"""

import base64
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, get_user_model, login, logout, update_session_auth_hash
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OfficerCard
from qingbai.audit.actors import SYSTEM
from qingbai.certificates.paper.qr import as_svg
from qingbai.identity import account_news, attempts, ceremony, factors, passwords
from qingbai.identity.account_news import NewsKind
from qingbai.pages import proving
from qingbai.pages.desks import WORKS_FOR, Desk
from qingbai.pages.forms import LONGEST_PASSWORD, QuestionForm, SignIn
from qingbai.pages.proving import ANSWER, ASKED, Code
from qingbai.pages.source import source

HALF, SECRET = "half_signed_in", "factor_secret"
HALF_FOR = timedelta(minutes=5)
KNOWN = "qingbai_desk_known"
KNOWN_FOR = 365 * 24 * 3600
BACKEND = "django.contrib.auth.backends.ModelBackend"


WEAK = {
    "password_too_short": gettext_lazy("It must have at least 12 characters"),
    "password_too_common": gettext_lazy("Many people use this one: choose another"),
    "password_too_similar": gettext_lazy("It is too much like your account: choose another"),
}
"""Why a new password will not do."""


class NewPassword(QuestionForm):
    """The present password and a new one."""

    present = forms.CharField(
        label=gettext_lazy("Your present password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        error_messages={"required": gettext_lazy("Enter your present password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "width-20"}),
    )
    new = forms.CharField(
        label=gettext_lazy("New password"),
        help_text=gettext_lazy("At least 12 characters. A sentence of your own is easy to keep and hard to guess."),
        strip=False,
        max_length=200,
        error_messages={"required": gettext_lazy("Enter the new password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "width-20"}),
    )
    again = forms.CharField(
        label=gettext_lazy("New password once more"),
        strip=False,
        max_length=200,
        error_messages={"required": gettext_lazy("Enter the new password once more")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "width-20"}),
    )

    def clean(self) -> dict[str, Any]:
        """Twice the same."""
        given = super().clean() or self.cleaned_data
        if given.get("new") and given.get("again") and given["new"] != given["again"]:
            self.add_error("again", gettext("The two new passwords differ: type both anew"))
        return given


def first(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Account and password."""
    form = SignIn(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        account, at = form.cleaned_data["username"], clock.now()
        counts = _counts(request, account)
        waits = attempts.pause(counts, at=at)
        user = None if waits > timedelta() else authenticate(request, **form.cleaned_data)
        card = desk.officer(user) if user is not None else None
        if user is not None and card is not None:
            return _go_on(request, desk, user, card)
        if waits > timedelta():
            form.add_error(None, _wait(waits))
        else:
            _note(counts, account, at)
            form.add_error(
                None, gettext("Account or password is wrong: check both. If it happens again, ask your administrator.")
            )
    return render(request, desk.template("sign_in"), {"form": form, "invented": desk.invented()})


def second(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The second factor of who gave the password; where one is demanded and there is none, it is added now."""
    user = _half(request)
    card = desk.officer(user) if user is not None else None
    if user is None or card is None:
        return redirect(desk.page("sign-in"))
    if not factors.factors(user):
        return _manage(request, desk, user, card, enrolling=True)
    at, counts = clock.now(), _counts(request, user.get_username())
    form = Code(request.POST if request.method == "POST" and ANSWER not in request.POST else None)
    if request.method == "POST":
        waits = attempts.pause(counts, at=at)
        if waits > timedelta():
            form.is_valid()
            form.add_error(None, _wait(waits))
        elif _is_right(request, user, form, at):
            return _enter(request, desk, user, card)
        elif ANSWER in request.POST or form.is_valid():
            _note(counts, user.get_username(), at)
            form = form if form.is_bound else Code({})
            form.is_valid()
            form.errors.clear()
            form.add_error(None, gettext("This second factor is not right. Try once more; a code is good once."))
    asked = proving.ask(request, user)
    has_codes = proving.has_codes(user)
    context = {
        "base": desk.template("base"),
        "form": form,
        "has_codes": has_codes,
        "asked": asked,
        "back": reverse(desk.page("sign-in")),
    }
    return render(request, "pages/second_factor.html", context)


def manage(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The officer's own sign-in: what happened to it, second factors, the password."""
    card = desk.officer(request.user)
    if card is None:
        raise Http404
    return _manage(request, desk, request.user, card, enrolling=False)


def _manage(request: HttpRequest, desk: Desk, user: Any, card: OfficerCard, *, enrolling: bool) -> HttpResponse:
    at, do = clock.now(), request.POST.get("do")
    form = Code(request.POST if do == "codes" else None)
    password = NewPassword(request.POST if do == "password" else None)
    wrong = ""
    if request.method == "POST":
        try:
            if _change(request, user, card, form, at, enrolling=enrolling):
                return _enter(request, desk, user, card, tell=False) if enrolling else redirect(desk.page("factors"))
        except (factors.WrongFactor, ceremony.Refused):
            wrong = gettext("Nothing was added: the code or the device's answer is not right. Try once more.")
        if not enrolling and _other(request, user, card, password, at):
            return redirect(desk.home if do == "seen" else desk.page("factors"))
    context = _ways(request, user, enrolling=enrolling) | {
        "base": desk.template("base"),
        "form": form,
        "password": password,
        "account": user.get_username(),
        "news": [] if enrolling else [(one, told(one.kind)) for one in account_news.unseen(user)],
        "enrolling": enrolling,
        "back": reverse(desk.page("sign-in") if enrolling else desk.home),
        "officer": None if enrolling else desk.sitting(request),
    }
    wrongs = [("", wrong)] if wrong else form.wrongs if form.is_bound else password.wrongs if password.is_bound else []
    return render(request, "pages/factors.html", context | ({"wrongs": wrongs} if wrongs else {}))


def _ways(request: HttpRequest, user: Any, *, enrolling: bool) -> dict[str, Any]:
    """The second factors that there are, and what is needed to add one."""
    secret = request.session.setdefault(SECRET, factors.new_secret())
    known, here = factors.factors(user), proving.origin(request)
    asked = None
    if ceremony.possible(here):
        asked = ceremony.ask_to_make(here, name=user.get_username(), known=factors.public_keys(user))
        request.session[ASKED] = asked.state
    drawn = base64.b64encode(as_svg(factors.address(secret, user.get_username())).encode()).decode()
    return {
        "factors": known,
        "has_codes": any(one.kind == factors.FactorKind.CODES for one in known),
        "secret": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        "drawn": f"data:image/svg+xml;base64,{drawn}",
        "asked": asked,
        "removable": not enrolling and not (settings.SECOND_FACTOR_DEMANDED and len(known) == 1),
    }


def leave(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Signed out, and at the page where one signs in."""
    logout(request)
    return redirect(desk.page("sign-in"))


def told(kind: NewsKind) -> str:
    """What happened to an account, in words."""
    return {
        NewsKind.CODES_ADDED: gettext("One-time codes were added."),
        NewsKind.PASSKEY_ADDED: gettext("A passkey was added."),
        NewsKind.FACTOR_REMOVED: gettext("A second factor was removed."),
        NewsKind.FACTORS_RESET: gettext("Your administrator removed your second factors."),
        NewsKind.PASSWORD_CHANGED: gettext("The password was changed."),
        NewsKind.PASSWORD_GIVEN: gettext(
            "Your administrator gave you this password and knows it: change it below, then this is told no more."
        ),
        NewsKind.GUESSED: gettext("Somebody tried wrong passwords or codes for your account until it was paused."),
    }[kind]


def _change(request: HttpRequest, user: Any, card: OfficerCard, form: Code, at: datetime, *, enrolling: bool) -> bool:
    """Add or remove a second factor, as the officer chose; whether anything was done. Raises ``WrongFactor`` and ``Refused``."""
    match request.POST.get("do"):
        case "codes" if form.is_valid():
            secret = request.session.pop(SECRET, "")
            try:
                factors.add_codes(user=user, secret=secret, code=form.cleaned_data["code"], by=card.actor, at=at)
            except factors.WrongFactor:
                request.session[SECRET] = secret  # the same again, so that nobody must scan twice
                raise
            return True
        case "passkey":
            state = request.session.pop(ASKED, {})
            made = ceremony.take_made(proving.origin(request), state, request.POST.get(ANSWER, ""))
            factors.add_passkey(user=user, made=made, by=card.actor, at=at)
            return True
        case "remove" if not enrolling and not (settings.SECOND_FACTOR_DEMANDED and len(factors.factors(user)) == 1):
            chosen = next((one for one in factors.factors(user) if str(one.id) == request.POST.get("factor")), None)
            if chosen is None:
                raise Http404
            factors.remove(user=user, factor=chosen.id, by=card.actor, at=at)
            return True
        case _:
            return False


def _other(request: HttpRequest, user: Any, card: OfficerCard, form: NewPassword, at: datetime) -> bool:
    """A new password, or that the news were seen; whether it was done."""
    match request.POST.get("do"):
        case "seen":
            account_news.seen(user=user, which=request.POST.getlist("news"), at=at)
            return True
        case "password" if form.is_valid():
            given, counts = form.cleaned_data, _counts(request, user.get_username())
            if (waits := attempts.pause(counts, at=at)) > timedelta():
                form.add_error(None, _wait(waits))
                return False
            try:
                passwords.change(user=user, present=given["present"], new=given["new"], by=card.actor, at=at)
            except passwords.WrongPassword:
                _note(counts, user.get_username(), at)
                form.add_error("present", gettext("This is not your present password"))
            except passwords.WeakPassword as weak:
                form.add_error(
                    "new",
                    [str(words) for why, words in WEAK.items() if why in weak.why]
                    or gettext("It will not do: choose another"),
                )
            else:
                update_session_auth_hash(request, user)  # this browser stays signed in, every other is not
                return True
    return False


def _go_on(request: HttpRequest, desk: Desk, user: Any, card: OfficerCard) -> HttpResponse:
    """In, or to the second factor."""
    if not factors.factors(user) and not settings.SECOND_FACTOR_DEMANDED:
        return _enter(request, desk, user, card)
    request.session.cycle_key()
    request.session[HALF] = {"user": user.pk, "until": (clock.now() + HALF_FOR).isoformat()}
    return redirect(desk.page("second-factor"))


def _half(request: HttpRequest) -> Any:
    """Whose second factor is awaited; ``None`` where nobody's is, or it took too long."""
    found = request.session.get(HALF)
    if found is None or datetime.fromisoformat(found["until"]) < clock.now():
        return None
    return get_user_model().objects.filter(pk=found["user"], is_active=True).first()


def _is_right(request: HttpRequest, user: Any, form: Code, at: datetime) -> bool:
    if ANSWER in request.POST:
        return proving.by_passkey(request, user, at)
    return form.is_valid() and proving.by_code(user, form.cleaned_data["code"], at)


def _enter(request: HttpRequest, desk: Desk, user: Any, card: OfficerCard, *, tell: bool = True) -> HttpResponse:
    """Signed in: a new session, and a browser that is known from now on; first to what is new of the account, where ``tell``."""
    account = user.get_username()
    attempts.right(_counts(request, account))
    request.session.flush()  # nothing of whoever sat here before
    login(request, user, backend=BACKEND)
    request.session.set_expiry(int(WORKS_FOR.total_seconds()))
    desk.sat_down(card, "password")
    response = redirect(desk.page("factors") if tell and account_news.unseen(user) else desk.home)
    kept = [one for one in _known(request) if one != attempts.known_as(account)][:9]
    response.set_cookie(
        KNOWN,
        signing.dumps([attempts.known_as(account), *kept], salt=KNOWN),
        max_age=KNOWN_FOR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def forget_browser(response: HttpResponse) -> None:
    """The browser is known no more: where anybody may stand before it, guesses count as a stranger's."""
    response.delete_cookie(KNOWN, samesite="Lax")


def _known(request: HttpRequest) -> list[str]:
    """The accounts that this browser has signed in to, by their marks."""
    try:
        found = signing.loads(request.COOKIES.get(KNOWN, ""), salt=KNOWN, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return []
    return [str(one) for one in found]


def _counts(request: HttpRequest, account: str) -> dict[str, int]:
    known = attempts.known_as(account) in _known(request)
    browser = request.COOKIES.get(KNOWN, "")[-32:] if known else ""
    return attempts.marks(account=account, browser=browser, network=source(request))


def _note(counts: dict[str, int], account: str, at: datetime) -> None:
    """Count a wrong try; where the limit is reached and there is such an officer, the ledger has it."""
    if attempts.wrong(counts, at=at):
        user = get_user_model().objects.filter(username=account).first()
        card = agencies.officer_of(user) if user is not None else None
        if card is not None:
            factors.closed_for_a_while(user=user, officer=card.number, by=SYSTEM, at=at)


def _wait(waits: timedelta) -> str:
    minutes = -(-int(waits.total_seconds()) // 60) or 1
    return ngettext(
        "Too many wrong tries from here. Wait %(minutes)d minute, then try again; nothing typed before that is looked at.",
        "Too many wrong tries from here. Wait %(minutes)d minutes, then try again; nothing typed before that is looked at.",
        minutes,
    ) % {"minutes": minutes}
