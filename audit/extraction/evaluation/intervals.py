"""How far figures would move with other articles: 95 % intervals from articles drawn again with replacement.

Articles are drawn and not claims: the claims of one article resemble each other. The draws are the same each time.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

from audit.extraction.evaluation.claims import Comparison, Counts, Row, counts_of, rows_of
from audit.extraction.evaluation.speakers import Judgement, by_article, figures_of

Interval: TypeAlias = tuple[float, float]
T = TypeVar("T")


def row_intervals(compared: Sequence[Comparison], times: int) -> dict[str, dict[str, Interval]]:
    """Row -> figure -> interval, for the F1 values (spoken: the recall) and the attribution."""
    counts = [counts_of(one) for one in compared]
    runs = [rows_of(_total(drawn)) for drawn in _draws(counts, times)]
    return {name: _intervals(headline_figures(name, run[name]) for run in runs) for name in (runs[0] if runs else ())}


def headline_figures(name: str, row: Row) -> dict[str, float]:
    """The figures of a row that one compares: F1 where there is a precision, else the recall."""
    at = 1 if name == "spoken" else 2
    return {
        "content": row.content[at],
        "exact": row.exact[at],
        "attribution": row.attribution,
        "end to end": row.end_to_end[at],
    }


def speaker_intervals(judged: Sequence[Judgement], times: int) -> dict[str, Interval]:
    """Figure -> interval; a figure that some draws do not have is taken over the others."""
    runs = (figures_of(drawn) for drawn in _draws(by_article(judged), times))
    return _intervals({name: share for name, share in run.items() if share is not None} for run in runs)


def _draws(articles: Sequence[T], times: int) -> Iterator[list[T]]:
    draw = random.Random(0)
    for _ in range(times if articles else 0):
        yield draw.choices(articles, k=len(articles))


def _total(counts: Iterable[Counts]) -> Counts:
    total: Counts = Counter()
    for one in counts:
        total.update(one)
    return total


def _intervals(runs: Iterable[Mapping[str, float]]) -> dict[str, Interval]:
    values: defaultdict[str, list[float]] = defaultdict(list)
    for run in runs:
        for name, value in run.items():
            values[name].append(value)
    return {name: _middle(sorted(found)) for name, found in values.items()}


def _middle(found: Sequence[float]) -> Interval:
    return found[int(0.025 * len(found))], found[int(0.975 * (len(found) - 1))]
