"""Handing in what is missing, and looking at what was handed in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qingbai import clock
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
            handed_in.hand_in(number=number, files=form.files_of, by=by, at=now)
        except handed_in.UploadRefused as refused:
            form.blame(refused)
        except (services.ActRefused, services.TakenMeanwhile):
            return redirect("status", ref)  # the office was quicker: its page says where it stands now
        else:
            services.advance(number=number, at=now)
            return redirect("status", ref)
    context = {
        "progress": progress,
        "form": form,
        "reasons": steps.missing(progress),
        "in_person": handing_in.in_person(progress),
        "before": [(words.paper(one.paper), one.at) for one in before],
        "again": _("Choose all files again: a page cannot remember them.") if form.errors else "",
        "signed_in": True,
    }
    return render(request, "portal/missing.html", context)
