"""A redaction may also remove why an item goes back to another, and the names and addresses of archived files."""

from django.db import migrations

GUARD = """
SELECT ledger_guard_texts('audit_provenance', 'provenance', 'why');
SELECT ledger_guard_texts('audit_evidencecopy', 'copy', 'file_name', 'final_url');
"""
UNGUARD = """
SELECT ledger_unguard_texts(t) FROM unnest(ARRAY['audit_provenance', 'audit_evidencecopy']::regclass[]) t;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0019_places_of_earlier_claims"), ("ledger", "0006_event_words")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
