"""Feeds and what they announced, in and out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from articles.models import Feed, FeedEntry, Outlet
from audit.api.pagination import PageParameters


class FeedInput(serializers.Serializer[Any]):
    """A feed to subscribe an outlet to. The outlet is made if there is none of that name."""

    outlet = serializers.CharField(max_length=200)
    url = serializers.CharField(max_length=2000, help_text="Of an RSS or Atom feed, or of a page that names one")


class FeedOutput(serializers.Serializer[Feed]):
    """A feed, and how its visits go. `error` says why the last one failed; it is empty when it did not."""

    id = serializers.UUIDField()
    outlet = serializers.CharField(source="outlet.name")
    url = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    is_active = serializers.BooleanField(help_text="False once the subscription was ended")
    created_at = serializers.DateTimeField()
    polled_at = serializers.DateTimeField(source="polling.polled_at", allow_null=True)
    succeeded_at = serializers.DateTimeField(source="polling.succeeded_at", allow_null=True)
    next_at = serializers.DateTimeField(source="polling.next_at")
    failures = serializers.IntegerField(source="polling.failures", help_text="In a row, up to now")
    error = serializers.CharField(source="polling.error", allow_blank=True)
    notes = serializers.CharField(source="polling.notes", allow_blank=True)


class FeedEntryOutput(serializers.Serializer[FeedEntry]):
    """An entry that a feed announced, and what became of it."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    published = serializers.DateTimeField(allow_null=True)
    seen_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=FeedEntry.State.choices)
    reason = serializers.CharField(allow_blank=True, help_text="Why it is not stored, or not yet")
    article = serializers.UUIDField(source="article_id", allow_null=True)


class FeedParameters(PageParameters):
    """How to narrow the list of feeds."""

    outlet = serializers.SlugRelatedField(
        slug_field="name", queryset=Outlet.objects.all(), required=False, help_text="The outlet's name"
    )
    is_active = serializers.BooleanField(required=False, allow_null=True, default=None)


class FeedEntryParameters(PageParameters):
    """How to narrow the list of what a feed announced."""

    state = serializers.ChoiceField(choices=FeedEntry.State.choices, required=False)
