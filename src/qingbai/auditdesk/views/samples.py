"""The daily sample: what an auditor or a head looks at again, and whether it was in order."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from qingbai import clock
from qingbai.agencies.acts import TakenMeanwhile
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.auditdesk import words
from qingbai.auditdesk.forms import LookedAgain
from qingbai.auditdesk.sitting import head, inspecting, sitting
from qingbai.oversight import samples
from qingbai.oversight.sampleacts import ENDS, Act
from qingbai.oversight.samples import ActRefused, NoSuchSample, Shown, WordsNeeded
from qingbai.pages.references import reference

EXPLAINED = frozenset({EventKind.PAPER_ISSUED})
"""What always belongs to a case whose chain of acts the desk explains."""


@inspecting
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What waits and what was looked at again lately, of every office."""
    officer = sitting(request)
    found = samples.listed(viewer=officer.actor, case=officer.case, at=clock.now())
    return render(request, "auditdesk/samples.html", {"officer": officer, **lines(found)})


def lines(found: tuple[Shown, ...]) -> dict[str, Any]:
    """A list for a page: what waits, and what ended."""
    return {
        "drawn": [_line(one) for one in found if one.status not in ENDS],
        "looked_at": [_line(one) for one in found if one.status in ENDS],
    }


def _line(one: Shown) -> dict[str, Any]:
    return {
        "one": one,
        "what": words.event(one.kind),
        "who": words.who(one.officer),
        "office": words.place(one.office),
        "status": words.SAMPLED[one.status],
        "by": words.who(one.by) if one.by is not None else "",
        "ref": reference(one.case) if one.kind in EXPLAINED else "",
    }


@inspecting
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, number: int) -> HttpResponse:
    """One of the sample for an auditor."""
    officer = sitting(request)
    return _one(request, number, officer.actor, officer.case, {"officer": officer, "auditing": True})


@require_http_methods(["GET", "HEAD", "POST"])
def look_again(request: HttpRequest, number: int) -> HttpResponse:
    """One of the sample for the head of the office."""
    officer = head(request)
    return _one(request, number, officer.actor, f"sample {number}", {"officer": officer, "auditing": False})


def _one(request: HttpRequest, number: int, viewer: Actor, case: str, context: dict[str, Any]) -> HttpResponse:
    form = LookedAgain(request.POST if request.method == "POST" else None)
    try:
        found = samples.look(entry=number, viewer=viewer, case=case, at=clock.now())
        if request.method == "POST" and form.is_valid() and _acted(request, form, number, viewer):
            return redirect("audit-desk-samples" if context["auditing"] else "audit-desk-asked")
    except NoSuchSample as error:
        raise Http404 from error
    context |= {
        "form": form,
        "found": found,
        "line": _line(found),
        "buttons": [(act.value, words.SAMPLE_ACTS[act]) for act in words.SAMPLE_ACTS if act in found.lawful],
    }
    return render(request, "auditdesk/sampled.html", context)


def _acted(request: HttpRequest, form: LookedAgain, number: int, viewer: Actor) -> bool:
    """Do the act of the button that was pressed; what is refused is said at the form."""
    chosen = request.POST.get("act", "")
    if chosen not in set(Act):
        form.add_error(None, gettext("Choose what is to be done"))
        return False
    try:
        samples.act(entry=number, act=Act(chosen), words=form.cleaned_data["words"], by=viewer, at=clock.now())
    except (ActRefused, TakenMeanwhile):
        form.add_error(None, gettext("Somebody else acted on it, or this cannot follow now: look again"))
    except WordsNeeded:
        form.add_error("words", gettext("Say in a sentence what is not in order"))
    else:
        return True
    return False
