"""Officers sign in with their account; a wrong account and a wrong password look alike."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from qingbai import clock
from qingbai.agencies import desks
from qingbai.counter import desk
from qingbai.pages import locking
from qingbai.pages.forms import SignIn


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Account and password; only an officer of an office may go on."""
    form = SignIn(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        card = desk.officer_of(user) if user is not None else None
        if user is not None and card is not None:
            request.session.flush()  # nothing of whoever sat here before
            login(request, user)
            request.session.set_expiry(int(locking.WORKS_FOR.total_seconds()))
            desks.sat_down(by=card.actor, how="password", at=clock.now())
            return redirect("counter")
        form.add_error(
            None, gettext("Account or password is wrong: check both. If it happens again, ask your administrator.")
        )
    return render(request, "counter/sign_in.html", {"form": form, "invented": desk.invented()})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave the desk."""
    logout(request)
    return redirect("counter-sign-in")
