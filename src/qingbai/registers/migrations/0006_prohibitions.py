"""What a court forbade with its judgment (从业禁止、禁止令); empty for what was entered before notices told it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0005_disputed_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="conviction",
            name="prohibitions",
            field=models.JSONField(null=True),
        ),
    ]
