"""The tables of papers (证明)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=200, unique=True)),
                ("code", models.CharField(max_length=19, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("office", models.CharField(max_length=200)),
                ("application", models.CharField(max_length=200)),
                ("claim", models.BinaryField()),
                ("salt", models.BinaryField()),
                ("leaf", models.BigIntegerField(unique=True)),
                ("sha256", models.BinaryField(unique=True)),
                ("pdf", models.BinaryField()),
                ("issued_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["application"], name="paper_by_application")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True), models.Q(("code", ""), _negated=True)
                        ),
                        name="paper_has_number_and_code",
                    ),
                    models.CheckConstraint(condition=models.Q(("leaf__gte", 0)), name="paper_leaf_is_a_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("act", models.CharField(choices=[("withdrawn", "撤销 Withdrawn")], max_length=20)),
                ("reason", models.TextField()),
                ("actor_kind", models.CharField(max_length=20)),
                ("actor", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="certificates.paper"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("paper", "act"), name="paper_act_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="paper_act_has_reason"
                    ),
                ],
            },
        ),
    ]
