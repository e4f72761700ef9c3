"""A part that is closed, since it was joined to another or the claim lost its words, need not stand in the claim."""

from typing import Any

from django.db import migrations

FITS = """
CREATE OR REPLACE FUNCTION audit_assertion_fits() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
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
          AND (NOT isempty(a.content) AND (%(closed)s a.content <@ c.content)
               AND (read.text IS NULL AND TG_OP = 'UPDATE' OR a.words = public.audit_words_at(pieces, a.content)))
              IS NOT TRUE
        LIMIT 1;
        IF wrong IS NOT NULL THEN
            RAISE EXCEPTION 'assertion %% refused: it does not stand inside its claim', wrong
                USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
DROP TRIGGER fits_changed ON audit_assertion;
CREATE TRIGGER fits_changed AFTER UPDATE ON audit_assertion REFERENCING NEW TABLE AS written FOR EACH ROW
    WHEN ((%(old)s) IS DISTINCT FROM (%(new)s))
    EXECUTE FUNCTION audit_assertion_fits();
ALTER TABLE audit_assertion ENABLE ALWAYS TRIGGER fits_changed;
"""

HOLDS = """
CREATE OR REPLACE FUNCTION audit_claim_holds() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.audit_assertion a JOIN public.audit_claim c ON c.id = a.claim_id
               WHERE c.id = NEW.id %(open)s AND NOT a.content <@ c.content) THEN
        RAISE EXCEPTION 'claim %% refused: an assertion does not stand inside it', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""

COLUMNS = ["content", "words"]


def guards(columns: list[str], **parts: str) -> str:
    """Both functions; a part is looked at again when one of the columns changes."""
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    given: dict[str, Any] = {"closed": "", "open": "", "old": old, "new": new}
    return (FITS + HOLDS) % (given | parts)


class Migration(migrations.Migration):
    dependencies = [("audit", "0022_claim_words")]
    operations = [
        migrations.RunSQL(
            guards([*COLUMNS, "is_closed"], closed="a.is_closed OR", open="AND NOT a.is_closed"), guards(COLUMNS)
        )
    ]
