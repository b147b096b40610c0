"""The desk's questions about units and their lists: each on one page, every fault at its field at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai import clock
from qingbai.counter.dense import PLAIN, DeskForm, Listed, Stating, needed
from qingbai.law.bans import bars
from qingbai.law.bars.form import Bar, BarKind, Rank
from qingbai.law.citations import in_words
from qingbai.law.terms import DocumentKind
from qingbai.law.units import UnitPaper
from qingbai.law.vetting import MinorsUnit
from qingbai.pages import unit_words
from qingbai.pages.fields import Day, Line, Number, OneOf, Ticks
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import english
from qingbai.screening.online import AS_FILES
from qingbai.screening.refusals import VETTING_BAR
from qingbai.screening.registering import HandlerStated, UnitStated
from qingbai.screening.services import Submission
from qingbai.screening.terms import Purpose, UnitKind
from qingbai.screening.units import UnitCard

MIB = 1024 * 1024
LARGEST_LIST = 10 * MIB
"""Bytes of a list handed in at a page; the command takes larger ones."""
LOCAL, POLICY = Rank.LOCAL.value, "none"


class UnitForm(Stating):
    """A unit as its papers show it."""

    code = Number(
        label=gettext_lazy("Unified social credit code"),
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the unified social credit code")),
    )
    name = Line(
        label=gettext_lazy("Name of the unit"),
        max_length=100,
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the name of the unit")),
    )
    domicile = Number(
        label=gettext_lazy("Domicile: six digits of the division"),
        widget=forms.TextInput({**PLAIN, "class": "width-4", "inputmode": "numeric"}),
        error_messages=needed(gettext_lazy("Enter the division of the domicile")),
    )
    kind = OneOf(label=gettext_lazy("What the unit is"), error_messages=needed(gettext_lazy("Choose what the unit is")))
    minors_kind = Listed(label=gettext_lazy("If in close contact with minors: which kind"), required=False)
    proof = Line(
        label=gettext_lazy("Paper of registration that you have seen"),
        help_text=gettext_lazy("For example: business licence, original"),
        max_length=100,
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter which paper you have seen")),
    )
    licence_until = Day(label=gettext_lazy("Last day of the licence, if it has one"), required=False)
    in_charge = Line(
        label=gettext_lazy("Person in charge of the unit"),
        required=False,
        max_length=100,
        widget=forms.TextInput(PLAIN),
    )
    ground = Listed(label=gettext_lazy("For which post or licence it will ask"), required=False)

    def __init__(self, data: Any = None, *, card: UnitCard | None = None, domicile: str = "") -> None:
        """``card``: the unit to be changed; its code stays."""
        self.card = card
        initial: dict[str, Any] = {"domicile": domicile}
        if card is not None:
            initial = {
                "name": card.name,
                "domicile": card.domicile,
                "kind": str(card.kind),
                "minors_kind": str(card.minors_kind or ""),
                "proof": card.proof,
                "licence_until": card.licence_until,
                "in_charge": card.in_charge,
                "ground": card.ground,
            }
        super().__init__(data, initial=initial)
        if card is not None:
            del self.fields["code"]
        self.choose(
            kind=[(one.value, unit_words.kind(one)) for one in UnitKind],
            minors_kind=[(one.value, unit_words.minors_kind(one)) for one in MinorsUnit if one is not MinorsUnit.NONE],
            ground=[(one.id, article(one)) for one in bars() if offered(one) or one.id == VETTING_BAR],
        )

    def stated(self) -> UnitStated:
        """What was filled in."""
        found = self.cleaned_data
        return UnitStated(
            code=self.card.code if self.card else found["code"],
            name=found["name"],
            domicile=found["domicile"],
            kind=UnitKind(found["kind"]),
            minors_kind=MinorsUnit(found["minors_kind"]) if found["minors_kind"] else None,
            proof=found["proof"],
            ground=found["ground"],
            in_charge=found["in_charge"],
            licence_until=found["licence_until"],
        )


class HandlerForm(Stating):
    """Somebody whom a unit authorises."""

    name = Line(
        label=gettext_lazy("Handler's name"),
        max_length=100,
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the handler's name")),
    )
    document_number = Number(
        label=gettext_lazy("Handler's resident identity number"),
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the handler's resident identity number")),
    )
    phone = Number(
        label=gettext_lazy("Telephone"), required=False, widget=forms.TextInput({**PLAIN, "inputmode": "tel"})
    )
    from_on = Day(
        label=gettext_lazy("Authorised from"),
        error_messages=needed(gettext_lazy("Enter the first day of the authority")),
    )
    to_on = Day(label=gettext_lazy("Authorised until, if the authority ends"), required=False)
    responsible = forms.BooleanField(label=gettext_lazy("May also add and end handlers"), required=False)

    def stated(self) -> HandlerStated:
        """What was filled in."""
        found = self.cleaned_data
        return HandlerStated(
            name=found["name"],
            document_kind=DocumentKind.RESIDENT_ID,
            document_number=found["document_number"],
            phone=found["phone"],
            from_on=found["from_on"],
            to_on=found["to_on"],
            responsible=found["responsible"],
        )


def offered(bar: Bar) -> bool:
    """Whether an article is offered: those by which a unit may ask about people."""
    return bar.kind in {BarKind.POST, BarKind.LICENCE} and bar.answerable


def article(bar: Bar) -> str:
    """An article in one line: post, place, key."""
    zh, en = in_words(bar.cited[0])
    return f"{bar.post_en}: {en} ({bar.id})" if english() else f"{bar.post_zh}：{zh}（{bar.id}）"


class ListForm(DeskForm):
    """A list as the handler brings it (FRM-06)."""

    purpose = OneOf(label=gettext_lazy("What is asked"), error_messages=needed(gettext_lazy("Choose what is asked")))
    article = Listed(label=gettext_lazy("Article relied on"), required=False)
    other_basis = Listed(label=gettext_lazy("If none of these articles: what the unit relies on"), required=False)
    handler = OneOf(
        label=gettext_lazy("Who has come for the unit"), error_messages=needed(gettext_lazy("Choose who has come"))
    )
    letter_number = Line(
        label=gettext_lazy("Number of the unit's letter"),
        max_length=60,
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the number of the unit's letter")),
    )
    letter_on = Day(
        label=gettext_lazy("Date of the unit's letter"),
        error_messages=needed(gettext_lazy("Enter the date of the letter")),
    )
    reason = Line(
        label=gettext_lazy("Reason for the inquiry, as the form states it"),
        max_length=150,
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the reason")),
    )
    papers = forms.MultipleChoiceField(label=gettext_lazy("Papers seen in the original"), required=False, widget=Ticks)
    file = forms.FileField(
        label=gettext_lazy("The list (CSV or XLSX)"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose the file with the list"),
            "empty": gettext_lazy("The file is empty: choose another"),
        },
    )
    together = forms.BooleanField(
        label=gettext_lazy("Answer only when every row is right: nothing is searched while a row is wrong"),
        required=False,
    )

    PARTS = (
        (gettext_lazy("The inquiry"), "purpose article other_basis reason"),
        (gettext_lazy("Who asks, and with which papers"), "handler letter_number letter_on papers"),
        (gettext_lazy("The list"), "file together"),
    )

    def __init__(self, card: UnitCard, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.card, today = card, clock.today()
        minors = card.kind is UnitKind.MINORS
        purposes = [(Purpose.ARTICLE.value, _("An article that bars from a post"))]
        if minors:
            purposes.insert(0, (Purpose.VETTING.value, _("Work with minors: yes or no, at hiring and each year")))
        self.fields["purpose"].initial = purposes[0][0]
        self.choose(
            purpose=purposes,
            article=[(one.id, article(one)) for one in bars() if offered(one)],
            other_basis=[(LOCAL, _("A local or ministerial rule")), (POLICY, _("The unit's own policy, or nothing"))],
            handler=[(one.key, one.name) for one in card.handlers if one.authorised(today)],
            papers=[(one.value, unit_words.paper(one)) for one in UnitPaper],
        )

    def clean(self) -> dict[str, Any]:
        """An article or what else is relied on, and no file that is too large to be taken at a page."""
        found: dict[str, Any] = super().clean() or {}
        asked = found.get("purpose") == Purpose.ARTICLE
        if asked and not found.get("article") and not found.get("other_basis"):
            self.add_error("article", _("Choose the article, or say what else the unit relies on"))
        file = found.get("file")
        if file is not None and file.size > LARGEST_LIST:
            self.add_error("file", _("The file is larger than %(most)s MB: split it") % {"most": LARGEST_LIST // MIB})
        return found

    def submission(self) -> Submission:
        """The list as the service takes it."""
        found = self.cleaned_data
        basis = found["other_basis"] if found["purpose"] == Purpose.ARTICLE else ""
        return Submission(
            unit=self.card.code,
            purpose=Purpose(found["purpose"]),
            article=found["article"] if found["purpose"] == Purpose.ARTICLE else "",
            other_basis="" if basis == POLICY else basis,
            handler=found["handler"],
            letter_number=found["letter_number"],
            letter_on=found["letter_on"],
            reason=found["reason"],
            papers=tuple(UnitPaper(one) for one in found["papers"]),
            together=found["together"],
            filename=found["file"].name,
            data=found["file"].read(),
        )


class CompletionForm(DeskForm):
    """What the unit brings later: papers, a corrected list."""

    papers = forms.MultipleChoiceField(label=gettext_lazy("Papers seen in the original"), required=False, widget=Ticks)
    file = forms.FileField(
        label=gettext_lazy("Corrected list, if rows were wrong (CSV or XLSX)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def __init__(self, missing: tuple[UnitPaper, ...], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.choose(papers=[(one.value, unit_words.paper(one)) for one in missing])
        if not missing:
            del self.fields["papers"]

    def clean(self) -> dict[str, Any]:
        """Something must come."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("papers") and not found.get("file") and not self.errors:
            self.add_error("file", _("Tick the papers that came, or choose the corrected list"))
        return found


class SendBack(DeskForm):
    """Which papers of a list that came online do not do, and why."""

    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Papers that do not do"),
        widget=Ticks,
        error_messages=needed(gettext_lazy("Tick the papers that do not do")),
    )
    note = Line(
        label=gettext_lazy("What is wrong with them, for the unit to read"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=needed(gettext_lazy("Write what is wrong with the papers")),
    )

    def __init__(self, data: Any = None, *, prefix: str = "") -> None:
        super().__init__(data, prefix=prefix)
        self.choose(papers=[(one.value, unit_words.paper(one)) for one in AS_FILES])


class BarQuestion(QuestionForm):
    """Whether a verdict falls under the article, or that it is not sealed, and why."""

    verdict = OneOf(label=gettext_lazy("Your decision"), error_messages=needed(gettext_lazy("Choose your decision")))
    reason = Line(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=needed(gettext_lazy("Write why you decide so")),
    )

    def __init__(self, data: Any = None, *, prefix: str = "", sealing: bool = False) -> None:
        super().__init__(data, prefix=prefix)
        verdict = self.fields["verdict"]
        assert isinstance(verdict, OneOf)
        choices = [("yes", _("It falls under the article")), ("no", _("It does not fall under the article"))]
        verdict.choices = [("yes", _("This record is not sealed"))] if sealing else choices
