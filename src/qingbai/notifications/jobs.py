"""Sending what was put out (发送): a round takes what is due, one delivery after another, and never holds a transaction while it waits for others.

A delivery is claimed, handed over, and marked. Whoever is killed between the last two leaves it waiting, and the next round hands it over
again under the same name. What fails is tried again after longer and longer waits, and given up in the end, which the operator is told.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from qingbai.notifications import addresses, channels, messages, services
from qingbai.notifications.channels import TryLater, Undeliverable, Unreachable, Way
from qingbai.notifications.contacts import Channel
from qingbai.notifications.messages import Message
from qingbai.notifications.models import Delivery, State

logger = logging.getLogger(__name__)

WAITS = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 4 * 60, 12 * 60, 24 * 60)
)  # the first is longer than a channel may take to answer
"""How long after each failure the next attempt is; after the last one follows none."""
A_ROUND = 200


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0


def go_round(*, at: datetime) -> Round:
    """One round: everything that is due goes out, or is noted; addresses whose time has come are forgotten."""
    services.forget(at=at)
    ways = channels.connected()
    _note_what_goes_nowhere(ways.keys(), at)
    down: set[Channel] = set()
    sent = failed = given_up = 0
    for _ in range(A_ROUND):
        delivery = _claim(ways.keys() - down, at)
        if delivery is None:
            break
        channel = Channel(delivery.channel)
        try:
            _hand_over(ways[channel], delivery, at)
        except Undeliverable as never:
            given_up += _give_up(delivery, str(never))
        except (TryLater, Unreachable) as fault:
            if isinstance(fault, Unreachable):
                down.add(channel)
                logger.warning("the channel for %s cannot be reached (%s); it is tried again", channel.value, fault)
            failed += 1
            given_up += _put_off(delivery, str(fault))
        else:
            sent += Delivery.objects.filter(pk=delivery.pk).update(state=State.SENT, sent_at=at, fault="")
    return Round(sent, failed, given_up)


def _note_what_goes_nowhere(connected: Collection[Channel], at: datetime) -> None:
    due = Delivery.objects.filter(state=State.WAITING, next_at__lte=at)
    due.filter(not_after__lt=at).update(state=State.TOO_LATE)
    due.exclude(channel__in=connected).update(state=State.NO_CHANNEL)


def _claim(open_channels: Collection[Channel], at: datetime) -> Delivery | None:
    """The next delivery that is due, ours until the time of its next attempt: another sender, or we after a crash, take it up only then."""
    with transaction.atomic():
        due = Q(state=State.WAITING, next_at__lte=at, channel__in=open_channels)
        rows = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).select_related("told")
        row = rows.filter(due).order_by("next_at", "pk").first()
        if row is None:
            return None
        wait = WAITS[min(row.attempts, len(WAITS) - 1)]
        Delivery.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1, next_at=at + wait)
        row.attempts += 1
    return row


def _hand_over(way: Way, delivery: Delivery, at: datetime) -> None:
    told = delivery.told
    try:
        address = addresses.open_box(bytes(delivery.address or b""), delivery.pk)
    except addresses.AddressLost:
        raise Undeliverable("address_lost") from None
    text = messages.render(Message(told.message), told.about, told.facts, told.language, settings.PUBLIC_URL)
    way.send(address=address, text=text, reference=str(delivery.pk), at=at)


def _put_off(delivery: Delivery, fault: str) -> int:
    """One more failure; 1 where it was the last."""
    if delivery.attempts > len(WAITS):
        return _give_up(delivery, fault)
    Delivery.objects.filter(pk=delivery.pk).update(fault=fault[:40])
    return 0


def _give_up(delivery: Delivery, fault: str) -> int:
    logger.error("a message was given up after %d attempts (%s): delivery %s", delivery.attempts, fault, delivery.pk)
    return Delivery.objects.filter(pk=delivery.pk).update(state=State.GIVEN_UP, fault=fault[:40])
