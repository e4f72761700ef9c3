"""A redaction may remove the archived copy of an item of evidence; nothing else may."""

from django.db import migrations

REDACTABLE = """
SELECT ledger_unguard('audit_archivedcopy');
SELECT ledger_guard_redactable('audit_archivedcopy', 'evidence', 'evidence_id');
"""

APPEND_ONLY = """
SELECT ledger_unguard('audit_archivedcopy');
SELECT ledger_guard_append_only('audit_archivedcopy');
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_finding_guards"), ("ledger", "0003_redaction")]
    operations = [migrations.RunSQL(REDACTABLE, APPEND_ONLY)]
