"""What a review found wrong about an entry, and what its registry did: beside the verdict, so that it leaves with it."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0007_proposed_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposedlink",
            name="wrong",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="WrongEntry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("case", models.CharField(max_length=40)),
                ("what", models.CharField(max_length=20)),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("by_kind", models.CharField(max_length=12)),
                ("by_id", models.CharField(max_length=80)),
                ("by_office", models.CharField(blank=True, max_length=40)),
                (
                    "conviction",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="found_wrong",
                        to="registers.conviction",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WrongEntryAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("corrected", models.BooleanField(null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("by_kind", models.CharField(max_length=12)),
                ("by_id", models.CharField(max_length=80)),
                ("by_office", models.CharField(blank=True, max_length=40)),
                (
                    "conviction",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wrong_answers",
                        to="registers.conviction",
                    ),
                ),
                (
                    "wrong",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="registers.wrongentry"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="wrongentry",
            constraint=models.UniqueConstraint(
                fields=("case", "conviction"), name="wrong_entry_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="wrongentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("what__in", ["not_this_person", "particulars"])), name="wrong_entry_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="wrongentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_kind__in", ["officer", "applicant", "sender", "visitor", "system"])),
                name="wrong_entry_actor_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="wrongentry",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("case", ""), _negated=True), models.Q(("by_id", ""), _negated=True)),
                name="wrong_entry_mandatory_fields",
            ),
        ),
        migrations.AddConstraint(
            model_name="wrongentryanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_kind__in", ["officer", "applicant", "sender", "visitor", "system"])),
                name="wrong_entry_answer_actor_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="wrongentryanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_id", ""), _negated=True), name="wrong_entry_answer_mandatory_fields"
            ),
        ),
        migrations.AddConstraint(
            model_name="wrongentryanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("conviction__isnull", False),
                    models.Q(("corrected__isnull", True), ("reason", "")),
                    _connector="OR",
                ),
                name="wrong_entry_answer_says_nothing_without_an_entry",
            ),
        ),
        append_only("registers_wrongentry", "registers_wrongentryanswer"),
    ]
