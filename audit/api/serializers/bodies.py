"""What callers send."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError


class Body(serializers.Serializer[Any]):
    """A body whose every field has a meaning: a misspelt one is refused, not passed over in silence."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := [name for name in data if name not in self.fields]):
            raise ValidationError({name: ["There is no such field here."] for name in unknown})
        return super().to_internal_value(data)
