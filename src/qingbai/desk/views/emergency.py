"""A look in an emergency, before there is a case: what is happening and who asks, then one search of every open register. Told at once, reviewed afterwards."""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.desk import recordsheet
from qingbai.desk.forms import Emergency
from qingbai.desk.sitting import sitting
from qingbai.oversight import emergency
from qingbai.pages.references import reference


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """The form, and what was found. Posted, so that no name stands in an address."""
    officer = sitting(request)
    if not emergency.may_look(officer.actor):
        raise Http404
    form = Emergency(request.POST if request.method == "POST" else None, initial={"token": secrets.token_hex(16)})
    context: dict[str, Any] = {"officer": officer, "form": form}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        looked = emergency.look(
            person=form.person,
            ground=emergency.Ground(given["ground"]),
            words=given["words"],
            asked_by=given["asked_by"],
            token=given["token"],
            by=officer.actor,
            at=clock.now(),
        )
        lines = [recordsheet.line(one, reference(looked.number)) for one in looked.found]
        context |= {"looked": looked, "found": lines}
    return render(request, "desk/emergency.html", context)
