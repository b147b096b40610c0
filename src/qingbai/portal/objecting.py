"""Objecting to an answer, as the portal asks it (提出异议): one question a page, kept in the session until all are answered and declared."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.agencies.terms import Bilingual
from qingbai.incoming import Refused
from qingbai.law.objections import ABOUT_A_PAPER, Ground
from qingbai.law.objectors import IN_WRITING, ObjectionPaper, Objector
from qingbai.law.review_names import GROUNDS
from qingbai.law.terms import DocumentKind
from qingbai.notifications import contacts
from qingbai.objections import papers_in
from qingbai.objections.answers import Proof
from qingbai.objections.objection import LONGEST_STATEMENT, Evidence, Objection
from qingbai.pages import words
from qingbai.pages.fields import Choice, Line, Lines, Number, OneOf, Upload
from qingbai.pages.files import Files
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import english, in_ours
from qingbai.portal import session
from qingbai.portal.realname import Identity

MOST_LINES = 20
HELD = "objection_papers"
PROVEN = {
    Objector.HIMSELF: ObjectionPaper.IDENTITY,
    Objector.AGENT: ObjectionPaper.AGENT_IDENTITY,
    Objector.GUARDIAN: ObjectionPaper.GUARDIAN_IDENTITY,
}
"""Whose identity the real-name service proves, by who objects."""


class GroundQuestion(QuestionForm):
    one_question = True
    grounds: tuple[Ground, ...] = ABOUT_A_PAPER
    answer = OneOf(
        label=gettext_lazy("Why do you object?"),
        help_text=gettext_lazy("Choose what fits best. You explain it on the next page."),
        error_messages={
            "required": gettext_lazy("Choose why you object"),
            "invalid_choice": gettext_lazy("Choose why you object"),
        },
    )

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["answer"]
        assert isinstance(field, OneOf)
        field.choices = [(ground.value, ground_name(ground)) for ground in self.grounds]


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
    email = Line(
        label=gettext_lazy("E-mail (optional)"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "class": "width-20"}),
    )
    phone = Line(
        label=gettext_lazy("Mobile telephone (optional)"),
        required=False,
        max_length=40,
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
        field.choices = [("", _("Choose")), *offices]


class ByNumber(QuestionForm):
    """A paper that somebody holds: its number, the code on it, and whose it is."""

    paper_number = Line(
        label=gettext_lazy("Number of the paper"),
        help_text=gettext_lazy("As it is printed under the title."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter the number of the paper")},
    )
    code = Line(
        label=gettext_lazy("Code on the paper"),
        help_text=gettext_lazy("Four groups of letters and digits beside the QR code."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "width-20", "autocapitalize": "characters"}),
        error_messages={"required": gettext_lazy("Enter the code on the paper")},
    )
    whom = OneOf(
        label=gettext_lazy("For whom do you object?"),
        error_messages={"required": gettext_lazy("Choose for whom you object")},
    )
    document_kind = forms.ChoiceField(
        label=gettext_lazy("Identity document of that person"),
        help_text=gettext_lazy("Only if you object for somebody else: the document that the paper names."),
        required=False,
    )
    document_number = Number(
        label=gettext_lazy("Number of that document"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "width-20"}),
    )
    nationality = Number(
        label=gettext_lazy("Nationality of that person: three letters, as in CHN or FRA"),
        required=False,
        initial="CHN",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "width-4"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        whom, kind = self.fields["whom"], self.fields["document_kind"]
        assert isinstance(whom, OneOf)
        assert isinstance(kind, forms.ChoiceField)
        proof = _("The office then asks for proof that you are the guardian.")
        authority = _("The office then asks for the written authority and that person's identity document.")
        whom.choices = [
            (Objector.HIMSELF.value, _("For myself")),
            (Objector.GUARDIAN.value, Choice(_("For somebody whose parent or guardian I am"), proof)),
            (Objector.AGENT.value, Choice(_("For somebody who gave me written authority"), authority)),
        ]
        kind.choices = [("", _("Choose")), *((one.value, words.document(one)) for one in DocumentKind)]

    def clean(self) -> dict[str, Any]:
        """Somebody else is named by a document."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("whom") in {Objector.GUARDIAN.value, Objector.AGENT.value}:
            needed = {
                "document_kind": _("Choose the identity document of the person for whom you object"),
                "document_number": _("Enter the number of that person's identity document"),
                "nationality": _("Enter the nationality in three letters"),
            }
            for name, message in needed.items():
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(message, "required"))
        return given

    def proof(self, signer: Identity) -> Proof:
        """What was filled in, as the service takes it."""
        given = self.cleaned_data
        own = given["whom"] == Objector.HIMSELF
        return Proof(
            paper_number=given["paper_number"],
            code=given["code"],
            document_kind=signer.document_kind if own else DocumentKind(given["document_kind"]),
            document_number=signer.document_number if own else given["document_number"],
            nationality=signer.nationality if own else given["nationality"].upper(),
        )


class MissingPapers(QuestionForm):
    """Files for each paper that the office said is missing; all of them come at once."""

    def __init__(self, papers: tuple[ObjectionPaper, ...], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files=files)
        self.papers = papers
        for paper in papers:
            whose = paper is ObjectionPaper.IDENTITY
            label = _("Identity document of whom it is about") if whose else words.paper(papers_in.AS_FILES[paper])
            needed = {"required": _("%(paper)s: choose a photo, scan or PDF") % {"paper": label}}
            self.fields[papers_in.AS_FILES[paper].value] = Files(label=label, error_messages=needed)

    @property
    def files_of(self) -> dict[ObjectionPaper, list[bytes]]:
        """The files by paper."""
        return {paper: self.cleaned_data[papers_in.AS_FILES[paper].value] for paper in self.papers}

    def blame(self, refused: Refused) -> None:
        """Put each fault beside the paper that it is about."""
        for fault in refused.faults:
            self.add_error(fault.field, in_ours(fault))


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
    found = session.draft(request, subject(application))
    return Filling(application, found.token, found.answers)


def subject(application: str) -> str:
    """Under what the answers to an objection are kept."""
    return f"objection {application}"


def keep(request: HttpRequest, application: str, key: str, answers: Mapping[str, str]) -> None:
    """Keep the answers to one question."""
    session.answer(request, key, dict(answers), subject(application))


def forget(request: HttpRequest, application: str) -> None:
    """It was sent: the next one starts empty."""
    session.forget_draft(request, subject(application))
    request.session.pop(HELD, None)


def hold(request: HttpRequest, key: str, proof: Proof, objector: Objector) -> None:
    """Remember what the signed-in person proved about the paper of this answer, and for whom; for one paper at a time."""
    kept = {**asdict(proof), "key": key, "objector": objector.value, "owner": session.mark(session.signed_in(request))}
    request.session[HELD] = kept


def held(request: HttpRequest, key: str) -> tuple[Proof, Objector] | None:
    """What the signed-in person proved about the paper of this answer; None where nothing."""
    found = request.session.get(HELD)
    if found is None or found["key"] != key or found["owner"] != session.mark(session.signed_in(request)):
        return None
    proof = Proof(
        paper_number=found["paper_number"],
        code=found["code"],
        document_kind=DocumentKind(found["document_kind"]),
        document_number=found["document_number"],
        nationality=found["nationality"],
    )
    return proof, Objector(found["objector"])


def objection_of(
    filled: Filling,
    *,
    office: str,
    signer: Identity,
    objector: Objector = Objector.HIMSELF,
    papers: tuple[ObjectionPaper, ...] = (),
) -> Objection:
    """The objection as the service takes it; an agent's or guardian's name and age are those that the real-name service proves.

    ``papers``: what is handed in with it, where that is not what every objector hands in.
    """
    lines = filled.answers["evidence"]["answer"].splitlines()
    acts = objector is not Objector.HIMSELF
    return Objection(
        application=filled.application,
        office=office,
        objector=objector,
        ground=Ground(filled.answers["ground"]["answer"]),
        statement=filled.answers["statement"]["answer"],
        evidence=tuple(Evidence(words=line) for line in lines),
        papers=papers or (*IN_WRITING, PROVEN[objector]),
        agent_name=signer.name if acts else "",
        agent_born_on=signer.born_on if acts else None,
        email=filled.answers["contact"]["email"],
        phone=filled.answers["contact"]["phone"],
        language="en" if english() else "zh-hans",
    )
