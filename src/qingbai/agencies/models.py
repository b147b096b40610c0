"""Organs, offices with their hours, officers, and the programs that send notices (机关、受理单位、人员、接口账号).

Reference data: kept up to date, never deleted while papers name it.

What an office was called when it issued a paper stands in the paper's own claim, so these rows may change.
"""

from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from qingbai.agencies.terms import Authority, Role, SenderKind
from qingbai.law.terms import OfficeKind, OfficeLevel


def _one_of(field: str, kinds: Sequence[str], name: str) -> CheckConstraint:
    return CheckConstraint(condition=Q(**{f"{field}__in": [str(kind) for kind in kinds]}), name=name)


def _division(name: str) -> CheckConstraint:
    return CheckConstraint(condition=Q(division__regex=r"^[0-9]{6}$"), name=name)


class Organ(models.Model):
    """An organ that keeps records and in whose name papers are signed (机关)."""

    code = models.TextField(primary_key=True)
    name_zh = models.TextField()
    name_en = models.TextField()
    authority = models.TextField()
    level = models.TextField()
    division = models.TextField()
    superior = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="below")
    mark = models.TextField(blank=True)

    class Meta:
        constraints = [
            _one_of("authority", list(Authority), "organ_authority_known"),
            _one_of("level", list(OfficeLevel), "organ_level_known"),
            _division("organ_division_is_a_code"),
            CheckConstraint(condition=~Q(name_zh="") & ~Q(name_en=""), name="organ_named"),
            CheckConstraint(condition=Q(superior=None) | ~Q(superior=F("code")), name="organ_not_its_own_superior"),
        ]

    def __str__(self) -> str:
        return self.name_zh


class Office(models.Model):
    """An office that accepts inquiries (受理单位). ``in_use`` False: it takes none any more, but its papers stay readable.

    ``appointments``: how many may be booked for one half hour (预约名额); 0: none, people come as they like.
    """

    code = models.TextField(primary_key=True)
    name_zh = models.TextField()
    name_en = models.TextField()
    kind = models.TextField()
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="offices")
    division = models.TextField(db_index=True)
    address_zh = models.TextField(blank=True)
    address_en = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    in_use = models.BooleanField(default=True)
    appointments = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            _one_of("kind", list(OfficeKind), "office_kind_known"),
            _division("office_division_is_a_code"),
            CheckConstraint(condition=~Q(name_zh="") & ~Q(name_en=""), name="office_named"),
            CheckConstraint(condition=Q(appointments__gte=0), name="office_appointments"),
        ]

    def __str__(self) -> str:
        return self.name_zh


class OpeningHours(models.Model):
    """One span of one weekday on which an office is open (办公时间); Monday is 0."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="hours")
    weekday = models.SmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(weekday__gte=0, weekday__lte=6), name="hours_weekday"),
            CheckConstraint(condition=Q(opens__lt=F("closes")), name="hours_close_after_opening"),
            UniqueConstraint(fields=["office", "weekday", "opens"], name="hours_once"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.weekday} {self.opens}–{self.closes}"


class Appointment(models.Model):
    """A time at a window that somebody booked (预约). ``seat`` counts those of one time from 0; ``about`` is the number of the application, or
    empty for who comes to hand one in; ``person`` the fingerprint of who booked. Ended: cancelled, or over when the next was booked."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="booked")
    starts_at = models.DateTimeField()
    seat = models.SmallIntegerField()
    person = models.TextField()
    about = models.TextField(blank=True)
    booked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(seat__gte=0) & ~Q(person=""), name="appointment_of_somebody"),
            UniqueConstraint(
                fields=["office", "starts_at", "seat"], condition=Q(ended_at=None), name="appointment_seat_once"
            ),
            UniqueConstraint(fields=["person", "about"], condition=Q(ended_at=None), name="appointment_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.starts_at:%Y-%m-%d %H:%M}"


class Officer(models.Model):
    """Somebody who works at an office (工作人员), with one account. ``number`` is the service number (警号), by which the ledger names officers."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="officer")
    name = models.TextField()
    number = models.TextField(unique=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="officers")
    role = models.TextField()
    appointed_at = models.DateTimeField()

    class Meta:
        constraints = [
            _one_of("role", list(Role), "officer_role_known"),
            CheckConstraint(condition=~Q(name=""), name="officer_named"),
            CheckConstraint(condition=Q(number__regex=r"^[0-9A-Za-z-]{3,20}$"), name="officer_number_shape"),
        ]

    def __str__(self) -> str:
        return self.number


class ApiClient(models.Model):
    """A program that sends notices for one organ (接口账号). Never changed: whoever loses the secret is given a new client.

    ``sender_code`` and ``sender_name`` are what its notices must name as their sender; ``scopes`` what it may do, by one
    space each; ``secret`` a keyed fingerprint of the secret, whose key the public site does not have.
    """

    id = models.TextField(primary_key=True)
    sender_kind = models.TextField()
    sender_code = models.TextField(db_index=True)
    sender_name = models.TextField()
    scopes = models.TextField()
    secret = models.BinaryField(max_length=32)
    added_at = models.DateTimeField()
    basis = models.TextField()

    class Meta:
        constraints = [
            _one_of("sender_kind", list(SenderKind), "api_client_kind_known"),
            CheckConstraint(condition=~Q(sender_code="") & ~Q(sender_name=""), name="api_client_names_its_sender"),
            CheckConstraint(condition=~Q(scopes="") & ~Q(basis=""), name="api_client_may_something"),
        ]

    def __str__(self) -> str:
        return self.id


class ApiClientRevoked(models.Model):
    """A client that may do nothing any more (接口账号注销), since when and why."""

    client = models.OneToOneField(ApiClient, on_delete=models.PROTECT, primary_key=True, related_name="revoked")
    revoked_at = models.DateTimeField()
    basis = models.TextField()

    class Meta:
        constraints = [CheckConstraint(condition=~Q(basis=""), name="api_client_revoked_on_a_basis")]

    def __str__(self) -> str:
        return self.client_id


class ApiToken(models.Model):
    """A bearer token (访问令牌) by its keyed fingerprint; of no use after ``expires_at``, and then removed."""

    fingerprint = models.BinaryField(max_length=32, primary_key=True)
    client = models.ForeignKey(ApiClient, on_delete=models.PROTECT, related_name="tokens")
    scopes = models.TextField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.client_id


class ApiUse(models.Model):
    """How many requests one client made in one minute (接口流量); kept for an hour."""

    pk = models.CompositePrimaryKey("client", "minute")
    client = models.ForeignKey(ApiClient, on_delete=models.PROTECT, related_name="uses")
    minute = models.DateTimeField(db_index=True)
    requests = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.client_id} {self.minute:%H:%M} {self.requests}"
