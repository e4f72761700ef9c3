"""Rows into a table by COPY: for hundreds of rows several times as fast as INSERT, under the same triggers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models
from psycopg import sql

Row = TypeVar("Row", bound=models.Model)


def copy_in(model: type[Row], rows: Iterable[Row]) -> None:
    """Store new rows that have their keys; columns that the database fills are left to it."""
    fields = [field for field in model._meta.concrete_fields if not _is_filled(field)]
    values = attrgetter(*(field.attname for field in fields))
    documents = [place for place, field in enumerate(fields) if isinstance(field, models.JSONField)]
    names = sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), names)
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(_prepared(values(row), fields, documents))


def _is_filled(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.AutoField) or field.has_db_default()


def _prepared(values: Iterable[Any], fields: Sequence[models.Field[Any, Any]], documents: Iterable[int]) -> list[Any]:
    """The values of a row as the database takes them: of all the columns here only JSON differs."""
    row = list(values)
    for place in documents:
        row[place] = fields[place].get_db_prep_save(row[place], connection)
    return row
