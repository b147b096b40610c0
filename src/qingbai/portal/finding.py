"""The office finder (查找受理单位): who asks, and from where; the answer is the law's, with its articles."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OfficeCard
from qingbai.agencies.spoken import Spoken
from qingbai.agencies.where import Where, where_to_ask
from qingbai.law.jurisdiction import Asker
from qingbai.law.terms import AskerClass
from qingbai.pages import words
from qingbai.pages.fields import WholeNumber
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours
from qingbai.portal import opening
from qingbai.portal.asking import kind_for, offered


class Listed(forms.ChoiceField):
    """One of a list that is closed until it is asked for."""

    widget = forms.Select


class WhoAndWhere(QuestionForm):
    """Who asks, and what ties that person to places."""

    who = Listed(label=gettext_lazy("Who asks"), required=False)
    residence = Listed(label=gettext_lazy("Where the person lives"), required=False)
    household = Listed(label=gettext_lazy("Where the household is registered (Chinese citizens)"), required=False)
    stay_days = WholeNumber(
        label=gettext_lazy("Days stayed in China, all stays together (foreigners)"),
        required=False,
        min_value=0,
        max_value=40000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "width-4", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Days of stay must be a whole number, for example 400")},
    )
    former_household = Listed(label=gettext_lazy("Where the household was before it moved away"), required=False)
    school = Listed(label=gettext_lazy("Where the person studies"), required=False)
    agent = forms.BooleanField(label=gettext_lazy("Somebody else goes for that person"), required=False)

    PLACES = ("residence", "household", "former_household", "school")
    USUAL = ("who", "residence", "household", "stay_days")
    FURTHER = ("former_household", "school", "agent")

    def __init__(self, data: Any, every: Iterable[OfficeCard]) -> None:
        super().__init__(data)
        districts = {office.division: in_ours(office.district) for office in every}
        self._choose("who", [("", _("Everybody")), *((one.value, words.asker(one)) for one in AskerClass)])
        for name in self.PLACES:
            self._choose(name, [("", _("Not said")), *sorted(districts.items())])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, Listed)
        field.choices = choices

    @property
    def usual(self) -> list[forms.BoundField]:
        """What decides in almost every case."""
        return [self[name] for name in self.USUAL]

    @property
    def further(self) -> list[forms.BoundField]:
        """What decides for a few."""
        return [self[name] for name in self.FURTHER]

    @property
    def opened(self) -> bool:
        """Whether something stands in what decides for a few."""
        return self.is_bound and any(self.data.get(name) for name in self.FURTHER)

    def where(self) -> Where | None:
        """The law's answer; None where nobody said who asks or from where."""
        found = self.cleaned_data
        if not found["who"] or not (any(found[name] for name in self.PLACES) or found["stay_days"] is not None):
            return None
        asker = Asker(
            asker=AskerClass(found["who"]),
            stay_days=found["stay_days"],
            through_agent=found["agent"],
            household=found["household"] or None,
            residence=found["residence"] or None,
            former_household=found["former_household"] or None,
            school=found["school"] or None,
        )
        return where_to_ask(asker, on=clock.today(), among=[office.code for office in offered()])

    def listed(self, every: Iterable[OfficeCard]) -> list[OfficeCard]:
        """All offices of a kind, or of a district, where nothing more was said."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        who, district = given.get("who"), given.get("residence") or given.get("household")
        return [
            office
            for office in every
            if (not district or office.division == district)
            and (not who or office.kind is kind_for(AskerClass(who), agencies.region(office.division)))
        ]


def shown(office: OfficeCard, now: datetime, because: Iterable[Spoken] = ()) -> dict[str, Any]:
    """One office as the page shows it: open or not, when it opens, why it is competent."""
    return {
        "name": in_ours(office.name),
        "open": opening.is_open(office, now),
        "state": opening.in_words(office, now),
        "facts": _facts(office),
        "code": office.code,
        "books": bool(office.appointments),
        "because": list(because),
    }


def _facts(office: OfficeCard) -> list[tuple[str, str]]:
    region = agencies.region(office.division)
    for_whom = _(", ").join(words.asker(asker) for asker in AskerClass if kind_for(asker, region) is office.kind)
    found = [
        (_("For"), for_whom),
        (_("Address"), in_ours(office.address)),
        (_("Telephone"), office.phone),
        (_("Hours"), in_ours(office.hours.text)),
    ]
    return [(name, value) for name, value in found if value]
