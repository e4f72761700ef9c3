"""Imports of many articles, and what they passed over."""

from __future__ import annotations

from rest_framework import serializers

from articles.models import Import, ImportSkip
from audit.api.pagination import PageParameters, Parameters


class ImportInput(Parameters):
    """What an address says of the file that is its body."""

    outlet = serializers.CharField(
        max_length=200, required=False, default="", help_text="Of articles that name none; made if there is none"
    )
    name = serializers.CharField(max_length=200, required=False, default="import", help_text="Of the file")


class ImportOutput(serializers.Serializer[Import]):
    """An import: how far it is, and what became of its items."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    outlet = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True, help_text="Null while it is under way")
    percent = serializers.IntegerField(help_text="How far it is, by bytes")
    done = serializers.IntegerField(help_text="Items")
    stored = serializers.IntegerField(help_text="New articles")
    known = serializers.IntegerField(help_text="Were here already")
    skipped = serializers.IntegerField(help_text="Could not be taken in")


class ImportSkipOutput(serializers.Serializer[ImportSkip]):
    """An item of an import that gave no new article."""

    place = serializers.CharField(help_text="File and line")
    calls_itself = serializers.CharField(source="source", allow_blank=True, help_text="The item's own source")
    skipped_as = serializers.ChoiceField(source="kind", choices=ImportSkip.Kind.choices)
    reason = serializers.CharField()
    article = serializers.UUIDField(source="article_id", allow_null=True)


class ImportSkipParameters(PageParameters):
    """How to narrow what an import passed over."""

    skipped_as = serializers.ChoiceField(choices=ImportSkip.Kind.choices, required=False)
