"""Requests for consent, what was done with them and the rows that are left out for it are evidence: added, never changed."""

from django.db import migrations

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [("screening", "0006_consents")]
    operations = [append_only("screening_consent", "screening_consentact", "screening_leftout")]
