"""通知: what was told, which is evidence, and how far each delivery of it got, which changes until it is there."""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from qingbai.notifications.contacts import Channel


class State(models.TextChoices):
    """How far a delivery got (送达状态)."""

    WAITING = "waiting"  # 待发送
    SENT = "sent"  # 已发送
    NO_CHANNEL = "no_channel"  # 未发送：没有开通渠道
    BAD_ADDRESS = "bad_address"  # 未发送：地址无效
    TOO_LATE = "too_late"  # 未发送：已过时
    GIVEN_UP = "given_up"  # 多次失败，停止发送


class Told(models.Model):
    """One message as it was put out (通知). ``key`` is the caller's: told twice under one key is told once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=160, unique=True)
    about = models.CharField(max_length=40, db_index=True)
    message = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    language = models.CharField(max_length=10)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.about} {self.message}"


class Delivery(models.Model):
    """One message on one channel. ``address`` is a box (``addresses``), empty once forgotten; the id is what the provider knows it by."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    told = models.ForeignKey(Told, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Channel])
    address = models.BinaryField(null=True)
    state = models.CharField(max_length=12, choices=State.choices)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    not_after = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=40, blank=True)
    forget_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["told", "channel"], name="delivery_once_a_channel"),
            CheckConstraint(condition=Q(state__in=[str(one) for one in State]), name="delivery_state_known"),
            CheckConstraint(condition=Q(channel__in=[str(one) for one in Channel]), name="delivery_channel_known"),
        ]
        indexes = [
            Index(fields=["next_at"], condition=Q(state="waiting"), name="delivery_waiting"),
            Index(fields=["forget_at"], condition=Q(address__isnull=False), name="delivery_to_forget"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.channel} {self.state}"


class KeptContact(models.Model):
    """Where somebody wants to be told of a case (联系方式), in boxes; removed once nobody is waited for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.CharField(max_length=40, unique=True)
    email = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    language = models.CharField(max_length=10)
    forget_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.about
