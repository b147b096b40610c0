"""What the intake keeps of notices: those that wait (待处理的通报), being about a case whose own document is not here yet; when each came, and what
was asked for.

They lie in the vault, closed under its key, because whether what they concern is sealed is known only when that document comes.
"""

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from qingbai.law.organs import NoticeKind
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


class Arrival(Sealed):
    """A notice as it came (收到的通报): from whom, of which kind, how late against its duty. ``box``: when what it tells of happened, its number, the
    case, and what it says where no record keeps that. In clear stand only figures about the sender.

    ``number``: the fingerprint of sender and message number. ``late_days`` None: no duty, or the day that it runs from is not known.
    """

    number = models.BinaryField(max_length=32, unique=True)
    kind = models.CharField(max_length=20)
    sender = models.CharField(max_length=120)
    sender_name = models.CharField(max_length=120)
    late_days = models.IntegerField(null=True)
    late_working_days = models.IntegerField(null=True)
    box = models.BinaryField()

    class Meta:
        indexes = [Index(fields=["known_from", "sender"], name="arrival_when")]
        constraints = [
            CheckConstraint(condition=Q(kind__in=[str(kind) for kind in NoticeKind]), name="arrival_kind_known"),
            CheckConstraint(condition=Q(late_days=None) | Q(late_days__gte=0), name="arrival_late_or_in_time"),
        ]


class Manifest(Sealed):
    """A sender's list of the numbers that it sent on ``day`` (发送清单), the numbers in ``box``."""

    sender = models.CharField(max_length=120)
    sender_name = models.CharField(max_length=120)
    day = models.DateField()
    box = models.BinaryField()

    class Meta:
        constraints = [UniqueConstraint(fields=["sender", "day"], name="manifest_once_a_day")]


class Reminder(Sealed):
    """A text that asks for notices which should have come (催报函), once in a ``period`` for an addressee; ``box`` holds it.

    ``sealed``: it is about sealed cases, and goes to the addressee alone.
    """

    addressee = models.CharField(max_length=120)
    period = models.CharField(max_length=10)
    sealed = models.BooleanField()
    box = models.BinaryField()

    class Meta:
        constraints = [UniqueConstraint(fields=["addressee", "period", "sealed"], name="reminder_once_a_period")]
