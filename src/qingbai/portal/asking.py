"""Who asks, for whom, and what was answered so far: what every question of the portal looks at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.utils.functional import Promise

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.profile import RegionProfile
from qingbai.agencies.queries import OfficeCard
from qingbai.inquiries.besides import Besides, asked_besides
from qingbai.law.local import AskingPlace
from qingbai.law.terms import AskerClass, DocumentKind, OfficeKind, Sex
from qingbai.pages.fields import OneOf
from qingbai.pages.forms import QuestionForm
from qingbai.pages.templatetags.pages import day
from qingbai.portal.realname import Identity

Answers = Mapping[str, Mapping[str, str]]
HOUSEHOLD, RESIDENCE = AskingPlace.HOUSEHOLD.value, AskingPlace.RESIDENCE.value
MYSELF, WARD, PRINCIPAL = "myself", "ward", "principal"
INVENTED_PROVINCE = "10"


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question may look at: who is signed in, and the answers so far."""

    signer: Identity
    answers: Answers

    def answer(self, question: str, field: str = "answer") -> str:
        """An earlier answer; empty where there is none."""
        return self.answers.get(question, {}).get(field, "")

    @property
    def whom(self) -> str:
        """For whom it is asked: oneself, a ward, or somebody who gave authority."""
        return self.answer("whom") or MYSELF

    @property
    def person(self) -> Identity:
        """The person asked about: who is signed in, or whoever that one named."""
        told = self.answers.get("person")
        if self.whom == MYSELF or told is None:
            return self.signer
        return replace(
            self.signer,
            asker_class=AskerClass(told["asker_class"]),
            name=told["name"],
            latin_name=told["latin_name"],
            sex=Sex(told["sex"]),
            born_on=date.fromisoformat(told["born_on"]),
            nationality=told["nationality"],
            document_kind=DocumentKind(told["document_kind"]),
            document_number=told["document_number"],
            stay_days=None,
            permits=(),
            household="",
        )

    @property
    def foreigner(self) -> bool:
        """Whether it is about a foreigner."""
        return self.person.asker_class is AskerClass.FOREIGNER

    @property
    def place(self) -> AskingPlace:
        """By which place it is asked."""
        if self.person.asker_class in {AskerClass.FOREIGNER, AskerClass.HK_MACAU_TAIWAN}:
            return AskingPlace.RESIDENCE
        return AskingPlace(self.answer("place") or HOUSEHOLD)

    @property
    def at_residence(self) -> bool:
        """Whether the application goes to the place of residence."""
        return self.place is AskingPlace.RESIDENCE

    @property
    def region(self) -> RegionProfile:
        """The rules of the region of the chosen district, as they read for this class of applicants; the nation's before one is chosen."""
        return agencies.region(self.answer("district")).of(self.person.asker_class)

    @property
    def besides(self) -> frozenset[Besides]:
        """What the region asks besides of whoever asks so."""
        agent = self.whom == PRINCIPAL
        return asked_besides(
            self.region,
            asker=self.person.asker_class,
            place=self.place,
            household_known=bool(self.person.household),
            through_agent=agent,
            agent_born_on=self.signer.born_on if agent else None,
            online=True,
            on=clock.today(),
        )


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to one question, ``kept`` as the draft has it, beside all the others."""

    asking: Asking
    kept: Mapping[str, str]

    @property
    def answer(self) -> str:
        """Of a question with a single box."""
        return self.kept.get("answer", "")


class Question(QuestionForm):
    """The base: a form that knows who asks, and how its answer reads on a page of answers."""

    one_question = True
    short: ClassVar[Promise | str] = ""
    """What the answer is called there."""

    @classmethod
    def called(cls, asking: Asking) -> str:  # noqa: ARG003
        """What the answer of this person is called there, where that hangs on other answers."""
        return str(cls.short)

    @classmethod
    def reads(cls, one: Answered) -> str:
        """The answer as it stands there; days, where there is no answer of another kind."""
        if "answer" in one.kept:
            return one.answer
        return " – ".join(day(date.fromisoformat(value)) for value in one.kept.values() if value)

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        self.asking = asking
        super().__init__(data=data, initial=initial)

    def offer(self, choices: list[tuple[str, str]], field: str = "answer") -> None:
        """Give a question its choices, in the reader's language."""
        found = self.fields[field]
        assert isinstance(found, OneOf)
        found.choices = choices


def offered() -> tuple[OfficeCard, ...]:
    """The offices people may choose: all, and in a demonstration the invented ones alone."""
    return agencies.offices(division=INVENTED_PROVINCE if getattr(settings, "DEMO", False) else None)


def kind_for(asker: AskerClass, region: RegionProfile) -> OfficeKind:
    """The kind of office that takes this class of applicants in a region (INQ-12)."""
    rule = region.of(asker).competence
    return {
        AskerClass.CITIZEN: OfficeKind.POLICE_STATION,
        AskerClass.FOREIGNER: OfficeKind.EXIT_ENTRY,
        AskerClass.HK_MACAU_TAIWAN: rule.hk_macau_taiwan_at,
        AskerClass.OVERSEAS_CHINESE: rule.overseas_chinese_at,
    }[asker]
