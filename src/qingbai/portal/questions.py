"""The questions of an application, one on a page (一页一问), and which of them a person is asked.

Each question is a small form and a test whether it applies, given who asks and what was answered before. Nothing is
decided here: which office is competent and which paper is missing the law says, when the whole application is read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OfficeCard
from qingbai.agencies.terms import Bilingual
from qingbai.inquiries.besides import Besides
from qingbai.inquiries.draft import Purpose
from qingbai.law.local import AskingPlace
from qingbai.law.terms import AskerClass, OfficeKind
from qingbai.notifications import contacts
from qingbai.notifications.contacts import Contact
from qingbai.pages import words
from qingbai.pages.fields import Choice, Day, Line, Number, OneOf, WholeNumber
from qingbai.pages.language import in_brackets, in_ours, listed
from qingbai.portal import delivering, others
from qingbai.portal.asking import Answered, Question, kind_for, offered
from qingbai.portal.asking import Asking as Asking

ALL_TIME, CHOSEN_TIME = "all", "chosen"


class Stay(Question):
    short = gettext_lazy("Days stayed in China")
    answer = WholeNumber(
        label=gettext_lazy("How many days have you stayed in China?"),
        help_text=gettext_lazy("Count all your stays together. Days of arrival and departure count as whole days."),
        min_value=0,
        max_value=40000,
        error_messages={
            "required": gettext_lazy("Enter how many days you have stayed in China"),
            "invalid": gettext_lazy("Days of stay must be a whole number, for example 400"),
            "min_value": gettext_lazy("Days of stay cannot be less than 0: check the number"),
            "max_value": gettext_lazy("Days of stay cannot be more than 40000: check the number"),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "width-4", "autocomplete": "off"}),
    )


class Place(Question):
    short = gettext_lazy("Where you apply")
    answer = OneOf(
        label=gettext_lazy("Where do you want to apply?"),
        error_messages={"required": gettext_lazy("Choose where you want to apply")},
    )

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        super().__init__(asking, data, initial)
        taken = {place for office in offered() for place in agencies.region(office.division).competence.citizens_at}
        every = {
            AskingPlace.HOUSEHOLD: Choice(_("Where my household is registered"), _("No further paper is needed.")),
            AskingPlace.RESIDENCE: Choice(_("Where I live"), _("You need a valid residence permit of that place.")),
            AskingPlace.FORMER_HOUSEHOLD: Choice(
                _("Where my household was registered before"), _("You need proof that it moved away.")
            ),
            AskingPlace.SCHOOL: Choice(_("Where I study"), _("You need proof that you are enrolled.")),
        }
        self.offer([(place.value, choice) for place, choice in every.items() if place in taken])

    @classmethod
    def reads(cls, one: Answered) -> str:
        return {
            AskingPlace.RESIDENCE: _("Where I live"),
            AskingPlace.HOUSEHOLD: _("Where my household is registered"),
            AskingPlace.FORMER_HOUSEHOLD: _("Where my household was registered before"),
            AskingPlace.SCHOOL: _("Where I study"),
        }[one.asking.place]


class District(Question):
    answer = OneOf(error_messages={"required": gettext_lazy("Choose a district")})

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        super().__init__(asking, data, initial)
        self.fields["answer"].label = {
            AskingPlace.RESIDENCE: _("In which district do you live?"),
            AskingPlace.HOUSEHOLD: _("In which district is your household registered?"),
            AskingPlace.FORMER_HOUSEHOLD: _("In which district was your household registered?"),
            AskingPlace.SCHOOL: _("In which district is your school?"),
        }[asking.place]
        self.offer([(code, in_ours(name)) for code, name in districts(asking)])

    @classmethod
    def called(cls, asking: Asking) -> str:
        return {
            AskingPlace.RESIDENCE: _("District where you live"),
            AskingPlace.HOUSEHOLD: _("District of your household"),
            AskingPlace.FORMER_HOUSEHOLD: _("District of your former household"),
            AskingPlace.SCHOOL: _("District of your school"),
        }[asking.place]

    @classmethod
    def reads(cls, one: Answered) -> str:
        return next(in_ours(name) for code, name in districts(one.asking) if code == one.answer)


class Office(Question):
    short = gettext_lazy("Office")
    answer = OneOf(
        label=gettext_lazy("Which office should handle your application?"),
        error_messages={"required": gettext_lazy("Choose an office")},
    )

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        super().__init__(asking, data, initial)
        self.offer([(office.code, Choice(in_ours(office.name), in_ours(office.address))) for office in offices(asking)])

    @classmethod
    def reads(cls, one: Answered) -> str:
        return next(in_ours(office.name) for office in offices(one.asking) if office.code == one.answer)


class PurposeOf(Question):
    short = gettext_lazy("Purpose")
    answer = OneOf(
        label=gettext_lazy("What do you need the certificate for?"),
        help_text=gettext_lazy("The purpose is printed on the certificate."),
        error_messages={"required": gettext_lazy("Choose what you need the certificate for")},
    )

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        super().__init__(asking, data, initial)
        self.offer([(kind.value, words.purpose(kind)) for kind in Purpose])

    @classmethod
    def reads(cls, one: Answered) -> str:
        return words.purpose(Purpose(one.answer))


class PurposeNote(Question):
    short = gettext_lazy("Purpose in your words")
    answer = Line(
        label=gettext_lazy("What exactly is the certificate for?"),
        help_text=gettext_lazy("A few words are enough. They are printed on the certificate as you write them."),
        max_length=100,
        error_messages={
            "required": gettext_lazy("Write what the certificate is for"),
            "max_length": gettext_lazy("What it is for must fit in 100 characters: shorten it"),
        },
    )


class Period(Question):
    short = gettext_lazy("Period covered")
    answer = OneOf(
        label=gettext_lazy("Which period should the inquiry cover?"),
        error_messages={"required": gettext_lazy("Choose which period the inquiry should cover")},
    )

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        super().__init__(asking, data, initial)
        self.offer(
            [
                (ALL_TIME, Choice(_("All time until now"), _("Right for almost everybody."))),
                (
                    CHOSEN_TIME,
                    Choice(_("Certain dates"), _("If the body that asks for the certificate named a period.")),
                ),
            ]
        )

    @classmethod
    def reads(cls, one: Answered) -> str:
        return _("All time until now") if one.answer == ALL_TIME else _("Certain dates")


class Dates(Question):
    short = gettext_lazy("Dates covered")
    one_question = False
    title = gettext_lazy("Which dates should the inquiry cover?")
    period_from = Day(
        label=gettext_lazy("First day"),
        error_messages={"required": gettext_lazy("Enter the first day: year, month and day")},
    )
    period_to = Day(
        label=gettext_lazy("Last day"),
        error_messages={"required": gettext_lazy("Enter the last day: year, month and day")},
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        for name, sentence in (
            ("period_from", _("The first day cannot be later than today")),
            ("period_to", _("The last day cannot be later than today")),
        ):
            day = found.get(name)
            if day is not None and day > clock.today():
                self.add_error(name, ValidationError(sentence, "future"))
        first, last = found.get("period_from"), found.get("period_to")
        if first and last and first > last:
            self.add_error("period_from", ValidationError(_("The first day must come before the last day"), "order"))
        return found


class Phone(Question):
    short = gettext_lazy("How to reach you")
    one_question = False
    title = gettext_lazy("How can we reach you?")
    answer = Number(
        label=gettext_lazy("What is your telephone number?"),
        help_text=gettext_lazy("The office calls only if something about your application is unclear."),
        error_messages={"required": gettext_lazy("Enter your telephone number")},
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "width-20"}),
    )
    sms = forms.BooleanField(label=gettext_lazy("Tell me of each step by text message to this number"), required=False)
    email = Line(
        label=gettext_lazy("E-mail address (optional)"),
        help_text=gettext_lazy(
            "If you give one, you are told of each step by e-mail. Messages name the number of your application and never what was found."
        ),
        required=False,
        max_length=254,
        error_messages={"max_length": gettext_lazy("The address has more than 254 characters: check it")},
        widget=forms.TextInput(
            attrs={"type": "email", "inputmode": "email", "autocomplete": "email", "spellcheck": "false"}
        ),
    )

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        told = {**initial, "sms": initial.get("sms") == str(True)} if initial else initial
        super().__init__(asking, data, told)

    def clean_answer(self) -> str:
        found: str = self.cleaned_data["answer"]
        digits = found.removeprefix("+")
        if not (digits.isascii() and digits.isdigit() and 6 <= len(digits) <= 15):
            raise ValidationError(
                _("A telephone number has 6 to 15 digits, for example 13800000000 or +33 1 00 00 00 00"), "phone"
            )
        return found

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        phone = given.get("answer", "") if given.get("sms") else ""
        boxes = {"phone": "answer", "email": "email"}
        for fault in contacts.faults(Contact(email=given.get("email", ""), phone=phone)):
            self.add_error(boxes[fault.field], ValidationError(in_ours(fault).rstrip("。."), fault.code))
        return given

    @classmethod
    def reads(cls, one: Answered) -> str:
        told = [_("text messages")] if one.kept.get("sms") == str(True) else []
        told += [one.kept["email"]] if one.kept.get("email") else []
        return one.answer + in_brackets(listed(told))


@dataclass(frozen=True, slots=True)
class Step:
    """One question in its place: its address, its form, and whether it applies; ``on_request``: only whoever goes there is asked."""

    key: str
    form: type[Question]
    applies: Callable[[Asking], bool]
    on_request: bool = False


def districts(asking: Asking) -> list[tuple[str, Bilingual]]:
    """The districts with an office that takes such applications, by code."""
    kind, place = office_kind(asking), asking.place
    citizen = asking.person.asker_class is AskerClass.CITIZEN
    found = {office.division: office.district for office in offered() if office.kind is kind}
    return sorted(
        (code, name)
        for code, name in found.items()
        if not citizen or place in agencies.region(code).competence.citizens_at
    )


def offices(asking: Asking) -> list[OfficeCard]:
    """The offices of the chosen district that take such applications."""
    here = asking.answer("district")
    return [office for office in offered() if office.division == here and office.kind is office_kind(asking)]


def office_kind(asking: Asking) -> OfficeKind:
    """The kind of office that is offered; whether it is competent the law says when the application is read."""
    return kind_for(asking.person.asker_class, asking.region)


def _besides(matter: Besides) -> Callable[[Asking], bool]:
    """Asked where it matters in the region, for who asks so (``inquiries.besides``)."""
    return lambda asking: matter in asking.besides


def _citizen_who_may_choose(asking: Asking) -> bool:
    return asking.person.asker_class in {AskerClass.CITIZEN, AskerClass.OVERSEAS_CHINESE}


STEPS: tuple[Step, ...] = (
    Step("whom", others.Whom, lambda asking: "whom" in asking.answers, on_request=True),
    Step("person", others.Person, others.acts_for_another),
    Step("own-work", others.OwnWork, _besides(Besides.OWN_WORK)),
    Step("stay", Stay, lambda asking: asking.foreigner and asking.person.stay_days is None),
    Step("place", Place, _citizen_who_may_choose),
    Step("district", District, lambda _: True),
    Step("office", Office, lambda _: True),
    Step("province", others.Province, _besides(Besides.HOUSEHOLD)),
    Step("since", others.Since, _besides(Besides.SINCE)),
    Step("relation", others.RelationOf, _besides(Besides.RELATION)),
    Step("purpose", PurposeOf, lambda _: True),
    Step("reason", others.ReasonOf, _besides(Besides.REASON)),
    Step("purpose-note", PurposeNote, lambda asking: asking.answer("purpose") == Purpose.OTHER),
    Step("period", Period, lambda _: True),
    Step("dates", Dates, lambda asking: asking.answer("period") == CHOSEN_TIME),
    Step("tied", others.Tied, _besides(Besides.TIE)),
    Step("validity", others.Validity, _besides(Besides.VALIDITY)),
    Step("delivery", delivering.HandedOver, _besides(Besides.DELIVERY)),
    Step("phone", Phone, lambda _: True),
)


BY_KEY: Mapping[str, Step] = {step.key: step for step in STEPS}


def steps(asking: Asking) -> list[Step]:
    """The questions this person is asked, in order."""
    return [step for step in STEPS if step.applies(asking)]


def still_answered(asking: Asking, key: str, field: str = "answer") -> str:
    """The answer to a question that is still asked; an older one that no longer matters is left."""
    return asking.answer(key, field) if BY_KEY[key].applies(asking) else ""


def unanswered(asking: Asking) -> Step | None:
    """The first question whose answer is missing or no longer fits; ``None`` when all are answered."""
    for step in steps(asking):
        kept = asking.answers.get(step.key)
        if kept is None or not step.form(asking, data=as_posted(kept)).is_valid():
            return step
    return None


def is_day(name: str) -> bool:
    """Whether a field of this name holds a day."""
    return name.startswith("period_") or name.endswith("_on")


def as_kept(cleaned: Mapping[str, Any]) -> dict[str, str]:
    """Clean answers as the session keeps them."""
    return {
        name: value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
        for name, value in cleaned.items()
    }


def as_posted(kept: Mapping[str, str]) -> dict[str, str]:
    """Kept answers as a browser would post them, so that they can be checked again."""
    posted = dict(kept)
    for name, value in kept.items():
        if is_day(name) and value:
            posted |= {f"{name}_{place}": part for place, part in enumerate(value.split("-"))}
    return posted


def as_initial(kept: Mapping[str, str]) -> dict[str, Any]:
    """Kept answers as the form shows them."""
    return {name: date.fromisoformat(value) if is_day(name) and value else value for name, value in kept.items()}
