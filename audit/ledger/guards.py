"""Whether the database still guards the history: the triggers of its tables that are off, or all gone."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from audit.ledger.models import Event
from audit.ledger.verification import Problem, ledgered_models

ALWAYS = "A"
"""PostgreSQL's mark of a trigger that fires in every session, also in one that plays a replica; all guards are so."""

_STATES = """
    SELECT tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger
    WHERE NOT tgisinternal AND tgrelid = ANY (%s::text[]::regclass[]) ORDER BY 1, 2
"""


def open_guards() -> Iterator[Problem]:
    """Each guard that is off or fires in some sessions only, as after switching it off and on again; and each table of
    the history without any."""
    tables = {model._meta.db_table for model in ledgered_models()}
    tables |= {model._meta.db_table for model in apps.get_app_config(Event._meta.app_label).get_models()}
    with connection.cursor() as cursor:
        cursor.execute(_STATES, [sorted(tables)])
        found = cursor.fetchall()
    for table in sorted(tables - {table for table, _, _ in found}):
        yield Problem(f"table {table}", "it has no guard any more")
    for table, guard, state in found:
        if state != ALWAYS:
            yield Problem(f"table {table}", f"its guard {guard} was switched off")
