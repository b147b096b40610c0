"""The base of every form: errors all at once, in a summary that links to the field, and beside the field itself."""

from collections import Counter
from typing import Any, TypeVar

from django import forms
from django.forms import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorDict
from django.utils.translation import gettext, gettext_lazy

F = TypeVar("F", bound=forms.Form)
LONGEST_ACCOUNT, LONGEST_PASSWORD = 150, 4096
"""Characters."""


class OurQuestions(DjangoTemplates):
    """Fields drawn by our own templates."""

    field_template_name = "pages/field.html"


class QuestionForm(forms.Form):
    """A form in the family. ``one_question``: the only field's label is the heading of the page."""

    default_renderer = OurQuestions
    one_question = False
    use_required_attribute = False  # the server says what is missing, all at once and in the person's language

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @property
    def wrongs(self) -> list[tuple[str, str]]:
        """Every error with the id of the box it speaks about, in the order of the page; on a page of several it names the field."""
        found = [("", str(message)) for message in self.non_field_errors()]
        said = [(one, error.code, str(next(iter(error)))) for one in self for error in one.errors.as_data()]
        often = Counter(message for _bound, _code, message in said)
        for bound, code, message in said:
            alone = self.one_question or (code == "required" and often[message] == 1)
            found.append((first_box(bound), message if alone else named(bound, message)))
        return found


class SignIn(QuestionForm):
    """Account and password."""

    username = forms.CharField(
        label=gettext_lazy("Account"),
        max_length=LONGEST_ACCOUNT,
        error_messages={"required": gettext_lazy("Enter your account")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "class": "width-20"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        error_messages={"required": gettext_lazy("Enter your password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "width-20"}),
    )


def unjudged(form: F) -> F:
    """The form as it stands, without a word about what is missing yet: nothing was to be done."""
    form.full_clean()
    vars(form)["_errors"] = ErrorDict()  # Django has no other way of showing what was typed without judging it
    return form


def named(bound: BoundField, message: str) -> str:
    """A message with the name of its field before it."""
    return gettext("%(name)s: %(fault)s") % {"name": bound.label, "fault": message}


def first_box(bound: BoundField) -> str:
    """The id of the first element of a field that can take the focus."""
    widget = bound.field.widget
    several = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget)
    return f"{bound.auto_id}_0" if several else str(bound.auto_id)
