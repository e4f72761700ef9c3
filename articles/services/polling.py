"""Visiting feeds and fetching what they announce. Nothing is lost when a worker falls: what is due stands in rows, and
whoever takes a row up sets the time at which it is taken up again if nothing came of it."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.fetch import Fetched, FetchError, FetchFailed, FetchRefused
from articles.fetch.web_address import read_address
from articles.ingest.errors import IngestError
from articles.ingest.feeds import Entry, FeedDraft
from articles.models import Article, Feed, FeedEntry, FeedPolling, Revision
from articles.services.feeds import ReadFeed, read_fetched_feed
from articles.services.pages import Fetch, ReadPage, add_page, fetch_page, read_fetched
from articles.services.queueing import LEASE, MOST_DUE, queue_fetch
from audit.ledger.models import Actor
from audit.ledger.services import machine

logger = logging.getLogger(__name__)

REFRESH_TASK = "articles.refresh_feed"
ENTRY_TASK = "articles.fetch_entry"

LONGEST_WAIT = timedelta(days=1)
RETRY_ENTRY = timedelta(minutes=10)  # doubled with each attempt
ATTEMPTS = 5
MOST_NEW = 100  # entries of one visit; the rest of a longer feed comes with the next
BROKEN_TOLD = 5
FOR_GOOD = frozenset({401, 402, 403, 404, 410, 451})  # answers that asking again does not change


def the_feed_reader() -> Actor:
    """The actor of all that comes in by feeds."""
    return machine("feed reader")


def queue_feeds() -> int:
    """Queue a visit for every feed and every waiting entry that is due; how many."""
    now = timezone.now()
    feeds = Feed.objects.active().filter(polling__next_at__lte=now).order_by("polling__next_at")[:MOST_DUE]
    waiting = FeedEntry.objects.filter(state=FeedEntry.State.WAITING, feed__is_active=True, next_at__lte=now)
    entries = waiting.order_by("next_at")[:MOST_DUE]
    for feed in feeds:
        poll_feed_now(feed)
    for entry in entries:
        _queue_entry(entry)
    return len(feeds) + len(entries)


@transaction.atomic
def poll_feed_now(feed: Feed) -> None:
    """Queue a visit to a feed; one that is queued already is enough."""
    FeedPolling.objects.filter(feed=feed).update(next_at=timezone.now() + _interval())
    queue_fetch(REFRESH_TASK, f"feed {feed.pk}", feed.url, feed_id=str(feed.pk))


@transaction.atomic
def _queue_entry(entry: FeedEntry) -> None:
    FeedEntry.objects.filter(pk=entry.pk).update(next_at=timezone.now() + LEASE)
    queue_fetch(ENTRY_TASK, f"feed entry {entry.pk}", entry.url, entry_id=str(entry.pk))


def _interval() -> timedelta:
    return timedelta(minutes=settings.FEED_MINUTES)


def refresh_feed(feed: Feed, *, fetch: Fetch = fetch_page, read: ReadFeed = read_fetched_feed) -> None:
    """Visit a feed and queue what is new in it. What goes wrong is noted with the feed, and the next visit put off."""
    polling = FeedPolling.objects.get(feed=feed)
    if not feed.is_active:
        return
    try:
        fetched = fetch(feed.url, etag=polling.etag, last_modified=polling.last_modified)
        draft = None if fetched.is_unchanged else read(fetched)
    except (FetchError, IngestError) as error:
        logger.warning("feed %s: %s", feed.url, error)
        _note_failure(feed, error)
    else:
        _note_success(feed, fetched, draft)


@transaction.atomic
def _note_failure(feed: Feed, error: FetchError | IngestError) -> None:
    polling = FeedPolling.objects.select_for_update().get(feed=feed)
    polling.failures += 1
    polling.polled_at = timezone.now()
    polling.error = str(error)
    polling.next_at = polling.polled_at + _wait(_interval(), polling.failures, error)
    polling.save()


def _wait(first: timedelta, failures: int, error: FetchError | IngestError) -> timedelta:
    """Twice as long with every failure, longer if the site asks for it, a day at most."""
    asked = error.retry_after if isinstance(error, FetchFailed) else None
    wait: timedelta = first * 2 ** min(failures, 10)
    return min(max(wait, timedelta(seconds=min(asked or 0, 10**6))), LONGEST_WAIT)


@transaction.atomic
def _note_success(feed: Feed, fetched: Fetched, draft: FeedDraft | None) -> None:
    polling = FeedPolling.objects.select_for_update().get(feed=feed)
    now = timezone.now()
    if draft is not None:
        is_whole = _take_in(feed, draft, now)
        polling.notes = _notes(feed, draft)
        # Without them the next visit gets the feed again, and the entries that were too many for this one.
        polling.etag, polling.last_modified = (fetched.etag, fetched.last_modified) if is_whole else ("", "")
    polling.polled_at = polling.succeeded_at = now
    polling.failures, polling.error = 0, ""
    polling.next_at = now + _interval()
    polling.save()


def _notes(feed: Feed, draft: FeedDraft) -> str:
    for broken in draft.broken:
        logger.warning("feed %s: entry %s was passed over: %s", feed.url, broken.place, broken.reason)
    told = [f"Entry {broken.place} was passed over: {broken.reason}" for broken in draft.broken[:BROKEN_TOLD]]
    more = len(draft.broken) - BROKEN_TOLD
    return "\n".join([*draft.notes, *told, *([f"So were {more} more."] if more > 0 else [])])


def _take_in(feed: Feed, draft: FeedDraft, now: datetime) -> bool:
    """Record the entries not seen before and queue them; whether that was all of them."""
    keys = {_key(entry): entry for entry in draft.entries}
    seen = set(FeedEntry.objects.filter(feed=feed, key__in=keys).values_list("key", flat=True))
    new = {key: entry for key, entry in keys.items() if key not in seen}
    rows = [_row(feed, key, entry, now) for key, entry in list(new.items())[:MOST_NEW]]
    _recognise(rows)
    for row in FeedEntry.objects.bulk_create(rows):
        if row.state == FeedEntry.State.WAITING:
            _queue_entry(row)
    return len(rows) == len(new)


def _key(entry: Entry) -> str:
    return hashlib.sha256(entry.key.encode()).hexdigest()


def _row(feed: Feed, key: str, entry: Entry, now: datetime) -> FeedEntry:
    row = FeedEntry(feed=feed, key=key, title=entry.title, published=entry.published, seen_at=now, next_at=now)
    try:
        row.url = str(read_address(entry.url, settings.FETCH_PORTS))
    except FetchRefused as error:
        row.url, row.state, row.reason = entry.url, FeedEntry.State.SKIPPED, str(error)
    return row


def _recognise(rows: list[FeedEntry]) -> None:
    """What is here by its address, or came by another feed, is not fetched once more."""
    urls = [row.url for row in rows]
    announced = FeedEntry.objects.filter(url__in=urls, article__isnull=False)
    here: dict[str | None, Any] = dict(announced.values_list("url", "article_id"))
    here.update(Article.objects.filter(canonical_url__in=urls).values_list("canonical_url", "pk"))
    for row in rows:
        if row.url in here and row.state == FeedEntry.State.WAITING:
            row.state, row.article_id = FeedEntry.State.KNOWN, here[row.url]


def fetch_entry(entry: FeedEntry, *, fetch: Fetch = fetch_page, read: ReadPage = read_fetched) -> None:
    """Fetch what a feed announced and store it, once; what goes wrong is noted with the entry."""
    if entry.state != FeedEntry.State.WAITING or not entry.feed.is_active:
        return
    day = entry.published.date() if entry.published else None
    try:
        added = add_page(
            url=entry.url,
            outlet=entry.feed.outlet,
            actor=the_feed_reader(),
            way=Revision.Way.FEED,
            announced=day,
            fetch=fetch,
            read=read,
        )
    except (FetchRefused, IngestError) as error:
        _settle(entry, FeedEntry.State.SKIPPED, reason=str(error))
    except FetchFailed as error:
        _try_later(entry, error)
    else:
        state = FeedEntry.State.STORED if added.is_new else FeedEntry.State.KNOWN
        _settle(entry, state, article=added.article)


def _settle(entry: FeedEntry, state: FeedEntry.State, *, reason: str = "", article: Article | None = None) -> None:
    if reason:
        logger.warning("feed entry %s: %s", entry.url, reason)
    entry.state, entry.reason, entry.article = state, reason, article
    entry.attempts += 1
    entry.save(update_fields=["state", "reason", "article", "attempts"])


def _try_later(entry: FeedEntry, error: FetchFailed) -> None:
    if entry.attempts + 1 >= ATTEMPTS or error.status in FOR_GOOD:
        return _settle(entry, FeedEntry.State.FAILED, reason=str(error))
    entry.attempts += 1
    entry.reason = str(error)
    entry.next_at = timezone.now() + _wait(RETRY_ENTRY, entry.attempts, error)
    entry.save(update_fields=["attempts", "reason", "next_at"])
    return None
