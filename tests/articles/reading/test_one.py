"""Reading in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from articles.ingest import apart
from articles.ingest.errors import NoFeed, NotReadInTime
from articles.ingest.feeds import FeedDraft, feed_links, read_feed
from articles.reading import forked
from articles.reading.one import read_apart

RSS = (Path(__file__).parents[2] / "pages" / "feeds" / "rss.xml").read_bytes()
FROM: dict[str, Any] = {"url": "https://post.example/feed.xml", "content_type": "text/xml"}


def test_what_is_read_apart_is_what_is_read_here() -> None:
    assert read_apart("feed", RSS, FeedDraft, **FROM) == read_feed(RSS, **FROM)
    page = b"<link rel=alternate type=application/rss+xml href=/rss>"
    assert read_apart("feed_links", page, tuple[str, ...], **FROM) == feed_links(page, **FROM)


def test_a_refusal_comes_back_as_what_it_is() -> None:
    with pytest.raises(NoFeed, match="neither RSS nor Atom"):
        read_apart("feed", b"nothing", FeedDraft, **FROM)


WARM = """
import os, sys
sys.path.insert(0, {root!r})
from articles.ingest import apart

def serve(given, answers):
    given.read()
    {body}

apart.load, apart.serve = (lambda: None), serve
from articles.reading import warm
warm.main()
"""


@pytest.fixture
def misbehave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Let the processes run this line in place of the readers."""

    def misbehaving(body: str) -> None:
        program = WARM.format(root=str(forked.ROOT), body=body)
        monkeypatch.setattr(forked, "PROGRAM", ("-c", program))

    forked.let_go()
    yield misbehaving
    forked.let_go()


WAYS = [
    ("import time; time.sleep(60)", "took longer than 0.5 seconds"),
    ("while True: pass", "took longer than 0.5 seconds"),
    ("os.abort()", "fell over it"),
    ("answers.write(b'no json')", "fell over it"),
    ("raise SystemExit(1)", "fell over it"),
    ("answers.write(b'{{}}')", "could not be read"),
    ('answers.write(b\'{{"read": {{"title": 1}}}}\')', "could not be read"),
]


@pytest.mark.parametrize(("body", "why"), WAYS)
def test_a_process_that_misbehaves_is_ended(misbehave: Callable[[str], None], body: str, why: str) -> None:
    misbehave(body.replace("{{", "{").replace("}}", "}"))
    with pytest.raises(NotReadInTime, match=why):
        read_apart("feed", RSS, FeedDraft, **FROM, seconds=0.5)


def test_the_process_knows_nothing_of_us(misbehave: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "harbour")
    misbehave("import json; answers.write(json.dumps({'read': sorted(os.environ)}).encode())")
    assert "SECRET_KEY" not in read_apart("feed", b"", list[str], **FROM)


def test_a_reader_holds_its_own_conversation_and_no_other_file(misbehave: Callable[[str], None]) -> None:
    links = "[os.readlink(f'/proc/self/fd/{n}') for n in range(20) if os.path.exists(f'/proc/self/fd/{n}')]"
    misbehave(f"import json; answers.write(json.dumps({{'read': {links} }}).encode())")
    with forked.fork():
        held = read_apart("feed", b"", list[str], **FROM)
    assert [link.partition(":")[0] for link in held] == ["/dev/null", "/dev/null", "socket"]


def test_the_process_that_forks_is_replaced_when_it_falls() -> None:
    read_apart("feed", RSS, FeedDraft, **FROM)
    assert forked._warm is not None
    forked._warm._process.kill()
    forked._warm._process.wait()
    assert read_apart("feed", RSS, FeedDraft, **FROM) == read_feed(RSS, **FROM)


def test_no_process_is_left_when_nobody_is_left_to_ask() -> None:
    program = (
        "from articles.reading import forked; reader = forked.fork();"
        "print(forked._warm._process.pid, flush=True); import os; os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=forked.ROOT, capture_output=True, check=False)
    warm = Path(f"/proc/{ended.stdout.decode().strip()}")
    for _ in range(100):
        if not (warm / "exe").exists():
            break
        time.sleep(0.05)
    assert not (warm / "exe").exists()


LIMITED = "from articles.ingest import apart; apart.limit(1);"


@pytest.mark.parametrize("greed", ["bytearray(3 * 1024 ** 3)", "[0 for _ in iter(int, 1)]"])
def test_the_process_ends_itself_when_it_takes_too_much(greed: str) -> None:
    ended = subprocess.run([sys.executable, "-c", LIMITED + greed], cwd=forked.ROOT, capture_output=True, check=False)
    assert ended.returncode != 0


def test_a_pure_process_loads_no_django() -> None:
    program = "import sys, articles.reading.warm; articles.reading.warm.apart.load(); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=forked.ROOT, check=False).returncode == os.EX_OK


@pytest.mark.parametrize("name", apart.READERS)
def test_every_reader_exists(name: str) -> None:
    assert callable(apart.reader(name))
