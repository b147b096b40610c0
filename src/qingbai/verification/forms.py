"""What a verifier gives: a code as printed, perhaps the number, or the file itself; and a report where a paper is doubtful."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.agencies import queries as agencies
from qingbai.certificates import codes
from qingbai.certificates.verify import LARGEST
from qingbai.pages.fields import Line, Upload
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours


class ByCode(QuestionForm):
    """Code and number, forgiving how they are typed."""

    code = Line(
        label=gettext_lazy("Verification code"),
        help_text=gettext_lazy("16 letters and digits, printed beside the QR code."),
        max_length=60,
        error_messages={
            "required": gettext_lazy("Enter the verification code"),
            "max_length": gettext_lazy("A verification code has 16 letters and digits: check it"),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "width-20"}
        ),
    )
    number = Line(
        label=gettext_lazy("Number of the paper (optional)"),
        required=False,
        max_length=60,
        error_messages={"max_length": gettext_lazy("The number is too long: check it")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "width-20"}),
    )

    def clean_code(self) -> str:
        read = codes.read_code(self.cleaned_data["code"])
        if read is None:
            raise ValidationError(_("The code is mistyped: enter it again as it is printed"), "mistyped")
        return read


class ByFile(QuestionForm):
    """The electronic paper itself."""

    file = Upload(
        label=gettext_lazy("The PDF file"),
        help_text=gettext_lazy(
            "The file as it was issued, not a scan or a photo of it. At most 8 MB. It is checked and not kept."
        ),
        kinds=("pdf",),
        largest=LARGEST,
        error_messages={"required": gettext_lazy("Choose the PDF file")},
    )


class Doubtful(QuestionForm):
    """A report of a doubtful paper: its number, the office it names, where it was shown."""

    number = Line(
        label=gettext_lazy("Number printed on the paper"),
        help_text=gettext_lazy("As it is printed. If there is none, write “none”."),
        max_length=60,
        error_messages={
            "required": gettext_lazy("Enter the number printed on the paper, or “none”"),
            "max_length": gettext_lazy("The number is too long: check it"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "width-20"}),
    )
    office = forms.ChoiceField(
        label=gettext_lazy("Office that the paper names"),
        help_text=gettext_lazy("If it is not in the list, choose one of the same city."),
        error_messages={
            "required": gettext_lazy("Choose the office that the paper names"),
            "invalid_choice": gettext_lazy("Choose an office from the list"),
        },
    )
    where_shown = Line(
        label=gettext_lazy("Where and when the paper was shown, and what is wrong with it"),
        help_text=gettext_lazy("Do not write the name or the identity number of the person it is about."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy("Write where and when the paper was shown"),
            "max_length": gettext_lazy("The text must fit in 500 characters: shorten it"),
        },
    )
    contact = Line(
        label=gettext_lazy("How to reach you (optional)"),
        help_text=gettext_lazy("A telephone number or e-mail address, only for questions of the office."),
        required=False,
        max_length=100,
        error_messages={"max_length": gettext_lazy("It must fit in 100 characters: shorten it")},
        widget=forms.TextInput(attrs={"autocomplete": "email", "class": "width-20"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.fields["office"]
        assert isinstance(office, forms.ChoiceField)
        office.choices = [("", _("Choose"))] + [(one.code, in_ours(one.name)) for one in agencies.offices()]
