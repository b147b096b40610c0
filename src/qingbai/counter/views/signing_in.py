"""Officers sign in to the counter with their account, as at every desk (``pages.signing_in``)."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from qingbai import clock
from qingbai.agencies import desks
from qingbai.counter import desk
from qingbai.pages import locking, signing_in

DOOR = signing_in.Door(
    base="counter/base.html",
    template="counter/sign_in.html",
    sign_in="counter-sign-in",
    second="counter-second-factor",
    factors="counter-factors",
    home="counter",
    sits_for=locking.WORKS_FOR,
    admits=desk.officer_of,
    sitting=desk.sitting,
    invented=desk.invented,
    entered=lambda card: desks.sat_down(by=card.actor, how="password", at=clock.now()),
)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Account and password; only an officer of an office may go on."""
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
    return redirect("counter-sign-in")
