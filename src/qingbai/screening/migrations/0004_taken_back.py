"""A letter found wrong after it had left is taken back and replaced."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0003_editions"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="rosteractrow",
            name="roster_act_known",
        ),
        migrations.RemoveConstraint(
            model_name="rowletter",
            name="row_letter_once_an_edition",
        ),
        migrations.RemoveConstraint(
            model_name="rowletter",
            name="covering_letter_once_an_edition",
        ),
        migrations.AddField(
            model_name="rowletter",
            name="instead_of",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="screening.rowletter",
            ),
        ),
        migrations.AddConstraint(
            model_name="rosteractrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "submit",
                            "read_rows",
                            "list_missing",
                            "supplement",
                            "decline",
                            "accept",
                            "refer",
                            "judge_match",
                            "judge_question",
                            "check",
                            "answer",
                            "issue",
                            "sign_for",
                            "close",
                            "withdraw",
                            "expire",
                            "replace",
                        ],
                    )
                ),
                name="roster_act_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rowletter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("instead_of__isnull", True)),
                fields=("row", "edition"),
                name="row_letter_once_an_edition",
            ),
        ),
        migrations.AddConstraint(
            model_name="rowletter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("instead_of__isnull", True), ("part__isnull", False)),
                fields=("roster", "part", "edition"),
                name="covering_letter_once_an_edition",
            ),
        ),
    ]
