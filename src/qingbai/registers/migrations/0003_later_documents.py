"""Later documents of a case, execution as others state it, verdicts moved to the right person, and the registry that keeps a record."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0002_evidence"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExecutionNotice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("court", models.CharField(blank=True, max_length=80)),
                ("case_number", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=200)),
                ("state", models.CharField(max_length=12)),
                ("on", models.DateField()),
                ("term_to", models.DateField(null=True)),
                ("source", models.CharField(max_length=200)),
                ("entered_by", models.CharField(max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name="Reassignment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("ground", models.CharField(max_length=200)),
                ("entered_by", models.CharField(max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("name", models.CharField(max_length=200)),
                ("relation", models.CharField(max_length=12)),
                ("treatment", models.CharField(max_length=20)),
                ("earlier_court", models.CharField(blank=True, max_length=80)),
                ("earlier_case", models.CharField(max_length=80)),
                ("effective_on", models.DateField(null=True)),
                ("effect_ground", models.CharField(max_length=200)),
            ],
        ),
        migrations.AddField(
            model_name="conviction",
            name="authority",
            field=models.CharField(db_default="public_security", max_length=20),
        ),
        migrations.AddField(
            model_name="conviction",
            name="division",
            field=models.CharField(blank=True, db_default="", max_length=6),
        ),
        migrations.AddConstraint(
            model_name="conviction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("authority__in", ["public_security", "state_security", "procuratorate", "justice"])
                ),
                name="conviction_authority_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="conviction",
            constraint=models.CheckConstraint(
                condition=models.Q(("division__regex", "^(\\d{6})?$")), name="conviction_division_is_a_code"
            ),
        ),
        migrations.AddIndex(
            model_name="executionnotice",
            index=models.Index(fields=["case_number"], name="execution_notice_case"),
        ),
        migrations.AddConstraint(
            model_name="executionnotice",
            constraint=models.UniqueConstraint(
                fields=("case_number", "name", "state", "on", "source"), name="execution_notice_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="executionnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["not_started", "serving", "probation", "parole", "completed", "remitted", "none"])
                ),
                name="execution_notice_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="executionnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case_number", ""), _negated=True),
                    models.Q(("name", ""), _negated=True),
                    models.Q(("source", ""), _negated=True),
                    models.Q(("entered_by", ""), _negated=True),
                ),
                name="execution_notice_mandatory_fields",
            ),
        ),
        migrations.AddField(
            model_name="reassignment",
            name="conviction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reassignments", to="registers.conviction"
            ),
        ),
        migrations.AddField(
            model_name="reassignment",
            name="judgment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reassignments", to="registers.judgment"
            ),
        ),
        migrations.AddField(
            model_name="reassignment",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reassigned", to="registers.subject"
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="conviction",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rulings",
                to="registers.conviction",
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="judgment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="registers.judgment"
            ),
        ),
        migrations.AddConstraint(
            model_name="reassignment",
            constraint=models.UniqueConstraint(fields=("conviction", "judgment"), name="reassignment_once"),
        ),
        migrations.AddConstraint(
            model_name="reassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ground", ""), _negated=True), models.Q(("entered_by", ""), _negated=True)
                ),
                name="reassignment_mandatory_fields",
            ),
        ),
        migrations.AddIndex(
            model_name="ruling",
            index=models.Index(fields=["earlier_case"], name="ruling_earlier_case"),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.UniqueConstraint(
                fields=("judgment", "name", "earlier_case", "effective_on"), name="ruling_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("relation__in", ["appeal", "retrial", "new_trial", "review", "commutation", "correction"])
                ),
                name="ruling_relation_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("treatment__in", ["upheld", "changed", "quashed", "withdrawn", "execution_changed", "corrected"])
                ),
                name="ruling_treatment_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True),
                    models.Q(("earlier_case", ""), _negated=True),
                    models.Q(("effect_ground", ""), _negated=True),
                ),
                name="ruling_mandatory_fields",
            ),
        ),
        append_only("registers_ruling", "registers_executionnotice", "registers_reassignment"),
    ]
