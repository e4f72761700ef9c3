"""How long bringing in many texts takes, against plain INSERTs of the same texts, and how much memory.

    python -m pytest -m bench tests/benchmarks/test_bulk.py -s

Both write to the same database in turns, in batches of the same size, each batch committed. The plain side is one table
with the text alone: no index but the key, no event, no digest, no job. Times are by the clock, since most of the work
is the database's.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction

from articles.ingest.inputs import items
from articles.models import Import, Revision
from articles.reading.many import read_many
from articles.services import begin_import, run_import
from articles.services.bulk import MOST_ITEMS
from audit.services.defaults import the_machine
from tests.benchmarks import speed

RATIO, REACHED = 4.0, 60.0
GROWTH = 40.0  # megabytes that ten times the lines may add


class Bulk(NamedTuple):
    """Seconds a thousand texts, the medians of the rounds, and the median of the rounds' ratios."""

    plain: float
    ours: float
    ratio: float


def measured(folder: Path, *, count: int = 3000, rounds: int = 3, workers: int = 2) -> Bulk:
    """Both sides in turns, after one round that counts for neither. Needs a table plain_texts (id uuid, text)."""
    rounds_done = []
    for _ in range(rounds + 1):
        # A text that is there already would cost nothing.
        mark = uuid.uuid4()
        texts = [f"{text}\n\nText {place} of {mark}.\n" for place, text in enumerate(speed.texts(count))]
        plain, ours = plain_inserts(texts), bulk(folder, texts, workers)
        rounds_done.append((plain, ours, ours / plain))
    plain, ours, ratio = (statistics.median(column) for column in zip(*rounds_done[1:], strict=True))
    return Bulk(plain / count * 1000, ours / count * 1000, ratio)


def plain_inserts(texts: Sequence[str]) -> float:
    start = time.monotonic()
    for first in range(0, len(texts), MOST_ITEMS):
        rows = [value for text in texts[first : first + MOST_ITEMS] for value in (uuid.uuid4(), text)]
        values = ", ".join(["(%s, %s)"] * (len(rows) // 2))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO plain_texts (id, text) VALUES {values}", rows)
    return time.monotonic() - start


def bulk(folder: Path, texts: Sequence[str], workers: int) -> float:
    path = folder / "texts.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    start = time.monotonic()
    of = begin_import(paths=[path], outlet="The Post", way=Revision.Way.COMMAND, actor=the_machine())
    run_import(of, [path], workers=workers)
    seconds = time.monotonic() - start
    assert Import.objects.get(pk=of.pk).stored == len(texts)
    return seconds


def peak_megabytes(folder: Path, lines: int) -> float:
    """The most that a fresh process holds that goes through a file of so many lines as an import does, but storing."""
    path = folder / f"{lines}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps({'text': text})}\n" for text in _short_texts(lines))
    program = (
        "import sys, django; django.setup(); from pathlib import Path; from tests.benchmarks import bulk;"
        "bulk.go_through(Path(sys.argv[1])); print(bulk.speed.held_megabytes())"
    )
    command = [sys.executable, "-c", program, str(path)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "audit.config.settings"}
    done = subprocess.run(command, cwd=speed.ROOT, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def _short_texts(lines: int) -> Iterator[str]:
    return (f"Ferry number {n} sails again\n\nIt sailed at {n}." for n in range(lines))


def go_through(path: Path) -> None:
    for _ in read_many(items([path])):
        pass
