"""Evidence beside the papers: rounds of time-stamps, and each paper's way to them."""

import django.db.models.deletion
from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0010_verifier_uses"),
    ]

    operations = [
        migrations.CreateModel(
            name="RenewalRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hashed", models.CharField(max_length=20)),
                ("token", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hashed", ""), _negated=True), name="renewal_round_names_its_hash"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperRenewal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("way", models.BinaryField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="renewals", to="certificates.paper"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="certificates.renewalround",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("paper", "round"), name="paper_renewed_once_a_round")],
            },
        ),
        append_only("certificates_renewalround", "certificates_paperrenewal"),
    ]
