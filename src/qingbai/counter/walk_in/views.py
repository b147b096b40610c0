"""A new application at the counter."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.counter import desk
from qingbai.counter.walk_in.form import WalkIn
from qingbai.inquiries import services
from qingbai.pages.read_document import Filled, Picture
from qingbai.pages.references import reference
from qingbai.uploads import seeing


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; handed in, it goes straight through and the file opens."""
    officer = desk.sitting(request)
    office = agencies.office(officer.office)
    form = WalkIn(office, officer.account, request.POST if request.method == "POST" else None)
    token = request.POST.get("token") or secrets.token_urlsafe(24)
    if request.method == "POST" and form.is_valid():
        draft = form.draft()
        try:
            case = services.apply_straight_through(
                draft=draft, token=f"{officer.account}:{token}"[:80], by=officer.actor, at=clock.now()
            )
        except services.DraftRefused as refused:
            form.take(refused.faults)
        else:
            return redirect("counter-file", reference(case.row.number))
    return _page(request, form, token)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """The same form, filled in with what a machine reads in a picture of the document; the picture is not kept."""
    officer = desk.sitting(request)
    picture = Picture(request.POST, files=request.FILES)
    found = picture.read(on=clock.today()) if picture.is_valid() else Filled()
    form = WalkIn(agencies.office(officer.office), officer.account, read=found)
    return _page(request, form, secrets.token_urlsafe(24), picture=picture, read=found, wrongs=picture.wrongs)


def _page(request: HttpRequest, form: WalkIn, token: str, **more: Any) -> HttpResponse:
    picture = {"picture": Picture()} if seeing.can_read() else {}
    context = {"form": form, "token": token, "officer": desk.sitting(request)} | picture | more
    return render(request, "counter/new.html", context)
