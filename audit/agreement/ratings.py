"""Answers side by side: who gave which value to which unit, and how often each value fell on a unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rating:
    """One person's answer. `unit` is what was judged, `cluster` the article it stands in: units of one article are not
    independent of each other, so intervals resample articles."""

    unit: str
    coder: str
    value: str
    cluster: str
    time: datetime


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A unit on which people said different things: (coder, value), in the order in which they answered."""

    unit: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people gave each value to each unit: a row a unit, a column a value; `clusters` has a number a row."""

    values: tuple[str, ...]
    counts: Whole
    clusters: Whole

    @classmethod
    def of(cls, ratings: Iterable[Rating], values: Sequence[str] | None = None) -> Tally:
        """The tally of ratings; `values` are the columns (those that occur, if not given)."""
        units: dict[str, Counter[str]] = defaultdict(Counter)
        clusters: dict[str, str] = {}
        for rating in ratings:
            units[rating.unit][rating.value] += 1
            clusters[rating.unit] = rating.cluster
        columns = tuple(values or sorted({value for counted in units.values() for value in counted}))
        names = sorted(set(clusters.values()))
        place = {name: number for number, name in enumerate(names)}
        rows = [[counted[value] for value in columns] for counted in units.values()]
        return cls(
            columns,
            np.array(rows, dtype=np.int64).reshape(len(units), len(columns)),
            np.array([place[clusters[unit]] for unit in units], dtype=np.int64),
        )

    @property
    def ratings(self) -> int:
        return int(self.counts.sum())

    @property
    def articles(self) -> int:
        return len(set(self.clusters.tolist()))

    def pairable(self) -> Whole:
        """The rows on which two or more people answered."""
        rows: Whole = self.counts[self.counts.sum(axis=1) >= 2]
        return rows


def by_unit(ratings: Iterable[Rating]) -> dict[str, list[Rating]]:
    """The ratings of each unit in the order in which they were given."""
    units: dict[str, list[Rating]] = defaultdict(list)
    for rating in sorted(ratings, key=lambda r: (r.time, r.coder)):
        units[rating.unit].append(rating)
    return units


def pairable(ratings: Iterable[Rating]) -> list[Rating]:
    """The ratings of units that two or more people judged; one person agrees with nobody."""
    return [rating for given in by_unit(ratings).values() if len(given) >= 2 for rating in given]
