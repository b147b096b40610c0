"""The counter's questions: on one page where the portal asks one a page, because the clerk has the documents in hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.law.terms import Paper
from qingbai.pages import words
from qingbai.pages.fields import Line, OneOf
from qingbai.pages.forms import QuestionForm

SHORT = {"class": "width-20", "autocomplete": "off"}
SAME, NOT_SAME = "same", "different"


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

    def __init__(self, data: Any = None, *, prefix: str = "") -> None:
        super().__init__(data, prefix=prefix)
        verdict = self.fields["verdict"]
        assert isinstance(verdict, OneOf)
        verdict.choices = [(SAME, _("The same person")), (NOT_SAME, _("Not the same person"))]


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
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick the papers that you have seen")},
    )

    def __init__(self, missing: tuple[Paper, ...], data: Any = None) -> None:
        super().__init__(data)
        papers = self.fields["papers"]
        assert isinstance(papers, forms.MultipleChoiceField)
        papers.choices = [(paper.value, words.paper(paper)) for paper in missing]
        self.fields["papers"].widget.template_name = "pages/choices.html"
