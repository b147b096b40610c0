"""The vault's steady work: finish moves that a crash left between the two databases, and check every night what is sealed and what is not."""

from datetime import datetime

from qingbai import clock
from qingbai.audit.actors import SYSTEM
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.sealing import second_check, services
from qingbai.sealing.keeping import VAULT

FROM_HOUR = 2
"""The check begins in the first round after this hour in China, when offices sleep."""


def go_round(*, at: datetime) -> None:
    """One round. Missed or repeated, it makes no difference."""
    services.finish_moves(by=SYSTEM, at=at)
    if at.astimezone(clock.CHINA).hour >= FROM_HOUR and not _checked_on(at):
        second_check.check(by=SYSTEM, at=at)


def _checked_on(at: datetime) -> bool:
    """Whether the check of this day is on the ledger already."""
    last = LedgerEntry.objects.using(VAULT).filter(kind=EventKind.SEALS_CHECKED).order_by("-number").first()
    return last is not None and clock.day_of(last.at) == clock.day_of(at)
