"""Plain database sessions beside Django's: as the application, as the owner of the tables, as the superuser."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, LiteralString

import psycopg
from django.conf import settings
from psycopg import sql

from audit.ledger.canonical import canonical
from tests.databases import SUPERUSER

Session = psycopg.Connection[tuple[Any, ...]]

APPLICATION: str = settings.DATABASES["default"]["USER"]
OWNER: str = settings.DATABASES["owner"]["USER"]


@contextmanager
def session(role: str = APPLICATION) -> Iterator[Session]:
    """A session in the database that Django's connection leads to; nothing is committed unless the test commits."""
    database = settings.DATABASES["default"]
    connection = psycopg.connect(
        host=database["HOST"], port=database["PORT"] or None, user=role, dbname=database["NAME"]
    )
    try:
        yield connection
    finally:
        connection.close()


def tamper(statement: LiteralString, *values: Any) -> int:
    """Do what only a superuser of the machine can: write past every guard. The number of rows touched."""
    with session(SUPERUSER) as superuser:
        superuser.execute("SET session_replication_role = replica")
        tables = superuser.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relhastriggers"
        ).fetchall()
        switch = sql.SQL("ALTER TABLE {} {} TRIGGER USER")
        guards = superuser.execute(
            "SELECT tgrelid::regclass::text, tgname::text FROM pg_trigger WHERE tgenabled = 'A'"
        ).fetchall()
        for (table,) in tables:
            superuser.execute(switch.format(sql.Identifier(table), sql.SQL("DISABLE")))
        touched = superuser.execute(statement, values).rowcount
        for table, guard in guards:
            again = sql.SQL("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}")
            superuser.execute(again.format(sql.Identifier(table), sql.Identifier(guard)))
        superuser.commit()
    return touched


def insert_event(
    connection: Session, actor: Any, target: tuple[str, Any], *, digest: str | None = None, **columns: Any
) -> uuid.UUID:
    """Write an event by hand, right in every way but for the `digest` and `columns` given."""
    ((pseudonym,),) = connection.execute("SELECT pseudonym FROM ledger_actor WHERE id = %s", [actor]).fetchall()
    said = {
        "id": uuid.uuid4(),
        "time": datetime.now(UTC),
        "actor": actor,
        "pseudonym": pseudonym,
        "action": "tested",
        "target": list(target),
        "rows": [],
        "texts": {},
        "data": {},
    }
    body = canonical(said)
    row = {
        **{name: said[name] for name in ("id", "time", "action")},
        "actor_id": actor,
        "target_kind": target[0],
        "target_id": target[1],
        "canonical": body,
        "digest": digest or hashlib.sha256(body).hexdigest(),
        **columns,
    }
    command = sql.SQL("INSERT INTO ledger_event ({}) VALUES ({})").format(
        sql.SQL(", ").join(map(sql.Identifier, row)), sql.SQL(", ").join(sql.Placeholder() * len(row))
    )
    connection.execute(command, list(row.values()))
    return said["id"]  # type: ignore[return-value]
