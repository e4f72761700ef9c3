"""Files, folders and lines of JSON: every input has an outcome, and a bad one never stops the rest."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from articles.ingest.inputs import read_inputs

PAGES = Path(__file__).parents[2] / "pages"
PAGE = (PAGES / "articles" / "amp.html").read_text(encoding="utf-8")
TEXT = "The ferry will stop on 1 October, the office said.\n\n“It is the wind,” said Lena Ortiz."


def records(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_a_folder_is_read_whole_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "b.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    records(tmp_path / "c.jsonl", {"source": 7, "text": TEXT})
    outcomes = list(read_inputs([tmp_path]))
    assert [outcome.source for outcome in outcomes] == [
        str(tmp_path / "a.txt"),
        7,
        str(tmp_path / "inner" / "b.html.gz"),
    ]
    assert not any(outcome.error for outcome in outcomes)


def test_a_record_of_html_is_read_with_its_address(tmp_path: Path) -> None:
    page = PAGE.replace('<link rel="canonical" href="https://tarnvalley.example/news/dam-safe">', "").replace(
        '"@id": "https://tarnvalley.example/news/dam-safe"', '"@id": ""'
    )
    path = records(tmp_path / "r.jsonl", {"source": "x", "url": "https://tarn.example/a", "html": page})
    (outcome,) = read_inputs([path])
    assert outcome.draft is not None
    assert outcome.draft.canonical_url == "https://tarn.example/a"


def test_a_record_of_text_keeps_it_word_for_word_beside_its_title(tmp_path: Path) -> None:
    path = records(tmp_path / "r.jsonl", {"source": "x", "url": "https://a.example/b", "title": "Ferry", "text": TEXT})
    (outcome,) = read_inputs([path])
    assert outcome.draft is not None
    assert (outcome.draft.text, outcome.draft.headline) == (TEXT, "Ferry")
    assert outcome.draft.canonical_url == "https://a.example/b"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[1]", "no JSON object"),
        ("{}", "neither html nor text"),
        ('{"html": 5}', "must be strings"),
        ('{"html": ""}', "empty"),
        ('{"text": " "}', "no text"),
        ('{"text": "a\\u0000b"}', "NUL"),
        ('{"text": "\\ud800"}', "broken"),
        ('{"html": "words"}', "no HTML"),
    ],
)
def test_a_bad_record_is_told_and_the_rest_goes_on(tmp_path: Path, line: str, error: str) -> None:
    bad, good = read_inputs([records(tmp_path / "r.jsonl", line, {"source": "good", "text": TEXT})])
    assert error in bad.error
    assert bad.source == f"{tmp_path / 'r.jsonl'}:1"
    assert good.draft is not None


def test_a_missing_file_is_an_outcome_too(tmp_path: Path) -> None:
    (outcome,) = read_inputs([tmp_path / "none.html"])
    assert outcome.error == "The file cannot be read: No such file or directory."


def test_outcomes_come_one_at_a_time(tmp_path: Path) -> None:
    path = records(tmp_path / "r.jsonl", *({"source": number, "text": TEXT} for number in range(3)))
    outcomes = read_inputs([path])
    assert next(outcomes).source == 0
    path.unlink()
    assert next(outcomes).source == 1
