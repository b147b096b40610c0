"""How often each source had papers checked, by the minute: counters, no evidence."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0009_lost_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="VerifierUse",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "source", "use", "minute", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.CharField(max_length=32)),
                ("use", models.CharField(max_length=12)),
                ("minute", models.DateTimeField(db_index=True)),
                ("times", models.PositiveIntegerField()),
            ],
        ),
    ]
