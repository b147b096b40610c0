"""What may be done with a draft (收件办理): one function, one act, one transaction, one entry in the vault's ledger.

Entering is the one act that reaches further: ``notices`` enters everything or nothing and recognises a repetition, so the act is
recorded after it, and a draft whose entering was cut short in between is entered again without another effect.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from qingbai import clock
from qingbai.agencies.acts import TakenMeanwhile
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.inbox import fields, homes, told, warnings
from qingbai.inbox.access import NoSuchDraft, Registrar
from qingbai.inbox.acts import ENDS, Act, ActRefused
from qingbai.inbox.casework import VAULT, Case, open_case, record, write
from qingbai.inbox.fields import WrongValue
from qingbai.inbox.models import Draft
from qingbai.inbox.sheet import Content, Glance
from qingbai.incoming import Fault
from qingbai.notices import kinds
from qingbai.notices import notice as notices
from qingbai.notices.faults import NoticeHeld, NoticeRefused
from qingbai.notices.notice import LONGEST_TEXT, JudgmentNotice
from qingbai.notices.receipts import Receipt
from qingbai.sealing import boxes

__all__ = ["ActRefused", "NoSuchDraft", "TakenMeanwhile", "WrongValue"]

LONGEST_NAME = 200
LONGEST_REASON = 500


class ReasonNeeded(ValueError):
    """Whoever changes, returns, discards or objects must say why in 1 to 500 characters."""


class NothingToRead(ValueError):
    """The document is empty, or longer than any judgment."""


class StillOpen(Exception):
    """The document cannot be confirmed: doubtful values nobody looked at, or faults for which it would be refused. Names all of them."""

    def __init__(self, paths: Iterable[str], faults: Iterable[Fault]) -> None:
        self.paths, self.faults = tuple(paths), tuple(faults)
        super().__init__(", ".join((*self.paths, *(one.field for one in self.faults))))


class NoSuchField(LookupError):
    """The document has no such field."""


def sit_down(*, by: Actor, at: datetime) -> None:
    """Note that an officer began to work at the registry's desk (登录)."""
    with transaction.atomic(using=VAULT):
        audit.record(kind=EventKind.DESK_OPENED, by=by, at=at, basis="registry's desk", using=VAULT)


def receive_text(*, text: str, name: str, sender: str, token: str, organ: str, by: Actor, at: datetime) -> UUID:
    """Put a document that came as text into the inbox of an organ (收件); the draft's key. The same ``token`` again is the same draft.

    Raises ``NothingToRead``.
    """
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise NothingToRead
    content = Content(text=text, name=name.strip()[:LONGEST_NAME], sender=sender.strip()[:LONGEST_NAME])
    return receive(content, f"text:{token}", organ, by, at)


def hold(*, notice: JudgmentNotice, held: NoticeHeld, by: Actor, at: datetime) -> UUID | None:
    """Put a notice that the law leaves to a person into the inbox of the organ whom it concerns (待人工认定); the draft's key.

    The sender's number is its mark: the notice again is the same draft. None where no organ keeps a register here: then only the
    sender knows of it, and was told to send it again.
    """
    stated = notices.FORM.as_json(notice)
    questions = tuple({"field": one.field, "code": one.code, "zh": one.zh, "en": one.en} for one in held.faults)
    content = Content(
        text=notice.text, name=notice.message_id, sender=notice.sender.name, notice=stated, questions=questions
    )
    organ = homes.organ_for(notice, clock.day_of(at))
    if not organ:
        return None
    return receive(content, f"notice:{notice.sender.code}:{notice.message_id}", organ, by, at)


def receive(content: Content, token: str, organ: str, by: Actor, at: datetime) -> UUID:
    """Put something into the inbox of an organ; its key. ``token``: the door's mark of one delivery, which is one whenever it comes again."""
    mark = boxes.fingerprint("inbox", token)
    known = Draft.objects.filter(token=mark).first()
    if known is not None:
        return known.id
    key, text = uuid4(), content.text
    if content.told is None:
        content = replace(content, glance=Glance.at(content.text))
    else:
        text = token  # the same words about another entry are no twin
    document = hashlib.sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()
    with transaction.atomic(using=VAULT):
        row = Draft.objects.create(
            id=key,
            token=mark,
            document=boxes.fingerprint("inbox document", document),
            organ=organ,
            received_at=at,
            box=boxes.close("draft", key, content.as_box()),
        )
        case = Case(row=row, content=content, acts=())
        facts = {"name": content.name, "sender": content.sender}
        write(case, Act.RECEIVE, by=by, at=at, facts=facts, ledger={"organ": organ})
    return key


def open_draft(*, draft: UUID, by: Registrar, at: datetime) -> Case:
    """The draft for somebody who looks at it; the look is on the vault's ledger. Raises ``NoSuchDraft``."""
    case = open_case(draft, by)
    with transaction.atomic(using=VAULT):
        audit.record(kind=EventKind.DRAFT_READ, by=by.actor, at=at, basis=f"draft {case.id}", using=VAULT)
    return case


def claim(*, draft: UUID, by: Registrar, at: datetime) -> Case:
    """Take a draft from the inbox (领办): nobody else works on it meanwhile."""
    return record(open_case(draft, by), Act.CLAIM, by=by, at=at, facts={}, ledger={})


def release(*, draft: UUID, by: Registrar, at: datetime) -> Case:
    """Put it back for others (放回); what was corrected stays."""
    return record(open_case(draft, by), Act.RELEASE, by=by, at=at, facts={}, ledger={})


def correct(*, draft: UUID, field: str, value: str, why: str, by: Registrar, at: datetime) -> Case:
    """Give a field another value (更改), with the reason; old and new are kept. An earlier confirmation no longer counts.

    Raises ``NoSuchField``, ``WrongValue`` and ``ReasonNeeded``.
    """
    case = open_case(draft, by)
    known = case.sheet.by_path.get(field)
    if known is None:
        raise NoSuchField(field)
    new = fields.checked(known.kind, known.choices, value)
    facts = {"field": field, "old": known.value, "new": new, "why": _reason(why)}
    return record(case, Act.CORRECT, by=by, at=at, facts=facts, ledger={"field": field})


def check(*, draft: UUID, field: str, by: Registrar, at: datetime) -> Case:
    """Say that a field was looked at and is right (核对无误). Raises ``NoSuchField``."""
    case = open_case(draft, by)
    if field not in case.sheet.by_path:
        raise NoSuchField(field)
    return record(case, Act.CHECK, by=by, at=at, facts={"field": field}, ledger={"field": field})


def confirm(*, draft: UUID, by: Registrar, at: datetime) -> Case:
    """Say that every field was compared with the document (核对完毕). Raises ``StillOpen`` with all that stands in the way."""
    case = open_case(draft, by)
    wrong = warnings.faults(case, at)
    if case.sheet.open or wrong:
        raise StillOpen((one.path for one in case.sheet.open), wrong)
    grounds = [str(ground) for ground in case.sheet.second_look]
    facts = {"digest": case.sheet.digest, "second_look": grounds}
    return record(case, Act.CONFIRM, by=by, at=at, facts=facts, ledger={"second_look": ",".join(grounds) or "no"})


def second(*, draft: UUID, by: Registrar, at: datetime) -> Case:
    """Agree as the second pair of eyes (复核同意)."""
    case = open_case(draft, by)
    _require(case, Act.SECOND, by)
    facts = {"digest": case.sheet.digest}
    return record(case, Act.SECOND, by=by, at=at, facts=facts, ledger={})


def object_to(*, draft: UUID, why: str, by: Registrar, at: datetime) -> Case:
    """Disagree as the second pair of eyes (复核不同意), with the reason: it goes back to whoever claimed it."""
    case = open_case(draft, by)
    _require(case, Act.OBJECT, by)
    return record(case, Act.OBJECT, by=by, at=at, facts={"why": _reason(why)}, ledger={})


def send_back(*, draft: UUID, why: str, by: Registrar, at: datetime) -> Case:
    """Return it to its sender (退回来文机关), with the reasons."""
    case = open_case(draft, by)
    if case.content.told is not None:
        _require(case, Act.RETURN, by)
        told.answer(case, corrected=False, reason=_reason(why), by=by.actor, at=at)
    return record(case, Act.RETURN, by=by, at=at, facts={"why": _reason(why)}, ledger={})


def settle(*, draft: UUID, why: str, by: Registrar, at: datetime) -> Case:
    """Say that what a review found wrong is corrected (已更正), by which document. Raises ``told.StillAsItWas`` where nothing was entered about it since.

    The register's answer comes first and is one whenever it is given again; a crash between leaves the task open, to be closed once more.
    """
    case = open_case(draft, by)
    _require(case, Act.SETTLE, by)
    reason = _reason(why)
    told.answer(case, corrected=True, reason=reason, by=by.actor, at=at)
    return record(case, Act.SETTLE, by=by, at=at, facts={"why": reason}, ledger={})


def discard(*, draft: UUID, why: str, by: Registrar, at: datetime) -> Case:
    """Lay it aside for good (不予登记), with the reason: it is no document for this register."""
    return record(open_case(draft, by), Act.DISCARD, by=by, at=at, facts={"why": _reason(why)}, ledger={})


def enter(*, draft: UUID, by: Registrar, at: datetime) -> Case:
    """Enter a confirmed draft (登记): the register and the vault take it in as any notice, and the receipt stays with the draft.

    Where it is refused or leaves a question open after all, that is recorded and the draft goes back to whoever claimed it.
    """
    case = open_case(draft, by)
    _require(case, Act.ENTER, by)
    confirmed = case.last(Act.CONFIRM)
    assert confirmed is not None
    if confirmed.facts["digest"] != case.sheet.digest:
        return _refused(case, [{"field": "text", "code": "read_otherwise", **READ_OTHERWISE}], by, at)
    try:
        notice = case.sheet.notice(message_id=f"desk-{case.id}", confirmed_by=confirmed.by.id)
        receipt = kinds.receive(notice=notice, by=by.actor, at=at, as_read=case.sheet.read_otherwise)
    except NoticeRefused as refused:
        told = [{"field": one.field, "code": one.code, "zh": one.zh, "en": one.en} for one in refused.faults]
        return _refused(case, told, by, at)
    facts = {"reference": receipt.reference, "case_number": receipt.case_number, "lines": _lines(receipt)}
    return record(case, Act.ENTER, by=by, at=at, facts=facts, ledger={"reference": receipt.reference})


READ_OTHERWISE = {
    "zh": "核对后程序更新，文书读取结果有变化。请重新核对。",
    "en": "is read otherwise since the program was renewed. Check it again.",
}


def _refused(case: Case, faults: list[dict[str, str]], by: Registrar, at: datetime) -> Case:
    codes = ",".join(dict.fromkeys(one["code"] for one in faults))[:200]
    return record(case, Act.REFUSE, by=by, at=at, facts={"faults": faults}, ledger={"codes": codes})


def _lines(receipt: Receipt) -> list[Mapping[str, Any]]:
    return [
        {"name": line.name, "entry": line.entry, "result": line.result, "zh": line.zh, "en": line.en}
        for line in receipt.lines
    ]


def _require(case: Case, act: Act, by: Registrar) -> None:
    """Raises ``ActRefused`` for an act that the second pair of eyes forbids, or makes needless."""
    if act not in case.lawful(by):
        raise ActRefused(case.status, act, case.lawful(by))


def _reason(why: str) -> str:
    given = why.strip()
    if not given or len(given) > LONGEST_REASON:
        raise ReasonNeeded
    return given


def is_open(case: Case) -> bool:
    """Whether it still waits for somebody."""
    return case.status not in ENDS
