"""The questions to who registers a unit online, and to a responsible handler who has another one taken down (网上登记填写)."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OfficeCard
from qingbai.law.bars.form import Bar
from qingbai.law.terms import DocumentKind, OfficeKind
from qingbai.law.units import EnrolmentPaper
from qingbai.law.vetting import MinorsUnit
from qingbai.pages import unit_words
from qingbai.pages.fields import Day, Line, Number, OneOf
from qingbai.pages.files import Files
from qingbai.pages.language import english, in_ours
from qingbai.portal.realname import Identity
from qingbai.portal.units.forms import Asked
from qingbai.screening import online
from qingbai.screening.refusals import VETTING_BAR
from qingbai.screening.registering import HandlerStated, UnitStated
from qingbai.screening.terms import UnitKind

PLAIN = {"autocomplete": "off", "class": "width-20"}


def stations(division: str = "") -> tuple[OfficeCard, ...]:
    """The police stations where units are served online, of a district or of all."""
    found = [
        one for one in agencies.offices(kind=OfficeKind.POLICE_STATION) if not division or one.division == division
    ]
    opened = {one: not online.refused_here(one) for one in {office.division for office in found}}
    return tuple(one for one in found if opened[one.division])


class District(Asked):
    """In which district the unit has its domicile."""

    one_question = True
    district = forms.ChoiceField(
        label=gettext_lazy("In which district is the unit's domicile?"),
        help_text=gettext_lazy(
            "As the licence says. A unit is registered at the police station there. A district that is not listed has not opened this to units: go to the station."
        ),
        widget=forms.Select,
        error_messages={"required": gettext_lazy("Choose the district")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field, found = self.fields["district"], {one.division: in_ours(one.district) for one in stations()}
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose")), *sorted(found.items())]


class WithPapers(Asked):
    """A form with a place for files of each paper that must come."""

    def __init__(self, papers: tuple[EnrolmentPaper, ...], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files if files is not None else (None if data is None else MultiValueDict()))
        self.papers = papers
        for paper in papers:
            name = unit_words.paper(paper)
            wanted = {"required": _("Choose the photo, scan or PDF: %(paper)s") % {"paper": name}}
            self.fields[paper.value] = Files(label=name, error_messages=wanted)

    @property
    def files_of(self) -> dict[EnrolmentPaper, list[bytes]]:
        """The files by paper."""
        return {paper: self.cleaned_data[paper.value] for paper in self.papers}


def _phone(label: Any) -> Number:
    return Number(
        label=label,
        widget=forms.TextInput({**PLAIN, "inputmode": "tel"}),
        error_messages={"required": gettext_lazy("Enter the mobile number")},
    )


class Register(WithPapers):
    """What a unit states of itself, and its papers."""

    office = forms.ChoiceField(
        label=gettext_lazy("Police station of the domicile"),
        widget=forms.Select,
        error_messages={"required": gettext_lazy("Choose the police station")},
    )
    code = Number(
        label=gettext_lazy("Unified social credit code"),
        help_text=gettext_lazy("18 characters, as the licence has them"),
        widget=forms.TextInput(PLAIN),
        error_messages={"required": gettext_lazy("Enter the unified social credit code")},
    )
    name = Line(
        label=gettext_lazy("Name of the unit"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "organization"}),
        error_messages={"required": gettext_lazy("Enter the name of the unit")},
    )
    kind = OneOf(
        label=gettext_lazy("What the unit is"),
        error_messages={"required": gettext_lazy("Choose what the unit is")},
    )
    minors_kind = forms.ChoiceField(
        label=gettext_lazy("If in close contact with minors: which kind"), required=False, widget=forms.Select
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("For which post or licence will you ask?"),
        help_text=gettext_lazy(
            "A unit may ask only where a law or an administrative regulation bars people with certain records. You can ask on others of these articles later."
        ),
        widget=forms.Select,
        error_messages={"required": gettext_lazy("Choose the post or licence")},
    )
    in_charge = Line(
        label=gettext_lazy("Person in charge of the unit"),
        help_text=gettext_lazy("As the licence names the legal representative or head"),
        max_length=100,
        widget=forms.TextInput(PLAIN),
        error_messages={"required": gettext_lazy("Enter who is in charge of the unit")},
    )
    proof = Line(
        label=gettext_lazy("Licence or certificate of registration: kind and number"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter kind and number of the licence")},
    )
    licence_until = Day(label=gettext_lazy("Last day of the licence, if it has one"), required=False)
    to_on = Day(label=gettext_lazy("Your authority ends on, if the letter says so"), required=False)
    phone = _phone(gettext_lazy("Your mobile number, to be told that there is an answer"))

    def __init__(self, division: str, bars: tuple[Bar, ...], data: Any = None, files: Any = None) -> None:
        super().__init__((EnrolmentPaper.LICENCE, EnrolmentPaper.AUTHORITY), data, files)
        self.division = division
        posts = [(one.id, one.post_en if english() else one.post_zh) for one in bars if one.id != VETTING_BAR]
        minors = (VETTING_BAR, _("Work with minors: yes or no, at hiring and each year"))
        self._choose("office", [("", _("Choose")), *((one.code, in_ours(one.name)) for one in stations(division))])
        self._choose("kind", [(one.value, unit_words.kind(one)) for one in UnitKind])
        kinds = [(one.value, unit_words.minors_kind(one)) for one in MinorsUnit if one is not MinorsUnit.NONE]
        self._choose("minors_kind", [("", ""), *kinds])
        self._choose("ground", [("", _("Choose")), minors, *posts])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def stated(self) -> UnitStated:
        """What the unit states."""
        found = self.cleaned_data
        return UnitStated(
            code=found["code"],
            name=found["name"],
            domicile=self.division,
            kind=UnitKind(found["kind"]),
            minors_kind=MinorsUnit(found["minors_kind"]) if found["minors_kind"] else None,
            proof=found["proof"],
            ground=found["ground"],
            in_charge=found["in_charge"],
            licence_until=found["licence_until"],
        )

    def handler(self, someone: Identity) -> HandlerStated:
        """Who asks, as the responsible handler: name and number are those that the sign-in proved."""
        return HandlerStated(
            name=someone.name,
            document_kind=someone.document_kind,
            document_number=someone.document_number,
            phone=self.cleaned_data["phone"],
            from_on=clock.today(),
            to_on=self.cleaned_data["to_on"],
            responsible=True,
        )


class NewHandler(WithPapers):
    """Whom a unit authorises besides."""

    name = Line(
        label=gettext_lazy("Handler's name"),
        max_length=100,
        widget=forms.TextInput(PLAIN),
        error_messages={"required": gettext_lazy("Enter the handler's name")},
    )
    document_number = Number(
        label=gettext_lazy("Handler's resident identity number"),
        widget=forms.TextInput(PLAIN),
        error_messages={"required": gettext_lazy("Enter the handler's resident identity number")},
    )
    phone = _phone(gettext_lazy("Handler's mobile number"))
    from_on = Day(
        label=gettext_lazy("Authorised from"),
        error_messages={"required": gettext_lazy("Enter the first day of the authority")},
    )
    to_on = Day(label=gettext_lazy("Authorised until, if the authority ends"), required=False)
    responsible = forms.BooleanField(label=gettext_lazy("May also add and end handlers"), required=False)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__((EnrolmentPaper.AUTHORITY,), data, files)

    def stated(self) -> HandlerStated:
        """What was filled in."""
        found = self.cleaned_data
        return HandlerStated(
            name=found["name"],
            document_kind=DocumentKind.RESIDENT_ID,
            document_number=found["document_number"],
            phone=found["phone"],
            from_on=found["from_on"],
            to_on=found["to_on"],
            responsible=found["responsible"],
        )
