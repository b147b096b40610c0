"""An attempt given up before its provider had heard of it is asked after once more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="orderact",
            name="order_act_known",
        ),
        migrations.AddConstraint(
            model_name="orderact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "ask",
                            "waive",
                            "begin",
                            "fail",
                            "end",
                            "pay",
                            "take_cash",
                            "close",
                            "ask_refund",
                            "refund",
                            "stick",
                            "hand_back",
                            "pay_again",
                            "give_back",
                        ],
                    )
                ),
                name="order_act_known",
            ),
        ),
    ]
