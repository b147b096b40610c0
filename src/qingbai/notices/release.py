"""A notice of release (《刑满释放人员通知书》): a prison or detention house tells the registry of the household's place that somebody was released.

2012 Opinions part 2(2): on release the prison or detention house notifies the registry (REG-03); the release certificate itself
follows from the Prison Law and is named by number (REG-04). The conviction stays as it is: only its execution has come to an end.
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

FORMAT = "qingbai/release-notice/1"
SENDERS = frozenset({SenderKind.PRISON, SenderKind.DETENTION_HOUSE})


class ReleaseGround(StrEnum):
    """Why somebody was released (释放事由)."""

    TERM_SERVED = "term_served"  # 刑期届满
    COMMUTED = "commuted"  # 裁定减去余刑
    PARDONED = "pardoned"  # 特赦


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseNotice:
    """One release of one person from the punishment of one judgment (刑满释放).

    ``court`` and ``case_number``: the judgment executed. ``certificate_number``: of the release certificate (释放证明书).
    ``political_rights_until``: the last day of a deprivation of political rights that is still to run; ``fine_unpaid_yuan``: what of the
    fine is still owed, null where the sender does not know.
    """

    __pydantic_config__ = STRICT

    format: Literal["qingbai/release-notice/1"]
    message_id: str
    sender: Sender
    court: str
    case_number: str
    person: Person
    released_on: Day
    ground: ReleaseGround
    certificate_number: str
    political_rights_until: Day | None = None
    fine_unpaid_yuan: int | None = None

    @property
    def body_digest(self) -> bytes:
        """SHA-256 of everything the notice says; 32 bytes."""
        return FORM.body_digest(self)

    @property
    def subject_digest(self) -> bytes:
        """SHA-256 of what it is about: the release of this person in this case; 32 bytes."""
        number = common.plain_case_number(self.case_number) or self.case_number
        return common.subject_digest(FORMAT, number, common.plain_name(self.person.name))

    @property
    def event_on(self) -> date:
        """The day on which the duty to notify began."""
        return self.released_on

    @property
    def ended(self) -> tuple[ExecutionState, date]:
        """How the execution ended, and when."""
        pardoned = self.ground is ReleaseGround.PARDONED
        return (ExecutionState.REMITTED if pardoned else ExecutionState.COMPLETED), self.released_on


FORM = Form(FORMAT, ReleaseNotice)


def faults(notice: ReleaseNotice, *, on: date) -> Iterator[Fault]:
    """Everything in the notice that cannot be right on the day ``on``."""
    yield from common.heading_faults(notice)
    yield from common.entitled_faults(notice.sender, SENDERS)
    yield from common.case_faults(notice.court, notice.case_number)
    yield from common.person_faults(notice.person, on)
    yield from common.day_faults("released_on", notice.released_on, on)
    yield from common.year_faults("released_on", notice.released_on, notice.case_number)
    yield from common.birth_faults("released_on", notice.released_on, notice.person)
    yield from checks.line_faults("certificate_number", notice.certificate_number, needed=True)
    if notice.political_rights_until is not None and notice.political_rights_until < notice.released_on:
        yield fault("political_rights_until", "out_of_order", earlier="released_on")
    if notice.fine_unpaid_yuan is not None and notice.fine_unpaid_yuan < 0:
        yield fault("fine_unpaid_yuan", "negative")
