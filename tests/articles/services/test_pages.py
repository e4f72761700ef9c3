"""Fetching a page for the desk, from a server on this machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from articles.fetch import FetchRefused, fetch
from articles.ingest.plain import read_text
from articles.models import Article, HostVisit, Outlet
from articles.services import add_page, fetch_page
from articles.services.hosts import turn
from articles.services.pages import own_address, site_rules
from audit.services.defaults import the_machine
from tests import factories
from tests.articles.feeds import Web, read_plain
from tests.articles.fetch.web_server import page, redirect, serving

pytestmark = pytest.mark.django_db


def test_a_page_is_fetched_read_and_stored(settings: Any) -> None:
    settings.FETCH_PAUSE = 0
    text = page(factories.TEXT.encode(), content_type="text/plain")
    with serving({"/story": redirect("/fares"), "/fares": text}) as server:
        fetch_here = partial(fetch, rules=server.rules(), turn=turn)
        added = add_page(
            url=server.url("/story"),
            outlet=factories.outlet(),
            actor=the_machine(),
            announced=date(2024, 2, 29),
            fetch=fetch_here,
            read=read_plain,
        )
    revision = added.article.current_revision
    assert revision is not None
    assert (revision.way, revision.body.text) == ("url", factories.TEXT)
    assert added.article.canonical_url == server.url("/fares")
    assert added.article.published_from == date(2024, 2, 29)
    assert added.notes[0] == f"The address led on to {server.url('/fares')}."
    assert HostVisit.objects.filter(host="news.example").count() == 1


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost/", "http://[::ffff:10.0.0.1]/"])
def test_the_desk_does_not_fetch_from_its_own_machine(url: str) -> None:
    with pytest.raises(FetchRefused, match="public address"):
        fetch_page(url)
    with pytest.raises(FetchRefused):
        add_page(url=url, outlet=factories.outlet(), actor=the_machine())
    assert Article.objects.count() == 0
    assert Outlet.objects.count() == 1


def test_the_settings_make_the_rules(settings: Any) -> None:
    settings.FETCH_ROBOTS, settings.FETCH_PORTS, settings.FETCH_SECONDS = False, [80, 8080], 7
    settings.FETCH_MEGABYTES, settings.FETCH_CONTACT = 2, "https://desk.example/about"
    rules = site_rules()
    assert (rules.respect_robots, rules.ports, rules.seconds) == (False, {80, 8080}, 7)
    assert (rules.most_bytes, rules.agent) == (2_000_000, "source-audit/0.1 (+https://desk.example/about)")


def test_no_setting_lets_a_private_address_pass(settings: Any) -> None:
    rules = site_rules()
    assert (rules.refusal, rules.resolve) == (type(rules)().refusal, type(rules)().resolve)


OWN = [
    ("https://post.example/fares", "https://post.example/fares"),
    ("https://www.post.example/fares", "https://www.post.example/fares"),
    ("https://other.example/fares", "https://post.example/fares?from=feed"),
    ("https://post.example/", "https://post.example/fares?from=feed"),
    ("https://post.example:22/fares", "https://post.example/fares?from=feed"),
    ("javascript:alert(1)", "https://post.example/fares?from=feed"),
    ("", "https://post.example/fares?from=feed"),
]


@pytest.mark.parametrize(("named", "kept"), OWN)
def test_a_page_is_known_by_the_address_it_gives_itself_on_its_own_site(named: str, kept: str) -> None:
    address = "https://post.example/fares?from=feed"
    fetched = Web({address: b"words"}).fetch(address)
    assert own_address(fetched.final_url, replace(read_text("Some words."), canonical_url=named)) == kept
