"""What a draft of a review would decide about whose a verdict is: beside the verdict, so that it leaves with it."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0006_prohibitions"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProposedLink",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("case", models.CharField(max_length=40)),
                ("draft", models.PositiveSmallIntegerField()),
                ("same", models.BooleanField()),
                (
                    "conviction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposed_links",
                        to="registers.conviction",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "draft", "conviction"), name="proposed_link_once"),
                    models.CheckConstraint(
                        condition=models.Q(("case", ""), _negated=True), name="proposed_link_mandatory_fields"
                    ),
                ],
            },
        ),
        append_only("registers_proposedlink"),
    ]
