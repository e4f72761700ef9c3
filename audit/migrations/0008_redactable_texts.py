"""A redaction may remove the free texts of reviews, evidence, its uses, and publications; nothing else may."""

from django.db import migrations

GUARD = """
SELECT ledger_guard_texts('audit_review', 'review', 'rationale', 'override_reason');
SELECT ledger_guard_texts('audit_evidence', 'evidence', 'title', 'publisher', 'owner', 'words', 'place', 'query');
SELECT ledger_guard_texts('audit_evidenceuse', 'use', 'words', 'locator', 'why');
SELECT ledger_guard_texts('audit_publication', 'publication', 'notice');
"""

UNGUARD = """
SELECT ledger_unguard_texts(t) FROM unnest(
    ARRAY['audit_review', 'audit_evidence', 'audit_evidenceuse', 'audit_publication']::regclass[]) t;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0007_drafts_and_keys"), ("ledger", "0005_text_redaction")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
