"""What the application's role may do in the database. The owner's role gives it after every migration.

Which tables are only added to is read from their guards, so that right and guard cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

GUARDED = """
SELECT c.relname, array_agg(t.tgname::text), (array_agg(t.tgargs) FILTER (WHERE t.tgname = 'texts'))[1]
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> 'django_migrations' GROUP BY c.relname
"""


def rights(triggers: set[str], redactable: Sequence[str] = ()) -> sql.Composable:
    """The rights on a table with these triggers; `redactable` are the columns that a redaction may empty."""
    if "texts" in triggers:
        columns = sql.SQL(", ").join(map(sql.Identifier, redactable))
        return sql.SQL("SELECT, INSERT, UPDATE ({})").format(columns)
    if "append_only" in triggers:
        return sql.SQL("SELECT, INSERT")
    if "redactable" in triggers:
        return sql.SQL("SELECT, INSERT, DELETE")
    if "rows_stay" in triggers:
        return sql.SQL("SELECT, INSERT, UPDATE")
    return sql.SQL("SELECT, INSERT, UPDATE, DELETE")


def _columns(arguments: bytes | None) -> list[str]:
    """The columns among a trigger's arguments, which PostgreSQL keeps with a zero byte after each; the first is the
    kind of the row."""
    return [name.decode() for name in bytes(arguments or b"").split(b"\0")[1:] if name]


def grant_application_role(owner: BaseDatabaseWrapper, role: str) -> None:
    """Give `role` what it needs and take what it must not have; `owner` is a connection of the tables' owner."""
    grantee = sql.Identifier(role)
    with owner.cursor() as cursor:
        cursor.execute(GUARDED)
        for table, triggers, arguments in cursor.fetchall():
            name = sql.Identifier(table)
            cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(name, grantee))
            granted = rights(set(triggers), _columns(arguments))
            cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(granted, name, grantee))
        cursor.execute(sql.SQL("GRANT SELECT ON django_migrations TO {}").format(grantee))
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(grantee))
        cursor.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(grantee))
