"""From my record: this is wrong about me (更正申请). The questions, the check, and sending; the way goes on as a review."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.objections import queries, services
from qingbai.pages.language import in_ours
from qingbai.pages.references import reference
from qingbai.portal import correcting, objecting, reviewing, session, submission
from qingbai.portal.facts import Row
from qingbai.portal.meanwhile import GONE, Meanwhile, of_meanwhile
from qingbai.unsent.services import AnsweredElsewhere, HandedInElsewhere


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """What can be said, what comes of it, and what was asked before."""
    viewer = submission.applicant(session.signed_in(request))
    context = {"earlier": queries.corrections(viewer=viewer), "signed_in": True}
    return render(request, "portal/correct.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, key: str) -> HttpResponse:
    """One question."""
    if key not in correcting.QUESTIONS:
        raise Http404
    filled = correcting.filling(request)
    first, order = correcting.unanswered(filled), list(correcting.QUESTIONS)
    stale = session.is_stale(request, correcting.SUBJECT)
    if not stale and first is not None and order.index(first) < order.index(key):
        return redirect("correct-question", first)
    posted = request.POST if request.method == "POST" else None
    form = correcting.form(key, session.signed_in(request), posted, dict(filled.answers.get(key, {})))
    meanwhile: Meanwhile | None = GONE if stale else None
    if not stale and request.method == "POST" and form.is_valid():
        given = {name: str(value) for name, value in form.cleaned_data.items()}
        try:
            session.answer(request, key, given, correcting.SUBJECT)
            onward = correcting.unanswered(correcting.filling(request))
            return redirect("correct-question", onward) if onward else redirect("correct-check")
        except (AnsweredElsewhere, HandedInElsewhere) as error:
            meanwhile = of_meanwhile(error, lambda: _value(correcting.filling(request), key))
    place = order.index(key)
    back = reverse("correct-question", args=[order[place - 1]]) if place else reverse("correct")
    context = {
        "form": form,
        "title": getattr(form, "title", None) or form["answer"].label,
        "back": reverse("correct-check") if "change" in request.GET else back,
        "signed_in": True,
        "meanwhile": meanwhile,
        "page": session.page_of(request, key, correcting.SUBJECT),
        "onward": reverse("correct-check"),
    }
    return render(request, "portal/question.html", context, status=409 if meanwhile else 200)


def _value(filled: objecting.Filling, key: str) -> str:
    if key != "office":
        return reviewing.value(filled, key)
    office = agencies.find_office(filled.answers[key]["answer"])
    return in_ours(office.name) if office else ""


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """All answers on one page, the declaration, and the button that sends them."""
    filled, person = correcting.filling(request), session.signed_in(request)
    first = correcting.unanswered(filled)
    if first is not None:
        earlier = queries.corrections(viewer=submission.applicant(person))
        if request.method == "POST" and earlier:  # sent twice
            return redirect("review", reference(earlier[0]))
        return redirect("correct-question", first)
    form = objecting.Declared(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _send(request, filled)
    names = reviewing.names_of_answers() | correcting.names_of_answers()
    rows = [Row(key, str(names[key]), _value(filled, key)) for key in correcting.QUESTIONS]
    context = {"form": form, "rows": rows, "name": person.name, "signed_in": True}
    return render(request, "portal/correct_check.html", context)


def _send(request: HttpRequest, filled: objecting.Filling) -> HttpResponse:
    person = session.signed_in(request)
    try:
        case = services.ask_correction(
            objection=correcting.request_of(filled, person),
            draft=submission.only_who(person),
            token=filled.token,
            by=submission.applicant(person),
            at=clock.now(),
        )
    except services.ObjectionRefused as refused:
        faults = [in_ours(fault) for fault in refused.faults]
        return render(request, "portal/refused.html", {"faults": faults, "signed_in": True})
    session.forget_draft(request, correcting.SUBJECT)
    return redirect("review", reference(case.row.number))
