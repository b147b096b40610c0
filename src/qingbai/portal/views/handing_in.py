"""Handing in what is missing, and looking at what was handed in."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.inquiries import handed_in, queries, services
from qingbai.pages import words
from qingbai.pages.references import number_of
from qingbai.portal import handing_in, session, steps, submission


@require_http_methods(["GET", "HEAD", "POST"])
def missing(request: HttpRequest, ref: str) -> HttpResponse:
    """What is missing, with a place for the files of each paper."""
    number, by, now = number_of(ref), submission.applicant(session.signed_in(request)), clock.now()
    try:
        progress = queries.progress(number=number, viewer=by, at=now)
        before = handed_in.of(number=number, viewer=by)
    except services.NoSuchApplication as error:
        raise Http404 from error
    papers = handing_in.takes_files(progress)
    if not progress.missing:  # handed in already, perhaps by this very page sent twice
        return redirect("status", ref)
    posted = request.method == "POST"
    form = handing_in.Missing(papers, request.POST if posted else None, request.FILES if posted else None)
    if posted and papers and form.is_valid():
        try:
            looked = handed_in.prepare(number=number, files=form.files_of, by=by, at=now)
            if any(one.asks for one in looked):
                return redirect("missing-check", ref)
            handed_in.hand_in_waiting(number=number, by=by, at=now)
        except handed_in.UploadRefused as refused:
            form.blame(refused)
        except handed_in.Gone:
            return redirect("status", ref)
        except (services.ActRefused, services.TakenMeanwhile):
            return redirect("status", ref)  # the office was quicker: its page says where it stands now
        else:
            services.advance(number=number, at=now)
            return redirect("status", ref)
    context = {
        "progress": progress,
        "form": form,
        "reads": handing_in.reads(papers),
        "reasons": steps.missing(progress),
        "in_person": handing_in.in_person(progress),
        "waiting": handed_in.waiting_of(number=number, by=by, at=now),
        "before": [(words.paper(one.paper), one.at) for one in before],
        "again": _("Choose all files again: a page cannot remember them.") if form.errors else "",
        "signed_in": True,
    }
    return render(request, "portal/missing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, ref: str) -> HttpResponse:
    """What was found in the files that were chosen, before they are handed in: each may be taken back, all may be sent as they are."""
    number, by, now = number_of(ref), submission.applicant(session.signed_in(request)), clock.now()
    try:
        if request.method == "POST" and request.POST.get("drop"):
            handed_in.drop(number=number, reference=handing_in.reference_of(request.POST["drop"]), by=by)
            return redirect("missing-check", ref)
        if request.method == "POST":
            return _send_waiting(number, ref, by, now)
        looked = handed_in.waiting_of(number=number, by=by, at=now)
    except services.NoSuchApplication as error:
        raise Http404 from error
    if not looked:
        return redirect("missing", ref)
    return render(
        request, "portal/missing_check.html", {"files": handing_in.shown(looked), "number": number, "signed_in": True}
    )


def _send_waiting(number: str, ref: str, by: Actor, now: datetime) -> HttpResponse:
    try:
        handed_in.hand_in_waiting(number=number, by=by, at=now)
    except handed_in.Gone:
        return redirect("missing", ref)  # they were sent already, or waited too long
    except (handed_in.UploadRefused, services.ActRefused, services.TakenMeanwhile):
        return redirect("status", ref)
    services.advance(number=number, at=now)
    return redirect("status", ref)
