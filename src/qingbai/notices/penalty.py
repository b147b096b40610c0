"""A notice of a public-order penalty (治安管理处罚通报), from the public-security organ that imposed it.

A penalty is no conviction and never stands in the register of convictions (2012 Opinions part 3, REG-05). From 2026-01-01 records of public-order
violations are sealed for everybody (治安管理处罚法 136, SEAL-24). It lies in the vault from the first moment, for the channels
that the state's provisions name, school vetting among them (MIN-04).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from qingbai.incoming import STRICT, Fault
from qingbai.law.ages import Side, side_of
from qingbai.law.organs import SenderKind
from qingbai.notices import checks, common
from qingbai.notices.common import Person
from qingbai.notices.faults import fault
from qingbai.notices.form import Form
from qingbai.notices.notice import Day, Sender, StatedOffence

FORMAT = "qingbai/penalty-notice/1"
SENDERS = frozenset({SenderKind.PUBLIC_SECURITY})
LEAST_AGE = 14
"""Nobody younger is penalised, 治安管理处罚法 12."""
LONGEST_DETENTION = 20
"""Days of detention for several violations together, 治安管理处罚法 16; one alone has 15."""


class Measure(StrEnum):
    """Kinds of public-order penalty (处罚种类), 治安管理处罚法 10."""

    WARNING = "warning"  # 警告
    FINE = "fine"  # 罚款
    DETENTION = "detention"  # 行政拘留
    LICENCE_REVOKED = "licence_revoked"  # 吊销许可证件
    LEAVE_OR_DEPORTATION = "leave_or_deportation"  # 限期出境、驱逐出境


@dataclass(frozen=True, slots=True, kw_only=True)
class Imposed:
    """One measure imposed (处罚内容): ``days`` of detention, ``yuan`` of a fine."""

    __pydantic_config__ = STRICT

    measure: Measure
    days: int | None = None
    yuan: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyNotice:
    """One decision that penalises one person (行政处罚决定书).

    ``violations``: what it names the acts (猥亵, 盗窃); ``acts``: when they were done. ``executed``: whether detention was carried out, for minors
    and the aged it may not be (治安管理处罚法 21).
    """

    __pydantic_config__ = STRICT

    format: Literal["qingbai/penalty-notice/1"]
    message_id: str
    sender: Sender
    decision_number: str
    decided_on: Day
    violations: tuple[str, ...]
    imposed: tuple[Imposed, ...]
    person: Person
    acts: tuple[StatedOffence, ...] = ()
    executed: bool = True

    @property
    def body_digest(self) -> bytes:
        """SHA-256 of everything the notice says; 32 bytes."""
        return FORM.body_digest(self)

    @property
    def subject_digest(self) -> bytes:
        """SHA-256 of what it is about: this decision on this person; 32 bytes."""
        return common.subject_digest(
            FORMAT, common.plain_number(self.decision_number), common.plain_name(self.person.name)
        )

    @property
    def event_on(self) -> date:
        """The day on which the decision was made."""
        return self.decided_on


FORM = Form(FORMAT, PenaltyNotice)


def faults(notice: PenaltyNotice, *, on: date) -> Iterator[Fault]:
    """Everything in the notice that cannot be right on the day ``on``."""
    yield from common.heading_faults(notice)
    yield from common.entitled_faults(notice.sender, SENDERS)
    yield from common.decision_faults("decision_number", notice.decision_number, notice.decided_on, "decided_on")
    yield from common.day_faults("decided_on", notice.decided_on, on)
    yield from common.birth_faults("decided_on", notice.decided_on, notice.person)
    yield from common.person_faults(notice.person, on)
    yield from common.offence_faults(notice.acts, notice.decided_on, notice.person, field="acts")
    yield from _violation_faults(notice)
    yield from _measure_faults(notice)
    yield from _age_faults(notice)


def _violation_faults(notice: PenaltyNotice) -> Iterator[Fault]:
    if not notice.violations:
        yield fault("violations", "empty")
    for place, violation in enumerate(notice.violations):
        yield from checks.line_faults(f"violations[{place}]", violation, needed=True)
        if violation.strip().endswith("罪"):
            yield fault(f"violations[{place}]", "crime_in_penalty")


def _measure_faults(notice: PenaltyNotice) -> Iterator[Fault]:
    """Each measure with the amount that it needs and none that it has not."""
    if not notice.imposed:
        yield fault("imposed", "empty")
    needs = {Measure.DETENTION: "days", Measure.FINE: "yuan"}
    for place, one in enumerate(notice.imposed):
        for field in ("days", "yuan"):
            value: int | None = getattr(one, field)
            needed = needs.get(one.measure) == field
            if needed and (value is None or value < 1):
                yield fault(f"imposed[{place}].{field}", "amount_missing")
            elif not needed and value is not None:
                yield fault(f"imposed[{place}].{field}", "amount_not_fitting")
    days = sum(one.days or 0 for one in notice.imposed if one.measure is Measure.DETENTION)
    if days > LONGEST_DETENTION:
        yield fault("imposed", "detention_too_long", days=str(LONGEST_DETENTION))


def _age_faults(notice: PenaltyNotice) -> Iterator[Fault]:
    """Acts that all lie before the age of fourteen."""
    born = checks.partial_date(notice.person.born_on)
    for place, act in enumerate(notice.acts):
        offence = checks.offence_of(act.began, act.ended)
        if born is not None and offence is not None and side_of(offence, born, LEAST_AGE) is Side.BEFORE:
            yield fault(f"acts[{place}]", "too_young_for_penalty", age=str(LEAST_AGE))
