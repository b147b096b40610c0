"""Looks compared: everybody beside colleagues, and looks that belong to no case. A finding is made of one by a button."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.agencies.terms import ROLE_NAMES, Role
from qingbai.auditdesk import entrysheet, words
from qingbai.auditdesk.sitting import inspecting, sitting
from qingbai.oversight import watching
from qingbai.oversight.outliers import Compared
from qingbai.pages.language import in_ours

SHOWN = 500
"""Looks without a case that the page shows at most."""


@inspecting
@require_http_methods(["GET", "HEAD", "POST"])
def colleagues(request: HttpRequest) -> HttpResponse:
    """Everybody who looked in the last thirty days, those farthest above their group first."""
    officer = sitting(request)
    if request.method == "POST":
        watching.open_outlier(officer=request.POST.get("officer", ""), by=officer.actor, at=clock.now())
        return redirect("audit-desk-findings")
    found = watching.beside_colleagues(by=officer.actor, case=officer.case, at=clock.now())
    context = {"officer": officer, "rows": [_row(one) for one in found]}
    return render(request, "auditdesk/colleagues.html", context)


def _row(one: Compared) -> dict[str, Any]:
    office, role = one.one.group
    return {
        "one": one,
        "office": words.place(office),
        "role": in_ours(ROLE_NAMES[Role(role)]),
        "each": one.one.each,
    }


@inspecting
@require_http_methods(["GET", "HEAD", "POST"])
def unbound(request: HttpRequest) -> HttpResponse:
    """Looks in the last thirty days that belong to no case that was under way then, the newest first."""
    officer = sitting(request)
    if request.method == "POST":
        entry = request.POST.get("entry", "")
        if entry.isascii() and entry.isdigit() and len(entry) < 19:
            watching.open_unbound(entry=int(entry), by=officer.actor, at=clock.now())
        return redirect("audit-desk-findings")
    found = watching.without_case(by=officer.actor, case=officer.case, at=clock.now())
    lines = [(entrysheet.line(one.entry), words.STRAYS[one.why]) for one in reversed(found.looks[-SHOWN:])]
    context = {"officer": officer, "tried": found.tried, "found": len(found.looks), "lines": lines}
    return render(request, "auditdesk/unbound.html", context)
