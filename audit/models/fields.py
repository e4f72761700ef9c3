"""Spans in the database: several as int4multirange, one as int4range. Offsets are code points, end exclusive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from psycopg.types.multirange import Multirange
from psycopg.types.range import Range

if TYPE_CHECKING:  # generic for the type checker only
    Field = models.Field[Any, Any]
else:
    Field = models.Field

Span = tuple[int, int]
Spans = tuple[Span, ...]


def _range_text(span: Span) -> str:
    return f"[{span[0]},{span[1]})"


class SpansField(Field):
    """Several spans, sorted and disjoint, as a tuple of (start, end); the database joins those that touch."""

    description = "spans of a text"

    def db_type(self, connection: Any) -> str:
        return "int4multirange"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "%s::int4multirange"

    def get_prep_value(self, value: Spans | None) -> str | None:
        return None if value is None else "{" + ",".join(_range_text(span) for span in value) + "}"

    def from_db_value(self, value: Multirange[int] | None, expression: Any, connection: Any) -> Spans | None:
        return None if value is None else tuple((r.lower or 0, r.upper or 0) for r in value)

    def to_python(self, value: Any) -> Spans | None:
        if value is None:
            return None
        try:
            return tuple((int(start), int(end)) for start, end in value)
        except (TypeError, ValueError) as error:
            raise ValidationError("Spans are pairs of whole numbers.") from error

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""


class SpanField(Field):
    """One span as (start, end)."""

    description = "a span of a text"

    def db_type(self, connection: Any) -> str:
        return "int4range"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "%s::int4range"

    def get_prep_value(self, value: Span | None) -> str | None:
        return None if value is None else _range_text(value)

    def from_db_value(self, value: Range[int] | None, expression: Any, connection: Any) -> Span | None:
        return None if value is None else (value.lower or 0, value.upper or 0)

    def to_python(self, value: Any) -> Span | None:
        if value is None:
            return None
        try:
            start, end = value
            return int(start), int(end)
        except (TypeError, ValueError) as error:
            raise ValidationError("A span is a pair of whole numbers.") from error


def join_touching(spans: Spans) -> Spans:
    """The spans as the database will store them: sorted, none empty, and joined where they touch or overlap."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if start == end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
