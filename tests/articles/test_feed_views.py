"""The pages about feeds."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.fetch import FetchFailed
from articles.models import Feed
from articles.services import FoundFeed, fetch_entry, refresh_feed, unsubscribe_feed
from audit.services.defaults import the_machine
from tests.articles.feeds import FEED, FOUND, Web, read_here, read_plain, subscribed, web
from tests.browsing import browser

pytestmark = pytest.mark.django_db
INPUT = {"outlet": "The Harbour Post", "url": FEED}


@pytest.fixture
def client(contributor: User) -> Client:
    return browser(contributor)


def words(response: Any) -> str:
    return str(response.content.decode())


def visited(names: str = "ab") -> Feed:
    """A feed whose first entry is stored and whose second still waits."""
    feed, of = subscribed(), web(*names)
    refresh_feed(feed, fetch=of.fetch, read=read_here)
    fetch_entry(feed.entries.select_related("feed__outlet").earliest("title"), fetch=of.fetch, read=read_plain)
    return feed


def test_subscribing_leads_to_the_feed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.views.look_at_feed", lambda url: FOUND)
    response = client.post(reverse("feed_add"), INPUT, follow=True)
    feed = Feed.objects.get()
    assert response.redirect_chain[-1][0] == feed.get_absolute_url()
    assert (feed.outlet.name, feed.url) == ("The Harbour Post", FEED)
    assert "Subscribed." in words(response)


def test_what_is_wrong_with_an_address_is_told_beside_it(client: Client) -> None:
    for url, why in [("http://127.0.0.1/feed", "public address"), ("ftp://post.example/", "http://"), ("", "Give the")]:
        response = client.post(reverse("feed_add"), {**INPUT, "url": url})
        assert response.status_code == 422
        assert why in words(response)
    assert Feed.objects.count() == 0


def test_a_feed_of_another_outlet_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed("The Islander")
    monkeypatch.setattr("articles.views.look_at_feed", lambda url: FOUND)
    assert "The Islander is subscribed to this feed already" in words(client.post(reverse("feed_add"), INPUT))


def test_the_list_tells_how_each_feed_goes(client: Client) -> None:
    visited()
    page = words(client.get(reverse("feeds")))
    assert "1 article<" in page
    assert "1 waiting" in page
    assert "next visit" in page
    assert "Subscribe to a feed" in page
    assert "No outlet" not in words(client.get(reverse("feeds"), {"outlet": "The Harbour Post"}))
    assert "This outlet is subscribed to no feed." in words(client.get(reverse("feeds"), {"outlet": "Nobody"}))


def test_the_page_of_a_feed_tells_what_became_of_each_entry(client: Client) -> None:
    page = words(client.get(visited().get_absolute_url()))
    assert "<td>stored</td>" in page
    assert "<td>waiting to be fetched</td>" in page


def test_the_last_error_is_shown_in_words(client: Client) -> None:
    feed = subscribed()
    refresh_feed(feed, fetch=Web({FEED: FetchFailed("post.example takes <no> connection.")}).fetch)
    for address in (reverse("feeds"), feed.get_absolute_url()):
        assert "post.example takes &lt;no&gt; connection." in words(client.get(address))


def test_a_subscription_is_ended_by_a_button(client: Client) -> None:
    feed = subscribed()
    response = client.post(reverse("feed_unsubscribe", args=[feed.pk]), follow=True)
    assert "The subscription is ended." in words(response)
    assert "Subscribe again" in words(response)
    assert not Feed.objects.get().is_active


def test_a_visit_is_asked_for_by_a_button(client: Client) -> None:
    feed = subscribed()
    before = feed.polling.next_at
    client.post(reverse("feed_visit", args=[feed.pk]))
    feed.polling.refresh_from_db()
    assert feed.polling.next_at > before
    unsubscribe_feed(feed=feed, actor=the_machine())
    assert client.post(reverse("feed_visit", args=[feed.pk])).status_code == 404


def test_readers_see_no_buttons(reader: User) -> None:
    feed = subscribed()
    for person in (browser(), browser(reader)):
        assert "Visit now" not in words(person.get(feed.get_absolute_url()))
        assert "Subscribe to" not in words(person.get(reverse("feeds")))


def test_the_list_asks_the_same_number_of_queries_for_one_feed_and_for_ten(client: Client) -> None:
    subscribed()
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(reverse("feeds"))
    for number in range(9):
        subscribed(f"Outlet {number}", FoundFeed(f"https://{number}.example/feed", ""))
    with CaptureQueriesContext(connection) as ten:
        client.get(reverse("feeds"))
    assert len(ten) == len(one)
