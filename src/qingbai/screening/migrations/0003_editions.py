"""Letters come in editions: one that was discarded before any of it left is followed by another."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0002_evidence"),
    ]

    operations = [
        migrations.CreateModel(
            name="Discarded",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("edition", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="rowletter",
            name="covering_letter_once",
        ),
        migrations.AddField(
            model_name="rowletter",
            name="edition",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="rowletter",
            name="row",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="screening.row"
            ),
        ),
        migrations.AddConstraint(
            model_name="rowletter",
            constraint=models.UniqueConstraint(fields=("row", "edition"), name="row_letter_once_an_edition"),
        ),
        migrations.AddConstraint(
            model_name="rowletter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("part__isnull", False)),
                fields=("roster", "part", "edition"),
                name="covering_letter_once_an_edition",
            ),
        ),
        migrations.AddField(
            model_name="discarded",
            name="roster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="discarded", to="screening.roster"
            ),
        ),
        migrations.AddConstraint(
            model_name="discarded",
            constraint=models.UniqueConstraint(fields=("roster", "edition"), name="edition_discarded_once"),
        ),
        append_only("screening_discarded"),
    ]
