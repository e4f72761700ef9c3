"""What each reviewer of an audit marks as claims, apart from the others; only added to, each with its event."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

GUARD = """
SELECT ledger_guard_append_only(t) FROM unnest(ARRAY['audit_markingcall', 'audit_markingpass']::regclass[]) t;
SELECT ledger_guard_by_event('audit_markingcall', 'marking_call');
SELECT ledger_guard_by_event('audit_markingpass', 'marking_pass');
"""
UNGUARD = """
SELECT ledger_unguard(t) FROM unnest(ARRAY['audit_markingcall', 'audit_markingpass']::regclass[]) t;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0017_people"),
        ("ledger", "0005_text_redaction"),
    ]

    operations = [
        migrations.CreateModel(
            name="MarkingCall",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("shows_proposals", models.BooleanField(help_text="The machine's claims are there to be corrected")),
                ("created_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.actor"),
                ),
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marking_call",
                        to="audit.auditarticle",
                    ),
                ),
            ],
            options={
                "ordering": ("created_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="MarkingPass",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("saw", models.JSONField()),
                ("marks", models.JSONField()),
                ("created_at", models.DateTimeField()),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="marking_passes", to="ledger.actor"
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="passes", to="audit.markingcall"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "marking passes",
                "ordering": ("call", "created_at", "id"),
                "constraints": [models.UniqueConstraint(fields=("call", "actor"), name="marking_pass_once_a_person")],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
