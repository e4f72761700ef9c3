"""Subscribing to feeds and ending that."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from articles.fetch import FetchFailed
from articles.ingest.errors import NoFeed
from articles.models import Feed, FeedPolling
from articles.services import FeedTaken, FoundFeed, look_at_feed, subscribe_feed, unsubscribe_feed
from audit.ledger.models import Event
from audit.ledger.verification import verify
from audit.services.defaults import the_machine
from tests import factories
from tests.articles.feeds import FEED, FOUND, Web, rss, subscribed

pytestmark = pytest.mark.django_db
PAGE = b"<link rel=alternate type=application/rss+xml href='/feed.xml'><p>The Harbour Post</p>"


def test_a_feed_is_looked_at_before_anybody_subscribes() -> None:
    assert look_at_feed(FEED, fetch=Web({FEED: rss("a")}).fetch) == FOUND


def test_the_page_of_an_outlet_leads_to_the_feed_it_names() -> None:
    web = Web({"https://post.example/": PAGE, FEED: rss("a")})
    assert look_at_feed("https://post.example/", fetch=web.fetch) == FOUND


def test_what_is_no_feed_and_names_none_is_told() -> None:
    with pytest.raises(NoFeed):
        look_at_feed(FEED, fetch=Web({FEED: b"<p>Nothing of the kind</p>"}).fetch)
    with pytest.raises(FetchFailed):
        look_at_feed(FEED, fetch=Web().fetch)


def test_a_subscription_is_due_at_once_and_an_event_tells_of_it() -> None:
    feed = subscribed()
    assert (feed.title, feed.url, feed.is_active) == ("The Harbour Post", FEED, True)
    assert feed.polling.next_at == feed.created_at
    assert list(Event.objects.filter(target_id=feed.pk).values_list("action", flat=True)) == ["subscribed"]
    assert verify() == []


def test_the_same_subscription_again_is_the_one_that_is_there() -> None:
    assert subscribed() == subscribed()
    assert Event.objects.filter(target_kind="feed").count() == 1


def test_a_feed_belongs_to_one_outlet_at_a_time() -> None:
    first = subscribed()
    with pytest.raises(FeedTaken, match="The Harbour Post is subscribed"):
        subscribed("The Islander")
    unsubscribe_feed(feed=first, actor=the_machine())
    assert subscribed("The Islander").outlet.name == "The Islander"
    with pytest.raises(FeedTaken, match="The Islander is subscribed"):
        subscribed()


def test_a_subscription_that_was_ended_is_taken_up_again() -> None:
    feed = unsubscribe_feed(feed=subscribed(), actor=the_machine())
    unsubscribe_feed(feed=feed, actor=the_machine())
    assert not feed.is_active
    FeedPolling.objects.update(failures=7, error="It was in trouble.")
    again = subscribe_feed(outlet=feed.outlet, found=FoundFeed(FEED, "The Post"), actor=the_machine())
    assert (again, again.title, again.is_active) == (feed, "The Post", True)
    assert (again.polling.failures, again.polling.error) == (0, "")
    actions = Event.objects.filter(target_id=feed.pk).order_by("transaction", "position")
    assert list(actions.values_list("action", flat=True)) == ["subscribed", "unsubscribed", "subscribed"]
    assert verify() == []


def test_the_database_itself_keeps_a_feed_to_one_outlet() -> None:
    subscribed()
    other = factories.outlet("The Islander")
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.create(outlet=other, url=FEED, created_at="2024-02-29T12:00:00Z")
