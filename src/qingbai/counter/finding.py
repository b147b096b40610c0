"""The one search box (一框检索): what somebody typed or scanned, and where it leads.

A number leads straight to its case; whatever is not this office's is not found, whether it exists or not. A person is looked for on a page
of its own that first asks what for.
"""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.audit.actors import Actor
from qingbai.certificates import queries as certificates
from qingbai.counter.dense import PLAIN
from qingbai.disclosures import queries as disclosures
from qingbai.inquiries import finding as inquiries
from qingbai.inquiries.finding import Sought, Why
from qingbai.objections import queries as objections
from qingbai.pages.fields import Day, Line, Number, OneOf, tidy
from qingbai.pages.forms import QuestionForm
from qingbai.screening import enrolling
from qingbai.screening import queries as screening

PAGES = (
    (inquiries.exists, "counter-file"),
    (objections.exists, "counter-review"),
    (screening.exists, "counter-list"),
    (enrolling.exists, "counter-enrolment"),
    (disclosures.exists, "counter-case"),
)
"""Who knows whether a number is one of this office's cases, and the page that shows it."""
_DOCUMENT = re.compile(r"[A-Z]{0,3}[0-9]{6,18}[0-9A-Z]{0,2}")


def case_of(text: str, viewer: Actor) -> tuple[str, str] | None:
    """The page and the number of the case that a case number, a paper's number or a paper's code leads to; None where it is not this office's."""
    plain = "".join(tidy(text).upper().split())
    return _page_of(plain, viewer) or _of_a_paper(text, viewer)


def _page_of(number: str, viewer: Actor) -> tuple[str, str] | None:
    return next(((page, number) for exists, page in PAGES if exists(number=number, viewer=viewer)), None)


def _of_a_paper(text: str, viewer: Actor) -> tuple[str, str] | None:
    shown = certificates.by_code(code=text)
    paper = shown.claim.number if shown else certificates.number_as_typed(text)
    about = certificates.application_of(number=paper) if paper else None
    return _page_of(about.partition(".")[0], viewer) if about else None


def person_in(text: str) -> dict[str, str] | None:
    """What of a person was typed: the number of a document, or a name; None where it is neither."""
    line = tidy(text)
    number = "".join(line.upper().split())
    if _DOCUMENT.fullmatch(number):
        return {"document_number": number}
    if line and not any(character.isdigit() for character in line):
        return {"name": line}
    return None


class PersonSearch(QuestionForm):
    """Whom, and what for."""

    document_number = Number(label=gettext_lazy("Document number"), required=False, widget=forms.TextInput(PLAIN))
    name = Line(
        label=gettext_lazy("Or the name, as the document has it"),
        required=False,
        max_length=100,
        widget=forms.TextInput(PLAIN),
    )
    born_on = Day(label=gettext_lazy("With the date of birth"), required=False)
    why = OneOf(
        label=gettext_lazy("Purpose of the search"),
        error_messages={"required": gettext_lazy("Choose what you look for it for")},
    )
    case = Number(
        label=gettext_lazy("Number of the case that you work on"),
        help_text=gettext_lazy(
            "Only for the second purpose: an application, list, review or request that is open at your office and about this person."
        ),
        required=False,
        widget=forms.TextInput(PLAIN),
    )

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        why = self.fields["why"]
        assert isinstance(why, OneOf)
        why.choices = [
            (Why.AT_THE_WINDOW.value, _("The person is at the window and asks about the own business")),
            (Why.FOR_A_CASE.value, _("I work on a case about this person and need the others")),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("document_number"):
            for field, message in (
                ("name", _("Enter the document number, or the name with the date of birth")),
                ("born_on", _("Enter the date of birth with the name")),
            ):
                if not given.get(field) and field not in self.errors:
                    self.add_error(field, forms.ValidationError(message, "required"))
        if given.get("why") == Why.FOR_A_CASE and not given.get("case"):
            self.add_error(
                "case", forms.ValidationError(_("Enter the number of the case that you work on"), "required")
            )
        return given

    @property
    def sought(self) -> Sought:
        """Who is looked for, once the form is valid."""
        given = self.cleaned_data
        if given["document_number"]:
            return Sought(document_number=given["document_number"])
        return Sought(name=given["name"], born_on=given["born_on"])

    @property
    def case_number(self) -> str:
        """The case as it is written: Number took the dash away."""
        return _dashed(self.cleaned_data["case"])


def _dashed(number: str) -> str:
    found = re.fullmatch(r"([A-Z]+\d{8})([0-9A-Z]{8})", number)
    return f"{found[1]}-{found[2]}" if found else number
