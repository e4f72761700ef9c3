"""What people say of an article's sources; only added to, each with an event of the source or of its own."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0012_evidence_guards"),
        ("ledger", "0005_text_redaction"),
    ]

    operations = [
        migrations.CreateModel(
            name="SourceCode",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "code",
                    models.TextField(
                        choices=[
                            ("identification", "Identification"),
                            ("anonymity", "Reason for anonymity"),
                            ("position", "Position"),
                            ("party", "Party to the matter"),
                            ("basis", "Basis of knowledge"),
                            ("channel", "Channel"),
                            ("relay", "Relay"),
                            ("language", "Language"),
                            ("attribution_basis", "Attribution stands"),
                        ]
                    ),
                ),
                ("value", models.TextField()),
                (
                    "words",
                    models.TextField(
                        blank=True, help_text="The words that it rests on; of a relay, its links in order"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="source_codes",
                        to="audit.claim",
                    ),
                ),
                (
                    "coder",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.actor"),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="codes", to="audit.articlesource"
                    ),
                ),
            ],
            options={
                "ordering": ("created_at", "id"),
                "indexes": [models.Index(fields=["source", "created_at"], name="source_code_of_source")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__in",
                                [
                                    "identification",
                                    "anonymity",
                                    "position",
                                    "party",
                                    "basis",
                                    "channel",
                                    "relay",
                                    "language",
                                    "attribution_basis",
                                ],
                            )
                        ),
                        name="source_code_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", ""), _negated=True), name="source_code_has_a_value"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("claim", None), ("code__in", ["channel", "relay", "attribution_basis"]), _connector="OR"
                        ),
                        name="source_code_of_a_claim_varies",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            "SELECT ledger_guard_append_only('audit_sourcecode');"
            "SELECT ledger_guard_texts('audit_sourcecode', 'source_code', 'words');"
            "SELECT ledger_guard_by_event('audit_sourcecode', 'source_code', 'article_source', 'source_id');",
            "SELECT ledger_unguard_texts('audit_sourcecode'); SELECT ledger_unguard('audit_sourcecode');",
        ),
    ]
