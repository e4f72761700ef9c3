"""A paragraph as a row of shortened quotations and the stretches of prose between them, cut at sentence ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from audit.extraction.cues.expressions import Cue
from audit.extraction.parsing.parse import Parse

_STOPS = frozenset({".", "?", "!"})
DASHES = frozenset({"—", "–", "-", "--", "―", "~"})
_BARE, _ANY_LENGTH = 4, 1000
_BARELY = frozenset({"say", "ask", "add", "reply", "write", "answer", "explain", "tweet", "recall", "shout"})
_SOFT = frozenset({"?", "!"})


class Element(NamedTuple):
    """Words first..last: a quotation (its number) or prose (-1); `fresh` if a new sentence begins with it."""

    quotation: int
    first: int
    last: int
    fresh: bool


def elements_of(parse: Parse, cues: Sequence[Cue]) -> list[Element]:
    """The row of elements of one paragraph."""
    found: list[Element] = []
    start, fresh = 0, True
    for index in range(len(parse.words)):
        if not _ends_element(parse, index):
            continue
        quotation = parse.words[index].quotation if parse.words[index].spoken else -1
        found.append(Element(quotation, start, index, fresh))
        fresh = _ends_sentence(parse, start, index, cues)
        start = index + 1
    return found


def _ends_element(parse: Parse, index: int) -> bool:
    if index + 1 == len(parse.words):
        return True
    word, following = parse.words[index], parse.words[index + 1]
    if word.spoken or following.spoken:
        return (word.spoken, word.quotation) != (following.spoken, following.quotation)
    return _prose_stop(parse, index)


def _prose_stop(parse: Parse, index: int) -> bool:
    """A full stop, or an abbreviation's stop where the parser also sees a new sentence."""
    word, following = parse.words[index], parse.words[index + 1]
    if following.spoken:
        return word.text in _STOPS or (word.text.endswith(".") and following.sentence != word.sentence)
    if following.text in (")", "''", '"') or (following.lower == following.text and following.text.isalpha()):
        return False
    return word.text in _STOPS or (word.text.endswith(".") and following.sentence != word.sentence)


def _ends_sentence(parse: Parse, start: int, index: int, cues: Sequence[Cue]) -> bool:
    """Whether the next element begins a sentence; after "?" and "!" only if no attribution follows."""
    if index + 1 >= len(parse.words):
        return True
    word, following = parse.words[index], parse.words[index + 1]
    if not word.spoken:
        return _prose_stop(parse, index)
    stop = next((w.text for w in reversed(parse.words[start : index + 1]) if w.text != '"'), ",")
    if stop not in _STOPS or following.text[:1].islower() or following.text in DASHES:
        return False
    return not _attribution_follows(parse, index + 1, cues, _ANY_LENGTH if stop in _SOFT else _BARE)


def ends_full(parse: Parse, element: Element) -> bool:
    """Whether a quotation ends with a full stop, a question mark or an exclamation mark of its own."""
    return (
        next((w.text for w in reversed(parse.words[element.first : element.last + 1]) if w.text != '"'), ",") in _STOPS
    )


def _attribution_follows(parse: Parse, first: int, cues: Sequence[Cue], longest: int) -> bool:
    """Whether the next sentence, of so many words at most, attributes: after a full stop only a bare "Roe said." """
    last = first
    while last + 1 < len(parse.words) and parse.words[last].text not in _STOPS and not parse.words[last].spoken:
        last += 1
    if last - first > longest or (longest == _BARE and parse.words[last].text != "."):
        return False
    near = cues[bisect_left(cues, first, key=lambda c: c.head) : bisect_right(cues, last, key=lambda c: c.head)]
    near = [c for c in near if longest > _BARE or c.verb in _BARELY]
    return any(c.subject is not None and first <= c.subject.word <= last for c in near)
