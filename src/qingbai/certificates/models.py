"""Papers as they were issued, and what was done to them afterwards. Evidence: the database refuses update and delete."""

from django.db import models

from qingbai.certificates.claim import LONGEST_TEXT


class Paper(models.Model):
    """One issued paper (文书): its claim in canonical form, its place in the public log, and the very bytes that went out."""

    number = models.CharField(max_length=LONGEST_TEXT, unique=True)
    code = models.CharField(max_length=19, unique=True)
    kind = models.CharField(max_length=20)
    office = models.CharField(max_length=LONGEST_TEXT)
    application = models.CharField(max_length=LONGEST_TEXT)
    claim = models.BinaryField()
    salt = models.BinaryField()
    leaf = models.BigIntegerField(unique=True)
    sha256 = models.BinaryField(unique=True)
    pdf = models.BinaryField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="paper_has_number_and_code", condition=~models.Q(number="") & ~models.Q(code="")
            ),
            models.CheckConstraint(name="paper_leaf_is_a_place", condition=models.Q(leaf__gte=0)),
        ]
        indexes = [models.Index(fields=["application"], name="paper_by_application")]

    def __str__(self) -> str:
        return self.number


class PaperAct(models.Model):
    """One act on an issued paper (对文书的处理); so far only its withdrawal (撤销, INQ-28)."""

    WITHDRAWN = "withdrawn"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=20, choices=[(WITHDRAWN, "撤销 Withdrawn")])
    reason = models.TextField()
    actor_kind = models.CharField(max_length=20)
    actor = models.CharField(max_length=LONGEST_TEXT)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="paper_act_once", fields=["paper", "act"]),
            models.CheckConstraint(name="paper_act_has_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.act}"
