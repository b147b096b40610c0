"""Status lists as they are published."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("certificates", "0004_acts_in_the_log")]

    operations = [
        migrations.CreateModel(
            name="StatusList",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("encoded", models.TextField()),
                ("turned", models.PositiveIntegerField()),
                ("counted_at", models.DateTimeField()),
                ("statement", models.TextField()),
                ("signed_at", models.DateTimeField()),
            ],
        ),
    ]
