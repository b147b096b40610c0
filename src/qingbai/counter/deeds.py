"""Acts that need words (须写明情况的行为): each has a page of its own with its form, and only where the table of acts allows it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qingbai.agencies import queries as agencies
from qingbai.agencies.ways import AT_THE_COUNTER
from qingbai.incoming import Fault
from qingbai.inquiries import services
from qingbai.inquiries.acts import Act
from qingbai.inquiries.delivery import LONGEST_ADDRESS, Chosen, Delivery, SignedBy
from qingbai.inquiries.queries import File
from qingbai.law import names
from qingbai.law.terms import ComplexityGround, Deceit
from qingbai.pages import words
from qingbai.pages.fields import Line, Number, OneOf
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import english, in_ours

LONGEST = 500


def _words(label: Any, hint: Any, missing: Any, *, longest: int = LONGEST) -> Line:
    return Line(
        label=label,
        help_text=hint,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": missing,
            "max_length": _("It must fit in %(limit_value)d characters: shorten it"),
        },
    )


class Deed(QuestionForm):
    """A form about one file."""

    def __init__(self, file: File, data: Any = None) -> None:
        super().__init__(data)
        self.prepare(file)

    def prepare(self, file: File) -> None:
        """Choices and values that the file gives."""

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)

    def take(self, faults: Iterable[Fault]) -> None:
        """Put the service's faults beside the fields they speak about."""
        for fault in faults:
            self.add_error(fault.field if fault.field in self.fields else None, in_ours(fault))

    def choose(self, field: str, choices: list[tuple[str, str]], initial: str = "") -> None:
        """The choices of a field."""
        one = self.fields[field]
        assert isinstance(one, OneOf)
        one.choices = choices
        one.initial = initial


class Reason(Deed):
    """A reason, and nothing else."""

    reason = _words(
        _("Reason"),
        _("It stays in the file and is not shown to the applicant."),
        _("Write why you decide so"),
    )


class AskInvestigation(Deed):
    """The ground, of those that the region knows, and what it is about."""

    ground = OneOf(
        label=_("Why the application is complex"), error_messages={"required": _("Choose why it is complex")}
    )
    reason = _words(
        _("What has to be investigated"),
        _("The head who approves reads it: what is unclear, and who can clear it up."),
        _("Write what has to be investigated"),
    )

    def prepare(self, file: File) -> None:
        self.choose("ground", [(one.value, ground(one)) for one in file.region.investigation.grounds])

    def given(self) -> dict[str, Any]:
        return {**self.cleaned_data, "ground": ComplexityGround(self.cleaned_data["ground"])}


class AskCooperation(Deed):
    """What the party is asked to do."""

    what = _words(
        _("What the applicant is asked to do"),
        _("It stands in the signed notice that goes to the applicant. Write nothing about any record."),
        _("Write what the applicant is asked to do"),
    )


class Cooperate(Deed):
    """What the party brought or showed."""

    note = _words(_("What was brought or shown"), "", _("Write what was brought or shown"))


class Resume(Deed):
    """What the investigation found."""

    findings = _words(
        _("What the investigation found"), _("It stays in the file."), _("Write what the investigation found")
    )


class Doubt(Deed):
    """What is suspected, and why."""

    deceit = OneOf(label=_("What is suspected"), error_messages={"required": _("Choose what is suspected")})
    reason = _words(_("Why"), _("It stays in the file and is not shown to the applicant."), _("Write why"))

    def prepare(self, file: File) -> None:  # noqa: ARG002 - the same for every file
        language = 1 if english() else 0
        self.choose("deceit", [(one.value, names.DECEITS[one][language]) for one in Deceit])

    def given(self) -> dict[str, Any]:
        return {**self.cleaned_data, "deceit": Deceit(self.cleaned_data["deceit"])}


class Established(Doubt):
    """What was established, and how."""

    deceit = OneOf(label=_("What was established"), error_messages={"required": _("Choose what was established")})
    reason = _words(
        _("How it was established"),
        _("It stays in the file. The applicant is told the ground and not this text."),
        _("Write how it was established"),
    )


class ChooseDelivery(Deed):
    """How the paper is handed over."""

    delivery = OneOf(label=_("How the paper is handed over"), error_messages={"required": _("Choose one")})
    address = Line(
        label=_("Name and address, for the post"),
        required=False,
        max_length=LONGEST_ADDRESS,
        error_messages={"max_length": _("It must fit in %(limit_value)d characters: shorten it")},
    )

    def prepare(self, file: File) -> None:
        choices = [(one.value, words.delivery(one)) for one in file.offered]
        self.choose("delivery", choices, file.delivery.delivery.value)
        self.fields["address"].initial = file.delivery.address

    def given(self) -> dict[str, Any]:
        chosen = Chosen(delivery=Delivery(self.cleaned_data["delivery"]), address=self.cleaned_data["address"])
        return {"chosen": chosen}


class Post(Deed):
    """The number of the postal item."""

    waybill = Number(
        label=_("Number of the postal item"),
        widget=forms.TextInput(attrs={"class": "width-20", "autocomplete": "off"}),
        error_messages={"required": _("Write the number of the postal item")},
    )


class SignFor(Deed):
    """Who signs."""

    signed_by = OneOf(label=_("Who has signed for the paper"), error_messages={"required": _("Choose who has signed")})

    def prepare(self, file: File) -> None:
        choices = [(one.value, words.signed_by(one)) for one in SignedBy]
        self.choose("signed_by", choices, SignedBy.AGENT if file.draft.agent else SignedBy.APPLICANT)

    def given(self) -> dict[str, Any]:
        return {"signed_by": SignedBy(self.cleaned_data["signed_by"])}


class AssignTo(Deed):
    """Who is to work on it."""

    to = OneOf(label=_("Who works on it"), required=False)

    def prepare(self, file: File) -> None:
        cards = agencies.officers(office=file.draft.office)
        choices = [(card.number, f"{card.name} {card.number}") for card in cards if card.role in AT_THE_COUNTER]
        self.choose("to", [*choices, ("", gettext("Nobody in particular"))], file.assigned)


@dataclass(frozen=True, slots=True)
class Page:
    """One act with its form and the service that does it."""

    form: type[Deed]
    do: Callable[..., Any]

    @property
    def words(self) -> str:
        """The field that a usual reason goes into."""
        return next((name for name in ("reason", "what", "findings", "note") if name in self.form.base_fields), "")


DEEDS: Mapping[Act, Page] = {
    Act.ASK_INVESTIGATION: Page(AskInvestigation, services.ask_investigation),
    Act.APPROVE_INVESTIGATION: Page(Reason, services.approve_investigation),
    Act.REFUSE_INVESTIGATION: Page(Reason, services.refuse_investigation),
    Act.ASK_COOPERATION: Page(AskCooperation, services.ask_cooperation),
    Act.COOPERATE: Page(Cooperate, services.cooperate),
    Act.RESUME: Page(Resume, services.resume),
    Act.SEND_BACK: Page(Reason, services.send_back),
    Act.HOLD: Page(Doubt, services.hold),
    Act.LIFT_HOLD: Page(Reason, services.lift_hold),
    Act.REJECT: Page(Established, services.reject),
    Act.CHOOSE_DELIVERY: Page(ChooseDelivery, services.choose_delivery),
    Act.POST: Page(Post, services.post),
    Act.SIGN_FOR: Page(SignFor, services.sign_for),
    Act.ASSIGN: Page(AssignTo, services.assign),
}


def ground(value: ComplexityGround) -> str:
    """A ground of complexity in the reader's language, as a line to choose."""
    text = names.GROUNDS[value][1 if english() else 0]
    return text[:1].upper() + text[1:]
