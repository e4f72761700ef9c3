"""Reading in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from articles import reading
from articles.ingest import apart
from articles.ingest.errors import NoFeed, NotReadInTime
from articles.ingest.feeds import FeedDraft, feed_links, read_feed
from articles.reading import read_apart

RSS = (Path(__file__).parent.parent / "pages" / "feeds" / "rss.xml").read_bytes()
FROM: dict[str, Any] = {"url": "https://post.example/feed.xml", "content_type": "text/xml"}


def test_what_is_read_apart_is_what_is_read_here() -> None:
    assert read_apart("feed", RSS, FeedDraft, **FROM) == read_feed(RSS, **FROM)
    page = b"<link rel=alternate type=application/rss+xml href=/rss>"
    assert read_apart("feed_links", page, tuple[str, ...], **FROM) == feed_links(page, **FROM)


def test_a_refusal_comes_back_as_what_it_is() -> None:
    with pytest.raises(NoFeed, match="neither RSS nor Atom"):
        read_apart("feed", b"nothing", FeedDraft, **FROM)


def misbehaving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Let the process run this program in place of the readers."""
    package = tmp_path / "articles" / "ingest"
    package.mkdir(parents=True)
    (package / "apart.py").write_text(body)
    monkeypatch.setattr(reading, "ROOT", tmp_path)


WAYS = [
    ("import time; time.sleep(60)", "took longer than 0.5 seconds"),
    ("while True: pass", "took longer than 0.5 seconds"),
    ("import os; os.abort()", "fell over it"),
    ("print('no json')", "fell over it"),
    ("raise SystemExit(1)", "fell over it"),
    ("print('{}')", "could not be read"),
    ('print(\'{"read": {"title": 1}}\')', "could not be read"),
]


@pytest.mark.parametrize(("body", "why"), WAYS)
def test_a_process_that_misbehaves_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, why: str
) -> None:
    misbehaving(tmp_path, monkeypatch, body)
    with pytest.raises(NotReadInTime, match=why):
        read_apart("feed", RSS, FeedDraft, **FROM, seconds=0.5)


def test_the_process_knows_nothing_of_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "harbour")
    body = "import os, json; print(json.dumps({'read': sorted(os.environ)}))"
    misbehaving(tmp_path, monkeypatch, body)
    assert "SECRET_KEY" not in read_apart("feed", b"", list[str], **FROM)


LIMITED = "from articles.ingest import apart; apart.limit(1);"


@pytest.mark.parametrize("greed", ["bytearray(3 * 1024 ** 3)", "[0 for _ in iter(int, 1)]"])
def test_the_process_ends_itself_when_it_takes_too_much(greed: str) -> None:
    ended = subprocess.run([sys.executable, "-c", LIMITED + greed], cwd=reading.ROOT, capture_output=True, check=False)
    assert ended.returncode != 0


def test_a_pure_process_loads_no_django() -> None:
    program = "import sys, articles.ingest.apart, articles.ingest.feeds; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=reading.ROOT, check=False).returncode == os.EX_OK


@pytest.mark.parametrize("name", apart.READERS)
def test_every_reader_exists(name: str) -> None:
    assert callable(apart.reader(name))
