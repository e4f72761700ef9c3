"""Feeds that announce articles, how visiting them goes, and when a host was last asked."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from articles.models.articles import Article, Outlet
from audit.ledger.models import Ledgered


class FeedQuerySet(models.QuerySet["Feed"]):
    def active(self) -> FeedQuerySet:
        return self.filter(is_active=True)

    def with_progress(self) -> FeedQuerySet:
        """Outlet and polling loaded, and how many entries stand in each state: `stored`, `waiting`, `passed_over`."""
        state = FeedEntry.State
        return self.select_related("outlet", "polling").annotate(
            stored=Count("entries", filter=Q(entries__state__in=[state.STORED, state.KNOWN])),
            waiting=Count("entries", filter=Q(entries__state=state.WAITING)),
            passed_over=Count("entries", filter=Q(entries__state__in=[state.SKIPPED, state.FAILED])),
        )

    def by_outlet(self) -> FeedQuerySet:
        return self.order_by("-is_active", "outlet__name", "title", "id")


class Feed(Ledgered):
    """A feed that an outlet is subscribed to. Ended subscriptions stay, and can be taken up again."""

    ledger_kind = "feed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="feeds")
    url = models.URLField(max_length=2000)
    title = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ("outlet", "url")
        constraints = [
            models.UniqueConstraint(fields=["outlet", "url"], name="feed_once_an_outlet"),
            models.UniqueConstraint(fields=["url"], condition=Q(is_active=True), name="feed_of_one_outlet_at_a_time"),
            models.CheckConstraint(condition=~Q(url=""), name="feed_has_an_address"),
        ]

    def __str__(self) -> str:
        return self.title or self.url

    def get_absolute_url(self) -> str:
        return reverse("feed", args=[self.pk])


class FeedPolling(models.Model):
    """How the polling of a feed goes. No act of anybody, and so without events: it changes with every visit."""

    feed = models.OneToOneField(Feed, primary_key=True, on_delete=models.PROTECT, related_name="polling")
    etag = models.TextField(blank=True)
    last_modified = models.TextField(blank=True)
    polled_at = models.DateTimeField(null=True, blank=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text="In a row, up to now")
    error = models.TextField(blank=True, help_text="Why the last visit failed; empty when it did not")
    notes = models.TextField(blank=True, help_text="What was odd about the feed when it was last read")
    next_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"polling of {self.feed_id}"


class FeedEntry(models.Model):
    """An entry that a feed has announced. It is fetched once; what became of it stands here."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting to be fetched"
        STORED = "stored", "stored"
        KNOWN = "known", "was here already"
        SKIPPED = "skipped", "passed over"
        FAILED = "failed", "given up"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="entries")
    key = models.CharField(max_length=64, help_text="SHA-256 of what the feed knows it by")
    url = models.URLField(max_length=2000)
    title = models.TextField(blank=True)
    published = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField()
    state = models.TextField(choices=State, default=State.WAITING)
    reason = models.TextField(blank=True, help_text="Why it is not stored, or not yet")
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(help_text="When a waiting entry is taken up again")
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.PROTECT, related_name="feed_entries")

    class Meta:
        ordering = ("-seen_at", "-id")
        verbose_name_plural = "feed entries"
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="feed_entry_once")]
        indexes = [
            models.Index(fields=["feed", "-seen_at", "-id"], name="feed_entry_newest"),
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="feed_entry_due"),
        ]

    def __str__(self) -> str:
        return self.title or self.url


class HostVisit(models.Model):
    """When a host was last asked for something, so that every process leaves it its rest."""

    host = models.TextField(primary_key=True)
    visited_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.host
