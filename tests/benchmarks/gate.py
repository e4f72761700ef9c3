"""The gate: what the engine reaches on our own gold articles, beside the floors that it must not fall below.

    python -m tests.benchmarks.gate                      figures and floors; ends with 1 if one is missed
    python -m tests.benchmarks.gate --raise              writes the floors that are higher now
    python -m tests.benchmarks.gate --lower quoted.content=0.9 --because "why that is right"
    python -m tests.benchmarks.gate --new-gold --because "what changed in the gold articles"
    python -m tests.benchmarks.gate --set hard           the same for the harder articles, with floors of their own

floors.json (floors-hard.json) holds the digest of the gold articles that the floors were measured on, the floors, and
each lowering with its reason. A floor is SLACK below the figure: a parser on another processor may decide a word
differently.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from articles.ingest.plain import block_spans
from audit.extraction import evaluation
from audit.extraction.batches import read_lines
from audit.extraction.evaluation.intervals import headline_figures
from tests.benchmarks import gold

FLOORS = Path(__file__).with_name("floors.json")
SETS = {"gold": (gold.FOLDER, FLOORS), "hard": (gold.HARD, FLOORS.with_name("floors-hard.json"))}
"""Name of a set -> its articles and its floors."""

SLACK = 0.005
ROWS = ("quoted", "direct", "mixed", "spoken", "all")

Figures: TypeAlias = dict[str, float]
"""row.figure -> a share."""


def predict(articles: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Prediction lines of the engine as it stands, read as `extract --jsonl` reads them."""
    lines = read_lines(((one["id"], one["text"]) for one in articles), blocks_of=block_spans)
    return [json.loads(line) for line in lines]


def measure(articles: Sequence[Any], predictions: Sequence[Any]) -> Figures:
    """All figures that have a floor; "precision" is that of the contents, since nothing else holds inventions down."""
    compared = evaluation.compare_all(articles, predictions)
    labels = {one["id"]: one["speakers"]["claims"] for one in articles}
    judged = evaluation.judge_all(labels, {line["id"]: line["claims"] for line in predictions})
    figures: Figures = {}
    for name, row in evaluation.score(compared).items():
        if name in ROWS:
            figures |= {f"{name}.{_key(figure)}": share for figure, share in headline_figures(name, row).items()}
    figures["all.precision"] = evaluation.score(compared)["all"].content[0]
    figures["all.kind"] = evaluation.score(compared)["all"].kind
    shares = evaluation.score_speakers(judged).items()
    return figures | {f"speakers.{_key(name)}": share for name, share in shares if share is not None}


def _key(name: str) -> str:
    return name.replace(" ", "_")


def digest(articles: Sequence[Any]) -> str:
    """Of texts and labels: floors hold for these articles and no others."""
    canonical = json.dumps(articles, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def failures(figures: Figures, floors: Figures) -> list[str]:
    """The figures below their floor, and those that are gone, as sentences."""
    below = [name for name, floor in floors.items() if figures.get(name, 0) < floor]
    return [f"{name} is {figures.get(name, 0):.4f}, below its floor of {floors[name]:.3f}" for name in below]


def raised(figures: Figures, floors: Figures) -> Figures:
    """The floors, each as high as the figures allow and never lower than it was."""
    reached = {name: math.floor(1000 * (share - SLACK)) / 1000 for name, share in figures.items()}
    return {name: max(floors.get(name, 0), floor) for name, floor in reached.items()}


def lowered(kept: dict[str, Any], change: str, because: str) -> dict[str, Any]:
    """What is kept, with one floor lowered and the reason noted. Raises ValueError for what lowers nothing."""
    name, _, value = change.partition("=")
    if name not in kept["floors"]:
        raise ValueError(f"There is no floor {name}.")
    old, new = kept["floors"][name], float(value)
    if not new < old:
        raise ValueError(f"{name} stands at {old}; {new} is no lower. To raise floors there is --raise.")
    note = {"floor": name, "from": old, "to": new, "because": _reason(because)}
    return {**kept, "floors": {**kept["floors"], name: new}, "lowered": [*kept["lowered"], note]}


def renewed(kept: dict[str, Any], articles: Sequence[Any], figures: Figures, because: str) -> dict[str, Any]:
    """All floors measured anew on other gold articles; those that fell are noted with the reason."""
    floors = raised(figures, {})
    fell = [
        {"floor": name, "from": old, "to": floors.get(name, 0.0), "because": _reason(because)}
        for name, old in kept["floors"].items()
        if floors.get(name, 0.0) < old
    ]
    return {"gold": digest(articles), "floors": floors, "lowered": [*kept["lowered"], *fell]}


def _reason(because: str) -> str:
    if not because.strip():
        raise ValueError('Say why: --because "..."')
    return because.strip()


def report(figures: Figures, floors: Figures) -> Iterator[str]:
    """A line a figure, with a mark at those below their floor."""
    for name, share in figures.items():
        floor = floors.get(name)
        told = "no floor yet" if floor is None else f"floor {100 * floor:5.1f}{'' if share >= floor else '  BELOW'}"
        yield f"{name:36} {100 * share:5.1f}   {told}\n"


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.gate", description="Figures beside their floors.")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="higher", action="store_true", help="write the floors that are higher now")
    change.add_argument("--lower", metavar="ROW.FIGURE=VALUE", help="lower one floor; needs --because")
    change.add_argument("--new-gold", action="store_true", help="measure all floors anew; needs --because")
    parser.add_argument("--set", choices=SETS, default="gold", help="which articles (default: gold)")
    parser.add_argument("--because", default="", help="the reason, kept in floors.json")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None, place: Path | None = None) -> int:
    """Print, and with a flag write; 0 if every floor holds. `place` is another file of floors."""
    options = _arguments(given)
    folder, floors = SETS[options.set]
    place = place or floors
    articles = gold.load(folder)
    kept = json.loads(place.read_text(encoding="utf-8"))
    figures = measure(articles, predict(articles))
    try:
        changed = _changed(kept, options, articles, figures)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if changed != kept:
        place.write_text(json.dumps(changed, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.writelines(report(figures, changed["floors"]))
    if changed["gold"] != digest(articles):
        sys.stderr.write("The gold articles changed since the floors were measured: --new-gold --because ...\n")
        return 1
    return 1 if failures(figures, changed["floors"]) else 0


def _changed(kept: dict[str, Any], options: Any, articles: Sequence[Any], figures: Figures) -> dict[str, Any]:
    if options.lower:
        return lowered(kept, options.lower, options.because)
    if options.new_gold:
        return renewed(kept, articles, figures, options.because)
    if options.higher and kept["gold"] == digest(articles):
        return {**kept, "floors": raised(figures, kept["floors"])}
    return kept


if __name__ == "__main__":
    sys.exit(main())
