"""Requests to be registered, and what was done with them, are evidence: added, never changed."""

from django.db import migrations

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [("screening", "0008_enrolments")]
    operations = [append_only("screening_enrolment", "screening_enrolmentact")]
