"""Auditors sign in with their account, as at every desk (``pages.signing_in``), and name the inspection."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from qingbai import clock
from qingbai.audit.services import EntryRefused
from qingbai.auditdesk import sitting
from qingbai.auditdesk.forms import Inspection
from qingbai.oversight import services
from qingbai.pages import locking, signing_in

DOOR = signing_in.Door(
    base="auditdesk/base.html",
    template="auditdesk/sign_in.html",
    sign_in="audit-desk-sign-in",
    second="audit-desk-second-factor",
    factors="audit-desk-factors",
    home="audit-desk-inspection",
    sits_for=locking.WORKS_FOR,
    admits=sitting.auditor_of,
    sitting=sitting.sitting,
    invented=sitting.invented,
)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Account and password; only an auditor may go on."""
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
    logout(request)
    return redirect("audit-desk-sign-in")


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
