"""One article as it came in, before it is read: the words or the page, and what came beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from articles.ingest.clean import normalise
from articles.ingest.errors import BadRecord, IngestError
from articles.ingest.plain import read_text
from articles.ingest.types import Draft

LARGEST_INPUT = 24_000_000
"""In bytes; the longest file, line or record that is looked at. What is longer is told and never held whole."""

LONGEST_URL = 2000
GIVEN = ("url", "title", "html", "text", "outlet", "published")
"""The fields of a record that are looked at, beside "source", which may be anything."""


@dataclass(frozen=True, slots=True)
class Item:
    """An article to read, or the `error` that stands in its place.

    `source` is the input's own name for itself, `place` where it stands. `content` is text, or the bytes of a text file
    or of a page. `position` is how many bytes of all inputs were read when it was found."""

    source: Any
    place: str
    content: str | bytes = b""
    is_page: bool = False
    content_type: str | None = None
    file_name: str = ""
    url: str = ""
    title: str = ""
    outlet: str = ""
    published: str = ""
    error: str = ""
    position: int = 0

    @property
    def raw(self) -> bytes:
        """What came in, byte for byte; the words of a record in UTF-8."""
        return self.content.encode("utf-8", errors="replace") if isinstance(self.content, str) else self.content


def record_item(record: Mapping[str, Any], place: str, file_name: str = "") -> Item:
    """The item of a record with "html" or "text", and "url", "title", "outlet", "published" where known."""
    source = record.get("source", place)
    given = {name: record.get(name) for name in GIVEN}
    if any(value is not None and not isinstance(value, str) for value in given.values()):
        return Item(source, place, error="The record's url, title, html, text, outlet and published must be strings.")
    html, text = given["html"], given["text"]
    if html is None and text is None:
        return Item(source, place, error="The record has neither html nor text.")
    return Item(
        source,
        place,
        # A half surrogate is the page's to answer for: it becomes a replacement character.
        (text or "") if html is None else html.encode("utf-8", errors="replace"),
        is_page=html is not None,
        file_name=file_name,
        url=given["url"] or "",
        title=given["title"] or "",
        outlet=given["outlet"] or "",
        published=given["published"] or "",
    )


def read_item(item: Item) -> Draft:
    """The draft of an item. Of a text, title and address are taken as given; a page says them itself.

    Raises an IngestError."""
    if item.error:
        raise BadRecord(item.error)
    if item.is_page and isinstance(item.content, bytes):
        # The parsers of pages take seconds to load, which who reads texts alone need not wait for.
        from articles.ingest.html import read_page

        draft = read_page(item.content, url=item.url or None, content_type=item.content_type)
    else:
        draft = _titled(read_text(item.content), item)
    return _dated(draft, item.published) if item.published else draft


def _titled(draft: Draft, item: Item) -> Draft:
    if not (item.title or item.url):
        return draft
    return replace(draft, headline=normalise(item.title).strip() or draft.headline, canonical_url=item.url)


def _dated(draft: Draft, published: str) -> Draft:
    try:
        return replace(draft, published=date.fromisoformat(published.strip()[:10]))
    except ValueError:
        note = f"“{published[:40]}” is no date like 2024-02-29, so it was left out."
        return replace(draft, notes=(*draft.notes, note))


def is_web_address(url: str) -> bool:
    """Whether an article can be known by this address."""
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and len(url) <= LONGEST_URL and url.isprintable()
        )
    except ValueError:
        return False


def outcome(item: Item) -> Draft | IngestError:
    """The draft of an item, or why there is none."""
    try:
        return read_item(item)
    except IngestError as error:
        return error
