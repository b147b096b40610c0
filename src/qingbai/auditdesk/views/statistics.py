"""Figures: what was closed, as charts with tables and as CSV; closing the months that are over."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qingbai import clock
from qingbai.auditdesk import sheets, tables, words
from qingbai.auditdesk.forms import Span
from qingbai.auditdesk.sitting import inspecting, sitting
from qingbai.auditdesk.views.ledger import file
from qingbai.oversight import statistics
from qingbai.oversight.periods import Period
from qingbai.oversight.statistics import Table


def _usual() -> tuple[Period, Period]:
    """This year and the one before it."""
    today = clock.today()
    return Period(today.year - 1, 1), Period(today.year, 12)


def _span(request: HttpRequest) -> tuple[Span, Period, Period]:
    first, last = _usual()
    form = Span(request.GET if "first" in request.GET else None, initial={"first": str(first), "last": str(last)})
    if form.is_bound and form.is_valid():
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    return form, first, last


@inspecting
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Every table of the closed periods from one month to another."""
    officer = sitting(request)
    form, first, last = _span(request)
    found = statistics.published(viewer=officer.actor, first=first, last=last)
    context: dict[str, Any] = {
        "officer": officer,
        "form": form,
        "first": first,
        "last": last,
        "parts": sheets.parts(found),
    }
    return render(request, "auditdesk/statistics.html", context)


@inspecting
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close every period of this year and the one before that is over."""
    officer = sitting(request)
    first, last = _usual()
    statistics.close(first=first, last=last, by=officer.actor, at=clock.now())
    return redirect("audit-desk-statistics")


@inspecting
@require_safe
def as_csv(request: HttpRequest, table: str) -> HttpResponse:
    """One table as CSV, with a note on what is left out and why."""
    officer = sitting(request)
    if table not in set(Table):
        raise Http404
    _form, first, last = _span(request)
    found = statistics.published(viewer=officer.actor, first=first, last=last)
    wanted = [one for one in sheets.parts(found) if one.table == table]
    if not wanted:
        raise Http404
    rows: list[tuple[str, ...]] = []
    for sheet in wanted[0].sheets:
        rows += [(sheet.title,), sheet.heading, *sheet.rows, ()]
    content = tables.as_csv((str(words.TABLES[Table(table)]),), rows, notes=notes(wanted[0]))
    return file(content, f"{table}-{first}-{last}.csv", "text/csv; charset=utf-8")


def notes(part: sheets.Part) -> list[str]:
    """What stands above the figures in a file."""
    said = _(
        "Numbers below ten, nought among them, are not told (–); a total is left out (≥) where it would give one back. Sealed records are in no figure."
    )
    closed = [
        _("%(period)s: closed at entry %(entries)s of the ledger, SHA-256 %(digest)s")
        % {"period": one.period, "entries": one.entries, "digest": one.sha256}
        for one in part.periods
    ]
    return [said, *closed]
