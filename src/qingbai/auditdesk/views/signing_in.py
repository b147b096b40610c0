"""Auditors sign in with their account and name the inspection; a wrong account and a wrong password look alike."""

from django.contrib.auth import authenticate, login, logout
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
from qingbai.pages import locking
from qingbai.pages.forms import SignIn


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Account and password; only an auditor may go on."""
    form = SignIn(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None and sitting.auditor_of(user) is not None:
            request.session.flush()  # nothing of whoever sat here before
            login(request, user)
            request.session.set_expiry(int(locking.WORKS_FOR.total_seconds()))
            return redirect("audit-desk-inspection")
        form.add_error(
            None, gettext("Account or password is wrong: check both. If it happens again, ask your administrator.")
        )
    return render(request, "auditdesk/sign_in.html", {"form": form, "invented": sitting.invented()})


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
