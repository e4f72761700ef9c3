"""Audits keep their rows and settings; a decision has the people behind it that its rule names."""

from django.db import migrations

GUARDS = """
SELECT ledger_guard_rows_stay(t) FROM unnest(
    ARRAY['audit_audit', 'audit_auditmember', 'audit_auditarticle']::regclass[]) t;
SELECT ledger_guard_append_only('audit_reveal');
SELECT ledger_guard_keeps('audit_audit', 'id', 'rubric_id', 'reviews_per_claim', 'order', 'seed', 'hide_confidence',
    'hide_earlier', 'mask_outlet', 'created_at');
SELECT ledger_guard_keeps('audit_auditmember', 'id', 'audit_id', 'actor_id');
SELECT ledger_guard_keeps('audit_auditarticle', 'id', 'audit_id', 'article_id', 'revision_id', 'position',
    'created_at');
SELECT ledger_guard_by_event('audit_audit', 'audit');
SELECT ledger_guard_by_event('audit_auditmember', 'audit_member');
SELECT ledger_guard_by_event('audit_auditarticle', 'audit_article');
SELECT ledger_guard_by_event('audit_reveal', 'reveal');
"""

UNGUARD = """
SELECT ledger_unguard(t) FROM unnest(
    ARRAY['audit_audit', 'audit_auditmember', 'audit_auditarticle', 'audit_reveal']::regclass[]) t;
"""

RESTS = """
CREATE OR REPLACE FUNCTION audit_decision_rests() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    people int := (SELECT count(DISTINCT r.reviewer_id) FROM public.audit_decisionreview g
                   JOIN public.audit_review r ON r.id = g.review_id WHERE g.decision_id = NEW.id);
    needed int := CASE NEW.rule WHEN 'one_reviewer' THEN 1 WHEN 'two_people' THEN 2 WHEN 'two_reviewers_agree' THEN 2
                  WHEN 'adjudicated' THEN 1 ELSE 0 END;
BEGIN
    IF people < needed THEN
        RAISE EXCEPTION 'decision % refused: only % stand behind it', NEW.id, people
            USING ERRCODE = 'check_violation';
    END IF;
    -- Blind answers decide once they are revealed, and those of one audit together; a third person is none of the two.
    IF EXISTS (SELECT 1 FROM public.audit_decisionreview g JOIN public.audit_review r ON r.id = g.review_id
               JOIN public.audit_audit a ON a.id = r.audit_id
               WHERE g.decision_id = NEW.id AND a.reviews_per_claim > 1 AND NOT r.is_adjudication
                 AND a.state = 'open' AND NOT EXISTS (SELECT 1 FROM public.audit_reveal v WHERE v.audit_id = a.id
                                 AND v.target = coalesce(r.assertion_id, r.claim_id))) THEN
        RAISE EXCEPTION 'decision % refused: it rests on an answer that is not revealed', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.rule = 'two_reviewers_agree'
       AND (SELECT count(DISTINCT r.audit_id) FROM public.audit_decisionreview g
            JOIN public.audit_review r ON r.id = g.review_id WHERE g.decision_id = NEW.id) <> 1
       OR (NEW.rule = 'adjudicated') <> EXISTS (
            SELECT 1 FROM public.audit_decisionreview g JOIN public.audit_review r ON r.id = g.review_id
            WHERE g.decision_id = NEW.id AND r.is_adjudication) THEN
        RAISE EXCEPTION 'decision % refused: its reviews do not fit its rule', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

-- Nobody decides between two people of whom they are one.
CREATE FUNCTION audit_third_person() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.audit_review r WHERE r.audit_id = NEW.audit_id AND r.claim_id = NEW.claim_id
               AND r.reviewer_id = NEW.reviewer_id AND r.is_adjudication <> NEW.is_adjudication) THEN
        RAISE EXCEPTION 'review % refused: one person cannot both review and adjudicate a claim', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER third_person BEFORE INSERT ON audit_review FOR EACH ROW WHEN (NEW.audit_id IS NOT NULL)
    EXECUTE FUNCTION audit_third_person();
ALTER TABLE audit_review ENABLE ALWAYS TRIGGER third_person;
"""

RESTED = """
DROP TRIGGER third_person ON audit_review;
DROP FUNCTION audit_third_person();
CREATE OR REPLACE FUNCTION audit_decision_rests() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    people int := (SELECT count(DISTINCT r.reviewer_id) FROM public.audit_decisionreview g
                   JOIN public.audit_review r ON r.id = g.review_id WHERE g.decision_id = NEW.id);
    needed int := CASE NEW.rule WHEN 'one_reviewer' THEN 1 WHEN 'two_people' THEN 2 ELSE 0 END;
BEGIN
    IF people < needed THEN
        RAISE EXCEPTION 'decision % refused: only % stand behind it', NEW.id, people
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0014_audits"), ("ledger", "0003_redaction")]
    operations = [migrations.RunSQL(GUARDS, UNGUARD), migrations.RunSQL(RESTS, RESTED)]
