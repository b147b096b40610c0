"""The units for which somebody acts: one's own, one unit, the grounds on which it may ask, a new list."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from qingbai import clock
from qingbai.law import names
from qingbai.law.terms import DocumentKind
from qingbai.law.units import Proof
from qingbai.pages import unit_words
from qingbai.pages.references import reference
from qingbai.portal import demonstration
from qingbai.portal.units import forms, shown, standing
from qingbai.screening import enrolling, online, queries, services, table
from qingbai.screening.jobs import AHEAD_DAYS
from qingbai.screening.terms import EnrolmentStatus, UnitStatus

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AHEAD = timedelta(days=AHEAD_DAYS)
"""How long before a yearly check is due its unit is told so."""
KINDS = {"csv": ("text/csv; charset=utf-8", table.csv), "xlsx": (WORKBOOK, table.xlsx)}


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The units for which the signed-in person acts today."""
    found = [{"card": card, "kind": unit_words.kind(card.kind)} for card in standing.units(request)]
    asked = [
        {"one": one, "status": unit_words.enrolment_status(one.status), "waits": one.status is EnrolmentStatus.WAITING}
        for one in enrolling.of_person(viewer=standing.viewer(request))
    ]
    return render(request, "portal/units/mine.html", {"units": found, "requests": asked, "signed_in": True})


@require_safe
def unit(request: HttpRequest, ref: str) -> HttpResponse:
    """One unit: its lists, who acts for it, when its yearly check is due."""
    (card, own), by, now = standing.unit(request, ref), standing.viewer(request), clock.now()
    today = clock.day_of(now)
    lists = online.of_unit(code=card.code, viewer=by, at=now)
    context = {
        "card": card,
        "own": own,
        "kind": unit_words.kind(card.kind),
        "minors_kind": unit_words.minors_kind(card.minors_kind),
        "status": unit_words.unit_status(card.status),
        "active": card.status is UnitStatus.ACTIVE,
        "office": shown.office(card.office),
        "handlers": [one for one in card.handlers if one.authorised(today)],
        "check": queries.check_of(code=card.code, viewer=by, on=today),
        "soon": today + AHEAD,
        "closed": online.refused_here(card.domicile),
        "lists": [{"one": one, "status": shown.seen(one.seen), "tag": shown.tag(one.seen)} for one in lists],
        "renew": next((one.number for one in lists if one.vetting and one.released), ""),
        "signed_in": True,
    }
    return render(request, "portal/units/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ground(request: HttpRequest, ref: str) -> HttpResponse:
    """On which ground a new list asks."""
    card, _own = standing.unit(request, ref)
    offered = queries.grounds_of(kind=card.kind, on=clock.today())
    form = forms.Ground(card, offered, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect("unit-list-new", ref, form.cleaned_data["ground"])
    return render(request, "portal/units/ground.html", {"card": card, "form": form, "signed_in": True})


@require_safe
def grounds(request: HttpRequest) -> HttpResponse:
    """Every article on which a unit may ask, with its text in our words."""
    found = [shown.ground(one.id) for one in queries.grounds_of(kind=None, on=clock.today())]
    return render(request, "portal/units/grounds.html", {"grounds": [shown.ground(forms.VETTING), *found]})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """A new list on one ground; its rows are read at once, and the page of the list says how."""
    (card, own), found = standing.unit(request, ref), shown.ground(key)
    if found is None:
        raise Http404
    posted = request.method == "POST"
    form = forms.NewList(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        now = clock.now()
        try:
            case = services.submit(submission=form.submission(card, own, key), by=standing.viewer(request), at=now)
        except services.ListRefused as refused:
            form.take(refused.faults)
        except services.NoSuchUnit as error:
            raise Http404 from error
        else:
            online.read(number=case.number, at=now)
            return redirect("unit-list", reference(case.number))
    context = {"card": card, "form": form, "ground": found, "again": bool(form.errors), "signed_in": True}
    return render(request, "portal/units/new.html", context)


@require_safe
def template(request: HttpRequest, key: str) -> HttpResponse:
    """An empty list to fill in."""
    del request
    if key not in KINDS:
        raise Http404
    content_type, made = KINDS[key]
    return _as_file(made(), content_type, f"{table.TEMPLATE}.{key}")


@require_safe
def example(request: HttpRequest) -> HttpResponse:
    """A list of the demonstration's invented persons, to try with."""
    del request
    rows = "".join(f"{','.join(_example_row(one))}\r\n" for one in demonstration.persons())
    return _as_file(table.csv() + rows.encode(), KINDS["csv"][0], f"{table.TEMPLATE}-example.csv")


def _example_row(person: Mapping[str, Any]) -> tuple[str, ...]:
    """One of the invented persons as a row of the template: foreigners with what no number of theirs tells."""
    zh = names.DOCUMENTS[DocumentKind(person["document_kind"])][0]
    stated = {
        "name": person["name"],
        "document_kind": zh,
        "document_number": person["document_number"],
        "born_on": person["born_on"],
        "nationality": person["nationality"],
        "relation": "在职",
        "post": "律师",
        "proof": names.PROOFS[Proof.CONTRACT][0],
    }
    return tuple(str(stated.get(column.field, "")) for column in table.COLUMNS)


def _as_file(data: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
