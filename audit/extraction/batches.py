"""Many articles to prediction lines, in one process or several; the order of the lines is that of the articles."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TypeAlias, TypeVar

from audit.extraction.lines import article_line
from audit.extraction.parsing.parse import DEFAULT_MODEL
from audit.extraction.pipeline import extract_many
from audit.extraction.text import Block

MOST_ARTICLES, MOST_CHARACTERS = 16, 12_000
"""What is handed to a process at once: enough to feed the parser in batches, so little that none idles at the end."""
_AHEAD = 4  # batches a worker that wait for it or for their turn to be written: memory does not grow with the input

T = TypeVar("T")
Job: TypeAlias = tuple[str, str]
"""Id and text of an article."""
BlocksOf: TypeAlias = Callable[[str], Sequence[Block] | None]
"""Finds the blocks of a text; None: all of it is body. A function of a module, so that other processes can name it."""


def all_body(text: str) -> None:
    """No blocks: the whole text is read."""


def read_lines(
    jobs: Iterable[Job], *, blocks_of: BlocksOf = all_body, model: str = DEFAULT_MODEL, workers: int = 1
) -> Iterator[str]:
    """One JSON line an article. Each of several workers loads the model once and finds the blocks itself.

    Raises BrokenProcessPool if a worker is killed."""
    read = partial(_read, blocks_of=blocks_of, model=model)
    if workers == 1:
        for batch in _batches(jobs):
            yield from read(batch)
        return
    # A fresh interpreter for each: forking a process that has threads or a loaded model is asking for trouble.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        for lines in in_order((partial(pool.submit, read, batch) for batch in _batches(jobs)), _AHEAD * workers):
            yield from lines
    finally:
        pool.shutdown(cancel_futures=True)


def in_order(starts: Iterable[Callable[[], Future[T]]], most: int) -> Iterator[T]:
    """The results of the started work in its order, with at most so many that wait or run."""
    waiting: deque[Future[T]] = deque()
    for start in starts:
        waiting.append(start())
        if len(waiting) == most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _batches(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    batch: list[Job] = []
    length = 0
    for job in jobs:
        if batch and (len(batch) == MOST_ARTICLES or length + len(job[1]) > MOST_CHARACTERS):
            yield batch
            batch, length = [], 0
        batch.append(job)
        length += len(job[1])
    if batch:
        yield batch


def _read(batch: list[Job], blocks_of: BlocksOf, model: str) -> list[str]:
    extractions = extract_many([(text, blocks_of(text)) for _, text in batch], model=model)
    lines = (article_line(job[0], extraction) for job, extraction in zip(batch, extractions, strict=True))
    return [json.dumps(line, ensure_ascii=False) for line in lines]
