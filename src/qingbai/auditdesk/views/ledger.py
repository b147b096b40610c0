"""The ledger as the auditor searches it; one entry with its place in the log; a proof and lists to take away. Posted, so that nothing typed stands in an address."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.audit.search import Page, Sought
from qingbai.auditdesk import entrysheet, tables, words
from qingbai.auditdesk.forms import Search
from qingbai.auditdesk.sitting import Sitting, inspecting, sitting
from qingbai.oversight import services
from qingbai.oversight.services import BOOKS, NoSuchEntry

EXPORTED = 1000
"""Entries that one file holds at most."""


@inspecting
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """The form, and a page of what was found."""
    officer = sitting(request)
    form = Search(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"officer": officer, "form": form}
    if request.method == "POST" and form.is_valid():
        before = _number(request.POST.get("before", ""))
        page = _page(officer, form, before)
        context |= {
            "searched": True,
            "book": form.chosen_book,
            "book_name": words.BOOKS[form.chosen_book],
            "lines": [entrysheet.line(one) for one in page.entries],
            "page": page,
            "asked": _asked(request),
        }
    return render(request, "auditdesk/search.html", context)


def _asked(request: HttpRequest) -> list[tuple[str, str]]:
    """What was asked for, to be asked again for the next page or as a file."""
    return [
        (name, value)
        for name, value in request.POST.items()
        if isinstance(value, str) and name not in {"csrfmiddlewaretoken", "before"}
    ]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _page(officer: Sitting, form: Search, before: int, **more: int) -> Page:
    sought: Sought = form.sought
    return services.look(
        book=form.chosen_book,
        sought=sought,
        before=before,
        case=officer.case,
        by=officer.actor,
        at=clock.now(),
        **more,
    )


@inspecting
@require_POST
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The entries of the page and those after it, at most a thousand, as a file; its digest stands on the ledger."""
    officer, asked = sitting(request), Search(request.POST)
    made = {"csv": tables.entries_as_csv, "json": tables.entries_as_json}.get(form)
    if made is None or not asked.is_valid():
        raise Http404
    page = _page(officer, asked, _number(request.POST.get("before", "")), limit=EXPORTED)
    content = made(page.entries)
    told = services.hand_out(
        book=asked.chosen_book, content=content, what=form, case=officer.case, by=officer.actor, at=clock.now()
    )
    return file(
        content, f"ledger-{told[:12]}.{form}", {"csv": "text/csv; charset=utf-8", "json": "application/json"}[form]
    )


def file(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file to be kept."""
    return HttpResponse(
        content, headers={"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'}
    )


@inspecting
@require_safe
def entry(request: HttpRequest, book: str, number: int) -> HttpResponse:
    """One entry: what it says, its hash, where it stands in the log."""
    officer = sitting(request)
    try:
        found, place = services.open_entry(
            book=_book(book), number=number, case=officer.case, by=officer.actor, at=clock.now()
        )
    except NoSuchEntry as error:
        raise Http404 from error
    context = {
        "officer": officer,
        "book": book,
        "book_name": words.BOOKS[book],
        "one": entrysheet.line(found),
        "place": place,
        "proof": [one.hex() for one in place.proof],
        "canonical": found.raw().canonical().decode(),
    }
    return render(request, "auditdesk/entry.html", context)


@inspecting
@require_safe
def proof(request: HttpRequest, book: str, number: int) -> HttpResponse:
    """The file that proves an entry without us."""
    officer = sitting(request)
    try:
        content = services.hand_out_proof(
            book=_book(book), number=number, case=officer.case, by=officer.actor, at=clock.now()
        )
    except NoSuchEntry as error:
        raise Http404 from error
    return file(content, f"entry-{number}.json", "application/json")


def _book(book: str) -> str:
    if book not in BOOKS:
        raise Http404
    return book
