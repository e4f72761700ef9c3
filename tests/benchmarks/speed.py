"""How fast and how large the engine is, against the full small English spaCy pipeline on the same texts.

    python -m tests.benchmarks.speed [ratio] [load] [memory] [workers]

Times are CPU seconds (time.process_time) of one thread, but for the workers, whose gain is a matter of the clock:
that figure means something on an idle machine only, and does not count towards the exit code. The texts are the gold
articles and articles recombined from their paragraphs, the same each time.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from audit.extraction import DEFAULT_MODEL, extract, extract_many
from tests.benchmarks import gold

ROOT = Path(__file__).resolve().parent.parent.parent
PAIRS = 7
RATIO, RATIO_BOUND = 1.15, 1.20
LOAD = 1.3
MEGABYTES = 700
SPEED_UP = 1.8
LONGEST = 100_000
SENTENCE = "“The dam held,” said Ada Roe."
_LOAD_OURS = f"from audit.extraction import extract; extract({SENTENCE!r})"
_LOAD_SPACY = f"import {DEFAULT_MODEL} as model; model.load()({SENTENCE!r})"


class Ratio(NamedTuple):
    """Ours to theirs: the median over the pairs and its 95 % interval, from pairs drawn again with replacement."""

    median: float
    low: float
    high: float


def texts(count: int) -> list[str]:
    """The gold articles, then articles of the same length made of paragraphs of all of them."""
    own = [article["text"] for article in gold.load()]
    draw, paragraphs = random.Random(0), [part for text in own for part in text.split("\n\n")]
    more = ("\n\n".join(draw.choices(paragraphs, k=len(draw.choice(own).split("\n\n")))) for _ in range(count))
    return [*own, *more][:count]


def long_text(length: int) -> str:
    """One article of so many code points."""
    pool = "\n\n".join(texts(100))
    return (pool * (1 + length // len(pool)))[:length]


def in_turns(ours: Callable[[], float], theirs: Callable[[], float], pairs: int = PAIRS) -> Ratio:
    """The seconds that one returns to those of the other, A B, B A, ..., after a round that does not count."""
    ours()
    theirs()
    found = []
    for number in range(pairs):
        turn = (ours, theirs) if number % 2 else (theirs, ours)
        spent = {one: one() for one in turn}
        found.append(spent[ours] / spent[theirs])
    return interval(found)


def seconds(act: Callable[[], object]) -> float:
    """CPU seconds of a call in this process."""
    start = time.process_time()
    act()
    return time.process_time() - start


def interval(ratios: Sequence[float], times: int = 1000) -> Ratio:
    """The median of the ratios and the interval of it."""
    draw = random.Random(0)
    medians = sorted(statistics.median(draw.choices(ratios, k=len(ratios))) for _ in range(times))
    return Ratio(statistics.median(ratios), medians[int(0.025 * times)], medians[int(0.975 * times)])


def parsing_ratio(count: int = 20) -> Ratio:
    """The engine to spaCy's whole pipeline, both with many articles at once, both loaded before."""
    articles = texts(count)
    pipeline = importlib.import_module(DEFAULT_MODEL).load()
    return in_turns(
        lambda: seconds(lambda: list(extract_many((text, None) for text in articles))),
        lambda: seconds(lambda: list(pipeline.pipe(articles))),
    )


def load_ratio(pairs: int = 5) -> Ratio:
    """A first sentence in a fresh process, the engine's to spaCy's: imports, model, word lists."""
    return in_turns(lambda: fresh_seconds(_LOAD_OURS), lambda: fresh_seconds(_LOAD_SPACY), pairs)


def fresh_seconds(program: str) -> float:
    """CPU seconds of a program in a process of its own, all that it loads included."""
    shown = run([sys.executable, "-c", f"{program}\nimport time; print(time.process_time())"])
    return float(shown.stdout.split()[-1])


def peak_megabytes() -> float:
    """The most that a fresh process holds that reads one article at a time, the longest of 100,000 characters."""
    program = "from tests.benchmarks import speed; speed.read_one_by_one(); print(speed.held_megabytes())"
    return float(run([sys.executable, "-c", program]).stdout.split()[-1])


def held_megabytes() -> float:
    """The most that this process ever held.

    Not `ru_maxrss`: Linux carries that over from the process that started this one, however large it was.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def read_one_by_one() -> None:
    for text in [*texts(10), long_text(LONGEST), *texts(5)]:
        extract(text)


class Workers(NamedTuple):
    """One worker to two: by the clock, and all CPU seconds of two to those of one (what parallel work wastes)."""

    speed_up: float
    cost: float


def workers(count: int = 600) -> Workers:
    """`extract --jsonl` over so many articles with one worker and with two, start-up included."""
    lines = "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts(count)))
    (one, cost_one), (two, cost_two) = (_extract(lines, number) for number in (1, 2))
    return Workers(one / two, cost_two / cost_one)


def _extract(lines: str, number: int) -> tuple[float, float]:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    run([sys.executable, "manage.py", "extract", "--jsonl", "--workers", str(number)], given=lines)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - start, spent


def run(command: Sequence[str], given: str = "") -> Any:
    """A process of its own, held to one thread."""
    alone = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}
    return subprocess.run(command, input=given, cwd=ROOT, env=alone, capture_output=True, text=True, check=True)


def _report(name: str) -> tuple[str, bool]:
    """What is measured, as a line, and whether it is within its budget."""
    if name == "ratio":
        found = parsing_ratio()
        told = f"CPU time to spaCy's: {found.median:.2f} ({found.low:.2f} to {found.high:.2f})"
        return f"{told}; at most {RATIO}, bound {RATIO_BOUND}", found.median <= RATIO and found.high <= RATIO_BOUND
    if name == "load":
        found = load_ratio()
        return f"load time to spaCy's: {found.median:.2f}; at most {LOAD}", found.median <= LOAD
    if name == "memory":
        peak = peak_megabytes()
        return f"peak memory: {peak:.0f} MB; under {MEGABYTES}", peak < MEGABYTES
    gain = workers()
    told = f"two workers: {gain.speed_up:.2f} x one by the clock at {gain.cost:.2f} x the CPU time"
    return f"{told}; at least {SPEED_UP} on an idle machine (load now {os.getloadavg()[0]:.1f})", True


def main(names: Sequence[str]) -> int:
    """Print what is asked for; 1 if a budget is exceeded."""
    held = True
    for name in names or ("ratio", "load", "memory", "workers"):
        line, within = _report(name)
        sys.stdout.write(f"{line}{'' if within else '  EXCEEDED'}\n")
        held = held and within
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
