from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.factories import HALE, RUIZ, TEXT


def span(words: str) -> list[list[int]]:
    return [[TEXT.index(words), TEXT.index(words) + len(words)]]


def attribution(number: int, quote: str, source: str) -> dict[str, Any]:
    return {"id": str(number), "kind": "direct", "content": span(quote), "cue": span("said"), "source": span(source)}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    attributions = [attribution(1, RUIZ[0], "Ana Ruiz"), attribution(2, HALE[0], "Tom Hale")]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "fares", "text": TEXT, "attributions": attributions}) + "\n", encoding="utf-8")
    return path


def figures(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_engine_is_scored_on_gold_lines(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("evaluate", gold, json=True)
    direct = figures(capsys)["direct"]
    assert (direct["gold"], direct["predicted"], direct["end_to_end"]) == (2, 2, [1.0, 1.0, 1.0])


def test_predictions_of_another_system_are_scored(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    predictions = tmp_path / "predictions.jsonl"
    claims = [{"content": span(RUIZ[0]), "speaker_mention": span("Tom Hale")[0]}]
    predictions.write_text(json.dumps({"id": "fares", "claims": claims}))
    call_command("evaluate", gold, predictions, json=True)
    direct = figures(capsys)["direct"]
    assert direct["content"][:2] == [1.0, 0.5]
    assert direct["attribution"] == 0


def test_the_table_names_each_row(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("evaluate", gold)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("|")[1].strip() for line in lines[2:]] == [
        "all",
        "quoted",
        "direct",
        "mixed",
        "indirect",
        "spoken",
    ]
    assert len({line.count("|") for line in lines}) == 1


def test_what_is_no_gold_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("no json\n")
    with pytest.raises(CommandError, match=r"gold\.jsonl"):
        call_command("evaluate", path)
    with pytest.raises(CommandError, match=r"none\.jsonl"):
        call_command("evaluate", tmp_path / "none.jsonl")
