"""Background tasks: visiting feeds and known pages, fetching what feeds announce, bringing in uploaded files."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from articles import services
from articles.models import Article, Feed, FeedEntry, Import
from articles.services import Priority
from articles.services.polling import ENTRY_TASK, REFRESH_TASK
from articles.services.revisits import REVISIT_TASK
from articles.services.uploads import IMPORT_TASK


@app.periodic(cron="* * * * *")
@app.task(name="articles.queue_what_is_due", queueing_lock="queue_what_is_due", priority=Priority.UPKEEP)
def queue_what_is_due(timestamp: int) -> None:
    """Queue the feeds, entries and pages whose time has come."""
    services.queue_feeds()
    services.queue_revisits()


@app.task(name=REFRESH_TASK)
def refresh_feed(feed_id: str) -> None:
    """Visit one feed."""
    services.refresh_feed(Feed.objects.get(pk=feed_id))


@app.task(name=ENTRY_TASK)
def fetch_entry(entry_id: str) -> None:
    """Fetch one article that a feed announced. Running it again changes nothing."""
    services.fetch_entry(FeedEntry.objects.select_related("feed__outlet").get(pk=entry_id))


@app.task(name=REVISIT_TASK)
def revisit(article_id: str) -> None:
    """Look at the page of a known article again. Running it again changes nothing."""
    services.revisit(Article.objects.select_related("current_revision").get(pk=article_id))


@app.task(name=IMPORT_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def run_import(import_id: str) -> None:
    """Bring in what is left of an uploaded file. Running it again changes nothing."""
    services.run_uploaded(Import.objects.select_related("actor").get(pk=import_id))
