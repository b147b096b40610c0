"""Notices that wait for the document of their case."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Waiting",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("number", models.BinaryField(max_length=32, unique=True)),
                ("box", models.BinaryField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TakenUp",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                (
                    "waiting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="taken_up", to="notices.waiting"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WaitingFor",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("case", models.BinaryField(max_length=32)),
                (
                    "waiting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="notices.waiting"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case"], name="waiting_for_case")],
                "constraints": [models.UniqueConstraint(fields=("waiting", "case"), name="waiting_for_case_once")],
            },
        ),
        append_only("notices_waiting", "notices_waitingfor", "notices_takenup"),
    ]
