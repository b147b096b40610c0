"""From my record: this is wrong about me, or about my child (更正申请). The questions, the check, and sending; the way goes on as a review."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.law.objectors import Objector
from qingbai.objections import queries, services
from qingbai.pages.language import in_ours
from qingbai.pages.references import reference
from qingbai.portal import correcting, objecting, reviewing, session, submission
from qingbai.portal.correcting import Way
from qingbai.portal.facts import Row
from qingbai.portal.meanwhile import GONE, Meanwhile, of_meanwhile
from qingbai.portal.questions import as_initial, as_kept
from qingbai.portal.realname import Identity
from qingbai.unsent.services import AnsweredElsewhere, HandedInElsewhere


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """What can be said, what comes of it, and what was asked before."""
    viewer = submission.applicant(session.signed_in(request))
    context = {"earlier": queries.corrections(viewer=viewer), "signed_in": True}
    return render(request, "portal/correct.html", context)


def _question(request: HttpRequest, key: str, *, way: Way) -> HttpResponse:
    if key not in way.questions:
        raise Http404
    filled, signer = way.filling(request), session.signed_in(request)
    first, order = way.unanswered(filled), way.questions
    stale = session.is_stale(request, way.subject)
    if not stale and first is not None and order.index(first) < order.index(key):
        return redirect(way.question, first)
    posted = request.POST if request.method == "POST" else None
    form = correcting.form(key, filled, signer, posted, as_initial(filled.answers.get(key, {})))
    meanwhile: Meanwhile | None = GONE if stale else None
    if not stale and request.method == "POST" and form.is_valid():
        try:
            session.answer(request, key, as_kept(form.cleaned_data), way.subject)
            onward = way.unanswered(way.filling(request))
            return redirect(way.question, onward) if onward else redirect(way.check)
        except (AnsweredElsewhere, HandedInElsewhere) as error:
            meanwhile = of_meanwhile(error, lambda: _value(way.filling(request), key, signer))
    place = order.index(key)
    back = reverse(way.question, args=[order[place - 1]]) if place else reverse("correct")
    context = {
        "form": form,
        "title": getattr(form, "title", None) or form["answer"].label,
        "about": correcting.about(filled, signer).name if "person" in filled.answers and place else "",
        "back": reverse(way.check) if "change" in request.GET else back,
        "signed_in": True,
        "meanwhile": meanwhile,
        "page": session.page_of(request, key, way.subject),
        "onward": reverse(way.check),
    }
    return render(request, "portal/question.html", context, status=409 if meanwhile else 200)


def _value(filled: objecting.Filling, key: str, signer: Identity) -> str:
    if key == "person":
        return correcting.named(correcting.about(filled, signer))
    if key != "office":
        return reviewing.value(filled, key)
    office = agencies.find_office(filled.answers[key]["answer"])
    return in_ours(office.name) if office else ""


def _check(request: HttpRequest, *, way: Way) -> HttpResponse:
    filled, person = way.filling(request), session.signed_in(request)
    first = way.unanswered(filled)
    if first is not None:
        earlier = queries.corrections(viewer=submission.applicant(person))
        if request.method == "POST" and earlier:  # sent twice
            return redirect("review", reference(earlier[0]))
        return redirect(way.question, first)
    form = objecting.Declared(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _send(request, filled, way)
    names = reviewing.names_of_answers() | correcting.names_of_answers()
    rows = [Row(key, str(names[key]), _value(filled, key, person)) for key in way.questions]
    back = reverse(way.question, args=[way.questions[-1]])
    context = {"form": form, "rows": rows, "name": person.name, "way": way, "back": back, "signed_in": True}
    context |= {"for_another": way.objector is not Objector.HIMSELF}
    return render(request, "portal/correct_check.html", context)


def _send(request: HttpRequest, filled: objecting.Filling, way: Way) -> HttpResponse:
    person = session.signed_in(request)
    about = correcting.about(filled, person)
    own = way.objector is Objector.HIMSELF
    try:
        case = services.ask_correction(
            objection=correcting.request_of(filled, way, person),
            draft=submission.only_who(about) if own else submission.of_ward(about, person),
            token=filled.token,
            by=submission.applicant(person),
            at=clock.now(),
        )
    except services.ObjectionRefused as refused:
        faults = [in_ours(fault) for fault in refused.faults]
        return render(request, "portal/refused.html", {"faults": faults, "signed_in": True})
    session.forget_draft(request, way.subject)
    return redirect("review", reference(case.row.number))


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, key: str) -> HttpResponse:
    """One question about oneself."""
    return _question(request, key, way=correcting.OWN)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """All answers on one page, the declaration, and the button that sends them."""
    return _check(request, way=correcting.OWN)


@require_http_methods(["GET", "HEAD", "POST"])
def question_for_a_ward(request: HttpRequest, key: str) -> HttpResponse:
    """One question of a parent or guardian."""
    return _question(request, key, way=correcting.FOR_A_WARD)


@require_http_methods(["GET", "HEAD", "POST"])
def check_for_a_ward(request: HttpRequest) -> HttpResponse:
    """All answers of a parent or guardian on one page."""
    return _check(request, way=correcting.FOR_A_WARD)
