"""What may be done with a sender's manifest (发送清单核对): compare it with what came, and say which notices never did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.notices import manifest, models, receipts
from qingbai.notices.faults import NoticeRefused, fault
from qingbai.notices.manifest import Manifest
from qingbai.notices.receipts import Receipt, ReceiptLine
from qingbai.registers import access
from qingbai.registers.access import Purpose
from qingbai.sealing import boxes, outstanding
from qingbai.sealing import services as sealing
from qingbai.sealing.services import VAULT

NOT_RECEIVED = ("未收到，或者已退回，请重新发送", "not received here, or refused; send it again")
ALL_RECEIVED = ("清单所列通报均已收到", "everything listed was received")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Numbers that a sender says it sent on a day and that are not here (未收到的通报)."""

    sender: str
    sender_name: str
    day: date
    numbers: tuple[str, ...]


def receive(notice: Manifest, by: Actor, at: datetime) -> Receipt:
    """Keep a manifest and answer with every number that never came; another list for the same day is refused. Raises ``NoticeRefused``."""
    faults = tuple(dict.fromkeys(manifest.faults(notice, on=clock.day_of(at))))
    if faults:
        raise NoticeRefused(*faults)
    incoming = receipts.incoming_of(notice, manifest.FORM.facts_digest(notice))
    with receipts.refusing(other_facts=fault("sent", "contradicts_earlier")), transaction.atomic(using=VAULT):
        sealing.seal_on_entry(incoming=incoming, record=None, rules=(), by=by, at=at)
        _keep(notice, at)
    lines = tuple(
        ReceiptLine(number, "", "not_received", *NOT_RECEIVED) for number in _lost(notice.sender.code, notice.sent)
    )
    return Receipt(
        message_id=notice.message_id,
        case_number="",
        reference=receipts.reference_of(notice),
        received_at=at,
        lines=lines or (ReceiptLine("", receipts.entry_of(notice), "all_received", *ALL_RECEIVED),),
    )


def lost(*, viewer: Actor, purpose: Purpose, since: date) -> tuple[Lost, ...]:
    """What senders say they sent since a day and what is still not here, by sender and day. Raises ``NoSuchRecord``."""
    access.require(viewer, purpose)
    found = []
    for row in models.Manifest.objects.filter(day__gte=since).order_by("sender", "day"):
        numbers = _lost(row.sender, boxes.open_box("manifest", row.id, bytes(row.box))["sent"])
        if numbers:
            found.append(Lost(sender=row.sender, sender_name=row.sender_name, day=row.day, numbers=numbers))
    return tuple(found)


def _keep(notice: Manifest, at: datetime) -> None:
    if models.Manifest.objects.filter(sender=notice.sender.code, day=notice.day).exists():
        return
    row = uuid4()
    models.Manifest.objects.create(
        id=row,
        known_from=at,
        sender=notice.sender.code,
        sender_name=notice.sender.name,
        day=notice.day,
        box=boxes.close("manifest", row, {"sent": list(notice.sent)}),
    )


def _lost(sender: str, numbers: Sequence[str]) -> tuple[str, ...]:
    here = outstanding.received(sender=sender, numbers=numbers)
    return tuple(number for number in numbers if number not in here)
