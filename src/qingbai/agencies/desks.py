"""Desks and public screens of an office (窗口、自助机): who sat down, and which device was set up, is on the ledger."""

from datetime import datetime

from django.db import transaction

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind


def sat_down(*, by: Actor, how: str, at: datetime) -> None:
    """An officer began to work at a desk, or came back to a locked one. ``how``: a code, ``password`` or ``unlocked``."""
    with transaction.atomic():
        audit.record(kind=EventKind.SIGNED_IN, by=by, at=at, basis="desk", facts={"how": how})


def screen_set_up(*, by: Actor, on: bool, at: datetime) -> None:
    """An officer made the device in front of them a public screen of the office, or ended that."""
    with transaction.atomic():
        facts = {"on": "yes" if on else "no"}
        audit.record(kind=EventKind.KIOSK_SET_UP, by=by, at=at, basis="public screen", facts=facts)
