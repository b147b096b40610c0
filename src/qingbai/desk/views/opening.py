"""Requests to look at sealed records, at the desk (查询封存信息): the list, taking one in, and one request with the acts that are lawful now.

What is shown of a sealed record is the answer to a post and is kept by nobody: no address leads to it, no cache may hold it.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.certificates.paper import forms
from qingbai.desk import openingforms, openingpapers, recordsheet
from qingbai.desk.openingforms import AskedForm, Examined, Permitted, Refused, Undertaken
from qingbai.desk.sitting import Sitting, sitting
from qingbai.law.opening import Seeker
from qingbai.law.terms import Answer
from qingbai.law.wording import wording
from qingbai.pages.files import as_pdf
from qingbai.pages.language import in_ours
from qingbai.pages.references import number_of, reference
from qingbai.registers.access import capacity
from qingbai.sealing import acts, openings
from qingbai.sealing.acts import StepRefused
from qingbai.sealing.openings import NoSuchRequest, NotLawful, PermissionOver, Request, SameOfficer, Shown
from qingbai.sealing.terms import OpeningStatus, OpeningStep


def status_name(value: OpeningStatus) -> str:
    """Where a request stands."""
    return {
        OpeningStatus.SUBMITTED: _("To be examined"),
        OpeningStatus.EXAMINED: _("To be decided"),
        OpeningStatus.PERMITTED: _("Permitted, undertaking not signed"),
        OpeningStatus.OPEN: _("May look"),
        OpeningStatus.REFUSED: _("Not permitted"),
        OpeningStatus.WITHDRAWN: _("Withdrawn"),
    }[value]


def step_name(value: OpeningStep) -> str:
    """An act in the history."""
    return {
        OpeningStep.SUBMIT: _("Request taken in"),
        OpeningStep.EXAMINE: _("Examined"),
        OpeningStep.PERMIT: _("Permitted"),
        OpeningStep.REFUSE: _("Not permitted"),
        OpeningStep.UNDERTAKE: _("Undertaking of secrecy signed"),
        OpeningStep.LOOK: _("Looked"),
        OpeningStep.WITHDRAW: _("Withdrawn"),
    }[value]


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The requests made to the officer's organ, the latest first."""
    officer = sitting(request)
    lines = [_line(one) for one in openings.listed(viewer=officer.actor)]
    context = {"officer": officer, "lines": lines, "may_take_in": _may(officer, None, OpeningStep.SUBMIT)}
    return render(request, "desk/opening/list.html", context)


def _line(one: Request) -> dict[str, Any]:
    waits = one.status in (OpeningStatus.SUBMITTED, OpeningStatus.EXAMINED)
    due = openings.due_on(one).value
    return {
        "one": one,
        "seeker": openingforms.seekers()[one.asked.seeker],
        "status": status_name(one.status),
        "tag": "waits" if waits else "" if one.status is OpeningStatus.OPEN else "plain",
        "due": due if waits else None,
        "late": waits and due is not None and due < clock.today(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form of a written request; handed in, the request stands on the list."""
    officer = sitting(request)
    if not _may(officer, None, OpeningStep.SUBMIT):
        raise Http404
    posted = request.method == "POST"
    form = AskedForm(request.POST if posted else None)
    if posted and form.is_valid():
        made = openings.submit(asked=form.asked, by=officer.actor, at=clock.now())
        return redirect("desk-opening", reference(made.number))
    return render(request, "desk/opening/new.html", {"officer": officer, "form": form})


@require_safe
@never_cache
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """One request: what is asked, what the law says of it, what was done, and what may be done now."""
    return _page(request, ref)


@require_safe
@never_cache
def paper(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """A paper of the request to be printed: the refusal (不许可查询决定书), or the undertaking of secrecy (保密承诺书)."""
    _, one = _found(request, ref)
    found = openingpapers.of(one, name)
    if found is None:
        raise Http404
    form, values = found
    try:
        pdf = forms.render(form, values, at=clock.now())
    except (forms.ClaimRefused, forms.GlyphMissing) as unprintable:
        return _page(request, ref, status=409, wrongs=[("", str(unprintable))])
    return as_pdf(pdf, f"{number_of(ref)}-{name}.pdf")


@require_POST
@never_cache
def act(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """One act on a request."""
    if name not in ACTS:
        raise Http404
    officer, one = _found(request, ref)
    make, do = ACTS[name]
    form = make(request.POST, one)
    if form is not None and not form.is_valid():
        return _page(request, ref, status=422, tried={name: form}, wrongs=form.wrongs)
    try:
        answer = do(one.number, form, officer)
    except NotLawful as refused:
        said = [("", in_ours(wording(reason))) for reason in refused.because]
        return _page(request, ref, status=422, tried={name: form}, wrongs=said)
    except SameOfficer:
        wrong = _("Whoever examined the request does not decide it: let another head do so.")
        return _page(request, ref, status=422, tried={name: form}, wrongs=[("", wrong)])
    except PermissionOver:
        wrong = _("The permission is over, or would run longer than 90 days.")
        return _page(request, ref, status=422, tried={name: form}, wrongs=[("", wrong)])
    except StepRefused:
        wrong = _("This was not recorded: the request has moved on meanwhile. Look at it as it stands now.")
        return _page(request, ref, status=409, wrongs=[("", wrong)])
    except ValueError:
        wrong = _("Write the reasons: a refusal states them.")
        return _page(request, ref, status=422, tried={name: form}, wrongs=[("", wrong)])
    if isinstance(answer, tuple):
        seen = [_seen(shown) for shown in answer]
        context = {"officer": officer, "one": one, "ref": ref, "seen": seen, "may_copy": openings.may_copy(one)}
        return render(request, "desk/opening/seen.html", context)
    return redirect("desk-opening", ref)


Form = Any
ACTS: dict[str, tuple[Callable[[Any, Request], Form], Callable[[str, Form, Sitting], Request | tuple[Shown, ...]]]] = {
    "examine": (
        lambda data, one: Examined(data, unit=one.asked.seeker is Seeker.UNIT),
        lambda number, form, officer: openings.examine(
            number=number,
            permit=form.cleaned_data["permit"] == "yes",
            opinion=form.cleaned_data["opinion"],
            state_provision=form.provision,
            by=officer.actor,
            at=clock.now(),
        ),
    ),
    "permit": (
        lambda data, _: Permitted(data),
        lambda number, form, officer: openings.permit(
            number=number,
            until=form.cleaned_data["until"],
            opinion=form.cleaned_data["opinion"],
            by=officer.actor,
            at=clock.now(),
        ),
    ),
    "refuse": (
        lambda data, _: Refused(data),
        lambda number, form, officer: openings.refuse(
            number=number, opinion=form.cleaned_data["opinion"], by=officer.actor, at=clock.now()
        ),
    ),
    "undertake": (
        lambda data, _: Undertaken(data),
        lambda number, form, officer: openings.undertake(
            number=number, **form.cleaned_data, by=officer.actor, at=clock.now()
        ),
    ),
    "look": (
        lambda *_: None,
        lambda number, _, officer: openings.look(number=number, by=officer.actor, at=clock.now()),
    ),
    "withdraw": (
        lambda *_: None,
        lambda number, _, officer: openings.withdraw(number=number, by=officer.actor, at=clock.now()),
    ),
}
"""The acts on a request: what is to be filled in, and what is then done."""


def _found(request: HttpRequest, ref: str) -> tuple[Sitting, Request]:
    officer = sitting(request)
    try:
        return officer, openings.found(number=number_of(ref), viewer=officer.actor)
    except NoSuchRequest as error:
        raise Http404 from error


def _may(officer: Sitting, status: OpeningStatus | None, step: OpeningStep) -> bool:
    way = acts.TABLE.get((status, step))
    return way is not None and capacity(officer.actor) in way[1]


def _page(request: HttpRequest, ref: str, *, status: int = 200, **given: Any) -> HttpResponse:
    officer, one = _found(request, ref)
    examined = one.last(OpeningStep.EXAMINE)
    own = examined is not None and examined.by.id == officer.actor.id
    can = acts.lawful(one.status, officer.role, examined_by_oneself=own)
    finding = openings.lawfulness(one, clock.today())
    tried = given.pop("tried", {})
    blank = {
        "examine": Examined(unit=one.asked.seeker is Seeker.UNIT),
        "permit": Permitted(),
        "refuse": Refused(),
        "undertake": Undertaken(),
    }
    over = one.until is not None and clock.today() > one.until
    context = {
        "officer": officer,
        "one": one,
        "ref": ref,
        "status": status_name(one.status),
        "can": {str(step): True for step in can if not (over and step is OpeningStep.LOOK)},
        "own": own and one.status is OpeningStatus.EXAMINED,
        "over": over,
        "due": openings.due_on(one).value,
        "law": [in_ours(wording(reason)) for reason in finding.because],
        "lawful": finding.answer is not Answer.NO,
        "doubtful": finding.answer is Answer.PERSON,
        "facts": _facts(one),
        "history": [_history(done) for done in one.done],
        "forms": {name: tried.get(name) or form for name, form in blank.items()},
    }
    return render(request, "desk/opening/one.html", {**context, **given}, status=status)


def _facts(one: Request) -> list[tuple[str, str]]:
    asked = one.asked
    [name, *_rest], [number, *_more] = asked.person.names, asked.person.documents
    return [
        (_("Who asks"), openingforms.seekers()[asked.seeker]),
        (_("Organ or unit"), asked.organ),
        (_("About"), f"{name.text} {number.number}"),
        (_("What for"), openingforms.kinds()[asked.sealed]),
        (_("Official letter"), asked.letter),
        (_("Brought by"), f"{asked.bearer} {asked.bearer_id}".strip()),
        (_("Case"), asked.case),
        (_("Reason"), asked.reason),
        (_("Legal basis"), asked.legal_basis),
        (_("What they want to know"), asked.scope),
        (_("Why copies are needed"), asked.copies_because),
    ]


def _history(done: openings.Done) -> dict[str, Any]:
    return {"name": step_name(done.step), "at": done.at, "by": done.by.id, "note": done.facts.get("opinion", "")}


def _seen(shown: Shown) -> dict[str, Any]:
    record, paper = shown.record, shown.paper
    return {
        "punished": shown.punished,
        "charges": shown.charges,
        "terms": [recordsheet.penalty(one) for one in shown.terms],
        "record": record,
        "paper": paper,
        "paper_lines": [] if paper is None else sorted((str(k), str(v)) for k, v in paper["content"].items()),
    }
