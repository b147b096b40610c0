"""Drafts and what was done with them are evidence: added, never changed."""

from django.db import migrations

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [("inbox", "0001_initial")]
    operations = [append_only("inbox_draft", "inbox_act")]
