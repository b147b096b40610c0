"""Pages for anyone: what the service is, where the offices are, what happens to data."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OfficeCard
from qingbai.law.terms import AskerClass
from qingbai.pages import words
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours
from qingbai.portal import opening
from qingbai.portal.asking import kind_for, offered


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The first page."""
    return render(request, "portal/start.html")


class Listed(forms.ChoiceField):
    """One of a list that is closed until it is asked for."""

    widget = forms.Select


class WhereAndWho(QuestionForm):
    """Which offices are looked for."""

    who = Listed(label=gettext_lazy("Who asks"), required=False)
    district = Listed(label=gettext_lazy("District"), required=False)

    def __init__(self, data: Any, found: tuple[OfficeCard, ...]) -> None:
        super().__init__(data)
        who, district = self.fields["who"], self.fields["district"]
        assert isinstance(who, Listed)
        assert isinstance(district, Listed)
        who.choices = [("", _("Everybody")), *((one.value, words.asker(one)) for one in AskerClass)]
        places = {office.division: in_ours(office.district) for office in found}
        district.choices = [("", _("All districts")), *sorted(places.items())]


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Where to go in person: the offices that are competent for somebody, open or not, with address, telephone and hours."""
    every, now = offered(), clock.now()
    form = WhereAndWho(request.GET or None, every)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = [office for office in every if _wanted(office, wanted)]
    shown = [
        {
            "name": in_ours(office.name),
            "open": opening.is_open(office, now),
            "state": opening.in_words(office, now),
            "facts": _facts(office),
            "code": office.code,
            "books": bool(office.appointments),
        }
        for office in found
    ]
    return render(request, "portal/offices.html", {"offices": shown, "form": form, "found": len(shown)})


def _wanted(office: OfficeCard, wanted: Mapping[str, str]) -> bool:
    if wanted.get("district") and office.division != wanted["district"]:
        return False
    return not wanted.get("who") or office.kind is kind_for(AskerClass(wanted["who"]), agencies.region(office.division))


def _facts(office: OfficeCard) -> list[tuple[str, str]]:
    region = agencies.region(office.division)
    for_whom = ", ".join(words.asker(asker) for asker in AskerClass if kind_for(asker, region) is office.kind)
    found = [
        (_("For"), for_whom),
        (_("Address"), in_ours(office.address)),
        (_("Telephone"), office.phone),
        (_("Hours"), in_ours(office.hours.text)),
    ]
    return [(name, value) for name, value in found if value]


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Privacy and cookies."""
    return render(request, "portal/privacy.html")
