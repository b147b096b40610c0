"""Registrars sign in with their account, as at every desk (``pages.signing_in``)."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.desk import sitting
from qingbai.inbox import services
from qingbai.pages import locking, signing_in

DOOR = signing_in.Door(
    base="desk/base.html",
    template="desk/sign_in.html",
    sign_in="desk-sign-in",
    second="desk-second-factor",
    factors="desk-factors",
    home="desk",
    sits_for=locking.WORKS_FOR,
    admits=sitting.officer_of,
    sitting=sitting.sitting,
    invented=sitting.invented,
    entered=lambda card: services.sit_down(by=card.actor, at=clock.now()),
)


@require_safe
def first_page(request: HttpRequest) -> HttpResponse:
    """The desk, or the way to it."""
    return redirect("desk" if sitting.officer_of(request.user) else "desk-sign-in")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Account and password; only an officer who keeps a register may go on."""
    return signing_in.first(request, DOOR)


@sensitive_post_parameters("code", "answer")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """The second factor."""
    return signing_in.second(request, DOOR)


@sensitive_post_parameters("code", "answer")
@require_http_methods(["GET", "HEAD", "POST"])
def factors(request: HttpRequest) -> HttpResponse:
    """The officer's own second factors."""
    return signing_in.manage(request, DOOR)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave the desk."""
    logout(request)
    return redirect("desk-sign-in")


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock the desk at once."""
    return locking.lock(request, sitting.DESK)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """The password of who sat here, and on where the work stopped."""
    officer = sitting.sitting(request)
    return locking.unlock(request, sitting.DESK, {"name": officer.name, "place": officer.organ_name})
