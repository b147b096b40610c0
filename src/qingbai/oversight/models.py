"""监督: figures as they were told, findings and what was done about them, bait records, the daily sample. Evidence: added, never changed. All of it lies beside the vault, where no public process comes."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from qingbai.agencies import acts
from qingbai.oversight import sampleacts
from qingbai.oversight.findingacts import Act, Sort


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


class Bait(models.Model):
    """Which record is a bait (警示记录): the person's fingerprint in the register's ledger, and the verdict's key. The only place that tells."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.CharField(max_length=32, unique=True)
    conviction = models.UUIDField(unique=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [CheckConstraint(condition=Q(about__regex=r"^[0-9a-f]{32}$"), name="bait_about")]

    def __str__(self) -> str:
        return str(self.id)


class Finding(models.Model):
    """Something that an officer must explain (监督疑点). ``key``: what it is about, so that the same is found once; ``due_on``: until when it is reviewed.

    ``entry``: the entry of the register's ledger, 0 where it is about many. Where it stands is a fold over its acts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    key = models.CharField(max_length=120, unique=True)
    sort = models.CharField(max_length=12)
    officer = models.CharField(max_length=80)
    office = models.CharField(max_length=40)
    entry = models.BigIntegerField(default=0)
    facts = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True)

    class Meta:
        indexes = [Index(fields=["office", "opened_at"], name="finding_at_office")]
        constraints = [CheckConstraint(condition=Q(sort__in=[str(one) for one in Sort]), name="finding_sort_known")]

    def __str__(self) -> str:
        return self.number


class FindingAct(acts.Placed):
    """One act on one finding (办理行为), with what was said."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="acts")
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["finding", "position"]
        constraints = acts.constraints(
            "finding", Act, once="finding_act_once", known="finding_act_known", actor="finding_act_actor"
        )


class Draw(models.Model):
    """One day's draw (每日抽查): from the head of the register's ledger of this ``size`` and ``root``, among entries numbered above ``after``.

    ``each``: how many of every office at most; ``among``: how many there were to draw from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.DateField(unique=True)
    after = models.BigIntegerField()
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    each = models.PositiveSmallIntegerField()
    among = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.day)


class Sampled(models.Model):
    """One disclosure that was drawn: the ``entry`` of the register's ledger, the case that it names, who did it, and whose office it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draw = models.ForeignKey(Draw, models.PROTECT, related_name="drawn")
    entry = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=40)
    case = models.CharField(max_length=300)
    officer_kind = models.CharField(max_length=12)
    officer = models.CharField(max_length=80)
    office = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True)

    class Meta:
        indexes = [Index(fields=["office"], name="sampled_at_office")]

    def __str__(self) -> str:
        return str(self.entry)


class SampledAct(acts.Placed):
    """One act on one that was drawn (抽查行为), with what was said."""

    sampled = models.ForeignKey(Sampled, models.PROTECT, related_name="acts")
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["sampled", "position"]
        constraints = acts.constraints(
            "sampled", sampleacts.Act, once="sampled_act_once", known="sampled_act_known", actor="sampled_act_actor"
        )
