"""Feeds to test with, and a web that is a table of answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from articles.fetch import Fetched, FetchError, FetchFailed
from articles.ingest.feeds import FeedDraft, read_feed
from articles.ingest.plain import read_text
from articles.ingest.types import Draft
from articles.models import Feed
from articles.services import FoundFeed, subscribe_feed
from audit.services.defaults import the_machine
from tests import factories

FEED = "https://post.example/feed.xml"
FOUND = FoundFeed(FEED, "The Harbour Post")
NOT_CHANGED = b"not changed"


def rss(*names: str) -> bytes:
    """A feed of entries at https://post.example/NAME."""
    items = "".join(f"<item><title>{n}</title><link>https://post.example/{n}</link></item>" for n in names)
    return f"<rss version='2.0'><channel><title>The Harbour Post</title>{items}</channel></rss>".encode()


def article(name: str) -> bytes:
    return f"Ferry news of {name}\n\n“The fares will rise on {name},” said Ana Ruiz, a planner.\n".encode()


@dataclass
class Web:
    """Pages by address; `asked` collects address, ETag and Last-Modified of each request."""

    pages: dict[str, bytes | FetchError] = field(default_factory=dict)
    etag: str = '"1"'
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def urls(self) -> list[str]:
        return [url for url, _, _ in self.asked]

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        self.asked.append((url, etag, last_modified))
        page = self.pages.get(url, FetchFailed("post.example has no page at this address (404).", status=404))
        if isinstance(page, FetchError):
            raise page
        now = datetime.now(UTC)
        answer = Fetched(url, url, 200, "text/html", {}, page, self.etag, "Thu, 29 Feb 2024 12:00:00 GMT", now, ())
        return replace(answer, status=304, raw=b"") if page == NOT_CHANGED else answer


def read_here(fetched: Fetched) -> FeedDraft:
    """A feed, read in this process: faster."""
    return read_feed(fetched.raw, url=fetched.final_url, content_type=fetched.content_type)


def read_plain(fetched: Fetched) -> Draft:
    """The words of a fetched page that is plain text."""
    return read_text(fetched.raw)


def web(*names: str) -> Web:
    """A web with a feed of these entries and their pages."""
    pages: Iterable[tuple[str, bytes]] = ((f"https://post.example/{name}", article(name)) for name in names)
    return Web({FEED: rss(*names), **dict(pages)})


def subscribed(outlet_name: str = "The Harbour Post", found: FoundFeed = FOUND) -> Feed:
    return subscribe_feed(outlet=factories.outlet(outlet_name), found=found, actor=the_machine())


PAGE = b"<html><title>Fares</title><body><h1>Fares</h1><p>The fares will rise by four per cent.</p></body></html>"


def web_page(url: str) -> Fetched:
    """Any address answers with one short page."""
    now = datetime.now(UTC)
    return Fetched(url, url, 200, "text/html; charset=utf-8", {}, PAGE, "", "", now, ())
