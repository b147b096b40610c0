"""How late senders are (通报是否及时): for each notice when what it tells of happened, when it came, and how late that is against its duty.

Late, false or missing notices make liable (2012 Opinions part 2(4), REG-06); whoever supervises the senders needs figures. They name
senders and no person: what concerns a person lies closed beside them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Count, Max, Q, Sum

from qingbai import clock
from qingbai.agencies import calendars
from qingbai.audit.actors import Actor
from qingbai.law.expected import Delay, late_by
from qingbai.law.organs import NoticeKind
from qingbai.law.terms import Answer
from qingbai.notices import models
from qingbai.notices.common import Notice
from qingbai.registers import access
from qingbai.registers.access import Purpose
from qingbai.sealing import boxes
from qingbai.sealing.services import VAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Punctuality:
    """One sender's notices of one kind (及时情况): how many came, how many of them late, by how many days in all and at worst.

    ``late_working_days``: the same in working days, as far as the calendars are known.
    """

    sender: str
    sender_name: str
    kind: NoticeKind
    received: int
    late: int
    late_days: int
    late_working_days: int
    worst_days: int

    @property
    def mean_days(self) -> float:
        """Days late for each late notice; nought where none was."""
        return self.late_days / self.late if self.late else 0.0


def keep(
    *,
    notice: Notice,
    kind: NoticeKind,
    case_number: str,
    event_on: date | None,
    stated: Mapping[str, Any],
    at: datetime,
) -> None:
    """Keep when a notice came, once: the same notice again leaves the first time as it stands.

    ``event_on``: what it tells of, from which its duty runs; None where that is not known. ``stated``: what it says, empty where a record keeps that.
    """
    number = boxes.fingerprint("arrival", notice.sender.code, notice.message_id)
    with transaction.atomic(using=VAULT):
        if models.Arrival.objects.filter(number=number).exists():
            return
        delay = None if event_on is None else _delay(kind, event_on, clock.day_of(at))
        row = uuid4()
        content = {
            "message_id": notice.message_id,
            "case_number": case_number,
            "event_on": None if event_on is None else event_on.isoformat(),
            "due_on": None if delay is None else delay.due_on.isoformat(),
            "stated": dict(stated),
        }
        models.Arrival.objects.create(
            id=row,
            known_from=at,
            number=number,
            kind=kind,
            sender=notice.sender.code,
            sender_name=notice.sender.name,
            late_days=None if delay is None else delay.days,
            late_working_days=None if delay is None else delay.working_days,
            box=boxes.close("arrival", row, content),
        )


def late_days(*, sender: str, number: str) -> int | None:
    """By how many days this sender's notice came late, nought where in time; None where nobody must send such a one, or the day is not known."""
    key = boxes.fingerprint("arrival", sender, number)
    return models.Arrival.objects.filter(number=key).values_list("late_days", flat=True).first()


def _delay(kind: NoticeKind, event_on: date, received_on: date) -> Delay | None:
    found = late_by(kind, event_on, received_on, calendars.calendar())
    return None if found.answer is Answer.PERSON else found.value


def by_sender(
    *, viewer: Actor, purpose: Purpose, since: datetime, kinds: Collection[NoticeKind] = tuple(NoticeKind)
) -> tuple[Punctuality, ...]:
    """Every sender's notices of these kinds since an instant, kind by kind, those most often late first. Raises ``NoSuchRecord``."""
    access.require(viewer, purpose)
    late = Q(late_days__gt=0)
    found = (
        models.Arrival.objects.filter(known_from__gte=since, kind__in=[str(kind) for kind in kinds])
        .values("sender", "kind")
        .annotate(
            name=Max("sender_name"),
            received=Count("id"),
            late=Count("id", filter=late),
            days=Sum("late_days"),
            working=Sum("late_working_days"),
            worst=Max("late_days"),
        )
    )
    rows = (
        Punctuality(
            sender=row["sender"],
            sender_name=row["name"],
            kind=NoticeKind(row["kind"]),
            received=row["received"],
            late=row["late"],
            late_days=row["days"] or 0,
            late_working_days=row["working"] or 0,
            worst_days=row["worst"] or 0,
        )
        for row in found
    )
    return tuple(sorted(rows, key=lambda one: (-one.late, -one.late_days, one.sender, one.kind)))
