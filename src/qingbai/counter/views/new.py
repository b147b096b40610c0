"""A new application at the counter."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.counter import desk
from qingbai.counter.walk_in import WalkIn
from qingbai.inquiries import services
from qingbai.pages.references import reference


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
    return render(request, "counter/new.html", {"form": form, "token": token, "officer": officer})
