"""Which paragraph of the old text is which of the new one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Paragraphs of two texts and how they correspond.

    `old` and `new` are the spans of the paragraphs; `same` gives for an old paragraph the new one with the same
    words. Pairs never cross: a paragraph that was moved has no pair."""

    old: tuple[Span, ...]
    new: tuple[Span, ...]
    same: dict[int, int]
    paired: tuple[int, ...]  # the old paragraphs with a pair, in order

    def touched(self, span: Span) -> range:
        """The old paragraphs that a span of the old text touches."""
        first = bisect_right(self.old, span[0], key=_end)
        last = bisect_left(self.old, span[1], key=_start)
        return range(first, last)

    def gap(self, paragraph: int) -> range:
        """The new paragraphs that stand where this old one stood: its pair, or those between its neighbours' pairs."""
        if paragraph in self.same:
            return range(self.same[paragraph], self.same[paragraph] + 1)
        at = bisect_left(self.paired, paragraph)
        before = self.same[self.paired[at - 1]] + 1 if at else 0
        after = self.same[self.paired[at]] if at < len(self.paired) else len(self.new)
        return range(before, after)


def _start(span: Span) -> int:
    return span[0]


def _end(span: Span) -> int:
    return span[1]


def align(old: str, new: str) -> Alignment:
    """Pair the paragraphs (lines with words) that are the same in both texts, in order.

    Lines that stand once in each text are paired along the longest run in which their order agrees, then their equal
    neighbours; the time grows with n log n."""
    before, after = _lines(old), _lines(new)
    old_words = [old[start:end].strip() for start, end in before]
    new_words = [new[start:end].strip() for start, end in after]
    same = _spread(_in_order(_unique_pairs(old_words, new_words)), old_words, new_words)
    return Alignment(tuple(before), tuple(after), same, tuple(sorted(same)))


def _lines(text: str) -> list[Span]:
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _unique_pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    often_old, often_new = Counter(old), Counter(new)
    at = {words: number for number, words in enumerate(new)}
    once = (n for n, words in enumerate(old) if often_old[words] == 1 == often_new.get(words, 0))
    return [(n, at[old[n]]) for n in once]


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises in both texts (patience sorting)."""
    piles: list[int] = []  # the last new paragraph of the best run of each length
    tops: list[int] = []  # and the pair it ends with
    before: list[int | None] = []
    for number, (_old, new) in enumerate(pairs):
        length = bisect_left(piles, new)
        before.append(tops[length - 1] if length else None)
        piles[length : length + 1] = [new]
        tops[length : length + 1] = [number]
    run: list[tuple[int, int]] = []
    at = tops[-1] if tops else None
    while at is not None:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _spread(run: Sequence[tuple[int, int]], old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """The pairs of the run with the equal lines directly after and before them, also at the ends of the texts."""
    same = dict(run)
    taken = set(same.values())
    for step, border in ((1, (-1, -1)), (-1, (len(old), len(new)))):
        for o, n in [border, *run][::step]:
            o, n = o + step, n + step
            while 0 <= o < len(old) and 0 <= n < len(new) and o not in same and n not in taken and old[o] == new[n]:
                same[o] = n
                taken.add(n)
                o, n = o + step, n + step
    return same
