"""A list for its unit: how its rows were read, handing it in with papers, progress, what is missing, answers as letters."""

import csv
import io
import tempfile
from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.certificates.paper import forms as printed
from qingbai.incoming import Refused
from qingbai.pages import unit_rows
from qingbai.pages.fields import tidy
from qingbai.pages.files import as_pdf
from qingbai.pages.references import number_of
from qingbai.portal.units import forms, shown, standing
from qingbai.screening import filled_in, online, queries, services, table
from qingbai.screening.online import AS_FILES, Stand
from qingbai.screening.ways import Act

TOO_LATE = (services.ActRefused, services.TakenMeanwhile)
BUTTONS = {Act.WITHDRAW.value: services.withdraw, Act.SIGN_FOR.value: services.sign_for}


def _opened(request: HttpRequest, ref: str) -> Stand:
    """The list behind a reference, if the signed-in person acts for its unit today."""
    try:
        return online.look(number=number_of(ref), by=standing.viewer(request), at=clock.now())
    except services.NoSuchList as error:
        raise Http404 from error


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """A list as it stands; a search for one of its rows comes as POST, so that no name stands in an address."""
    return _page(request, _opened(request, ref))


def _page(request: HttpRequest, stand: Stand, *, status: int = 200, **given: Any) -> HttpResponse:
    text = tidy(request.POST.get("q", ""))
    rows = queries.lines(number=stand.number, viewer=standing.viewer(request), at=clock.now(), text=text)
    context = shown.of_list(stand, rows, text)
    if context["can_confirm"]:
        context |= {"corrected": forms.Corrected(prefix="corrected"), "parts_to_seal": _parts(request, stand)}
    context |= {"renews": context["works"] and "still" not in request.GET, **given}
    if "papers" not in context and context["can_complete"]:
        context["papers"] = forms.Papers(stand.missing, with_list=True)
    if "papers" not in context and context["can_confirm"]:
        context["papers"] = forms.Papers(AS_FILES)
    response = render(request, "portal/units/list.html", context, status=status)
    if context["renews"] and request.method == "GET":
        response.headers["Refresh"] = "5"
    return response


def _parts(request: HttpRequest, stand: Stand) -> range:
    return range(online.form_parts(number=stand.number, by=standing.viewer(request), at=clock.now()))


def _moved_on(request: HttpRequest, ref: str) -> HttpResponse:
    wrong = _("This was not recorded: the list has moved on meanwhile. Look at it as it stands now.")
    return _page(request, _opened(request, ref), status=409, wrongs=[("", wrong)])


@require_POST
def correct(request: HttpRequest, ref: str) -> HttpResponse:
    """A corrected list instead of the one that was read."""
    stand, form = _opened(request, ref), forms.Corrected(request.POST, request.FILES, prefix="corrected")

    def do(**who: Any) -> None:
        name, data = form.sent()
        online.correct(number=stand.number, filename=name, data=data, **who)

    return _after(request, ref, stand, form, do, "corrected")


@require_POST
def confirm(request: HttpRequest, ref: str) -> HttpResponse:
    """Hand in what was read, with the unit's papers."""
    stand, form = _opened(request, ref), forms.Papers(AS_FILES, request.POST, request.FILES)

    def do(**who: Any) -> None:
        online.confirm(number=stand.number, files=form.files_of, **who)

    return _after(request, ref, stand, form, do, "papers")


@require_POST
def complete(request: HttpRequest, ref: str) -> HttpResponse:
    """Bring what was missing."""
    stand = _opened(request, ref)
    form = forms.Papers(stand.missing, request.POST, request.FILES, with_list=True)

    def do(**who: Any) -> None:
        name, data = form.sent()
        online.complete(number=stand.number, files=form.files_of, filename=name, data=data, **who)

    return _after(request, ref, stand, form, do, "papers")


def _after(
    request: HttpRequest, ref: str, stand: Stand, form: forms.Asked, do: Callable[..., None], place: str
) -> HttpResponse:
    """Do what a form asks and show the list again; with the faults in the form's ``place`` on the page where it was refused."""
    if form.is_valid():
        try:
            do(by=standing.viewer(request), at=clock.now())
        except Refused as refused:
            form.take(refused.faults)
        except TOO_LATE:
            return _moved_on(request, ref)
        else:
            return redirect("unit-list", ref)
    given: dict[str, Any] = {place: form, "wrongs": form.wrongs}
    return _page(request, stand, **given)


@require_POST
def act(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """Take the list back, or say that the letters have been received."""
    _opened(request, ref)
    do = BUTTONS.get(key)
    if do is None:
        raise Http404
    try:
        do(number=number_of(ref), by=standing.viewer(request), at=clock.now())
    except TOO_LATE:
        return _moved_on(request, ref)
    return redirect("unit-list", ref)


@require_POST
def form(request: HttpRequest, ref: str, part: int) -> HttpResponse:
    """The unit's application form with its list, to be printed and sealed by the unit."""
    stand = _opened(request, ref)
    case = online.to_seal(number=stand.number, by=standing.viewer(request), at=clock.now())
    if part >= filled_in.parts(case):
        raise Http404
    try:
        pdf = printed.render(printed.Form.UNIT, filled_in.of_unit(case, part), at=clock.now())
    except (printed.ClaimRefused, printed.GlyphMissing) as unprintable:
        return _page(request, stand, status=409, wrongs=[("", str(unprintable))])
    return as_pdf(pdf, f"{stand.number}-form-{part + 1}.pdf")


@require_POST
def letter(request: HttpRequest, ref: str, line: int) -> HttpResponse:
    """The letter about one row."""
    number = number_of(ref)
    try:
        pdf = services.letter(number=number, line=line, by=standing.viewer(request), at=clock.now())
    except services.NoSuchList as error:
        raise Http404 from error
    return as_pdf(pdf, f"{number}-{line}.pdf", keep=True)


@require_POST
def letters(request: HttpRequest, ref: str, part: int) -> HttpResponseBase:
    """The letters, a thousand at a time, as a ZIP."""
    number, packed = number_of(ref), tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it
    try:
        services.collect(number=number, part=part, into=packed, by=standing.viewer(request), at=clock.now())
    except services.NoSuchList as error:
        packed.close()
        raise Http404 from error
    packed.seek(0)
    return FileResponse(packed, as_attachment=True, filename=f"{number}-{part + 1}.zip")


@require_safe
def faults(request: HttpRequest, ref: str) -> HttpResponse:
    """Every row that is wrong or not asked about, as CSV: row, cell, what is wrong and what to do."""
    stand = _opened(request, ref)
    response = unit_rows.faults(stand.trouble)
    response.headers["Content-Disposition"] = f'attachment; filename="{stand.number}-rows.csv"'
    return response


@require_safe
def again(request: HttpRequest, ref: str) -> HttpResponse:
    """The people of a list as a file for the next one: strike out who left, add who came."""
    stand, out = _opened(request, ref), io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(column.zh for column in table.COLUMNS)
    for one in online.people(number=stand.number, by=standing.viewer(request), at=clock.now()):
        rows.writerow(table.as_row(one))
    response = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{stand.number}-again.csv"'
    return response
