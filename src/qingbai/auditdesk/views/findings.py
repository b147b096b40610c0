"""Findings: the auditor's list and one of them; what a head is asked, and the answer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from qingbai import clock
from qingbai.agencies.acts import TakenMeanwhile
from qingbai.audit.actors import Actor
from qingbai.auditdesk import words
from qingbai.auditdesk.forms import Said
from qingbai.auditdesk.sitting import head, inspecting, sitting
from qingbai.auditdesk.views import samples
from qingbai.oversight import findings
from qingbai.oversight import samples as sampling
from qingbai.oversight.findingacts import ENDS, Act
from qingbai.oversight.findings import ActRefused, Found, NoSuchFinding, WordsNeeded
from qingbai.pages.references import number_of, reference

EXPLANATIONS = "explanations"
"""What a head's list is for, on the ledger."""


@inspecting
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What waits and what ended lately."""
    officer = sitting(request)
    found = findings.listed(viewer=officer.actor, case=officer.case, at=clock.now())
    context = {
        "officer": officer,
        "open": [_line(one) for one in found if one.status not in ENDS],
        "ended": [_line(one) for one in found if one.status in ENDS],
    }
    return render(request, "auditdesk/findings.html", context)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What waits for this head: looks to be explained, and disclosures of the sample to be looked at again."""
    officer = head(request)
    found = findings.listed(viewer=officer.actor, case=EXPLANATIONS, at=clock.now())
    drawn = samples.lines(sampling.listed(viewer=officer.actor, case=EXPLANATIONS, at=clock.now()))
    return render(request, "auditdesk/asked.html", {"officer": officer, "open": [_line(one) for one in found], **drawn})


def _line(one: Found) -> dict[str, Any]:
    return {
        "one": one,
        "ref": reference(one.number),
        "sort": words.SORTS[one.sort],
        "status": words.STATUSES[one.status],
        "officer": words.officer(one.officer),
        "office": words.place(one.office),
    }


@inspecting
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """One finding with what was said, and what may be done now."""
    officer = sitting(request)
    return _one(request, ref, officer.actor, officer.case, {"officer": officer, "auditing": True})


@require_http_methods(["GET", "HEAD", "POST"])
def explain(request: HttpRequest, ref: str) -> HttpResponse:
    """One finding for the head of the officer's office."""
    officer = head(request)
    return _one(request, ref, officer.actor, number_of(ref), {"officer": officer, "auditing": False})


def _one(request: HttpRequest, ref: str, viewer: Actor, case: str, context: dict[str, Any]) -> HttpResponse:
    number = number_of(ref)
    form = Said(request.POST if request.method == "POST" else None)
    try:
        found = findings.look(number=number, viewer=viewer, case=case, at=clock.now())
        if request.method == "POST" and form.is_valid() and _acted(request, form, number, viewer):
            return redirect("audit-desk-finding", ref=ref) if context["auditing"] else redirect("audit-desk-asked")
    except NoSuchFinding as error:
        raise Http404 from error
    context |= {
        "form": form,
        "line": _line(found),
        "found": found,
        "details": [(words.DETAILS[name], words.detail(name, told)) for name, told in found.facts.items()],
        "acts": [
            {"name": words.ACTS[one.act], "at": one.at, "who": words.who(one.by), "words": one.words}
            for one in found.acts
        ],
        "buttons": [(act.value, words.ACTS[act]) for act in Act if act in found.lawful],
    }
    return render(request, "auditdesk/finding.html", context)


def _acted(request: HttpRequest, form: Said, number: str, viewer: Actor) -> bool:
    """Do the act of the button that was pressed; what is refused is said at the form."""
    chosen = request.POST.get("act", "")
    if chosen not in set(Act):
        form.add_error(None, gettext("Choose what is to be done"))
        return False
    try:
        findings.act(number=number, act=Act(chosen), words=form.cleaned_data["words"], by=viewer, at=clock.now())
    except (ActRefused, TakenMeanwhile):
        form.add_error(None, gettext("Somebody else acted on it, or this cannot follow now: look again"))
    except WordsNeeded:
        form.add_error("words", gettext("Say in a sentence why"))
    else:
        return True
    return False
