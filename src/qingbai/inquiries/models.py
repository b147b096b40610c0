"""查询: applications and what was done with them. Both are evidence: added, never changed.

An application's status is not a column: it is a fold over its acts (``acts.WAY``).
"""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Index, Q
from django.db.models.fields.json import KeyTransform

from qingbai.agencies import acts
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


class ActRow(acts.ActRow):
    """One act (办理行为) on one application."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="acts")

    class Meta:
        db_table = "inquiries_act"
        ordering = ["application", "position"]
        indexes = [
            # Which searches came upon a subject: by it a correction finds every paper that it touches (``reliance``).
            GinIndex(KeyTransform("candidates", "facts"), condition=Q(kind="search"), name="act_search_candidates"),
            Index(fields=["kind", "at"], condition=Q(kind__in=["revoke", "reopen"]), name="act_taken_back"),
        ]
        constraints = acts.constraints(
            "application", Act, once="act_position_once", known="act_kind_known", actor="act_actor_known"
        )


class CorrectionRequest(models.Model):
    """Somebody asks that what the register holds about them is corrected, without any answer (更正申请). ``draft``: who, as the real-name service proves.

    ``token``: the door's mark of one submission. What is wrong and how it ends stands with the review.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=80, unique=True)
    owner = models.CharField(max_length=64, db_index=True)
    office = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    draft = models.JSONField()

    def __str__(self) -> str:
        return self.number
