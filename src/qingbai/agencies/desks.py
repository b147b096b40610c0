"""Who sat down at a desk (登录、解锁): each time is on the ledger, and how the officer proved to be one."""

from datetime import datetime

from django.db import transaction

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind


def sat_down(*, by: Actor, how: str, at: datetime) -> None:
    """An officer began to work at a desk, or came back to a locked one. ``how``: a code, ``password`` or ``unlocked``."""
    with transaction.atomic():
        audit.record(kind=EventKind.SIGNED_IN, by=by, at=at, basis="counter", facts={"how": how})
