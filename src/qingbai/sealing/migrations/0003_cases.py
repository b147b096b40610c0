"""Sealed verdicts by case, and what later documents and notices state about them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("sealing", "0002_evidence"),
    ]

    operations = [
        migrations.CreateModel(
            name="SealedCaseKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("fingerprint", models.BinaryField(max_length=32)),
                (
                    "conviction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="sealing.sealedconviction"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["fingerprint"], name="sealed_case_fingerprint")],
                "constraints": [
                    models.UniqueConstraint(fields=("conviction", "fingerprint"), name="sealed_case_key_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedStatement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("fingerprint", models.BinaryField(max_length=32, unique=True)),
                ("case", models.BinaryField(max_length=32)),
                ("kind", models.CharField(max_length=12)),
                ("box", models.BinaryField()),
                (
                    "judgment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="sealing.sealedjudgment",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case"], name="sealed_statement_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["ruling", "execution"])), name="sealed_statement_kind"
                    )
                ],
            },
        ),
        append_only("sealing_sealedcasekey", "sealing_sealedstatement"),
    ]
