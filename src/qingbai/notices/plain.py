"""A notice made from a judgment's text and a registrar's few words (由文书正文制作通报), for one defendant.

What the text says, the registrar confirms; what it does not say, the registrar adds. With more defendants than one nobody
could tell whose the additions are: then a notice as JSON is needed.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from qingbai import reading
from qingbai.law.effect import Party
from qingbai.law.terms import DocumentKind, Outcome
from qingbai.notices.faults import NoticeRefused, fault
from qingbai.notices.notice import (
    LONGEST_TEXT,
    JudgmentNotice,
    Sender,
    Service,
    StatedDefendant,
    StatedDocument,
    StatedExecution,
    StatedOffence,
)
from qingbai.registers.terms import ExecutionState

_COURT_CODE = re.compile(r"（\d{4}）(最高法|[\u4e00-\u9fff]\d{0,4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What a registrar states beyond the text (登记人员补充事项)."""

    confirmed_by: str
    final_on: date | None = None
    served_on: date | None = None
    prosecution_served_on: date | None = None
    offence_from: str = ""
    offence_to: str = ""
    document_kind: DocumentKind = DocumentKind.RESIDENT_ID
    number: str = ""
    country: str = "CHN"
    latin_name: str = ""
    nationality: str = "CHN"
    household: str = ""
    main_acts_before_18: bool | None = None
    execution: ExecutionState | None = None
    execution_on: date | None = None


def notice_of(text: str, additions: Additions) -> JudgmentNotice:
    """The notice. Raises ``NoticeRefused`` where the text is no judgment, or one of several defendants."""
    if len(text) > LONGEST_TEXT:
        raise NoticeRefused(fault("text", "text_too_long", limit=f"{LONGEST_TEXT:,}"))
    read = reading.read(text)
    if len(read.defendants) > 1:
        raise NoticeRefused(fault("text", "several_defendants", count=str(len(read.defendants))))
    code = _COURT_CODE.match(read.case_number or "")
    return JudgmentNotice(
        format="qingbai/judgment-notice/1",
        message_id="text-" + hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:24],
        sender=Sender(code=code[1] if code else "-", name=read.court or "-"),
        case_number=read.case_number or "-",
        text=text,
        defendants=tuple(_defendant(one, additions, read.pronounced_on) for one in read.defendants),
        confirmed_by=additions.confirmed_by,
        final_on=additions.final_on,
        service=tuple(_service(additions)),
    )


def _service(additions: Additions) -> list[Service]:
    parties = ((Party.DEFENDANT, additions.served_on), (Party.PROSECUTION, additions.prosecution_served_on))
    return [Service(party=party, received_on=day) for party, day in parties if day is not None]


def _defendant(read: reading.Defendant, additions: Additions, pronounced_on: date | None) -> StatedDefendant:
    number = additions.number or (read.id_number if additions.document_kind is DocumentKind.RESIDENT_ID else None)
    documents = StatedDocument(kind=additions.document_kind, number=number or "", country=additions.country)
    began = additions.offence_from or additions.offence_to
    return StatedDefendant(
        name=read.name,
        charges=tuple(sentence.charge for sentence in read.sentences),
        execution=_execution(read, additions, pronounced_on),
        offences=(StatedOffence(began=began, ended=additions.offence_to or began),) if began else (),
        documents=(documents,) if number else (),
        sex=read.sex,
        born_on=read.born_on or "",
        nationality=additions.nationality,
        household=additions.household,
        latin_name=additions.latin_name,
        main_acts_before_18=additions.main_acts_before_18,
    )


def _execution(read: reading.Defendant, additions: Additions, pronounced_on: date | None) -> StatedExecution:
    """The state as stated; else none where nothing is to be executed, and not begun where something is."""
    guilty = read.outcome is Outcome.CONVICTED
    state = additions.execution or (ExecutionState.NOT_STARTED if guilty else ExecutionState.NONE)
    on = additions.execution_on or additions.final_on or pronounced_on
    return StatedExecution(state=state, on=on or date.max)
