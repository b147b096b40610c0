"""Requests and acts are evidence: added, never changed."""

from django.db import migrations

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [("disclosures", "0001_initial")]
    operations = [append_only("disclosures_request", "disclosures_act")]
