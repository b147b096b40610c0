"""The counter's questions about reviews and complaints (复查、投诉)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.agencies.terms import Bilingual
from qingbai.law.objections import ABOUT_A_PAPER
from qingbai.law.objectors import NEEDED, NEEDED_BY, AnsweredTo, ObjectionPaper, Objector
from qingbai.law.review_names import GROUNDS, OBJECTION_PAPERS, OBJECTORS
from qingbai.law.terms import DocumentKind
from qingbai.objections.answers import Proof
from qingbai.pages import words
from qingbai.pages.fields import Line, Lines, Number, OneOf, Ticks, WholeNumber
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours

YES, NO, OPEN, WRONG = "yes", "no", "open", "wrong"
ROWS = {"rows": 3}


def named(words: tuple[str, str]) -> str:
    """Words of the law in the reader's language."""
    zh, en = words
    told = in_ours(Bilingual(zh, en))
    return told[0].upper() + told[1:]


def choose(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """Give a question its choices, in the reader's language."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class Reason(QuestionForm):
    """Why; or what is asked for. ``label`` names it."""

    reason = Line(
        max_length=500,
        widget=forms.Textarea(attrs=ROWS),
        error_messages={
            "required": gettext_lazy("Write it in a sentence that the file can keep"),
            "max_length": gettext_lazy("It must fit in 500 characters: shorten it"),
        },
    )

    def __init__(self, data: Any = None, *, prefix: str = "", label: str = "") -> None:
        super().__init__(data, prefix=prefix)
        self.fields["reason"].label = label


class Weighing(QuestionForm):
    """Whether the evidence puts it into doubt whose verdict it is."""

    accepted = OneOf(
        label=gettext_lazy("Does the evidence put it into doubt whose record it is?"),
        error_messages={"required": gettext_lazy("Choose whether the evidence is good")},
    )
    reason = Line(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs=ROWS),
        error_messages={"required": gettext_lazy("Write why you find so")},
    )

    def __init__(self, data: Any = None, *, prefix: str = "") -> None:
        super().__init__(data, prefix=prefix)
        choose(
            self,
            "accepted",
            [
                (YES, _("Yes: no answer rests on it until it is decided")),
                (NO, _("No: everything stays as it is")),
            ],
        )


class Extension(QuestionForm):
    """How many more working days, and why the matter is complex."""

    days = WholeNumber(
        label=gettext_lazy("More working days"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "width-4", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Enter how many more working days"),
            "invalid": gettext_lazy("Days must be a whole number, for example 10"),
        },
    )
    reason = Line(
        label=gettext_lazy("Why the matter is complex"),
        max_length=500,
        widget=forms.Textarea(attrs=ROWS),
        error_messages={"required": gettext_lazy("Write why the matter is complex")},
    )

    def __init__(self, data: Any = None, *, prefix: str = "", most: int = 0) -> None:
        super().__init__(data, prefix=prefix)
        self.fields["days"].help_text = _("At most %(most)s") % {"most": most}


class Draft(QuestionForm):
    """What the reviewer found: whose each verdict is, whether the paper is right, and words for the opinion."""

    paper_right = OneOf(
        label=gettext_lazy("Are identity and words of the paper right?"),
        error_messages={"required": gettext_lazy("Choose whether the paper is right")},
    )
    words = Line(
        label=gettext_lazy("For the opinion, in Chinese (optional)"),
        help_text=gettext_lazy("What was checked and with which result. Never name a crime or a sentence."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(
        self, data: Any = None, *, prefix: str = "", verdicts: Sequence[tuple[str, str]] = (), on_paper: bool = True
    ) -> None:
        super().__init__(data, prefix=prefix)
        choose(self, "paper_right", [(YES, _("Yes")), (NO, _("No: it must be issued anew"))])
        if not on_paper:
            self.fields["paper_right"].label = _(
                "Is everything about the person entered rightly, with nothing missing?"
            )
            choose(self, "paper_right", [(YES, _("Yes")), (NO, _("No: the registry corrects it"))])
        self.verdicts = {f"link_{place}": reference for place, (reference, _case) in enumerate(verdicts)}
        for place, (_reference, case) in enumerate(verdicts):
            field = OneOf(label=_("Whose verdict is %(case)s?") % {"case": case}, initial=OPEN)
            field.choices = [
                (OPEN, _("The objection is not about that")),
                (YES, _("The objector's")),
                (WRONG, _("The objector's, but entered wrongly: the registry is told")),
                (NO, _("Somebody else's")),
            ]
            self.fields[f"link_{place}"] = field
        self.order_fields([*self.verdicts, "paper_right", "words"])

    @property
    def links(self) -> dict[str, bool]:
        """What was decided of each verdict, by reference."""
        found = {reference: self.cleaned_data[name] for name, reference in self.verdicts.items()}
        return {reference: given != NO for reference, given in found.items() if given != OPEN}

    @property
    def wrong(self) -> frozenset[str]:
        """Which verdicts are the person's and entered wrongly, by reference."""
        return frozenset(reference for name, reference in self.verdicts.items() if self.cleaned_data[name] == WRONG)


class Papers(QuestionForm):
    """Parts of an objection that were brought later."""

    papers = forms.MultipleChoiceField(
        label=gettext_lazy("What you have seen in the original"),
        widget=Ticks,
        error_messages={"required": gettext_lazy("Tick what you have seen")},
    )

    def __init__(self, missing: Sequence[ObjectionPaper], data: Any = None, *, prefix: str = "") -> None:
        super().__init__(data, prefix=prefix)
        field = self.fields["papers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(paper.value, named(OBJECTION_PAPERS[paper])) for paper in missing]


class PaperShown(QuestionForm):
    """The paper that whoever objects has in the hand: number, code, and whose it is."""

    paper_number = Line(
        label=gettext_lazy("Number of the paper"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter the number of the paper")},
    )
    code = Line(
        label=gettext_lazy("Code on the paper"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "width-20"}),
        error_messages={"required": gettext_lazy("Enter the code on the paper")},
    )
    document_kind = forms.ChoiceField(
        label=gettext_lazy("Identity document of the person whom it is about"),
        error_messages={"required": gettext_lazy("Choose the document")},
    )
    document_number = Number(
        label=gettext_lazy("Number of that document"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "width-20"}),
        error_messages={"required": gettext_lazy("Enter the document number")},
    )
    nationality = Number(
        label=gettext_lazy("Nationality of that person: three letters, as in CHN or FRA"),
        initial="CHN",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "width-4"}),
        error_messages={"required": gettext_lazy("Enter the nationality in three letters")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        kind = self.fields["document_kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(one.value, words.document(one)) for one in DocumentKind]

    def proof(self) -> Proof:
        """What was filled in, as the service takes it."""
        given = self.cleaned_data
        return Proof(
            paper_number=given["paper_number"],
            code=given["code"],
            document_kind=DocumentKind(given["document_kind"]),
            document_number=given["document_number"],
            nationality=given["nationality"].upper(),
        )


class AtTheCounter(QuestionForm):
    """An objection handed in at the counter: the review form (复查申请表)."""

    objector = OneOf(label=gettext_lazy("Who objects"), error_messages={"required": gettext_lazy("Choose who objects")})
    ground = OneOf(
        label=gettext_lazy("Ground of the objection"), error_messages={"required": gettext_lazy("Choose the ground")}
    )
    statement = Line(
        label=gettext_lazy("What is wrong, in the objector's words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    evidence = Lines(
        label=gettext_lazy("Evidence, one piece a line"), required=False, widget=forms.Textarea(attrs=ROWS)
    )
    agent_name = Line(
        label=gettext_lazy("Name of the agent, guardian or handler who acts"), required=False, max_length=100
    )
    agent_capable = OneOf(label=gettext_lazy("Has the agent full civil capacity?"), required=False)
    papers = forms.MultipleChoiceField(
        label=gettext_lazy("What you have seen in the original"),
        widget=Ticks,
        required=False,
    )
    phone = Line(label=gettext_lazy("Telephone"), required=False, max_length=30)

    def __init__(self, to: AnsweredTo, data: Any = None) -> None:
        super().__init__(data)
        nobody_asked = {Objector.ASKING_UNIT} if to is AnsweredTo.PERSON else set[Objector]()
        choose(self, "objector", [(one.value, named(OBJECTORS[one])) for one in Objector if one not in nobody_asked])
        choose(self, "ground", [(one.value, named(GROUNDS[one])) for one in ABOUT_A_PAPER])
        choose(self, "agent_capable", [(OPEN, _("Not known, or no agent")), (YES, _("Yes")), (NO, _("No"))])
        papers = self.fields["papers"]
        assert isinstance(papers, forms.MultipleChoiceField)
        every = dict.fromkeys((*NEEDED, *(paper for papers in NEEDED_BY.values() for paper in papers)))
        shown = [paper for paper in every if paper not in {ObjectionPaper.PAPER_NUMBER, ObjectionPaper.GROUND}]
        papers.choices = [(paper.value, named(OBJECTION_PAPERS[paper])) for paper in shown]
