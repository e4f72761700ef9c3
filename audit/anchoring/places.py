"""Find the words of a claim again in a later text: in their paragraph, then the same words anywhere, then like ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import islice, pairwise

from rapidfuzz import fuzz

from audit.anchoring.alignment import Alignment, Span, align

Spans = tuple[Span, ...]

SAME_PLACE = 0.8  # share of characters that two claims must have in common to be one
LIKE = 0.85  # from here on other words are proposed as the same quotation, reworded; below they are not
FEWEST_WORDS = 4  # shorter ones resemble too much by chance
CONTEXT = 32  # code points before and after that tell one of several equal places from the others
WORD = re.compile(r"\w+|[^\w\s]")
MOST_PLACES = 50  # of the same words; more are not told apart anyway


class Status(StrEnum):
    UNCHANGED = "unchanged"
    MOVED = "moved"
    REWORDED = "reworded"
    AMBIGUOUS = "ambiguous"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands in the new text: `content` is None when it is ambiguous or gone; score from 0 to 1."""

    status: Status
    content: Spans | None
    score: float

    @property
    def has_same_words(self) -> bool:
        return self.status in (Status.UNCHANGED, Status.MOVED)


GONE = Place(Status.GONE, None, 0.0)
AMBIGUOUS = Place(Status.AMBIGUOUS, None, 1.0)


def is_same_place(one: Spans, other: Spans) -> bool:
    """Whether two claims of one text are the same stretch of it: most characters that either holds are both's."""
    if not one or not other or one[0][0] >= other[-1][1] or other[0][0] >= one[-1][1]:
        return False
    common = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    either = sum(end - start for start, end in (*one, *other)) - common
    return common >= SAME_PLACE * either


def place(contents: Sequence[Spans], old: str, new: str) -> list[Place]:
    """For each claim of the old text (its spans, sorted) its place in the new one, in the same order.

    Words in a paragraph that did not change, or in the one that stands in its stead, are `unchanged`; the same words
    elsewhere `moved`, when only one place fits; like ones `reworded`, which is a proposal and no more."""
    search = _Search(old, new, align(old, new))
    return [search.place(content) for content in contents]


@dataclass(frozen=True, slots=True)
class _Search:
    old: str
    new: str
    alignment: Alignment

    def place(self, content: Spans) -> Place:
        return _whole(content, [self._piece(span) for span in content])

    def _piece(self, span: Span) -> Place:
        return self._same_paragraphs(span) or self._same_words(span) or self._like_words(span)

    def _same_paragraphs(self, span: Span) -> Place | None:
        """The same words at the same place of the same paragraphs."""
        pairs = [self.alignment.same.get(paragraph) for paragraph in self.alignment.touched(span)]
        if not pairs or None in pairs:
            return None
        first = self.alignment.touched(span)[0]
        shift = self.alignment.new[self.alignment.same[first]][0] - self.alignment.old[first][0]
        found = span[0] + shift, span[1] + shift
        if self.new[found[0] : found[1]] != self.old[span[0] : span[1]]:
            return None  # blank lines or a margin differ
        return Place(Status.UNCHANGED, (found,), 1.0)

    def _same_words(self, span: Span) -> Place | None:
        places = list(islice(occurrences_of(self.old[span[0] : span[1]], self.new), MOST_PLACES))
        here = [found for found in places if _inside(found, self._stead(span))]
        for group in (here, places):
            if found := self._only(span, group):
                return Place(Status.UNCHANGED if found in here else Status.MOVED, (found,), 1.0)
        return AMBIGUOUS if places else None

    def _only(self, span: Span, places: Sequence[Span]) -> Span | None:
        """The one place, or the one among several with the same words before and after it."""
        if len(places) == 1:
            return places[0]
        with_context = [found for found in places if self._context(self.new, found) == self._context(self.old, span)]
        return with_context[0] if len(with_context) == 1 else None

    def _context(self, text: str, span: Span) -> tuple[str, str]:
        return text[max(0, span[0] - CONTEXT) : span[0]], text[span[1] : span[1] + CONTEXT]

    def _like_words(self, span: Span) -> Place:
        """The likest words in the paragraphs that stand where those of the claim stood."""
        words = self.old[span[0] : span[1]]
        start, end = self._stead(span)
        if len(words.split()) < FEWEST_WORDS or not self.new[start:end].strip():
            return GONE
        score, like = max(self._likeness(words, window) for window in _windows(words, self.new, (start, end)))
        return Place(Status.REWORDED, (like,), score) if score >= LIKE else GONE

    def _likeness(self, words: str, window: Span) -> tuple[float, Span]:
        """How like the words are to the part of the window that begins and ends with one of them."""
        inner = _between_common_words(words, self.new[window[0] : window[1]])
        like = window[0] + inner[0], window[0] + inner[1]
        return fuzz.ratio(words, self.new[like[0] : like[1]]) / 100, like

    def _stead(self, span: Span) -> Span:
        """The stretch of the new text between what stands before and after the paragraphs of the span."""
        gaps = [self.alignment.gap(paragraph) for paragraph in self.alignment.touched(span)]
        first, last = min((g.start for g in gaps), default=0), max((g.stop for g in gaps), default=0)
        return (self.alignment.new[first][0], self.alignment.new[last - 1][1]) if first < last else (0, 0)


def _whole(content: Spans, pieces: Sequence[Place]) -> Place:
    """The place of a claim from those of its pieces: all must be found, in order, or it is gone or reworded."""
    if any(piece.status == Status.AMBIGUOUS for piece in pieces):
        return AMBIGUOUS
    lengths = [end - start for start, end in content]
    score = sum(n * piece.score for n, piece in zip(lengths, pieces, strict=True)) / sum(lengths)
    found = tuple(span for piece in pieces for span in piece.content or ())
    in_order = all(one[1] <= other[0] for one, other in pairwise(found))
    if not found or not in_order or score < LIKE:
        return GONE
    statuses = {piece.status for piece in pieces}
    if statuses <= {Status.UNCHANGED, Status.MOVED}:
        return Place(Status.MOVED if Status.MOVED in statuses else Status.UNCHANGED, found, 1.0)
    return Place(Status.REWORDED, found, score)


def occurrences_of(words: str, text: str) -> Iterator[Span]:
    """Each place of the words where they cut no other word."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not _joined(text, at) and not _joined(text, end):
            yield at, end
        at = text.find(words, at + 1)


def _joined(text: str, at: int) -> bool:
    """Whether a word goes on across this offset."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _inside(span: Span, stretch: Span) -> bool:
    return stretch[0] <= span[0] and span[1] <= stretch[1]


def _windows(words: str, text: str, limits: Span) -> list[Span]:
    """The stretch within the limits that is likest, as long as the words; and with room for words put in."""
    found = fuzz.partial_ratio_alignment(words, text[limits[0] : limits[1]])
    if found is None or len(words) > limits[1] - limits[0]:
        return [limits]
    room = len(words) // 2
    start, end = limits[0] + found.dest_start, limits[0] + found.dest_end
    return [(max(limits[0], start - more), min(limits[1], end + more)) for more in (0, room)]


def _between_common_words(words: str, window: str) -> Span:
    """From the first to the last word of the window that the two have in common, in order."""
    tokens = [found.span() for found in WORD.finditer(window)]
    matcher = SequenceMatcher(None, WORD.findall(words), [window[start:end] for start, end in tokens], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    return (tokens[blocks[0].b][0], tokens[blocks[-1].b + blocks[-1].size - 1][1]) if blocks else (0, len(window))
