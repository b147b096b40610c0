"""Saying that something about oneself is wrong, without any answer (更正申请), as the portal asks it: the questions of an objection, and at which office.

A parent or guardian says it for a child or ward, and is asked first whom it is about. The questions, their choices and their order are the same for
everybody, whatever stands in the register: who has nothing there may say that something is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.agencies import queries as agencies
from qingbai.law.objections import ABOUT_THE_REGISTER
from qingbai.law.objectors import IN_A_CORRECTION, ObjectionPaper, Objector
from qingbai.law.terms import DocumentKind
from qingbai.matching import identity
from qingbai.objections.objection import Objection
from qingbai.pages import words
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_brackets, in_ours
from qingbai.portal import objecting, others, session
from qingbai.portal.asking import WARD, Asking, kind_for, offered
from qingbai.portal.realname import Identity


class OfficeQuestion(QuestionForm):
    title = gettext_lazy("Which office shall look into it?")
    answer = forms.ChoiceField(
        label=gettext_lazy("Office"),
        help_text=gettext_lazy("Best the one near where you live or are registered. You need not go there."),
        error_messages={
            "required": gettext_lazy("Choose the office"),
            "invalid_choice": gettext_lazy("Choose the office"),
        },
    )

    def __init__(self, data: Any = None, initial: Any = None, *, about: Identity) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose")), *offices(about)]


class WardQuestion(others.Person):
    """The child or ward, of whatever age: whether somebody of age has a guardian, an officer sees from the papers."""

    title = gettext_lazy("Whom is it about?")

    def clean(self) -> dict[str, Any]:
        """Whoever names oneself is one's own guardian, and is led to the other way."""
        found: dict[str, Any] = super().clean() or {}
        kind, number = found.get("document_kind"), found.get("document_number")
        if kind and number and "document_number" not in self.errors:
            country = found.get("nationality", "")
            theirs = identity.lasting(DocumentKind(kind), number, country=country)
            signer = self.asking.signer
            if theirs == identity.lasting(signer.document_kind, signer.document_number, country=signer.nationality):
                self.add_error(
                    "document_number",
                    ValidationError(
                        _("This is your own document: enter the other person's, or go back and start for yourself"),
                        "own",
                    ),
                )
        return found


class GroundQuestion(objecting.GroundQuestion):
    grounds = ABOUT_THE_REGISTER

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["answer"].label = gettext_lazy("What is wrong?")
        choose = gettext_lazy("Choose what is wrong")
        self.fields["answer"].error_messages |= {"required": choose, "invalid_choice": choose}


QUESTIONS: Mapping[str, type[QuestionForm]] = {
    "ground": GroundQuestion,
    "statement": objecting.StatementQuestion,
    "evidence": objecting.EvidenceQuestion,
    "office": OfficeQuestion,
    "contact": objecting.ContactQuestion,
}


@dataclass(frozen=True, slots=True)
class Way:
    """For whom it is said: the questions in their order, where the answers are kept, and the names of the addresses."""

    objector: Objector
    questions: tuple[str, ...]
    subject: str
    question: str
    check: str

    def filling(self, request: HttpRequest) -> objecting.Filling:
        """What the signed-in person has answered so far."""
        found = session.draft(request, self.subject)
        return objecting.Filling("", found.token, found.answers)

    def unanswered(self, filled: objecting.Filling) -> str | None:
        """The first question without an answer."""
        return next((key for key in self.questions if key not in filled.answers), None)


OWN = Way(Objector.HIMSELF, tuple(QUESTIONS), "correction", "correct-question", "correct-check")
"""About oneself."""
FOR_A_WARD = Way(
    Objector.GUARDIAN,
    ("person", *QUESTIONS),
    "correction for a ward",
    "correct-for-question",
    "correct-for-check",
)
"""For a child or ward (监护人代为申请更正)."""


def form(key: str, filled: objecting.Filling, signer: Identity, data: Any = None, initial: Any = None) -> QuestionForm:
    """The form of a question."""
    if key == "person":
        return WardQuestion(Asking(signer, {}), data, initial)
    if key == "office":
        return OfficeQuestion(data, initial, about=about(filled, signer))
    made = QUESTIONS[key]
    return made(data, initial=initial)


def about(filled: objecting.Filling, signer: Identity) -> Identity:
    """Whom it is about: who is signed in, or the ward whom that one named."""
    whom = {"whom": {"answer": WARD}} if "person" in filled.answers else {}
    return Asking(signer, {**whom, **filled.answers}).person


def offices(about: Identity) -> list[tuple[str, str]]:
    """The offices that take such a person, by code and name (INQ-12)."""
    kind = cache(lambda division: kind_for(about.asker_class, agencies.region(division)))
    return [(one.code, in_ours(one.name)) for one in offered() if one.kind is kind(one.division)]


def names_of_answers() -> dict[str, str]:
    """What the answers are called that an objection names otherwise or has not."""
    return {
        "person": _("Whom it is about"),
        "ground": _("What it is about"),
        "statement": _("What you say"),
        "office": _("Office"),
    }


def named(person: Identity) -> str:
    """Somebody with the document by which they are known."""
    return person.name + in_brackets(f"{words.document(person.document_kind)} {person.document_number}")


def request_of(filled: objecting.Filling, way: Way, signer: Identity) -> Objection:
    """The request as the service takes it. A guardian's own identity is proven; the ward's, and that one is the guardian, papers must show."""
    office = filled.answers["office"]["answer"]
    papers: tuple[ObjectionPaper, ...] = IN_A_CORRECTION
    if way.objector is Objector.GUARDIAN:
        shown = [paper for paper in papers if paper is not ObjectionPaper.IDENTITY]
        papers = (*shown, objecting.PROVEN[way.objector])
    return objecting.objection_of(filled, office=office, objector=way.objector, papers=papers, signer=signer)
