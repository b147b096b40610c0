"""Questions as people answer them (问题与回答): full-width digits, pasted spaces, dates in three boxes.

A field accepts what a person meant and hands on one clean value. Its errors name the field, the fault and the remedy.
"""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext_lazy as _

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters nobody types on purpose: control, direction marks, surrogates, private, unassigned."""


def tidy(text: str) -> str:
    """One line of text as meant: compatibility forms to plain ones, unseen characters away, inner spaces single."""
    plain = unicodedata.normalize("NFKC", text)
    seen = "".join(" " if character in "\t\r\n" else character for character in plain)
    kept = "".join(c for c in seen if unicodedata.category(c) not in UNSEEN)
    return " ".join(
        unicodedata.normalize("NFKC", kept).split()
    )  # marks that an unseen one stood between find their order


def tidy_number(text: str) -> str:
    """A number as printed on a document: no spaces, plain digits, capital letters."""
    return "".join(tidy(text).split()).replace("-", "").upper()


LONGEST_LINE, LONGEST_NUMBER = 500, 60
"""Characters that a box takes where it says nothing else."""
SPARE = 1000
"""Characters that a box may hold beside what it takes: spaces and unseen ones that were pasted. More is refused unread."""


class Line(forms.CharField):
    """One line of words."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "max_length": _("It must fit in %(limit_value)d characters: shorten it"),
    }
    longest = LONGEST_LINE

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(max_length=max_length or self.longest, **kwargs)

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        assert self.max_length is not None
        if len(typed) > 2 * self.max_length + SPARE:
            told = {"limit_value": self.max_length, "show_value": len(typed)}
            raise ValidationError(self.error_messages["max_length"], "max_length", told)
        return self.as_meant(typed)

    def as_meant(self, typed: str) -> str:
        """What was typed, as it was meant."""
        return tidy(typed)


class Lines(Line):
    """Several lines of words, each tidied; empty ones are left out."""

    widget = forms.Textarea
    longest = 5000

    def as_meant(self, typed: str) -> str:
        return "\n".join(line for line in map(tidy, typed.splitlines()) if line)


class Number(Line):
    """A number that may hold letters: identity documents, codes, telephones."""

    longest = LONGEST_NUMBER

    def as_meant(self, typed: str) -> str:
        return tidy_number(typed)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without a bound in the browser, which would cut off the end of a number that was pasted with spaces."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class WholeNumber(forms.IntegerField):
    """A count; digits in any width."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        return super().to_python(tidy_number(str(value)) if value is not None else None)


class Choice(str):
    """One answer to choose, with a line under it that helps to choose."""

    __slots__ = ("hint",)
    hint: str

    def __new__(cls, label: str, hint: str = "") -> "Choice":
        made = super().__new__(cls, label)
        made.hint = hint
        return made


class Radios(forms.RadioSelect):
    """Large targets, one under the other."""

    template_name = "pages/choices.html"


class Ticks(forms.CheckboxSelectMultiple):
    """Several answers, one under the other."""

    template_name = "pages/choices.html"


class OneOf(forms.ChoiceField):
    """One answer among several. The choices are given when the form is made, in the reader's language."""

    widget = Radios


class ThreeBoxes(forms.MultiWidget):
    """Year, month and day, each in a box of its own with its own label."""

    template_name = "pages/date.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput(attrs), forms.TextInput(attrs), forms.TextInput(attrs)])

    def decompress(self, value: date | None) -> list[str | None]:
        if not isinstance(value, date):
            return [None, None, None]
        return [str(value.year), str(value.month), str(value.day)]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Any]:
        boxes: list[Any] = super().value_from_datadict(data, files, name)
        return boxes

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        boxes = context["widget"]["subwidgets"]
        for box, label, kind, longest in zip(
            boxes, (_("Year"), _("Month"), _("Day")), ("year", "month", "day"), (4, 2, 2), strict=True
        ):
            box["label"], box["kind"] = label, kind
            box["attrs"] = {**box["attrs"], "inputmode": "numeric", "autocomplete": "off", "maxlength": longest + 2}
        return context


class Day(forms.Field):
    """A calendar day typed in three boxes."""

    widget = ThreeBoxes
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Enter the date: year, month and day"),
        "incomplete": _("The date must have a %(missing)s"),
        "not_a_number": _("Year, month and day must be digits, for example 2024 3 9"),
        "impossible": _("There is no such day in the calendar: check year, month and day"),
        "short_year": _("Write the year with four digits, for example 1994"),
    }

    def to_python(self, value: Any) -> date | None:
        boxes = [tidy_number(str(box or "")) for box in (value or ["", "", ""])]
        if not any(boxes):
            return None
        names = (_("year"), _("month"), _("day"))
        missing = [str(name) for box, name in zip(boxes, names, strict=True) if not box]
        if missing:
            raise ValidationError(
                self.error_messages["incomplete"], "incomplete", {"missing": str(_(", ")).join(missing)}
            )
        if not all(box.isascii() and box.isdigit() for box in boxes):
            raise ValidationError(self.error_messages["not_a_number"], "not_a_number")
        if len(boxes[0]) != 4:
            raise ValidationError(self.error_messages["short_year"], "short_year")
        try:
            return date(*(int(box) for box in boxes))
        except ValueError:
            raise ValidationError(self.error_messages["impossible"], "impossible") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != initial)


LARGEST_UPLOAD = 10 * 1024 * 1024
"""Bytes of one uploaded file."""

KINDS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}


class Upload(forms.FileField):
    """A file, judged by its first bytes and never by its name."""

    widget = forms.FileInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "too_large": _("The file is larger than %(most)s MB: choose a smaller one"),
        "kind": _("This is not a %(kinds)s file: choose another"),
        "empty": _("The file is empty: choose another"),
    }

    def __init__(self, *, kinds: tuple[str, ...], largest: int = LARGEST_UPLOAD, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kinds, self.largest = kinds, largest
        self.widget.attrs["accept"] = ",".join("." + kind for kind in kinds)

    def to_python(self, data: "File[Any] | None") -> "File[Any] | None":
        file = super().to_python(data)
        if file is None:
            return None
        if (file.size or 0) > self.largest:
            raise ValidationError(self.error_messages["too_large"], "too_large", {"most": self.largest // 1024**2})
        start = file.read(1024)
        file.seek(0)
        found = next(
            (kind for mark, kind in KINDS.items() if mark in start[: len(mark) if kind != "pdf" else None]), ""
        )
        if found not in self.kinds:
            kinds = ", ".join(kind.upper() for kind in self.kinds)
            raise ValidationError(self.error_messages["kind"], "kind", {"kinds": kinds})
        return file
