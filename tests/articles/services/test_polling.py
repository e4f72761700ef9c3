"""Visiting feeds and fetching what they announce."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.fetch import FetchFailed, FetchRefused
from articles.ingest.errors import IngestError
from articles.models import Article, Feed, FeedEntry, FeedPolling
from articles.services import FoundFeed, fetch_entry, poll_feed_now, queue_feeds, refresh_feed, unsubscribe_feed
from articles.services.polling import the_feed_reader
from audit.ledger.models import Event
from audit.ledger.verification import verify
from audit.services.defaults import the_machine
from tests import factories
from tests.articles.feeds import FEED, NOT_CHANGED, Web, article, read_here, read_plain, rss, subscribed, web

pytestmark = pytest.mark.django_db
STATE = FeedEntry.State
BUSY = FetchFailed("post.example is in trouble and cannot answer now (503).", status=503)


def visit(feed: Feed, of: Web) -> FeedPolling:
    refresh_feed(feed, fetch=of.fetch, read=read_here)
    return FeedPolling.objects.get(feed=feed)


def take(entry: FeedEntry, of: Web) -> FeedEntry:
    fetch_entry(entry, fetch=of.fetch, read=read_plain)
    return FeedEntry.objects.select_related("feed__outlet", "article").get(pk=entry.pk)


def jobs(task: str) -> list[dict[str, Any]]:
    return list(ProcrastinateJob.objects.filter(task_name=f"articles.{task}").order_by("id").values("args", "lock"))


def minutes_until(moment: Any) -> int:
    return round((moment - timezone.now()).total_seconds() / 60)


def test_what_a_feed_announces_is_queued_once() -> None:
    feed, of = subscribed(), web("a", "b")
    polling = visit(feed, of)
    entries = FeedEntry.objects.order_by("title")
    assert [(e.url, e.title, e.state) for e in entries] == [
        ("https://post.example/a", "a", STATE.WAITING),
        ("https://post.example/b", "b", STATE.WAITING),
    ]
    assert {job["args"]["entry_id"] for job in jobs("fetch_entry")} == {str(e.pk) for e in entries}
    assert {job["lock"] for job in jobs("fetch_entry")} == {"fetch post.example"}
    assert (polling.error, polling.failures, minutes_until(polling.next_at)) == ("", 0, 30)
    visit(feed, of)
    assert (FeedEntry.objects.count(), len(jobs("fetch_entry"))) == (2, 2)


def test_a_feed_is_read_in_a_process_of_its_own() -> None:
    refresh_feed(subscribed(), fetch=web("a").fetch)
    assert FeedEntry.objects.get().url == "https://post.example/a"


def test_the_next_visit_asks_whether_anything_has_changed() -> None:
    feed, of = subscribed(), web("a")
    visit(feed, of)
    of.pages[FEED] = NOT_CHANGED
    polling = visit(feed, of)
    assert of.asked == [(FEED, "", ""), (FEED, '"1"', "Thu, 29 Feb 2024 12:00:00 GMT")]
    assert (polling.etag, polling.succeeded_at == polling.polled_at) == ('"1"', True)


def test_an_announced_article_is_stored_like_every_other() -> None:
    feed, of = subscribed(), web("a")
    visit(feed, of)
    entry = take(FeedEntry.objects.get(), of)
    assert (entry.state, entry.reason) == (STATE.STORED, "")
    stored = entry.article
    assert stored is not None
    assert (stored.outlet, stored.canonical_url) == (feed.outlet, "https://post.example/a")
    revision = stored.current_revision
    assert revision is not None
    assert (revision.way, bytes(revision.source.raw)) == ("feed", article("a"))
    assert Event.objects.get(target_id=stored.pk).actor == the_feed_reader()
    assert ProcrastinateJob.objects.filter(task_name="audit.extract_revision").count() == 1
    assert verify() == []


def test_an_entry_is_fetched_once() -> None:
    feed, of = subscribed(), web("a")
    visit(feed, of)
    entry = take(FeedEntry.objects.get(), of)
    take(entry, of)
    visit(feed, of)
    assert of.urls.count("https://post.example/a") == 1
    assert Article.objects.count() == 1


def test_what_is_here_by_its_address_is_not_fetched() -> None:
    known = factories.article(canonical_url="https://post.example/a")
    feed, of = subscribed(), web("a")
    visit(feed, of)
    entry = FeedEntry.objects.get()
    assert (entry.state, entry.article) == (STATE.KNOWN, known)
    assert jobs("fetch_entry") == []


def test_the_same_words_at_another_address_are_the_article_that_is_here() -> None:
    known = factories.article(article("a").decode())
    feed, of = subscribed(), web("a")
    visit(feed, of)
    entry = take(FeedEntry.objects.get(), of)
    assert (entry.state, entry.article) == (STATE.KNOWN, known)


def test_an_entry_of_two_feeds_is_fetched_once() -> None:
    of = web("a")
    visit(subscribed(), of)
    take(FeedEntry.objects.get(), of)
    of.pages["https://post.example/sport.xml"] = rss("a")
    second = subscribed(found=FoundFeed("https://post.example/sport.xml", "Sport"))
    visit(second, of)
    assert FeedEntry.objects.get(feed=second).state == STATE.KNOWN


def test_errors_put_the_next_visit_off_twice_as_long_each_time() -> None:
    feed, of = subscribed(), Web({FEED: BUSY})
    waits = [minutes_until(visit(feed, of).next_at) for _ in range(8)]
    assert waits == [60, 120, 240, 480, 960, 1440, 1440, 1440]
    polling = feed.polling
    polling.refresh_from_db()
    assert (polling.error, polling.failures) == (str(BUSY), 8)
    of.pages[FEED] = rss()
    polling = visit(feed, of)
    assert (polling.error, polling.failures, minutes_until(polling.next_at)) == ("", 0, 30)


ASKED = [(60, 60), (3 * 3600, 180), (10**12, 1440)]


@pytest.mark.parametrize(("seconds", "minutes"), ASKED)
def test_a_site_that_asks_for_more_time_gets_it(seconds: int, minutes: int) -> None:
    busy = FetchFailed("It was asked too often.", status=429, retry_after=seconds)
    assert minutes_until(visit(subscribed(), Web({FEED: busy})).next_at) == minutes


def test_a_feed_that_became_something_else_says_so_and_keeps_what_it_had() -> None:
    feed, of = subscribed(), web("a")
    visit(feed, of)
    of.pages[FEED] = b"<p>This page has moved.</p>"
    polling = visit(feed, of)
    assert "neither RSS nor Atom" in polling.error
    assert FeedEntry.objects.count() == 1


def test_a_broken_entry_is_passed_over_told_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    feed, of = subscribed(), web("a")
    of.pages[FEED] = rss("a").replace(b"<item>", b"<item><title>No link</title></item><item>", 1)
    with caplog.at_level(logging.WARNING):
        polling = visit(feed, of)
    assert polling.notes == "Entry 1 was passed over: It has no link."
    assert "entry 1 was passed over" in caplog.text
    assert [entry.url for entry in FeedEntry.objects.all()] == ["https://post.example/a"]


def test_an_entry_at_an_address_that_is_not_fetched_is_passed_over() -> None:
    of = web("a")
    of.pages[FEED] = rss("a").replace(b"post.example/a", b"post.example:22/a")
    visit(subscribed(), of)
    entry = FeedEntry.objects.get()
    assert (entry.state, "Port 22" in entry.reason) == (STATE.SKIPPED, True)
    assert jobs("fetch_entry") == []


def test_a_long_feed_comes_in_over_several_visits() -> None:
    feed, of = subscribed(), web(*(f"story-{n}" for n in range(130)))
    assert visit(feed, of).etag == ""
    assert FeedEntry.objects.count() == 100
    assert visit(feed, of).etag == '"1"'
    assert FeedEntry.objects.count() == 130


def announced(page: bytes | FetchFailed | FetchRefused) -> tuple[FeedEntry, Web]:
    """The one entry of a feed whose page answers so."""
    of = web("a")
    visit(subscribed(), of)
    of.pages["https://post.example/a"] = page
    return FeedEntry.objects.select_related("feed__outlet").get(), of


FOR_GOOD = [
    (FetchRefused("post.example asks programs not to fetch this page."), STATE.SKIPPED, "asks programs"),
    (b"\x00\x01", STATE.SKIPPED, "not plain text"),
    (FetchFailed("post.example has no page at this address (404).", status=404), STATE.FAILED, "no page"),
]


@pytest.mark.parametrize(("page", "state", "why"), FOR_GOOD)
def test_a_page_that_is_no_article_is_passed_over_for_good(page: Any, state: str, why: str) -> None:
    entry, of = announced(page)
    entry = take(entry, of)
    assert (entry.state, entry.article) == (state, None)
    assert why in entry.reason


def test_a_page_that_fails_is_tried_again_later_and_then_given_up() -> None:
    entry, of = announced(BUSY)
    waits = []
    for _ in range(4):
        entry = take(entry, of)
        waits.append(minutes_until(entry.next_at))
        assert (entry.state, entry.reason) == (STATE.WAITING, str(BUSY))
    assert waits == [20, 40, 80, 160]
    assert take(entry, of).state == STATE.FAILED


def test_a_page_that_works_the_second_time_is_stored() -> None:
    entry, of = announced(BUSY)
    entry = take(entry, of)
    of.pages["https://post.example/a"] = article("a")
    entry = take(entry, of)
    assert (entry.state, entry.reason) == (STATE.STORED, "")


def test_nothing_is_visited_once_the_subscription_is_ended() -> None:
    feed, of = subscribed(), web("a")
    visit(feed, of)
    feed = unsubscribe_feed(feed=feed, actor=the_machine())
    visit(feed, of)
    take(FeedEntry.objects.select_related("feed__outlet").get(), of)
    assert of.urls == [FEED]
    FeedPolling.objects.update(next_at=timezone.now() - timedelta(days=1))
    FeedEntry.objects.update(next_at=timezone.now() - timedelta(days=1))
    assert queue_feeds() == 0


def test_what_is_due_is_queued_once() -> None:
    feed = subscribed()
    assert queue_feeds() == 1
    assert queue_feeds() == 0
    poll_feed_now(feed)
    assert jobs("refresh_feed") == [{"args": {"feed_id": str(feed.pk)}, "lock": "fetch post.example"}]


def test_an_entry_whose_job_was_lost_is_queued_again() -> None:
    visit(subscribed(), web("a"))
    ProcrastinateJob.objects.all().delete()
    assert (queue_feeds(), len(jobs("fetch_entry"))) == (0, 0)
    FeedEntry.objects.update(next_at=timezone.now())
    assert (queue_feeds(), len(jobs("fetch_entry"))) == (1, 1)


def test_reading_what_is_stored_goes_before_fetching_more() -> None:
    feed, of = subscribed(), web("a", "b")
    visit(feed, of)
    take(FeedEntry.objects.select_related("feed__outlet").earliest("title"), of)
    first = ProcrastinateJob.objects.order_by("-priority", "id")[0]
    assert first.task_name == "audit.extract_revision"


def test_a_reader_that_refuses_is_no_failure_of_the_feed() -> None:
    entry, of = announced(article("a"))

    def refuse(fetched: Any) -> Any:
        raise IngestError("This page asks for a login.")

    fetch_entry(entry, fetch=of.fetch, read=refuse)
    assert (entry.state, entry.reason) == (STATE.SKIPPED, "This page asks for a login.")
