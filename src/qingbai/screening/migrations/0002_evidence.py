"""Units, lists, rows and what was found are evidence: added, never changed."""

from django.db import migrations

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial")]
    operations = [
        append_only(
            "screening_unit",
            "screening_unitact",
            "screening_roster",
            "screening_rosteract",
            "screening_rosterfile",
            "screening_row",
            "screening_checked",
            "screening_rowletter",
        )
    ]
