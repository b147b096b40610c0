"""Telling those who asked (失效告知), after the published status lists were brought up to date: nobody is told before everybody can know.

One message an ask, in the same words whatever the reason: the ask is marked in the transaction that puts its message out, so that a round which
is killed is simply done again. What has lapsed, was never confirmed, or is over, is forgotten.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from qingbai import clock
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM
from qingbai.audit.events import EventKind
from qingbai.certificates import standing
from qingbai.notifications import queries, services
from qingbai.notifications.messages import Message
from qingbai.sharing import asks, links
from qingbai.sharing.models import Ask

logger = logging.getLogger(__name__)
A_ROUND = 500
PORTION = 1000
CHECKED_WITHIN = timedelta(days=2)
"""A paper may have been taken back between the check and the ask: so long before the oldest ask is looked."""
KEPT_AFTER_TELLING = timedelta(days=7)
"""Longer than a channel is tried; then the asker's address goes."""
FORGETS_AT = 3
"""The hour in China in which old links and their uses are forgotten."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did."""

    told: int = 0
    forgotten: int = 0


def go_round(*, at: datetime) -> Round:
    """One round: everybody whose answer is not current any more is told, and what is over is forgotten. What fails for one is tried again in the next."""
    told = 0
    for number in _due(at):
        try:
            told += _tell(number, at)
        except Exception:
            logger.exception("one who asked could not be told and will be tried again: %s", number)
    if at.astimezone(clock.CHINA).hour == FORGETS_AT:
        links.forget(at=at)
    return Round(told, asks.end(_over(at)))


def _due(at: datetime) -> list[str]:
    """The asks to be told now, by number: about papers that the public knows to be not current, and through links that are not."""
    waiting = Ask.objects.filter(confirmed_at__isnull=False, told_at__isnull=True)
    oldest = waiting.order_by("asked_at").values_list("asked_at", flat=True).first()
    if oldest is None:
        return []
    taken_back = standing.withdrawn_since(oldest - CHECKED_WITHIN)
    asked_about = set(waiting.filter(paper__in=taken_back).values_list("paper", flat=True))
    gone = standing.publicly_withdrawn(asked_about)
    closed = _closed(waiting.exclude(link="").values_list("link", flat=True).distinct(), at)
    due = waiting.filter(Q(paper__in=gone) | Q(link__in=closed)).order_by("asked_at", "pk")
    return list(due.values_list("number", flat=True)[:A_ROUND])


def _closed(numbers: Iterable[str], at: datetime) -> set[str]:
    """Those of these links that answer *not current*: stopped, ended, lapsed, or gone with their paper."""
    found, every = set[str](), list(numbers)
    for first in range(0, len(every), PORTION):
        some = every[first : first + PORTION]
        found |= set(some) - links.open_links(numbers=some, at=at)
    return found


def _tell(number: str, at: datetime) -> int:
    with transaction.atomic():
        row = Ask.objects.select_for_update(skip_locked=True).filter(number=number, told_at__isnull=True).first()
        if row is None:
            return 0
        to = queries.contact_of(number)
        services.tell(about=number, to=to, message=Message.NOT_CURRENT, facts={}, key=f"{number}:told", at=at)
        row.told_at = at
        row.save(update_fields=["told_at"])
        audit.record(kind=EventKind.CHANGE_TOLD, by=SYSTEM, at=at, basis=number)
    return 1


def _over(at: datetime) -> list[Ask]:
    """Asks that nobody confirmed, those about papers that have lapsed, and those that were told so long ago that the message is there or never comes.

    Through a link a lapse is told too: who has only the link could else tell a lapse from a link that its holder stopped.
    """
    never = Q(confirmed_at__isnull=True, asked_at__lt=at - asks.CONFIRMED_WITHIN)
    today = clock.day_of(at)
    lapsed = Q(ends_on__lt=today, link="", told_at__isnull=True)
    lapsed |= Q(ends_on__lt=today - KEPT_AFTER_TELLING, told_at__isnull=True)
    told = Q(told_at__lt=at - KEPT_AFTER_TELLING)
    return list(Ask.objects.filter(never | lapsed | told)[:A_ROUND])
