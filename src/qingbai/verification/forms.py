"""What a verifier gives: the file itself, a photo, a code as printed, and what to compare with it; and a report where a paper is doubtful."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.forms import BoundField

from qingbai.agencies import queries as agencies
from qingbai.certificates import comparing, square
from qingbai.certificates.comparing import Before
from qingbai.certificates.verify import LARGEST
from qingbai.pages.fields import Line
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import InBoth, in_ours
from qingbai.uploads.examine import PICTURES
from qingbai.verification import scanned
from qingbai.verification.voices import Voice

ACCEPTED = "image/jpeg,image/png"
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


class Given(forms.FileField):
    """A PDF or a photo, judged by its first bytes and never by its name; its errors are keys of the voice's words."""

    widget = forms.FileInput

    def to_python(self, data: "File[Any] | None") -> "File[Any] | None":
        if data is None:
            return None
        start = data.read(1024)
        data.seek(0)
        fault = fault_of(start, data.size or 0)
        if fault:
            raise ValidationError(fault, fault)
        return data


def fault_of(start: bytes, size: int) -> str:
    """Why a file that begins so is not looked at, as a key of the words; empty where it is."""
    if not size:
        return "e_empty"
    if size > LARGEST:
        return "e_too_large"
    if start[4:8] == b"ftyp" and start[8:12] in _HEIC:
        return "e_heic"
    return "" if b"%PDF-" in start or is_photo(start) else "e_kind"


def is_photo(data: bytes) -> bool:
    """Whether this begins as a picture that is read here."""
    return data.startswith(tuple(PICTURES))


class Voiced(QuestionForm):
    """A form in the reader's language: ``texts`` names label and hint of its fields, and its errors are keys of the voice's words until they are shown."""

    texts: Mapping[str, tuple[str, str]] = {}

    def __init__(self, voice: Voice, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voice, self.error_word = voice, voice["error"]
        for name, (label, hint) in self.texts.items():
            self.fields[name].label = voice[label]
            self.fields[name].help_text = voice[hint] if hint else ""

    def add_error(self, field: str | None, error: Any) -> None:
        """An error, in the reader's language where it is a key of the words."""
        if not isinstance(error, ValidationError):
            error = ValidationError(error)
        for one in error.error_list:
            one.message = self.voice.words.get(str(one.message), one.message)
        super().add_error(field, error)

    def add_fault(self, field: str | None, code: str, said: InBoth) -> None:
        """What a service found wrong: in the reader's language where its words know the code, else as the service says it."""
        known = f"e_{code}"
        self.add_error(field, known if known in self.voice.words else in_ours(said))


COMPARED = {
    "compare_name": ("name", ""),
    "compare_number": ("compare_number", ""),
    "compare_born": ("born", "born_hint"),
}


def _of_the_document() -> Line:
    boxes = forms.TextInput(attrs={"autocomplete": "off", "class": "width-20"})
    return Line(required=False, max_length=comparing.LONGEST, error_messages={"max_length": "e_long"}, widget=boxes)


class Asked(Voiced):
    """What every way of asking has: what is compared with the paper."""

    compare_name = _of_the_document()
    compare_number = _of_the_document()
    compare_born = _of_the_document()

    @property
    def main(self) -> list[BoundField]:
        """The questions about the paper."""
        return [bound for bound in self if not bound.name.startswith("compare_")]

    @property
    def person(self) -> list[BoundField]:
        """The questions about the person's document."""
        return [bound for bound in self if bound.name.startswith("compare_")]

    @property
    def open(self) -> bool:
        """Whether the second group must be seen."""
        return any(bound.errors or bound.value() for bound in self.person)

    @property
    def before(self) -> Before:
        """What the verifier has before them; of a form that is valid."""
        given = self.cleaned_data
        return Before(name=given["compare_name"], number=given["compare_number"], born=given["compare_born"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        typed = {name: given.get(f"compare_{name}", "") for name in ("name", "number", "born")}
        for field, fault in comparing.faults(Before(**typed)).items():
            self.add_error(f"compare_{field.value}", _COMPARING[fault])
        return given


_COMPARING = {"number_short": "e_short", "born_unreadable": "e_born", "too_long": "e_long"}


class ByFile(Asked):
    """The electronic paper itself."""

    texts: Mapping[str, tuple[str, str]] = {"file": ("file_label", "file_hint"), **COMPARED}
    field_order = ("file",)
    file = Given(
        error_messages={"required": "e_file", "empty": "e_empty"},
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )


class OnPaper(Asked):
    """A photo of the paper, or code and number as they are printed, forgiving how they are typed."""

    texts: Mapping[str, tuple[str, str]] = {
        "photo": ("photo_label", "photo_hint"),
        "code": ("code_label", "code_hint"),
        "number": ("number_label", ""),
        **COMPARED,
    }
    field_order = ("photo", "code", "number")
    photo = Given(
        required=False,
        allow_empty_file=True,
        error_messages={"empty": "e_empty"},
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "capture": "environment"}),
    )
    code = Line(
        required=False,
        max_length=square.LARGEST,
        error_messages={"max_length": "e_mistyped"},
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false", "class": "width-20"}),
    )
    number = Line(
        required=False,
        max_length=60,
        error_messages={"max_length": "e_number"},
        widget=forms.TextInput(attrs={"class": "width-20"}),
    )

    def clean_code(self) -> str:
        """As it is printed, or all that the code to scan says."""
        typed: str = self.cleaned_data["code"]
        found = scanned.read((typed,))
        if typed and not found.code and not found.elsewhere:
            raise ValidationError("e_mistyped", "mistyped")
        return typed

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("photo") and not given.get("code") and not {"photo", "code"} & set(self.errors):
            self.add_error("code", ValidationError("e_code", "required"))
        return given


class Doubtful(Voiced):
    """A report of a doubtful paper: its number, the office it names, where it was shown."""

    texts: Mapping[str, tuple[str, str]] = {
        "number": ("doubt_number", "doubt_number_hint"),
        "office": ("doubt_office", "doubt_office_hint"),
        "where_shown": ("doubt_where", "doubt_where_hint"),
        "contact": ("doubt_contact", "doubt_contact_hint"),
    }
    number = Line(
        max_length=60,
        error_messages={"required": "e_doubt_number", "max_length": "e_number"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "width-20"}),
    )
    office = forms.ChoiceField(error_messages={"required": "e_doubt_office", "invalid_choice": "e_doubt_choice"})
    where_shown = Line(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "e_doubt_where", "max_length": "e_long"},
    )
    contact = Line(
        required=False,
        max_length=100,
        error_messages={"max_length": "e_long"},
        widget=forms.TextInput(attrs={"autocomplete": "email", "class": "width-20"}),
    )

    def __init__(self, voice: Voice, *args: Any, **kwargs: Any) -> None:
        super().__init__(voice, *args, **kwargs)
        office = self.fields["office"]
        assert isinstance(office, forms.ChoiceField)
        office.choices = [("", voice["choose"])] + [(one.code, voice.value(one.name)) for one in agencies.offices()]
