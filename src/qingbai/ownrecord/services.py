"""Being told when somebody asks about oneself (查询提醒): switched on and off by the person, for a year. Each is one act with one entry on the ledger.

A message says that there is something new, and nothing of it: once a day at most, at one hour for everybody (``jobs``), whatever stands in the register.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies.acts import new_number
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.incoming import Fault, Refused
from qingbai.notifications import contacts
from qingbai.notifications import queries as notifications_queries
from qingbai.notifications import services as notifications
from qingbai.notifications.contacts import Contact
from qingbai.notifications.messages import Message
from qingbai.ownrecord import queries
from qingbai.ownrecord.models import Alert, KnownLine

STANDS = timedelta(days=364)
"""So long it stands at most; where to tell is forgotten after a year in any case (``notifications``)."""


class AlertRefused(Refused):
    """Nobody could be told there; ``faults`` says everything that is wrong."""


class NotThePerson(Exception):
    """Only the person whom it is about switches it."""


def switch_on(*, contact: Contact, by: Actor, at: datetime) -> str:
    """Be told from now on (开启查询提醒); its number. Where it is on already nothing changes. Raises ``AlertRefused`` and ``NotThePerson``."""
    if by.kind is not ActorKind.APPLICANT:
        raise NotThePerson
    faults = contacts.faults(contact)
    if not contact.email.strip() and not contact.phone.strip():
        faults = (Fault("email", "needed", "请填写邮箱或手机号码。", "or the telephone is needed: fill in one."),)
    if faults:
        raise AlertRefused(*faults)
    try:
        with transaction.atomic():
            _end_if_over(by, at)
            today = clock.day_of(at)
            row = Alert.objects.create(
                number=new_number("TX", at), owner=by.id, began_at=at, until=today + STANDS, checked_on=today
            )
            notifications.keep(about=row.number, contact=contact, at=at)
            _know(row, (one.key for one in queries.lines(viewer=by, at=at)))
            facts = {"on": "1"}
            audit.record(kind=EventKind.ALERT_SWITCHED, by=by, at=at, basis=row.number, about=by.id, facts=facts)
    except IntegrityError:
        return Alert.objects.get(owner=by.id, ended_at__isnull=True).number
    return row.number


def switch_off(*, by: Actor, at: datetime) -> None:
    """Be told no more (关闭查询提醒); where to tell is forgotten at once. Where it is off nothing changes."""
    with transaction.atomic():
        row = Alert.objects.select_for_update().filter(owner=by.id, ended_at__isnull=True).first()
        if row is None or by.kind is not ActorKind.APPLICANT:
            return
        _end(row, at)
        audit.record(kind=EventKind.ALERT_SWITCHED, by=by, at=at, basis=row.number, about=by.id, facts={"on": "0"})


def check(*, number: str, at: datetime) -> bool:
    """Look whether there is a line that the person was not told of yet, and tell that there is; whether one was told. Once a day, each line once."""
    today = clock.day_of(at)
    with transaction.atomic():
        rows = Alert.objects.select_for_update(skip_locked=True)
        row = rows.filter(number=number, ended_at__isnull=True, checked_on__lt=today).first()
        if row is None:
            return False
        if queries.over(row, at):
            _end(row, at)
            return False
        there = {one.key for one in queries.lines(viewer=Actor(ActorKind.APPLICANT, row.owner), at=at)}
        new = there - set(row.known.values_list("key", flat=True))
        _know(row, new)
        Alert.objects.filter(pk=row.pk).update(checked_on=today)
        if not new:
            return False
        to, key = notifications_queries.contact_of(number), f"{number}:{today.isoformat()}"
        return notifications.tell(about=number, to=to, message=Message.SOMETHING_NEW, facts={}, key=key, at=at)


def _know(row: Alert, keys: Iterable[str]) -> None:
    KnownLine.objects.bulk_create([KnownLine(alert=row, key=key) for key in sorted(keys)], ignore_conflicts=True)


def _end_if_over(by: Actor, at: datetime) -> None:
    row = Alert.objects.select_for_update().filter(owner=by.id, ended_at__isnull=True).first()
    if row is not None and queries.over(row, at):
        _end(row, at)


def _end(row: Alert, at: datetime) -> None:
    Alert.objects.filter(pk=row.pk).update(ended_at=at)
    notifications.forget_now(about=row.number)
