"""Subscribing an outlet to a feed, and ending that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from articles.fetch import Fetched
from articles.ingest.errors import NoFeed
from articles.ingest.feeds import FeedDraft
from articles.models import Feed, FeedPolling, Outlet
from articles.reading.one import read_apart
from articles.services.errors import FeedTaken
from articles.services.pages import Fetch, fetch_page
from audit.ledger.locks import hold
from audit.ledger.models import Actor
from audit.ledger.services import record

ReadFeed = Callable[[Fetched], FeedDraft]


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that answers, and what it calls itself."""

    url: str
    title: str


def read_fetched_feed(fetched: Fetched) -> FeedDraft:
    """The entries of a fetched feed. Raises NoFeed."""
    return read_apart("feed", fetched.raw, FeedDraft, url=fetched.final_url, content_type=fetched.content_type)


def look_at_feed(url: str, *, fetch: Fetch = fetch_page) -> FoundFeed:
    """The feed at this address, or the first that the page there names. Raises FetchError, and NoFeed for neither."""
    fetched = fetch(url)
    try:
        feed = read_fetched_feed(fetched)
    except NoFeed:
        named = _named(fetched)
        if not named:
            raise
        fetched = fetch(named[0])
        feed = read_fetched_feed(fetched)
    return FoundFeed(fetched.final_url, feed.title)


def _named(page: Fetched) -> tuple[str, ...]:
    content_type = page.content_type
    return read_apart("feed_links", page.raw, tuple[str, ...], url=page.final_url, content_type=content_type)


@transaction.atomic
def subscribe_feed(*, outlet: Outlet, found: FoundFeed, actor: Actor) -> Feed:
    """Subscribe an outlet to a feed that was looked at; the worker visits it within a minute.

    A subscription that is there already is returned, one that was ended is taken up again. Raises FeedTaken."""
    hold(f"feed {found.url}")
    feeds = Feed.objects.select_for_update().filter(url=found.url)
    if other := feeds.active().exclude(outlet=outlet).select_related("outlet").first():
        raise FeedTaken(f"{other.outlet.name} is subscribed to this feed already; a feed belongs to one outlet.")
    feed = feeds.filter(outlet=outlet).first()
    if feed is None:
        now = timezone.now()
        feed = Feed.objects.create(outlet=outlet, url=found.url, title=found.title, created_at=now)
        FeedPolling.objects.create(feed=feed, next_at=now)
    elif feed.is_active:
        return feed
    else:
        _take_up_again(feed, found.title)
    record(actor=actor, action="subscribed", target=feed)
    return feed


def _take_up_again(feed: Feed, title: str) -> None:
    feed.title, feed.is_active = title, True
    feed.save(update_fields=["title", "is_active"])
    FeedPolling.objects.filter(feed=feed).update(next_at=timezone.now(), failures=0, error="")


@transaction.atomic
def unsubscribe_feed(*, feed: Feed, actor: Actor) -> Feed:
    """End a subscription. Its articles stay; entries that still wait are not fetched. Once more changes nothing."""
    feed = Feed.objects.select_for_update().get(pk=feed.pk)
    if feed.is_active:
        feed.is_active = False
        feed.save(update_fields=["is_active"])
        record(actor=actor, action="unsubscribed", target=feed)
    return feed
