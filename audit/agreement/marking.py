"""Unitising: do people mark the same words as claims? Words of a text are the units, marked or not the values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations

import numpy as np

from audit.agreement.measures import NOTHING, ONE_ARTICLE, RESAMPLES, SEED, Agreement, Measure, measure
from audit.agreement.ratings import Rating

Span = tuple[int, int]
MARKED, UNMARKED = "marked", "not marked"
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text that several people marked, each alone. `words` are the spans of its words, `marks` by person the spans
    marked as claims; offsets are code points, end exclusive."""

    article: str
    words: Sequence[Span]
    marks: Mapping[str, Sequence[Span]]


@dataclass(frozen=True, slots=True)
class MarkingAgreement:
    """Agreement word by word (alpha, AC1, raw), and the F1 of the words that each two people marked."""

    words: Agreement
    f1: Measure


def marking_agreement(texts: Iterable[MarkedText]) -> MarkingAgreement:
    """How far people mark the same words; texts that one person marked alone do not count."""
    shared = [text for text in texts if len(text.marks) >= 2]
    ratings = [rating for text in shared for rating in _ratings(text)]
    return MarkingAgreement(measure(ratings, "words", (MARKED, UNMARKED)), _f1(shared))


def _covered(text: MarkedText, coder: str) -> list[bool]:
    """For each word whether this person's marks touch it."""
    marks = text.marks[coder]
    return [any(start < end_ and begin < end for begin, end_ in marks) for start, end in text.words]


def _ratings(text: MarkedText) -> list[Rating]:
    return [
        Rating(f"{text.article} {number}", coder, MARKED if covered else UNMARKED, text.article, NO_TIME)
        for coder in text.marks
        for number, covered in enumerate(_covered(text, coder))
    ]


def _f1(texts: Sequence[MarkedText]) -> Measure:
    """Twice the words that both marked over the words that each marked, summed over pairs of people and texts."""
    if not texts:
        return Measure(None, words=NOTHING)
    sums = np.array([_both_and_each(text) for text in texts], dtype=np.float64)
    both, each = sums.sum(axis=0)
    if not each:
        return Measure(None, words="Nobody marked a word.")
    if len(texts) < 2:
        return Measure(2 * both / each, words=ONE_ARTICLE)
    count = len(texts)
    drawn = np.random.default_rng(SEED).multinomial(count, np.full(count, 1 / count), size=RESAMPLES) @ sums
    found = 2 * drawn[drawn[:, 1] > 0, 0] / drawn[drawn[:, 1] > 0, 1]
    low, high = np.percentile(found, [2.5, 97.5])
    return Measure(float(2 * both / each), float(low), float(high))


def _both_and_each(text: MarkedText) -> tuple[int, int]:
    marked = {coder: np.array(_covered(text, coder), dtype=bool) for coder in text.marks}
    pairs = list(combinations(marked.values(), 2))
    both = sum(int((one & other).sum()) for one, other in pairs)
    return both, sum(int(one.sum() + other.sum()) for one, other in pairs)
