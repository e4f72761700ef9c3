from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper

from articles.models import Article, Import, Revision
from audit.ledger.models import Event
from audit.management.progress import Progress, progress_line
from audit.models import Claim
from audit.permissions import Role
from tests.factories import TEXT, person

pytestmark = pytest.mark.django_db

PAGES = Path(__file__).parents[2] / "pages" / "articles"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "fares.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_file_becomes_an_article_word_for_word(file: Path) -> None:
    call_command("ingest", file, outlet="The Harbour Post")
    revision = Article.objects.get().current_revision
    assert revision is not None
    assert revision.body.text == TEXT
    assert bytes(revision.source.raw) == file.read_bytes()
    assert (revision.way, revision.file_name) == (Revision.Way.COMMAND, "fares.txt")


def test_the_same_file_again_is_the_same_article(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("ingest", file, outlet="The Harbour Post")
    call_command("ingest", file, outlet="the harbour  post")
    assert Article.objects.count() == 1
    assert "there already as" in capsys.readouterr().out


def test_wait_reads_for_claims_at_once(file: Path) -> None:
    call_command("ingest", file, outlet="The Harbour Post", wait=True)
    sources = [claim.source.name for claim in Claim.objects.with_source().in_order() if claim.source]
    assert sources[1:] == ["Ana Ruiz", "Tom Hale"]  # the first is the headline's


def test_the_event_names_who_added_it(file: Path) -> None:
    call_command("ingest", file, outlet="The Harbour Post", username=person("ana", Role.CONTRIBUTOR).username)
    event = Event.objects.get(target_kind="article")
    assert event.actor.user is not None
    assert event.actor.user.username == "ana"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no text"),
        (b"  \n ", "no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "png picture"),
        (b"a\0b " * 50, "plain text"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_the_rest_goes_on(
    tmp_path: Path, file: Path, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    with pytest.raises(CommandError, match="1 of 2 files were not stored"):
        call_command("ingest", bad, file, outlet="The Harbour Post")
    assert said in capsys.readouterr().err.lower()
    assert Article.objects.count() == 1


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_an_outlet_without_a_proper_name_is_told(file: Path, name: str) -> None:
    with pytest.raises(CommandError, match="at most 200 characters"):
        call_command("ingest", file, outlet=name)
    assert not Article.objects.exists()


def test_an_unknown_account_and_a_missing_file_are_told(tmp_path: Path, file: Path) -> None:
    with pytest.raises(CommandError, match="no account named nobody"):
        call_command("ingest", file, outlet="The Harbour Post", username="nobody")
    with pytest.raises(CommandError, match="1 of 1"):
        call_command("ingest", tmp_path / "none.txt", outlet="The Harbour Post")


def test_a_page_is_stored_with_its_address_and_raw_source(tmp_path: Path) -> None:
    raw = (PAGES / "amp.html").read_bytes()
    path = tmp_path / "dam.html"
    path.write_bytes(raw)
    call_command("ingest", path, outlet="Tarn Valley News")
    article = Article.objects.get()
    assert article.canonical_url == "https://tarnvalley.example/news/dam-safe"
    assert article.current_revision is not None
    assert bytes(article.current_revision.source.raw) == raw
    assert article.current_revision.source.content_type == "text/html"


@pytest.mark.parametrize(("more", "said"), [({"jsonl": True, "outlet": "x"}, "--dry-run"), ({}, "--outlet")])
def test_options_that_do_not_fit_are_told(file: Path, more: dict[str, Any], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("ingest", file, **more)


def test_a_file_of_many_is_summed_up_and_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many, report = tmp_path / "many.csv", tmp_path / "report.jsonl"
    many.write_text(f'text,outlet\n"{TEXT}",The Islander\n"{TEXT}",The Islander\n,The Islander\n', encoding="utf-8")
    with pytest.raises(CommandError, match="1 of 3 articles were not stored"):
        call_command("ingest", many, report=report)
    said = capsys.readouterr()
    assert "1 stored, 1 there already, 1 skipped." in said.out
    assert "The record has neither html nor text." in said.err
    assert [json.loads(line)["kind"] for line in report.read_text().splitlines()] == ["known", "refused"]
    assert Article.objects.get().outlet.name == "The Islander"


def test_wrong_columns_are_told_with_those_that_are_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = tmp_path / "many.csv"
    many.write_text("headline,words\nx,y\n")
    with pytest.raises(CommandError, match="1 of 1 articles were not stored"):
        call_command("ingest", many, outlet="The Harbour Post")
    assert "A column named text or html is wanted" in capsys.readouterr().err


def test_a_dry_run_reads_tables_too_and_stores_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = tmp_path / "many.csv"
    many.write_text(f'source,text\none,"{TEXT}"\ntwo,""\n', encoding="utf-8")
    call_command("ingest", many, dry_run=True, jsonl=True)
    one, two = map(json.loads, capsys.readouterr().out.splitlines())
    assert (one["source"], one["title"]) == ("one", "Ferry fares will rise in spring, harbour board says")
    assert two == {"source": "two", "error": "The record has neither html nor text."}
    assert not Article.objects.exists()


def test_workers_are_counted_from_one(file: Path) -> None:
    with pytest.raises(CommandError, match="number from 1"):
        call_command("ingest", file, outlet="The Harbour Post", workers=0)


PROGRESS = [
    ({"position": 0}, "0 %: 0 done, 0 a second"),
    ({"position": 250, "done": 500, "skipped": 2}, "25 %: 500 done, 2 skipped, 50 a second, 0:30 left"),
    ({"position": 1, "size": 100_000, "done": 7, "ended_at": None}, "0 %: 7 done, 1 a second, 277:46:30 left"),
]


@pytest.mark.parametrize(("more", "said"), PROGRESS)
def test_progress_tells_rate_and_time_left(more: dict[str, Any], said: str) -> None:
    assert progress_line(Import(**{"size": 1000, **more}), 10.0, 0, 0) == said


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_bar_that_is_cleared_away() -> None:
    out = Terminal()
    progress = Progress(Import(size=1000, position=500, done=5), OutputWrapper(out))
    progress.last -= 60
    progress.show()
    progress.show()
    progress.end()
    assert out.getvalue().count("[###############...............] 50 %: 5 done") == 1
    assert out.getvalue().endswith("\r\x1b[K")


def test_a_web_address_is_sent_to_the_command_that_fetches() -> None:
    with pytest.raises(CommandError, match=r"manage\.py fetch"):
        call_command("ingest", "https://gazette.example/fares", outlet="The Gazette")
