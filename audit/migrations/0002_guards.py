"""What must never be false of a claim, a review or a decision, held by the database itself."""

from django.db import migrations

SPANS = """
-- A text in pieces of 16,384 code points. To find a place in UTF-8 the server reads all that stands before it; with
-- pieces it reads a long text once, and not once a claim.
CREATE FUNCTION audit_pieces(body text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    rest text := body;
    pieces text[] := '{}';
BEGIN
    WHILE rest <> '' LOOP
        pieces := array_append(pieces, left(rest, 16384));
        rest := substr(rest, 16385);
    END LOOP;
    RETURN pieces;
END $$;

CREATE FUNCTION audit_words_at(pieces text[], spans int4multirange) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
    SELECT string_agg(substr((SELECT string_agg(pieces[n + 1], '' ORDER BY n)
                              FROM generate_series(lower(s) / 16384, (upper(s) - 1) / 16384) AS n),
                             lower(s) % 16384 + 1, upper(s) - lower(s)), ' … ' ORDER BY lower(s))
    FROM unnest(spans) AS s
$$;

-- Not empty where words are needed, bounded, and inside a text of that many code points.
CREATE FUNCTION audit_spans_inside(spans int4multirange, length int, may_be_empty boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN spans IS NULL THEN true WHEN isempty(spans) THEN may_be_empty
                ELSE NOT lower_inf(spans) AND NOT upper_inf(spans) AND lower(spans) >= 0 AND upper(spans) <= length END
$$;
"""

NO_SPANS = (
    "DROP FUNCTION audit_spans_inside(int4multirange, int, boolean), audit_words_at(text[], int4multirange), "
    "audit_pieces(text);"
)

# One statement checks all the rows it wrote, so that a text is read once and not once a claim. What a row points at
# must be there before it, or it would be checked against nothing. Only a text may be gone later: by a redaction.
WORDS = """
CREATE FUNCTION audit_claim_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    read record;
    pieces text[];
    wrong uuid;
BEGIN
    FOR read IN SELECT w.revision_id, r.length, t.text FROM (SELECT DISTINCT c.revision_id FROM written c) w
                LEFT JOIN public.articles_revision r ON r.id = w.revision_id
                LEFT JOIN public.articles_revisiontext t ON t.revision_id = r.id LOOP
        pieces := public.audit_pieces(read.text);
        SELECT c.id INTO wrong FROM written c
        LEFT JOIN public.audit_articlesource s ON s.id = c.source_id
        LEFT JOIN public.audit_extractionrun e ON e.id = c.run_id
        WHERE c.revision_id = read.revision_id
          AND (public.audit_spans_inside(c.content, read.length, false)
               AND public.audit_spans_inside(c.cue, read.length, true)
               AND public.audit_spans_inside(int4multirange(c.speaker_mention), read.length, c.speaker_mention IS NULL)
               AND c.start = lower(c.content)
               AND (read.text IS NULL AND TG_OP = 'UPDATE' OR c.quote = public.audit_words_at(pieces, c.content))
               AND (c.source_id IS NULL OR s.revision_id = c.revision_id)
               AND (c.run_id IS NULL OR e.revision_id = c.revision_id)) IS NOT TRUE
        LIMIT 1;
        IF wrong IS NOT NULL THEN
            RAISE EXCEPTION 'claim % refused: its spans, its words, its source or its run do not fit its text', wrong
                USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER fits_new AFTER INSERT ON audit_claim REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION audit_claim_fits();
CREATE TRIGGER fits_changed AFTER UPDATE ON audit_claim REFERENCING NEW TABLE AS written FOR EACH ROW
    WHEN ((OLD.content, OLD.cue, OLD.speaker_mention, OLD.start, OLD.quote, OLD.source_id) IS DISTINCT FROM
          (NEW.content, NEW.cue, NEW.speaker_mention, NEW.start, NEW.quote, NEW.source_id))
    EXECUTE FUNCTION audit_claim_fits();

CREATE FUNCTION audit_assertion_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    read record;
    pieces text[];
    wrong uuid;
BEGIN
    FOR read IN SELECT w.revision_id, t.text FROM (SELECT DISTINCT c.revision_id FROM written a
                                                   LEFT JOIN public.audit_claim c ON c.id = a.claim_id) w
                LEFT JOIN public.articles_revisiontext t ON t.revision_id = w.revision_id LOOP
        pieces := public.audit_pieces(read.text);
        SELECT a.id INTO wrong FROM written a LEFT JOIN public.audit_claim c ON c.id = a.claim_id
        WHERE c.revision_id IS NOT DISTINCT FROM read.revision_id
          AND (NOT isempty(a.content) AND a.content <@ c.content
               AND (read.text IS NULL AND TG_OP = 'UPDATE' OR a.words = public.audit_words_at(pieces, a.content)))
              IS NOT TRUE
        LIMIT 1;
        IF wrong IS NOT NULL THEN
            RAISE EXCEPTION 'assertion % refused: it does not stand inside its claim', wrong
                USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER fits_new AFTER INSERT ON audit_assertion REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION audit_assertion_fits();
CREATE TRIGGER fits_changed AFTER UPDATE ON audit_assertion REFERENCING NEW TABLE AS written FOR EACH ROW
    WHEN ((OLD.content, OLD.words) IS DISTINCT FROM (NEW.content, NEW.words))
    EXECUTE FUNCTION audit_assertion_fits();

-- At commit: a claim whose words were corrected still holds its assertions.
CREATE FUNCTION audit_claim_holds() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.audit_assertion a JOIN public.audit_claim c ON c.id = a.claim_id
               WHERE c.id = NEW.id AND NOT a.content <@ c.content) THEN
        RAISE EXCEPTION 'claim % refused: an assertion does not stand inside it', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER holds AFTER UPDATE ON audit_claim DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.content IS DISTINCT FROM NEW.content) EXECUTE FUNCTION audit_claim_holds();

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
    IF NOT EXISTS (SELECT 1 FROM public.audit_claim c JOIN public.articles_revision own ON own.id = c.revision_id
                   JOIN public.articles_revision r ON r.article_id = own.article_id AND r.number > own.number
                   WHERE c.id = NEW.claim_id AND r.id = NEW.revision_id
                   AND public.audit_spans_inside(NEW.content, r.length, false)) THEN
        RAISE EXCEPTION 'anchor % refused: it does not stand inside a later revision of its article', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits BEFORE INSERT OR UPDATE ON audit_anchor FOR EACH ROW EXECUTE FUNCTION audit_anchor_fits();

ALTER TABLE audit_claim ENABLE ALWAYS TRIGGER fits_new, ENABLE ALWAYS TRIGGER fits_changed,
    ENABLE ALWAYS TRIGGER holds;
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
DROP TRIGGER holds ON audit_claim;
DROP TRIGGER fits_changed ON audit_claim;
DROP TRIGGER fits_new ON audit_claim;
DROP FUNCTION audit_anchor_fits(), audit_affiliation_fits(), audit_source_fits(), audit_claim_holds(),
    audit_assertion_fits(), audit_claim_fits();
"""

TARGETS = """
ALTER TABLE audit_review ADD CONSTRAINT review_assertion_is_of_its_claim FOREIGN KEY (claim_id, assertion_id)
    REFERENCES audit_assertion (claim_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE audit_evidenceuse ADD CONSTRAINT use_assertion_is_of_its_claim FOREIGN KEY (claim_id, assertion_id)
    REFERENCES audit_assertion (claim_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE audit_decision ADD CONSTRAINT decision_assertion_is_of_its_claim FOREIGN KEY (claim_id, assertion_id)
    REFERENCES audit_assertion (claim_id, id) DEFERRABLE INITIALLY DEFERRED;

-- A decision supersedes the one before it on the same target; a withdrawal takes back an answer of one's own.
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
            SELECT 1 FROM public.audit_review r WHERE r.id = NEW.withdraws_id AND r.act = 'answer'
            AND r.claim_id = NEW.claim_id AND r.assertion_id IS NOT DISTINCT FROM NEW.assertion_id
            AND r.reviewer_id = NEW.reviewer_id) THEN
        RAISE EXCEPTION 'withdrawal % refused: it takes back no review of the same person and target', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_own BEFORE INSERT ON audit_review FOR EACH ROW EXECUTE FUNCTION audit_withdrawal_is_own();

-- A use belongs to a review of its own target; a decision rests on answers to its question, of its value and words.
CREATE FUNCTION audit_use_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.review_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM public.audit_review r WHERE r.id = NEW.review_id AND r.claim_id = NEW.claim_id
            AND r.assertion_id IS NOT DISTINCT FROM NEW.assertion_id) THEN
        RAISE EXCEPTION 'use % refused: its review has another target', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits BEFORE INSERT ON audit_evidenceuse FOR EACH ROW EXECUTE FUNCTION audit_use_fits();

CREATE FUNCTION audit_ground_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.audit_decision d JOIN public.audit_review r ON r.claim_id = d.claim_id
                   AND r.assertion_id IS NOT DISTINCT FROM d.assertion_id AND r.value = d.value
                   AND r.digest = d.digest AND r.act = 'answer'
                   WHERE d.id = NEW.decision_id AND r.id = NEW.review_id) THEN
        RAISE EXCEPTION 'decision % refused: it cannot rest on review %', NEW.decision_id, NEW.review_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits BEFORE INSERT ON audit_decisionreview FOR EACH ROW EXECUTE FUNCTION audit_ground_fits();

-- At commit: a decision has as many people behind it as its rule says.
CREATE FUNCTION audit_decision_rests() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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
CREATE CONSTRAINT TRIGGER rests AFTER INSERT ON audit_decision DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION audit_decision_rests();

CREATE FUNCTION audit_publication_follows() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.number <> (SELECT coalesce(max(p.number), 0) + 1 FROM public.audit_publication p
                      WHERE p.decision_id = NEW.decision_id) THEN
        RAISE EXCEPTION 'publication % refused: it does not follow the last one', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER follows BEFORE INSERT ON audit_publication FOR EACH ROW EXECUTE FUNCTION audit_publication_follows();
ALTER TABLE audit_decision ENABLE ALWAYS TRIGGER follows, ENABLE ALWAYS TRIGGER rests;
ALTER TABLE audit_review ENABLE ALWAYS TRIGGER is_own;
ALTER TABLE audit_evidenceuse ENABLE ALWAYS TRIGGER fits;
ALTER TABLE audit_decisionreview ENABLE ALWAYS TRIGGER fits;
ALTER TABLE audit_publication ENABLE ALWAYS TRIGGER follows;
"""

NO_TARGETS = """
DROP TRIGGER follows ON audit_publication;
DROP TRIGGER rests ON audit_decision;
DROP TRIGGER fits ON audit_decisionreview;
DROP TRIGGER fits ON audit_evidenceuse;
DROP TRIGGER is_own ON audit_review;
DROP TRIGGER follows ON audit_decision;
DROP FUNCTION audit_publication_follows(), audit_decision_rests(), audit_ground_fits(), audit_use_fits(),
    audit_withdrawal_is_own(), audit_decision_follows();
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
SELECT ledger_guard_keeps('audit_claim', 'id', 'revision_id', 'run_id', 'origin', 'created_at');
SELECT ledger_guard_keeps('audit_assertion', 'id', 'claim_id', 'run_id');
SELECT ledger_guard_keeps('audit_anchor', 'id', 'claim_id', 'revision_id', 'created_at');
SELECT ledger_guard_keeps('audit_articlesource', 'id', 'revision_id', 'run_id');
SELECT ledger_guard_keeps('audit_sourceaffiliation', 'id', 'source_id', 'run_id');
SELECT ledger_guard_keeps('audit_speaker', 'id');
SELECT ledger_guard_keeps('audit_organization', 'id');
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
