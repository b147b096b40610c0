"""查询: applications and what was done with them. Both are evidence: added, never changed.

An application's status is not a column: it is a fold over its acts (``acts.WAY``).
"""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.db.models.fields.json import KeyTransform

from qingbai.audit.actors import ActorKind
from qingbai.inquiries.acts import Act


class Application(models.Model):
    """One application as it was handed in (查询申请). ``token`` is the door's mark of one submission: sent twice, it is one application.

    ``owner`` is the keyed fingerprint of the person asking: it finds their earlier applications and never shows who they are.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=80, unique=True)
    owner = models.CharField(max_length=64)
    office = models.CharField(max_length=40)
    region = models.CharField(max_length=40)
    submitted_at = models.DateTimeField()
    draft = models.JSONField()

    class Meta:
        indexes = [
            Index(fields=["owner", "submitted_at"], name="application_of_owner"),
            Index(fields=["office", "submitted_at"], name="application_at_office"),
        ]

    def __str__(self) -> str:
        return self.number


class ActRow(models.Model):
    """One act (办理行为) on one application. ``position`` is unique per application: of two acts at once one wins."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="acts")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=12)
    by_id = models.CharField(max_length=80)
    by_office = models.CharField(max_length=40, blank=True)
    reasons = models.JSONField(default=list)
    facts = models.JSONField(default=dict)

    class Meta:
        db_table = "inquiries_act"
        ordering = ["application", "position"]
        indexes = [
            # Which searches came upon a subject: by it a correction finds every paper that it touches (``reliance``).
            GinIndex(KeyTransform("candidates", "facts"), condition=Q(kind="search"), name="act_search_candidates"),
            Index(fields=["kind", "at"], condition=Q(kind__in=["revoke", "reopen"]), name="act_taken_back"),
        ]
        constraints = [
            UniqueConstraint(fields=["application", "position"], name="act_position_once"),
            CheckConstraint(condition=Q(kind__in=[str(act) for act in Act]), name="act_kind_known"),
            CheckConstraint(condition=Q(by_kind__in=[str(kind) for kind in ActorKind]), name="act_actor_known"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.position} {self.kind}"
