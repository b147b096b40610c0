"""Lifting a seal, at the desk (解除封存): proposals, a new one, and one to be decided by another officer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from qingbai import clock
from qingbai.agencies.terms import Role
from qingbai.desk import openingforms, recordsheet
from qingbai.desk.openingforms import Decided, Proposed
from qingbai.desk.sitting import Sitting, sitting
from qingbai.law.wording import wording
from qingbai.pages.language import in_ours
from qingbai.pages.references import number_of, reference
from qingbai.pages.templatetags.pages import day
from qingbai.sealing import unsealing
from qingbai.sealing.openings import NotLawful
from qingbai.sealing.unsealing import DecidedAlready, NoSuchProposal, NothingSealed, Proposal


@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """The proposals made at the officer's organ, the latest first."""
    officer = sitting(request)
    context = {
        "officer": officer,
        "lines": unsealing.listed(viewer=officer.actor),
        "may_propose": officer.role in {Role.REGISTRAR, Role.HEAD},
    }
    return render(request, "desk/opening/unsealings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """A proposal to lift a seal; the law is asked before it stands."""
    officer = sitting(request)
    if officer.role not in {Role.REGISTRAR, Role.HEAD}:
        raise Http404
    posted = request.method == "POST"
    form = Proposed(request.POST if posted else None)
    context: dict[str, Any] = {"officer": officer, "form": form}
    if posted and form.is_valid():
        given = form.cleaned_data
        try:
            made = unsealing.propose(
                court=given["court"],
                case_number=given["case_number"],
                name=given["name"],
                stated=form.stated,
                by=officer.actor,
                at=clock.now(),
            )
        except NothingSealed:
            context["wrongs"] = [("", _("Nothing of this name is sealed in this case: check court, number and name"))]
        except NotLawful as refused:
            context["wrongs"] = [("", in_ours(wording(reason))) for reason in refused.because]
        else:
            return redirect("desk-unsealing", reference(made.number))
    return render(request, "desk/opening/propose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """One proposal; a head who did not make it decides."""
    officer = sitting(request)
    one = _found(officer, ref)
    may_decide = officer.role is Role.HEAD and one.proposed_by != officer.actor.id and one.agreed is None
    posted = request.method == "POST"
    form = Decided(request.POST if posted else None)
    context: dict[str, Any] = {"officer": officer, "one": one, "ref": ref, "form": form, "may_decide": may_decide}
    context |= {"facts": _facts(one)}
    if not posted:
        return render(request, "desk/opening/unsealing.html", context)
    if not may_decide:
        raise Http404
    if form.is_valid():
        wrongs = _decide(form, one, officer)
        if not wrongs:
            return redirect("desk-unsealing", ref)
        context["wrongs"] = wrongs
    return render(request, "desk/opening/unsealing.html", context, status=422)


def _decide(form: Decided, one: Proposal, officer: Sitting) -> list[tuple[str, str]]:
    agreed, opinion = form.cleaned_data["agreed"] == "yes", form.cleaned_data["opinion"]
    if not agreed and not opinion:
        return [("id_opinion", _("Say why it stays sealed"))]
    try:
        unsealing.decide(number=one.number, agreed=agreed, opinion=opinion, by=officer.actor, at=clock.now())
    except NotLawful as refused:
        return [("", in_ours(wording(reason))) for reason in refused.because]
    except DecidedAlready:
        return [("", _("It was decided meanwhile. Look at it as it stands now."))]
    return []


def _found(officer: Sitting, ref: str) -> Proposal:
    try:
        return unsealing.found(number=number_of(ref), viewer=officer.actor)
    except NoSuchProposal as error:
        raise Http404 from error


def _facts(one: Proposal) -> list[tuple[str, str]]:
    stated = one.stated
    return [
        (_("Sealed case"), one.case),
        (_("Name of the person"), one.name),
        (_("Condition"), openingforms.grounds()[stated.ground]),
        (_("Document that meets it"), stated.decided_by),
        (_("Sentence to be executed"), recordsheet.penalty(stated.executed)),
        (_("Took effect on"), day(stated.met_on)),
        (_("Day of the other crime"), stated.offence_from),
        (_("Reason"), stated.reason),
        (_("Proposed by"), one.proposed_by),
    ]
