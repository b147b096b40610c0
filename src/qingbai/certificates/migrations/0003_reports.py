"""Reports of doubtful papers, and what was done with them: evidence."""

import django.db.models.deletion
from django.db import migrations, models

from qingbai.audit.evidence import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0002_evidence"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, unique=True)),
                ("token", models.CharField(max_length=80, unique=True)),
                ("office", models.CharField(max_length=200)),
                ("paper_number", models.CharField(max_length=200)),
                ("where_shown", models.TextField()),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("seen", models.CharField(blank=True, max_length=40)),
                ("sender", models.CharField(max_length=64)),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["office", "received_at"], name="paper_report_at_office"),
                    models.Index(fields=["received_at"], name="paper_report_by_time"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("office", ""), _negated=True),
                            models.Q(("paper_number", ""), _negated=True),
                            models.Q(("where_shown", ""), _negated=True),
                        ),
                        name="paper_report_says_what_and_where",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperReportAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("act", models.CharField(max_length=20)),
                ("reason", models.TextField(blank=True)),
                ("destination", models.CharField(blank=True, max_length=20)),
                ("by_kind", models.CharField(max_length=20)),
                ("by_id", models.CharField(max_length=200)),
                ("by_office", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="certificates.paperreport"
                    ),
                ),
            ],
            options={
                "ordering": ["report", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "position"), name="paper_report_act_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["receive", "look", "dismiss", "forward"])),
                        name="paper_report_act_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act__in", ["dismiss", "forward"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="paper_report_end_has_reason",
                    ),
                ],
            },
        ),
        append_only("certificates_paperreport", "certificates_paperreportact"),
    ]
