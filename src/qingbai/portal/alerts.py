"""Where the signed-in person wants to be told that somebody asked about them (查询提醒), as the portal asks it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.notifications.contacts import Contact
from qingbai.pages.fields import Line
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import english
from qingbai.portal import objecting


class TellMe(QuestionForm):
    """One way or both; at least one."""

    phone = Line(
        label=gettext_lazy("Mobile telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "width-20"}),
    )
    email = Line(
        max_length=254,
        label=gettext_lazy("Or e-mail"),
        required=False,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "class": "width-20"}),
    )
    clean_phone = objecting.ContactQuestion.clean_phone
    clean_email = objecting.ContactQuestion.clean_email

    def clean(self) -> dict[str, Any]:
        """Somebody must be reachable somewhere."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not given.get("phone") and not given.get("email"):
            self.add_error("phone", _("Enter a mobile number or an e-mail address"))
        return given

    @property
    def contact(self) -> Contact:
        """What was filled in, as the service takes it."""
        given = self.cleaned_data
        return Contact(email=given["email"], phone=given["phone"], language="en" if english() else "zh-hans")
