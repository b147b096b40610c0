"""The intake's steady work with notices: once a night, take up what still waits although its case is here, and write this week's reminders."""

from datetime import datetime

from django.db import transaction

from qingbai import clock
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.notices import kinds, reminders
from qingbai.sealing.services import VAULT

FROM_HOUR = 3
"""The night's work begins in the first round after this hour in China; the check of the seals goes first."""


def go_round(*, at: datetime) -> None:
    """One round. Missed or repeated, it makes no difference."""
    if at.astimezone(clock.CHINA).hour >= FROM_HOUR and not _done_on(at):
        taken = kinds.take_up_everything(at=at)
        written = reminders.write(by=SYSTEM, at=at)
        facts = {"taken_up": str(taken), "reminders": str(written)}
        with transaction.atomic(using=VAULT):
            audit.record(
                kind=EventKind.NOTICES_CHASED,
                by=SYSTEM,
                at=at,
                basis=f"night of {clock.day_of(at)}",
                facts=facts,
                using=VAULT,
            )


def _done_on(at: datetime) -> bool:
    """Whether this day's round is on the vault's ledger already."""
    last = LedgerEntry.objects.using(VAULT).filter(kind=EventKind.NOTICES_CHASED).order_by("-number").first()
    return last is not None and clock.day_of(last.at) == clock.day_of(at)
