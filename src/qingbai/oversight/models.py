"""监督: figures as they were told. Evidence: added, never changed. All of it lies beside the vault, where no public process comes."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint


class Edition(models.Model):
    """One table of figures for one period, as it was told for good (统计封账): what the period's figures are from then on.

    ``entries``: how many entries the register's ledger had; ``sha256``: of the canonical content.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.CharField(max_length=20)
    period = models.CharField(max_length=7)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    entries = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["table", "period"], name="edition_once"),
            CheckConstraint(condition=Q(period__regex=r"^\d{4}(-\d{2})?$"), name="edition_period"),
            CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="edition_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.period}"
