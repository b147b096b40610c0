"""Figures as they were told for good."""

import uuid

from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("table", models.CharField(max_length=20)),
                ("period", models.CharField(max_length=7)),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("entries", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("table", "period"), name="edition_once"),
                    models.CheckConstraint(
                        condition=models.Q(("period__regex", "^\\d{4}(-\\d{2})?$")), name="edition_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="edition_digest"
                    ),
                ],
            },
        ),
        append_only("oversight_edition"),
    ]
