"""Reminders (催报函): texts that ask an organ for the notices which should have come, once a week for as long as they do not.

A reminder goes to the court of the case: it sent the papers for execution and knows which prison, detention house or bureau has
them; a sealing notice it owes itself. What concerns sealed cases stands on a sheet of its own, without names, for the addressee alone.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from qingbai import clock
from qingbai.agencies import clients
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.law import wording
from qingbai.law.citations import in_words
from qingbai.law.names import NOTICES, SENDERS
from qingbai.notices import expected, models
from qingbai.notices.expected import Missing
from qingbai.registers import access
from qingbai.registers.access import Business, Purpose
from qingbai.sealing import boxes
from qingbai.sealing.services import VAULT, wait_for_others


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One text to one addressee (催报函): for which week, how many notices it asks for, and its words."""

    reference: UUID
    addressee: str
    period: str
    written_at: datetime
    sealed: bool
    count: int
    text: str


def write(*, by: Actor, at: datetime) -> int:
    """Write this week's reminders, one for each addressee; how many were new. Done again in the same week it writes only what is not there."""
    on = clock.day_of(at)
    period = period_of(on)
    purpose = Purpose(Business.REGISTRATION, f"reminders {period}")
    overdue = [one for one in expected.missing(on=on, viewer=SYSTEM, purpose=purpose) if one.due_on is not None]
    asked: defaultdict[tuple[str, bool], list[Missing]] = defaultdict(list)
    for one in overdue:
        asked[one.court, one.sealed].append(one)
    written = 0
    for (addressee, sealed), several in sorted(asked.items()):
        with transaction.atomic(using=VAULT):
            wait_for_others()
            written += _write(addressee, period, several, sealed=sealed, by=by, at=at)
    return written


def period_of(on: date) -> str:
    """The week in which a day lies, as ISO 8601 writes it.

    >>> period_of(date(2026, 11, 22))
    '2026-W47'
    """
    year, week, _ = on.isocalendar()
    return f"{year}-W{week:02}"


def written(*, viewer: Actor, purpose: Purpose, period: str) -> tuple[Reminder, ...]:
    """The reminders of a week about open records, by addressee; the reading stands on the vault's ledger. Raises ``NoSuchRecord``."""
    access.require(viewer, purpose)
    rows = models.Reminder.objects.filter(period=period, sealed=False).order_by("addressee")
    return _read(list(rows), viewer, purpose.case)


def addressed_to(*, court: str, viewer: Actor, basis: str) -> tuple[Reminder, ...]:
    """Every reminder to one addressee, the newest first, sealed cases included: for that organ's own client, and for nobody else.

    ``basis``: its request. Raises ``NoSuchRecord``.
    """
    client = clients.find(viewer.id) if viewer.kind is ActorKind.SENDER else None
    if client is None or client.revoked_at is not None or client.sender_name != court:
        raise access.NoSuchRecord
    rows = models.Reminder.objects.filter(addressee=court).order_by("-period", "sealed")
    return _read(list(rows), viewer, basis)


def _read(rows: Sequence[models.Reminder], viewer: Actor, basis: str) -> tuple[Reminder, ...]:
    found = tuple(_of(row) for row in rows)
    with transaction.atomic(using=VAULT):
        facts = {"seen": str(len(found))}
        audit.record(kind=EventKind.REMINDERS_READ, by=viewer, at=clock.now(), basis=basis, facts=facts, using=VAULT)
    return found


def _of(row: models.Reminder) -> Reminder:
    box = boxes.open_box("reminder", row.id, bytes(row.box))
    return Reminder(
        reference=row.id,
        addressee=row.addressee,
        period=row.period,
        written_at=row.known_from,
        sealed=row.sealed,
        count=box["count"],
        text=box["text"],
    )


def _write(addressee: str, period: str, several: Sequence[Missing], *, sealed: bool, by: Actor, at: datetime) -> bool:
    if models.Reminder.objects.filter(addressee=addressee, period=period, sealed=sealed).exists():
        return False
    row = uuid4()
    content = {"count": len(several), "text": text(addressee, several, on=clock.day_of(at))}
    models.Reminder.objects.create(
        id=row,
        known_from=at,
        addressee=addressee,
        period=period,
        sealed=sealed,
        box=boxes.close("reminder", row, content),
    )
    facts = {"notices": str(len(several)), "period": period}
    audit.record(kind=EventKind.REMINDER_WRITTEN, by=by, at=at, basis=f"reminder {row}", facts=facts, using=VAULT)
    return True


def text(addressee: str, several: Sequence[Missing], *, on: date) -> str:
    """The words of a reminder: what is missing, line by line, with the article it is owed under; a sealed case by its number alone."""
    lines = [_line(place, one) for place, one in enumerate(several, 1)]
    return "\n".join(
        [
            "催报函",
            f"{addressee}：",
            f"截至{_day(on)}，下列通报依法应当送达本登记机关而尚未收到。请核实后补报，或者告知执行机关补报；已经报送的，请告知报送编号和日期。",
            *lines,
        ]
    )


def _line(place: int, one: Missing) -> str:
    owed, _ = NOTICES[one.notice]
    senders = "或者".join(SENDERS[kind][0] for kind in one.senders) or "执行机关"
    assert one.event_on is not None
    assert one.due_on is not None
    late = f"，逾期{one.delay.days}日" if one.delay else ""
    who = "" if one.sealed else f"{one.name}，"
    cited = in_words(one.duty)[0]
    return f"{place}. {one.case_number} {who}{owed}，应由{senders}报送：事由发生于{_day(one.event_on)}，应于{_day(one.due_on)}前送达{late}（{cited}）。"


def _day(day: date) -> str:
    return wording.day(day)[0]
