"""Stage 2: quotations by their marks alone, paragraph by paragraph.

Knows straight and curly double marks, guillemets both ways, low-high marks, corner brackets, two apostrophes used as
one mark, and single marks as outer ones in a headline, or where more single than double marks stand outside (British
style).
An odd mark spoils its own paragraph at most.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias

from audit.extraction.quotes.missing_marks import end_before_attribution
from audit.extraction.quotes.single_marks import marked
from audit.extraction.text import HEADS, Paragraph
from audit.extraction.types import Span

_DOUBLE = re.compile(r"''|``|[\"“”„‟«»‹›＂「」『』]")
_OPENERS = frozenset("“„‟«‹「『") | {"``"}
_CLOSERS = frozenset("”»›」』")
_BEFORE_OPEN = frozenset("([{—–-/:") | {"\u2026"}
_NESTED_REACH, _NESTED_MARKS = 2000, 20
_SENTENCE_END = re.compile(r"[.?!…]['’)\]]?$")


class Quotation(NamedTuple):
    """Words between marks. `start` and `end` include the marks, `inner` does not.

    `closed` is False when the closing mark is missing; `carries_on` when the quotation is a further paragraph of
    the one before it, which was left open as the rule for several paragraphs wants it.
    """

    start: int
    end: int
    inner: Span
    paragraph: int
    closed: bool
    carries_on: bool


class _Mark(NamedTuple):
    start: int
    end: int
    sign: str


_Finder: TypeAlias = Callable[[str, Sequence[Paragraph], int, bool], list[Quotation]]
"""Text, paragraphs, the number of one, whether the quotation before it is left open -> its quotations."""


def quotations_of(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Quotation, ...]:
    """All outer quotations in the order of the text; nested ones belong to the outer one."""
    double = _all(text, paragraphs, _in_paragraph)
    single = _all(text, paragraphs, _single_marked)
    body = frozenset(number for number, paragraph in enumerate(paragraphs) if paragraph.kind not in HEADS)
    outer_double, outer_single = (
        [q for q in _not_inside(ones, others) if q.paragraph in body]
        for ones, others in ((double, single), (single, double))
    )
    if len(outer_single) <= len(outer_double):
        single = [q for q in single if q.paragraph not in body]
    return tuple(sorted(_not_inside(double, single) + _not_inside(single, double)))


def _all(text: str, paragraphs: Sequence[Paragraph], find: _Finder) -> list[Quotation]:
    """The quotations of one sort of marks, paragraph by paragraph."""
    found: list[Quotation] = []
    for number, paragraph in enumerate(paragraphs):
        before = found[-1] if found and found[-1].paragraph == number - 1 else None
        left_open = before is not None and not before.closed and _same_block(paragraphs, number - 1)
        left_open = left_open and before is not None and text[before.start] == text[paragraph.start]
        found += find(text, paragraphs, number, left_open)
    return found


def _same_block(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """Whether nothing unread stands between this paragraph and the next."""
    return number + 1 < len(paragraphs) and paragraphs[number].block == paragraphs[number + 1].block


def _not_inside(ones: Sequence[Quotation], others: Sequence[Quotation]) -> list[Quotation]:
    """Those that begin in no quotation of the other sort; both are in order."""
    starts = [other.start for other in others]
    at = (bisect_left(starts, one.start) - 1 for one in ones)
    return [one for one, n in zip(ones, at, strict=True) if n < 0 or others[n].end <= one.start]


def _single_marked(text: str, paragraphs: Sequence[Paragraph], number: int, left_open: bool) -> list[Quotation]:
    paragraph = paragraphs[number]
    following = paragraphs[number + 1] if _same_block(paragraphs, number) else None
    found: list[Quotation] = []
    for opening, closing in marked(text, paragraph, following):
        opened = _Mark(opening, opening + 1, text[opening])
        stop, end = (paragraph.end, paragraph.end) if closing < 0 else (closing, closing + 1)
        carries_on = left_open and opening == paragraph.start
        found.append(_make(text, opened, stop, end, number, closed=closing >= 0, carries_on=carries_on))
    return [q for q in found if q.inner[0] < q.inner[1]]


def _in_paragraph(text: str, paragraphs: Sequence[Paragraph], number: int, left_open: bool) -> list[Quotation]:
    paragraph = paragraphs[number]
    found: list[Quotation] = []
    opened: _Mark | None = None
    depth = 0
    for mark in _marks(text, paragraph):
        opens = _opens(text, paragraph, mark, opened)
        if opened is None:
            opened, depth = (mark, 0) if opens else (None, 0)
        elif opens and _is_stray(text, paragraph, opened, mark):
            opened = mark
        elif opens and _is_nested(text, paragraph, mark):
            depth += 1
        elif opens:
            found.append(_cut_short(text, _unclosed(text, opened, mark.start, number, carries_on=False), carried=False))
            opened, depth = mark, 0
        elif depth:
            depth -= 1
        else:
            carries_on = left_open and opened.start == paragraph.start
            found.append(_make(text, opened, mark.start, mark.end, number, closed=True, carries_on=carries_on))
            opened = None
    if opened is not None:
        carries_on = left_open and opened.start == paragraph.start
        last = _unclosed(text, opened, paragraph.end, number, carries_on=carries_on)
        found.append(_cut_short(text, last, carried=_is_carried(text, paragraphs, number, opened)))
    return [q for q in found if any(c.isalnum() for c in text[q.inner[0] : q.inner[1]])]


def _unclosed(text: str, opened: _Mark, end: int, number: int, *, carries_on: bool) -> Quotation:
    return _make(text, opened, end, end, number, closed=False, carries_on=carries_on)


def _is_carried(text: str, paragraphs: Sequence[Paragraph], number: int, opened: _Mark) -> bool:
    """Whether the next paragraph opens with the same mark."""
    return _same_block(paragraphs, number) and text.startswith(opened.sign, paragraphs[number + 1].start)


def _cut_short(text: str, quotation: Quotation, *, carried: bool) -> Quotation:
    """Without the attribution that stands in an unclosed quotation: ""We lost it all, she said." """
    end = end_before_attribution(text, *quotation.inner, carried=carried)
    if end < 0:
        return quotation
    return quotation._replace(end=end, inner=(quotation.inner[0], end), closed=True)


def _marks(text: str, paragraph: Paragraph) -> list[_Mark]:
    every = _DOUBLE.finditer(text, paragraph.start, paragraph.end)
    return [_Mark(m.start(), m.end(), m.group()) for m in every if not _is_inches(text, m.start())]


def _is_inches(text: str, at: int) -> bool:
    """A straight mark after a number with a foot mark or a fraction, as in 6'2"."""
    return text[at] == '"' and re.search(r"\d['’]\s?\d{1,2}(\.\d)?$", text[max(0, at - 8) : at]) is not None


def _opens(text: str, paragraph: Paragraph, mark: _Mark, opened: _Mark | None) -> bool:
    before = text[mark.start - 1] if mark.start > paragraph.start else " "
    after = text[mark.end] if mark.end < paragraph.end else " "
    if opened is not None and _partners(opened.sign, mark.sign):
        return False
    room_before = before.isspace() or before in _BEFORE_OPEN
    room_after = after.isspace() or not (after.isalnum() or after in "$£€#@([…'‘.—-")
    if mark.sign in _OPENERS:
        return room_before or not room_after
    if mark.sign in _CLOSERS:
        return opened is None and room_before and not room_after
    if room_before and not room_after:
        return True
    if not room_before and (room_after or opened is not None):
        return False
    return opened is None


def _partners(opening: str, closing: str) -> bool:
    """Low-high and reversed marks, whose closing sign opens in other languages."""
    return (opening, closing) in {("„", "“"), ("‟", "”"), ("»", "«"), ("›", "‹"), ("„", "”")}


def _is_stray(text: str, paragraph: Paragraph, opened: _Mark, mark: _Mark) -> bool:
    """A straight mark that nothing closes, in a paragraph whose quotations have curly ones."""
    return opened.sign == '"' and mark.sign == "“" and '"' not in text[mark.end : paragraph.end]


def _is_nested(text: str, paragraph: Paragraph, mark: _Mark) -> bool:
    """An opening mark inside an open quotation is nested if marks follow near by that close both."""
    open_now = 2
    near = _DOUBLE.finditer(text, mark.end, min(paragraph.end, mark.end + _NESTED_REACH))
    for follower in islice(near, _NESTED_MARKS):
        sign, before, after = follower.group(), text[follower.start() - 1], text[follower.end() : follower.end() + 1]
        opens = sign in _OPENERS or (sign not in _CLOSERS and before.isspace() and bool(after.strip()))
        open_now += 1 if opens else -1
        if open_now == 0:
            return True
    return False


def _make(text: str, opened: _Mark, stop: int, end: int, number: int, *, closed: bool, carries_on: bool) -> Quotation:
    inner = opened.end, stop
    while inner[0] < inner[1] and text[inner[0]].isspace():
        inner = inner[0] + 1, inner[1]
    while inner[0] < inner[1] and text[inner[1] - 1].isspace():
        inner = inner[0], inner[1] - 1
    return Quotation(opened.start, max(end, inner[1]), inner, number, closed, carries_on)


def ends_sentence(text: str, quotation: Quotation) -> bool:
    """Whether the quoted words end as a sentence does, inside or just outside of the closing mark."""
    inner = text[quotation.inner[0] : quotation.inner[1]]
    return bool(_SENTENCE_END.search(inner)) or text[quotation.end : quotation.end + 1] in (".", "?", "!")
