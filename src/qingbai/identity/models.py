"""Passkeys, second factors and counted attempts as they stand: each is its owner's to remove; that it was made, used and removed stands on the ledger."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint


class PersonPasskey(models.Model):
    """A person's passkey for coming back (个人通行密钥).

    ``owner`` is the ledger's keyed fingerprint of the person; ``box`` holds who the real-name service proved (``boxes``), on ``proven_at``.
    ``public`` is the public key with its id, as the authenticator made it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.CharField(max_length=64, db_index=True)
    credential = models.BinaryField(unique=True)
    public = models.BinaryField()
    uses = models.BigIntegerField(default=0)
    box = models.BinaryField()
    proven_at = models.DateTimeField()
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [CheckConstraint(condition=~Q(owner=""), name="passkey_of_somebody")]

    def __str__(self) -> str:
        return str(self.id)


class FactorKind(models.TextChoices):
    """What a second factor is (第二因素)."""

    PASSKEY = "passkey"  # 通行密钥
    CODES = "codes"  # 动态口令


class OfficerFactor(models.Model):
    """An officer's second factor. A passkey has ``credential`` and ``public``; one-time codes have their secret in ``box`` and the last step used."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="second_factors")
    kind = models.CharField(max_length=8, choices=FactorKind.choices)
    credential = models.BinaryField(null=True, unique=True)
    public = models.BinaryField(null=True)
    uses = models.BigIntegerField(default=0)
    box = models.BinaryField(null=True)
    last_step = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(kind="passkey", credential__isnull=False, public__isnull=False, box=None)
                | Q(kind="codes", box__isnull=False, credential=None, public=None),
                name="factor_is_of_its_kind",
            ),
            UniqueConstraint(fields=["user"], condition=Q(kind="codes"), name="factor_codes_once"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class NewsKind(models.TextChoices):
    """What happened to an officer's account (账号变动)."""

    CODES_ADDED = "codes_added"  # 添加动态口令
    PASSKEY_ADDED = "passkey_added"  # 添加通行密钥
    FACTOR_REMOVED = "factor_removed"  # 删除第二因素
    FACTORS_RESET = "factors_reset"  # 管理员重置第二因素
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 -- 修改密码
    PASSWORD_GIVEN = "password_given"  # noqa: S105 -- 管理员设置密码，须修改
    GUESSED = "guessed"  # 多次输错、暂停登录


class AccountNews(models.Model):
    """One line that an officer is told at the next sign-in (账号变动提示), until ``seen_at``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="account_news")
    kind = models.CharField(max_length=16, choices=NewsKind.choices)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [Index(fields=["user"], condition=Q(seen_at=None), name="account_news_unseen")]
        constraints = [CheckConstraint(condition=Q(kind__in=NewsKind.values), name="account_news_known")]

    def __str__(self) -> str:
        return str(self.id)


class Attempts(models.Model):
    """Wrong passwords and second factors, counted (登录失败计数). ``who`` is a keyed fingerprint of account and browser, or of account alone."""

    who = models.CharField(max_length=64, primary_key=True)
    wrong = models.PositiveIntegerField()
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.who[:8]} {self.wrong}"
