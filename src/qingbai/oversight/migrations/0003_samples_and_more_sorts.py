"""The daily sample, and findings of acts of two and of the sample."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0002_findings"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="finding", name="finding_sort_known"),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("sort__in", ["bait", "no_case", "outlier", "emergency", "four_eyes", "sample"])),
                name="finding_sort_known",
            ),
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField(unique=True)),
                ("after", models.BigIntegerField()),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("each", models.PositiveSmallIntegerField()),
                ("among", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Sampled",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("entry", models.BigIntegerField(unique=True)),
                ("kind", models.CharField(max_length=40)),
                ("case", models.CharField(max_length=300)),
                ("officer_kind", models.CharField(max_length=12)),
                ("officer", models.CharField(max_length=80)),
                ("office", models.CharField(blank=True, max_length=40)),
                ("due_on", models.DateField(null=True)),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drawn", to="oversight.draw"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["office"], name="sampled_at_office")]},
        ),
        migrations.CreateModel(
            name="SampledAct",
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
                    "sampled",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="oversight.sampled"
                    ),
                ),
            ],
            options={
                "ordering": ["sampled", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("sampled", "position"), name="sampled_act_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["draw", "in_order", "not_in_order"])),
                        name="sampled_act_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by_kind__in", ["officer", "applicant", "sender", "visitor", "system"])),
                        name="sampled_act_actor",
                    ),
                ],
            },
        ),
        append_only("oversight_draw", "oversight_sampled", "oversight_sampledact"),
    ]
