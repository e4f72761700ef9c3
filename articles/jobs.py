"""Background tasks: visiting feeds, fetching what they announce, bringing in uploaded files."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from articles import services
from articles.models import Feed, FeedEntry, Import
from articles.services.polling import ENTRY_TASK, REFRESH_TASK
from articles.services.uploads import IMPORT_TASK


@app.periodic(cron="* * * * *")
@app.task(name="articles.queue_what_is_due", queueing_lock="queue_what_is_due")
def queue_what_is_due(timestamp: int) -> None:
    """Queue the feeds and entries whose time has come."""
    services.queue_what_is_due()


@app.task(name=REFRESH_TASK)
def refresh_feed(feed_id: str) -> None:
    """Visit one feed."""
    services.refresh_feed(Feed.objects.get(pk=feed_id))


@app.task(name=ENTRY_TASK)
def fetch_entry(entry_id: str) -> None:
    """Fetch one article that a feed announced. Running it again changes nothing."""
    services.fetch_entry(FeedEntry.objects.select_related("feed__outlet").get(pk=entry_id))


@app.task(name=IMPORT_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def run_import(import_id: str) -> None:
    """Bring in what is left of an uploaded file. Running it again changes nothing."""
    services.run_uploaded(Import.objects.select_related("actor").get(pk=import_id))
