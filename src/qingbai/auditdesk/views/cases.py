"""Any answer explained: from a number to the chain of acts behind it, and the decision once more as of then."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.audit.services import EntryRefused
from qingbai.auditdesk import entrysheet, stepwords, words
from qingbai.auditdesk.forms import Explain
from qingbai.auditdesk.sitting import inspecting, sitting
from qingbai.inquiries.replay import NoSuchDecision
from qingbai.oversight import explaining
from qingbai.oversight.explaining import NothingToExplain, Step
from qingbai.pages.references import number_of, reference


@inspecting
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Which answer; posted, and then named by a reference."""
    officer = sitting(request)
    form = Explain(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        try:
            explaining.explain(number=number, case=officer.case, by=officer.actor, at=clock.now())
        except NothingToExplain:
            form.add_error("number", gettext("No case and no paper has this number: check it"))
        except EntryRefused:
            form.add_error(
                "number", gettext("This looks like the number of a person: enter the number of a case or paper")
            )
        else:
            return redirect("audit-desk-case", ref=reference(number))
    return render(request, "auditdesk/explain.html", {"officer": officer, "form": form})


@inspecting
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The chain of acts; posted, the decision is repeated as well."""
    officer, number = sitting(request), number_of(ref)
    try:
        found = explaining.explain(number=number, case=officer.case, by=officer.actor, at=clock.now())
    except NothingToExplain as error:
        raise Http404 from error
    context: dict[str, Any] = {
        "officer": officer,
        "found": found,
        "sort": stepwords.sort(found.sort),
        "office": words.place(found.office),
        "steps": [_step(one) for one in found.steps],
        "lines": [entrysheet.line(one) for one in found.entries],
        "ref": ref,
    }
    if request.method == "POST" and found.repeatable:
        try:
            context["replay"] = explaining.repeat(number=found.number, by=officer.actor, at=clock.now())
        except NoSuchDecision as error:
            raise Http404 from error
    return render(request, "auditdesk/case.html", context)


def _step(one: Step) -> dict[str, Any]:
    return {
        "name": stepwords.step(one.act),
        "at": one.at,
        "who": words.who(one.by),
        "office": words.place(one.by.office),
        "articles": [stepwords.article(*article) for article in one.articles],
        "not_who": [stepwords.step(act) for act in one.not_who],
        "kept_apart": one.kept_apart,
    }
