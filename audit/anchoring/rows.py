"""Two texts side by side: paragraph beside paragraph, with the words that differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from audit.anchoring.alignment import Span, align
from audit.anchoring.words import Run, changed_words

LIKE = 50  # of 100: from here on two paragraphs are one, edited; below, one went and another came
MOST_PAIRS = 2500  # in one gap; larger ones are paired in order alone


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the old text beside that of the new one; None where there is none. `runs` when they differ."""

    old: Span | None
    new: Span | None
    runs: tuple[Run, ...] = ()

    @property
    def is_same(self) -> bool:
        return self.old is not None and self.new is not None and not self.runs


def side_by_side(old: str, new: str) -> tuple[Row, ...]:
    """All paragraphs of both texts, in order; a moved one stands as removed and as added."""
    alignment = align(old, new)
    rows: list[Row] = []
    i = j = 0
    for o in (*alignment.paired, len(alignment.old)):
        n = alignment.same.get(o, len(alignment.new))
        rows += _gap(old, new, alignment.old[i:o], alignment.new[j:n])
        if o < len(alignment.old):
            rows.append(Row(alignment.old[o], alignment.new[n]))
        i, j = o + 1, n + 1
    return tuple(rows)


def _gap(old: str, new: str, before: tuple[Span, ...], after: tuple[Span, ...]) -> Iterator[Row]:
    at = 0
    for o in before:
        words = old[o[0] : o[1]]
        match = next((n for n in range(at, len(after)) if _is_like(words, new[slice(*after[n])])), None)
        if match is None or len(before) * len(after) > MOST_PAIRS:
            yield Row(o, None, changed_words(words, ""))
            continue
        yield from (Row(None, n, changed_words("", new[n[0] : n[1]])) for n in after[at:match])
        yield Row(o, after[match], changed_words(words, new[slice(*after[match])]))
        at = match + 1
    yield from (Row(None, n, changed_words("", new[n[0] : n[1]])) for n in after[at:])


def _is_like(one: str, other: str) -> bool:
    return fuzz.ratio(one, other, score_cutoff=LIKE) > 0
