"""收费: orders and what became of them. Both are evidence: added, never changed.

Where an order stands is no column but a fold over its acts (``terms.WAY``). The unique keys below are what makes a
confirmation that comes twice, or twice at once, one.
"""

import uuid

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from qingbai.agencies import acts
from qingbai.payments.terms import MOST_FEN, Act, ProviderKey

SETTLING = [str(Act.PAY), str(Act.TAKE_CASH), str(Act.WAIVE)]
MONEY_IN = [str(Act.PAY), str(Act.PAY_AGAIN)]


class Order(models.Model):
    """What one case owes (缴费单): ``about`` is the case's number, ``fen`` the sum of its ``lines``.

    ``number`` belongs to this house and to no provider; each attempt to pay it online adds two digits to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=24, unique=True)
    about = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    lines = models.JSONField()
    fen = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["about", "position"], name="order_position_once"),
            CheckConstraint(condition=Q(fen__lte=2 * MOST_FEN), name="order_of_a_possible_amount"),
        ]

    def __str__(self) -> str:
        return self.number


class OrderAct(acts.Placed):
    """One thing that happened to an order.

    ``charge``: the number under which a provider knows the attempt or the refund. ``transaction``: the provider's own
    number of money that came, under which it is counted once. ``fen``: how much moved.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=12)
    provider = models.CharField(max_length=8, blank=True)
    charge = models.CharField(max_length=32, blank=True)
    transaction = models.CharField(max_length=64, blank=True)
    fen = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=dict)

    class Meta:
        db_table = "payments_act"
        ordering = ["order", "position"]
        indexes = [Index(fields=["kind", "at"], name="order_act_when")]
        constraints = [
            *acts.constraints(
                "order", Act, once="order_act_position_once", known="order_act_known", actor="order_actor_known"
            ),
            UniqueConstraint(fields=["order"], condition=Q(kind__in=SETTLING), name="order_settled_once"),
            UniqueConstraint(fields=["provider", "charge"], condition=Q(kind="begin"), name="order_begun_once"),
            UniqueConstraint(
                fields=["provider", "transaction"], condition=Q(kind__in=MONEY_IN), name="order_money_counted_once"
            ),
            UniqueConstraint(fields=["order", "charge"], condition=Q(kind="give_back"), name="order_given_back_once"),
            CheckConstraint(
                condition=Q(provider__in=["", *(str(key) for key in ProviderKey)]), name="order_provider_known"
            ),
            CheckConstraint(
                condition=~Q(kind__in=MONEY_IN) | ~Q(transaction=""), name="order_money_has_the_providers_number"
            ),
        ]


class Word(models.Model):
    """One message of a provider that was believed (支付通知), by the digest of its own mark: heard again, it is refused as a replay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.CharField(max_length=8)
    mark = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(fields=["provider", "mark"], name="word_heard_once")]

    def __str__(self) -> str:
        return str(self.id)
