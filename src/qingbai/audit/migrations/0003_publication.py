"""What was made public of a log, and when."""

from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_edge")]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "log", "size", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("log", models.TextField(db_collation="C")),
                ("size", models.BigIntegerField()),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["log", "at"], name="publication_by_time")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gte", 0)), name="publication_size_is_a_count")
                ],
            },
        ),
        append_only("audit_publication"),
    ]
