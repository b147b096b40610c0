import django.db.models.lookups
from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("kind", models.TextField()),
                ("actor_kind", models.TextField()),
                ("actor", models.TextField()),
                ("office", models.TextField(blank=True)),
                ("basis", models.TextField()),
                ("about", models.TextField(blank=True)),
                ("facts", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("about", ""), _negated=True),
                        fields=["about", "number"],
                        name="ledger_about",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="ledger_numbers_from_one"),
                    models.CheckConstraint(condition=models.Q(("basis", ""), _negated=True), name="ledger_basis_given"),
                    models.CheckConstraint(
                        condition=models.Q(("about__regex", "^([0-9a-f]{32})?$")), name="ledger_about_is_a_fingerprint"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "log", "level", "place", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("log", models.TextField(db_collation="C")),
                ("level", models.SmallIntegerField()),
                ("place", models.BigIntegerField()),
                ("hash", models.BinaryField()),
                ("data", models.BinaryField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 0), ("place__gte", 0)), name="node_stands_in_a_tree"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            models.Func(models.F("hash"), function="octet_length", output_field=models.IntegerField()),
                            32,
                        ),
                        name="node_hash_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedCheckpoint",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "log", "size", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("log", models.TextField(db_collation="C")),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gte", 0)), name="checkpoint_size_is_a_count")
                ],
            },
        ),
        append_only("audit_ledgerentry", "audit_node", "audit_signedcheckpoint"),
    ]
