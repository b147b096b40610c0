"""Objecting to an answer, as the portal asks it (提出异议): one question a page, kept in the session until all are answered and declared."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.agencies.terms import Bilingual
from qingbai.law.objections import Ground
from qingbai.law.objectors import ObjectionPaper
from qingbai.law.review_names import GROUNDS
from qingbai.notifications import contacts
from qingbai.objections.objection import LONGEST_STATEMENT, Evidence, Objection
from qingbai.pages.fields import Line, OneOf, Upload
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import english, in_ours
from qingbai.portal import session

KEPT = "objection"
MOST_LINES = 20
ONLINE = (ObjectionPaper.FORM, ObjectionPaper.PAPER_NUMBER, ObjectionPaper.GROUND, ObjectionPaper.IDENTITY)
"""What somebody hands in by answering the questions signed in with the real name."""


class GroundQuestion(QuestionForm):
    one_question = True
    answer = OneOf(
        label=gettext_lazy("Why do you object?"),
        help_text=gettext_lazy("Choose what fits best. You explain it on the next page."),
        error_messages={"required": gettext_lazy("Choose why you object")},
    )

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["answer"]
        assert isinstance(field, OneOf)
        field.choices = [(ground.value, ground_name(ground)) for ground in Ground]


class Lines(forms.CharField):
    """Several lines of words, each tidied."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        lines = (" ".join(line.split()) for line in (super().to_python(value) or "").splitlines())
        return "\n".join(line for line in lines if line)


class StatementQuestion(QuestionForm):
    one_question = True
    answer = Line(
        label=gettext_lazy("What is wrong, and how do you know?"),
        help_text=gettext_lazy(
            "In your own words, at most 1000 characters. Names of witnesses, dates and places help."
        ),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": gettext_lazy("Write what is wrong"),
            "max_length": gettext_lazy("What you write must fit in 1000 characters: shorten it"),
        },
    )


class EvidenceQuestion(QuestionForm):
    one_question = True
    answer = Lines(
        label=gettext_lazy("What evidence do you have?"),
        help_text=gettext_lazy(
            "One piece a line, for example: attendance record of my employer. You may leave this empty, hand in files once the objection is sent, or bring the originals to the office."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_answer(self) -> str:
        given: str = self.cleaned_data["answer"]
        lines = given.splitlines()
        if len(lines) > MOST_LINES:
            raise ValidationError(_("Write at most 20 lines: combine some"), "too_many")
        if any(len(line) > 200 for line in lines):
            raise ValidationError(_("A line must fit in 200 characters: shorten it"), "too_long")
        return given


class ContactQuestion(QuestionForm):
    title = gettext_lazy("Where may the office reach you about the review?")
    email = forms.CharField(
        label=gettext_lazy("E-mail (optional)"),
        required=False,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "class": "width-20"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Mobile telephone (optional)"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "width-20"}),
    )

    def clean_email(self) -> str:
        return _readable(contacts.email, self.cleaned_data["email"])

    def clean_phone(self) -> str:
        return _readable(contacts.mobile, self.cleaned_data["phone"])


def _readable(read: Any, text: str) -> str:
    if not text.strip():
        return ""
    try:
        return str(read(text))
    except contacts.NoAddress as wrong:
        zh, en = contacts.SENTENCES[wrong.code]
        raise ValidationError(en if english() else zh, wrong.code) from wrong


QUESTIONS: Mapping[str, type[QuestionForm]] = {
    "ground": GroundQuestion,
    "statement": StatementQuestion,
    "evidence": EvidenceQuestion,
    "contact": ContactQuestion,
}


class Declared(QuestionForm):
    """The declaration under the answers."""

    declared = forms.BooleanField(
        label=gettext_lazy("I have read this and declare it"),
        error_messages={"required": gettext_lazy("Tick the box to declare that what you state is true")},
    )


class MoreEvidence(QuestionForm):
    """One more piece of evidence for a review that runs, with a copy or without."""

    words = Line(
        label=gettext_lazy("What the evidence is"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Write what the evidence is"),
            "max_length": gettext_lazy("It must fit in 200 characters: shorten it"),
        },
    )
    file = Upload(
        label=gettext_lazy("A copy of it (optional)"),
        help_text=gettext_lazy("PDF, JPEG or PNG, at most 10 MB"),
        kinds=("pdf", "jpeg", "png"),
        required=False,
    )


class ComplaintForm(QuestionForm):
    """A complaint about how a case was handled."""

    office = forms.ChoiceField(
        label=gettext_lazy("Which office?"),
        error_messages={
            "required": gettext_lazy("Choose the office"),
            "invalid_choice": gettext_lazy("Choose the office"),
        },
    )
    about = Line(
        label=gettext_lazy("Number of the application or review (optional)"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "width-20", "autocomplete": "off"}),
    )
    words = Line(
        label=gettext_lazy("What happened?"),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": gettext_lazy("Write what happened"),
            "max_length": gettext_lazy("What you write must fit in 1000 characters: shorten it"),
        },
    )

    def __init__(self, offices: list[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["office"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", ""), *offices]


def ground_name(ground: Ground) -> str:
    """A ground in the reader's language."""
    return in_ours(Bilingual(*GROUNDS[ground]))


@dataclass(frozen=True, slots=True)
class Filling:
    """An objection being filled in."""

    application: str
    token: str
    answers: Mapping[str, Mapping[str, str]]

    @property
    def unanswered(self) -> str | None:
        """The first question without an answer."""
        return next((key for key in QUESTIONS if key not in self.answers), None)


def filling(request: HttpRequest, application: str) -> Filling:
    """What the signed-in person has answered so far about this answer."""
    someone = session.signed_in(request)
    found = request.session.get(KEPT)
    owner = f"{session.mark(someone)}:{application}"
    if found is None or found["owner"] != owner:
        found = {"owner": owner, "token": secrets.token_urlsafe(24), "answers": {}}
        request.session[KEPT] = found
    return Filling(application, found["token"], found["answers"])


def keep(request: HttpRequest, application: str, key: str, answers: Mapping[str, str]) -> None:
    """Keep the answers to one question."""
    filling(request, application)
    found = request.session[KEPT]
    found["answers"][key] = dict(answers)
    request.session[KEPT] = found


def forget(request: HttpRequest) -> None:
    """It was sent: the next one starts empty."""
    request.session.pop(KEPT, None)


def objection_of(filled: Filling, *, office: str) -> Objection:
    """The objection as the service takes it."""
    lines = filled.answers["evidence"]["answer"].splitlines()
    return Objection(
        application=filled.application,
        office=office,
        ground=Ground(filled.answers["ground"]["answer"]),
        statement=filled.answers["statement"]["answer"],
        evidence=tuple(Evidence(words=line) for line in lines),
        papers=ONLINE,
        email=filled.answers["contact"]["email"],
        phone=filled.answers["contact"]["phone"],
        language="en" if english() else "zh-hans",
    )
