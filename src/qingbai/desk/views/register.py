"""The register as its keeper sees it: find a record by name or number for a case, open it, and see it as it stood on another day."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from qingbai import clock
from qingbai.agencies.terms import Role
from qingbai.desk import recordsheet
from qingbai.desk.forms import AsOf, Search
from qingbai.desk.sitting import Sitting, sitting
from qingbai.pages.references import number_of, reference
from qingbai.registers import sheets
from qingbai.registers.access import Business, NoSuchRecord, Purpose


def _purpose(officer: Sitting, case: str) -> Purpose:
    """An auditor audits; whoever keeps the register works on it."""
    return Purpose(Business.AUDIT if officer.role is Role.AUDITOR else Business.REGISTRATION, case)


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """The form, and what was found. Posted, so that no name stands in an address."""
    officer = sitting(request)
    form = Search(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"officer": officer, "form": form}
    if request.method == "POST" and form.is_valid():
        case = form.cleaned_data["case"]
        found = sheets.search(person=form.person, by=officer.actor, purpose=_purpose(officer, case), at=clock.now())
        context |= {"found": [recordsheet.line(one, reference(case)) for one in found], "searched": True}
    return render(request, "desk/search.html", context)


@require_safe
def record(request: HttpRequest, key: UUID, ref: str) -> HttpResponse:
    """One record, for the case that the reference names; ``?as_of=`` shows what the register said on an earlier day."""
    officer, now = sitting(request), clock.now()
    form = AsOf(request.GET or None)
    day = form.cleaned_data["as_of"] if request.GET and form.is_valid() else None
    known_at = datetime.combine(day, time.max, tzinfo=clock.CHINA) if day is not None else None
    purpose = _purpose(officer, number_of(ref))
    context: dict[str, Any] = {"officer": officer, "form": form, "ref": ref, "key": key, "as_of": day}
    try:
        sheet = sheets.open_record(conviction=key, by=officer.actor, purpose=purpose, at=now, known_at=known_at)
    except NoSuchRecord as error:
        if day is None:
            raise Http404 from error
        # It may stand here today and not have been known then; whoever may not see it today learns nothing of then either.
        try:
            sheets.open_record(conviction=key, by=officer.actor, purpose=purpose, at=now)
        except NoSuchRecord:
            raise Http404 from error
        return render(request, "desk/record.html", {**context, "unknown": True})
    return render(request, "desk/record.html", {**context, **recordsheet.shown(sheet)})
