"""When each notice came and how late, what senders say that they sent, and what was asked for."""

import uuid

from django.db import migrations, models

from qingbai.audit.evidence import append_only

KINDS = [
    "judgment",
    "execution_papers",
    "correction_start",
    "correction_papers",
    "release",
    "correction_end",
    "sealing",
    "occupation_ban",
    "non_prosecution",
    "penalty",
]


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("number", models.BinaryField(max_length=32, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("sender", models.CharField(max_length=120)),
                ("sender_name", models.CharField(max_length=120)),
                ("late_days", models.IntegerField(null=True)),
                ("late_working_days", models.IntegerField(null=True)),
                ("box", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["known_from", "sender"], name="arrival_when")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("kind__in", KINDS)), name="arrival_kind_known"),
                    models.CheckConstraint(
                        condition=models.Q(("late_days", None), ("late_days__gte", 0), _connector="OR"),
                        name="arrival_late_or_in_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Manifest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("sender", models.CharField(max_length=120)),
                ("sender_name", models.CharField(max_length=120)),
                ("day", models.DateField()),
                ("box", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("sender", "day"), name="manifest_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("addressee", models.CharField(max_length=120)),
                ("period", models.CharField(max_length=10)),
                ("sealed", models.BooleanField()),
                ("box", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("addressee", "period", "sealed"), name="reminder_once_a_period")
                ],
            },
        ),
        append_only("notices_arrival", "notices_manifest", "notices_reminder"),
    ]
