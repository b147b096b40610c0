"""After sending: the confirmation, the way of the case, the paper."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.certificates.letters import LetterKind
from qingbai.inquiries import queries, services
from qingbai.inquiries.acts import Act, Status
from qingbai.inquiries.queries import Progress
from qingbai.objections import queries as reviews
from qingbai.pages.files import as_pdf
from qingbai.pages.references import number_of
from qingbai.payments.terms import yuan
from qingbai.portal import reviewing, session, steps, submission
from qingbai.portal.views import ongoing
from qingbai.ratings import services as ratings

SOON = timedelta(minutes=1)


def _viewer(request: HttpRequest) -> Actor:
    return submission.applicant(session.signed_in(request))


def _progress(request: HttpRequest, ref: str) -> Progress:
    """The application behind a reference, if it is the signed-in person's own."""
    try:
        return queries.progress(
            number=number_of(ref), viewer=submission.applicant(session.signed_in(request)), at=clock.now()
        )
    except services.NoSuchApplication as error:
        raise Http404 from error


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The person's own applications, newest first."""
    viewer, now = submission.applicant(session.signed_in(request)), clock.now()
    applications = [
        steps.summary(queries.progress(number=number, viewer=viewer, at=now))
        for number in queries.of_owner(viewer=viewer)
    ]
    objections = [
        reviewing.summary(reviews.progress(number=number, viewer=viewer, on=clock.day_of(now)))
        for number in reviews.of_owner(viewer=viewer)
    ]
    context = {"applications": applications, "reviews": objections, "signed_in": True}
    return render(request, "portal/mine.html", context)


@require_safe
def received(request: HttpRequest, ref: str) -> HttpResponse:
    """The confirmation: number, what happens next, by when."""
    return render(request, "portal/received.html", {"progress": _progress(request, ref), "signed_in": True})


@require_safe
def status(request: HttpRequest, ref: str) -> HttpResponse:
    """The dated steps. While the answer is out, the page renews itself, at a pace that depends on nothing but the time since sending."""
    progress = _progress(request, ref)
    waits = steps.waits_for_the_office(progress)
    # While the answer is out the receipt is there for the asking, the same for everybody: that the house wrote one already would tell that somebody must look.
    kept = any(one.kind is LetterKind.RECEIPT for one in progress.letters)
    letters = [
        one
        for one in steps.letters(progress)
        if not (waits and progress.letters[int(one[0]) - 1].kind is LetterKind.RECEIPT)
    ]
    context = {
        "progress": progress,
        "heading": steps.heading(progress),
        "steps": steps.way(progress),
        "facts": steps.facts(progress),
        "missing": steps.missing(progress),
        "declined": steps.declined(progress),
        "help": steps.help_asked(progress),
        "ended": steps.ended(progress),
        "waits": waits,
        "postage": _postage(progress),
        "renews": "still" not in request.GET,
        "letters": letters,
        "deeds": [one for one in ongoing.offered(progress) if one[0] != Act.COOPERATE],
        "may_help": Act.COOPERATE in progress.can,
        "receipt": Act.GIVE_RECEIPT in progress.can or (waits and kept),
        "reviews": reviews.of_application(application=progress.number, viewer=_viewer(request)),
        "can_share": progress.paper_ready and services.may_share(number=progress.number, by=_viewer(request)),
        "may_rate": ratings.is_over(progress),
        "signed_in": True,
    }
    response = render(request, "portal/status.html", context)
    if context["waits"] and context["renews"] and not context["help"]:
        response.headers["Refresh"] = str(_pace(progress))
    return response


def _postage(progress: Progress) -> str:
    """The postage that is still to be paid apart from a fee; empty where none is."""
    owed = sum(line.fen for line in progress.owed)
    return f"¥{yuan(owed)}" if owed and progress.status is not Status.FEE_DUE else ""


def _pace(progress: Progress) -> int:
    """Seconds until the page asks again."""
    return 3 if clock.now() - progress.steps[0].at < SOON else 60


@require_safe
def paper(request: HttpRequest, ref: str) -> HttpResponse:
    """The paper, from the tick on which it may be seen."""
    number = number_of(ref)
    try:
        pdf = services.deliver(number=number, by=submission.applicant(session.signed_in(request)), at=clock.now())
    except services.NoSuchApplication as error:
        raise Http404 from error
    return as_pdf(pdf, f"{number}.pdf", keep=True)


@require_safe
def state(request: HttpRequest, ref: str) -> HttpResponse:
    """A signed statement of where the paper stands today, to be kept beside its file."""
    number = number_of(ref)
    try:
        signed = services.state(number=number, by=_viewer(request), at=clock.now())
    except services.NoSuchApplication as error:
        raise Http404 from error
    response = HttpResponse(signed + "\n", content_type="application/jwt")
    response.headers["Content-Disposition"] = f'attachment; filename="{number}-status.jwt"'
    return response
