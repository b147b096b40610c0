"""A public screen (自助机): the portal on a device that an office has set up, and that keeps nothing of whoever stood before it.

The device carries a signed cookie that only an officer at that very device can set (``counter``), so that nobody turns a browser into one by an
address. On it every answer is kept out of every cache, files do not leave (papers are printed at the window), and whoever walks away
is signed out after two minutes, with a warning half a minute before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from qingbai.pages.references import number_of

COOKIE = "qingbai_kiosk"
SALT = "qingbai.pages.kiosk"
KEPT_FOR = timedelta(days=400)
WARNS_AFTER, ENDS_AFTER = timedelta(seconds=90), timedelta(seconds=30)
"""Without a touch for the first, the person is asked; without an answer for the second, everything is cleared."""
STAYS = ("text/html", "text/css", "text/javascript", "image/", "font/")
"""What may be shown on the screen; anything else is a file that would stay behind."""


FILES = frozenset({".pdf", ".jwt", ".csv", ".zip", ".xlsx", ".ofd", ".json"})


@dataclass(frozen=True, slots=True)
class Screen:
    """A public screen and the office that set it up."""

    office: str


def screen(request: HttpRequest) -> Screen | None:
    """The screen that this request comes from; ``None`` for any other device, and for a cookie that is not ours."""
    token = request.COOKIES.get(COOKIE)
    if not token or not _has_its_pages():
        return None
    try:
        return Screen(office=str(signing.loads(token, salt=SALT, max_age=KEPT_FOR)["office"]))
    except (signing.BadSignature, KeyError, TypeError):
        return None


def _has_its_pages() -> bool:
    """Whether this site is the public one: browsers send a cookie to every port of a host."""
    try:
        return bool(reverse("kiosk-end"))
    except NoReverseMatch:
        return False


def set_up(response: HttpResponse, *, office: str, secure: bool) -> None:
    """Make the device that gets this answer a public screen of the office."""
    token = signing.dumps({"office": office}, salt=SALT)
    age = int(KEPT_FOR.total_seconds())
    response.set_cookie(COOKIE, token, max_age=age, httponly=True, samesite="Strict", secure=secure)


def take_down(response: HttpResponse) -> None:
    """An ordinary browser again."""
    response.delete_cookie(COOKIE, samesite="Strict")


def only_at_a_kiosk(request: HttpRequest) -> None:
    """The guard of the screen's own pages: anywhere else they do not exist."""
    if screen(request) is None:
        raise Http404


def forget(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Whoever stood here leaves nothing: session, cookies and what the browser kept are cleared; the device stays a screen."""
    request.session.flush()
    for name in (
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        "qingbai_text",
    ):
        response.delete_cookie(name, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Cache-Control"] = "no-store"
    return response


class Kiosk:
    """The middleware: what a public screen must not keep does not reach it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as everywhere, but never in a cache and never a file."""
        response = self.get_response(request)
        if screen(request) is None or request.path.startswith(settings.STATIC_URL):
            return response
        if response.status_code == 200 and not response.headers.get("Content-Type", "").startswith(STAYS):
            response = _at_the_window(request)
        response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """A file is not even made: nobody is to be on the ledger for having taken what the screen did not give."""
        is_file = PurePath(request.path).suffix in FILES and not request.path.startswith(settings.STATIC_URL)
        return _at_the_window(request) if is_file and screen(request) is not None else None


def _at_the_window(request: HttpRequest) -> HttpResponse:
    """Instead of a file: where its paper is printed, and the number to show there."""
    found = request.resolver_match
    ref = found.kwargs.get("ref", "") if found else ""
    try:
        number = number_of(ref) if ref else ""
    except Http404:
        number = ""
    return render(request, "pages/kiosk_window.html", {"number": number})
