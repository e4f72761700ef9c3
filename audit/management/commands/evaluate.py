"""`manage.py evaluate GOLD`: how good the engine is on articles whose claims a person has marked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.ingest.plain import classify
from audit.extraction.batches import Job, read_lines
from audit.extraction.evaluation import Row, score

HEADER = "| row | gold | found | content P / R / F1 | exact F1 | attribution | end to end P / R / F1 | token F1 |"


class Command(BaseCommand):
    help = "Score the engine, or a file of prediction lines, against gold attribution lines; figures by kind."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("gold", type=Path, help='lines of {"id", "text", "attributions"}')
        parser.add_argument("predictions", type=Path, nargs="?", help="prediction lines; without them the engine runs")
        parser.add_argument("--workers", type=int, default=1, help="processes for the engine (default 1)")
        parser.add_argument("--json", action="store_true", help="the figures as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        gold = _lines(options["gold"])
        predictions = _lines(options["predictions"]) if options["predictions"] else _read(gold, options["workers"])
        try:
            rows = score(gold, predictions)
        except (KeyError, TypeError, IndexError) as error:
            raise CommandError(f"These are no gold and prediction lines: {error!r}.") from error
        if options["json"]:
            self.stdout.write(json.dumps({name: row._asdict() for name, row in rows.items()}))
            return
        self.stdout.write(f"{HEADER}\n{'| --- ' * HEADER.count(' | ')}| --- |")
        for name, row in rows.items():
            self.stdout.write(_line(name, row))


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {error}") from error


def _read(gold: list[dict[str, Any]], workers: int) -> list[dict[str, Any]]:
    jobs: list[Job] = []
    for article in gold:
        blocks = [(block.start, block.end, block.kind.value) for block in classify(article["text"])]
        jobs.append((article["id"], article["text"], blocks))
    return [json.loads(line) for line in read_lines(jobs, model=settings.LANGUAGE_MODEL, workers=workers)]


def _line(name: str, row: Row) -> str:
    content, end_to_end = (
        " / ".join(f"{100 * share:.1f}" for share in shares) for shares in (row.content, row.end_to_end)
    )
    cells = [name, str(row.gold), str(row.predicted), content, f"{100 * row.exact[2]:.1f}"]
    cells += [f"{100 * row.attribution:.1f}", end_to_end, f"{100 * row.tokens[2]:.1f}"]
    return f"| {' | '.join(cells)} |"
