"""A device of the office becomes a public screen, or an ordinary browser again (自助机设置)."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.agencies import desks
from qingbai.counter import desk
from qingbai.pages import kiosk, signing_in


@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """What it means; posted, this very device is one from now on and the officer signed out, or none any more."""
    officer, is_one = desk.sitting(request), kiosk.screen(request) is not None
    if request.method != "POST":
        return render(request, "counter/kiosk.html", {"officer": officer, "is_one": is_one})
    desks.screen_set_up(by=officer.actor, on=not is_one, at=clock.now())
    if is_one:
        response: HttpResponse = redirect("counter")
        kiosk.take_down(response)
        return response
    logout(request)
    response = redirect("kiosk")
    kiosk.set_up(response, office=officer.office, secure=request.is_secure())
    signing_in.forget_browser(response)
    return response
