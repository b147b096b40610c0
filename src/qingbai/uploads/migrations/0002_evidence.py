"""That a file was handed in is evidence: added, never changed."""

from django.db import migrations

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [("uploads", "0001_initial")]
    operations = [append_only("uploads_file")]
