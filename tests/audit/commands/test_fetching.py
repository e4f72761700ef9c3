"""The commands that fetch pages and keep feeds."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles import services
from articles.models import Article, Feed
from articles.services import AddedPage
from tests import factories
from tests.articles.feeds import FEED, FOUND, read_here, read_plain, subscribed, web

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_a_page_is_fetched_and_its_article_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def add(**given: Any) -> AddedPage:
        return AddedPage(factories.article(outlet_name=given["outlet"].name), True, ("It led on.",))

    monkeypatch.setattr("audit.management.commands.fetch.add_page", add)
    said = run("fetch", "https://post.example/fares", "--outlet", "The Harbour Post")
    assert f"stored as {Article.objects.get().pk}" in said
    assert "It led on." in said


def test_pages_that_cannot_be_fetched_are_told_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="2 of 2 pages were not stored"):
        call_command("fetch", "http://127.0.0.1/", "nonsense", "--outlet", "The Harbour Post")
    said = capsys.readouterr().err
    assert "http://127.0.0.1/: 127.0.0.1 does not lead to a public address" in said
    assert "nonsense: " in said


def test_an_outlet_is_subscribed_and_unsubscribed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.management.commands.feeds.look_at_feed", lambda url: FOUND)
    assert "is subscribed to" in run("feeds", "subscribe", FEED, "--outlet", "The Harbour Post")
    assert f"The Harbour Post: {FEED}\n  last read not yet" in run("feeds")
    assert "is ended" in run("feeds", "unsubscribe", FEED)
    assert f"{FEED} (ended)" in run("feeds", "list")
    with pytest.raises(CommandError, match="No outlet is subscribed"):
        run("feeds", "unsubscribe", FEED)


def test_feeds_are_visited_without_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed()
    of = web("a")
    module = "audit.management.commands.feeds"
    monkeypatch.setattr(
        f"{module}.refresh_feed", lambda feed: services.refresh_feed(feed, fetch=of.fetch, read=read_here)
    )
    monkeypatch.setattr(
        f"{module}.fetch_entry", lambda entry: services.fetch_entry(entry, fetch=of.fetch, read=read_plain)
    )
    assert run("feeds", "visit") == f"{FEED}: read\n  https://post.example/a: stored\n"
    assert Article.objects.get().canonical_url == "https://post.example/a"


def test_a_feed_in_trouble_is_listed_with_its_error() -> None:
    feed = subscribed()
    feed.polling.error = "post.example takes no connection."
    feed.polling.save()
    assert "last error: post.example takes no connection." in run("feeds")


def test_a_feed_at_home_is_refused() -> None:
    with pytest.raises(CommandError, match="public address"):
        run("feeds", "subscribe", "http://localhost/feed", "--outlet", "The Harbour Post")
    assert Feed.objects.count() == 0
