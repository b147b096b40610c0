"""A court's notice of a judgment (裁判文书通报): the document's text, and what the court states beyond it.

The text says what was decided; the notice adds what no judgment prints: when it was served and became final, the whole
identity of each defendant, the dates of the offences, the court's finding on acts before and after 18, the state of
execution. ``parse`` reads it strictly from JSON and names every unknown, missing and ill-typed field at once; what the
values themselves say is checked in ``checks``, and against the text in ``crosscheck``. Dates that may be known only in
part are text: ``2021``, ``2021-06`` or ``2021-06-30``.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from qingbai import reading
from qingbai.incoming import STRICT
from qingbai.law.effect import ChallengeState, Party
from qingbai.law.prohibitions import ProhibitionKind
from qingbai.law.terms import DocumentKind, Sex
from qingbai.notices.form import Form, digest
from qingbai.registers.terms import ExecutionState

FORMAT = "qingbai/judgment-notice/1"
LONGEST_TEXT = reading.LIMIT
"""Characters in a judgment's text."""

ABOUT_EFFECT = ("final_on", "service", "below_statutory_minimum", "approved_on")
"""The fields on which it depends when a judgment takes effect; a later notice of the same document may state them anew."""


def _iso(value: object) -> object:
    """Only ``2021-06-30``: not the compact form, no time of day, no count of seconds, all of which are dates to others."""
    if not isinstance(value, str):
        return value
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("not_a_day", "not a date")


Day = Annotated[date, BeforeValidator(_iso)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends (通报机关): the court's code as it stands in case numbers, and its full name."""

    __pydantic_config__ = STRICT

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDocument:
    """An identity document (身份证件) of a defendant; ``country``: who issued it, three letters of ISO 3166-1."""

    __pydantic_config__ = STRICT

    kind: DocumentKind
    number: str
    country: str = "CHN"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedOffence:
    """When one crime was done (犯罪时间): its first and its last act, the same day for a single act."""

    __pydantic_config__ = STRICT

    began: str
    ended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedExecution:
    """The state of execution (执行情况) on a day."""

    __pydantic_config__ = STRICT

    state: ExecutionState
    on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingDecision:
    """What a person decided where the law leaves open whether the record is sealed (人工认定): the answer, by whom, why."""

    __pydantic_config__ = STRICT

    sealed: bool
    decided_by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedProhibition:
    """What the court forbade with the judgment (从业禁止、禁止令): ``activity`` in the words of the document; ``months`` null: for life, or, of an
    injunction, as long as control or probation lasts."""

    __pydantic_config__ = STRICT

    kind: ProhibitionKind
    activity: str
    months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDefendant:
    """One defendant (被告人), in the order of the document; ``name`` as the document's heading has it, unmasked.

    ``charges``: the crimes as the verdict names them, checked against the text; empty for the acquitted.
    ``main_acts_before_18``: the court's finding (主要犯罪行为在十八周岁以前), null where it made none.
    ``prosecution_approval``: number of the approval of the Supreme People's Procuratorate, for acts at 12 or 13.
    ``recorded_as``: the name under which the earlier judgment has the person, in a ruling that corrects it (裁定更正).
    ``prohibitions``: the occupations and activities that the operative part forbids (刑法 37之一, 38, 72).
    """

    __pydantic_config__ = STRICT

    name: str
    charges: tuple[str, ...]
    execution: StatedExecution
    offences: tuple[StatedOffence, ...] = ()
    documents: tuple[StatedDocument, ...] = ()
    sex: Sex | None = None
    born_on: str = ""
    nationality: str = "CHN"
    household: str = ""
    latin_name: str = ""
    former_names: tuple[str, ...] = ()
    main_acts_before_18: bool | None = None
    prosecution_approval: str = ""
    sealing_decision: SealingDecision | None = None
    recorded_as: str = ""
    prohibitions: tuple[StatedProhibition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """When the document was served on one who may challenge it, and what he did (送达与上诉、抗诉情况); see ``law.effect.Recipient``."""

    __pydantic_config__ = STRICT

    party: Party
    who: str = ""
    received_on: Day | None = None
    challenge: ChallengeState = ChallengeState.NONE
    filed_on: Day | None = None
    withdrawn_on: Day | None = None
    leave_served_on: Day | None = None
    civil_part_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgmentNotice:
    """One notice of one judgment (裁判文书通报).

    ``message_id``: the sender's own number of the notice; the same number never comes with another content.
    ``final_on``: the day on which the judgment became final as the court states it (判决确定日期); where it is not given, the
    day follows from ``service``. ``approved_on``: the approval that a death sentence or one below the statutory minimum needs.
    ``prosecutor``: the private prosecutor (自诉人), where the document has no procuratorate. ``confirmed_by``: the registrar who
    compared the reading with the document.
    """

    __pydantic_config__ = STRICT

    format: Literal["qingbai/judgment-notice/1"]
    message_id: str
    sender: Sender
    case_number: str
    text: str
    defendants: tuple[StatedDefendant, ...]
    confirmed_by: str
    prosecutor: str = ""
    final_on: Day | None = None
    service: tuple[Service, ...] = ()
    below_statutory_minimum: bool = False
    approved_on: Day | None = None

    @property
    def body_digest(self) -> bytes:
        """SHA-256 of everything the notice says, however it was spaced and ordered; 32 bytes."""
        return FORM.body_digest(self)

    @property
    def facts_digest(self) -> bytes:
        """SHA-256 of what the notice states about the document and its defendants, 32 bytes.

        Left out is what a later notice of the same document may rightly state anew: its number, who confirmed it, how far
        it has come to effect and to execution.
        """
        stated = FORM.as_json(self)
        for later in ("message_id", "confirmed_by", *ABOUT_EFFECT):
            del stated[later]
        for defendant in stated["defendants"]:
            del defendant["execution"]
        return digest(stated)

    @property
    def document_digest(self) -> bytes:
        """SHA-256 of the judgment's text, line ends and outer blanks aside; 32 bytes."""
        return hashlib.sha256(self.text.replace("\r\n", "\n").strip().encode()).digest()


class _JudgmentForm(Form[JudgmentNotice]):
    """The format of a judgment's notice, which has grown since senders first used it."""

    def as_json(self, notice: JudgmentNotice) -> dict[str, Any]:
        found = super().as_json(notice)
        for defendant in found["defendants"]:
            for younger in (
                "recorded_as",
                "prohibitions",
            ):  # than the format: without it the digest is what it always was
                if not defendant[younger]:
                    del defendant[younger]
        return found


FORM = _JudgmentForm(FORMAT, JudgmentNotice)


def stated_about_effect(notice: JudgmentNotice) -> dict[str, Any]:
    """What the court stated about service, challenge, approval and finality, as JSON values."""
    stated = FORM.as_json(notice)
    return {field: stated[field] for field in ABOUT_EFFECT}
