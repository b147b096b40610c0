"""An application is taken up by an officer or given to one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inquiries", "0005_contacts_in_one_place"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="actrow",
            name="act_kind_known",
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
                            "claim",
                            "assign",
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
