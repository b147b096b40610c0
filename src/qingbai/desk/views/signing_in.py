"""Registrars sign in with their account, as at every desk (``pages.signing_in``)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai.desk.sitting import DESK
from qingbai.pages import locking, signing_in


@require_safe
def first_page(request: HttpRequest) -> HttpResponse:
    """The desk, or the way to it."""
    return redirect("desk" if DESK.officer(request.user) else "desk-sign-in")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Account and password; only an officer who keeps a register may go on."""
    return signing_in.first(request, DESK)


@sensitive_post_parameters("code", "answer")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """The second factor."""
    return signing_in.second(request, DESK)


@sensitive_post_parameters("code", "answer")
@require_http_methods(["GET", "HEAD", "POST"])
def factors(request: HttpRequest) -> HttpResponse:
    """The officer's own second factors."""
    return signing_in.manage(request, DESK)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave the desk."""
    return signing_in.leave(request, DESK)


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock the desk at once."""
    return locking.lock(request, DESK)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """The password of who sat here, and on where the work stopped."""
    return locking.unlock(request, DESK)
