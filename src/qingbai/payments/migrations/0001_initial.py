"""Orders, what became of them, and the messages of providers that were believed: all evidence."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=24, unique=True)),
                ("about", models.CharField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("lines", models.JSONField()),
                ("fen", models.PositiveIntegerField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("about", "position"), name="order_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(("fen__lte", 2000000)), name="order_of_a_possible_amount"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("provider", models.CharField(max_length=8)),
                ("mark", models.BinaryField(max_length=32)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("provider", "mark"), name="word_heard_once")],
            },
        ),
        migrations.CreateModel(
            name="OrderAct",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("by_kind", models.CharField(max_length=12)),
                ("by_id", models.CharField(max_length=80)),
                ("by_office", models.CharField(blank=True, max_length=40)),
                ("provider", models.CharField(blank=True, max_length=8)),
                ("charge", models.CharField(blank=True, max_length=32)),
                ("transaction", models.CharField(blank=True, max_length=64)),
                ("fen", models.PositiveIntegerField(default=0)),
                ("facts", models.JSONField(default=dict)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="payments.order"
                    ),
                ),
            ],
            options={
                "db_table": "payments_act",
                "ordering": ["order", "position"],
                "indexes": [models.Index(fields=["kind", "at"], name="order_act_when")],
                "constraints": [
                    models.UniqueConstraint(fields=("order", "position"), name="order_act_position_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ["pay", "take_cash", "waive"])),
                        fields=("order",),
                        name="order_settled_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "begin")), fields=("provider", "charge"), name="order_begun_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ["pay", "pay_again"])),
                        fields=("provider", "transaction"),
                        name="order_money_counted_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "give_back")),
                        fields=("order", "charge"),
                        name="order_given_back_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "ask",
                                    "waive",
                                    "begin",
                                    "fail",
                                    "pay",
                                    "take_cash",
                                    "close",
                                    "ask_refund",
                                    "refund",
                                    "stick",
                                    "hand_back",
                                    "pay_again",
                                    "give_back",
                                ],
                            )
                        ),
                        name="order_act_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by_kind__in", ["officer", "applicant", "sender", "visitor", "system"])),
                        name="order_actor_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("provider__in", ["", "wechat", "alipay", "cash", "free"])),
                        name="order_provider_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["pay", "pay_again"]), _negated=True),
                            models.Q(("transaction", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="order_money_has_the_providers_number",
                    ),
                ],
            },
        ),
        append_only("payments_order", "payments_act", "payments_word"),
    ]
