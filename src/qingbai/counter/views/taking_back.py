"""Papers found wrong: those that the register no longer bears out, and taking one back, with or without a new answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.counter import desk, words
from qingbai.counter.forms import ANEW, TakeBack
from qingbai.counter.views import file
from qingbai.inquiries import reliance, services
from qingbai.inquiries.acts import Act

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
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a paper back for a reason, on a page of its own."""
    opened = file.opened(request, ref)
    if Act.REVOKE not in opened.lawful or not opened.paper_number:
        if request.method == "POST":
            return file.moved_on(request, ref)
        raise Http404
    form = TakeBack(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        do = services.withdraw_and_reissue if form.cleaned_data["way"] == ANEW else services.revoke
        return file.after(request, ref, do, reason=form.cleaned_data["reason"])
    context = {"officer": desk.sitting(request), "file": opened, "form": form, "name": opened.draft.name}
    return render(request, "counter/take_back.html", context)


@require_POST
def reopen(request: HttpRequest, ref: str) -> HttpResponse:
    """Answer an application anew whose paper was taken back before."""
    file.opened(request, ref)
    return file.after(request, ref, services.reopen)
