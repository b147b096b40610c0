"""A letter found wrong is taken back, and the request answered anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disclosures", "0002_evidence"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="actrow",
            name="disclosure_act_kind_known",
        ),
        migrations.AddConstraint(
            model_name="actrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "submit",
                            "list_missing",
                            "supplement",
                            "decline",
                            "accept",
                            "search",
                            "refer",
                            "judge_match",
                            "judge_question",
                            "decide",
                            "clear",
                            "send_back",
                            "issue",
                            "sign_for",
                            "withdraw",
                            "revoke",
                            "reopen",
                        ],
                    )
                ),
                name="disclosure_act_kind_known",
            ),
        ),
    ]
