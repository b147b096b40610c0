"""Requests to be registered that came online, at the desk: look at the papers, confirm or refuse with a reason."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qingbai import clock
from qingbai.agencies.acts import TakenMeanwhile
from qingbai.agencies.ways import ActRefused
from qingbai.counter import canned, desk, papers_in, words
from qingbai.counter.dense import WhyForm
from qingbai.counter.units.forms import article
from qingbai.counter.views.papers_in import as_file, as_picture
from qingbai.law.bans import bar
from qingbai.pages import references, unit_words
from qingbai.pages.language import in_ours
from qingbai.pages.references import number_of
from qingbai.pages.templatetags.pages import day
from qingbai.screening import enrolling
from qingbai.screening.enrolling import File
from qingbai.screening.registering import UnitRefused
from qingbai.screening.terms import Enrolling, EnrolmentAct
from qingbai.uploads.queries import Kept
from qingbai.uploads.services import Gone, Held


def opened(request: HttpRequest, ref: str) -> File:
    """The request behind a reference, if it waits or waited at the officer's office."""
    try:
        return enrolling.file(number=number_of(ref), viewer=desk.sitting(request).actor)
    except enrolling.NoSuchEnrolment as error:
        raise Http404 from error


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """A request with its papers."""
    return page(request, opened(request, ref))


def page(request: HttpRequest, file: File, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page of a request; ``given`` stands over what the request itself shows."""
    case = file.case
    context = {
        "officer": desk.sitting(request),
        "number": case.number,
        "case": case,
        "file": file,
        "facts": facts(file),
        "of_handler": case.matter is Enrolling.HANDLER,
        "status": unit_words.enrolment_status(case.status),
        "papers": [papers_in.line(one) for one in file.papers],
        "can": EnrolmentAct.CONFIRM in file.lawful,
        "why": WhyForm(prefix="why"),
        "canned": canned.of("enrolment_refuse"),
        "history": [
            {
                "name": unit_words.enrolment_done(one.act),
                "at": one.at,
                "by": words.who(one.by),
                "note": one.facts.get("reason", ""),
            }
            for one in file.history
        ],
        **given,
    }
    return render(request, "counter/enrolment.html", context, status=status)


def facts(file: File) -> list[tuple[str, str]]:
    """What the papers are held against."""
    case, handler = file.case, file.case.handler
    found = [(_("Name of the unit"), case.unit_name), (_("Unified social credit code"), case.row.code)]
    if unit := case.unit:
        minors = unit_words.minors_kind(unit.minors_kind)
        found += [
            (_("What it is"), unit_words.kind(unit.kind) + (f" · {minors}" if minors else "")),
            (_("Will ask for"), article(bar(unit.ground)) if unit.ground else "–"),
            (_("Person in charge of the unit"), unit.in_charge),
            (_("Licence"), unit.proof),
            (_("Last day of the licence"), _day(unit.licence_until) or _("none stated")),
        ]
    until = _day(handler.to_on) or _("until further notice")
    return [
        *found,
        (_("Handler"), handler.name),
        (_("Handler's document number"), handler.document_number),
        (_("Telephone"), handler.phone or "–"),
        (_("Authorised"), f"{_day(handler.from_on)} – {until}"),
        (_("May also add and end handlers"), _("yes") if handler.responsible else _("no")),
    ]


def _day(value: date | None) -> str:
    return day(value)


@require_POST
def confirm(request: HttpRequest, ref: str) -> HttpResponse:
    """The papers do: the unit is registered, or the handler taken down, by the counter's own act."""
    file = opened(request, ref)
    try:
        card = enrolling.confirm(number=file.case.number, by=desk.sitting(request).actor, at=clock.now())
    except UnitRefused as refused:
        wrongs = [("", f"{one.field}: {in_ours(one)}") for one in refused.faults]
        return page(request, opened(request, ref), status=409, wrongs=wrongs)
    except (ActRefused, TakenMeanwhile):
        return _meanwhile(request, ref)
    return redirect("counter-unit", references.reference(card.code))


@require_POST
def refuse(request: HttpRequest, ref: str) -> HttpResponse:
    """The papers do not do; who asked reads why."""
    file, filling = opened(request, ref), canned.asked(request.POST)
    form = WhyForm(
        canned.put(request.POST, "enrolment_refuse", "why-reason") if filling else request.POST, prefix="why"
    )
    if filling:
        return page(request, file, why=canned.unjudged(form), opens=True, wrongs=[])
    if not form.is_valid():
        return page(request, file, why=form, wrongs=form.wrongs)
    by, reason = desk.sitting(request).actor, form.cleaned_data["reason"]
    try:
        enrolling.refuse(number=file.case.number, reason=reason, by=by, at=clock.now())
    except (ActRefused, TakenMeanwhile):
        return _meanwhile(request, ref)
    return redirect("counter-enrolment", ref)


def _meanwhile(request: HttpRequest, ref: str) -> HttpResponse:
    wrong = _("This was not recorded: somebody has answered the request meanwhile. Look at it as it stands now.")
    return page(request, opened(request, ref), status=409, wrongs=[("", wrong)])


@require_safe
def paper(request: HttpRequest, ref: str, reference: UUID) -> HttpResponse:
    """One paper beside what was stated."""
    found = opened(request, ref)
    this = next((one for one in found.papers if one.reference == reference), None)
    if this is None:
        raise Http404
    context = papers_in.beside(this, found.papers) | {"officer": desk.sitting(request), "number": found.case.number}
    context |= {"facts": facts(found), "back_to": "counter-enrolment", "upload": "counter-enrolment-paper"}
    return render(request, "counter/paper_in.html", context)


@require_safe
def picture(request: HttpRequest, ref: str, reference: UUID, page: int) -> HttpResponse:
    """A photo, or one page of a PDF drawn as a picture; each look is on the ledger."""
    return as_picture(*_paper(request, ref, reference), page)


@require_safe
def original(request: HttpRequest, ref: str, reference: UUID) -> HttpResponse:
    """The file itself, to be kept outside the browser."""
    return as_file(*_paper(request, ref, reference))


def _paper(request: HttpRequest, ref: str, reference: UUID) -> tuple[Kept, bytes]:
    by = desk.sitting(request).actor
    try:
        return enrolling.paper(number=number_of(ref), reference=reference, by=by, at=clock.now())
    except (enrolling.NoSuchEnrolment, Gone, Held) as error:
        raise Http404 from error
