"""The audit room's steady work: keep the public log at its pace, and sign a checkpoint of every log."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connections

from qingbai.audit import keys, log

PERIOD = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """From when, and from which size of the public log, the pace is counted."""

    since: int
    begun_at: datetime


def begin(*, at: datetime) -> Pace:
    """Begin to count the pace, once when the worker starts."""
    return Pace(log.size(log.CERTIFICATES), at)


def go_round(*, pace: Pace, at: datetime) -> None:
    """One round: dummies up to ``settings.LOG_PACE`` leaves a minute, then a checkpoint of every log that this process can reach.

    A round that was missed is made up for by the next; doing it twice changes nothing.
    """
    elapsed = max(at - pace.begun_at, timedelta(0))
    log.keep_pace(log=log.CERTIFICATES, since=pace.since, batch=settings.LOG_PACE, period=PERIOD, elapsed=elapsed)
    for using in keys.LOGS.keys() & set(connections):
        for name in keys.LOGS[using]:
            log.checkpoint(name, at=at, using=using)
