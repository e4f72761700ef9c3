"""Anchors and findings keep their rows, and change with an event only; both may come with the run that made them."""

from django.db import migrations

GUARDS = """
SELECT ledger_unguard('audit_anchor');
SELECT ledger_guard_rows_stay(t) FROM unnest(ARRAY['audit_anchor', 'audit_finding']::regclass[]) t;
SELECT ledger_guard_keeps('audit_anchor', 'id', 'claim_id', 'revision_id', 'run_id', 'created_at');
SELECT ledger_guard_keeps('audit_finding', 'id', 'article_id', 'revision_id', 'claim_id', 'successor_id', 'run_id',
    'code', 'edit', 'has_notice', 'created_at');
SELECT ledger_guard_by_event('audit_anchor', 'anchor', 'run', 'run_id');
SELECT ledger_guard_by_event('audit_finding', 'finding', 'run', 'run_id');

CREATE FUNCTION audit_finding_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (EXISTS (SELECT 1 FROM public.articles_revision r
                WHERE r.id = NEW.revision_id AND r.article_id = NEW.article_id)
        AND (NEW.claim_id IS NULL
             OR EXISTS (SELECT 1 FROM public.audit_claim c JOIN public.articles_revision r ON r.id = c.revision_id
                        WHERE c.id = NEW.claim_id AND r.article_id = NEW.article_id))
        AND (NEW.successor_id IS NULL
             OR EXISTS (SELECT 1 FROM public.audit_claim c
                        WHERE c.id = NEW.successor_id AND c.revision_id = NEW.revision_id))) IS NOT TRUE THEN
        RAISE EXCEPTION 'finding % refused: its revision or its claims are not of its article', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits BEFORE INSERT ON audit_finding FOR EACH ROW EXECUTE FUNCTION audit_finding_fits();
ALTER TABLE audit_finding ENABLE ALWAYS TRIGGER fits;
"""

UNGUARD = """
DROP TRIGGER fits ON audit_finding;
DROP FUNCTION audit_finding_fits();
SELECT ledger_unguard(t) FROM unnest(ARRAY['audit_anchor', 'audit_finding']::regclass[]) t;
SELECT ledger_guard_rows_stay('audit_anchor');
SELECT ledger_guard_keeps('audit_anchor', 'id', 'claim_id', 'revision_id', 'created_at');
SELECT ledger_guard_by_event('audit_anchor', 'anchor', 'claim', 'claim_id');
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_anchors_and_findings")]
    operations = [migrations.RunSQL(GUARDS, UNGUARD)]
