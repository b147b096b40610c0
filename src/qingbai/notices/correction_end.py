"""A notice that community correction ended (《社区服刑人员矫正期满通知书》): a county justice bureau tells the registry of the household's place.

2012 Opinions part 2(2) (REG-03). Whoever was on probation, under control, on parole or served outside prison for a time is released from
correction when the period ends or on pardon (社区矫正法 44). Probation that ended means that the sentence is not executed any more;
the conviction and its record stay (刑法 76, REG-19).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from qingbai.incoming import STRICT, Fault
from qingbai.law.organs import SenderKind
from qingbai.notices import checks, common
from qingbai.notices.common import Person
from qingbai.notices.faults import fault
from qingbai.notices.form import Form
from qingbai.notices.notice import Day, Sender
from qingbai.registers.terms import ExecutionState

FORMAT = "qingbai/correction-end-notice/1"
SENDERS = frozenset({SenderKind.JUSTICE_BUREAU})


class Correction(StrEnum):
    """On what somebody was under community correction (社区矫正类别), 社区矫正法 2."""

    CONTROL = "control"  # 管制
    PROBATION = "probation"  # 缓刑
    PAROLE = "parole"  # 假释
    OUTSIDE_PRISON = "outside_prison"  # 暂予监外执行


class CorrectionEnd(StrEnum):
    """Why correction ended (解除矫正事由), 社区矫正法 44."""

    EXPIRED = "expired"  # 矫正期满
    PARDONED = "pardoned"  # 特赦


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionEndNotice:
    """The end of one person's community correction in one case (矫正期满).

    ``court`` and ``case_number``: the judgment executed. ``kind``: on what the person was under correction, from ``began_on`` to
    ``ended_on``, the last day of the period. ``certificate_number``: of the certificate of release from correction (解除社区矫正证明书).
    """

    __pydantic_config__ = STRICT

    format: Literal["qingbai/correction-end-notice/1"]
    message_id: str
    sender: Sender
    court: str
    case_number: str
    person: Person
    kind: Correction
    began_on: Day
    ended_on: Day
    ground: CorrectionEnd
    certificate_number: str

    @property
    def body_digest(self) -> bytes:
        """SHA-256 of everything the notice says; 32 bytes."""
        return FORM.body_digest(self)

    @property
    def subject_digest(self) -> bytes:
        """SHA-256 of what it is about: the end of this person's correction of this kind in this case; 32 bytes."""
        number = common.plain_case_number(self.case_number) or self.case_number
        return common.subject_digest(FORMAT, number, common.plain_name(self.person.name), self.kind.value)

    @property
    def event_on(self) -> date:
        """The day on which the duty to notify began."""
        return self.ended_on

    @property
    def ended(self) -> tuple[ExecutionState, date]:
        """How the execution ended, and when."""
        pardoned = self.ground is CorrectionEnd.PARDONED
        return (ExecutionState.REMITTED if pardoned else ExecutionState.COMPLETED), self.ended_on


FORM = Form(FORMAT, CorrectionEndNotice)


def faults(notice: CorrectionEndNotice, *, on: date) -> Iterator[Fault]:
    """Everything in the notice that cannot be right on the day ``on``."""
    yield from common.heading_faults(notice)
    yield from common.entitled_faults(notice.sender, SENDERS)
    yield from common.case_faults(notice.court, notice.case_number)
    yield from common.person_faults(notice.person, on)
    yield from common.year_faults("began_on", notice.began_on, notice.case_number)
    yield from common.birth_faults("began_on", notice.began_on, notice.person)
    yield from common.day_faults("began_on", notice.began_on, on)
    yield from common.day_faults("ended_on", notice.ended_on, on, not_before=notice.began_on, earlier="began_on")
    if notice.kind is Correction.CONTROL and notice.ended_on == notice.began_on:
        yield fault("ended_on", "no_period")
    yield from checks.line_faults("certificate_number", notice.certificate_number, needed=True)
