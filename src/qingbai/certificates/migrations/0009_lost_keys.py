"""Keys that were lost, and from which place in the public log on they are not believed: evidence."""

from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0008_replacements"),
    ]

    operations = [
        migrations.CreateModel(
            name="LostKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("certificate", models.BinaryField()),
                ("since", models.DateTimeField()),
                ("log", models.CharField(max_length=200)),
                ("size", models.BigIntegerField()),
                ("statement", models.TextField()),
                ("leaf", models.BigIntegerField(unique=True)),
                ("reason", models.TextField()),
                ("by", models.CharField(max_length=200)),
                ("second", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gte", 0)), name="lost_key_size_is_a_count"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="lost_key_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by", models.F("second")), _negated=True),
                        name="lost_key_is_reported_by_two",
                    ),
                ],
            },
        ),
        append_only("certificates_lostkey"),
    ]
