"""The vault's rows are added and never rewritten."""

from django.db import migrations

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [("sealing", "0001_initial")]

    operations = [
        append_only(
            "sealing_sealedsubject",
            "sealing_sealedidentitykey",
            "sealing_sealedjudgment",
            "sealing_sealedconviction",
            "sealing_sealedchange",
            "sealing_message",
        )
    ]
