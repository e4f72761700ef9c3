"""Guards of the history, in plain SQL. They have no switch: only the tables' owner could take them off.

`ledger_guard_append_only(table)`, `ledger_guard_rows_stay(table)`, `ledger_guard_keeps(table, column ...)` and
`ledger_guard_by_event(table, kind, cover ...)` put the guards on a table; the migrations of other apps call them.
"""

from django.db import migrations

FUNCTIONS = """
-- Refuses whatever it is attached to; its argument says why.
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% refused: % %', TG_OP, TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;

-- Whether this very transaction wrote an event of that target. A sealed event is an old one, even if a restore into a
-- new cluster made its transaction number come again.
CREATE FUNCTION ledger_told(kind text, target text) RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM public.ledger_event e WHERE e.target_kind = kind AND e.target_id = target::uuid
                   AND e.transaction = pg_current_xact_id()::text::bigint
                   AND NOT EXISTS (SELECT 1 FROM public.ledger_seal s WHERE s.event_id = e.id));
END $$;

-- At commit: a changed row needs an event of this very transaction. Arguments: the kind of the row; then, for an
-- inserted row, pairs of a kind and the column that holds its id: the event of such a parent covers the new row too.
CREATE FUNCTION ledger_require_event() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    changed jsonb;
BEGIN
    IF TG_OP = 'DELETE' THEN changed := to_jsonb(OLD); ELSE changed := to_jsonb(NEW); END IF;
    IF public.ledger_told(TG_ARGV[0], changed ->> 'id') THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        FOR i IN 1 .. TG_NARGS - 2 BY 2 LOOP
            IF public.ledger_told(TG_ARGV[i], changed ->> TG_ARGV[i + 1]) THEN
                RETURN NULL;
            END IF;
        END LOOP;
    END IF;
    RAISE EXCEPTION '% of % % refused: no event of this transaction tells of it', TG_OP, TG_ARGV[0], changed ->> 'id'
        USING ERRCODE = 'restrict_violation';
END $$;

-- The database, not the writer, says to which transaction an event belongs and in which place.
CREATE FUNCTION ledger_place_event() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    said json;
BEGIN
    NEW.transaction := pg_current_xact_id()::text::bigint;
    NEW.position := (SELECT coalesce(max(e.position), 0) + 1 FROM public.ledger_event e
                     WHERE e.transaction = NEW.transaction);
    IF NEW.digest IS DISTINCT FROM encode(sha256(NEW.canonical), 'hex') THEN
        RAISE EXCEPTION 'event refused: its digest is not that of its bytes' USING ERRCODE = 'check_violation';
    END IF;
    said := convert_from(NEW.canonical, 'UTF8')::json;
    IF (said ->> 'id', said ->> 'actor', said ->> 'action', said -> 'target' ->> 0, said -> 'target' ->> 1)
       IS DISTINCT FROM (NEW.id::text, NEW.actor_id::text, NEW.action, NEW.target_kind, NEW.target_id::text) THEN
        RAISE EXCEPTION 'event refused: its columns are not what its bytes say' USING ERRCODE = 'check_violation';
    END IF;
    -- Events are chained by transaction number. One that waited while a younger one changed the same thing has to begin
    -- again, or the chain would tell the two changes in the wrong order. (Above xmax: from a restored cluster.)
    IF EXISTS (SELECT 1 FROM public.ledger_event e WHERE e.target_kind = NEW.target_kind
               AND e.target_id = NEW.target_id AND e.transaction > NEW.transaction
               AND e.transaction < pg_snapshot_xmax(pg_current_snapshot())::text::bigint) THEN
        RAISE EXCEPTION 'event refused: % % was changed meanwhile, try again', NEW.target_kind, NEW.target_id
            USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION ledger_place_seal() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last record;
    sealed record;
BEGIN
    SELECT s.number, s.digest INTO last FROM public.ledger_seal s ORDER BY s.number DESC LIMIT 1;
    IF NEW.number <> coalesce(last.number, 0) + 1 OR NEW.previous <> coalesce(last.digest, repeat('0', 64)) THEN
        RAISE EXCEPTION 'seal refused: it does not follow the last one' USING ERRCODE = 'check_violation';
    END IF;
    SELECT e.digest, e.transaction INTO sealed FROM public.ledger_event e WHERE e.id = NEW.event_id;
    IF NEW.digest IS DISTINCT FROM encode(sha256(convert_to(format('{"event":"%s","number":%s,"previous":"%s"}',
            sealed.digest, NEW.number, NEW.previous), 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'seal refused: its digest is not that of its event and place' USING ERRCODE = 'check_violation';
    END IF;
    IF sealed.transaction >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
       AND (sealed.transaction < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
            OR sealed.transaction = pg_current_xact_id()::text::bigint) THEN
        RAISE EXCEPTION 'seal refused: older transactions are still running' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- ENABLE ALWAYS: the guards also hold for a session that plays a replica.
CREATE FUNCTION ledger_guard_append_only(guarded regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s
                    FOR EACH ROW EXECUTE FUNCTION ledger_refuse(''is only added to'')', guarded);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %s
                    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse(''is only added to'')', guarded);
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
                    FOR EACH ROW EXECUTE FUNCTION ledger_refuse(''keeps its rows'')', guarded);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %s
                    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse(''keeps its rows'')', guarded);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER rows_stay, ENABLE ALWAYS TRIGGER no_truncate', guarded);
END $$;

-- For columns that say what a row is: they never change, with or without an event.
CREATE FUNCTION ledger_guard_keeps(guarded regclass, VARIADIC columns text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER keeps BEFORE UPDATE ON %s FOR EACH ROW WHEN ((%s) IS DISTINCT FROM (%s))
                    EXECUTE FUNCTION ledger_refuse(%L)', guarded,
                   (SELECT string_agg(format('OLD.%I', c), ', ') FROM unnest(columns) AS c),
                   (SELECT string_agg(format('NEW.%I', c), ', ') FROM unnest(columns) AS c),
                   'keeps its ' || array_to_string(columns, ', '));
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER keeps', guarded);
END $$;

CREATE FUNCTION ledger_unguard(guarded regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    guard name;
BEGIN
    FOR guard IN SELECT tgname FROM pg_trigger WHERE tgrelid = guarded AND NOT tgisinternal
                 AND tgname IN ('append_only', 'no_truncate', 'needs_event', 'rows_stay', 'keeps') LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', guard, guarded);
    END LOOP;
END $$;
"""

DROP_FUNCTIONS = """
DROP FUNCTION ledger_unguard(regclass), ledger_guard_keeps(regclass, text[]), ledger_guard_rows_stay(regclass),
    ledger_guard_by_event(regclass, text[]), ledger_guard_append_only(regclass), ledger_place_seal(),
    ledger_place_event(), ledger_require_event(), ledger_told(text, text), ledger_refuse();
"""

TABLES = """
CREATE TRIGGER place BEFORE INSERT ON ledger_event FOR EACH ROW EXECUTE FUNCTION ledger_place_event();
CREATE TRIGGER place BEFORE INSERT ON ledger_seal FOR EACH ROW EXECUTE FUNCTION ledger_place_seal();
ALTER TABLE ledger_event ENABLE ALWAYS TRIGGER place;
ALTER TABLE ledger_seal ENABLE ALWAYS TRIGGER place;
SELECT ledger_guard_append_only(t) FROM unnest(ARRAY['ledger_event', 'ledger_eventtext', 'ledger_seal']::regclass[]) t;

-- An actor is one person for good: nobody can be put in another's place. An account that goes takes its link along.
SELECT ledger_guard_rows_stay('ledger_actor');
SELECT ledger_guard_keeps('ledger_actor', 'id', 'kind', 'pseudonym');
CREATE TRIGGER only_unlinked BEFORE UPDATE ON ledger_actor FOR EACH ROW
    WHEN (NEW.user_id IS NOT NULL AND NEW.user_id IS DISTINCT FROM OLD.user_id)
    EXECUTE FUNCTION ledger_refuse('is linked to an account once');
ALTER TABLE ledger_actor ENABLE ALWAYS TRIGGER only_unlinked;
"""

UNGUARD_TABLES = """
DROP TRIGGER only_unlinked ON ledger_actor;
SELECT ledger_unguard(t) FROM unnest(
    ARRAY['ledger_actor', 'ledger_event', 'ledger_eventtext', 'ledger_seal']::regclass[]) t;
DROP TRIGGER place ON ledger_seal;
DROP TRIGGER place ON ledger_event;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunSQL(TABLES, UNGUARD_TABLES),
    ]
