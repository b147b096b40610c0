"""A document that came on paper or as a file: into the inbox, and straight to its page."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.agencies.terms import Role
from qingbai.desk.forms import Arrival
from qingbai.desk.sitting import sitting
from qingbai.inbox import services


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; handed in, the document lies in the inbox."""
    officer = sitting(request)
    if officer.role not in {Role.REGISTRAR, Role.HEAD}:
        raise Http404
    posted = request.method == "POST"
    form = Arrival(request.POST, request.FILES) if posted else Arrival()
    token = request.POST.get("token") or secrets.token_urlsafe(24)
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            key = services.receive_text(
                text=form.cleaned_data["text"],
                name=file.name if file is not None else gettext("Pasted text"),
                sender=form.cleaned_data["sender"],
                token=f"{officer.registrar.account}:{token}",
                organ=officer.organ.code,
                by=officer.actor,
                at=clock.now(),
            )
        except services.NothingToRead:
            form.add_error(
                "text", gettext("There is no text in it, or more than any judgment has: check what was chosen")
            )
        else:
            return redirect("desk-draft", key)
    return render(request, "desk/new.html", {"form": form, "token": token, "officer": officer})
