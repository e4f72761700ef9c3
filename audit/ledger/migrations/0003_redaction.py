"""Contents that a redaction, told by an event of the same transaction, may remove, and nothing else may."""

from django.db import migrations

FUNCTIONS = """
-- Whether this very transaction wrote the redaction of that target.
CREATE FUNCTION ledger_redacted(kind text, target text) RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM public.ledger_event e WHERE e.target_kind = kind AND e.target_id = target::uuid
                   AND e.action = 'redacted' AND e.transaction = pg_current_xact_id()::text::bigint
                   AND NOT EXISTS (SELECT 1 FROM public.ledger_seal s WHERE s.event_id = e.id));
END $$;

-- Arguments: the kind of the row that the contents belong to, and the column that holds its id.
CREATE FUNCTION ledger_require_redaction() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    owner text := to_jsonb(OLD) ->> TG_ARGV[1];
BEGIN
    IF TG_OP = 'DELETE' AND public.ledger_redacted(TG_ARGV[0], owner) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% refused: % is only added to, or removed by a redaction', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION ledger_guard_redactable(guarded regclass, kind text, owner text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER redactable BEFORE UPDATE OR DELETE ON %s
                    FOR EACH ROW EXECUTE FUNCTION ledger_require_redaction(%L, %L)', guarded, kind, owner);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %s
                    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse(''is only added to'')', guarded);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER redactable, ENABLE ALWAYS TRIGGER no_truncate', guarded);
END $$;
"""

DROP_FUNCTIONS = """
DROP FUNCTION ledger_guard_redactable(regclass, text, text), ledger_require_redaction(), ledger_redacted(text, text);
"""

UNGUARD = """
CREATE OR REPLACE FUNCTION ledger_unguard(guarded regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    guard name;
BEGIN
    FOR guard IN SELECT tgname FROM pg_trigger WHERE tgrelid = guarded AND NOT tgisinternal
                 AND tgname IN ({names}) LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', guard, guarded);
    END LOOP;
END $$;
"""
BEFORE = "'append_only', 'no_truncate', 'needs_event', 'rows_stay', 'keeps'"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_guards")]
    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunSQL(UNGUARD.format(names=f"{BEFORE}, 'redactable'"), UNGUARD.format(names=BEFORE)),
    ]
