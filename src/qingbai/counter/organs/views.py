"""Requests of organs, lawyers, notary offices and licensing organs about one person: the queue, a new one, its file."""

import secrets
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.counter import canned, desk, papers_in
from qingbai.counter.casefile import prefix
from qingbai.counter.forms import SAME
from qingbai.counter.organs import file as official_file
from qingbai.counter.organs.body_forms import PapersBack, WhyNot
from qingbai.counter.organs.forms import TELL, OfficialPapers, OfficialRequestForm, SendBack, ours
from qingbai.counter.views.papers_in import as_file, as_picture
from qingbai.disclosures import online, queries, services
from qingbai.disclosures.acts import Act
from qingbai.disclosures.queries import File
from qingbai.law.official import OfficialPaper
from qingbai.pages.files import as_pdf
from qingbai.pages.references import number_of, reference
from qingbai.uploads.queries import Kept

Do = Callable[..., Any]
BUTTONS: dict[Act, Do] = {
    Act.ACCEPT: online.accept,
    Act.SEARCH: services.search_again,
    Act.CLEAR: services.clear,
    Act.SIGN_FOR: services.sign_for,
    Act.WITHDRAW: services.withdraw,
}
"""Acts that need nothing but the officer's word. What the house does itself next is never a button."""
USUAL = {
    "canned_match": "judge_match",
    "canned_question": "official_question",
    "canned_back": "official_send_back",
    "canned_papers": "official_papers_back",
    "canned_why": "official_decline",
}
"""Under which name the usual reasons of each form stand."""
TOO_LATE = (services.ActRefused, services.TakenMeanwhile, services.NothingToJudge)


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What is open at the office, those that need a person first."""
    officer, today = desk.sitting(request), clock.today()
    waiting = [
        {
            "number": one.number,
            "asker": ours(one.asker),
            "asker_name": one.asker_name,
            "status": official_file.status(one.status),
            "tag": official_file.tag(one.status),
            "submitted_at": one.submitted_at,
            "due_on": one.due_on,
            "late": one.due_on is not None and one.due_on < today,
        }
        for one in queries.queue(viewer=officer.actor)
    ]
    return render(request, "counter/official/queue.html", {"officer": officer, "waiting": waiting})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; handed in, it goes as far as the rules carry it and the file opens."""
    officer = desk.sitting(request)
    form = OfficialRequestForm(request.POST if request.method == "POST" else None)
    token = request.POST.get("token") or secrets.token_urlsafe(24)
    if request.method == "POST" and form.is_valid():
        try:
            case = services.ask_straight_through(
                asked=form.request(),
                office=officer.office,
                token=f"{officer.account}:{token}"[:80],
                by=officer.actor,
                at=clock.now(),
            )
        except services.RequestRefused as refused:
            form.take(refused.faults)
        else:
            return redirect("counter-case", reference(case.row.number))
    return render(request, "counter/official/new.html", {"form": form, "token": token, "officer": officer})


def _opened(request: HttpRequest, ref: str, *, anew: bool = True) -> File:
    try:
        return services.open_file(number=number_of(ref), by=desk.sitting(request).actor, at=clock.now(), anew=anew)
    except services.NoSuchRequest as error:
        raise Http404 from error


def _page(request: HttpRequest, file: File, *, status: int = 200, **given: Any) -> HttpResponse:
    officer = desk.sitting(request)
    kept = [papers_in.line(one) for one in online.papers(number=file.number, viewer=officer.actor)]
    own = {"officer": officer} | {name: canned.of(act) for name, act in USUAL.items()}
    context = own | official_file.shown(file, frozenset(BUTTONS), clock.now(), kept) | given
    response = render(request, "counter/official/file.html", context, status=status)
    if context["waits"] and request.method == "GET":
        response.headers["Refresh"] = "3"  # a few seconds once, until the letter's tick
    return response


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The file."""
    return _page(request, _opened(request, ref))


def _after(request: HttpRequest, ref: str, do: Do, **given: Any) -> HttpResponse:
    """Do one act, let the house go on as far as it can, and show the file again; say so where somebody was quicker."""
    number, now = number_of(ref), clock.now()
    try:
        do(number=number, by=desk.sitting(request).actor, at=now, **given)
        services.advance(number=number, at=now)
    except services.NoSuchRequest as error:
        raise Http404 from error
    except TOO_LATE:
        return _moved_on(request, ref)
    return redirect("counter-case", ref)


def _moved_on(request: HttpRequest, ref: str) -> HttpResponse:
    wrong = gettext("This was not recorded: the request has moved on meanwhile. Look at it as it stands now.")
    return _page(request, _opened(request, ref), status=409, wrongs=[("", wrong)])


@require_POST
def act(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """An act that needs nothing but the officer's word."""
    _opened(request, ref, anew=False)  # what the officer agrees to is what the officer saw
    do = next((do for one, do in BUTTONS.items() if one.value == key), None)
    if do is None:
        raise Http404
    return _after(request, ref, do)


@require_POST
def judge(request: HttpRequest, ref: str) -> HttpResponse:
    """Whether a candidate is the person asked about, with a reason."""
    file, subject = _opened(request, ref), request.POST.get("subject", "")
    if subject not in {one.subject for one in file.questions}:
        return _moved_on(request, ref)
    filling = canned.asked(request.POST)
    field = f"{prefix(subject)}-reason"
    form = official_file.judgment(subject, canned.put(request.POST, "judge_match", field) if filling else request.POST)
    if filling:
        canned.unjudged(form)
    if filling or not form.is_valid():
        found = official_file.shown(file, frozenset(BUTTONS), clock.now())["questions"]
        questions = [{**one, "form": form} if one["subject"] == subject else one for one in found]
        return _page(request, file, questions=questions, wrongs=[] if filling else form.wrongs)
    same, reason = form.cleaned_data["verdict"] == SAME, form.cleaned_data["reason"]
    return _after(request, ref, services.judge_match, subject=subject, same=same, reason=reason)


@require_POST
def settle(request: HttpRequest, ref: str) -> HttpResponse:
    """Whether a record that the rules leave open is told, with a reason."""
    file, about = _opened(request, ref), request.POST.get("reference", "")
    filling = canned.asked(request.POST)
    field = f"{prefix(about)}-reason"
    data = canned.put(request.POST, "official_question", field) if filling else request.POST
    form = official_file.decision(about, data)
    if filling:
        canned.unjudged(form)
    if filling or not form.is_valid():
        records = [
            {"reference": one, "form": form if one == about else official_file.decision(one)}
            for one in file.open_records
        ]
        return _page(request, file, records=records, wrongs=[] if filling else form.wrongs)
    told, reason = form.cleaned_data["verdict"] == TELL, form.cleaned_data["reason"]
    return _after(request, ref, services.judge_question, reference=about, told=told, reason=reason)


@require_POST
def supplement(request: HttpRequest, ref: str) -> HttpResponse:
    """Papers brought later, seen in the original."""
    file = _opened(request, ref)
    form = OfficialPapers(official_file.missing(file), request.POST)
    if not form.is_valid():
        return _page(request, file, supplement=form, wrongs=form.wrongs)
    papers = tuple(OfficialPaper(one) for one in form.cleaned_data["papers"])
    return _after(request, ref, services.supplement, papers=papers)


@require_POST
def send_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Hand an answer back to who handled it, with the reason."""
    file, filling = _opened(request, ref), canned.asked(request.POST)
    form = SendBack(canned.put(request.POST, "official_send_back", "reason") if filling else request.POST)
    if filling:
        return _page(request, file, send_back=canned.unjudged(form), wrongs=[])
    if not form.is_valid():
        return _page(request, file, send_back=form, wrongs=form.wrongs)
    return _after(request, ref, services.send_back, reason=form.cleaned_data["reason"])


@require_POST
def papers_back(request: HttpRequest, ref: str) -> HttpResponse:
    """The papers of a request that came online do not do: who asked is told once which, and why."""
    file = _opened(request, ref)
    filling = canned.asked(request.POST)
    data = canned.put(request.POST, "official_papers_back", "back-note") if filling else request.POST
    form = PapersBack(file.asked.papers, data)
    if filling:
        return _page(request, file, send_papers_back=canned.unjudged(form), opens="back", wrongs=[])
    if not form.is_valid():
        return _page(request, file, send_papers_back=form, wrongs=form.wrongs)
    found = frozenset(OfficialPaper(one) for one in form.cleaned_data["papers"])
    return _after(request, ref, online.papers_do_not_do, papers=found, note=form.cleaned_data["note"])


@require_POST
def decline(request: HttpRequest, ref: str) -> HttpResponse:
    """Not accept a request that came online, for a reason."""
    file, filling = _opened(request, ref), canned.asked(request.POST)
    form = WhyNot(canned.put(request.POST, "official_decline", "decline-reason") if filling else request.POST)
    if filling:
        return _page(request, file, why_not=canned.unjudged(form), opens="why", wrongs=[])
    if not form.is_valid():
        return _page(request, file, why_not=form, wrongs=form.wrongs)
    return _after(request, ref, online.decline, reason=form.cleaned_data["reason"])


@require_safe
def paper_in(request: HttpRequest, ref: str, reference: UUID) -> HttpResponse:
    """One paper that came online beside the request."""
    file, officer = _opened(request, ref, anew=False), desk.sitting(request)
    kept = online.papers(number=file.number, viewer=officer.actor)
    this = next((one for one in kept if one.reference == reference), None)
    if this is None:
        raise Http404
    context = papers_in.beside(this, kept) | {"officer": officer, "number": file.number}
    context |= {"facts": official_file.facts(file), "back_to": "counter-case", "upload": "counter-case-paper"}
    return render(request, "counter/paper_in.html", context)


@require_safe
def picture(request: HttpRequest, ref: str, reference: UUID, page: int) -> HttpResponse:
    """A photo, or one page of a PDF drawn as a picture; each look is on the ledger."""
    return as_picture(*_kept(request, ref, reference), page)


@require_safe
def original(request: HttpRequest, ref: str, reference: UUID) -> HttpResponse:
    """The file itself, to be kept outside the browser."""
    return as_file(*_kept(request, ref, reference))


def _kept(request: HttpRequest, ref: str, reference: UUID) -> tuple[Kept, bytes]:
    by = desk.sitting(request).actor
    try:
        return online.paper(number=number_of(ref), reference=reference, by=by, at=clock.now())
    except (online.NoSuchRequest, online.Gone, online.Held) as error:
        raise Http404 from error


@require_POST
def paper(request: HttpRequest, ref: str) -> HttpResponse:
    """The letter, to print; each time is on the ledger."""
    number = number_of(ref)
    try:
        pdf = services.deliver(number=number, by=desk.sitting(request).actor, at=clock.now())
    except services.NoSuchRequest as error:
        raise Http404 from error
    return as_pdf(pdf, f"{number}.pdf")
