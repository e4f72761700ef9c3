import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_imports"),
        ("audit", "0013_source_codes"),
        ("ledger", "0003_redaction"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("leased", "in work"),
                            ("done", "Done"),
                            ("skipped", "Skipped"),
                        ],
                        default="waiting",
                    ),
                ),
                ("position", models.BigIntegerField(help_text="Smallest first")),
                ("leased_until", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True, help_text="Why it was skipped")),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("position", "id"),
            },
        ),
        migrations.CreateModel(
            name="Audit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.TextField(unique=True)),
                ("purpose", models.TextField(blank=True)),
                ("reviews_per_claim", models.PositiveSmallIntegerField(default=2)),
                (
                    "order",
                    models.TextField(
                        choices=[("desk", "by desk number"), ("random", "random within the sample")], default="random"
                    ),
                ),
                (
                    "seed",
                    models.TextField(
                        help_text="Makes the random order, and who gets which claim, the same when computed again"
                    ),
                ),
                ("hide_confidence", models.BooleanField(default=True)),
                ("hide_earlier", models.BooleanField(default=True)),
                ("mask_outlet", models.BooleanField(default=False)),
                ("state", models.TextField(choices=[("open", "Open"), ("closed", "Closed")], default="open")),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-created_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="AuditArticle",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "position",
                    models.BigIntegerField(help_text="Its place in the random order, drawn from the audit's seed"),
                ),
                ("units_done_at", models.DateTimeField(help_text="From then on its claims are locked", null=True)),
                ("sources_done_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("audit", "position", "id"),
            },
        ),
        migrations.CreateModel(
            name="AuditMember",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "role",
                    models.TextField(
                        choices=[
                            ("reviewer", "Reviewer"),
                            ("adjudicator", "Adjudicator"),
                            ("lead", "lead: sees how far everybody is, judges nothing"),
                        ]
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ("audit", "role", "actor"),
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("assigned", "claims were given to you"),
                            ("disagreement", "two reviewers disagree"),
                            ("stale", "words that you judged have changed"),
                        ]
                    ),
                ),
                ("count", models.PositiveIntegerField(default=1, help_text="How many claims it is about")),
                ("created_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-created_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="QueuePlace",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="queue_place",
                        serialize=False,
                        to="audit.claim",
                    ),
                ),
                ("number", models.IntegerField(help_text="Greatest first")),
                ("parts", models.JSONField(help_text="[what, points] in the order of the weights")),
            ],
        ),
        migrations.CreateModel(
            name="Reveal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("target", models.UUIDField()),
                ("agree", models.BooleanField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("created_at", "id"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="decision_value_answers_its_question",
        ),
        migrations.AddField(
            model_name="review",
            name="is_adjudication",
            field=models.BooleanField(default=False, help_text="Settles a disagreement of others"),
        ),
        migrations.AlterField(
            model_name="decision",
            name="rule",
            field=models.TextField(
                choices=[
                    ("one_reviewer", "the latest review stands"),
                    ("two_people", "two people say the same"),
                    ("two_reviewers_agree", "two reviewers agree, neither knowing of the other's answer"),
                    ("adjudicated", "a third person decided between two reviewers"),
                    ("withdrawn", "no sufficient reviews are left standing"),
                ]
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rule", "withdrawn"), ("value", "not_reviewed")),
                    models.Q(
                        ("assertion__isnull", True),
                        ("rule__in", ("one_reviewer", "two_people", "two_reviewers_agree", "adjudicated")),
                        (
                            "value__in",
                            [
                                "exact",
                                "faithful_edit",
                                "faithful_translation",
                                "altered",
                                "truncated",
                                "out_of_context",
                                "paraphrase_as_verbatim",
                                "mistranslated",
                                "misattributed",
                                "wrong_affiliation",
                                "not_said",
                                "denied",
                                "relayed_only",
                                "no_record_found",
                                "source_not_identifiable",
                            ],
                        ),
                    ),
                    models.Q(
                        ("assertion__isnull", False),
                        ("rule__in", ("one_reviewer", "two_people", "two_reviewers_agree", "adjudicated")),
                        (
                            "value__in",
                            [
                                "corroborated",
                                "partly_corroborated",
                                "misleading",
                                "disputed",
                                "refuted",
                                "insufficient_evidence",
                                "not_checkable",
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="decision_value_answers_its_question",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="actor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="ledger.actor"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="audit.claim"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="given_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.actor"
            ),
        ),
        migrations.AddField(
            model_name="audit",
            name="rubric",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="audits", to="audit.rubric"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="audit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="audit.audit"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="audit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="audit.audit"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_adjudication", False), ("audit__isnull", False), _connector="OR"),
                name="adjudication_is_of_an_audit",
            ),
        ),
        migrations.AddField(
            model_name="auditarticle",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="audits", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="auditarticle",
            name="audit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="articles", to="audit.audit"
            ),
        ),
        migrations.AddField(
            model_name="auditarticle",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.revision"
            ),
        ),
        migrations.AddField(
            model_name="auditmember",
            name="actor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="ledger.actor"
            ),
        ),
        migrations.AddField(
            model_name="auditmember",
            name="audit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="audit.audit"
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="actor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notifications", to="ledger.actor"
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="audit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audit.audit"
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="claim",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audit.claim"
            ),
        ),
        migrations.AddIndex(
            model_name="queueplace",
            index=models.Index(fields=["-number", "-claim"], name="queue_place_order"),
        ),
        migrations.AddField(
            model_name="reveal",
            name="assertion",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reveals", to="audit.assertion"
            ),
        ),
        migrations.AddField(
            model_name="reveal",
            name="audit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reveals", to="audit.audit"
            ),
        ),
        migrations.AddField(
            model_name="reveal",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reveals", to="audit.claim"
            ),
        ),
        migrations.AddConstraint(
            model_name="audit",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="audit_has_a_name"),
        ),
        migrations.AddConstraint(
            model_name="audit",
            constraint=models.CheckConstraint(
                condition=models.Q(("reviews_per_claim__in", [1, 2])), name="audit_one_or_two_reviews"
            ),
        ),
        migrations.AddConstraint(
            model_name="audit",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "closed"])), name="audit_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="audit",
            constraint=models.CheckConstraint(
                condition=models.Q(("order__in", ["desk", "random"])), name="audit_order_known"
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["actor", "state", "position", "id"], name="assignment_next"),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["claim", "state"], name="assignment_of_claim"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                fields=("audit", "claim", "actor"), name="assignment_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "leased", "done", "skipped"])),
                name="assignment_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "leased"), _negated=True), ("leased_until__isnull", False), _connector="OR"
                ),
                name="assignment_lease_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "skipped"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="assignment_skip_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditarticle",
            constraint=models.UniqueConstraint(fields=("audit", "article"), name="audit_article_once"),
        ),
        migrations.AddConstraint(
            model_name="auditmember",
            constraint=models.UniqueConstraint(fields=("audit", "actor"), name="audit_member_once"),
        ),
        migrations.AddConstraint(
            model_name="auditmember",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["reviewer", "adjudicator", "lead"])), name="audit_member_role_known"
            ),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(fields=["actor", "-created_at", "-id"], name="notification_newest"),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(condition=models.Q(("read_at", None)), fields=["actor"], name="notification_unread"),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.UniqueConstraint(
                condition=models.Q(("read_at", None)),
                fields=("actor", "kind", "audit", "claim"),
                name="notification_once_until_read",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="reveal",
            constraint=models.UniqueConstraint(fields=("audit", "target"), name="reveal_once_a_target"),
        ),
    ]
