"""Auditors sign in with their account, as at every desk (``pages.signing_in``), and name the inspection."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from qingbai import clock
from qingbai.audit.services import EntryRefused
from qingbai.auditdesk import sitting
from qingbai.auditdesk.forms import Inspection
from qingbai.auditdesk.sitting import DESK
from qingbai.oversight import services
from qingbai.pages import locking, signing_in


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Account and password; only an auditor may go on."""
    return signing_in.first(request, DESK)


@sensitive_post_parameters("code", "answer")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """The second factor."""
    return signing_in.second(request, DESK)


@sensitive_post_parameters("code", "answer")
@require_http_methods(["GET", "HEAD", "POST"])
def factors(request: HttpRequest) -> HttpResponse:
    """The officer's own second factors."""
    return signing_in.manage(request, DESK)


@require_http_methods(["GET", "HEAD", "POST"])
def inspection(request: HttpRequest) -> HttpResponse:
    """Which inspection the auditor works on from now on."""
    officer = sitting.sitting(request)
    form = Inspection(request.POST if request.method == "POST" else None, initial={"case": officer.case})
    if request.method == "POST" and form.is_valid():
        case = form.cleaned_data["case"]
        try:
            services.begin(by=officer.actor, case=case, at=clock.now())
        except EntryRefused:
            form.add_error("case", gettext("This looks like the number of a person: name the inspection instead"))
        else:
            request.session[sitting.INSPECTION] = case
            return redirect("audit-desk")
    return render(request, "auditdesk/inspection.html", {"officer": officer, "form": form})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave the desk."""
    return signing_in.leave(request, DESK)


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock the desk at once."""
    return locking.lock(request, DESK)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """The password of who sat here, and on where the work stopped."""
    return locking.unlock(request, DESK)
