"""Papers found wrong: those that the register no longer bears out, and taking one back, with or without a new answer."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.certificates import queries as certificates
from qingbai.certificates.services import NoKey, NotIssued
from qingbai.counter import canned, desk, words
from qingbai.counter.forms import ONLY, PaperNumber, TakeBack
from qingbai.counter.views import file
from qingbai.inquiries import reliance, revocable, services
from qingbai.inquiries.acts import Act
from qingbai.inquiries.revocable import Revocable
from qingbai.pages.language import in_ours
from qingbai.pages.references import number_of, reference

CORRECTED = "登记信息已经变动，据此撤销原文书、重新作出答复。 The register has changed; the paper is taken back and the answer given anew."
"""The reason kept where the list is worked off: the same for every ground, in both languages."""


@require_safe
def again(request: HttpRequest) -> HttpResponse:
    """The papers of the office that the register would not give today. Those shown are on the ledger."""
    officer = desk.sitting(request)
    found = [
        {
            "number": one.application,
            "name": one.name,
            "paper_number": one.paper_number,
            "said": words.answer(one.said),
            "today": words.answer(one.today),
            "issued_at": one.issued_at,
        }
        for one in reliance.to_look_at_again(by=officer.actor, at=clock.now())
    ]
    return render(request, "counter/again.html", {"officer": officer, "found": found})


@require_POST
def anew(request: HttpRequest, ref: str) -> HttpResponse:
    """One button: take the paper back and answer anew."""
    file.opened(request, ref)
    return file.after(request, ref, services.withdraw_and_reissue, reason=CORRECTED)


@require_http_methods(["GET", "HEAD", "POST"])
def by_number(request: HttpRequest) -> HttpResponse:
    """Straight to a paper by its number: one of this office, or of an office below this organ."""
    officer, form = desk.sitting(request), PaperNumber(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        number = certificates.number_as_typed(form.cleaned_data["paper_number"])
        try:
            found = revocable.find(paper_number=number, by=officer.actor, at=clock.now())
            return redirect("counter-take-back", reference(found.application))
        except services.NoSuchApplication:
            form.add_error("paper_number", _("No paper with this number was issued by your office or one below it"))
    return render(request, "counter/take_back_find.html", {"officer": officer, "form": form})


def _looked(request: HttpRequest, ref: str) -> Revocable:
    try:
        return revocable.look(number=number_of(ref), by=desk.sitting(request).actor, at=clock.now())
    except services.NoSuchApplication as error:
        raise Http404 from error


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a paper back for a reason, on a page of its own: a paper of this office, or of one below it."""
    officer, paper = desk.sitting(request), _looked(request, ref)
    own = paper.office == officer.office
    if own and Act.REVOKE not in paper.lawful:
        if request.method == "POST":
            return file.moved_on(request, ref)
        raise Http404
    filling = request.method == "POST" and canned.asked(request.POST)
    data = canned.put(request.POST, "take_back", "reason") if filling else request.POST
    form = TakeBack(data if request.method == "POST" else None, own=own)
    if filling:
        canned.unjudged(form)
    elif request.method == "POST" and form.is_valid():
        try:
            return _taken_back(request, ref, form, own=own)
        except services.DraftRefused as refused:
            for fault in refused.faults:
                form.add_error(fault.field, in_ours(fault))
    return _page(request, paper, form)


def _taken_back(request: HttpRequest, ref: str, form: TakeBack, *, own: bool) -> HttpResponse:
    after, given = (file.after if own else _above), {"reason": form.cleaned_data["reason"]}
    if form.cleaned_data["way"] == ONLY:
        return after(request, ref, services.revoke, **given)
    return after(request, ref, services.withdraw_and_reissue, **given, changed=form.changed())


def _page(
    request: HttpRequest, paper: Revocable, form: TakeBack | None, status: int = 200, **more: Any
) -> HttpResponse:
    officer = desk.sitting(request)
    context = {
        "officer": officer,
        "paper": paper,
        "said": words.answer(paper.said),
        "own": paper.office == officer.office,
        "canned": canned.of("take_back"),
        "form": form if Act.REVOKE in paper.lawful else None,
        "can_reopen": Act.REOPEN in paper.lawful,
        **more,
    }
    return render(request, "counter/take_back.html", context, status=status)


def _above(request: HttpRequest, ref: str, do: Callable[..., Any], **given: Any) -> HttpResponse:
    """One act of an organ above on a paper below, and the same page again."""
    try:
        do(number=number_of(ref), by=desk.sitting(request).actor, at=clock.now(), **given)
        services.advance(number=number_of(ref), at=clock.now())
    except services.NoSuchApplication as error:
        raise Http404 from error
    except (services.ActRefused, services.TakenMeanwhile):
        wrong = _("This was not recorded: the application has moved on meanwhile. Look at it as it stands now.")
        return _page(request, _looked(request, ref), None, status=409, wrongs=[("", wrong)])
    except (NotIssued, NoKey):
        return _page(request, _looked(request, ref), None, status=409, wrongs=[("", file.not_made())])
    return redirect("counter-take-back", ref)


@require_POST
def reopen(request: HttpRequest, ref: str) -> HttpResponse:
    """Answer an application anew whose paper was taken back before."""
    own = _looked(request, ref).office == desk.sitting(request).office
    return (file.after if own else _above)(request, ref, services.reopen)
