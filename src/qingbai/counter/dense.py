"""Forms of the desk (窗口录入): dense pages for somebody who knows them by heart, every fault of the service at its field at once."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, TypeVar

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.agencies.acts import TakenMeanwhile
from qingbai.incoming import Fault, Refused
from qingbai.law.terms import DocumentKind, Sex
from qingbai.pages import words
from qingbai.pages.fields import Day, Line, Number, OneOf
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours

T = TypeVar("T")

PLAIN = {"autocomplete": "off", "class": "width-20"}


def needed(message: Promise) -> dict[str, Any]:
    """The message for an empty field."""
    return {"required": message}


class Listed(forms.ChoiceField):
    """One of a list that the clerk knows by heart: closed until it is asked for."""

    widget = forms.Select


class DeskForm(QuestionForm):
    """A form that takes the faults of a service to its own fields, which stand on the page under ``PARTS``, each a heading and names."""

    PARTS: ClassVar[tuple[tuple[Promise, str], ...]] = ()
    ASIDE: ClassVar[Mapping[str, str]] = {}
    """Where a fault stands whose field is called otherwise here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for _title, names in self.PARTS for name in names.split()])

    @property
    def parts(self) -> Iterable[tuple[str, list[BoundField]]]:
        """The fields under their headings."""
        for title, names in self.PARTS:
            yield str(title), [self[name] for name in names.split()]

    def choose(self, **choices: list[tuple[str, str]]) -> None:
        """The choices of fields, in the reader's language; a closed list begins with nothing chosen."""
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField | forms.MultipleChoiceField)
            field.choices = (
                [("", _("Choose") if field.required else ""), *found] if isinstance(field, Listed) else found
            )

    def take(self, faults: Iterable[Fault]) -> None:
        """Put the service's faults beside the fields they speak about; on a page without the field the fault names it."""
        for fault in faults:
            field = self.ASIDE.get(fault.field, fault.field)
            told = in_ours(fault)
            if field in self.fields:
                self.add_error(field, told)
            else:
                told = _("%(name)s: %(fault)s") % {"name": fault.field, "fault": told}
                self.add_error("file" if "file" in self.fields else None, told)

    def done(self, do: Callable[[], T], *, meanwhile: Promise) -> T | None:
        """Do the act of this form: what it gave. None where it was refused, with the faults at their fields, or ``meanwhile`` where somebody was quicker."""
        if not self.is_valid():
            return None
        try:
            return do()
        except Refused as refused:
            self.take(refused.faults)
        except TakenMeanwhile:
            self.add_error(None, str(meanwhile))
        return None


class Stating(DeskForm):
    """A form that says what a service takes down."""

    def stated(self) -> Any:
        """What was filled in, as the service takes it."""
        raise NotImplementedError


class WhyForm(DeskForm):
    """Why an act is done that needs a reason."""

    reason = Line(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=needed(gettext_lazy("Write why")),
    )


class PersonForm(DeskForm):
    """The person asked about, as the document has it."""

    name = Line(
        label=gettext_lazy("Name, as the document has it"),
        max_length=100,
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the name")),
    )
    latin_name = Line(
        label=gettext_lazy("Name in Latin letters, if the document has one"),
        required=False,
        max_length=100,
        widget=forms.TextInput(PLAIN),
    )
    sex = OneOf(label=gettext_lazy("Sex"), error_messages=needed(gettext_lazy("Choose the sex")))
    born_on = Day(label=gettext_lazy("Date of birth"), error_messages=needed(gettext_lazy("Enter the date of birth")))
    nationality = Number(
        label=gettext_lazy("Nationality: three letters, as in CHN or FRA"),
        initial="CHN",
        widget=forms.TextInput({**PLAIN, "class": "width-4"}),
        error_messages=needed(gettext_lazy("Enter the nationality in three letters")),
    )
    document_kind = Listed(
        label=gettext_lazy("Identity document"),
        error_messages=needed(gettext_lazy("Choose the identity document")),
    )
    document_number = Number(
        label=gettext_lazy("Document number"),
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the document number")),
    )

    PERSON = "name latin_name sex born_on nationality document_kind document_number"

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.choose(
            sex=[(one.value, words.sex(one)) for one in Sex],
            document_kind=[(one.value, words.document(one)) for one in DocumentKind],
        )
