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


def written(path: Path, *claims: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"id": "fares", "claims": list(claims)}), encoding="utf-8")
    return path


def claim(quote: str, speaker: str, **fields: Any) -> dict[str, Any]:
    return {"content": span(quote), "speaker_mention": span(speaker)[0], "speaker": speaker, **fields}


def test_the_engine_is_scored_on_gold_lines(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("evaluate", gold, json=True)
    direct = figures(capsys)["rows"]["direct"]
    assert (direct["gold"], direct["predicted"], direct["end_to_end"]) == (2, 2, [1.0, 1.0, 1.0])


def test_predictions_of_another_system_are_scored(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    predictions = written(tmp_path / "predictions.jsonl", claim(RUIZ[0], "Tom Hale"))
    call_command("evaluate", gold, predictions, json=True)
    direct = figures(capsys)["rows"]["direct"]
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


def test_speaker_labels_are_scored_from_the_gold_or_from_a_file_of_their_own(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    predictions = written(tmp_path / "predictions.jsonl", claim(RUIZ[0], "Ana Ruiz"))
    label = {"content": span(RUIZ[0]), "speaker": "Ana Ruiz", "affiliation": "Harbour Trust", "role": None}
    beside, inside = tmp_path / "labels.json", tmp_path / "labelled.jsonl"
    beside.write_text(json.dumps([{"id": "fares", "claims": [label]}]))
    inside.write_text(json.dumps({**json.loads(gold.read_text()), "speakers": {"claims": [label]}}))
    call_command("evaluate", gold, predictions, labels=beside, json=True)
    first = figures(capsys)["speakers"]
    call_command("evaluate", inside, predictions, json=True)
    assert first == figures(capsys)["speakers"]
    assert (first["end to end speaker"], first["affiliation where stated"]) == (1, 0)


def test_errors_and_changes_are_listed_below_the_figures(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = written(tmp_path / "new.jsonl", claim(RUIZ[0], "Tom Hale", rule="quote.after"))
    old = written(tmp_path / "old.jsonl", claim(RUIZ[0], "Ana Ruiz"), claim(HALE[0], "Tom Hale"))
    call_command("evaluate", gold, new, errors=5, compare=old)
    shown = capsys.readouterr().out
    assert "## missed: 1" in shown
    assert "## mention: 1" in shown
    assert "## lost: 1 (right: 1)" in shown
    assert "## changed: 1 (wrong, was right: 1)" in shown


def test_intervals_are_given_on_request(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    predictions = written(tmp_path / "predictions.jsonl", claim(RUIZ[0], "Ana Ruiz"))
    call_command("evaluate", gold, predictions, bootstrap=20, json=True)
    low, high = figures(capsys)["intervals"]["rows"]["direct"]["content"]
    assert low == high == pytest.approx(2 / 3)


def test_confidence_is_held_against_what_is_right(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sure = claim(RUIZ[0], "Ana Ruiz", rule="quote.after", confidence=0.9)
    predictions = written(tmp_path / "predictions.jsonl", sure)
    call_command("evaluate", gold, predictions, calibration=True)
    shown = capsys.readouterr().out
    assert "| 1 | 0.900 | 1.000 | 1 |" in shown
    assert "Expected calibration error: 0.100 over 1 claims." in shown


def test_confidence_is_fitted_from_gold(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("evaluate", gold, fit_confidence=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("#")
    assert all("by hand" in line for line in lines if not line.startswith("#"))  # two claims are too few for a share


def test_confidence_of_another_system_cannot_be_calibrated(gold: Path, tmp_path: Path) -> None:
    predictions = written(tmp_path / "predictions.jsonl", claim(RUIZ[0], "Ana Ruiz"))
    with pytest.raises(CommandError, match="without rule or confidence"):
        call_command("evaluate", gold, predictions, calibration=True)


def test_what_does_not_fit_the_gold_is_told(gold: Path, tmp_path: Path) -> None:
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text('{"id": "other", "claims": []}')
    with pytest.raises(CommandError, match="other, which is not in the gold"):
        call_command("evaluate", gold, predictions)
    labels = tmp_path / "labels.json"
    labels.write_text('[{"id": "other", "claims": []}]')
    with pytest.raises(CommandError, match="labels other"):
        call_command("evaluate", gold, written(predictions), labels=labels)


def test_separators_of_lines_inside_a_text_are_no_ends_of_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "x\u2028y\x85z", "attributions": []}, ensure_ascii=False) + "\n")
    call_command("evaluate", path, json=True)
    assert figures(capsys)["rows"]["all"]["gold"] == 0


def test_what_is_no_gold_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("no json\n")
    with pytest.raises(CommandError, match=r"gold\.jsonl"):
        call_command("evaluate", path)
    with pytest.raises(CommandError, match=r"none\.jsonl"):
        call_command("evaluate", tmp_path / "none.jsonl")
