"""A real worker visits a feed, fetches what it announces and reads it for claims."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article, FeedEntry
from articles.services import look_at_feed, pages, queue_feeds, subscribe_feed
from audit.models import Claim
from audit.services.defaults import the_machine
from tests import factories
from tests.articles.fetch.web_server import WebServer, page, serving


def work() -> None:
    """Run a worker until nothing is left to do."""

    async def until_idle() -> None:
        async with worker.open_async():
            await worker.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)

    with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
        asyncio.run(until_idle())


@pytest.fixture
def site(fresh_database: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    """A site with a front page, a feed of two entries, one article and one page that is gone."""
    with serving({}) as server:
        entries = "".join(f"<item><link>{server.url(path)}</link></item>" for path in ("/fares", "/gone"))
        feed = f"<rss version='2.0'><channel><title>The Post</title>{entries}</channel></rss>".encode()
        server.answers = {
            "/": page(b"<link rel=alternate type=application/rss+xml href=/feed><p>The Post</p>"),
            "/feed": page(feed, content_type="application/rss+xml"),
            "/fares": page(factories.TEXT.encode(), content_type="text/plain; charset=utf-8"),
        }
        settings.FETCH_PAUSE, settings.FETCH_PORTS = 0, [server.port]
        monkeypatch.setattr(pages, "site_rules", server.rules)
        yield server


def test_a_worker_brings_in_what_a_feed_announces(site: WebServer) -> None:
    found = look_at_feed(site.url("/"))
    feed = subscribe_feed(outlet=factories.outlet(), found=found, actor=the_machine())
    queue_feeds()
    work()
    assert {e.url: e.state for e in feed.entries.all()} == {
        site.url("/fares"): FeedEntry.State.STORED,
        site.url("/gone"): FeedEntry.State.FAILED,
    }
    article = Article.objects.get()
    assert (article.canonical_url, article.outlet.name) == (site.url("/fares"), "The Harbour Post")
    assert Claim.objects.filter(revision=article.current_revision).exists()
    assert not ProcrastinateJob.objects.exclude(status="succeeded").exists()


def test_a_job_that_runs_twice_fetches_once(site: WebServer) -> None:
    feed = subscribe_feed(outlet=factories.outlet(), found=look_at_feed(site.url("/feed")), actor=the_machine())
    queue_feeds()
    work()
    entry = feed.entries.get(url=site.url("/fares"))
    app.configure_task("articles.fetch_entry").defer(entry_id=str(entry.pk))
    work()
    assert site.paths.count("/fares") == 1
