"""What was told is evidence: added, never changed."""

from django.db import migrations

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]
    operations = [append_only("notifications_told")]
