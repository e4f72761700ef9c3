"""`extract`: JSON lines as the engine is measured, with no database and no server; and stored articles."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from audit.models import ExtractionRun
from tests import factories

RECORD = {"id": "fares", "text": factories.TEXT}
HEADLINE = "Ferry fares will rise in spring"


@pytest.fixture
def extract(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[dict[str, Any]]]:
    """Prediction lines of records; no database is allowed in these tests."""

    def run(*records: object, **options: Any) -> list[dict[str, Any]]:
        lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines)))
        output = io.StringIO()
        try:
            call_command("extract", jsonl=True, stdout=output, **options)
        finally:
            run.lines = [json.loads(line) for line in output.getvalue().splitlines()]  # type: ignore[attr-defined]
        return run.lines  # type: ignore[attr-defined, no-any-return]

    return run


def test_two_processes_write_what_one_writes_in_the_same_order_without_a_database(
    tmp_path: Path, extract: Callable[..., list[dict[str, Any]]]
) -> None:
    records = [{**RECORD, "id": str(number)} for number in range(20)]
    done = subprocess.run(
        [sys.executable, "manage.py", "extract", "--jsonl", "--workers", "2"],
        input="\n".join(map(json.dumps, records)),
        env={**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none", "AUDIT_VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert [json.loads(line) for line in done.stdout.splitlines()] == extract(*records)


def test_a_record_becomes_a_prediction_line(extract: Callable[..., list[dict[str, Any]]]) -> None:
    (line,) = extract(RECORD)
    assert line["id"] == "fares"
    words = [[factories.TEXT[start:end] for start, end in claim["content"]] for claim in line["claims"]]
    assert words == [[HEADLINE], [f"{factories.RUIZ[0]},"], [f"{factories.HALE[0]},"]]
    assert [claim["speaker"] for claim in line["claims"][1:]] == ["Ana Ruiz", "Tom Hale"]


def test_offsets_count_the_text_as_given_with_decomposed_letters_and_line_ends(
    extract: Callable[..., list[dict[str, Any]]],
) -> None:
    text = "Cafe\u0301 to close\r\n\r\n“We are sad 🌧,” said Zoe\u0301 Ruiz.\r\n"
    (start, end) = extract({"id": "x", "text": text})[0]["claims"][0]["content"][0]
    assert text[start:end] == "We are sad 🌧,"


def test_body_reads_what_the_classifier_would_leave_out(extract: Callable[..., list[dict[str, Any]]]) -> None:
    credit = "© Union Photo / “The pier is closed,” said Tom Hale"
    text = f"Fares rise in spring\n\n{credit}\n\nThe fares rise, Ana Ruiz said.\n"
    record = {"id": "x", "text": text}
    assert len(extract(record, blocks="body")[0]["claims"]) == len(extract(record)[0]["claims"]) + 1


def test_a_line_that_is_no_record_is_told_and_the_rest_goes_on(
    extract: Callable[..., list[dict[str, Any]]], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="3 lines were no records"):
        extract("{", {"id": 1, "text": "x"}, [], RECORD)
    assert [line["id"] for line in extract.lines] == ["fares"]  # type: ignore[attr-defined]
    assert "line 1:" in capsys.readouterr().err


@pytest.mark.django_db
def test_stored_articles_are_read_once(capsys: pytest.CaptureFixture[str]) -> None:
    article = factories.article()
    for _ in range(2):
        call_command("extract", str(article.pk))
    assert ExtractionRun.objects.count() == 1
    assert capsys.readouterr().out.count(f"{article.pk}: 3 claims") == 2


@pytest.mark.django_db
def test_an_unknown_article_and_no_choice_are_told() -> None:
    with pytest.raises(CommandError, match="There is no article"):
        call_command("extract", str(uuid.uuid4()), stdout=io.StringIO())
    with pytest.raises(CommandError, match="--jsonl"):
        call_command("extract", stdout=io.StringIO())
