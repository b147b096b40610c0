"""Papers and what was done to them are evidence; the bytes of a PDF are compressed already and not tried again."""

from django.db import migrations

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial")]

    operations = [
        append_only("certificates_paper", "certificates_paperact"),
        migrations.RunSQL(
            sql="ALTER TABLE certificates_paper ALTER COLUMN pdf SET STORAGE EXTERNAL",
            reverse_sql="ALTER TABLE certificates_paper ALTER COLUMN pdf SET STORAGE EXTENDED",
        ),
    ]
