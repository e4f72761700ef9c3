"""`manage.py evaluate GOLD`: how good the engine is on articles whose claims a person has marked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.ingest.plain import block_spans
from audit.extraction import evaluation
from audit.extraction.batches import read_lines
from audit.extraction.evaluation import BadLines, Comparison, GoldArticle, Judgement, PredictedArticle, tables

LISTED = 10  # changes of each sort that --compare shows if --errors does not say how many
T = TypeVar("T")


class Command(BaseCommand):
    help = "Score the engine, or a file of prediction lines, against gold lines: claims by kind, and speaker labels."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("gold", type=Path, help='lines of {"id", "text", "attributions", "speakers"?}')
        parser.add_argument("predictions", type=Path, nargs="?", help="prediction lines; without them the engine runs")
        parser.add_argument(
            "--labels", type=Path, help='speaker labels, if not in GOLD: a JSON list of {"id", "claims"}'
        )
        parser.add_argument("--workers", type=_positive, default=1, help="processes for the engine (default 1)")
        parser.add_argument("--bootstrap", type=_positive, metavar="N", help="95 %% intervals, N draws of articles")
        parser.add_argument("--errors", type=_positive, metavar="N", help="up to N errors of each class")
        parser.add_argument("--compare", type=Path, metavar="OLD", help="claims gained and lost against these lines")
        shape = parser.add_mutually_exclusive_group()
        shape.add_argument("--json", action="store_true", help="the figures as one JSON object")
        shape.add_argument("--calibration", action="store_true", help="confidence against the share that is right")
        shape.add_argument("--fit-confidence", action="store_true", help="a new lexicon/confidence.txt from this gold")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for line in self._lines(options):
                self.stdout.write(line)
        except BadLines as error:
            raise CommandError(str(error)) from error
        except BrokenProcessPool as error:
            raise CommandError("A worker was killed, perhaps for want of memory.") from error

    def _lines(self, options: dict[str, Any]) -> Iterator[str]:
        gold = _read(options["gold"], evaluation.read_gold)
        labels = _labels(gold, options["labels"])
        if options["predictions"]:
            predictions = _read(options["predictions"], evaluation.read_predictions)
        else:
            predictions = _extract(gold, options["workers"])
        compared = evaluation.compare_all(gold, predictions)
        if options["fit_confidence"]:
            return iter(evaluation.fitted_lines(evaluation.outcomes(compared), _confidence_file()))
        if options["calibration"]:
            return tables.calibration_table(evaluation.bins(evaluation.outcomes(compared)))
        judged = evaluation.judge_all(labels, {line["id"]: line["claims"] for line in predictions})
        if options["json"]:
            return iter([_as_json(compared, judged, options["bootstrap"])])
        return _report(gold, compared, judged, options)


def _positive(given: str) -> int:
    number = int(given)
    if number < 1:
        raise ValueError(given)
    return number


def _report(
    gold: Sequence[GoldArticle], compared: Sequence[Comparison], judged: Sequence[Judgement], options: dict[str, Any]
) -> Iterator[str]:
    times = options["bootstrap"] or 0
    yield from tables.row_table(evaluation.score(compared))
    if times:
        yield ""
        yield from tables.interval_table(evaluation.row_intervals(compared, times))
    if judged:
        figures, spread = evaluation.score_speakers(judged), evaluation.speaker_intervals(judged, times)
        yield ""
        yield from tables.speaker_table(figures, spread, len(judged))
    if options["errors"]:
        yield from tables.error_lines(list(evaluation.mistakes(compared, judged)), options["errors"])
    if options["compare"]:
        old = evaluation.compare_all(gold, _read(options["compare"], evaluation.read_predictions))
        yield from tables.change_lines(list(evaluation.changes(compared, old)), options["errors"] or LISTED)


def _as_json(compared: Sequence[Comparison], judged: Sequence[Judgement], times: int | None) -> str:
    figures: dict[str, Any] = {
        "rows": {name: row._asdict() for name, row in evaluation.score(compared).items()},
        "speakers": evaluation.score_speakers(judged) if judged else None,
    }
    if times:
        figures["intervals"] = {
            "rows": evaluation.row_intervals(compared, times),
            "speakers": evaluation.speaker_intervals(judged, times),
        }
    return json.dumps(figures)


def _read(path: Path, read: Callable[[Iterable[str], str], list[T]]) -> list[T]:
    return read(_text(path).split("\n"), str(path))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {error}") from error


def _labels(gold: Sequence[GoldArticle], path: Path | None) -> dict[str, list[evaluation.Label]]:
    """Article -> speaker labels, of the gold lines or of a file of their own; of articles in the gold alone."""
    if path is None:
        return {article["id"]: article["speakers"]["claims"] for article in gold if "speakers" in article}
    found = evaluation.read_labels(_text(path), str(path))
    if missing := found.keys() - {article["id"] for article in gold}:
        raise CommandError(f"{path} labels {sorted(missing)[0]}, which is not in the gold file.")
    return found


def _extract(gold: Sequence[GoldArticle], workers: int) -> list[PredictedArticle]:
    jobs = ((article["id"], article["text"]) for article in gold)
    lines = read_lines(jobs, blocks_of=block_spans, model=settings.LANGUAGE_MODEL, workers=workers)
    return [json.loads(line) for line in lines]


def _confidence_file() -> str:
    return (files("audit.extraction") / "lexicon" / "confidence.txt").read_text(encoding="utf-8")
