"""A notice of a decision not to prosecute (不起诉通报), from the procuratorate that made it.

It is no conviction and never stands in the register of convictions (2012 Opinions part 3: such data is kept apart, REG-05); a minor's is
sealed (预防未成年人犯罪法 59, SEAL-06, 10). It lies in the vault from the first moment, for the channels that may ask for it: school
vetting asks for decisions under CPL 177(2) on certain offences (MIN-04).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from qingbai.incoming import STRICT, Fault
from qingbai.law.organs import SenderKind
from qingbai.notices import common
from qingbai.notices.common import Person
from qingbai.notices.faults import fault
from qingbai.notices.form import Form
from qingbai.notices.notice import Day, Sender, StatedOffence

FORMAT = "qingbai/non-prosecution-notice/1"
SENDERS = frozenset({SenderKind.PROCURATORATE})


class NonProsecution(StrEnum):
    """On what a procuratorate does not prosecute (不起诉种类)."""

    STATUTORY = "statutory"  # 法定不起诉，刑诉法 177(1)
    MINOR_OFFENCE = "minor_offence"  # 酌定不起诉，刑诉法 177(2)
    EVIDENCE = "evidence"  # 存疑不起诉，刑诉法 175(4)
    CONDITIONS_MET = "conditions_met"  # 附条件不起诉考验期满，刑诉法 284
    SPECIAL = "special"  # 特殊不起诉，刑诉法 182


@dataclass(frozen=True, slots=True, kw_only=True)
class NonProsecutionNotice:
    """One decision not to prosecute one person (不起诉决定书).

    ``charges``: of which crimes the person was suspected, by the names of that time; ``offences``: when the acts were done.
    """

    __pydantic_config__ = STRICT

    format: Literal["qingbai/non-prosecution-notice/1"]
    message_id: str
    sender: Sender
    decision_number: str
    decided_on: Day
    kind: NonProsecution
    charges: tuple[str, ...]
    person: Person
    offences: tuple[StatedOffence, ...] = ()

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
        """The day on which the duty to notify began."""
        return self.decided_on


FORM = Form(FORMAT, NonProsecutionNotice)


def faults(notice: NonProsecutionNotice, *, on: date) -> Iterator[Fault]:
    """Everything in the notice that cannot be right on the day ``on``."""
    yield from common.heading_faults(notice)
    yield from common.entitled_faults(notice.sender, SENDERS)
    yield from common.decision_faults("decision_number", notice.decision_number, notice.decided_on, "decided_on")
    yield from common.day_faults("decided_on", notice.decided_on, on)
    yield from common.birth_faults("decided_on", notice.decided_on, notice.person)
    yield from common.person_faults(notice.person, on)
    yield from common.offence_faults(notice.offences, notice.decided_on, notice.person)
    if not notice.charges and notice.kind is not NonProsecution.STATUTORY:
        yield fault("charges", "empty")
    yield from common.charge_faults(notice.charges, notice.decided_on)
