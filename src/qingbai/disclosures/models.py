"""办案查询: requests and what was done with them. Both are evidence: added, never changed; the status is a fold over the acts (``acts.WAY``)."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Index, Q

from qingbai.agencies import acts
from qingbai.disclosures.acts import Act
from qingbai.law.official import OfficialAsker


class RequestRow(models.Model):
    """One request as it was handed in (查询请求). ``about`` is the keyed fingerprint of the person asked about; ``token`` the door's mark of one
    submission: sent twice, it is one request."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=80, unique=True)
    about = models.CharField(max_length=64)
    asker = models.CharField(max_length=20)
    office = models.CharField(max_length=40)
    submitted_at = models.DateTimeField()
    stated = models.JSONField()

    class Meta:
        db_table = "disclosures_request"
        indexes = [Index(fields=["office", "submitted_at"], name="request_at_office")]
        constraints = [
            CheckConstraint(condition=Q(asker__in=[str(one) for one in OfficialAsker]), name="request_asker_known"),
        ]

    def __str__(self) -> str:
        return self.number


class ActRow(acts.ActRow):
    """One act (办理行为) on one request."""

    request = models.ForeignKey(RequestRow, models.PROTECT, related_name="acts")

    class Meta:
        db_table = "disclosures_act"
        ordering = ["request", "position"]
        constraints = acts.constraints(
            "request",
            Act,
            once="disclosure_act_position_once",
            known="disclosure_act_kind_known",
            actor="disclosure_act_actor_known",
        )
