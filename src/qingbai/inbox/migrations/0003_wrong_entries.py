"""A registrar says that what a review found wrong is corrected."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0002_evidence"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="actrow",
            name="inbox_act_kind_known",
        ),
        migrations.AddConstraint(
            model_name="actrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "receive",
                            "claim",
                            "release",
                            "correct",
                            "check",
                            "confirm",
                            "second",
                            "object",
                            "refuse",
                            "enter",
                            "return",
                            "discard",
                            "settle",
                        ],
                    )
                ),
                name="inbox_act_kind_known",
            ),
        ),
    ]
