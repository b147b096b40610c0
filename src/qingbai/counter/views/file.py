"""The file of one case: what is asked, what is found doubtful, what was done, and only the acts that may follow now."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from qingbai import clock
from qingbai.certificates.paper import forms
from qingbai.certificates.services import NoKey, NotIssued
from qingbai.counter import canned, casefile, desk, papers_in, waiting
from qingbai.counter.forms import SAME, Papers, Settlement
from qingbai.counter.waiting import Asked
from qingbai.inquiries import filled_in, handed_in, services
from qingbai.inquiries.acts import Act
from qingbai.inquiries.queries import File, shown_at
from qingbai.law.terms import AnswerPaper, Paper
from qingbai.pages.files import as_pdf
from qingbai.pages.references import number_of

Do = Callable[..., Any]
BUTTONS: dict[Act, Do] = {
    Act.ACCEPT: services.accept,
    Act.LIST_MISSING: services.list_missing,
    Act.DECLINE: services.decline,
    Act.ASK_FEE: services.ask_fee,
    Act.GIVE_RECEIPT: services.give_receipt,
    Act.CLEAR: services.clear,
    Act.SEARCH: services.search,
    Act.MAIL_LOST: services.mail_lost,
    Act.MADE_BY_HAND: services.made_by_hand,
    Act.WITHDRAW: services.withdraw,
    Act.CLAIM: services.claim,
}
"""Acts that need nothing but the officer's word. What the house does itself next is never a button."""


def opened(request: HttpRequest, ref: str, *, anew: bool = True) -> File:
    """The file behind a reference, if it lies at the officer's office; the look is on the ledger. ``anew`` as in ``services.open_file``."""
    try:
        return services.open_file(number=number_of(ref), by=desk.sitting(request).actor, at=clock.now(), anew=anew)
    except services.NoSuchApplication as error:
        raise Http404 from error


def page(request: HttpRequest, file: File, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page of a file; ``given`` stands over what the file itself shows."""
    officer = desk.sitting(request)
    uploads = [papers_in.line(one) for one in handed_in.of(number=file.number, viewer=officer.actor)]
    reasons = {"canned_match": canned.of("judge_match"), "canned_question": canned.of("judge_question")}
    asked = Asked.of(request.GET)
    mine = {"asked": asked, "assigned": waiting.names(officer.office).get(file.assigned, file.assigned)}
    mine["beside"] = next((one for one in uploads if one.opens), None)
    own = {**mine, "officer": officer, "uploads": uploads, "scan": papers_in.Scan(file.draft), **reasons}
    context = {**own, **casefile.shown(file, frozenset(BUTTONS), clock.now()), **given}
    response = render(request, "counter/file.html", context, status=status)
    if context["waits"] and request.method == "GET":
        response.headers["Refresh"] = "3"  # a few seconds once, until the paper's tick
    return response


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The file."""
    return page(request, opened(request, ref))


def after(request: HttpRequest, ref: str, do: Do, **given: Any) -> HttpResponse:
    """Do one act, let the house go on as far as it can, and show the file again; say so where somebody was quicker."""
    number, now = number_of(ref), clock.now()
    try:
        do(number=number, by=desk.sitting(request).actor, at=now, **given)
        services.advance(number=number, at=now)
    except services.NoSuchApplication as error:
        raise Http404 from error
    except (services.ActRefused, services.TakenMeanwhile, services.NothingToJudge, services.DecidedOtherwise):
        return moved_on(request, ref)
    except (NotIssued, NoKey):  # of an act that is one with its new paper: both or neither
        return page(request, opened(request, ref), status=409, wrongs=[("", not_made())])
    return redirect("counter-file", ref)


def not_made() -> str:
    """What is said where a paper stays because its successor could not be made."""
    return gettext("This was not recorded: the new paper could not be made. Take the paper back alone, or try again.")


def moved_on(request: HttpRequest, ref: str) -> HttpResponse:
    """The file as it stands now, where an act came too late."""
    wrong = gettext("This was not recorded: the application has moved on meanwhile. Look at it as it stands now.")
    return page(request, opened(request, ref), status=409, wrongs=[("", wrong)])


@require_POST
def act(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """An act that needs nothing but the officer's word."""
    opened(request, ref, anew=False)  # what the officer clears is what the officer saw
    do = next((do for one, do in BUTTONS.items() if one.value == key), None)
    if do is None:
        raise Http404
    return after(request, ref, do)


@require_POST
def judge(request: HttpRequest, ref: str) -> HttpResponse:
    """Whether a candidate is the person asked about, with a reason."""
    file, subject = opened(request, ref), request.POST.get("subject", "")
    if subject not in {one.subject for one in file.questions}:
        return moved_on(request, ref)
    field = f"{casefile.prefix(subject)}-reason"
    if canned.asked(request.POST):
        filled = canned.unjudged(casefile.judgment(file, subject, canned.put(request.POST, "judge_match", field)))
        return page(request, file, **casefile.with_judgment(file, subject, filled))
    form = casefile.judgment(file, subject, request.POST)
    if not form.is_valid():
        return page(request, file, **casefile.with_judgment(file, subject, form), wrongs=form.wrongs)
    same, reason = form.cleaned_data["verdict"] == SAME, form.cleaned_data["reason"]
    knowing = bool(form.cleaned_data.get("otherwise"))
    return after(request, ref, services.judge_match, subject=subject, same=same, reason=reason, knowing=knowing)


@require_POST
def settle(request: HttpRequest, ref: str) -> HttpResponse:
    """That a record whose sealing the facts leave open is not sealed, with a reason."""
    file, about = opened(request, ref), request.POST.get("reference", "")
    prefix = casefile.prefix(about)
    if canned.asked(request.POST):
        filled = Settlement(canned.put(request.POST, "judge_question", f"{prefix}-reason"), prefix=prefix)
        return page(request, file, **casefile.with_settlement(file, about, canned.unjudged(filled)))
    form = Settlement(request.POST, prefix=prefix)
    if not form.is_valid():
        return page(request, file, **casefile.with_settlement(file, about, form), wrongs=form.wrongs)
    return after(request, ref, services.judge_question, reference=about, reason=form.cleaned_data["reason"])


@require_POST
def supplement(request: HttpRequest, ref: str) -> HttpResponse:
    """Papers brought later, seen in the original."""
    file = opened(request, ref)
    form = Papers(casefile.missing(file), request.POST)
    if not form.is_valid():
        return page(request, file, supplement=form, wrongs=form.wrongs)
    papers = tuple(Paper(one) for one in form.cleaned_data["papers"])
    return after(request, ref, services.supplement, papers=papers)


@require_POST
def form(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """The application form or the power of attorney with what was entered, to be printed and signed."""
    file = opened(request, ref)
    found = _receipt(file) if key == "receipt" else filled_in.every(file.draft).get(key)
    if found is None:
        raise Http404
    kind, values = found
    try:
        pdf = forms.render(kind, values, at=clock.now())
    except (forms.ClaimRefused, forms.GlyphMissing) as unprintable:
        return page(request, opened(request, ref), status=409, wrongs=[("", str(unprintable))])
    return as_pdf(pdf, f"{number_of(ref)}-{key}.pdf")


def _receipt(file: File) -> tuple[forms.Form, forms.Values] | None:
    """The receipt that the recipient of the paper signs; None before there is a paper to be handed over."""
    decided = next((done for done in reversed(file.acts) if done.act is Act.DECIDE), None)
    issued = file.issued
    if decided is None or issued is None or clock.now() < shown_at(issued):
        return None
    kind = AnswerPaper(decided.facts["paper"])
    values = filled_in.handed_over(file.draft, number=file.number, paper=kind, paper_number=file.paper_number)
    return forms.Form.HANDED_OVER, values


@require_POST
def paper(request: HttpRequest, ref: str) -> HttpResponse:
    """The paper, to print; each time is on the ledger."""
    number = number_of(ref)
    try:
        pdf = services.deliver(number=number, by=desk.sitting(request).actor, at=clock.now())
    except services.NoSuchApplication as error:
        raise Http404 from error
    return as_pdf(pdf, f"{number}.pdf")
