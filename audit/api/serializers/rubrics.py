"""Versions of the codebook."""

from __future__ import annotations

from rest_framework import serializers

from audit.api.serializers.bodies import Body
from audit.models import Rubric


class RubricOutput(serializers.Serializer[Rubric]):
    """The definitions that new reviews pin: for each question its values, their order, and the evidence they need."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    name = serializers.CharField()
    definitions = serializers.DictField(child=serializers.JSONField())
    created_at = serializers.DateTimeField()


class RubricInput(Body):
    """The next version. `definitions` has the shape that `rubrics/current/` gives; `based_on` is the number of the
    version that the caller started from."""

    based_on = serializers.IntegerField(min_value=1)
    note = serializers.CharField(max_length=2000, help_text="Why it changes; stands in the history")
    definitions = serializers.DictField(child=serializers.JSONField())
