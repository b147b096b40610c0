"""Reports of doubtful papers (伪造文书举报) that name the office: the list, one report, and what a reviewer does with it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qingbai import clock
from qingbai.agencies.ways import ActRefused
from qingbai.certificates import reports
from qingbai.certificates.paper.wording import TITLES
from qingbai.certificates.report_acts import Act, Destination, Status
from qingbai.certificates.reports import Report
from qingbai.certificates.status import Status as PaperStatus
from qingbai.certificates.verdicts import WORDING
from qingbai.counter import canned, desk, words
from qingbai.counter.forms import DismissReport, ForwardReport, SettleReport, destinations
from qingbai.pages.language import english, in_ours
from qingbai.pages.references import number_of


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What was reported to the office and is not finished."""
    officer = desk.sitting(request)
    found = [_line(one) for one in reports.waiting(viewer=officer.actor)]
    return render(request, "counter/reports.html", {"officer": officer, "found": found})


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """One report; the look is on the ledger."""
    return _page(request, ref)


@require_POST
def look(request: HttpRequest, ref: str) -> HttpResponse:
    """Begin to look into it."""
    return _after(request, ref, reports.look)


@require_POST
def dismiss(request: HttpRequest, ref: str) -> HttpResponse:
    """Nothing is wrong, for a reason."""
    if canned.asked(request.POST):
        filled = DismissReport(canned.put(request.POST, "dismiss_report", "dismiss-reason"), prefix="dismiss")
        return _page(request, ref, dismiss=canned.unjudged(filled))
    form = DismissReport(request.POST, prefix="dismiss")
    if not form.is_valid():
        return _page(request, ref, dismiss=form, wrongs=form.wrongs)
    return _after(request, ref, reports.dismiss, reason=form.cleaned_data["reason"])


@require_POST
def forward(request: HttpRequest, ref: str) -> HttpResponse:
    """Somebody else must go on with it, for a reason."""
    if canned.asked(request.POST):
        filled = ForwardReport(canned.put(request.POST, "forward_report", "forward-reason"), prefix="forward")
        return _page(request, ref, forward=canned.unjudged(filled))
    form = ForwardReport(request.POST, prefix="forward")
    if not form.is_valid():
        return _page(request, ref, forward=form, wrongs=form.wrongs)
    given = form.cleaned_data
    return _after(request, ref, reports.forward, destination=Destination(given["destination"]), reason=given["reason"])


@require_POST
def settle(request: HttpRequest, ref: str) -> HttpResponse:
    """What was passed on is settled, for a reason: papers of the person wait for nobody on its account any more."""
    if canned.asked(request.POST):
        filled = SettleReport(canned.put(request.POST, "settle_report", "settle-reason"), prefix="settle")
        return _page(request, ref, settle=canned.unjudged(filled))
    form = SettleReport(request.POST, prefix="settle")
    if not form.is_valid():
        return _page(request, ref, settle=form, wrongs=form.wrongs)
    return _after(request, ref, reports.settle, reason=form.cleaned_data["reason"])


def _page(request: HttpRequest, ref: str, *, status: int = 200, **given: Any) -> HttpResponse:
    officer = desk.sitting(request)
    try:
        found = reports.read(number=number_of(ref), by=officer.actor, at=clock.now())
    except reports.NoSuchReport as error:
        raise Http404 from error
    paper = found.paper
    context = {
        "officer": officer,
        "report": found,
        "line": _line(found),
        "kind": in_ours(TITLES[paper.kind]) if paper else "",
        "withdrawn": paper is not None and paper.status is PaperStatus.NOT_CURRENT,
        "done": [(one, _done(one.act), _to(one.destination), words.who(one.by)) for one in found.acts],
        "may_look": Act.LOOK in found.lawful,
        "dismiss": DismissReport(prefix="dismiss") if Act.DISMISS in found.lawful else None,
        "forward": ForwardReport(prefix="forward") if Act.FORWARD in found.lawful else None,
        "settle": SettleReport(prefix="settle") if Act.SETTLE in found.lawful else None,
        "canned": canned.of("dismiss_report"),
        "canned_forward": canned.of("forward_report"),
        "canned_settle": canned.of("settle_report"),
        "wrongs": [],
        **given,
    }
    return render(request, "counter/report.html", context, status=status)


def _after(request: HttpRequest, ref: str, do: Callable[..., Report], **given: Any) -> HttpResponse:
    try:
        do(number=number_of(ref), by=desk.sitting(request).actor, at=clock.now(), **given)
    except reports.NoSuchReport as error:
        raise Http404 from error
    except (ActRefused, reports.TakenMeanwhile):
        wrong = _("This was not recorded: the report has moved on meanwhile. Look at it as it stands now.")
        return _page(request, ref, status=409, wrongs=[("", wrong)])
    return redirect("counter-report", ref)


def _line(found: Report) -> dict[str, object]:
    """A report on one line."""
    seen = WORDING.get(found.doubt.seen)
    return {
        "number": found.number,
        "paper_number": found.doubt.paper_number,
        "seen": seen[1 if english() else 0] if seen else _("Doubted without a check"),
        "received_at": found.received_at,
        "status": _status(found.status),
        "waits": found.status in {Status.RECEIVED, Status.IN_HAND},
    }


def _status(value: Status) -> str:
    return {
        Status.RECEIVED: _("New"),
        Status.IN_HAND: _("Being looked into"),
        Status.DISMISSED: _("Dismissed"),
        Status.FORWARDED: _("Passed on"),
        Status.SETTLED: _("Settled"),
    }[value]


def _done(value: Act) -> str:
    return {
        Act.RECEIVE: _("Received"),
        Act.LOOK: _("Looked into"),
        Act.DISMISS: _("Dismissed"),
        Act.FORWARD: _("Passed on"),
        Act.SETTLE: _("Settled"),
    }[value]


def _to(value: str) -> str:
    return destinations()[Destination(value)] if value else ""
