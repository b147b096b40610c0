"""Numbers run on without a gap: the last serial of each series. Numbers that were random stay as they are and are passed over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("certificates", "0006_holds")]

    operations = [
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("name", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveBigIntegerField()),
                ("passes_over", models.BooleanField()),
            ],
        ),
    ]
