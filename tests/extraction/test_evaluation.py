"""Our scorer: its definitions on small examples, and the same figures as the scorers of the evaluation folder."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from audit.extraction import evaluation, extract_many
from audit.extraction.evaluation_names import is_same_name, is_same_phrase, score_names
from audit.extraction.lines import article_line

TEXT = 'Ada Roe said the dam had held. "It holds," she added.'
GOLD = {
    "id": "a",
    "text": TEXT,
    "attributions": [
        {"content": [[13, 29]], "cue": [[8, 12]], "source": [[0, 7]]},
        {"content": [[31, 42]], "cue": [[47, 52]], "source": [[43, 46]]},
    ],
}


@pytest.fixture
def folder() -> Path:
    """The evaluation folder; without AUDIT_EVAL_DIR these tests are skipped, but not on the build server."""
    place = os.environ.get("AUDIT_EVAL_DIR")
    if place is None and "CI" not in os.environ:
        pytest.skip("AUDIT_EVAL_DIR is not set: the evaluation folder is not at hand")
    assert place, "AUDIT_EVAL_DIR must name the evaluation folder"
    return Path(place)


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer_" + path.parent.name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def read_lines(path: Path, count: int) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line, _ in zip(lines, range(count), strict=False)]


def predict(articles: list[dict[str, Any]]) -> list[Any]:
    found = extract_many((article["text"], None) for article in articles)
    return [article_line(article["id"], one) for article, one in zip(articles, found, strict=True)]


def test_a_right_claim_counts_in_content_and_end_to_end() -> None:
    claims = [{"content": [[13, 29]], "speaker_mention": [0, 7]}]
    rows = evaluation.score([GOLD], [{"id": "a", "claims": claims}])
    assert rows["spoken"].content[1] == rows["spoken"].end_to_end[1] == 1
    assert rows["all"].content[:2] == (1.0, 0.5)


def test_a_wrong_mention_counts_in_content_only() -> None:
    claims = [{"content": [[31, 42]], "speaker_mention": [0, 7]}]
    rows = evaluation.score([GOLD], [{"id": "a", "claims": claims}])
    assert rows["direct"].content[2] == 1
    assert rows["direct"].attribution == rows["direct"].end_to_end[2] == 0


def test_an_article_without_a_prediction_counts_as_empty() -> None:
    assert evaluation.score([GOLD], [])["all"].matched == 0


@pytest.mark.parametrize(
    ("given", "accepted", "same"),
    [
        ("Ana Ruiz campaign", ["Ana Ruiz"], False),
        ("Dr. Ana Ruiz", ["Ana Ruiz"], True),
        ("Ana B. Ruiz", ["Ana Ruiz"], True),
        ("Ruiz", ["Ana Ruiz"], False),
        (None, ["Ana Ruiz"], False),
        (None, [None], True),
    ],
)
def test_names_are_compared_by_their_words(given: str | None, accepted: list[str | None], same: bool) -> None:
    assert is_same_name(given, accepted, person=True) is same


@pytest.mark.parametrize(
    ("given", "accepted", "same"),
    [
        ("city planner", ["planner"], True),
        ("former mayor", ["mayor"], False),
        ("the Harbour Trust", ["Harbour Trust"], True),
        ("Harbour Trust", ["Tenants' Union"], False),
        (None, ["Harbour Trust"], False),
    ],
)
def test_phrases_are_compared_by_their_content_words(given: str | None, accepted: list[str | None], same: bool) -> None:
    assert is_same_phrase(given, accepted) is same


@pytest.mark.corpus
def test_names_are_scored_as_the_scorer_of_the_evaluation_folder_does(folder: Path) -> None:
    place = folder / "evaluation" / "speakers"
    labelled = json.loads((place / "dev.json").read_text(encoding="utf-8"))[:6]
    wanted = {article["id"] for article in labelled}
    gold = read_lines(folder / "evaluation" / "polnear" / "dev.jsonl", 10_000)
    lines = predict([article for article in gold if article["id"] in wanted])
    theirs, _ = load(place / "score.py").score(labelled, {line["id"]: line["claims"] for line in lines})
    for name, share in score_names(labelled, lines).items():
        assert share == pytest.approx(theirs[name], abs=1e-4)


@pytest.mark.corpus
def test_claims_are_scored_as_the_scorer_of_the_evaluation_folder_does(folder: Path) -> None:
    theirs = load(folder / "evaluation" / "score.py")
    gold = read_lines(folder / "evaluation" / "polnear" / "dev.jsonl", 12)
    lines = predict(gold)
    ours = evaluation.score(gold, lines)
    for row, figures in theirs.score(gold, lines).items():
        assert ours[row].content == pytest.approx(tuple(figures["content"].values()))
        assert ours[row].exact == pytest.approx(tuple(figures["exact"].values()))
        assert ours[row].end_to_end == pytest.approx(tuple(figures["end_to_end"].values()))
        assert ours[row].tokens == pytest.approx(tuple(figures["tokens"].values()))
        assert ours[row].attribution == pytest.approx(figures["attribution"])
