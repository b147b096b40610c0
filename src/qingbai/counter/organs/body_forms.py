"""The desk's questions about organs and law firms that may ask online: each on one page, every fault at its field at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.counter.dense import PLAIN, DeskForm, Listed, Stating, needed
from qingbai.counter.organs.forms import ours
from qingbai.disclosures.bodies import BodyCard
from qingbai.disclosures.registering import ONLINE, BodyStated, HandlerStated
from qingbai.law.official import OfficialAsker, OfficialPaper
from qingbai.law.powers import OrganKind
from qingbai.pages.fields import Day, Line, Number, OneOf, Ticks


class BodyForm(Stating):
    """An organ or a law firm as its papers show it."""

    code = Number(
        label=gettext_lazy("Unified social credit code"),
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the unified social credit code")),
    )
    name = Line(
        label=gettext_lazy("Name of the organ or law firm"),
        max_length=100,
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the name of the organ or law firm")),
    )
    asker = OneOf(label=gettext_lazy("Who asks"), error_messages=needed(gettext_lazy("Choose who asks")))
    organ = Listed(label=gettext_lazy("State organs: which kind"), required=False)
    proof = Line(
        label=gettext_lazy("Paper that you have seen in the original"),
        help_text=gettext_lazy("For example: certificate of the credit code, practice licence of the firm"),
        max_length=100,
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter which paper you have seen")),
    )

    def __init__(self, data: Any = None, *, card: BodyCard | None = None) -> None:
        """``card``: the registration to be changed; code and who asks stay."""
        self.card = card
        initial = {"name": card.name, "organ": str(card.organ or ""), "proof": card.proof} if card else {}
        super().__init__(data, initial=initial)
        self.choose(
            asker=[
                (one.value, _("A law firm") if one is OfficialAsker.DEFENCE_LAWYER else ours(one)) for one in ONLINE
            ],
            organ=[(one.value, ours(one)) for one in OrganKind],
        )
        if card is not None:
            del self.fields["code"], self.fields["asker"]

    def stated(self) -> BodyStated:
        """What was filled in."""
        found, card = self.cleaned_data, self.card
        return BodyStated(
            code=card.code if card else found["code"],
            name=found["name"],
            asker=card.asker if card else OfficialAsker(found["asker"]),
            organ=OrganKind(found["organ"]) if found["organ"] else None,
            proof=found["proof"],
        )


class BodyHandlerForm(Stating):
    """An officer of the organ or a lawyer of the firm who may ask online."""

    name = Line(
        label=gettext_lazy("Name of the officer or lawyer"),
        max_length=100,
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the name of the officer or lawyer")),
    )
    document_number = Number(
        label=gettext_lazy("Resident identity number"),
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the resident identity number")),
    )
    card = Line(
        label=gettext_lazy("Number of service card or practice certificate"),
        max_length=60,
        widget=forms.TextInput(PLAIN),
        error_messages=needed(gettext_lazy("Enter the number of service card or practice certificate")),
    )
    from_on = Day(label=gettext_lazy("May ask from"), error_messages=needed(gettext_lazy("Enter the first day")))
    to_on = Day(label=gettext_lazy("May ask until, if that ends"), required=False)
    phone = Line(
        label=gettext_lazy("Mobile telephone, if they want to be told of their requests"),
        required=False,
        max_length=40,
        widget=forms.TextInput({**PLAIN, "type": "tel", "inputmode": "tel"}),
    )
    email = Line(
        label=gettext_lazy("Or e-mail"),
        required=False,
        max_length=254,
        widget=forms.TextInput({**PLAIN, "type": "email"}),
    )

    def stated(self) -> HandlerStated:
        """What was filled in."""
        return HandlerStated(**self.cleaned_data)


class PapersBack(DeskForm):
    """Which papers of a request that came online do not do, and why."""

    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Papers that do not do"),
        widget=Ticks,
        error_messages=needed(gettext_lazy("Tick the papers that do not do")),
    )
    note = Line(
        label=gettext_lazy("What is wrong with them, for who asked to read"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=needed(gettext_lazy("Write what is wrong with the papers")),
    )

    def __init__(self, papers: tuple[OfficialPaper, ...], data: Any = None) -> None:
        super().__init__(data, prefix="back")
        self.choose(papers=[(one.value, ours(one)) for one in papers])


class WhyNot(DeskForm):
    """Why a request that came online is not accepted."""

    reason = Line(
        label=gettext_lazy("Why it is not accepted, for who asked to read"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=needed(gettext_lazy("Write why it is not accepted")),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="decline")
