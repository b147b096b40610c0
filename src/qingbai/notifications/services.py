"""What may be done with messages (通知): put one out within the act that it tells of, forget where it went, try again what was given up.

``tell`` only writes: the message stands in the database if and only if its act does. ``jobs`` sends it afterwards.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from qingbai.audit.nodes import OutsideTransaction
from qingbai.notifications import addresses, contacts, messages
from qingbai.notifications.contacts import Channel, Contact, NoAddress
from qingbai.notifications.messages import AGAIN, ENDS, Message, MessageRefused
from qingbai.notifications.models import Delivery, KeptContact, State, Told

__all__ = [
    "Contact",
    "Message",
    "MessageRefused",
    "OutsideTransaction",
    "closed",
    "forget",
    "forget_now",
    "keep",
    "tell",
    "try_again",
]

AT_MOST_KEPT = timedelta(days=365)
"""An address is forgotten after this even when nobody says that its case is closed."""


def tell(
    *,
    about: str,
    to: Contact,
    message: Message,
    facts: Mapping[str, str],
    key: str,
    at: datetime,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
) -> bool:
    """Put a message out (通知) about the case of the number ``about``, inside the transaction of the act that it tells of.

    ``facts`` are those the text names (``messages.FORMS``). The same ``key`` again changes nothing; whether this one was new
    is returned. ``not_before``: an answer that is shown on a tick is told no sooner. ``not_after``: a reminder that would come too
    late does not come. An address that nobody can be reached at stops no act: it is noted. Raises ``MessageRefused`` and ``OutsideTransaction``.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("a message is put out within the transaction of the act that it tells of")
    messages.check(message, about, facts, to.language)
    told = Told(key=key, about=about, message=message, facts=dict(facts), language=to.language, at=at)
    Told.objects.bulk_create([told], ignore_conflicts=True)
    if not Told.objects.filter(pk=told.pk).exists():
        return False
    begins = max(at, not_before) if not_before else at
    rows = [_delivery(told, channel, address, begins, not_after) for channel, address in _ways(to)]
    if message in AGAIN:
        for row in rows:
            row.forget_at = begins + timedelta(days=settings.CONTACT_KEPT)
    Delivery.objects.bulk_create(rows)
    if message in ENDS:
        closed(about=about, at=begins)
    return True


def _ways(to: Contact) -> tuple[tuple[Channel, str], ...]:
    found = ((Channel.EMAIL, to.email), (Channel.SMS, to.phone))
    return tuple((channel, address) for channel, address in found if address.strip())


_READ = {Channel.EMAIL: contacts.email, Channel.SMS: contacts.mobile}


def _delivery(told: Told, channel: Channel, address: str, at: datetime, not_after: datetime | None) -> Delivery:
    row = Delivery(told=told, channel=channel, next_at=at, not_after=not_after, forget_at=at + AT_MOST_KEPT)
    try:
        row.address = addresses.close(_READ[channel](address), row.pk)
    except NoAddress as wrong:
        row.state, row.fault = State.BAD_ADDRESS, wrong.code
    else:
        row.state = State.WAITING
    return row


def closed(*, about: str, at: datetime) -> None:
    """The case is closed: where its messages went is forgotten ``settings.CONTACT_KEPT`` days later. Messages that end a case say so themselves."""
    forget_at = at + timedelta(days=settings.CONTACT_KEPT)
    Delivery.objects.filter(told__about=about, forget_at__gt=forget_at).update(forget_at=forget_at)
    KeptContact.objects.filter(about=about, forget_at__gt=forget_at).update(forget_at=forget_at)


def forget_now(*, about: str) -> None:
    """Forget at once where the messages of a case went and would go; what still waits for its first way out goes nowhere any more."""
    with transaction.atomic():
        KeptContact.objects.filter(about=about).delete()
        due = Delivery.objects.filter(told__about=about, address__isnull=False)
        due.filter(state=State.WAITING).update(state=State.TOO_LATE)
        due.update(address=None)


def keep(*, about: str, contact: Contact, at: datetime) -> None:
    """Keep where somebody wants to be told of a case, for a room that keeps it nowhere else; forgotten like the addresses of its messages."""
    row = KeptContact(about=about, language=contact.language, forget_at=at + AT_MOST_KEPT)
    for field in ("email", "phone"):
        text: str = getattr(contact, field)
        if text.strip():
            setattr(row, field, addresses.close(text, row.pk))
    KeptContact.objects.bulk_create([row], ignore_conflicts=True)


def forget(*, at: datetime) -> int:
    """Remove the addresses whose time has come; how many. What is still waiting for its first way out goes nowhere any more."""
    with transaction.atomic():
        KeptContact.objects.filter(forget_at__lte=at).delete()
        due = Delivery.objects.filter(address__isnull=False, forget_at__lte=at)
        due.filter(state=State.WAITING).update(state=State.TOO_LATE)
        return due.update(address=None)


def try_again(*, at: datetime) -> int:
    """Send once more what was given up and whose address is still known, for an operator who put the channel right; how many."""
    given_up = Delivery.objects.filter(state=State.GIVEN_UP, address__isnull=False)
    return given_up.update(state=State.WAITING, attempts=0, next_at=at, fault="")
