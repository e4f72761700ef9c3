"""Free texts that a redaction, told by an event of the same transaction that names them, may remove."""

from django.db import migrations

FUNCTIONS = """
-- Whether this very transaction wrote the redaction of that text of that row.
CREATE FUNCTION ledger_text_redacted(kind text, target text, field text) RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM public.ledger_event e WHERE e.target_kind = kind AND e.target_id = target::uuid
                   AND e.action = 'text redacted' AND e.transaction = pg_current_xact_id()::text::bigint
                   AND NOT EXISTS (SELECT 1 FROM public.ledger_seal s WHERE s.event_id = e.id)
                   AND convert_from(e.canonical, 'UTF8')::jsonb -> 'data' -> 'fields' ? field);
END $$;

-- Texts of events: the last three parts of the key say of which row and field one is.
CREATE FUNCTION ledger_require_text_redaction() RETURNS trigger LANGUAGE plpgsql
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

-- Rows that are only added to, but for texts that give way to the mark of a redaction. Arguments: kind, then columns.
CREATE FUNCTION ledger_only_redaction() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    before jsonb := to_jsonb(OLD);
    after jsonb := to_jsonb(NEW);
BEGIN
    FOR i IN 1 .. TG_NARGS - 1 LOOP
        IF after ->> TG_ARGV[i] = '[redacted]'
           AND public.ledger_text_redacted(TG_ARGV[0], before ->> 'id', TG_ARGV[i]) THEN
            before := before || jsonb_build_object(TG_ARGV[i], after -> TG_ARGV[i]);
        END IF;
    END LOOP;
    IF before <> to_jsonb(OLD) AND before = after THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% refused: % is only added to, but for a redaction of its texts', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

-- Puts the guard on a table that has `append_only`. The trigger's arguments also say what the application may update.
CREATE FUNCTION ledger_guard_texts(guarded regclass, VARIADIC arguments text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP TRIGGER append_only ON %s', guarded);
    EXECUTE format('CREATE TRIGGER append_only BEFORE DELETE ON %s
                    FOR EACH ROW EXECUTE FUNCTION ledger_refuse(''is only added to'')', guarded);
    EXECUTE format('CREATE TRIGGER texts BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION ledger_only_redaction(%s)',
                   guarded, (SELECT string_agg(quote_literal(a), ', ') FROM unnest(arguments) AS a));
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER append_only, ENABLE ALWAYS TRIGGER texts', guarded);
END $$;

CREATE FUNCTION ledger_unguard_texts(guarded regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP TRIGGER texts ON %s', guarded);
    EXECUTE format('DROP TRIGGER append_only ON %s', guarded);
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s
                    FOR EACH ROW EXECUTE FUNCTION ledger_refuse(''is only added to'')', guarded);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER append_only', guarded);
END $$;

DROP TRIGGER append_only ON ledger_eventtext;
CREATE TRIGGER redactable BEFORE UPDATE OR DELETE ON ledger_eventtext
    FOR EACH ROW EXECUTE FUNCTION ledger_require_text_redaction();
ALTER TABLE ledger_eventtext ENABLE ALWAYS TRIGGER redactable;
"""

DROP_FUNCTIONS = """
DROP TRIGGER redactable ON ledger_eventtext;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger_eventtext
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse('is only added to');
ALTER TABLE ledger_eventtext ENABLE ALWAYS TRIGGER append_only;
DROP FUNCTION ledger_unguard_texts(regclass), ledger_guard_texts(regclass, text[]), ledger_only_redaction(),
    ledger_require_text_redaction(), ledger_text_redacted(text, text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_quicker_guard")]
    operations = [migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS)]
