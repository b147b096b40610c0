"""Findings, what was done about them, and bait records."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bait",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("about", models.CharField(max_length=32, unique=True)),
                ("conviction", models.UUIDField(unique=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("about__regex", "^[0-9a-f]{32}$")), name="bait_about")
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=40, unique=True)),
                ("key", models.CharField(max_length=120, unique=True)),
                ("sort", models.CharField(max_length=12)),
                ("officer", models.CharField(max_length=80)),
                ("office", models.CharField(max_length=40)),
                ("entry", models.BigIntegerField(default=0)),
                ("facts", models.JSONField(default=dict)),
                ("opened_at", models.DateTimeField()),
                ("due_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["office", "opened_at"], name="finding_at_office")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sort__in", ["bait", "no_case", "outlier", "emergency"])),
                        name="finding_sort_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingAct",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=30)),
                ("at", models.DateTimeField()),
                ("by_kind", models.CharField(max_length=12)),
                ("by_id", models.CharField(max_length=80)),
                ("by_office", models.CharField(blank=True, max_length=40)),
                ("words", models.TextField(blank=True)),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="oversight.finding"
                    ),
                ),
            ],
            options={
                "ordering": ["finding", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("finding", "position"), name="finding_act_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["open", "ask", "explain", "close", "pass_on"])),
                        name="finding_act_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by_kind__in", ["officer", "applicant", "sender", "visitor", "system"])),
                        name="finding_act_actor",
                    ),
                ],
            },
        ),
        append_only("oversight_bait", "oversight_finding", "oversight_findingact"),
    ]
