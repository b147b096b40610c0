"""What a verifier gives: a code as printed, perhaps the number, or the file itself."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.certificates import codes
from qingbai.certificates.verify import LARGEST
from qingbai.pages.fields import Line, Upload
from qingbai.pages.forms import QuestionForm


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
