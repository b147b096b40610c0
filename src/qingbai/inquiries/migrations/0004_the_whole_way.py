"""The whole way of an application: fees, supplements with a date, receipts, investigation, holds, legal review, delivery, reminders."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inquiries", "0003_taken_back"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="actrow",
            name="act_kind_known",
        ),
        migrations.AlterField(
            model_name="actrow",
            name="kind",
            field=models.CharField(max_length=30),
        ),
        migrations.AddConstraint(
            model_name="actrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "submit",
                            "ask_fee",
                            "pay",
                            "list_missing",
                            "add_paper",
                            "supplement",
                            "expire",
                            "decline",
                            "accept",
                            "give_receipt",
                            "search",
                            "refer",
                            "judge_match",
                            "judge_question",
                            "ask_investigation",
                            "approve_investigation",
                            "refuse_investigation",
                            "ask_cooperation",
                            "cooperate",
                            "resume",
                            "hold",
                            "lift_hold",
                            "reject",
                            "decide",
                            "clear",
                            "send_back",
                            "issue",
                            "choose_delivery",
                            "post",
                            "mail_lost",
                            "sign_for",
                            "made_by_hand",
                            "remind",
                            "escalate",
                            "withdraw",
                            "revoke",
                            "reopen",
                        ],
                    )
                ),
                name="act_kind_known",
            ),
        ),
    ]
