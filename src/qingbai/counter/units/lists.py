"""Lists of units at the desk: hand in, watch, complete, judge, hand out."""

import tempfile
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.certificates.paper import forms
from qingbai.counter import canned, desk, papers_in, registration
from qingbai.counter.forms import SAME, Judgment
from qingbai.counter.units import file as listfile
from qingbai.counter.units.forms import BarQuestion, CompletionForm, ListForm, SendBack
from qingbai.counter.units.views import UNITS
from qingbai.counter.views.papers_in import as_file, as_picture
from qingbai.law.units import UnitPaper
from qingbai.pages import unit_rows, unit_words
from qingbai.pages.fields import tidy
from qingbai.pages.files import as_pdf
from qingbai.pages.references import number_of, reference
from qingbai.screening import filled_in, online, queries, services, table
from qingbai.screening.queries import File
from qingbai.screening.ways import Act
from qingbai.uploads.queries import Kept

AT_ONCE = 2
"""Portions of rows that are done while the officer waits; a longer list goes on by itself."""
BUTTONS: dict[Act, Callable[..., Any]] = {
    Act.ACCEPT: online.accept,
    Act.SIGN_FOR: services.sign_for,
    Act.WITHDRAW: services.withdraw,
}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"csv": ("text/csv; charset=utf-8", table.csv), "xlsx": (WORKBOOK, table.xlsx)}


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The lists of the office that are under way."""
    officer, today = desk.sitting(request), clock.today()
    waiting = [
        {
            "one": one,
            "status": unit_words.status(one.status),
            "tag": unit_words.tag(one.status),
            "late": one.due_on is not None and one.due_on < today,
        }
        for one in queries.queue(viewer=officer.actor)
    ]
    return render(request, "counter/lists.html", {"officer": officer, "waiting": waiting})


@require_safe
def template(request: HttpRequest, key: str) -> HttpResponse:
    """An empty list to fill in."""
    del request
    if key not in KINDS:
        raise Http404
    content_type, made = KINDS[key]
    response = HttpResponse(made(), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{table.TEMPLATE}.{key}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, ref: str) -> HttpResponse:
    """A new list of a unit; handed in, it goes on at once as far as it can, and the file opens."""
    officer, card = desk.sitting(request), registration.opened(request, UNITS, ref)
    posted = request.method == "POST"
    form = ListForm(card, request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        try:
            case = services.submit(submission=form.submission(), by=officer.actor, at=clock.now())
        except services.ListRefused as refused:
            form.take(refused.faults)
        else:
            _go_on(request, case.number)
            return redirect("counter-list", reference(case.number))
    department = services.batch_department(officer.division)
    return render(
        request, "counter/list_new.html", {"officer": officer, "form": form, "card": card, "department": department}
    )


def _go_on(request: HttpRequest, number: str) -> None:
    """Let the house go on a little; what is left goes on by itself."""
    try:
        services.go_on(number=number, by=desk.sitting(request).actor, at=clock.now(), portions=AT_ONCE)
    except services.TakenMeanwhile:
        return  # somebody is at it already


def opened(request: HttpRequest, ref: str) -> File:
    """The list behind a reference, if it lies at the officer's office; the look is on the ledger."""
    try:
        return services.open_file(number=number_of(ref), by=desk.sitting(request).actor, at=clock.now())
    except services.NoSuchList as error:
        raise Http404 from error


@require_http_methods(["GET", "HEAD", "POST"])  # a name looked for on the list stands in no address
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The file of a list."""
    return page(request, opened(request, ref))


def page(request: HttpRequest, file: File, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page of a list; while the house works on it, it renews itself."""
    text = tidy(request.POST.get("q", ""))
    context = {"officer": desk.sitting(request), **listfile.shown(file, text, clock.now()), **given}
    response = render(request, "counter/list.html", context, status=status)
    if context["works"] and request.method == "GET":
        response.headers["Refresh"] = "5"
    return response


def after(request: HttpRequest, ref: str, do: Callable[..., Any], **given: Any) -> HttpResponse:
    """Do one act, let the house go on, and show the list again; say so where somebody was quicker."""
    number = number_of(ref)
    try:
        do(number=number, by=desk.sitting(request).actor, at=clock.now(), **given)
    except services.NoSuchList as error:
        raise Http404 from error
    except (services.ActRefused, services.TakenMeanwhile, services.NothingToJudge):
        wrong = _("This was not recorded: the list has moved on meanwhile. Look at it as it stands now.")
        return page(request, opened(request, ref), status=409, wrongs=[("", wrong)])
    _go_on(request, number)
    return redirect("counter-list", ref)


@require_POST
def act(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """An act that needs nothing but the officer's word."""
    opened(request, ref)
    do = next((do for one, do in BUTTONS.items() if one.value == key), None)
    if do is None:
        raise Http404
    return after(request, ref, do)


@require_POST
def complete(request: HttpRequest, ref: str) -> HttpResponse:
    """What was missing has come."""
    file = opened(request, ref)
    form = CompletionForm(listfile.missing(file), request.POST, request.FILES)
    if form.is_valid():
        papers = tuple(UnitPaper(one) for one in form.cleaned_data.get("papers", ()))
        upload = form.cleaned_data.get("file")
        name, data = (upload.name, upload.read()) if upload else ("", b"")
        try:
            return after(request, ref, services.supplement, papers=papers, filename=name, data=data)
        except services.ListRefused as refused:
            form.take(refused.faults)
    return page(request, file, completion=form, wrongs=form.wrongs)


@require_POST
def send_back(request: HttpRequest, ref: str) -> HttpResponse:
    """The papers of a list that came online do not do: the unit is told once which, and why."""
    file, filling = opened(request, ref), canned.asked(request.POST)
    form = SendBack(canned.put(request.POST, "list_send_back", "back-note") if filling else request.POST, prefix="back")
    if filling:
        return page(request, file, send_back=canned.unjudged(form), back_open=True, wrongs=[])
    if not form.is_valid():
        return page(request, file, send_back=form, wrongs=form.wrongs)
    papers = frozenset(UnitPaper(one) for one in form.cleaned_data["papers"])
    return after(request, ref, online.send_back, papers=papers, note=form.cleaned_data["note"])


@require_safe
def paper(request: HttpRequest, ref: str, reference: UUID) -> HttpResponse:
    """One paper that came online beside the list."""
    file = opened(request, ref)
    kept = online.papers(number=file.case.number, viewer=desk.sitting(request).actor)
    this = next((one for one in kept if one.reference == reference), None)
    if this is None:
        raise Http404
    context = papers_in.beside(this, kept) | {"officer": desk.sitting(request), "number": file.case.number}
    context |= {"facts": listfile.facts(file), "back_to": "counter-list", "upload": "counter-list-paper"}
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
        return online.paper(number=number_of(ref), reference=reference, by=by, at=clock.now())
    except (services.NoSuchList, online.Gone, online.Held) as error:
        raise Http404 from error


@require_POST
def judge(request: HttpRequest, ref: str) -> HttpResponse:
    """Settle one open question: who it is, whether it is sealed, or whether the article applies."""
    file, asked = opened(request, ref), request.POST.get("question", "")
    question = next((one for one in file.questions if listfile.key(one) == asked), None)
    if question is None or question.kind == "review":
        return after(request, ref, _too_late)
    form: Judgment | BarQuestion
    filling = canned.asked(request.POST)
    data = canned.put(request.POST, listfile.USUAL[question.kind], f"{asked}-reason") if filling else request.POST
    if question.kind == "match":
        form = Judgment(data, prefix=asked)
    else:
        form = BarQuestion(data, prefix=asked, sealing=question.kind == "sealing")
    if filling:
        canned.unjudged(form)
    if filling or not form.is_valid():
        wrongs = [] if filling else form.wrongs
        return page(request, file, questions=listfile.questions(file, (asked, form)), wrongs=wrongs)
    verdict, reason = form.cleaned_data["verdict"], form.cleaned_data["reason"]
    if question.kind == "match":
        given = {"line": question.line, "subject": question.subject, "same": verdict == SAME, "reason": reason}
        return after(request, ref, services.judge_match, **given)
    given = {"line": question.line, "reference": question.reference, "decides": question.kind, "reason": reason}
    return after(request, ref, services.judge_question, barred=verdict == "yes", **given)


def _too_late(**_given: Any) -> None:
    raise services.NothingToJudge


@require_POST
def letter(request: HttpRequest, ref: str, line: int) -> HttpResponse:
    """The letter about one row, to print; issued now where the list was answered in tables."""
    try:
        pdf = services.letter(number=number_of(ref), line=line, by=desk.sitting(request).actor, at=clock.now())
    except services.NoSuchList as error:
        raise Http404 from error
    return as_pdf(pdf, f"{number_of(ref)}-{line}.pdf")


@require_POST
def form(request: HttpRequest, ref: str, part: int) -> HttpResponse:
    """The unit's application form with its list, to be printed and sealed by the unit."""
    file = opened(request, ref)
    if part >= filled_in.parts(file.case):
        raise Http404
    try:
        pdf = forms.render(forms.Form.UNIT, filled_in.of_unit(file.case, part), at=clock.now())
    except (forms.ClaimRefused, forms.GlyphMissing) as unprintable:
        return page(request, file, status=409, wrongs=[("", str(unprintable))])
    return as_pdf(pdf, f"{number_of(ref)}-form-{part + 1}.pdf")


@require_POST
def letters(request: HttpRequest, ref: str, part: int) -> HttpResponseBase:
    """The letters for the handler, a thousand at a time, as a ZIP."""
    packed = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it
    try:
        services.collect(number=number_of(ref), part=part, into=packed, by=desk.sitting(request).actor, at=clock.now())
    except services.NoSuchList as error:
        packed.close()
        raise Http404 from error
    packed.seek(0)
    return FileResponse(packed, as_attachment=True, filename=f"{number_of(ref)}-{part + 1}.zip")


@require_safe
def faults(request: HttpRequest, ref: str) -> HttpResponse:
    """Every row that is wrong or not asked about, as CSV for the unit: row, cell, what is wrong and what to do."""
    file = opened(request, ref)
    response = unit_rows.faults(file.trouble)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.case.number}-rows.csv"'
    return response
