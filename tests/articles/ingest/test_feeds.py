"""Reading feeds from bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.ingest.errors import NoFeed
from articles.ingest.feeds import BrokenEntry, Entry, FeedDraft, feed_links, read_feed

PAGES = Path(__file__).parent.parent.parent / "pages" / "feeds"


def read(raw: bytes, url: str = "https://post.example/feed.xml", content_type: str | None = None) -> FeedDraft:
    return read_feed(raw, url=url, content_type=content_type)


def rss(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Post</title>{''.join(items)}</channel></rss>".encode()


def test_an_rss_feed_is_read_and_what_is_broken_in_it_is_told() -> None:
    feed = read((PAGES / "rss.xml").read_bytes())
    assert feed.title == "The Harbour Post & Islander"
    assert feed.entries == (
        Entry(
            "post-1",
            "https://post.example/fares?a=1&b=2",
            "Ferry fares will rise",
            datetime(2024, 2, 29, 12, 30, tzinfo=UTC),
        ),
        Entry("https://post.example/baths", "https://post.example/baths", "Council shuts the baths", None),
        Entry("https://post.example/dam", "https://post.example/dam", "The dam holds", None),
    )
    assert feed.broken == (BrokenEntry(3, "It has no link."), BrokenEntry(4, "Its link is no web address."))
    assert feed.notes == ()


def test_an_atom_feed_in_an_old_encoding_is_read() -> None:
    feed = read((PAGES / "atom.xml").read_bytes(), url="https://island.example/feed")
    assert feed.title == "Island Union"
    assert feed.entries == (
        Entry(
            "tag:island.example,2024:1",
            "https://island.example/news/cafe",
            "Café closes",
            datetime(2024, 3, 1, 5, 0, tzinfo=UTC),
        ),
    )
    assert feed.broken == (BrokenEntry(2, "Its link is no web address."),)


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes() -> None:
    feed = read(b"<rss version='2.0'><channel><item><link>https://post.example/1</link></item><item><title>Cut o")
    assert [entry.url for entry in feed.entries] == ["https://post.example/1"]
    assert feed.notes == ("The feed is not well-formed; it was read as far as it goes.",)


NO_FEEDS = [b"", b"<html><body><p>No feed</p></body></html>", b"plain words", b"\x89PNG\r\n\x1a\n\0\0", b"<a>" * 500]


@pytest.mark.parametrize("raw", NO_FEEDS)
def test_what_is_no_feed_is_refused(raw: bytes) -> None:
    with pytest.raises(NoFeed):
        read(raw)


def test_the_name_of_a_local_file_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes((PAGES / "rss.xml").read_bytes())
    for named in (str(file), f"file://{file}"):
        with pytest.raises(NoFeed):
            read(named.encode())


def test_an_entity_that_names_a_local_file_stays_unread(tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text("harbour master's password")
    doctype = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file://{file}'>]>".encode()
    feed = read(doctype + rss("<item><title>&x;</title><link>https://post.example/1</link></item>"))
    assert all("password" not in entry.title for entry in feed.entries)


def test_an_entity_bomb_does_not_go_off() -> None:
    lines = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    doctype = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY e0 'boom'>{lines}]>".encode()
    feed = read(doctype + rss("<item><title>&e11;</title><link>https://post.example/1</link></item>"))
    assert all(len(entry.title) <= 500 for entry in feed.entries)


def test_a_feed_of_any_length_is_read_at_its_opening() -> None:
    feed = read(rss(*(f"<item><link>https://post.example/{n}</link></item>" for n in range(600))))
    assert len(feed.entries) == 500
    assert feed.notes == ("The feed holds 600 entries; the first 500 were read.",)


BROKEN = [
    ("<item><link>https://post.example/" + "a" * 2000 + "</link></item>", "longer than 2,000"),
    ("<item><link>http://[post.example/</link></item>", "It has no link"),
    ("<item><link>ftp://post.example/a</link></item>", "no web address"),
    ("<item></item>", "no link"),
]


@pytest.mark.parametrize(("item", "why"), BROKEN)
def test_a_broken_entry_costs_itself_alone(item: str, why: str) -> None:
    feed = read(rss(item, "<item><link>https://post.example/good</link></item>"))
    assert [entry.url for entry in feed.entries] == ["https://post.example/good"]
    assert why in feed.broken[0].reason


def test_a_page_names_its_feeds() -> None:
    page = b"""<html><head><link rel="stylesheet" href="a.css">
        <link rel="alternate" type="application/rss+xml" href="/rss"><link rel=Alternate type=application/atom+xml
        href="https://other.example/atom"><link rel="alternate" hreflang="fr" href="/fr"></head><p>Words</p></html>"""
    found = feed_links(page, url="https://post.example/a/", content_type=None)
    assert found == ("https://post.example/rss", "https://other.example/atom")


@pytest.mark.parametrize(
    "raw", [b"", b"\0\1", b"<p>", b"<link rel=alternate type=application/rss+xml href='http://['>"]
)
def test_a_page_that_names_no_feed_names_none(raw: bytes) -> None:
    assert feed_links(raw, url="https://post.example/", content_type=None) == ()
