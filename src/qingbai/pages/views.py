"""Two preferences that belong to the reader and to nobody's record: language and size of text. Each is one cookie."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

ONE_YEAR = 365 * 24 * 3600
TEXT_COOKIE = "qingbai_text"


def local(address: str) -> str:
    """The address when it is a page of this site, otherwise the first page."""
    here = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if here else "/"


def _back(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    response = HttpResponseRedirect(local(request.GET.get("next", "/")))
    response.set_cookie(cookie, value, max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Read on in another language."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    return _back(request, settings.LANGUAGE_COOKIE_NAME, code)


@require_safe
def choose_text(request: HttpRequest, size: str) -> HttpResponse:
    """Read on in large or ordinary text."""
    if size not in {"large", "ordinary"}:
        raise Http404
    return _back(request, TEXT_COOKIE, size)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 in the family's look: what came is no form of ours, or has more fields than any has; what to do, and that nothing was taken."""
    too_many = isinstance(exception, TooManyFieldsSent | TooManyFilesSent | RequestDataTooBig)
    response = render(request, "400.html", {"too_many": too_many}, status=400)
    response.headers["Cache-Control"] = "no-store"
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """404 in the family's look: the same page whether the thing does not exist or is not the reader's."""
    response = render(request, "404.html", status=404)
    response.headers["Cache-Control"] = "no-store"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """500: nothing is said about what happened, only what to do; in plain words where even the page cannot be drawn."""
    try:
        return render(request, "500.html", status=500)
    except Exception:  # noqa: BLE001 - the page that says that something failed must not fail
        text = "服务出现故障，请稍后再试。\n\nThe service has a problem. Try again in a few minutes.\n"
        return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")
