"""Organs and law firms that may ask online, and which request came from which of them."""

import uuid

import django.db.models.deletion
import django.db.models.fields.json
from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("disclosures", "0003_taken_back"),
    ]

    operations = [
        migrations.CreateModel(
            name="BodyActRow",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=30)),
                ("at", models.DateTimeField()),
                ("by_kind", models.CharField(max_length=12)),
                ("by_id", models.CharField(max_length=80)),
                ("by_office", models.CharField(blank=True, max_length=40)),
                ("reasons", models.JSONField(default=list)),
                ("facts", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "disclosures_bodyact",
                "ordering": ["body", "position"],
            },
        ),
        migrations.AddField(
            model_name="requestrow",
            name="handlers",
            field=models.JSONField(default=list),
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=18, unique=True)),
                ("office", models.CharField(max_length=40)),
                ("asker", models.CharField(max_length=20)),
            ],
            options={
                "db_table": "disclosures_body",
                "indexes": [models.Index(fields=["office", "code"], name="body_at_office")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9A-Z]{18}$")), name="body_code_formed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asker__in", ["state_organ", "defence_lawyer"])), name="body_asker_known"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="requestrow",
            name="body",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="disclosures.body"
            ),
        ),
        migrations.AddIndex(
            model_name="requestrow",
            index=models.Index(fields=["body", "submitted_at"], name="request_of_body"),
        ),
        migrations.AddField(
            model_name="bodyactrow",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="disclosures.body"
            ),
        ),
        migrations.AddIndex(
            model_name="bodyactrow",
            index=models.Index(
                django.db.models.fields.json.KeyTextTransform("document_number", "facts"),
                condition=models.Q(("kind", "authorise")),
                name="body_act_handler",
            ),
        ),
        migrations.AddConstraint(
            model_name="bodyactrow",
            constraint=models.UniqueConstraint(fields=("body", "position"), name="body_act_position_once"),
        ),
        migrations.AddConstraint(
            model_name="bodyactrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["register", "change", "authorise", "end_authority", "suspend", "resume", "close"])
                ),
                name="body_act_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="bodyactrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_kind__in", ["officer", "applicant", "sender", "visitor", "system"])),
                name="body_act_actor_known",
            ),
        ),
        append_only("disclosures_body", "disclosures_bodyact"),
    ]
