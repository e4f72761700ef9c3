"""Which speakers are one, and for whom each spoke when. Comparisons are only added to, affiliations keep their rows."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

KEPT = """
-- At commit: whoever is shown as another is shown as one who is shown as themselves.
CREATE FUNCTION audit_speaker_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.audit_speaker s JOIN public.audit_speaker k ON k.id = s.merged_into_id
               WHERE (s.id = NEW.id OR k.id = NEW.id) AND k.merged_into_id IS NOT NULL) THEN
        RAISE EXCEPTION 'speaker % refused: it is shown as one who is shown as a third', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER kept AFTER UPDATE ON audit_speaker DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id) EXECUTE FUNCTION audit_speaker_kept();
ALTER TABLE audit_speaker ENABLE ALWAYS TRIGGER kept;
"""
NOT_KEPT = "DROP TRIGGER kept ON audit_speaker; DROP FUNCTION audit_speaker_kept();"

GUARDS = """
SELECT ledger_guard_append_only('audit_speakercomparison');
SELECT ledger_guard_texts('audit_speakercomparison', 'speaker_comparison', 'why');
SELECT ledger_guard_by_event('audit_speakercomparison', 'speaker_comparison');
SELECT ledger_guard_rows_stay('audit_affiliation');
SELECT ledger_guard_keeps('audit_affiliation', 'id', 'speaker_id', 'organization_id', 'created_at');
SELECT ledger_guard_by_event('audit_affiliation', 'affiliation');
"""
UNGUARD = """
SELECT ledger_unguard('audit_affiliation');
SELECT ledger_unguard_texts('audit_speakercomparison');
SELECT ledger_unguard('audit_speakercomparison');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0016_source_passes"),
        ("ledger", "0005_text_redaction"),
    ]

    operations = [
        migrations.CreateModel(
            name="Affiliation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("role", models.TextField(blank=True)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("stated_in", models.TextField(help_text="What says so")),
                ("is_withdrawn", models.BooleanField(default=False, help_text="It was a mistake")),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("speaker", "since", "id"),
            },
        ),
        migrations.CreateModel(
            name="SpeakerComparison",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                (
                    "answer",
                    models.TextField(
                        choices=[
                            ("same", "they are one"),
                            ("different", "they are not the same"),
                            ("open", "taken back: not decided"),
                        ]
                    ),
                ),
                ("why", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("created_at", "id"),
            },
        ),
        migrations.AddField(
            model_name="speaker",
            name="merged_into",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="audit.speaker"
            ),
        ),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="speaker_not_merged_into_itself",
            ),
        ),
        migrations.AddField(
            model_name="affiliation",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="affiliations", to="audit.organization"
            ),
        ),
        migrations.AddField(
            model_name="affiliation",
            name="speaker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="affiliations", to="audit.speaker"
            ),
        ),
        migrations.AddField(
            model_name="speakercomparison",
            name="by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.actor"),
        ),
        migrations.AddField(
            model_name="speakercomparison",
            name="kept",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audit.speaker"
            ),
        ),
        migrations.AddField(
            model_name="speakercomparison",
            name="one",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audit.speaker"),
        ),
        migrations.AddField(
            model_name="speakercomparison",
            name="other",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audit.speaker"),
        ),
        migrations.AddConstraint(
            model_name="affiliation",
            constraint=models.CheckConstraint(
                condition=models.Q(("stated_in", ""), _negated=True), name="dated_affiliation_says_its_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="affiliation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True), ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="dated_affiliation_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="speakercomparison",
            constraint=models.UniqueConstraint(fields=("one", "other", "number"), name="comparison_number_once"),
        ),
        migrations.AddConstraint(
            model_name="speakercomparison",
            constraint=models.CheckConstraint(
                condition=models.Q(("one__lt", models.F("other"))), name="comparison_of_two_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="speakercomparison",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["same", "different", "open"])), name="comparison_answer_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="speakercomparison",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer", "same"),
                        models.Q(("kept", models.F("one")), ("kept", models.F("other")), _connector="OR"),
                    ),
                    models.Q(models.Q(("answer", "same"), _negated=True), ("kept__isnull", True)),
                    _connector="OR",
                ),
                name="comparison_keeps_one_of_two",
            ),
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
        migrations.RunSQL(GUARDS, UNGUARD),
    ]
