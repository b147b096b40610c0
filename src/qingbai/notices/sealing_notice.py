"""A notice to seal (《犯罪记录封存通知书》): a court, or for its own decision a procuratorate, tells the registry that somebody's record must be sealed.

封存实施办法 11, 12: once the judgment has taken effect the court sends the notice with it; whoever receives it seals within three days
(SEAL-10). Here the record is sealed when it enters, by the law's own rules; the notice confirms that, seals what those rules left to a person, and
holds for a document that comes only after it.
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

FORMAT = "qingbai/sealing-notice/1"
SENDERS = frozenset({SenderKind.COURT, SenderKind.PROCURATORATE})


class Decided(StrEnum):
    """What sort of decision is to be sealed (封存的文书)."""

    JUDGMENT = "judgment"  # 裁判文书
    NON_PROSECUTION = "non_prosecution"  # 不起诉决定书


class SealingGround(StrEnum):
    """On what the record must be sealed (封存事由)."""

    WITHIN_FIVE_YEARS = "within_five_years"  # 不满十八周岁，五年有期徒刑以下刑罚
    EXEMPTED = "exempted"  # 不满十八周岁，免予刑事处罚
    MAIN_ACTS_BEFORE_18 = "main_acts_before_18"  # 主要犯罪行为在十八周岁以前
    NO_CONVICTION = "no_conviction"  # 宣告无罪、不负刑事责任、终止审理
    NOT_PROSECUTED = "not_prosecuted"  # 不起诉


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingNotice:
    """One person's record of one case to be sealed (封存).

    ``issuer`` and ``number``: the court with its case number, or the procuratorate with that of its decision. ``effective_on``: the day on
    which the decision took effect. ``notice_number``: of the notice itself (通知书文号).
    """

    __pydantic_config__ = STRICT

    format: Literal["qingbai/sealing-notice/1"]
    message_id: str
    sender: Sender
    decided: Decided
    issuer: str
    number: str
    person: Person
    effective_on: Day
    ground: SealingGround
    notice_number: str

    @property
    def body_digest(self) -> bytes:
        """SHA-256 of everything the notice says; 32 bytes."""
        return FORM.body_digest(self)

    @property
    def subject_digest(self) -> bytes:
        """SHA-256 of what it is about: the seal of this person's record in this case; 32 bytes."""
        number = common.plain_case_number(self.number) or common.plain_number(self.number)
        return common.subject_digest(FORMAT, number, common.plain_name(self.person.name))

    @property
    def event_on(self) -> date:
        """The day on which the duty to notify began."""
        return self.effective_on


FORM = Form(FORMAT, SealingNotice)
_SENDER = {Decided.JUDGMENT: SenderKind.COURT, Decided.NON_PROSECUTION: SenderKind.PROCURATORATE}


def faults(notice: SealingNotice, *, on: date) -> Iterator[Fault]:
    """Everything in the notice that cannot be right on the day ``on``."""
    yield from common.heading_faults(notice)
    yield from common.entitled_faults(notice.sender, frozenset({_SENDER[notice.decided]}))
    yield from _decision_faults(notice)
    yield from common.person_faults(notice.person, on)
    yield from common.day_faults("effective_on", notice.effective_on, on)
    yield from common.birth_faults("effective_on", notice.effective_on, notice.person)
    yield from checks.line_faults("notice_number", notice.notice_number, needed=True)
    if (notice.decided is Decided.NON_PROSECUTION) is not (notice.ground is SealingGround.NOT_PROSECUTED):
        yield fault("ground", "ground_contradicts")


def _decision_faults(notice: SealingNotice) -> Iterator[Fault]:
    if notice.decided is Decided.JUDGMENT:
        names = {"court": "issuer", "case_number": "number"}
        for found in common.case_faults(notice.issuer, notice.number):
            yield Fault(names[found.field], found.code, found.zh, found.en)
        yield from common.year_faults("effective_on", notice.effective_on, notice.number)
        return
    yield from checks.line_faults("issuer", notice.issuer, needed=True)
    yield from common.decision_faults("number", notice.number, notice.effective_on, "effective_on")
