"""Spans of a text, as JSON. Offsets are Unicode code points, end exclusive: JavaScript counts UTF-16 units instead."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

UNITS = "Unicode code points into the revision's text, end exclusive (not UTF-16 units)"
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
