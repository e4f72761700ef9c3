"""Feeds over the API."""

from __future__ import annotations

from typing import Any

import pytest

from articles.fetch import FetchFailed, FetchRefused
from articles.ingest.errors import NoFeed
from articles.models import Feed, Outlet
from articles.services import refresh_feed, unsubscribe_feed
from audit.services.defaults import the_machine
from tests.api.callers import NOBODY, get, post
from tests.articles.feeds import FEED, FOUND, read_here, subscribed, web

pytestmark = pytest.mark.django_db
INPUT = {"outlet": "The Harbour Post", "url": FEED}


def looking(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    """Let every feed that is looked at be this one, or fail so."""

    def look(url: str) -> Any:
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr("audit.api.views.feeds.look_at_feed", look)


def test_a_contributor_subscribes(monkeypatch: pytest.MonkeyPatch) -> None:
    looking(monkeypatch, FOUND)
    answer = post("feeds/", INPUT, "contributor")
    feed = Feed.objects.get()
    assert (answer.status_code, answer["Location"]) == (201, f"http://testserver/api/v1/feeds/{feed.pk}/")
    told = answer.json()
    assert (told["outlet"], told["url"], told["title"]) == ("The Harbour Post", FEED, "The Harbour Post")
    assert (told["error"], told["succeeded_at"]) == ("", None)


REFUSALS = [
    (FetchRefused("That is no public address."), 422),
    (FetchFailed("post.example takes no connection."), 502),
    (NoFeed("This is no feed."), 422),
]


@pytest.mark.parametrize(("why", "status"), REFUSALS)
def test_a_feed_that_cannot_be_had_is_told_and_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, why: Exception, status: int
) -> None:
    looking(monkeypatch, why)
    answer = post("feeds/", INPUT, "contributor")
    assert (answer.status_code, answer.json()["detail"]) == (status, str(why))
    assert (Feed.objects.count(), Outlet.objects.count()) == (0, 0)


def test_a_feed_of_another_outlet_is_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    subscribed("The Islander")
    looking(monkeypatch, FOUND)
    answer = post("feeds/", INPUT, "contributor")
    assert (answer.status_code, "The Islander is subscribed" in answer.json()["detail"]) == (409, True)
    assert not Outlet.objects.filter(name="The Harbour Post").exists()


def test_the_inside_of_a_network_is_not_fetched_from() -> None:
    answer = post("feeds/", {**INPUT, "url": "http://127.0.0.1/feed.xml"}, "contributor")
    assert (answer.status_code, "public address" in answer.json()["detail"]) == (422, True)


def test_feeds_are_listed_with_how_their_visits_go() -> None:
    feed = subscribed()
    refresh_feed(feed, fetch=web("a").fetch, read=read_here)
    (told,) = get("feeds/", outlet="The Harbour Post").json()["results"]
    assert (told["id"], told["is_active"], told["failures"]) == (str(feed.pk), True, 0)
    assert told["succeeded_at"] == get(f"feeds/{feed.pk}/").json()["polled_at"]
    assert get("feeds/", is_active="false").json()["results"] == []


def test_what_a_feed_announced_is_listed_by_state() -> None:
    feed = subscribed()
    refresh_feed(feed, fetch=web("a", "b").fetch, read=read_here)
    listed = get(f"feeds/{feed.pk}/entries/", state="waiting", limit=1).json()
    assert listed["next"]
    assert {"url", "title", "state", "reason", "article"} <= set(listed["results"][0])
    assert get(f"feeds/{feed.pk}/entries/", state="stored").json()["results"] == []
    assert get(f"feeds/{feed.pk}/entries/", state="lost").status_code == 400


def test_a_subscription_is_ended_and_a_visit_asked_for() -> None:
    feed = subscribed()
    assert post(f"feeds/{feed.pk}/visit/", {}, "contributor").status_code == 202
    answer = post(f"feeds/{feed.pk}/unsubscribe/", {}, "contributor")
    assert (answer.status_code, answer.json()["is_active"]) == (200, False)
    assert post(f"feeds/{feed.pk}/unsubscribe/", {}, "editor").status_code == 200
    assert post(f"feeds/{feed.pk}/visit/", {}, "contributor").status_code == 404


@pytest.mark.parametrize("act", ["visit", "unsubscribe"])
@pytest.mark.parametrize(("who", "status"), [("anonymous", 401), ("reader", 403)])
def test_who_may_not(act: str, who: str, status: int) -> None:
    feed = subscribed()
    assert post(f"feeds/{feed.pk}/{act}/", {}, who).status_code == status
    assert Feed.objects.get().is_active


@pytest.mark.parametrize("path", ["", "entries/"])
def test_a_feed_that_is_not_there_is_told(path: str) -> None:
    assert get(f"feeds/{NOBODY}/{path}").status_code == 404


def test_an_ended_subscription_is_still_to_be_seen() -> None:
    feed = unsubscribe_feed(feed=subscribed(), actor=the_machine())
    assert get(f"feeds/{feed.pk}/").json()["is_active"] is False
