"""The next list from the last one: a tick for everybody who still works there, boxes for who came."""

from typing import Any

from django import forms as widgets
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.law.units import Proof
from qingbai.pages import unit_words
from qingbai.pages.fields import Line, Number
from qingbai.pages.references import number_of, reference
from qingbai.portal.units import forms, shown, standing
from qingbai.screening import online, renewing, services
from qingbai.screening.online import Stand
from qingbai.screening.renewing import FILENAME, Joined
from qingbai.screening.table import Asked
from qingbai.screening.terms import UnitStatus

MOST_TICKED = 400
"""People with ticks on one page; whoever has more works on the file."""
TYPED = 3
"""Places to type somebody who came; more come by file."""
PLAIN = {"autocomplete": "off", "class": "width-20"}


class Renewal(forms.NewList):
    """The letter of this year, who still works there, and who came since."""

    file = forms.list_file(gettext_lazy("More who came, as a file (CSV or XLSX)"), required=False)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        for place in range(1, TYPED + 1):
            self.fields[f"name_{place}"] = Line(
                label=gettext_lazy("Name"), required=False, max_length=100, widget=widgets.TextInput(PLAIN)
            )
            self.fields[f"number_{place}"] = Number(
                label=gettext_lazy("Resident identity number"), required=False, widget=widgets.TextInput(PLAIN)
            )
            self.fields[f"post_{place}"] = Line(
                label=gettext_lazy("Post"), required=False, max_length=100, widget=widgets.TextInput(PLAIN)
            )

    @property
    def came(self) -> list[list[Any]]:
        """The boxes of each place."""
        return [[self[f"{name}_{place}"] for name in ("name", "number", "post")] for place in range(1, TYPED + 1)]

    @property
    def letter(self) -> list[Any]:
        """The questions about this year's letter."""
        return [self[name] for name in ("letter_number", "letter_on", "reason", "together")]

    @property
    def joined(self) -> list[Joined]:
        """Who was typed."""
        found = self.cleaned_data
        typed = [(found[f"name_{one}"], found[f"number_{one}"], found[f"post_{one}"]) for one in range(1, TYPED + 1)]
        return [
            Joined(name=name, document_number=number, post=post, proof=Proof.CONTRACT)
            for name, number, post in typed
            if name or number or post
        ]


def _opened(request: HttpRequest, ref: str) -> tuple[Stand, list[Asked]]:
    """An answered list with its people, for who acts for its unit today; no other can be renewed."""
    number, by, now = number_of(ref), standing.viewer(request), clock.now()
    try:
        stand = online.look(number=number, by=by, at=now)
        people = list(online.people(number=number, by=by, at=now))
    except services.NoSuchList as error:
        raise Http404 from error
    if not stand.released:
        raise Http404
    return stand, people


@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, ref: str) -> HttpResponse:
    """A new list from an answered one; its rows are read at once, and the page of the list says how."""
    stand, people = _opened(request, ref)
    card, _own = standing.unit(request, reference(stand.unit))
    if card.status is not UnitStatus.ACTIVE:
        raise Http404
    posted = request.method == "POST"
    form = Renewal(request.POST if posted else None, request.FILES if posted else None)
    kept = _ticked(request, len(people)) if posted else frozenset(range(len(people)))
    if posted and len(people) <= MOST_TICKED and form.is_valid():
        number = _handed_in(request, stand, form, kept)
        if number:
            return redirect("unit-list", reference(number))
    context = {
        "stand": stand,
        "form": form,
        "ground": shown.ground(forms.VETTING if stand.vetting else stand.bar),
        "people": _rows(people, kept) if len(people) <= MOST_TICKED else [],
        "too_many": len(people) > MOST_TICKED,
        "again": bool(form.errors),
        "signed_in": True,
    }
    return render(request, "portal/units/renew.html", context)


def _ticked(request: HttpRequest, many: int) -> frozenset[int]:
    said = request.POST.getlist("kept")
    places = {int(one) for one in said if one.isascii() and one.isdecimal() and len(one) <= 6}
    return frozenset(place for place in places if place < many)


def _rows(people: list[Asked], kept: frozenset[int]) -> list[dict[str, Any]]:
    return [
        {
            "place": place,
            "name": one.name,
            "post": one.post,
            "end": one.document_number[-4:],
            "tie": unit_words.tie(one.relation),
            "kept": place in kept,
        }
        for place, one in enumerate(people)
    ]


def _handed_in(request: HttpRequest, stand: Stand, form: Renewal, kept: frozenset[int]) -> str:
    """The number of the new list; empty where it was refused, and the form says why."""
    card, own = standing.unit(request, reference(stand.unit))
    by, now = standing.viewer(request), clock.now()
    name, data = form.sent()
    key = forms.VETTING if stand.vetting else stand.bar
    try:
        rows = renewing.renewed(
            number=stand.number, kept=kept, joined=form.joined, filename=name, data=data, by=by, at=now
        )
        submission = form.submission(card, own, key, sent=(FILENAME, rows))
        case = services.submit(submission=submission, by=by, at=now)
    except services.ListRefused as refused:
        form.take(refused.faults)
        return ""
    online.read(number=case.number, at=now)
    return case.number
