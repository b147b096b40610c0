"""What the audit room keeps: entries of the ledger, the nodes of the Merkle logs, and signed checkpoints. All of it evidence.

Two kinds of log share the tables: ``ledger``, whose leaves are the entries themselves, and public logs such as
``certificates``, whose leaves are 32-byte commitments. Both databases have all three tables and share no row.
"""

from django.contrib.postgres.indexes import BrinIndex, HashIndex
from django.db import models
from django.db.models import CheckConstraint, F, Func, Index, Q
from django.db.models.lookups import Exact


class LedgerEntry(models.Model):
    """One act or look-up (责任记录). ``number`` counts from 1 without gaps; ``about`` is a keyed fingerprint, never a name."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.TextField()
    actor_kind = models.TextField()
    actor = models.TextField()
    office = models.TextField(blank=True)
    basis = models.TextField()
    about = models.TextField(blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(number__gte=1), name="ledger_numbers_from_one"),
            CheckConstraint(condition=~Q(basis=""), name="ledger_basis_given"),
            CheckConstraint(condition=Q(about__regex=r"^([0-9a-f]{32})?$"), name="ledger_about_is_a_fingerprint"),
        ]
        indexes = [
            Index(fields=["about", "number"], condition=~Q(about=""), name="ledger_about"),
            HashIndex(fields=["basis"], name="ledger_basis"),
            BrinIndex(fields=["at"], name="ledger_at", pages_per_range=32),  # entries come in the order of time
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


_WHOLE_HASH = Exact(Func(F("hash"), function="octet_length", output_field=models.IntegerField()), 32)


class Node(models.Model):
    """One full node of a log's tree; level 0 are the leaves, and ``data`` is what a leaf holds (null in the ledger: its entry)."""

    pk = models.CompositePrimaryKey("log", "level", "place")
    log = models.TextField(db_collation="C")
    level = models.SmallIntegerField()
    place = models.BigIntegerField()
    hash = models.BinaryField()
    data = models.BinaryField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(level__gte=0, place__gte=0), name="node_stands_in_a_tree"),
            CheckConstraint(condition=_WHOLE_HASH, name="node_hash_is_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.log} {self.level}/{self.place}"


class SignedCheckpoint(models.Model):
    """A log's head as it was signed: the note itself, and its size, root and time beside it."""

    pk = models.CompositePrimaryKey("log", "size")
    log = models.TextField(db_collation="C")
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [CheckConstraint(condition=Q(size__gte=0), name="checkpoint_size_is_a_count")]

    def __str__(self) -> str:
        return f"{self.log} {self.size}"


class Publication(models.Model):
    """A checkpoint that was made public, with the cosignatures that it then had; ``at`` is the tick, not the moment of writing."""

    pk = models.CompositePrimaryKey("log", "size")
    log = models.TextField(db_collation="C")
    size = models.BigIntegerField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [CheckConstraint(condition=Q(size__gte=0), name="publication_size_is_a_count")]
        indexes = [Index(fields=["log", "at"], name="publication_by_time")]

    def __str__(self) -> str:
        return f"{self.log} {self.size}"
