"""What must never be false of a claim, a review or a decision, held by the database itself."""

from django.db import migrations

SPANS = """
CREATE FUNCTION audit_words_at(body text, spans int4multirange) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
    SELECT string_agg(substr(body, lower(s) + 1, upper(s) - lower(s)), ' … ' ORDER BY lower(s)) FROM unnest(spans) AS s
$$;

-- Not empty where words are needed, bounded, and inside a text of that many code points.
CREATE FUNCTION audit_spans_inside(spans int4multirange, length int, may_be_empty boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN spans IS NULL THEN true WHEN isempty(spans) THEN may_be_empty
                ELSE NOT lower_inf(spans) AND NOT upper_inf(spans) AND lower(spans) >= 0 AND upper(spans) <= length END
$$;
"""

NO_SPANS = (
    "DROP FUNCTION audit_spans_inside(int4multirange, int, boolean), audit_words_at(text, int4multirange);"
)

# One statement checks all the rows it wrote, so that a text is joined once and not once a claim.
WORDS = """
CREATE FUNCTION audit_claim_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wrong uuid;
BEGIN
    SELECT c.id INTO wrong FROM written c
    JOIN public.articles_revision r ON r.id = c.revision_id
    LEFT JOIN public.articles_revisiontext t ON t.revision_id = r.id
    LEFT JOIN public.audit_articlesource s ON s.id = c.source_id
    LEFT JOIN public.audit_extractionrun e ON e.id = c.run_id
    WHERE (public.audit_spans_inside(c.content, r.length, false)
           AND public.audit_spans_inside(c.cue, r.length, true)
           AND public.audit_spans_inside(int4multirange(c.speaker_mention), r.length, c.speaker_mention IS NULL)
           AND c.start = lower(c.content)
           AND (t.text IS NULL OR c.quote = public.audit_words_at(t.text, c.content))
           AND (s.id IS NULL OR s.revision_id = c.revision_id)
           AND (e.id IS NULL OR e.revision_id = c.revision_id)) IS NOT TRUE
    LIMIT 1;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'claim % refused: its spans, its words, its source or its run do not fit its text', wrong
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER fits_new AFTER INSERT ON audit_claim REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION audit_claim_fits();
CREATE TRIGGER fits_changed AFTER UPDATE ON audit_claim REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION audit_claim_fits();

CREATE FUNCTION audit_assertion_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wrong uuid;
BEGIN
    SELECT a.id INTO wrong FROM written a
    JOIN public.audit_claim c ON c.id = a.claim_id
    LEFT JOIN public.articles_revisiontext t ON t.revision_id = c.revision_id
    WHERE (NOT isempty(a.content) AND a.content <@ c.content
           AND (t.text IS NULL OR a.words = public.audit_words_at(t.text, a.content))) IS NOT TRUE
    LIMIT 1;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'assertion % refused: it does not stand inside its claim', wrong
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER fits_new AFTER INSERT ON audit_assertion REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION audit_assertion_fits();
CREATE TRIGGER fits_changed AFTER UPDATE ON audit_assertion REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION audit_assertion_fits();

CREATE FUNCTION audit_source_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    characters int := (SELECT r.length FROM public.articles_revision r WHERE r.id = NEW.revision_id);
BEGIN
    IF (public.audit_spans_inside(NEW.mentions, characters, true)
        AND public.audit_spans_inside(NEW.justification, characters, true)
        AND public.audit_spans_inside(int4multirange(NEW.role_span), characters, NEW.role_span IS NULL)) IS NOT TRUE
    THEN
        RAISE EXCEPTION 'source % refused: its spans do not stand inside its text', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits BEFORE INSERT OR UPDATE ON audit_articlesource
    FOR EACH ROW EXECUTE FUNCTION audit_source_fits();

CREATE FUNCTION audit_affiliation_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    characters int := (SELECT r.length FROM public.articles_revision r
                       JOIN public.audit_articlesource s ON s.revision_id = r.id WHERE s.id = NEW.source_id);
BEGIN
    IF public.audit_spans_inside(int4multirange(NEW.span), characters, NEW.span IS NULL) IS NOT TRUE THEN
        RAISE EXCEPTION 'affiliation % refused: its span does not stand inside its text', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits BEFORE INSERT OR UPDATE ON audit_sourceaffiliation
    FOR EACH ROW EXECUTE FUNCTION audit_affiliation_fits();

CREATE FUNCTION audit_anchor_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF public.audit_spans_inside(NEW.content, (SELECT r.length FROM public.articles_revision r
                                               WHERE r.id = NEW.revision_id), false) IS NOT TRUE THEN
        RAISE EXCEPTION 'anchor % refused: its spans do not stand inside its text', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits BEFORE INSERT OR UPDATE ON audit_anchor FOR EACH ROW EXECUTE FUNCTION audit_anchor_fits();

ALTER TABLE audit_claim ENABLE ALWAYS TRIGGER fits_new, ENABLE ALWAYS TRIGGER fits_changed;
ALTER TABLE audit_assertion ENABLE ALWAYS TRIGGER fits_new, ENABLE ALWAYS TRIGGER fits_changed;
ALTER TABLE audit_articlesource ENABLE ALWAYS TRIGGER fits;
ALTER TABLE audit_sourceaffiliation ENABLE ALWAYS TRIGGER fits;
ALTER TABLE audit_anchor ENABLE ALWAYS TRIGGER fits;
"""

NO_WORDS = """
DROP TRIGGER fits ON audit_anchor;
DROP TRIGGER fits ON audit_sourceaffiliation;
DROP TRIGGER fits ON audit_articlesource;
DROP TRIGGER fits_changed ON audit_assertion;
DROP TRIGGER fits_new ON audit_assertion;
DROP TRIGGER fits_changed ON audit_claim;
DROP TRIGGER fits_new ON audit_claim;
DROP FUNCTION audit_anchor_fits(), audit_affiliation_fits(), audit_source_fits(), audit_assertion_fits(),
    audit_claim_fits();
"""

TARGETS = """
ALTER TABLE audit_review ADD CONSTRAINT review_assertion_is_of_its_claim FOREIGN KEY (claim_id, assertion_id)
    REFERENCES audit_assertion (claim_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE audit_evidenceuse ADD CONSTRAINT use_assertion_is_of_its_claim FOREIGN KEY (claim_id, assertion_id)
    REFERENCES audit_assertion (claim_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE audit_decision ADD CONSTRAINT decision_assertion_is_of_its_claim FOREIGN KEY (claim_id, assertion_id)
    REFERENCES audit_assertion (claim_id, id) DEFERRABLE INITIALLY DEFERRED;

-- A decision supersedes the one before it on the same target; a withdrawal takes back a review of one's own.
CREATE FUNCTION audit_decision_follows() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM public.audit_decision d WHERE d.id = NEW.supersedes_id AND d.claim_id = NEW.claim_id
            AND d.assertion_id IS NOT DISTINCT FROM NEW.assertion_id AND d.number = NEW.number - 1) THEN
        RAISE EXCEPTION 'decision % refused: it does not follow the one it supersedes', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER follows BEFORE INSERT ON audit_decision FOR EACH ROW EXECUTE FUNCTION audit_decision_follows();

CREATE FUNCTION audit_withdrawal_is_own() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.withdraws_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM public.audit_review r WHERE r.id = NEW.withdraws_id AND r.claim_id = NEW.claim_id
            AND r.assertion_id IS NOT DISTINCT FROM NEW.assertion_id AND r.reviewer_id = NEW.reviewer_id) THEN
        RAISE EXCEPTION 'withdrawal % refused: it takes back no review of the same person and target', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_own BEFORE INSERT ON audit_review FOR EACH ROW EXECUTE FUNCTION audit_withdrawal_is_own();
ALTER TABLE audit_decision ENABLE ALWAYS TRIGGER follows;
ALTER TABLE audit_review ENABLE ALWAYS TRIGGER is_own;
"""

NO_TARGETS = """
DROP TRIGGER is_own ON audit_review;
DROP TRIGGER follows ON audit_decision;
DROP FUNCTION audit_withdrawal_is_own(), audit_decision_follows();
ALTER TABLE audit_decision DROP CONSTRAINT decision_assertion_is_of_its_claim;
ALTER TABLE audit_evidenceuse DROP CONSTRAINT use_assertion_is_of_its_claim;
ALTER TABLE audit_review DROP CONSTRAINT review_assertion_is_of_its_claim;
"""

APPEND_ONLY = """ARRAY['audit_extractionrun', 'audit_rubric', 'audit_review', 'audit_evidence', 'audit_archivedcopy',
    'audit_evidenceuse', 'audit_decision', 'audit_decisionreview', 'audit_publication']::regclass[]"""
STAYING = """ARRAY['audit_claim', 'audit_assertion', 'audit_anchor', 'audit_articlesource', 'audit_sourceaffiliation',
    'audit_speaker', 'audit_organization']::regclass[]"""

GUARDS = f"""
SELECT ledger_guard_append_only(t) FROM unnest({APPEND_ONLY}) t;
SELECT ledger_guard_rows_stay(t) FROM unnest({STAYING}) t;
SELECT ledger_guard_by_event('audit_claim', 'claim', 'run', 'run_id');
SELECT ledger_guard_by_event('audit_assertion', 'assertion', 'run', 'run_id', 'claim', 'claim_id');
SELECT ledger_guard_by_event('audit_anchor', 'anchor', 'claim', 'claim_id');
SELECT ledger_guard_by_event('audit_articlesource', 'article_source', 'run', 'run_id');
SELECT ledger_guard_by_event('audit_sourceaffiliation', 'source_affiliation', 'run', 'run_id',
    'article_source', 'source_id');
SELECT ledger_guard_by_event('audit_speaker', 'speaker');
SELECT ledger_guard_by_event('audit_organization', 'organization');
SELECT ledger_guard_by_event('audit_extractionrun', 'run');
SELECT ledger_guard_by_event('audit_rubric', 'rubric');
SELECT ledger_guard_by_event('audit_review', 'review');
SELECT ledger_guard_by_event('audit_evidence', 'evidence');
SELECT ledger_guard_by_event('audit_evidenceuse', 'use', 'review', 'review_id');
SELECT ledger_guard_by_event('audit_decision', 'decision');
SELECT ledger_guard_by_event('audit_decisionreview', 'decision_review', 'decision', 'decision_id');
SELECT ledger_guard_by_event('audit_publication', 'publication');
"""

UNGUARD = f"SELECT ledger_unguard(t) FROM unnest({APPEND_ONLY} || {STAYING}) t;"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("articles", "0002_guards"), ("ledger", "0002_guards")]
    operations = [
        migrations.RunSQL(SPANS, NO_SPANS),
        migrations.RunSQL(WORDS, NO_WORDS),
        migrations.RunSQL(TARGETS, NO_TARGETS),
        migrations.RunSQL(GUARDS, UNGUARD),
    ]
