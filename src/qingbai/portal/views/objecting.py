"""Objecting to an answer, following the review, complaining about how a case was handled."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.certificates.paper import forms
from qingbai.law.objections import Outcome
from qingbai.law.objectors import AnsweredTo, Objector
from qingbai.objections import answers, complaints, filled_in, handed_in, papers_in, queries, services
from qingbai.objections.acts import Act
from qingbai.objections.answers import Proof
from qingbai.pages.files import as_pdf
from qingbai.pages.language import in_ours
from qingbai.pages.references import number_of, reference
from qingbai.portal import objecting, reviewing, session, submission
from qingbai.portal.asking import offered
from qingbai.portal.meanwhile import GONE, Meanwhile, of_meanwhile
from qingbai.registers.reviewed import Answered
from qingbai.unsent.services import AnsweredElsewhere, HandedInElsewhere


def _viewer(request: HttpRequest) -> Actor:
    return submission.applicant(session.signed_in(request))


def _answer(request: HttpRequest, ref: str) -> Answered:
    """The answer behind a reference, if the signed-in person asked for it and may see it, or proved to hold its paper."""
    try:
        return services.answer_to(number_of(ref), by=_viewer(request), at=clock.now(), proof=_proof(request, ref))
    except services.NoSuchReview as error:
        raise Http404 from error


def _proof(request: HttpRequest, ref: str) -> Proof | None:
    held = objecting.held(request, number_of(ref))
    return held[0] if held else None


def _objector(request: HttpRequest, ref: str, answer: Answered) -> Objector:
    """As what the signed-in person objects: as the application says, else as they said when they proved to hold the paper."""
    known = answers.as_what(answer, _viewer(request))
    held = objecting.held(request, number_of(ref))
    if known is not None:
        return known
    if held is None:
        raise Http404
    return held[1]


@require_http_methods(["GET", "HEAD", "POST"])
def by_number(request: HttpRequest) -> HttpResponse:
    """Object to a paper that somebody holds: a letter that names them, or a paper of somebody for whom they act."""
    form = objecting.ByNumber(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        proof = form.proof(session.signed_in(request))
        try:
            answer = services.answer_to("", by=_viewer(request), at=clock.now(), proof=proof)
        except services.NoSuchReview:
            form.add_error(None, _("Number, code and person do not belong together: check all three on the paper"))
        else:
            objecting.hold(request, answer.key, proof, Objector(form.cleaned_data["whom"]))
            return redirect("object", reference(answer.key))
    return render(request, "portal/object_by_number.html", {"form": form, "signed_in": True})


@require_safe
def begin(request: HttpRequest, ref: str) -> HttpResponse:
    """What an objection is and what comes of it."""
    answer = _answer(request, ref)
    earlier = queries.of_paper(paper_number=answer.paper_number, viewer=_viewer(request))
    context = {
        "answer": answer,
        "ref": ref,
        "earlier": earlier,
        "own": answer.to is AnsweredTo.PERSON and _proof(request, ref) is None,
        "about_oneself": answer.to is not AnsweredTo.PERSON and _proof(request, ref) is None,
        "acts_as": _objector(request, ref, answer).value,
        "signed_in": True,
    }
    return render(request, "portal/object.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """One question of the objection."""
    answer = _answer(request, ref)
    if key not in objecting.QUESTIONS:
        raise Http404
    filled = objecting.filling(request, answer.key)
    first, order = filled.unanswered, list(objecting.QUESTIONS)
    stale = session.is_stale(request, objecting.subject(answer.key))
    if not stale and first is not None and order.index(first) < order.index(key):
        return redirect("object-question", ref, first)
    form = objecting.QUESTIONS[key](
        request.POST if request.method == "POST" else None, initial=dict(filled.answers.get(key, {}))
    )
    meanwhile: Meanwhile | None = GONE if stale else None
    if not stale and request.method == "POST" and form.is_valid():
        given = {name: str(value) for name, value in form.cleaned_data.items()}
        try:
            objecting.keep(request, answer.key, key, given)
            return _onward(request, ref, answer.key)
        except (AnsweredElsewhere, HandedInElsewhere) as error:
            meanwhile = of_meanwhile(error, lambda: reviewing.value(objecting.filling(request, answer.key), key))
    place = order.index(key)
    back = reverse("object-question", args=[ref, order[place - 1]]) if place else reverse("object", args=[ref])
    back = reverse("object-check", args=[ref]) if "change" in request.GET else back
    title = getattr(form, "title", None) or form["answer"].label
    context = {"form": form, "title": title, "back": back, "signed_in": True, "meanwhile": meanwhile}
    page = session.page_of(request, key, objecting.subject(answer.key))
    context |= {"page": page, "onward": reverse("object-check", args=[ref])}
    return render(request, "portal/question.html", context, status=409 if meanwhile else 200)


def _onward(request: HttpRequest, ref: str, application: str) -> HttpResponse:
    onward = objecting.filling(request, application).unanswered
    return redirect("object-question", ref, onward) if onward else redirect("object-check", ref)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, ref: str) -> HttpResponse:
    """All answers on one page, the declaration, and the button that sends the objection."""
    answer = _answer(request, ref)
    filled = objecting.filling(request, answer.key)
    if filled.unanswered is not None:
        earlier = queries.of_paper(paper_number=answer.paper_number, viewer=_viewer(request))
        if request.method == "POST" and earlier:  # sent twice
            return redirect("review", reference(earlier[0]))
        return redirect("object-question", ref, filled.unanswered)
    form = objecting.Declared(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _send(request, ref, answer, filled)
    context = {
        "form": form,
        "answer": answer,
        "ref": ref,
        "rows": reviewing.answers(filled),
        "objector": reviewing.objector(_objector(request, ref, answer)),
        "name": answer.name,
        "back": reverse("object-question", args=[ref, list(objecting.QUESTIONS)[-1]]),
        "signed_in": True,
    }
    return render(request, "portal/object_check.html", context)


@require_safe
@never_cache
def form(request: HttpRequest, ref: str) -> HttpResponse:
    """The objection on the printed form; nothing is sent by it."""
    answer = _answer(request, ref)
    filled = objecting.filling(request, answer.key)
    if filled.unanswered is not None:
        return redirect("object-question", ref, filled.unanswered)
    objector = _objector(request, ref, answer)
    objection = objecting.objection_of(
        filled, office=answer.office, objector=objector, signer=session.signed_in(request)
    )
    try:
        pdf = forms.render(forms.Form.REVIEW, filled_in.request_for_review(objection, answer), at=clock.now())
    except forms.ClaimRefused as refused:
        faults = [in_ours(fault) for fault in refused.faults]
        return render(request, "portal/refused.html", {"faults": faults, "signed_in": True})
    except forms.GlyphMissing as missing:
        return render(request, "portal/refused.html", {"faults": [str(missing)], "signed_in": True})
    return as_pdf(pdf, "objection.pdf")


def _send(request: HttpRequest, ref: str, answer: Answered, filled: objecting.Filling) -> HttpResponse:
    signer, proof = session.signed_in(request), _proof(request, ref)
    objector = _objector(request, ref, answer)
    objection = objecting.objection_of(filled, office=answer.office, objector=objector, signer=signer)
    try:
        case = services.object_to(
            objection=objection, token=filled.token, by=_viewer(request), at=clock.now(), proof=proof
        )
    except services.ObjectionRefused as refused:
        context = {"faults": [in_ours(fault) for fault in refused.faults], "signed_in": True}
        return render(request, "portal/refused.html", context)
    objecting.forget(request, answer.key)
    return redirect("review", reference(case.row.number))


def _progress(request: HttpRequest, ref: str) -> queries.Progress:
    try:
        return queries.progress(number=number_of(ref), viewer=_viewer(request), on=clock.today())
    except services.NoSuchReview as error:
        raise Http404 from error


def _shown(request: HttpRequest, ref: str, status: int = 200, **given: Any) -> HttpResponse:
    progress = _progress(request, ref)
    as_files = tuple(paper for paper in progress.missing if paper in papers_in.AS_FILES)
    context = {
        "progress": progress,
        "ref": ref,
        "heading": reviewing.heading(progress),
        "steps": reviewing.way(progress),
        "facts": reviewing.facts(progress),
        "missing": reviewing.missing(progress),
        "declined": reviewing.declined(progress),
        "asked": reviewing.asked(progress),
        "outcome": reviewing.outcome(progress),
        "reissued": progress.outcome is Outcome.REISSUE,
        "petition": progress.outcome is Outcome.PETITION,
        "letters": reviewing.letters(progress),
        "papers": objecting.MissingPapers(as_files) if as_files else None,
        "own": progress.own,
        "evidence": objecting.MoreEvidence() if Act.GIVE_EVIDENCE in progress.lawful else None,
        "may_withdraw": Act.WITHDRAW in progress.lawful,
        "may_sign_for": Act.SIGN_FOR in progress.lawful,
        "signed_in": True,
        **given,
    }
    return render(request, "portal/review.html", context, status=status)


@require_safe
def review(request: HttpRequest, ref: str) -> HttpResponse:
    """The way of a review, with both clocks."""
    return _shown(request, ref)


@require_safe
def letter(request: HttpRequest, ref: str, place: int) -> HttpResponse:
    """One letter of a review, by its place among them."""
    progress = _progress(request, ref)
    numbers = [one.paper_number for one in progress.steps if one.paper_number]
    if place >= len(numbers):
        raise Http404
    pdf = services.deliver(number=progress.number, paper_number=numbers[place], by=_viewer(request), at=clock.now())
    return as_pdf(pdf, f"{progress.number}-{place + 1}.pdf", keep=True)


@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, ref: str) -> HttpResponse:
    """The papers that were missing, as files."""
    progress = _progress(request, ref)
    wanted = tuple(paper for paper in progress.missing if paper in papers_in.AS_FILES)
    if request.method != "POST" or not wanted:
        return redirect("review", ref)
    form = objecting.MissingPapers(wanted, request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, ref, papers=form, form=form)
    try:
        papers_in.hand_in(number=progress.number, files=form.files_of, by=_viewer(request), at=clock.now())
    except papers_in.UploadRefused as refused:
        form.blame(refused)
        return _shown(request, ref, papers=form, form=form)
    except (services.ActRefused, services.TakenMeanwhile):
        return _moved_on(request, ref)
    return redirect("review", ref)


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, ref: str) -> HttpResponse:
    """One more piece of evidence."""
    progress = _progress(request, ref)
    if request.method != "POST":
        return redirect("review", ref)
    form = objecting.MoreEvidence(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, ref, evidence=form, form=form)
    by, now, number = _viewer(request), clock.now(), progress.number
    file = form.cleaned_data["file"]
    data = file.read() if file is not None else b""
    try:
        handed_in.hand_in(number=number, words=form.cleaned_data["words"], data=data, by=by, at=now)
    except services.ObjectionRefused as refused:
        wrongs = [(f"id_{fault.field}", in_ours(fault)) for fault in refused.faults]
        return _shown(request, ref, evidence=form, wrongs=wrongs)
    except (services.ActRefused, services.TakenMeanwhile):
        return _moved_on(request, ref)
    return redirect("review", ref)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Take the objection back, or sign for the opinion."""
    number = _progress(request, ref).number
    do = {"withdraw": services.withdraw, "sign-for": services.sign_for}.get(key)
    if do is None:
        raise Http404
    if request.method != "POST":
        return redirect("review", ref)
    try:
        do(number=number, by=_viewer(request), at=clock.now())
    except (services.ActRefused, services.TakenMeanwhile):
        return _moved_on(request, ref)
    return redirect("review", ref)


def _moved_on(request: HttpRequest, ref: str) -> HttpResponse:
    wrong = _("This was not recorded: the review has moved on meanwhile. Look at it as it stands now.")
    return _shown(request, ref, status=409, wrongs=[("", wrong)])


@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: HttpRequest) -> HttpResponse:
    """Complain about how a case was handled, and see what the office answered."""
    viewer = _viewer(request)
    offices = [(office.code, in_ours(office.name)) for office in offered()]
    token = request.POST.get("token", "") or services.new_token()
    form = objecting.ComplaintForm(offices, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        mark = f"{viewer.id}:{token}"[:80]
        try:
            number = complaints.complain(**form.cleaned_data, token=mark, by=viewer, at=clock.now())
        except services.ObjectionRefused as refused:
            for fault in refused.faults:
                form.add_error(fault.field, in_ours(fault).rstrip("。."))
        else:
            return redirect(f"{reverse('complain')}?{number}")
    names = dict(offices)
    own = [{"one": one, "office": names.get(one.office, one.office)} for one in complaints.of_owner(viewer=viewer)]
    context = {"form": form, "token": token, "own": own, "sent": request.META["QUERY_STRING"][:20], "signed_in": True}
    return render(request, "portal/complain.html", context)
