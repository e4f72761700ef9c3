"""The floors hold, and they are floors that something can fall through."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import gate, gold

KEPT = json.loads(gate.FLOORS.read_text(encoding="utf-8"))
FLOORS = KEPT["floors"]


@pytest.fixture(scope="module")
def articles() -> list[Any]:
    return gold.load()


@pytest.fixture(scope="module")
def predictions(articles: list[Any]) -> list[Any]:
    return gate.predict(articles)


def test_the_floors_were_measured_on_these_gold_articles(articles: list[Any]) -> None:
    assert KEPT["gold"] == gate.digest(articles), "run: python -m tests.benchmarks.gate --new-gold --because ..."


def test_no_figure_is_below_its_floor(articles: list[Any], predictions: list[Any]) -> None:
    assert gate.failures(gate.measure(articles, predictions), FLOORS) == []


def test_the_harder_articles_hold_floors_of_their_own() -> None:
    folder, place = gate.SETS["hard"]
    kept, harder = json.loads(place.read_text(encoding="utf-8")), gold.load(folder)
    assert kept["gold"] == gate.digest(harder), (
        "run: python -m tests.benchmarks.gate --set hard --new-gold --because ..."
    )
    assert gate.failures(gate.measure(harder, gate.predict(harder)), kept["floors"]) == []


def lose_a_tenth(claims: list[Any]) -> None:
    del claims[::10]


def swap_mentions(claims: list[Any]) -> None:
    mentions = [claim["speaker_mention"] for claim in claims]
    for claim, mention in zip(claims, mentions[1:] + mentions[:1], strict=True):
        claim["speaker_mention"] = mention


def cut_contents(claims: list[Any]) -> None:
    for claim in claims:
        start, end = claim["content"][0]
        claim["content"][0] = [start, end - (end - start) // 4]


def invent(claims: list[Any]) -> None:
    claims += [{"content": [[n, n + 3]], "speaker_mention": None} for n in range(0, 100, 10)]


def empty(field: str) -> Callable[[list[Any]], None]:
    def damage(claims: list[Any]) -> None:
        for claim in claims[::5]:
            claim[field] = None

    return damage


def call_all_direct(claims: list[Any]) -> None:
    for claim in claims:
        claim["kind"] = "direct"


DAMAGES = [
    (lose_a_tenth, "quoted.content"),
    (lose_a_tenth, "speakers.found"),
    (swap_mentions, "quoted.attribution"),
    (swap_mentions, "spoken.end_to_end"),
    (cut_contents, "direct.exact"),
    (invent, "all.precision"),
    (call_all_direct, "all.kind"),
    (empty("speaker"), "speakers.end_to_end_speaker"),
    (empty("affiliation"), "speakers.affiliation_where_stated"),
    (empty("role"), "speakers.role"),
]


@pytest.mark.parametrize(("damage", "figure"), DAMAGES)
def test_damaged_predictions_fall_below_their_floor(
    articles: list[Any], predictions: list[Any], damage: Callable[[list[Any]], None], figure: str
) -> None:
    damaged = copy.deepcopy(predictions)
    for line in damaged:
        damage(line["claims"])
    assert [one for one in gate.failures(gate.measure(articles, damaged), FLOORS) if one.startswith(f"{figure} is")]


def test_a_figure_that_is_gone_is_below_its_floor() -> None:
    assert gate.failures({}, {"quoted.content": 0.8}) == ["quoted.content is 0.0000, below its floor of 0.800"]


def test_floors_are_only_raised_and_stay_a_little_below_the_figure() -> None:
    assert gate.raised({"a.b": 0.95, "c.d": 0.5}, {"a.b": 0.9, "c.d": 0.7}) == {"a.b": 0.945, "c.d": 0.7}


def kept() -> dict[str, Any]:
    return {"gold": "x", "floors": {"quoted.content": 0.9}, "lowered": []}


def test_lowering_a_floor_keeps_the_reason() -> None:
    changed = gate.lowered(kept(), "quoted.content=0.85", "titles of works are no claims")
    assert changed["floors"] == {"quoted.content": 0.85}
    assert changed["lowered"] == [
        {"floor": "quoted.content", "from": 0.9, "to": 0.85, "because": "titles of works are no claims"}
    ]


@pytest.mark.parametrize(
    ("change", "because", "message"),
    [
        ("quoted.content=0.85", " ", "Say why"),
        ("quoted.content=0.95", "better", "no lower"),
        ("quoted.beauty=0.1", "none", "no floor"),
    ],
)
def test_a_floor_is_not_lowered_without_reason_or_upwards(change: str, because: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        gate.lowered(kept(), change, because)


def test_other_gold_articles_need_a_reason_and_note_what_fell(articles: list[Any]) -> None:
    changed = gate.renewed(kept(), articles, {"quoted.content": 0.8}, "harder articles")
    assert (changed["gold"], changed["floors"]) == (gate.digest(articles), {"quoted.content": 0.795})
    assert [note["because"] for note in changed["lowered"]] == ["harder articles"]
    with pytest.raises(ValueError, match="Say why"):
        gate.renewed(kept(), articles, {"quoted.content": 0.8}, "")


@pytest.fixture
def file(tmp_path: Path, articles: list[Any], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Floors of one article, which is all that the engine reads here."""
    monkeypatch.setattr(gold, "load", lambda _: articles[:1])
    place = tmp_path / "floors.json"
    place.write_text(json.dumps({"gold": gate.digest(articles[:1]), "floors": {"all.content": 0.01}, "lowered": []}))
    return place


def test_the_command_tells_by_its_exit_code_whether_the_floors_hold(file: Path) -> None:
    assert gate.main([], file) == 0
    file.write_text(file.read_text().replace("0.01", "1.01"))
    assert gate.main([], file) == 1
    assert gate.main(["--lower", "all.content=0.02"], file) == 2
    assert gate.main(["--lower", "all.content=0.02", "--because", "a test"], file) == 0


def test_the_command_raises_floors_for_these_gold_articles_only(file: Path) -> None:
    assert gate.main(["--raise"], file) == 0
    assert json.loads(file.read_text())["floors"]["all.content"] > 0.01
    file.write_text(file.read_text().replace('"gold": "', '"gold": "other'))
    before = file.read_text()
    assert gate.main(["--raise"], file) == 1
    assert file.read_text() == before
