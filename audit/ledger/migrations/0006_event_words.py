"""Words that belong to an event and to no row (a reason, a note) may go too: by a redaction that names each of them."""

from django.db import migrations

GUARD = """
-- Texts of events. Of those that belong to a row the last three parts of the key say of which row and field one is; of
-- all others the redaction names event and key.
CREATE OR REPLACE FUNCTION ledger_require_text_redaction() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    parts text[] := string_to_array(OLD.key, '/');
    n int := cardinality(parts);
BEGIN
    IF TG_OP = 'DELETE' AND (
        n >= 3 AND public.ledger_text_redacted(parts[n - 2], parts[n - 1], parts[n])
        OR n = 2 AND EXISTS (
            SELECT 1 FROM public.ledger_event e WHERE e.action = 'text redacted'
            AND e.transaction = pg_current_xact_id()::text::bigint
            AND NOT EXISTS (SELECT 1 FROM public.ledger_seal s WHERE s.event_id = e.id)
            AND convert_from(e.canonical, 'UTF8')::jsonb -> 'data' -> 'removed' ? (OLD.event_id || ' ' || OLD.key))
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% refused: % is only added to, or removed by a redaction', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""

AS_BEFORE = """
CREATE OR REPLACE FUNCTION ledger_require_text_redaction() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    parts text[] := string_to_array(OLD.key, '/');
    n int := cardinality(parts);
BEGIN
    IF TG_OP = 'DELETE' AND n >= 3 AND public.ledger_text_redacted(parts[n - 2], parts[n - 1], parts[n]) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% refused: % is only added to, or removed by a redaction', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_text_redaction")]
    operations = [migrations.RunSQL(GUARD, AS_BEFORE)]
