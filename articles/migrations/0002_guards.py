"""What must never be false of a stored text, held by the database itself."""

from django.db import migrations

FITS = """
-- At commit: a revision has its text and what came in, of the length and digests it says, and its blocks lie in order
-- inside it.
CREATE FUNCTION articles_revision_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.articles_revisiontext t WHERE t.revision_id = NEW.id
                   AND char_length(t.text) = NEW.length
                   AND encode(sha256(convert_to(t.text, 'UTF8')), 'hex') = NEW.sha256) THEN
        RAISE EXCEPTION 'revision % refused: its text is missing or is not the one its digest tells', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM public.articles_revisionsource s WHERE s.revision_id = NEW.id
                   AND encode(sha256(s.raw), 'hex') = NEW.source_sha256) THEN
        RAISE EXCEPTION 'revision % refused: what came in is missing or is not what its digest tells', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM (
            SELECT (b ->> 0)::int AS first, (b ->> 1)::int AS last,
                   lag((b ->> 1)::int, 1, 0) OVER (ORDER BY place) AS before
            FROM jsonb_array_elements(NEW.blocks) WITH ORDINALITY AS blocks (b, place)) AS block
        WHERE (before <= first AND first < last AND last <= NEW.length) IS NOT TRUE) THEN
        RAISE EXCEPTION 'revision % refused: its blocks are not in order inside its text', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER fits AFTER INSERT ON articles_revision DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION articles_revision_fits();
ALTER TABLE articles_revision ENABLE ALWAYS TRIGGER fits;
"""

NO_FITS = """
DROP TRIGGER fits ON articles_revision;
DROP FUNCTION articles_revision_fits();
"""

OWN_REVISION = """
ALTER TABLE articles_article ADD CONSTRAINT article_current_revision_is_its_own
    FOREIGN KEY (id, current_revision_id) REFERENCES articles_revision (article_id, id)
    DEFERRABLE INITIALLY DEFERRED;
"""

ANY_REVISION = "ALTER TABLE articles_article DROP CONSTRAINT article_current_revision_is_its_own;"

GUARDS = """
SELECT ledger_guard_append_only(t) FROM unnest(
    ARRAY['articles_revision', 'articles_revisiontext', 'articles_revisionsource']::regclass[]) t;
SELECT ledger_guard_rows_stay(t) FROM unnest(ARRAY['articles_outlet', 'articles_article']::regclass[]) t;
SELECT ledger_guard_keeps('articles_outlet', 'id');
SELECT ledger_guard_keeps('articles_article', 'id', 'created_at');
SELECT ledger_guard_by_event('articles_outlet', 'outlet');
SELECT ledger_guard_by_event('articles_article', 'article');
SELECT ledger_guard_by_event('articles_revision', 'revision', 'article', 'article_id');
"""

UNGUARD = """
SELECT ledger_unguard(t) FROM unnest(ARRAY['articles_revision', 'articles_revisiontext', 'articles_revisionsource',
    'articles_outlet', 'articles_article']::regclass[]) t;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial"), ("ledger", "0002_guards")]
    operations = [
        migrations.RunSQL(FITS, NO_FITS),
        migrations.RunSQL(OWN_REVISION, ANY_REVISION),
        migrations.RunSQL(GUARDS, UNGUARD),
    ]
