"""An act on a paper has a place in the public log, as the paper has."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("certificates", "0003_reports")]

    operations = [
        migrations.AddField("paperact", "salt", models.BinaryField(null=True)),
        migrations.AddField("paperact", "leaf", models.BigIntegerField(null=True, unique=True)),
    ]
