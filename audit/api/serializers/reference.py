"""Speakers, organizations, the rubric, and the shape of errors."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from audit.api.pagination import PageParameters
from audit.models import Organization, SourceKind, Speaker


class SpeakerOutput(serializers.Serializer[Speaker]):
    """A source known across articles."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=SourceKind.choices)
    aliases = serializers.ListField(child=serializers.CharField())
    wikidata_id = serializers.CharField(allow_blank=True)
    exposure = serializers.ChoiceField(choices=Speaker.Exposure.choices)
    merged_into = serializers.UUIDField(
        source="merged_into_id", allow_null=True, help_text="As whom this one is shown who was found to be the same"
    )


class OrganizationOutput(serializers.Serializer[Organization]):
    """A body that sources speak for."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    acronym = serializers.CharField(allow_blank=True)
    kind = serializers.CharField(allow_blank=True, help_text="In the desk's own words")
    country = serializers.CharField(allow_blank=True)
    parent = serializers.UUIDField(source="parent_id", allow_null=True)  # type: ignore[assignment]  # only a name
    wikidata_id = serializers.CharField(allow_blank=True)


class NameParameters(PageParameters):
    """How to narrow a list of names."""

    q = serializers.CharField(
        required=False, max_length=200, help_text="Part of the name; case and accents do not count"
    )


class Problem(serializers.Serializer[Any]):
    """RFC 9457. `errors` names the fields to blame; `request_id` finds the request in the log."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    request_id = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]  # only a name
        child=serializers.ListField(child=serializers.CharField()), required=False
    )
