"""Reviews, complaints and what was done with them are evidence: added, never changed."""

from django.db import migrations

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [("objections", "0001_initial")]
    operations = [
        append_only("objections_review", "objections_reviewact", "objections_complaint", "objections_complaintanswer")
    ]
