"""Guards of the history, in plain SQL. They have no switch: only the tables' owner could take them off.

`ledger_guard_append_only(table)` and `ledger_guard_by_event(table, kind, cover ...)` put the guards on a table;
the migrations of other apps call them.
"""

from django.db import migrations

FUNCTIONS = """
-- Refuses whatever it is attached to.
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% refused: % is only added to', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- At commit: a changed row needs an event of this very transaction. Arguments: the kind of the row; then, for an
-- inserted row, pairs of a kind and the column that holds its id: the event of such a parent covers the new row too.
CREATE FUNCTION ledger_require_event() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    changed jsonb;
    now_running bigint := pg_current_xact_id()::text::bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN changed := to_jsonb(OLD); ELSE changed := to_jsonb(NEW); END IF;
    IF EXISTS (SELECT 1 FROM public.ledger_event e WHERE e.transaction = now_running
               AND e.target_kind = TG_ARGV[0] AND e.target_id = (changed ->> 'id')::uuid) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        FOR i IN 1 .. TG_NARGS - 2 BY 2 LOOP
            IF EXISTS (SELECT 1 FROM public.ledger_event e WHERE e.transaction = now_running
                       AND e.target_kind = TG_ARGV[i] AND e.target_id = (changed ->> TG_ARGV[i + 1])::uuid) THEN
                RETURN NULL;
            END IF;
        END LOOP;
    END IF;
    RAISE EXCEPTION '% of % % refused: no event of this transaction tells of it', TG_OP, TG_ARGV[0], changed ->> 'id'
        USING ERRCODE = 'restrict_violation';
END $$;

-- The database, not the writer, says to which transaction an event belongs and in which place.
CREATE FUNCTION ledger_place_event() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.transaction := pg_current_xact_id()::text::bigint;
    NEW.position := (SELECT coalesce(max(e.position), 0) + 1 FROM public.ledger_event e
                     WHERE e.transaction = NEW.transaction);
    IF NEW.digest IS DISTINCT FROM encode(sha256(NEW.canonical), 'hex') THEN
        RAISE EXCEPTION 'event refused: its digest is not that of its bytes' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION ledger_place_seal() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last record;
BEGIN
    SELECT s.number, s.digest INTO last FROM public.ledger_seal s ORDER BY s.number DESC LIMIT 1;
    IF NEW.number <> coalesce(last.number, 0) + 1 OR NEW.previous <> coalesce(last.digest, repeat('0', 64)) THEN
        RAISE EXCEPTION 'seal refused: it does not follow the last one' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- ENABLE ALWAYS: the guards also hold for a session that plays a replica.
CREATE FUNCTION ledger_guard_append_only(guarded regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s
                    FOR EACH ROW EXECUTE FUNCTION ledger_refuse()', guarded);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %s
                    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()', guarded);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER append_only,
                    ENABLE ALWAYS TRIGGER no_truncate', guarded);
END $$;

CREATE FUNCTION ledger_guard_by_event(guarded regclass, VARIADIC arguments text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE CONSTRAINT TRIGGER needs_event AFTER INSERT OR UPDATE OR DELETE ON %s
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_require_event(%s)', guarded,
                   (SELECT string_agg(quote_literal(a), ', ') FROM unnest(arguments) AS a));
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER needs_event', guarded);
END $$;

-- For tables that may change, but whose rows never go away.
CREATE FUNCTION ledger_guard_rows_stay(guarded regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER rows_stay BEFORE DELETE ON %s
                    FOR EACH ROW EXECUTE FUNCTION ledger_refuse()', guarded);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %s
                    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()', guarded);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER rows_stay, ENABLE ALWAYS TRIGGER no_truncate', guarded);
END $$;

CREATE FUNCTION ledger_unguard(guarded regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    guard name;
BEGIN
    FOR guard IN SELECT tgname FROM pg_trigger WHERE tgrelid = guarded AND NOT tgisinternal
                 AND tgname IN ('append_only', 'no_truncate', 'needs_event', 'rows_stay') LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', guard, guarded);
    END LOOP;
END $$;
"""

DROP_FUNCTIONS = """
DROP FUNCTION ledger_unguard(regclass), ledger_guard_rows_stay(regclass), ledger_guard_by_event(regclass, text[]),
    ledger_guard_append_only(regclass), ledger_place_seal(), ledger_place_event(), ledger_require_event(),
    ledger_refuse();
"""

TABLES = """
CREATE TRIGGER place BEFORE INSERT ON ledger_event FOR EACH ROW EXECUTE FUNCTION ledger_place_event();
CREATE TRIGGER place BEFORE INSERT ON ledger_seal FOR EACH ROW EXECUTE FUNCTION ledger_place_seal();
ALTER TABLE ledger_event ENABLE ALWAYS TRIGGER place;
ALTER TABLE ledger_seal ENABLE ALWAYS TRIGGER place;
SELECT ledger_guard_append_only(t) FROM unnest(ARRAY['ledger_event', 'ledger_eventtext', 'ledger_seal']::regclass[]) t;
"""

UNGUARD_TABLES = """
SELECT ledger_unguard(t) FROM unnest(ARRAY['ledger_event', 'ledger_eventtext', 'ledger_seal']::regclass[]) t;
DROP TRIGGER place ON ledger_seal;
DROP TRIGGER place ON ledger_event;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunSQL(TABLES, UNGUARD_TABLES),
    ]
