"""What holds for the HTML of every page: nothing inline, one heading, labels, unique ids; every template opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.template.loader import get_template, render_to_string
from django.urls import reverse

from articles.models import Article, Feed
from articles.services import FoundFeed, refresh_feed
from audit.models import Claim, Evidence
from audit.services.speakers import add_speaker, link_source
from tests import factories
from tests.articles.feeds import read_here, subscribed, web
from tests.browsing import browser

TEMPLATES = Path(settings.BASE_DIR) / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
UNTYPED = {"hidden", "submit"}


class Page(HTMLParser):
    """Facts of a page, gathered as it is read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.inline: list[str] = []
        self.controls: list[dict[str, str]] = []
        self.labelled: set[str] = set()
        self.lang = ""
        self._in_label = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.ids.update([given["id"]] if "id" in given else [])
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in given) else []
        self.inline += [
            given[n] for n in ("src", "href") if given.get(n, "").startswith(("javascript:", "data:", "//"))
        ]
        if tag == "html":
            self.lang = given.get("lang", "")
        if tag == "label":
            self._in_label += 1
            self.labelled.add(given.get("for", ""))
        if tag in {"input", "select", "textarea"} and given.get("type") not in UNTYPED and not self._in_label:
            self.controls.append(given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._in_label -= 1

    def unlabelled(self) -> list[str]:
        return [c.get("name", "?") for c in self.controls if c.get("id") not in self.labelled and "aria-label" not in c]


@pytest.fixture
def claim(second_reviewer: User) -> Claim:
    """A claim with reviews, evidence, a speaker; in an article with everything the blocks can be."""
    text = (Path(__file__).parent.parent / "pages" / "residue.txt").read_text()
    claim = factories.claim()
    factories.article(text)
    feed = subscribed(found=FoundFeed("https://post.example/feed", "The <b>Post</b>"))
    refresh_feed(feed, fetch=web("a").fetch, read=read_here)
    by = factories.actor("second")
    factories.review(claim, "exact", by, evidence=[factories.use(title="A <b>tape</b>")])
    factories.review(claim.assertions.get(), "corroborated", by, override_reason="None <i>needed</i>", evidence=[])
    assert claim.source is not None
    link_source(source=claim.source, speaker=add_speaker(name="Ana <b>", kind="person", actor=by), actor=by)
    return claim


def addresses(claim: Claim) -> Iterator[str]:
    source = claim.source
    assert source is not None
    yield from (
        reverse(name)
        for name in (
            "home",
            "articles",
            "claims",
            "keys",
            "article_add",
            "feeds",
            "feed_add",
            "speakers",
            "codebook",
            "account_add",
        )
    )
    yield from (reverse(name) for name in ("login", "password_change", "password_change_done"))
    for article in Article.objects.all():
        yield article.get_absolute_url()
    page = claim.revision.article.get_absolute_url()
    yield f"{page}?claim={claim.pk}"
    yield f"{page}?claim={claim.pk}&question=corroboration"
    yield claim.get_absolute_url()
    yield Feed.objects.get().get_absolute_url()
    yield reverse("source_link", args=[source.pk])
    yield reverse("evidence", args=[Evidence.objects.get().pk])
    source.refresh_from_db()
    assert source.speaker is not None
    yield source.speaker.get_absolute_url()
    yield "/nowhere/"


def check(address: str, html: str) -> None:
    page = Page(html)
    assert page.inline == [], address
    assert page.tags["h1"] == 1, address
    assert page.tags["main"] == 1, address
    assert page.lang == "en", address
    assert [name for name, count in page.ids.items() if count > 1] == [], address
    assert page.unlabelled() == [], address
    assert "<b>" not in html, address
    assert "<i>" not in html, address


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["anonymous", "reader", "reviewer", "editor"])
def test_every_page_is_whole_and_strict(person: str, claim: Claim, reader: User, reviewer: User, editor: User) -> None:
    users = {"anonymous": None, "reader": reader, "reviewer": reviewer, "editor": editor}
    client = browser(users[person])
    for address in addresses(claim):
        response = client.get(address, follow=True)
        check(address, response.content.decode())
        policy = response["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy


@pytest.mark.django_db
def test_a_refused_form_is_whole_and_strict_too(claim: Claim, reviewer: User) -> None:
    client = browser(reviewer)
    check("add", client.post(reverse("article_add"), {"outlet": "", "text": "", "url": "x"}).content.decode())
    check("review", client.post(reverse("claim_review", args=[claim.pk]), {"value": "x"}).content.decode())


def test_the_page_of_a_broken_site_is_whole_and_strict() -> None:
    check("500", render_to_string("500.html", {"request_id": "abc"}))


@pytest.mark.parametrize("name", NAMES)
def test_every_template_opens_and_a_partial_names_its_variables(name: str) -> None:
    source = (TEMPLATES / name).read_text()
    assert get_template(name)
    if "partials" in name:
        assert source.startswith("{#")
