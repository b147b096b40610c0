"""The audit room's steady work: sign a checkpoint of every ledger. How the log of papers becomes public is ``audit.public.publishing``."""

from datetime import datetime

from django.db import connections

from qingbai.audit import keys, log


def go_round(*, at: datetime) -> None:
    """One round: a checkpoint of the ledger of every database that this process can reach. Doing it twice changes nothing."""
    for using in keys.LOGS.keys() & set(connections):
        log.checkpoint(log.LEDGER, at=at, using=using)
