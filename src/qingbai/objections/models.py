"""异议与复查: reviews and what was done with them, complaints and their answers. All of it is evidence: added, never changed.

A review's status is not a column: it is a fold over its acts (``acts.WAY``).
"""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Index, Q

from qingbai.agencies import acts
from qingbai.objections.acts import Act


class Review(models.Model):
    """One objection as it was handed in (复查申请). ``token`` is the door's mark of one submission: sent twice, it is one review.

    ``owner`` is the keyed fingerprint of the person whom the answer concerns; ``application`` the inquiry that was answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=80, unique=True)
    owner = models.CharField(max_length=64)
    office = models.CharField(max_length=40)
    region = models.CharField(max_length=40)
    application = models.CharField(max_length=40)
    paper_number = models.CharField(max_length=80)
    filed_at = models.DateTimeField()
    objection = models.JSONField()

    class Meta:
        indexes = [
            Index(fields=["owner", "filed_at"], name="review_of_owner"),
            Index(fields=["office", "filed_at"], name="review_at_office"),
            Index(fields=["paper_number"], name="review_of_paper"),
        ]

    def __str__(self) -> str:
        return self.number


class ReviewAct(acts.ActRow):
    """One act (办理行为) on one review."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=20)

    class Meta:
        ordering = ["review", "position"]
        constraints = acts.constraints(
            "review",
            Act,
            once="review_act_position_once",
            known="review_act_kind_known",
            actor="review_act_actor_known",
        )


class Complaint(models.Model):
    """A complaint about how a case was handled (投诉), INQ-30. ``owner`` as for a review; ``about`` the case it names, if any."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=80, unique=True)
    owner = models.CharField(max_length=64)
    office = models.CharField(max_length=40)
    about = models.CharField(max_length=40, blank=True)
    words = models.TextField()
    filed_at = models.DateTimeField()

    class Meta:
        indexes = [Index(fields=["office", "filed_at"], name="complaint_at_office")]
        constraints = [CheckConstraint(condition=~Q(words=""), name="complaint_says_something")]

    def __str__(self) -> str:
        return self.number


class ComplaintAnswer(models.Model):
    """What the office answered to a complaint (投诉答复), once."""

    complaint = models.OneToOneField(Complaint, models.PROTECT, primary_key=True, related_name="answer")
    words = models.TextField()
    at = models.DateTimeField()
    by_id = models.CharField(max_length=80)
    by_office = models.CharField(max_length=40)

    class Meta:
        constraints = [CheckConstraint(condition=~Q(words=""), name="complaint_answer_says_something")]

    def __str__(self) -> str:
        return str(self.complaint_id)
