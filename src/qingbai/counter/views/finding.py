"""The search box of every counter page, and the page on which a person is looked for: posted, so that no number stands in an address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.counter import desk
from qingbai.counter.finding import PersonSearch, case_of, person_in
from qingbai.counter.found import ROOMS, lines
from qingbai.inquiries import finding
from qingbai.inquiries.finding import Why
from qingbai.pages.references import reference


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Straight to the case of a number; the page that asks what for where a person was typed; not found where it is neither."""
    officer, text = desk.sitting(request), request.POST.get("q", "")
    if not text.strip():
        return _page(request, PersonSearch())
    found = case_of(text, officer.actor)
    if found is not None:
        page, number = found
        return redirect(page, reference(number))
    person = person_in(text)
    if person is None:
        finding.missed(by=officer.actor, at=clock.now())
        return _page(request, PersonSearch(), missed=True)
    return _page(request, PersonSearch(initial={**person, "why": Why.AT_THE_WINDOW.value}), typed=True)


@require_http_methods(["POST"])
def person(request: HttpRequest) -> HttpResponse:
    """The cases of somebody, for a purpose that a live one gives."""
    officer, form = desk.sitting(request), PersonSearch(request.POST)
    if not form.is_valid():
        return _page(request, form)
    why = Why(form.cleaned_data["why"])
    try:
        found = finding.find(
            sought=form.sought, why=why, case=form.case_number, by=officer.actor, at=clock.now(), rooms=ROOMS
        )
    except finding.NotBound:
        told = _(
            "Your office has no open case of this number about this person: check both, and give the document number"
        )
        form.add_error("case", told)
        return _page(request, form)
    return _page(request, form, found=lines(found), searched=True)


def _page(request: HttpRequest, form: PersonSearch, **more: Any) -> HttpResponse:
    context = {"officer": desk.sitting(request), "form": form, **more}
    return render(request, "counter/find.html", context)
