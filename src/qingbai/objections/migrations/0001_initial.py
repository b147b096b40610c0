import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=40, unique=True)),
                ("token", models.CharField(max_length=80, unique=True)),
                ("owner", models.CharField(max_length=64)),
                ("office", models.CharField(max_length=40)),
                ("about", models.CharField(blank=True, max_length=40)),
                ("words", models.TextField()),
                ("filed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=40, unique=True)),
                ("token", models.CharField(max_length=80, unique=True)),
                ("owner", models.CharField(max_length=64)),
                ("office", models.CharField(max_length=40)),
                ("region", models.CharField(max_length=40)),
                ("application", models.CharField(max_length=40)),
                ("paper_number", models.CharField(max_length=80)),
                ("filed_at", models.DateTimeField()),
                ("objection", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="ReviewAct",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("by_kind", models.CharField(max_length=12)),
                ("by_id", models.CharField(max_length=80)),
                ("by_office", models.CharField(blank=True, max_length=40)),
                ("reasons", models.JSONField(default=list)),
                ("facts", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["review", "position"],
            },
        ),
        migrations.CreateModel(
            name="ComplaintAnswer",
            fields=[
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="answer",
                        serialize=False,
                        to="objections.complaint",
                    ),
                ),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                ("by_id", models.CharField(max_length=80)),
                ("by_office", models.CharField(max_length=40)),
            ],
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["office", "filed_at"], name="complaint_at_office"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="complaint_says_something"
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["owner", "filed_at"], name="review_of_owner"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["office", "filed_at"], name="review_at_office"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["paper_number"], name="review_of_paper"),
        ),
        migrations.AddField(
            model_name="reviewact",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="objections.review"
            ),
        ),
        migrations.AddConstraint(
            model_name="complaintanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="complaint_answer_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewact",
            constraint=models.UniqueConstraint(fields=("review", "position"), name="review_act_position_once"),
        ),
        migrations.AddConstraint(
            model_name="reviewact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "object",
                            "list_missing",
                            "supplement",
                            "decline",
                            "accept",
                            "suspend_link",
                            "keep_link",
                            "ask_evidence",
                            "give_evidence",
                            "go_on",
                            "ask_extension",
                            "approve_extension",
                            "refuse_extension",
                            "draft",
                            "return",
                            "sign",
                            "sign_for",
                            "withdraw",
                            "remind",
                            "escalate",
                        ],
                    )
                ),
                name="review_act_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewact",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_kind__in", ["officer", "applicant", "sender", "visitor", "system"])),
                name="review_act_actor_known",
            ),
        ),
    ]
