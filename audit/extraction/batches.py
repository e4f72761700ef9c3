"""Many articles to prediction lines, in one process or several; the order of the lines is that of the articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import TypeAlias

from audit.extraction.lines import article_line
from audit.extraction.parse import DEFAULT_MODEL
from audit.extraction.pipeline import extract_many

BATCH = 16  # articles handed to a process at once

Job: TypeAlias = tuple[str, str, Sequence[tuple[int, int, str]] | None]
"""Id, text and blocks of an article; no blocks: all of it is body."""


def read_lines(jobs: Iterable[Job], *, model: str = DEFAULT_MODEL, workers: int = 1) -> Iterator[str]:
    """One JSON line an article. Each of several workers loads the model once."""
    batches = _batches(jobs)
    read = partial(_read, model=model)
    if workers == 1:
        for batch in batches:
            yield from read(batch)
        return
    # A fresh interpreter for each: forking a process that has threads or a loaded model is asking for trouble.
    with get_context("spawn").Pool(workers) as pool:
        for lines in pool.imap(read, batches):
            yield from lines


def _batches(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    waiting = iter(jobs)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _read(batch: list[Job], model: str) -> list[str]:
    extractions = extract_many([(text, blocks) for _, text, blocks in batch], model=model)
    lines = (article_line(job[0], extraction) for job, extraction in zip(batch, extractions, strict=True))
    return [json.dumps(line, ensure_ascii=False) for line in lines]
