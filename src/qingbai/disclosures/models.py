"""办案查询: requests and what was done with them; organs and law firms that may ask online. All of it is evidence: added, never changed; where a request
or a registration stands is a fold over its acts (``acts.WAY``, ``body_acts.WAY``)."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Index, Q
from django.db.models.fields.json import KeyTextTransform

from qingbai.agencies import acts
from qingbai.disclosures import body_acts
from qingbai.disclosures.acts import Act
from qingbai.law.official import OfficialAsker


class Body(models.Model):
    """An organ or a law firm that may ask online (办案单位), by its unified social credit code; ``asker``: as what it asks. Who acts for it, its acts say."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=18, unique=True)
    office = models.CharField(max_length=40)
    asker = models.CharField(max_length=20)

    class Meta:
        db_table = "disclosures_body"
        indexes = [Index(fields=["office", "code"], name="body_at_office")]
        constraints = [
            CheckConstraint(condition=Q(code__regex=r"^[0-9A-Z]{18}$"), name="body_code_formed"),
            CheckConstraint(condition=Q(asker__in=["state_organ", "defence_lawyer"]), name="body_asker_known"),
        ]

    def __str__(self) -> str:
        return self.code


class BodyActRow(acts.ActRow):
    """One act on a registration (登记行为)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="acts")

    class Meta:
        db_table = "disclosures_bodyact"
        ordering = ["body", "position"]
        constraints = acts.constraints(
            "body", body_acts.Act, once="body_act_position_once", known="body_act_known", actor="body_act_actor_known"
        )
        indexes = [
            Index(
                KeyTextTransform("document_number", "facts"),
                condition=Q(kind=body_acts.Act.AUTHORISE.value),
                name="body_act_handler",
            )
        ]


class RequestRow(models.Model):
    """One request as it was handed in (查询请求). ``about`` is the keyed fingerprint of the person asked about; ``token`` the door's mark of one
    submission: sent twice, it is one request. Where it came online, ``body`` is who asked and ``handlers`` the keys of who handed it in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=80, unique=True)
    about = models.CharField(max_length=64)
    asker = models.CharField(max_length=20)
    office = models.CharField(max_length=40)
    submitted_at = models.DateTimeField()
    stated = models.JSONField()
    body = models.ForeignKey(Body, models.PROTECT, related_name="requests", null=True)
    handlers = models.JSONField(default=list)

    class Meta:
        db_table = "disclosures_request"
        indexes = [
            Index(fields=["office", "submitted_at"], name="request_at_office"),
            Index(fields=["body", "submitted_at"], name="request_of_body"),
        ]
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
