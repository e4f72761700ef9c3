"""Many articles at once: in order, from any number of processes, without reading far ahead."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any

import pytest

from audit.extraction import batches
from audit.extraction.batches import in_order, read_lines

TEXT = "“Rents fell,” said Ana Ruiz."


def ids(lines: Iterator[str]) -> list[Any]:
    return [json.loads(line)["id"] for line in lines]


def kill_oneself(text: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def body_of_the_first_half(text: str) -> list[tuple[int, int, str]]:
    return [(0, len(text) // 2, "body")]


def test_batches_hold_few_characters_but_any_single_article() -> None:
    jobs = [(str(n), "x" * length) for n, length in enumerate((5_000, 7_000, 1, 90_000, 5))]
    found = [[identity for identity, _ in batch] for batch in batches._batches(jobs)]
    assert found == [["0", "1"], ["2"], ["3"], ["4"]]
    assert [len(batch) for batch in batches._batches([("a", "")] * 40)] == [16, 16, 8]


def test_two_workers_give_what_one_gives_in_the_same_order() -> None:
    jobs = [(str(n), f"{TEXT} {'He paid. ' * 30}" if n % 3 else TEXT) for n in range(12)]
    one = list(read_lines(jobs))
    assert list(read_lines(jobs, workers=2)) == one
    assert ids(iter(one)) == [str(n) for n in range(12)]


def test_blocks_are_found_by_the_function_that_is_given() -> None:
    (whole,) = read_lines([("a", f"{'He paid for it. ' * 5}\n\n{TEXT}")])
    (half,) = read_lines([("a", f"{'He paid for it. ' * 5}\n\n{TEXT}")], blocks_of=body_of_the_first_half)
    assert [len(json.loads(line)["claims"]) for line in (whole, half)] == [1, 0]


def test_a_killed_worker_ends_the_work_with_an_error() -> None:
    with pytest.raises(BrokenProcessPool):
        list(read_lines([("a", TEXT)], blocks_of=kill_oneself, workers=2))


def test_work_is_started_no_further_ahead_than_it_is_waited_for() -> None:
    started: list[int] = []

    def start(number: int) -> Future[int]:
        started.append(number)
        done: Future[int] = Future()
        done.set_result(number)
        return done

    results = in_order((partial(start, n) for n in range(100)), 8)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    assert len(started) == 10
    assert list(results) == list(range(3, 100))
