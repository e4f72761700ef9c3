"""An RSS or Atom feed as bytes, read into entries. What one entry has wrong costs that entry alone."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.sax import SAXException

import feedparser
import lxml.html
from lxml.etree import ParserError

from articles.ingest.errors import NoFeed

MOST_ENTRIES = 500
LONGEST_URL = 2000  # code points, of links and of the ids that some feeds give instead
LONGEST_TITLE = 500
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})

_TAG = re.compile(r"<[^<>]{0,1000}>")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a feed announces it. `key` is what the feed knows it by, its address if it gives nothing else;
    `published` has its zone, and is None when it is not told or cannot be."""

    key: str
    url: str
    title: str
    published: datetime | None


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """An entry that was passed over: its place in the feed, the first being 1, and why."""

    place: int
    reason: str


@dataclass(frozen=True, slots=True)
class FeedDraft:
    """A feed as read. The notes are sentences for the person who subscribed to it."""

    title: str
    entries: tuple[Entry, ...]
    broken: tuple[BrokenEntry, ...]
    notes: tuple[str, ...]


def read_feed(raw: bytes, *, url: str | None, content_type: str | None) -> FeedDraft:
    """The entries of a feed, in its order, each once. `url` is where it came from, for links that are relative.

    Raises NoFeed."""
    headers = {"content-type": content_type or "application/xml", "content-location": url or ""}
    # As a stream: text, and bytes too, may be taken for the name of a local file or an address, and opened.
    found = feedparser.parse(io.BytesIO(raw), response_headers=headers, sanitize_html=False)
    if not found.get("version") and not found.entries:
        raise NoFeed("This is no feed that we can read: neither RSS nor Atom.")
    entries: dict[str, Entry] = {}
    broken: list[BrokenEntry] = []
    for place, given in enumerate(found.entries[:MOST_ENTRIES], start=1):
        read = _entry(given, url or "")
        if isinstance(read, Entry):
            entries.setdefault(read.key, read)
        else:
            broken.append(BrokenEntry(place, read))
    return FeedDraft(_title(found.feed), tuple(entries.values()), tuple(broken), tuple(_notes(found)))


def _entry(given: Mapping[str, Any], base: str) -> Entry | str:
    """The entry, or why it is none."""
    link = str(given.get("link") or "").strip()
    if not link:
        return "It has no link."
    try:
        link = urljoin(base, link)
        parts = urlsplit(link)
        is_web_address = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        is_web_address = False
    if not is_web_address or _UNPRINTABLE.search(link):
        return "Its link is no web address."
    key = _UNPRINTABLE.sub("", str(given.get("id") or "")).strip() or link
    if max(len(link), len(key)) > LONGEST_URL:
        return f"Its link or its id is longer than {LONGEST_URL:,} characters."
    return Entry(key, link, _title(given), _moment(given))


def _title(given: Mapping[str, Any]) -> str:
    words = unescape(_TAG.sub(" ", str(given.get("title") or "")))
    return " ".join(_UNPRINTABLE.sub(" ", words).split())[:LONGEST_TITLE]


def _moment(given: Mapping[str, Any]) -> datetime | None:
    parsed = next((given[name] for name in ("published_parsed", "updated_parsed") if name in given), None)
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _notes(found: Mapping[str, Any]) -> Iterable[str]:
    if len(found["entries"]) > MOST_ENTRIES:
        yield f"The feed holds {len(found['entries']):,} entries; the first {MOST_ENTRIES} were read."
    if isinstance(found.get("bozo_exception"), SAXException):  # it also frowns on types that are only told wrong
        yield "The feed is not well-formed; it was read as far as it goes."


def feed_links(raw: bytes, *, url: str | None, content_type: str | None) -> tuple[str, ...]:
    """The addresses of the feeds that a page names in its head, in its order."""
    try:
        page = lxml.html.document_fromstring(raw)
    except (ParserError, ValueError):
        return ()
    found = []
    for link in page.iter("link"):
        is_feed = (link.get("type") or "").strip().lower() in FEED_TYPES
        if is_feed and "alternate" in (link.get("rel") or "").lower().split() and (target := link.get("href")):
            found.append(target)
    return tuple(dict.fromkeys(_joined(url or "", found)))


def _joined(base: str, targets: Iterable[str]) -> Iterable[str]:
    for target in targets:
        try:
            yield urljoin(base, target.strip())
        except ValueError:
            continue
