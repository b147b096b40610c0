"""Saying that something about oneself is wrong, without any answer (更正申请), as the portal asks it: the questions of an objection, and at which office.

The questions, their choices and their order are the same for everybody, whatever stands in the register: who has nothing there may say that something is missing.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.agencies import queries as agencies
from qingbai.law.objections import ABOUT_THE_REGISTER
from qingbai.law.objectors import IN_A_CORRECTION
from qingbai.objections.objection import Objection
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours
from qingbai.portal import objecting, session
from qingbai.portal.asking import kind_for, offered
from qingbai.portal.realname import Identity

SUBJECT = "correction"


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

    def __init__(self, data: Any = None, initial: Any = None, *, signer: Identity) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", ""), *offices(signer)]


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


def form(key: str, signer: Identity, data: Any = None, initial: Any = None) -> QuestionForm:
    """The form of a question."""
    if key == "office":
        return OfficeQuestion(data, initial, signer=signer)
    made = QUESTIONS[key]
    return made(data, initial=initial)


def offices(signer: Identity) -> list[tuple[str, str]]:
    """The offices that take such a person, by code and name (INQ-12)."""
    kind = cache(lambda division: kind_for(signer.asker_class, agencies.region(division)))
    return [(one.code, in_ours(one.name)) for one in offered() if one.kind is kind(one.division)]


def names_of_answers() -> dict[str, str]:
    """What the answers are called that an objection names otherwise or has not."""
    return {"ground": _("What it is about"), "statement": _("What you say"), "office": _("Office")}


def filling(request: HttpRequest) -> objecting.Filling:
    """What the signed-in person has answered so far."""
    found = session.draft(request, SUBJECT)
    return objecting.Filling("", found.token, found.answers)


def unanswered(filled: objecting.Filling) -> str | None:
    """The first question without an answer."""
    return next((key for key in QUESTIONS if key not in filled.answers), None)


def request_of(filled: objecting.Filling, signer: Identity) -> Objection:
    """The request as the service takes it."""
    office = filled.answers["office"]["answer"]
    return objecting.objection_of(filled, office=office, papers=IN_A_CORRECTION, signer=signer)
