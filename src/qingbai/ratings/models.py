"""Ratings and answers, as they were given: a rating that is changed is a new row, and the last one counts."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from qingbai.ratings.terms import Level


class Rating(models.Model):
    """One rating of a case (评价). ``owner`` as the case has it; ``about`` lists what it is about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    owner = models.CharField(max_length=64)
    office = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    about = models.JSONField(default=list)
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["case", "position"], name="rating_once_a_position"),
            CheckConstraint(condition=Q(level__in=[int(one) for one in Level]), name="rating_level_known"),
        ]
        indexes = [Index(fields=["office", "at"], name="rating_at_office")]

    def __str__(self) -> str:
        return str(self.id)


class RatingAnswer(models.Model):
    """What the office did about a bad rating and told who gave it (差评回访整改), once a case."""

    case = models.CharField(max_length=40, primary_key=True)
    words = models.TextField()
    at = models.DateTimeField()
    by_id = models.CharField(max_length=80)
    by_office = models.CharField(max_length=40)

    class Meta:
        constraints = [CheckConstraint(condition=~Q(words=""), name="rating_answer_says_something")]

    def __str__(self) -> str:
        return self.case
