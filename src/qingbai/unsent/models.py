"""One row for each person and each thing they fill in. It changes with every answer and goes when it is handed in, deleted, or left alone too long."""

import uuid

from django.db import models
from django.db.models import UniqueConstraint


class Unsent(models.Model):
    """Answers that are not handed in. ``owner``: the door's keyed mark of a person; ``subject``: what is filled in; ``box``: the answers, closed (``boxes``)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.CharField(max_length=64)
    subject = models.CharField(max_length=80)
    box = models.BinaryField()
    saved_at = models.DateTimeField()
    forget_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["owner", "subject"], name="unsent_once_a_subject")]

    def __str__(self) -> str:
        return str(self.id)
