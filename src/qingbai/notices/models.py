"""Notices that wait (待处理的通报): right in themselves, but about a case whose own document is not here yet.

They lie in the vault, closed under its key, because whether what they concern is sealed is known only when that document comes.
"""

from django.db import models
from django.db.models import Index, UniqueConstraint

from qingbai.sealing.models import Sealed


class Waiting(Sealed):
    """One notice that waits: its whole text in ``box``; ``number``, the fingerprint of its sender and message number, is the inbox's own."""

    number = models.BinaryField(max_length=32, unique=True)
    box = models.BinaryField()


class WaitingFor(Sealed):
    """A case for whose document a notice waits: a keyed fingerprint of its number."""

    waiting = models.ForeignKey(Waiting, models.PROTECT, related_name="cases")
    case = models.BinaryField(max_length=32)

    class Meta:
        indexes = [Index(fields=["case"], name="waiting_for_case")]
        constraints = [UniqueConstraint(fields=["waiting", "case"], name="waiting_for_case_once")]


class TakenUp(Sealed):
    """A notice that waits no more: what it waited for came, and it was entered."""

    waiting = models.OneToOneField(Waiting, models.PROTECT, related_name="taken_up")
