"""The dry run of `manage.py ingest`: no test here may touch a database, and none does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

PAGES = Path(__file__).parents[2] / "pages" / "articles"


def shown(capsys: pytest.CaptureFixture[str], *files: Path) -> list[dict[str, Any]]:
    call_command("ingest", *files, dry_run=True, jsonl=True)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_input_is_a_line_of_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_bytes(b"\x89PNG")
    page, picture = shown(capsys, PAGES / "amp.html", bad)
    assert set(page) == {
        "source", "title", "authors", "published", "site", "canonical_url", "language", "text", "blocks"
    }  # fmt: skip
    assert (page["authors"], page["published"], page["language"]) == (["Omar Quist"], "2022-09-08", "en")
    assert picture == {"source": str(bad), "error": picture["error"]}
    assert "PNG" in picture["error"]


def test_blocks_cut_the_article_out_of_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    (page,) = shown(capsys, PAGES / "amp.html")
    told = json.loads((PAGES / "amp.json").read_text(encoding="utf-8"))
    assert [page["text"][start:end] for start, end, kind in page["blocks"] if kind == "body"] == told["body"]


def test_a_moment_is_told_with_its_zone(capsys: pytest.CaptureFixture[str]) -> None:
    (page,) = shown(capsys, PAGES / "wordpress.html")
    assert page["published"] == "2024-05-03T08:14:00+02:00"


def test_without_json_it_is_a_line_to_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    call_command("ingest", PAGES / "amp.html", empty, dry_run=True)
    first, second = capsys.readouterr().out.splitlines()
    assert "Dam at Lower Tarn is safe" in first
    assert "paragraphs are read" in first
    assert second == f"{empty}: There is no text. Paste an article or choose a text file with words in it."
