"""Anchors name their run and what took a claim's place; findings about articles. No anchor was made before this."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_guards"),
        ("audit", "0002_guards"),
    ]

    operations = [
        migrations.AddField(
            model_name="anchor",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="anchors", to="audit.extractionrun"
            ),
        ),
        migrations.AddField(
            model_name="anchor",
            name="successor",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="predecessors", to="audit.claim"
            ),
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "code",
                    models.TextField(
                        choices=[
                            ("headline_firmer", "headline firmer than the body"),
                            ("sources_inflated", "source count inflated"),
                            ("unattributed_fact", "unattributed fact"),
                            ("circular_sourcing", "circular sourcing"),
                            ("stealth_edit", "stealth edit of a quotation"),
                            ("conflict_of_interest", "conflict of interest between outlet and source"),
                            ("no_reply", "reply of the accused missing"),
                            ("wrong_date", "undated or wrongly dated"),
                            ("other", "other"),
                        ]
                    ),
                ),
                (
                    "edit",
                    models.TextField(
                        blank=True, choices=[("reworded", "other words"), ("reattributed", "another name")]
                    ),
                ),
                (
                    "has_notice",
                    models.BooleanField(help_text="Whether the revision carries a notice of correction", null=True),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("proposed", "proposed by the machine"),
                            ("confirmed", "Confirmed"),
                            ("rejected", "Rejected"),
                        ]
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="articles.article"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="audit.claim",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="articles.revision"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="audit.extractionrun",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audit.claim"
                    ),
                ),
            ],
            options={
                "ordering": ("-created_at", "-id"),
                "indexes": [models.Index(fields=["-created_at", "-id"], name="finding_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("run__isnull", False)),
                        fields=("claim", "revision", "code"),
                        name="finding_proposed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", "stealth_edit"), _negated=True),
                            models.Q(("claim__isnull", False), models.Q(("edit", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="stealth_edit_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("run__isnull", False), models.Q(("state", "proposed"), _negated=True), _connector="OR"
                        ),
                        name="machine_proposes",
                    ),
                ],
            },
        ),
    ]
