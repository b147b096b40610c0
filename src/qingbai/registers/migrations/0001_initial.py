"""The tables as the models state them; regenerated until the first release."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Judgment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("fingerprint", models.BinaryField(max_length=32, unique=True)),
                ("court_name", models.CharField(max_length=80)),
                ("court_code", models.CharField(blank=True, max_length=16)),
                ("case_number", models.CharField(max_length=80)),
                ("case_number_as_written", models.CharField(max_length=120)),
                ("paper", models.CharField(max_length=12)),
                ("instance", models.CharField(max_length=12)),
                ("disposition", models.CharField(max_length=20)),
                ("prosecution", models.CharField(max_length=8)),
                ("prosecutor", models.CharField(max_length=200)),
                ("pronounced_on", models.DateField()),
                ("text", models.TextField(null=True)),
                ("document_digest", models.BinaryField(max_length=32, null=True)),
                ("stated", models.JSONField(null=True)),
                ("holds_sealed", models.BooleanField()),
                ("confirmed_by", models.CharField(max_length=80)),
            ],
            options={
                "indexes": [models.Index(fields=["case_number"], name="judgment_case_number")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("court_name", ""), _negated=True),
                            models.Q(("case_number", ""), _negated=True),
                            models.Q(("case_number_as_written", ""), _negated=True),
                            models.Q(("prosecutor", ""), _negated=True),
                            models.Q(("confirmed_by", ""), _negated=True),
                        ),
                        name="judgment_mandatory_fields",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paper__in", ["judgment", "ruling", "decision", "mediation"])),
                        name="judgment_paper_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("instance__in", ["first", "appeal", "retrial", "commutation", "review", "other"])
                        ),
                        name="judgment_instance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "disposition__in",
                                [
                                    "judged",
                                    "uphold",
                                    "change",
                                    "quash_remand",
                                    "allow_withdrawal",
                                    "terminate",
                                    "commute",
                                    "other",
                                ],
                            )
                        ),
                        name="judgment_disposition_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prosecution__in", ["public", "private"])),
                        name="judgment_prosecution_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("document_digest__isnull", False), ("holds_sealed", False), ("text__isnull", False)
                            ),
                            models.Q(
                                ("document_digest__isnull", True),
                                ("holds_sealed", True),
                                ("stated__isnull", True),
                                ("text__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="judgment_text_only_where_nobody_is_sealed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("kind", models.CharField(max_length=8)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["person", "unit"])), name="subject_kind_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Conviction",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("position", models.PositiveSmallIntegerField()),
                ("outcome", models.CharField(max_length=16)),
                ("main_acts_before_18", models.BooleanField(null=True)),
                ("combined_with_earlier", models.BooleanField(default=False)),
                ("prosecution_approval", models.CharField(blank=True, max_length=120)),
                ("unsealed_by", models.CharField(blank=True, max_length=80)),
                ("unsealed_reason", models.CharField(blank=True, max_length=500)),
                ("effective_on", models.DateField(null=True)),
                ("effect_ground", models.CharField(max_length=200)),
                ("term_from", models.DateField(null=True)),
                ("term_to", models.DateField(null=True)),
                (
                    "judgment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="convictions", to="registers.judgment"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="convictions", to="registers.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CombinedSentence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("kind", models.CharField(max_length=16)),
                ("months", models.PositiveSmallIntegerField(null=True)),
                ("days", models.PositiveSmallIntegerField(default=0)),
                ("probation_months", models.PositiveSmallIntegerField(null=True)),
                ("fine_yuan", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                ("confiscation", models.CharField(blank=True, max_length=4)),
                ("political_rights", models.CharField(blank=True, max_length=4)),
                ("deportation", models.BooleanField(default=False)),
                (
                    "conviction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="combined", to="registers.conviction"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["fixed_term", "detention", "control", "life", "death", "death_suspended", "none"],
                            )
                        ),
                        name="combinedsentence_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confiscation__in", ["", "all", "part"])),
                        name="combinedsentence_confiscation_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("political_rights__regex", "^(life|\\d{1,3})?$")),
                        name="combinedsentence_political_rights",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("kind", models.CharField(max_length=12)),
                ("on", models.DateField()),
                ("ground", models.CharField(max_length=200)),
                ("stated", models.JSONField(null=True)),
                ("entered_by", models.CharField(max_length=80)),
                (
                    "conviction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="registers.conviction"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("conviction", "kind"), name="change_once_per_kind"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["took_effect", "annulled"])), name="change_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ground", ""), _negated=True), models.Q(("entered_by", ""), _negated=True)
                        ),
                        name="change_mandatory_fields",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Execution",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("state", models.CharField(max_length=12)),
                ("on", models.DateField()),
                ("source", models.CharField(max_length=200)),
                (
                    "conviction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="executions",
                        to="registers.conviction",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["not_started", "serving", "probation", "parole", "completed", "remitted", "none"],
                            )
                        ),
                        name="execution_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="execution_mandatory_fields"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("position", models.PositiveSmallIntegerField()),
                ("began", models.CharField(blank=True, max_length=10)),
                ("ended", models.CharField(blank=True, max_length=10)),
                (
                    "conviction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offences", to="registers.conviction"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("conviction", "position"), name="offence_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("began__regex", "^(\\d{4}(-\\d{2}(-\\d{2})?)?)?$"),
                            ("ended__regex", "^(\\d{4}(-\\d{2}(-\\d{2})?)?)?$"),
                        ),
                        name="offence_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sentence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("kind", models.CharField(max_length=16)),
                ("months", models.PositiveSmallIntegerField(null=True)),
                ("days", models.PositiveSmallIntegerField(default=0)),
                ("probation_months", models.PositiveSmallIntegerField(null=True)),
                ("fine_yuan", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                ("confiscation", models.CharField(blank=True, max_length=4)),
                ("political_rights", models.CharField(blank=True, max_length=4)),
                ("deportation", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("charge", models.CharField(max_length=80)),
                (
                    "conviction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sentences", to="registers.conviction"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["fixed_term", "detention", "control", "life", "death", "death_suspended", "none"],
                            )
                        ),
                        name="sentence_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confiscation__in", ["", "all", "part"])),
                        name="sentence_confiscation_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("political_rights__regex", "^(life|\\d{1,3})?$")),
                        name="sentence_political_rights",
                    ),
                    models.UniqueConstraint(fields=("conviction", "position"), name="sentence_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(("charge", ""), _negated=True), name="sentence_mandatory_fields"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("key", models.CharField(max_length=220)),
                (
                    "series",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None),
                ),
                (
                    "judgment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="registers.judgment"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="registers.subject"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["key"], include=("series", "known_from", "subject"), name="search_key")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "judgment", "key"), name="search_key_once"),
                    models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="search_key_filled"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Name",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("kind", models.CharField(max_length=8)),
                ("text", models.CharField(max_length=200)),
                (
                    "judgment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="names", to="registers.judgment"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="names", to="registers.subject"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="name_mandatory_fields"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["name", "former", "alias", "latin"])), name="name_kind_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdentityDocument",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("kind", models.CharField(max_length=24)),
                ("country", models.CharField(max_length=3)),
                ("number", models.CharField(max_length=40)),
                (
                    "judgment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="registers.judgment"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="registers.subject"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True), name="document_mandatory_fields"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "resident_id",
                                    "household_book",
                                    "hmt_residence_permit",
                                    "hk_macau_travel_permit",
                                    "taiwan_travel_permit",
                                    "passport",
                                    "foreign_resident_card",
                                ],
                            )
                        ),
                        name="document_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("country__regex", "^[A-Z]{3}$")), name="document_country_is_a_code"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("sex", models.CharField(blank=True, max_length=1)),
                ("born", models.CharField(blank=True, max_length=10)),
                ("nationality", models.CharField(max_length=3)),
                ("household", models.CharField(blank=True, max_length=6)),
                ("household_as_written", models.CharField(blank=True, max_length=200)),
                (
                    "judgment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="identities", to="registers.judgment"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="identities", to="registers.subject"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "judgment"), name="identity_once_per_judgment"),
                    models.CheckConstraint(condition=models.Q(("sex__in", ["", "M", "F"])), name="identity_sex_known"),
                    models.CheckConstraint(
                        condition=models.Q(("born__regex", "^(\\d{4}(-\\d{2}(-\\d{2})?)?)?$")),
                        name="identity_born_is_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nationality__regex", "^[A-Z]{3}$")), name="identity_nationality_is_a_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("household__regex", "^(\\d{6})?$")), name="identity_household_is_a_code"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="conviction",
            constraint=models.UniqueConstraint(fields=("subject", "judgment"), name="conviction_once_per_judgment"),
        ),
        migrations.AddConstraint(
            model_name="conviction",
            constraint=models.UniqueConstraint(fields=("judgment", "position"), name="conviction_position_once"),
        ),
        migrations.AddConstraint(
            model_name="conviction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        ["convicted", "exempted", "acquitted", "not_responsible", "terminated", "undecided"],
                    )
                ),
                name="conviction_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="conviction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("unsealed_by", ""), ("unsealed_reason", "")),
                    models.Q(
                        models.Q(("unsealed_by", ""), _negated=True), models.Q(("unsealed_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="conviction_unsealed_with_a_reason",
            ),
        ),
    ]
