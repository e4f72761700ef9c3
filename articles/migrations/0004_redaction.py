"""A redaction may remove the words of a revision and what came in; nothing else may."""

from django.db import migrations

REDACTABLE = """
SELECT ledger_unguard(t) FROM unnest(ARRAY['articles_revisiontext', 'articles_revisionsource']::regclass[]) t;
SELECT ledger_guard_redactable(t, 'revision', 'revision_id')
FROM unnest(ARRAY['articles_revisiontext', 'articles_revisionsource']::regclass[]) t;
"""

APPEND_ONLY = """
SELECT ledger_unguard(t) FROM unnest(ARRAY['articles_revisiontext', 'articles_revisionsource']::regclass[]) t;
SELECT ledger_guard_append_only(t) FROM unnest(
    ARRAY['articles_revisiontext', 'articles_revisionsource']::regclass[]) t;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_feeds"), ("ledger", "0003_redaction")]
    operations = [migrations.RunSQL(REDACTABLE, APPEND_ONLY)]
