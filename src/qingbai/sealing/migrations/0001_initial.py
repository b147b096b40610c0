"""The tables as the models state them; regenerated until the first release."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SealedConviction",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("fingerprint", models.BinaryField(max_length=32, unique=True)),
                ("rules", models.CharField(max_length=200)),
                ("box", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="SealedJudgment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("fingerprint", models.BinaryField(max_length=32, unique=True)),
                ("case", models.BinaryField(max_length=32, unique=True)),
                ("box", models.BinaryField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SealedSubject",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("box", models.BinaryField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("number", models.BinaryField(max_length=32, unique=True)),
                ("body", models.BinaryField(max_length=32)),
                ("document", models.BinaryField(max_length=32)),
                ("facts", models.BinaryField(max_length=32)),
            ],
            options={
                "indexes": [models.Index(fields=["document"], name="message_document")],
            },
        ),
        migrations.CreateModel(
            name="SealedChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("fingerprint", models.BinaryField(max_length=32, unique=True)),
                ("box", models.BinaryField()),
                (
                    "conviction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="sealing.sealedconviction",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="sealedconviction",
            name="judgment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="convictions", to="sealing.sealedjudgment"
            ),
        ),
        migrations.AddField(
            model_name="sealedconviction",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="convictions", to="sealing.sealedsubject"
            ),
        ),
        migrations.CreateModel(
            name="SealedIdentityKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("known_from", models.DateTimeField()),
                ("fingerprint", models.BinaryField(max_length=32)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="sealing.sealedsubject"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["fingerprint"], name="sealed_identity_fingerprint")],
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "fingerprint"), name="sealed_identity_key_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="sealedconviction",
            constraint=models.CheckConstraint(
                condition=models.Q(("rules", ""), _negated=True), name="sealed_conviction_names_its_rule"
            ),
        ),
    ]
