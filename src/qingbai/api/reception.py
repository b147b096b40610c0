"""One notice or many from a sender's program (接收): whether the sender may, what became of it, and the same answer again.

Every notice ends received, held or refused. What was refused or held changed nothing in the register; that it came stands on
the vault's ledger, and the answer is kept there for the sender to ask for again.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from django.db import transaction

from qingbai.agencies.clients import Bearer, ClientCard
from qingbai.api import formats, models, problems
from qingbai.audit import services as audit
from qingbai.audit.events import EventKind
from qingbai.inbox import services as inbox
from qingbai.incoming import Fault
from qingbai.law.names import SENDERS
from qingbai.notices import kinds, punctuality, trial, waiting
from qingbai.notices.faults import NoticeHeld, NoticeRefused, fault
from qingbai.notices.kinds import KINDS, Notice
from qingbai.notices.notice import JudgmentNotice
from qingbai.notices.receipts import Receipt
from qingbai.registers.services import Result
from qingbai.sealing import boxes

VAULT = "vault"
MOST_IN_A_BATCH = 500
MOST_TOGETHER = 100
"""Notices that may stand or fall together: until the last is entered, nobody else can write to the register."""

TAKEN_UP = ("所待文书已到，已登记", "the document that it waited for came; entered")

_MESSAGE_ID = re.compile(r"[A-Za-z0-9._:\-]{1,80}")
_UNREADABLE = {"not_json", "not_utf8", "nested_too_deep", "repeated_key"}
_CONTRADICTS = {"same_message_other_body", "same_document_other_facts", "same_case_other_text", "contradicts_earlier"}
_NOT_ENTITLED = {"wrong_sender", "wrong_sender_name", "sender_not_entitled", "scope_missing"}


class Status(StrEnum):
    """What became of a notice."""

    RECEIVED = "received"  # 已接收
    HELD = "held"  # 待人工认定
    REFUSED = "refused"  # 退回


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one notice: its receipt as JSON values, or its problem. ``message_id`` is empty where none could be read."""

    status: Status
    message_id: str
    receipt: dict[str, Any] | None
    problem: dict[str, Any] | None

    def as_json(self) -> dict[str, Any]:
        """The outcome as senders read it."""
        return {
            "status": self.status.value,
            "message_id": self.message_id,
            "receipt": self.receipt,
            "problem": self.problem,
        }


def take(*, data: bytes, bearer: Bearer, at: datetime) -> Outcome:
    """Receive one notice for good, and keep what its sender is told."""
    outcome = _received(data, bearer, at)
    _keep(outcome, bearer.client, at)
    return outcome


def take_each(*, lines: Iterable[bytes], bearer: Bearer, at: datetime) -> list[Outcome]:
    """Receive many notices, each by itself."""
    return [take(data=line, bearer=bearer, at=at) for line in lines]


def take_together(*, lines: Sequence[bytes], bearer: Bearer, at: datetime) -> list[Outcome]:
    """Receive all of them, or none where one is held or refused (整批登记)."""
    with trial.both_databases() as undo:
        outcomes = [_received(line, bearer, at) for line in lines]
        whole = all(one.status is Status.RECEIVED for one in outcomes)
        if not whole:
            undo()
    for outcome in outcomes:
        if whole or outcome.status is not Status.RECEIVED:
            _keep(outcome, bearer.client, at)
    return outcomes


def check(*, data: bytes, bearer: Bearer, at: datetime) -> Outcome:
    """What would become of the notice (预检): everything is done as for good, then undone. Only the ledger knows of it."""
    with trial.both_databases() as undo:
        outcome = _received(data, bearer, at)
        undo()
    facts = {"client": bearer.client.id, "status": outcome.status.value, "codes": _codes(outcome)}
    _record(EventKind.NOTICE_CHECKED, outcome, bearer.client, at, facts)
    return outcome


def told(*, message_id: str, client: ClientCard) -> dict[str, Any] | None:
    """What a sender was told about a notice of its own, the receipt before any refusal; None for those of others and for none."""
    rows = models.Told.objects.filter(message=_message(client, message_id))
    row = rows.order_by("-entered", "-known_from").first()
    if row is None:
        return None
    kept = boxes.open_box("told", row.id, bytes(row.box))
    receipt = kept["receipt"]
    if receipt and receipt["waits"] and not waiting.waits(sender=client.sender_code, number=message_id):
        zh, en = TAKEN_UP
        receipt["waits"] = False
        for line in receipt["lines"]:
            line.update({"result": "taken_up", "zh": zh, "en": en})
    return kept


def _received(data: bytes, bearer: Bearer, at: datetime) -> Outcome:
    """One notice read, its sender compared with the client, and received."""
    try:
        notice = kinds.parse(data)
        _only_from(bearer, notice)
        receipt = kinds.receive(notice=notice, by=bearer.client.actor, at=at)
    except NoticeRefused as refused:
        status = Status.HELD if isinstance(refused, NoticeHeld) else Status.REFUSED
        if isinstance(refused, NoticeHeld):
            _leave_to_a_registrar(data, refused, bearer, at)
        kind = problem_of(status, refused.faults)
        return Outcome(status, _peeked(data), None, problems.body(kind, refused.faults))
    return Outcome(Status.RECEIVED, receipt.message_id, as_json(receipt, notice.sender.code), None)


def _leave_to_a_registrar(data: bytes, held: NoticeHeld, bearer: Bearer, at: datetime) -> None:
    """A judgment that the law leaves to a person waits in the inbox of the registry concerned."""
    notice = kinds.parse(data)
    if isinstance(notice, JudgmentNotice):
        inbox.hold(notice=notice, held=held, by=bearer.client.actor, at=at)


def problem_of(status: Status, faults: Sequence[Fault]) -> str:
    """The kind of problem that these faults of one notice make."""
    codes = {one.code for one in faults}
    if status is Status.HELD:
        return "notice-held"
    for kind, which in (
        ("sender-not-entitled", _NOT_ENTITLED),
        ("contradicts-earlier-notice", _CONTRADICTS),
        ("unreadable-notice", _UNREADABLE),
    ):
        if codes & which:
            return kind
    if "too_large" in codes and len(codes) == 1:
        return "too-large"
    return "notice-refused"


def _only_from(bearer: Bearer, notice: Notice) -> None:
    """Raises ``NoticeRefused`` where the client may not send this notice."""
    strange = tuple(_sender_faults(notice, bearer))
    if strange:
        raise NoticeRefused(*strange)


def _sender_faults(notice: Notice, bearer: Bearer) -> Iterator[Fault]:
    """A client speaks for its own sender, and sends what that sender may and its token says."""
    client, kind = bearer.client, KINDS[notice.format]
    if notice.sender.code != client.sender_code:
        yield fault("sender.code", "wrong_sender")
    elif notice.sender.name != client.sender_name:
        yield fault("sender.name", "wrong_sender_name", name=client.sender_name)
    if client.sender_kind not in kind.senders:
        zh, en = SENDERS[client.sender_kind]
        may = sorted(kind.senders)
        yield fault(
            "format",
            "sender_not_entitled",
            kind=zh,
            kind_en=en,
            senders="、".join(SENDERS[one][0] for one in may),
            senders_en=", ".join(SENDERS[one][1] for one in may),
        )
    elif formats.scope_of(notice.format) not in bearer.scopes:
        yield fault("format", "scope_missing", scope=formats.scope_of(notice.format))


def as_json(receipt: Receipt, sender: str) -> dict[str, Any]:
    """The receipt as JSON values, with how late the notice came."""
    return {
        "status": Status.RECEIVED.value,
        "message_id": receipt.message_id,
        "case_number": receipt.case_number,
        "reference": receipt.reference,
        "received_at": receipt.received_at.isoformat(),
        "already_registered": receipt.already_registered,
        "late_days": punctuality.late_days(sender=sender, number=receipt.message_id),
        "waits": any(line.result == Result.WAITING for line in receipt.lines),
        "lines": [
            {"name": line.name, "entry": line.entry, "result": str(line.result), "zh": line.zh, "en": line.en}
            for line in receipt.lines
        ],
    }


def _peeked(data: bytes) -> str:
    """The number of a notice that could not be taken, where it can be told, so that its sender recognises it."""
    try:
        stated = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    number = stated.get("message_id") if isinstance(stated, dict) else None
    return number if isinstance(number, str) and _MESSAGE_ID.fullmatch(number) else ""


def _keep(outcome: Outcome, client: ClientCard, at: datetime) -> None:
    """Keep what the sender was told; a refusal and a question also stand on the ledger, as a receipt already does."""
    with transaction.atomic(using=VAULT):
        if outcome.message_id:
            row = uuid4()
            models.Told.objects.create(
                id=row,
                message=_message(client, outcome.message_id),
                entered=outcome.status is Status.RECEIVED,
                box=boxes.close("told", row, outcome.as_json()),
                known_from=at,
            )
        if outcome.status is not Status.RECEIVED:
            facts = {"client": client.id, "status": outcome.status.value, "codes": _codes(outcome)}
            _record(EventKind.NOTICE_REFUSED, outcome, client, at, facts)


def _record(kind: EventKind, outcome: Outcome, client: ClientCard, at: datetime, facts: dict[str, str]) -> None:
    number = outcome.message_id or "unnumbered"
    basis = boxes.fingerprint("basis", client.sender_code, number).hex()[:32]
    with transaction.atomic(using=VAULT):
        audit.record(kind=kind, by=client.actor, at=at, basis=basis, facts=facts, using=VAULT)


def _codes(outcome: Outcome) -> str:
    errors = outcome.problem["errors"] if outcome.problem else []
    return " ".join(dict.fromkeys(one["code"] for one in errors))[:300]


def _message(client: ClientCard, message_id: str) -> bytes:
    return boxes.fingerprint("told", client.sender_code, message_id)
