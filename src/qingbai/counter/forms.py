"""The counter's questions: on one page where the portal asks one a page, because the clerk has the documents in hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.certificates.report_acts import Destination
from qingbai.inquiries.particulars import Particulars
from qingbai.law.terms import Paper
from qingbai.pages import words
from qingbai.pages.fields import Line, OneOf, Ticks
from qingbai.pages.forms import QuestionForm

SHORT = {"class": "width-20", "autocomplete": "off"}
SAME, NOT_SAME = "same", "different"
ANEW, CHANGED, ONLY = "anew", "changed", "only"
PARTICULARS = ("name", "latin_name", "document_number")


class Judgment(QuestionForm):
    """Whether a candidate is the person asked about, and why."""

    verdict = OneOf(
        label=gettext_lazy("Your decision"),
        error_messages={"required": gettext_lazy("Choose whether they are the same person")},
    )
    reason = Line(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "A sentence that a reviewer understands years later: what you compared, and with which result."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Write why you decide so"),
            "max_length": gettext_lazy("The reason must fit in 500 characters: shorten it"),
        },
    )

    otherwise = forms.BooleanField(
        label=gettext_lazy("I know the earlier decision and decide otherwise"),
        required=False,
    )

    def __init__(self, data: Any = None, *, prefix: str = "", earlier: bool | None = None) -> None:
        """``earlier``: what was decided about the same two before; None where nothing was."""
        super().__init__(data, prefix=prefix)
        self.earlier = earlier
        verdict = self.fields["verdict"]
        assert isinstance(verdict, OneOf)
        verdict.choices = [(SAME, _("The same person")), (NOT_SAME, _("Not the same person"))]
        if earlier is None:
            del self.fields["otherwise"]

    def clean(self) -> dict[str, Any]:
        """The opposite of an earlier decision is said knowingly or not at all."""
        given = super().clean() or {}
        verdict = given.get("verdict")
        if self.earlier is not None and verdict and (verdict == SAME) != self.earlier and not given.get("otherwise"):
            told = _("The same two were decided otherwise before: look at that decision, then tick that you know it")
            self.add_error("otherwise", told)
        return given


class PaperNumber(QuestionForm):
    """The number of a paper that somebody holds in the hand."""

    paper_number = Line(
        label=gettext_lazy("Number of the paper"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter the number printed on the paper")},
    )


def _new(label: Any) -> Line:
    return Line(
        label=label,
        help_text=gettext_lazy("Only where it has changed; else leave it empty."),
        required=False,
        max_length=80,
        error_messages={"max_length": gettext_lazy("It must fit in %(limit_value)d characters: shorten it")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "width-20"}),
    )


class TakeBack(QuestionForm):
    """Why a paper is taken back, and whether the application is answered anew."""

    way = OneOf(
        label=gettext_lazy("What is to happen"),
        error_messages={"required": gettext_lazy("Choose what is to happen")},
    )
    reason = Line(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stays in the file. Whoever checks the paper reads “not current”, and not why."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Write why the paper is taken back"),
            "max_length": gettext_lazy("The reason must fit in 500 characters: shorten it"),
        },
    )

    name = _new(gettext_lazy("Name now"))
    latin_name = _new(gettext_lazy("Name in Latin letters now"))
    document_number = _new(gettext_lazy("Number of the passport or permit now"))
    original_seen = forms.BooleanField(
        label=gettext_lazy("I have seen the new document in the original"), required=False
    )

    def __init__(self, data: Any = None, *, own: bool = True) -> None:
        super().__init__(data)
        if not own:  # an organ above sees no file, and changes nothing in it
            for field in (*PARTICULARS, "original_seen"):
                del self.fields[field]
        way = self.fields["way"]
        assert isinstance(way, OneOf)
        way.choices = [
            (ANEW, _("Take the paper back and answer the application anew")),
            *([(CHANGED, _("The same, with particulars that have changed"))] if own else ()),
            (ONLY, _("Take the paper back, and answer nothing for now")),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        filled = [field for field in PARTICULARS if given.get(field)]
        if given.get("way") == CHANGED:
            if not given.get("original_seen"):
                self.add_error("original_seen", _("Tick that you have seen the new document in the original"))
        elif filled and given.get("way"):
            self.add_error(
                "way", _("Particulars are filled in: choose the way with changed particulars, or empty them")
            )
        return given

    @property
    def usual(self) -> list[forms.BoundField]:
        """What every paper that is taken back needs."""
        return [self[field] for field in ("way", "reason")]

    @property
    def about_the_person(self) -> list[forms.BoundField]:
        """What has changed about the person, for one of the ways."""
        return [self[field] for field in (*PARTICULARS, "original_seen") if field in self.fields]

    @property
    def unfolded(self) -> bool:
        """Whether the reader has to see what has changed: it was filled in, or something in it is wrong."""
        return any(field.errors or field.data for field in self.about_the_person)

    def changed(self) -> Particulars | None:
        """The particulars that changed, where that way was chosen."""
        if self.cleaned_data["way"] != CHANGED:
            return None
        return Particulars(**{field: self.cleaned_data[field] for field in PARTICULARS})


class Settlement(QuestionForm):
    """Why a record whose sealing the facts leave open is not sealed."""

    reason = Line(
        label=gettext_lazy("Why this record is not sealed"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write why you decide so")},
    )


class Papers(QuestionForm):
    """The papers that were brought later."""

    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Papers that you have seen in the original"),
        widget=Ticks,
        error_messages={"required": gettext_lazy("Tick the papers that you have seen")},
    )

    def __init__(self, missing: tuple[Paper, ...], data: Any = None) -> None:
        super().__init__(data)
        papers = self.fields["papers"]
        assert isinstance(papers, forms.MultipleChoiceField)
        papers.choices = [(paper.value, words.paper(paper)) for paper in missing]


def destinations() -> dict[Destination, str]:
    """To whom a report of a doubtful paper may be passed on, in the reader's language."""
    return {
        Destination.INVESTIGATORS: _("The department that investigates forgeries"),
        Destination.APPLICATION: _("The application it belongs to, to be held and examined"),
        Destination.OTHER_ORGAN: _("Another organ, in whose name the paper was made"),
    }


class DismissReport(QuestionForm):
    """Why nothing is wrong with a paper that was reported."""

    reason = Line(
        label=gettext_lazy("Why nothing is wrong"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Write why nothing is wrong with the paper"),
            "max_length": gettext_lazy("The reason must fit in 500 characters: shorten it"),
        },
    )


class SettleReport(QuestionForm):
    """What became of a report that was passed on."""

    reason = Line(
        label=gettext_lazy("What became of it"),
        help_text=gettext_lazy("From now on no paper of this person waits for an officer on account of this report."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Write what became of it"),
            "max_length": gettext_lazy("The reason must fit in 500 characters: shorten it"),
        },
    )


class ForwardReport(QuestionForm):
    """To whom a report is passed on, and why."""

    destination = OneOf(
        label=gettext_lazy("To whom"),
        error_messages={"required": gettext_lazy("Choose to whom the report is passed on")},
    )
    reason = Line(
        label=gettext_lazy("What was found"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Write what was found"),
            "max_length": gettext_lazy("The reason must fit in 500 characters: shorten it"),
        },
    )

    def __init__(self, data: Any = None, *, prefix: str = "") -> None:
        super().__init__(data, prefix=prefix)
        destination = self.fields["destination"]
        assert isinstance(destination, OneOf)
        destination.choices = [(one.value, words) for one, words in destinations().items()]
