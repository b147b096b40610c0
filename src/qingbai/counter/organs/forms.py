"""A request of an organ, a lawyer or a notary office at the counter (办案查询登记): one dense page, every fault at its field at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.counter.dense import PLAIN, Listed, PersonForm, needed
from qingbai.disclosures.request import Request
from qingbai.law.bans import bars
from qingbai.law.bars.form import BarKind
from qingbai.law.citations import in_words
from qingbai.law.names import named
from qingbai.law.official import OfficialAsker, OfficialPaper
from qingbai.law.powers import POWERS, Power
from qingbai.law.terms import DocumentKind, Sex
from qingbai.pages.fields import Day, Line, OneOf, Ticks
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import english

LONG = {**PLAIN, "class": "width-30"}


def ours(word: Any) -> str:
    """A word of the law in the reader's language."""
    return named(word)[1 if english() else 0]


class OfficialRequestForm(PersonForm):
    """Who asks, by what, about whom."""

    asker = Listed(label=gettext_lazy("Who asks"), error_messages=needed(gettext_lazy("Choose who asks")))
    asker_name = Line(
        label=gettext_lazy("Name of the organ, law firm or office"),
        max_length=100,
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the name of the organ, law firm or office")),
    )
    handler = Line(
        label=gettext_lazy("Name of who came"),
        max_length=100,
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the name of who came")),
    )
    handler_number = Line(
        label=gettext_lazy("Number of service card or practice certificate"),
        max_length=60,
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the number of service card or practice certificate")),
    )
    reason = Line(
        label=gettext_lazy("What it is needed for"),
        max_length=100,
        widget=forms.TextInput(LONG),
        error_messages=needed(gettext_lazy("Enter what it is needed for")),
    )
    papers = forms.MultipleChoiceField(label=gettext_lazy("Papers seen in the original"), required=False, widget=Ticks)
    case_number = Line(
        label=gettext_lazy("Number of the case"), required=False, max_length=80, widget=forms.TextInput(PLAIN)
    )
    second_handler = Line(
        label=gettext_lazy("Second officer, where two ask"),
        required=False,
        max_length=100,
        widget=forms.TextInput(PLAIN),
    )
    second_handler_number = Line(
        label=gettext_lazy("Number of the second officer's card"),
        required=False,
        max_length=60,
        widget=forms.TextInput(PLAIN),
    )
    power = Listed(label=gettext_lazy("State organs: article that the request rests on"), required=False)
    article = Line(
        label=gettext_lazy("State organs: another article, if it is none of these"),
        required=False,
        max_length=100,
        widget=forms.TextInput(PLAIN),
    )
    papers_case = Line(
        label=gettext_lazy("Lawyers: case named in mandate or legal-aid letter"),
        required=False,
        max_length=80,
        widget=forms.TextInput(PLAIN),
    )
    papers_suspect = Line(
        label=gettext_lazy("Lawyers: suspect or defendant named there"),
        required=False,
        max_length=100,
        widget=forms.TextInput(PLAIN),
    )
    bar = Listed(label=gettext_lazy("Licensing organs: what the person applied for"), required=False)
    secret_until = Day(
        label=gettext_lazy("State organs: last day on which the person is not to learn of this, if that was decided"),
        required=False,
    )
    secret_by = Line(
        label=gettext_lazy("Who decided that"), required=False, max_length=100, widget=forms.TextInput(PLAIN)
    )
    _WORDS = frozenset({"asker", "papers", "sex", "document_kind", "power"})
    PARTS = (
        (
            gettext_lazy("Who asks"),
            "asker asker_name handler handler_number second_handler second_handler_number reason papers",
        ),
        (gettext_lazy("Basis"), "case_number power article papers_case papers_suspect bar secret_until secret_by"),
        (gettext_lazy("The person asked about"), PersonForm.PERSON),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.choose(
            asker=[(one.value, ours(one)) for one in OfficialAsker],
            papers=[(one.value, ours(one)) for one in OfficialPaper],
            power=[(one.value, in_words(text.cited)[1 if english() else 0]) for one, text in POWERS.items()],
            bar=[
                (one.id, one.post_en if english() else one.post_zh) for one in bars() if one.kind is not BarKind.TRAVEL
            ],
        )

    def request(self) -> Request:
        """The request as the service takes it."""
        found = self.cleaned_data
        return Request(
            asker=OfficialAsker(found["asker"]),
            papers=tuple(OfficialPaper(one) for one in found["papers"]),
            sex=Sex(found["sex"]),
            document_kind=DocumentKind(found["document_kind"]),
            power=Power(found["power"]) if found["power"] else None,
            **{name: found[name] for name in self.fields if name not in self._WORDS},
        )


class OfficialPapers(QuestionForm):
    """The papers of a request that were brought later."""

    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Papers that you have seen in the original"),
        widget=Ticks,
        error_messages={"required": gettext_lazy("Tick the papers that you have seen")},
    )

    def __init__(self, missing: tuple[OfficialPaper, ...], data: Any = None) -> None:
        super().__init__(data)
        papers = self.fields["papers"]
        assert isinstance(papers, forms.MultipleChoiceField)
        papers.choices = [(paper.value, ours(paper)) for paper in missing]


TELL, KEEP = "tell", "keep"


class RecordDecision(QuestionForm):
    """Whether a record that the rules leave open is told, and why."""

    verdict = OneOf(
        label=gettext_lazy("Your decision"),
        error_messages={"required": gettext_lazy("Choose whether this record is told")},
    )
    reason = Line(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write why you decide so")},
    )

    def __init__(self, data: Any = None, *, prefix: str = "") -> None:
        super().__init__(data, prefix=prefix)
        verdict = self.fields["verdict"]
        assert isinstance(verdict, OneOf)
        verdict.choices = [(TELL, _("This record is told")), (KEEP, _("This record is not told"))]


class SendBack(QuestionForm):
    """Why an answer is handed back."""

    reason = Line(
        label=gettext_lazy("Reason for handing it back"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write why you hand it back")},
    )
