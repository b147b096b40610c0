"""Links and asks as they stand. They are forgotten when nobody needs them any more; that they were made, used and ended stays on the ledger."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint


class Shows(models.TextChoices):
    """What a link shows (共享内容)."""

    STATE = "state"  # 仅现状
    STATEMENTS = "statements"  # 现状及文书内容
    FILE = "file"  # 现状、文书内容及文件


class SharedLink(models.Model):
    """A link that a holder shares (共享链接). Of its secret only the SHA-256 is kept; the label is a box (``notifications.addresses``).

    ``until_on``: the last day on which the paper is valid; ``ends_on``: the last day that the holder chose.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    key = models.BinaryField(unique=True)
    application = models.CharField(max_length=40, db_index=True)
    paper = models.CharField(max_length=200, db_index=True)
    label = models.BinaryField()
    shows = models.CharField(max_length=12, choices=Shows.choices)
    made_at = models.DateTimeField()
    until_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [CheckConstraint(condition=Q(shows__in=Shows.values), name="shared_link_shows_known")]

    def __str__(self) -> str:
        return self.number


class LinkUse(models.Model):
    """One use of a link that was answered with *current* (共享链接的使用). ``who``: what the user said of themselves, in a box; null where nothing was said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(SharedLink, models.CASCADE, related_name="uses")
    at = models.DateTimeField(db_index=True)
    who = models.BinaryField(null=True)
    saw = models.CharField(max_length=12, choices=Shows.choices)

    def __str__(self) -> str:
        return f"{self.link_id} {self.at}"


class Ask(models.Model):
    """Somebody who wants to be told when an answer they were given is not current any more (失效告知申请).

    ``link`` or ``paper`` says what was checked. Where they are reached is kept by ``notifications`` under the ask's number. ``asker`` and ``source`` are keyed
    fingerprints, for *once* and for counting. ``ends_on``: the last day of the paper, after which the ask is forgotten.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    paper = models.CharField(max_length=200)
    link = models.CharField(max_length=40, blank=True)
    asker = models.CharField(max_length=64)
    source = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    ends_on = models.DateField()

    class Meta:
        constraints = [UniqueConstraint(fields=["paper", "link", "asker"], name="ask_once_a_paper")]
        indexes = [
            Index(fields=["paper"], condition=Q(told_at__isnull=True), name="ask_waiting"),
            Index(fields=["link"], condition=Q(told_at__isnull=True) & ~Q(link=""), name="ask_waiting_for_link"),
            Index(fields=["asked_at"], name="ask_by_time"),
            Index(fields=["ends_on"], name="ask_by_end"),
        ]

    def __str__(self) -> str:
        return self.number
