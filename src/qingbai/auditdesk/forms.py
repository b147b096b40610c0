"""Forms of the audit desk: which inspection, what is looked for in the ledger, which answer is to be explained, which months."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy

from qingbai import clock
from qingbai.audit.events import EventKind
from qingbai.audit.search import Sought
from qingbai.auditdesk import pairwords, words
from qingbai.oversight.periods import Period
from qingbai.pages.fields import Day, Line, Lines, tidy
from qingbai.pages.forms import QuestionForm

PLAIN = {"autocomplete": "off", "class": "width-20"}


class Inspection(QuestionForm):
    """What the auditor looks for: the number or subject of an inspection."""

    case = Line(
        label=gettext_lazy("Number or subject of your inspection"),
        help_text=gettext_lazy(
            "It stands on the ledger beside everything you look at. No name and no number of a person."
        ),
        max_length=100,
        widget=forms.TextInput(PLAIN),
        error_messages={"required": gettext_lazy("Name the inspection that you look for")},
    )


class Search(QuestionForm):
    """What is looked for in the ledger; everything may stay empty."""

    book = forms.ChoiceField(label=gettext_lazy("Which ledger"), required=False)
    basis = Line(
        label=gettext_lazy("Number of an application, a case or a list"),
        required=False,
        max_length=80,
        widget=forms.TextInput(PLAIN),
    )
    actor = Line(
        label=gettext_lazy("Who acted: service number or reference"),
        required=False,
        max_length=80,
        widget=forms.TextInput(PLAIN),
    )
    office = Line(
        label=gettext_lazy("Office, by its key"), required=False, max_length=40, widget=forms.TextInput(PLAIN)
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of entry"), required=False)
    since = Day(label=gettext_lazy("From this day"), required=False)
    until = Day(label=gettext_lazy("To this day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        book, kind = self.fields["book"], self.fields["kind"]
        assert isinstance(book, forms.ChoiceField)
        assert isinstance(kind, forms.ChoiceField)
        book.choices = [(key, str(name)) for key, name in words.BOOKS.items()]
        english = (get_language() or "").startswith("en")
        kinds = (
            sorted((words.event(one), one.value) for one in EventKind)
            if english
            else [(words.event(one), one.value) for one in EventKind]
        )
        kind.choices = [("", gettext_lazy("Every kind")), *((value, label) for label, value in kinds)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", ValidationError(gettext_lazy("The last day must not be before the first")))
        return given

    @property
    def chosen_book(self) -> str:
        """The ledger that was chosen; the register's where none was."""
        return self.cleaned_data.get("book") or "register"

    @property
    def sought(self) -> Sought:
        """What was asked for."""
        given = self.cleaned_data
        since, until = given.get("since"), given.get("until")
        return Sought(
            actor=given.get("actor", ""),
            office=given.get("office", ""),
            kinds=(EventKind(given["kind"]),) if given.get("kind") else (),
            basis=given.get("basis", ""),
            since=datetime.combine(since, time(), tzinfo=clock.CHINA) if since else None,
            until=datetime.combine(until, time.max, tzinfo=clock.CHINA) if until else None,
        )


class Explain(QuestionForm):
    """Which answer is to be explained."""

    number = Line(
        label=gettext_lazy("Number of the paper, the application, the list, the request or the review"),
        max_length=80,
        widget=forms.TextInput(PLAIN),
        error_messages={"required": gettext_lazy("Enter the number")},
    )


class Month(forms.Field):
    """A month as 2026-03; digits in any width."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Period | None:
        text = tidy(str(value or ""))
        if not text:
            return None
        try:
            found = Period.parse(text)
        except ValueError:
            found = Period(0)
        if not found.month:
            raise ValidationError(gettext_lazy("Write the month as 2026-03"), "month")
        return found


class Span(QuestionForm):
    """From which month to which figures are shown."""

    first = Month(
        label=gettext_lazy("From the month"),
        help_text=gettext_lazy("For example 2026-01"),
        widget=forms.TextInput({**PLAIN, "class": "width-10", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Enter the first month")},
    )
    last = Month(
        label=gettext_lazy("To the month"),
        help_text=gettext_lazy("For example 2026-12"),
        widget=forms.TextInput({**PLAIN, "class": "width-10", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Enter the last month")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", ValidationError(gettext_lazy("The last month must not be before the first")))
        if first and last and last.year - first.year > 20:
            self.add_error("last", ValidationError(gettext_lazy("Choose at most twenty years")))
        return given


class Seconded(QuestionForm):
    """Which acts of two are shown; everything may stay as it is."""

    since = Day(label=gettext_lazy("From this day"), required=False)
    until = Day(label=gettext_lazy("To this day"), required=False)
    room = forms.ChoiceField(label=gettext_lazy("Kind of case"), required=False)
    office = Line(
        label=gettext_lazy("Office, by its key"), required=False, max_length=40, widget=forms.TextInput(PLAIN)
    )
    only = forms.BooleanField(label=gettext_lazy("Only what stands out"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        room = self.fields["room"]
        assert isinstance(room, forms.ChoiceField)
        room.choices = [("", gettext_lazy("All kinds")), *((one.value, name) for one, name in pairwords.ROOMS.items())]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", ValidationError(gettext_lazy("The last day must not be before the first")))
        return given


class LookedAgain(QuestionForm):
    """What is said of one of the daily sample: why it is not in order, or anything."""

    words = forms.CharField(
        label=gettext_lazy("What is not in order"),
        help_text=gettext_lazy("Needed only where something is not in order. No name and no number of a person."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class Said(QuestionForm):
    """What is asked, explained or concluded about a finding."""

    words = Lines(
        label=gettext_lazy("What you say of it"),
        help_text=gettext_lazy("It stands with the finding for good. No name and no number of a person."),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Say in a sentence why")},
    )
