"""Copies, provenance and places are only added to; ownerships keep their rows; each comes with its event."""

from django.db import migrations

FITS = """
-- At commit: a new copy has its contents, with the digests it says.
CREATE FUNCTION audit_copy_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.audit_copycontents c WHERE c.copy_id = NEW.id
                   AND encode(sha256(c.raw), 'hex') = NEW.sha256 AND char_length(c.text) = NEW.length
                   AND CASE c.text WHEN '' THEN '' ELSE encode(sha256(convert_to(c.text, 'UTF8')), 'hex') END
                       = NEW.text_sha256) THEN
        RAISE EXCEPTION 'copy % refused: its contents are missing or are not what its digests tell', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER fits AFTER INSERT ON audit_evidencecopy DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION audit_copy_fits();

CREATE FUNCTION audit_place_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.audit_evidenceuse u JOIN public.audit_evidencecopy c
                   ON c.evidence_id = u.evidence_id WHERE u.id = NEW.use_id AND c.id = NEW.copy_id
                   AND (NEW.span IS NULL OR NEW.span <@ int4range(0, c.length) AND NOT isempty(NEW.span))) THEN
        RAISE EXCEPTION 'place % refused: it is in no copy of what was used', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits BEFORE INSERT ON audit_useplace FOR EACH ROW EXECUTE FUNCTION audit_place_fits();
ALTER TABLE audit_evidencecopy ENABLE ALWAYS TRIGGER fits;
ALTER TABLE audit_useplace ENABLE ALWAYS TRIGGER fits;
"""

NO_FITS = """
DROP TRIGGER fits ON audit_useplace;
DROP TRIGGER fits ON audit_evidencecopy;
DROP FUNCTION audit_place_fits(), audit_copy_fits();
"""

APPEND_ONLY = "ARRAY['audit_evidencecopy', 'audit_provenance', 'audit_useplace']::regclass[]"

GUARDS = f"""
SELECT ledger_guard_append_only(t) FROM unnest({APPEND_ONLY}) t;
SELECT ledger_guard_redactable('audit_copycontents', 'copy', 'copy_id');
SELECT ledger_guard_rows_stay('audit_outletownership');
SELECT ledger_guard_keeps('audit_outletownership', 'id', 'outlet_id', 'organization_id', 'created_at');
SELECT ledger_guard_by_event('audit_evidencecopy', 'copy', 'evidence', 'evidence_id');
SELECT ledger_guard_by_event('audit_provenance', 'provenance', 'evidence', 'evidence_id');
SELECT ledger_guard_by_event('audit_useplace', 'place', 'copy', 'copy_id');
SELECT ledger_guard_by_event('audit_outletownership', 'ownership');
"""

UNGUARD = f"""
SELECT ledger_unguard(t) FROM unnest({APPEND_ONLY}
    || ARRAY['audit_copycontents', 'audit_outletownership']::regclass[]) t;
"""

# As the table comes back when this migration is undone.
UNGUARDED = "SELECT ledger_unguard('audit_archivedcopy');"
REDACTABLE = "SELECT ledger_guard_redactable('audit_archivedcopy', 'evidence', 'evidence_id');"


class Migration(migrations.Migration):
    dependencies = [("audit", "0011_move_archived_copies")]
    operations = [
        migrations.RunSQL(FITS, NO_FITS),
        migrations.RunSQL(GUARDS, UNGUARD),
        migrations.RunSQL(UNGUARDED, REDACTABLE),
        migrations.DeleteModel("ArchivedCopy"),
    ]
