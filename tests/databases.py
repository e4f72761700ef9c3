"""Databases for tests: one migrated template, cloned for the ordinary tests and for each test that needs to commit.

A clone takes a tenth of a second and, unlike a flush, works where tables refuse TRUNCATE. Tests connect as the
application's role, as the site does.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from audit.config import embedded_postgres
from tests import workers

# On a server of one's own the environment may name who can do everything there; else its tables' owner must.
SUPERUSER: str = (
    embedded_postgres.ADMIN_ROLE
    if settings.EMBEDDED
    else os.environ.get("TEST_SUPERUSER") or settings.DATABASES["owner"]["USER"]
)
TEMPLATE = f"test_template_{os.getpid()}"
ORDINARY = f"test_audit_{os.getpid()}"


def superuser(name: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
    """A connection that nothing is refused to."""
    owner = settings.DATABASES["owner"]
    if settings.EMBEDDED is not None:
        embedded_postgres.ensure_running(settings.EMBEDDED)
    return psycopg.connect(
        host=owner["HOST"],
        port=owner["PORT"] or None,
        user=SUPERUSER,
        password=owner.get("PASSWORD") or None,
        dbname=name,
        autocommit=True,
    )


def create(name: str, template: str = "template0") -> None:
    owner = sql.Identifier(settings.DATABASES["owner"]["USER"])
    with superuser() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
        connection.execute(command.format(sql.Identifier(name), sql.Identifier(template), owner))
        _restrict(connection, name)


def _restrict(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    """The rights of the real database, which a clone does not inherit: the two roles alone, no temporary tables."""
    database = sql.Identifier(name)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    for alias in ("default", "owner"):
        role = sql.Identifier(settings.DATABASES[alias]["USER"])
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, role))


def drop(name: str) -> None:
    with superuser() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def point_to(name: str) -> None:
    """Let both of Django's connections lead to this database."""
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = settings.DATABASES[alias]["NAME"] = name


def use_no_pool() -> None:
    """A pool would keep connections to a database that a test wants to drop."""
    for alias in ("default", "owner"):
        for options in (connections[alias].settings_dict["OPTIONS"], settings.DATABASES[alias]["OPTIONS"]):
            options.pop("pool", None)


def prepare() -> None:
    """Make the template and the database of the ordinary tests."""
    use_no_pool()
    create(TEMPLATE)
    point_to(TEMPLATE)
    call_command("migrate", verbosity=0)
    point_to(ORDINARY)
    create(ORDINARY, TEMPLATE)


def clear() -> None:
    """Drop both, and stop the server if it was started for these tests alone."""
    point_to("postgres")
    for name in (ORDINARY, TEMPLATE):
        drop(name)
    if workers.SERVER_IS_OURS and settings.EMBEDDED is not None:
        embedded_postgres.stop(settings.EMBEDDED)


@contextmanager
def clone() -> Iterator[str]:
    """A fresh database in which a test may commit; its name."""
    before = settings.DATABASES["default"]["NAME"]
    name = f"test_clone_{uuid.uuid4().hex[:12]}"
    create(name, TEMPLATE)
    point_to(name)
    try:
        yield name
    finally:
        point_to(before)
        drop(name)
