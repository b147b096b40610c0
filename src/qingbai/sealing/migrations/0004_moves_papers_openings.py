"""Moves between register and vault, papers that are no convictions, orders to seal, requests to look, the lifting of seals."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("sealing", "0003_cases"),
    ]

    operations = [
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("into_vault", models.BooleanField()),
                ("box", models.BinaryField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MoveDone",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                (
                    "move",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="done", to="sealing.move"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OpeningRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("number", models.CharField(max_length=24, unique=True)),
                ("office", models.CharField(max_length=40)),
                ("box", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["office", "known_from"], name="opening_request_office")],
            },
        ),
        migrations.CreateModel(
            name="SealingOrder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("fingerprint", models.BinaryField(max_length=32, unique=True)),
                ("case", models.BinaryField(max_length=32)),
                ("box", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["case"], name="sealing_order_case")],
            },
        ),
        migrations.CreateModel(
            name="UnsealingProposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("number", models.CharField(max_length=24, unique=True)),
                ("by_id", models.CharField(max_length=80)),
                ("office", models.CharField(max_length=40)),
                ("box", models.BinaryField()),
                (
                    "conviction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="sealing.sealedconviction",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnsealingDecision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("agreed", models.BooleanField()),
                ("by_id", models.CharField(max_length=80)),
                ("box", models.BinaryField()),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="sealing.unsealingproposal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OpeningAct",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=12)),
                ("by_kind", models.CharField(max_length=12)),
                ("by_id", models.CharField(max_length=80)),
                ("by_office", models.CharField(blank=True, max_length=40)),
                ("box", models.BinaryField()),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="sealing.openingrequest"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("request", "position"), name="opening_act_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["submit", "examine", "permit", "refuse", "undertake", "look", "withdraw"])
                        ),
                        name="opening_act_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedPaper",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("fingerprint", models.BinaryField(max_length=32, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("rules", models.CharField(max_length=200)),
                ("box", models.BinaryField()),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="sealing.sealedsubject"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["non_prosecution", "penalty", "not_pursued", "coercion", "social_report", "support"],
                            )
                        ),
                        name="sealed_paper_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rules", ""), _negated=True), name="sealed_paper_names_its_rule"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealLifted",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("box", models.BinaryField()),
                (
                    "conviction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lifted",
                        to="sealing.sealedconviction",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("conviction",), name="seal_lifted_once")],
            },
        ),
        append_only(
            "sealing_move",
            "sealing_movedone",
            "sealing_sealingorder",
            "sealing_sealedpaper",
            "sealing_seallifted",
            "sealing_openingrequest",
            "sealing_openingact",
            "sealing_unsealingproposal",
            "sealing_unsealingdecision",
        ),
    ]
