"""What people do to units: claims corrected, parts closed, sources merged; and forms that are taken once."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import audit.models.fields

# Who found a claim may change: what a person corrects becomes theirs. Forms that were sent are only added to.
GUARDS = """
DROP TRIGGER keeps ON audit_claim;
SELECT ledger_guard_keeps('audit_claim', 'id', 'revision_id', 'run_id', 'created_at');
SELECT ledger_guard_append_only('audit_submission');
"""
EARLIER_GUARDS = """
SELECT ledger_unguard('audit_submission');
DROP TRIGGER keeps ON audit_claim;
SELECT ledger_guard_keeps('audit_claim', 'id', 'revision_id', 'run_id', 'origin', 'created_at');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_imports"),
        ("audit", "0005_redaction"),
        ("ledger", "0003_redaction"),
    ]

    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="claim",
            name="claim_once_a_run",
        ),
        migrations.RemoveConstraint(
            model_name="claim",
            name="claim_state_known",
        ),
        migrations.AddField(
            model_name="articlesource",
            name="is_confirmed",
            field=models.BooleanField(default=False, help_text="A person made it, or made it right"),
        ),
        migrations.AddField(
            model_name="articlesource",
            name="merged_into",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="audit.articlesource"
            ),
        ),
        migrations.AddField(
            model_name="assertion",
            name="is_closed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="assertion",
            name="merged_into",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="audit.assertion"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="found_content",
            field=audit.models.fields.SpansField(null=True),
        ),
        migrations.AddField(
            model_name="claim",
            name="found_mention",
            field=audit.models.fields.SpanField(null=True),
        ),
        migrations.AddField(
            model_name="claim",
            name="is_confirmed",
            field=models.BooleanField(
                default=False, help_text="A person found words and source right, or made them so"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="merged_into",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="audit.claim"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="state_reason",
            field=models.TextField(blank=True, help_text="Why it was dismissed"),
        ),
        migrations.AddField(
            model_name="sourceaffiliation",
            name="is_removed",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="claim",
            name="state",
            field=models.TextField(
                choices=[
                    ("active", "Active"),
                    ("dismissed", "dismissed: not a claim"),
                    ("withdrawn", "withdrawn by a later run"),
                    ("taken_back", "taken back by those who marked it"),
                ],
                default="active",
            ),
        ),
        migrations.AddConstraint(
            model_name="articlesource",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True), name="source_not_merged_into_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["active", "dismissed", "withdrawn", "taken_back"])),
                name="claim_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True), name="claim_not_merged_into_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("origin", "machine"), ("run__isnull", False)),
                fields=("run", "content", "speaker_mention"),
                name="claim_once_a_run",
                nulls_distinct=False,
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="actor",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.actor"),
        ),
        migrations.AddField(
            model_name="submission",
            name="event",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.event"),
        ),
        migrations.RunSQL(GUARDS, EARLIER_GUARDS),
    ]
