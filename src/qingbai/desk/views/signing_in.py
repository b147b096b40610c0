"""Registrars sign in with their account; a wrong account and a wrong password look alike."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.desk import sitting
from qingbai.inbox import services
from qingbai.pages import locking
from qingbai.pages.forms import SignIn


@require_safe
def first_page(request: HttpRequest) -> HttpResponse:
    """The desk, or the way to it."""
    return redirect("desk" if sitting.officer_of(request.user) else "desk-sign-in")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Account and password; only an officer who keeps a register may go on."""
    form = SignIn(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        card = sitting.officer_of(user) if user is not None else None
        if user is not None and card is not None:
            request.session.flush()  # nothing of whoever sat here before
            login(request, user)
            request.session.set_expiry(int(locking.WORKS_FOR.total_seconds()))
            services.sit_down(by=card.actor, at=clock.now())
            return redirect("desk")
        form.add_error(
            None, gettext("Account or password is wrong: check both. If it happens again, ask your administrator.")
        )
    return render(request, "desk/sign_in.html", {"form": form, "invented": sitting.invented()})


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
