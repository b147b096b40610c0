"""What a registrar types: one value of one field with a reason, and reasons for the acts that need one. Lenient in how it is written."""

import re
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.desk import words
from qingbai.inbox.fields import Field, Kind
from qingbai.inbox.services import LONGEST_REASON
from qingbai.law.terms import DocumentKind, PenaltyKind
from qingbai.matching.countries import KNOWN
from qingbai.matching.persons import Document, Person
from qingbai.notices.notice import LONGEST_TEXT
from qingbai.oversight.emergency import Ground
from qingbai.pages.fields import Day, Line, Number, OneOf, tidy
from qingbai.pages.forms import QuestionForm

TIMED = {PenaltyKind.FIXED_TERM, PenaltyKind.DETENTION, PenaltyKind.CONTROL}
RESIDENT = re.compile(r"\d{15}|\d{17}[\dX]", re.ASCII)
SHORT = {"autocomplete": "off", "class": "width-20"}


class Reasoned(QuestionForm):
    """A reason."""

    why = Line(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Write why, so that whoever looks later understands"),
            "max_length": gettext_lazy("The reason must fit in 500 characters: shorten it"),
        },
    )


class Correction(Reasoned):
    """Another value of one field. The values go out as ``inbox.fields`` writes them."""

    field_order = ("kind", "value", "years", "months", "days", "why")

    def __init__(self, one: Field, data: Any = None, *, why: str = "") -> None:
        super().__init__(data, prefix="edit", initial={"why": why})
        self.one = one
        if one.kind is Kind.MAIN:
            self._penalty()
        elif one.kind in (Kind.CHOICE, Kind.YES_NO):
            codes = one.choices or ("yes", "no")
            named = [(code, words.written(one, code)) for code in codes]
            self.fields["value"] = forms.ChoiceField(
                label=words.field(one), choices=[("", "–"), *named], required=False, initial=one.value
            )
        else:
            self.fields["value"] = Line(
                label=words.field(one),
                required=False,
                initial=one.value,
                help_text=str(HINTS.get(one.kind, "")),
                widget=forms.TextInput(attrs=SHORT),
            )
        self.order_fields(self.field_order)
        if data is None:
            next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    def _penalty(self) -> None:
        code, months, days = (self.one.value or "none 0 0").split(" ")
        years, rest = divmod(int(months), 12)
        kinds = [(str(kind), words.penalty(kind)) for kind in PenaltyKind]
        self.fields["kind"] = forms.ChoiceField(label=words.field(self.one), choices=kinds, initial=code)
        for name, label, value in (
            ("years", _("Years"), years),
            ("months", _("Months"), rest),
            ("days", _("Days"), int(days)),
        ):
            self.fields[name] = forms.IntegerField(
                label=label,
                required=False,
                min_value=0,
                max_value=99,
                initial=value or None,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "width-4"}),
            )

    @property
    def value(self) -> str:
        """The value as the inbox takes it."""
        if self.one.kind is not Kind.MAIN:
            return as_typed(self.one.kind, self.cleaned_data["value"])
        kind = PenaltyKind(self.cleaned_data["kind"])
        if kind is PenaltyKind.NONE:
            return ""
        years, months, days = (self.cleaned_data[name] or 0 for name in ("years", "months", "days"))
        return f"{kind} {years * 12 + months} {days}" if kind in TIMED else f"{kind} 0 0"


HINTS: dict[Kind, Promise] = {
    Kind.DAY: gettext_lazy("For example 2024-3-9 or 2024年3月9日"),
    Kind.PARTIAL: gettext_lazy("As precise as it is known: 2024, 2024-3 or 2024-3-9"),
    Kind.COUNT: gettext_lazy("Months, or for example 3年6个月"),
    Kind.RIGHTS: gettext_lazy("Months, or for example 1年, or 终身"),
    Kind.LIST: gettext_lazy("Several with 、 between them"),
}


def as_typed(kind: Kind, text: str) -> str:
    """What somebody typed, as the field writes it; what is none of its forms goes on as it is, to be refused with a reason."""
    plain = tidy(text)
    if kind in (Kind.DAY, Kind.PARTIAL):
        return _day(plain)
    if kind in (Kind.COUNT, Kind.RIGHTS):
        return "life" if kind is Kind.RIGHTS and plain in ("终身", "life", "for life") else _months(plain)
    if kind is Kind.MONEY:
        return re.sub(r"[,，\s元]", "", plain)
    return plain


def _day(text: str) -> str:
    if found := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
        return "-".join(found.groups())
    parts = re.fullmatch(r"(\d{4})(?:[-./年]\s?(\d{1,2})(?:[-./月]\s?(\d{1,2}))?)?[年月日.]?", text)
    return "-".join(part.zfill(2) for part in parts.groups() if part) if parts else text


def _months(text: str) -> str:
    found = re.fullmatch(r"(?:(\d+)年)?(?:(\d+)(?:个月|月))?", text)
    if found is None or not text:
        return text
    return str(int(found[1] or 0) * 12 + int(found[2] or 0))


class Arrival(QuestionForm):
    """A document that came: pasted, or as a file of plain text."""

    sender = Line(
        label=gettext_lazy("Who sent it"),
        max_length=200,
        widget=forms.TextInput(attrs=SHORT),
        error_messages={"required": gettext_lazy("Enter the organ that sent the document")},
    )
    text = forms.CharField(
        label=gettext_lazy("The whole text of the document"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        error_messages={"max_length": gettext_lazy("The text is too long for a judgment: check what was pasted")},
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file of plain text (.txt, UTF-8)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
        error_messages={"empty": gettext_lazy("The file is empty: choose another")},
    )

    def clean(self) -> dict[str, Any]:
        """One of the two, and text that can be read."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        file, text = given.get("file"), (given.get("text") or "").strip()
        if file is None and not text and "text" not in self.errors:
            self.add_error("text", _("Paste the text, or choose a file"))
        if file is not None:
            try:
                given["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("The file is no plain text in UTF-8: save it as such and choose it again"))
        return given


class Whom(QuestionForm):
    """Whom to look for in the register."""

    name = Line(
        label=gettext_lazy("Name"),
        max_length=100,
        widget=forms.TextInput(attrs=SHORT),
        error_messages={"required": gettext_lazy("Enter the name")},
    )
    number = Number(
        label=gettext_lazy("Resident number or passport number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=SHORT),
    )
    country = Number(
        label=gettext_lazy("Issued by (three letters), for a passport"),
        required=False,
        max_length=3,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "width-4"}),
    )
    born_on = Day(label=gettext_lazy("Date of birth"), required=False)

    def clean(self) -> dict[str, Any]:
        """A name with a number or with a date of birth: a name alone finds namesakes."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("number") and not given.get("born_on") and not {"number", "born_on"} & set(self.errors):
            self.add_error("number", _("Enter a number or the date of birth: a name alone finds namesakes"))
        if given.get("number") and not RESIDENT.fullmatch(given["number"]) and given.get("country") not in KNOWN:
            self.add_error("country", _("Enter the three letters of the country that issued the passport"))
        return given

    @property
    def person(self) -> Person:
        """Whom to look for."""
        number, name = self.cleaned_data["number"], self.cleaned_data["name"]
        resident = RESIDENT.fullmatch(number)
        kind = DocumentKind.RESIDENT_ID if resident else DocumentKind.PASSPORT
        country = "CHN" if resident else self.cleaned_data["country"]
        return Person.named(
            (name,),
            born_on=self.cleaned_data["born_on"],
            documents=(Document(kind, number, country),) if number else (),
        )


class AsOf(QuestionForm):
    """A day on which the register is to be read."""

    as_of = Day(label=gettext_lazy("As the register stood at the end of"), required=False)


class Search(Whom):
    """Whom to look for in the register, and for which case."""

    case = Line(
        label=gettext_lazy("For which case"),
        help_text=gettext_lazy(
            "The number of the notice, document or request that you work on; it stands in the ledger."
        ),
        max_length=80,
        widget=forms.TextInput(attrs=SHORT),
        error_messages={"required": gettext_lazy("Enter the number of the case that you look for")},
    )

    field_order = ("case", "name", "number", "country", "born_on")

    def clean(self) -> dict[str, Any]:
        """No number of a person for that of a case."""
        given = super().clean()
        if re.search(r"\d{17}[\dXx]", given.get("case") or ""):
            self.add_error("case", _("This is a person's number: enter the number of the case"))
        return given


class Emergency(Whom):
    """Whom to look for in an emergency, why, and who asked; there is no case yet."""

    ground = OneOf(
        label=gettext_lazy("What the emergency is"),
        error_messages={"required": gettext_lazy("Choose what the emergency is")},
    )
    words = Line(
        label=gettext_lazy("What is happening, in a sentence without a name"),
        max_length=500,
        error_messages={"required": gettext_lazy("Say in a sentence what is happening")},
    )
    asked_by = Line(
        label=gettext_lazy("Who asked: the office or duty desk"),
        max_length=200,
        widget=forms.TextInput(attrs=SHORT),
        error_messages={"required": gettext_lazy("Enter who asked")},
    )
    token = forms.CharField(max_length=64, widget=forms.HiddenInput)

    field_order = ("ground", "words", "asked_by", "name", "number", "country", "born_on", "token")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground = self.fields["ground"]
        assert isinstance(ground, OneOf)
        ground.choices = [
            (Ground.LIFE.value, _("Somebody's life or body is in danger now")),
            (Ground.MISSING.value, _("Somebody is missing and looked for")),
            (Ground.ESCAPE.value, _("Somebody who escaped is pursued")),
        ]
