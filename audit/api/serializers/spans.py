"""Spans of a text, as JSON. Offsets are Unicode code points, end exclusive: JavaScript counts UTF-16 units instead."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

UNITS = "Unicode code points into the revision's text, end exclusive (not UTF-16 units)"
MOST_SPANS = 1000
PAIR = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}


@extend_schema_field({**PAIR, "description": f"[start, end) in {UNITS}", "example": [12, 40]})
class SpanField(serializers.Field[Any, Any, Any, Any]):
    """[start, end] or null; read only."""

    def to_representation(self, value: Any) -> list[int]:
        return list(value)


@extend_schema_field(
    {"type": "array", "items": PAIR, "description": f"[start, end) pairs in {UNITS}", "example": [[12, 40]]}
)
class SpansField(serializers.Field[Any, Any, Any, Any]):
    """A list of [start, end], sorted and disjoint; read only."""

    def to_representation(self, value: Any) -> list[list[int]]:
        return [list(span) for span in value]


@extend_schema_field({**PAIR, "description": f"[start, end) in {UNITS}", "example": [12, 40], "nullable": True})
class SpanInput(serializers.ListField):
    """[start, end], or null for none."""

    child = serializers.IntegerField(min_value=0)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_length=2, max_length=2, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        start, end = super().to_internal_value(data)
        return start, end


@extend_schema_field(
    {"type": "array", "items": PAIR, "description": f"[start, end) pairs in {UNITS}", "example": [[12, 40]]}
)
class SpansInput(serializers.ListField):
    """A list of [start, end]."""

    child = SpanInput()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MOST_SPANS, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        return tuple(super().to_internal_value(data))
