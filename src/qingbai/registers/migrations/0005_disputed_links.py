"""Whose verdict is it: links that somebody disputes, and what was decided about them."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0004_surrender"),
    ]

    operations = [
        migrations.CreateModel(
            name="DisputedLink",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("person", models.CharField(max_length=64)),
                (
                    "conviction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputed_links",
                        to="registers.conviction",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LinkAct",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("position", models.PositiveSmallIntegerField()),
                ("status", models.CharField(max_length=12)),
                ("case", models.CharField(max_length=40)),
                (
                    "evidence",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("by_kind", models.CharField(max_length=12)),
                ("by_id", models.CharField(max_length=80)),
                ("by_office", models.CharField(blank=True, max_length=40)),
                (
                    "conviction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="link_acts", to="registers.conviction"
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="registers.disputedlink"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="disputedlink",
            index=models.Index(fields=["person"], name="disputed_link_person"),
        ),
        migrations.AddConstraint(
            model_name="disputedlink",
            constraint=models.UniqueConstraint(fields=("person", "conviction"), name="disputed_link_once"),
        ),
        migrations.AddConstraint(
            model_name="disputedlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", ""), _negated=True), name="disputed_link_mandatory_fields"
            ),
        ),
        migrations.AddConstraint(
            model_name="linkact",
            constraint=models.UniqueConstraint(fields=("link", "position"), name="link_act_position_once"),
        ),
        migrations.AddConstraint(
            model_name="linkact",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["disputed", "same", "different", "lifted"])),
                name="link_act_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="linkact",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_kind__in", ["officer", "applicant", "sender", "visitor", "system"])),
                name="link_act_actor_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="linkact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case", ""), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    models.Q(("by_id", ""), _negated=True),
                ),
                name="link_act_mandatory_fields",
            ),
        ),
        append_only("registers_disputedlink", "registers_linkact"),
    ]
