"""That somebody wants to be told when they are asked about, and what was told already. Where they are told stands with the messages, in boxes."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint


class Alert(models.Model):
    """One person's wish to be told (查询提醒), from when until when. ``owner`` is the ledger's keyed fingerprint of the person.

    ``checked_on``: the last day on which it was looked whether there is anything new. ``ended_at``: switched off, or its year is over.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    owner = models.CharField(max_length=64)
    began_at = models.DateTimeField()
    until = models.DateField()
    checked_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["owner"], condition=Q(ended_at__isnull=True), name="alert_once_a_person"),
            CheckConstraint(condition=~Q(owner=""), name="alert_of_somebody"),
            CheckConstraint(condition=Q(checked_on__lte=F("until")), name="alert_checked_in_its_time"),
        ]
        indexes = [Index(fields=["checked_on"], condition=Q(ended_at__isnull=True), name="alert_to_check")]

    def __str__(self) -> str:
        return self.number


class KnownLine(models.Model):
    """A line of *Who asked about you* that was there when the person was told last (已提醒的查询), by its key: each is told once."""

    id = models.BigAutoField(primary_key=True)
    alert = models.ForeignKey(Alert, models.PROTECT, related_name="known")
    key = models.CharField(max_length=50)

    class Meta:
        constraints = [UniqueConstraint(fields=["alert", "key"], name="known_line_once")]

    def __str__(self) -> str:
        return self.key
