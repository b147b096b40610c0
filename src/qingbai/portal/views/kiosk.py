"""The public screen's own pages (自助机): the language first, a question to whoever seems to have left, and the end that clears everything."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from qingbai.pages import kiosk
from qingbai.pages.views import local

SHOWN_FOR = 15
"""Seconds for which the last page stands."""


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Which language; whatever was left is cleared first."""
    return kiosk.forget(request, render(request, "portal/kiosk_begin.html"))


@require_safe
def still(request: HttpRequest) -> HttpResponse:
    """Is somebody there? Without a script this page comes by itself, and the end after it."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    back = local(came_from.path) if came_from.netloc == request.get_host() else reverse("start")
    response = render(request, "portal/kiosk_still.html", {"back_to": back, "seconds": _seconds()})
    response.headers["Refresh"] = f"{_seconds()}; url={reverse('kiosk-end')}"
    return response


@require_safe
def end(request: HttpRequest) -> HttpResponse:
    """Take your paper; then the language again."""
    response = kiosk.forget(request, render(request, "portal/kiosk_end.html"))
    response.headers["Refresh"] = f"{SHOWN_FOR}; url={reverse('kiosk')}"
    return response


def _seconds() -> int:
    return int(kiosk.ENDS_AFTER.total_seconds())
