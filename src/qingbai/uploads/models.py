"""材料: that a paper was handed in, which is evidence, and its content, which is destroyed when its time has come."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from qingbai.audit.actors import ActorKind


class Upload(models.Model):
    """One file as it was handed in (上传材料). ``digest`` is keyed and taken before anything was stripped: the same file again is one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.CharField(max_length=40)
    paper = models.CharField(max_length=40)
    kind = models.CharField(max_length=4)
    digest = models.BinaryField(max_length=32)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    hints = models.JSONField(default=dict)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=12)
    by_id = models.CharField(max_length=80)
    by_office = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "uploads_file"
        constraints = [
            UniqueConstraint(fields=["about", "paper", "digest"], name="file_once_a_paper"),
            CheckConstraint(condition=Q(kind__in=["jpeg", "png", "pdf"]), name="file_kind_known"),
            CheckConstraint(condition=Q(by_kind__in=[str(kind) for kind in ActorKind]), name="file_actor_known"),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.paper} {self.id}"


class Content(models.Model):
    """A file's closed bytes and closed key (``boxes``). The row goes when the file's time has come, and with it the only key.

    ``held``: the virus scanner could not be asked; nobody opens the file until it was.
    """

    file = models.OneToOneField(Upload, models.PROTECT, primary_key=True, related_name="content")
    key = models.BinaryField()
    body = models.BinaryField()
    held = models.BooleanField(default=False)
    destroy_at = models.DateTimeField()

    class Meta:
        indexes = [
            Index(fields=["destroy_at"], name="content_to_destroy"),
            Index(fields=["held"], condition=Q(held=True), name="content_held"),
        ]

    def __str__(self) -> str:
        return str(self.file_id)


class Reading(models.Model):
    """What a machine made of a file (识读结果), closed like the file and gone with it: it repeats names and numbers."""

    file = models.OneToOneField(Content, models.CASCADE, primary_key=True, related_name="reading")
    key = models.BinaryField()
    body = models.BinaryField()

    class Meta:
        db_table = "uploads_reading"

    def __str__(self) -> str:
        return str(self.file_id)


class Waiting(models.Model):
    """A file that was chosen and not handed in yet (待提交材料): its person is asked about it first. Forgotten after ``until``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.CharField(max_length=40)
    paper = models.CharField(max_length=40)
    digest = models.BinaryField(max_length=32)
    by_id = models.CharField(max_length=80)
    at = models.DateTimeField()
    until = models.DateTimeField()
    key = models.BinaryField()
    body = models.BinaryField()

    class Meta:
        db_table = "uploads_waiting"
        constraints = [UniqueConstraint(fields=["about", "by_id", "paper", "digest"], name="file_waits_once")]
        indexes = [Index(fields=["until"], name="waiting_to_forget")]

    def __str__(self) -> str:
        return f"{self.about} {self.paper}"
