"""What the application's role may do in the database. The owner's role gives it after every migration.

Which tables are only added to is read from their guards, so that right and guard cannot drift apart.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

GUARDED = """
SELECT c.relname, array_agg(t.tgname::text) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> 'django_migrations' GROUP BY c.relname
"""


def rights(triggers: set[str]) -> str:
    """The rights on a table with these triggers."""
    if "append_only" in triggers:
        return "SELECT, INSERT"
    if "redactable" in triggers:
        return "SELECT, INSERT, DELETE"
    if "rows_stay" in triggers:
        return "SELECT, INSERT, UPDATE"
    return "SELECT, INSERT, UPDATE, DELETE"


def grant_application_role(owner: BaseDatabaseWrapper, role: str) -> None:
    """Give `role` what it needs and take what it must not have; `owner` is a connection of the tables' owner."""
    grantee = sql.Identifier(role)
    with owner.cursor() as cursor:
        cursor.execute(GUARDED)
        for table, triggers in cursor.fetchall():
            name = sql.Identifier(table)
            cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(name, grantee))
            granted = sql.SQL(rights(set(triggers)))
            cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(granted, name, grantee))
        cursor.execute(sql.SQL("GRANT SELECT ON django_migrations TO {}").format(grantee))
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(grantee))
        cursor.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(grantee))
