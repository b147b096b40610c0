"""A provider's message at our door (支付通知): proved, heard once, believed and counted in one transaction; or refused and on the ledger.

What is told to the provider is told after the commit: were we killed in between, the provider sends its message again, and the
order stands paid already.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.payments import services
from qingbai.payments.models import Word
from qingbai.payments.providers import Answer, Heard, Message, NotBelieved, Provider

logger = logging.getLogger(__name__)

LARGEST = 64 * 1024
"""Bytes of one message; the longest that providers send is a few kilobytes."""
LEDGERED_A_MINUTE = 60
"""Refusals that one process puts on the ledger in a minute: a flood of forgeries must not fill it. Each one is in the log."""


@dataclass(frozen=True, slots=True)
class Received:
    """What to answer, and the case that may go on (its number, or empty)."""

    answer: Answer
    settled: str = ""


def receive(*, through: Provider, message: Message, at: datetime) -> Received:
    """Take a provider's message. A refused one changes nothing and is on the ledger with the reason's code."""
    try:
        heard = _hear(through, message, at)
        with transaction.atomic():
            settled = _believe(through, heard, at)
    except NotBelieved as refusal:
        _refuse(through, refusal.why, at)
        return Received(through.answer(believed=False))
    except services.TakenMeanwhile:
        return Received(through.answer(believed=False))  # it comes again
    return Received(through.answer(believed=True), settled)


def _hear(through: Provider, message: Message, at: datetime) -> Heard:
    if len(message.body) > LARGEST:
        raise NotBelieved("size")
    return through.hear(message, at=at)


def _believe(through: Provider, heard: Heard, at: datetime) -> str:
    if not _for_the_first_time(through, heard, at):
        if heard.repeatable:
            return ""
        raise NotBelieved("replayed")
    if heard.seen is None:
        return ""
    return services.confirm(provider=through.key, seen=heard.seen, at=at).about


def _for_the_first_time(through: Provider, heard: Heard, at: datetime) -> bool:
    mark = hashlib.sha256(heard.mark.encode()).digest()
    try:
        with transaction.atomic():
            Word.objects.create(provider=through.key, mark=mark, at=at)
    except IntegrityError:
        return False
    return True


def _refuse(through: Provider, why: str, at: datetime) -> None:
    logger.warning("a message in the name of %s was refused: %s", through.key, why)
    minute = int(at.timestamp()) // 60
    if _refused.get("minute") != minute:
        _refused.update(minute=minute, count=0)
    _refused["count"] += 1
    if _refused["count"] > LEDGERED_A_MINUTE:
        return
    stranger = Actor(ActorKind.VISITOR, "payment-message")
    with transaction.atomic():
        audit.record(
            kind=EventKind.PAYMENT_WORD_REFUSED,
            by=stranger,
            at=at,
            basis=f"payments/{through.key}",
            facts={"provider": str(through.key), "why": why},
        )


_refused: dict[str, int] = {}
