"""What this door keeps in the vault: what was answered about each notice, and under which keys requests came.

Every notice leaves such rows, whether what it says is sealed or not, and what they say stands in a box under the vault's key
(``sealing.boxes``); beside it stand keyed fingerprints only. So no row tells a sealed record from an open one, and whoever
has the database alone learns neither who sent nor about whom.
"""

import uuid

from django.db import models
from django.db.models import Index


class Told(models.Model):
    """What a sender was told about a notice (回执存根). ``entered``: it was received, sealed and open alike; else refused or held."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message = models.BinaryField(max_length=32)
    entered = models.BooleanField()
    box = models.BinaryField()
    known_from = models.DateTimeField()

    class Meta:
        indexes = [Index(fields=["message", "entered", "known_from"], name="told_about_a_message")]

    def __str__(self) -> str:
        return str(self.id)


class Answered(models.Model):
    """A request that came with an Idempotency-Key, and its answer (幂等键); forgotten after ``once.KEPT``.

    ``key`` is the fingerprint of client and key, ``request`` of everything that was asked under it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.BinaryField(max_length=32, unique=True)
    request = models.BinaryField(max_length=32)
    box = models.BinaryField()
    known_from = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.id)
