"""What is written down of a request to look at sealed records, of each act on it, and of a proposal to lift a seal."""

import re
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.law.dates import DateRange
from qingbai.law.opening import SealedKind, Seeker, UnsealingGround
from qingbai.law.terms import DocumentKind, Penalty, PenaltyKind, SubjectKind
from qingbai.matching import identity
from qingbai.pages.fields import Choice, Day, Line, Number, OneOf, WholeNumber
from qingbai.pages.forms import QuestionForm
from qingbai.registers.records import Described, NamedAs, Numbered
from qingbai.registers.terms import NameKind
from qingbai.sealing.openings import Asked
from qingbai.sealing.unsealing import Stated

PLAIN = {"autocomplete": "off"}
SHORT = {**PLAIN, "class": "width-20"}
NARROW = {**PLAIN, "class": "width-4", "inputmode": "numeric"}


def seekers() -> dict[Seeker, str]:
    """Who asks, in the reader's language."""
    return {
        Seeker.JUDICIAL_ORGAN: _("Judicial organ, for a case"),
        Seeker.STATE_ORGAN: _("Other state organ, for a case"),
        Seeker.UNIT: _("Unit, under state provisions"),
        Seeker.DEFENDER: _("Defence lawyer"),
        Seeker.ANYBODY: _("Anybody else"),
    }


def kinds() -> dict[SealedKind, str]:
    """What is asked for."""
    return {
        SealedKind.CRIMINAL: _("Criminal record of a minor"),
        SealedKind.PENALTY: _("Public-order penalty"),
    }


def grounds() -> dict[UnsealingGround, str]:
    """What may end a seal."""
    return {
        UnsealingGround.NEW_CRIME: _("A new crime while still a minor"),
        UnsealingGround.UNDISCOVERED_CRIME: _("A crime as a minor, discovered later"),
        UnsealingGround.RETRIAL: _("Another sentence on retrial"),
    }


def _long(label: Any, *, required: bool = False, hint: Any = "") -> Line:
    missing = {"required": format_lazy(gettext_lazy("Fill in: {field}"), field=label)}
    widget = forms.TextInput(attrs=PLAIN)
    return Line(label=label, required=required, max_length=500, help_text=hint, widget=widget, error_messages=missing)


class AskedForm(QuestionForm):
    """The written request. What it lacks does not keep it out: the refusal says it."""

    seeker = OneOf(label=gettext_lazy("Who asks"), error_messages={"required": gettext_lazy("Choose who asks")})
    sealed = OneOf(
        label=gettext_lazy("What for"), error_messages={"required": gettext_lazy("Choose what is asked for")}
    )
    organ = _long(gettext_lazy("Name of the organ or unit"), required=True)
    name = Line(
        label=gettext_lazy("Name of the person asked about"),
        max_length=100,
        widget=forms.TextInput(attrs=SHORT),
        error_messages={"required": gettext_lazy("Enter the name of the person asked about")},
    )
    number = Number(
        label=gettext_lazy("Resident number of that person"),
        max_length=18,
        widget=forms.TextInput(attrs=SHORT),
        error_messages={"required": gettext_lazy("Enter the resident number: a name alone finds namesakes")},
    )
    letter = _long(gettext_lazy("Number of the official letter"), hint=gettext_lazy("Leave empty what is missing"))
    bearer = _long(gettext_lazy("Who brings it"))
    bearer_id = _long(gettext_lazy("Number of that person's work card or identity card"))
    case = _long(gettext_lazy("Case that it is for"))
    reason = _long(gettext_lazy("Reason"))
    legal_basis = _long(gettext_lazy("Legal basis"))
    scope = _long(gettext_lazy("What they want to know"))
    copies_because = _long(gettext_lazy("Why copies are needed, where they are"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seeker"].choices = [(key, Choice(name)) for key, name in seekers().items()]  # type: ignore[attr-defined]
        self.fields["sealed"].choices = [(key, Choice(name)) for key, name in kinds().items()]  # type: ignore[attr-defined]
        self.fields["sealed"].initial = SealedKind.CRIMINAL

    def clean_number(self) -> str:
        """A number that can be one."""
        number = str(self.cleaned_data["number"])
        if not re.fullmatch(r"\d{17}[\dX]|\d{15}", number):
            raise forms.ValidationError(_("A resident number has 18 characters: compare it with the card"))
        return identity.lasting(DocumentKind.RESIDENT_ID, number)

    @property
    def asked(self) -> Asked:
        """The request as the room takes it in."""
        given = dict(self.cleaned_data)
        person = Described(
            kind=SubjectKind.PERSON,
            names=(NamedAs(NameKind.NAME, given.pop("name")),),
            documents=(Numbered(DocumentKind.RESIDENT_ID, "CHN", given.pop("number")),),
        )
        seeker, sealed = Seeker(given.pop("seeker")), SealedKind(given.pop("sealed"))
        return Asked(seeker=seeker, sealed=sealed, person=person, **given)


class Examined(QuestionForm):
    """What the officer who examines proposes."""

    permit = OneOf(
        label=gettext_lazy("What do you propose?"), error_messages={"required": gettext_lazy("Choose what you propose")}
    )
    state_provision = OneOf(
        label=gettext_lazy("Is the legal basis a state provision?"),
        help_text=gettext_lazy("Only for units: a law, or a rule of the State Council or with its consent."),
        required=False,
    )
    opinion = _long(gettext_lazy("Opinion"))

    def __init__(self, *args: Any, unit: bool, **kwargs: Any) -> None:
        super().__init__(*args, prefix="examine", **kwargs)
        self.fields["permit"].choices = [("yes", Choice(_("Permit"))), ("no", Choice(_("Do not permit")))]  # type: ignore[attr-defined]
        answers = [("", Choice(_("Not looked up yet"))), ("yes", Choice(_("Yes"))), ("no", Choice(_("No")))]
        self.fields["state_provision"].choices = answers  # type: ignore[attr-defined]
        if not unit:
            del self.fields["state_provision"]

    @property
    def provision(self) -> bool | None:
        """Whether the basis is a state provision; None where nobody looked it up."""
        return {"yes": True, "no": False}.get(self.cleaned_data.get("state_provision", ""))


class Permitted(QuestionForm):
    """Until when the permission runs."""

    until = Day(label=gettext_lazy("Permitted until"), help_text=gettext_lazy("90 days from today at the longest."))
    opinion = _long(gettext_lazy("Opinion"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="permit", **kwargs)


class Refused(QuestionForm):
    """Why a request is refused, beside what the law says."""

    opinion = _long(gettext_lazy("Reasons"), hint=gettext_lazy("What the law says against it is added by itself."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="refuse", **kwargs)


class Undertaken(QuestionForm):
    """Who signed the undertaking of secrecy."""

    signer = _long(gettext_lazy("Signed by"), required=True)
    signer_id = _long(gettext_lazy("Number of the signer's work card or identity card"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="undertake", **kwargs)


class Proposed(QuestionForm):
    """On what a seal is to fall."""

    court = _long(gettext_lazy("Court of the sealed case"), required=True)
    case_number = _long(gettext_lazy("Number of the sealed case"), required=True)
    name = Line(
        label=gettext_lazy("Name of the person"),
        max_length=100,
        widget=forms.TextInput(attrs=SHORT),
        error_messages={"required": gettext_lazy("Enter the name")},
    )
    ground = OneOf(label=gettext_lazy("Condition"), error_messages={"required": gettext_lazy("Choose the condition")})
    decided_by = _long(gettext_lazy("Court and number of the document that meets it"), required=True)
    years = WholeNumber(
        label=gettext_lazy("Sentence to be executed for all crimes together: years"),
        min_value=0,
        max_value=25,
        widget=forms.TextInput(attrs=NARROW),
        error_messages={"required": gettext_lazy("Enter the years, 0 where there are none")},
    )
    months = WholeNumber(
        label=gettext_lazy("and months"),
        min_value=0,
        max_value=11,
        required=False,
        widget=forms.TextInput(attrs=NARROW),
    )
    met_on = Day(label=gettext_lazy("Day on which that document took effect"))
    offence_on = Line(
        label=gettext_lazy("Day of the other crime"),
        help_text=gettext_lazy("As precise as it is known: 2024, 2024-03 or 2024-03-09. Not for a retrial."),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs=SHORT),
    )
    reason = _long(gettext_lazy("Reason"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(key, Choice(name)) for key, name in grounds().items()]  # type: ignore[attr-defined]

    def clean_case_number(self) -> str:
        """The number with the brackets that the courts print, however it was typed."""
        typed = "".join(str(self.cleaned_data["case_number"]).split())
        return typed.translate(str.maketrans("(〔[)〕]", "（（（）））"))

    def clean_offence_on(self) -> str:
        """A date as far as it is known."""
        text = str(self.cleaned_data["offence_on"])
        try:
            if text:
                DateRange.parse(text)
        except ValueError:
            raise forms.ValidationError(_("Write it as 2024, 2024-03 or 2024-03-09")) from None
        return text

    @property
    def stated(self) -> Stated:
        """What the proposal rests on."""
        given = self.cleaned_data
        months = given["years"] * 12 + (given["months"] or 0)
        return Stated(
            ground=UnsealingGround(given["ground"]),
            decided_by=given["decided_by"],
            executed=Penalty(kind=PenaltyKind.FIXED_TERM, months=months),
            met_on=given["met_on"],
            reason=given["reason"],
            offence_from=given["offence_on"],
            offence_to=given["offence_on"],
        )


class Decided(QuestionForm):
    """Whether a seal falls."""

    agreed = OneOf(
        label=gettext_lazy("What do you decide?"), error_messages={"required": gettext_lazy("Choose what you decide")}
    )
    opinion = _long(gettext_lazy("Opinion"), hint=gettext_lazy("Needed where you do not agree."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].choices = [("yes", Choice(_("The seal falls"))), ("no", Choice(_("It stays sealed")))]  # type: ignore[attr-defined]
