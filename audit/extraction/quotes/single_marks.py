"""Quotations in single marks, told from apostrophes by the characters on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from audit.extraction.text import Paragraph

_MARK = re.compile(r"(?<!['‘’`])['‘’](?!['‘’])")
_BEFORE_OPEN = frozenset('([{—–-/:"“') | {"\u2026"}
_AFTER_OPEN = frozenset('$£€#@[…"“')
_ELISION = re.compile(
    r"(?:em|til|till|tis|twas|cause|cos|bout|n|round|neath|tween|Tis|Twas|\d0s|\d\d)(?![\w-])(?!,[’'])"
)
_CUT_WORD = re.compile(r"(?:s|in|an|o)$")  # "the drivers' hall", "goin' home"
_SURE_END = re.compile(r"[,.?!…—–][\"”]?['’](?!\w)")
_ENDS = frozenset(',.?!…—–"”)')


class Marked(NamedTuple):
    """The places of the opening mark and of the closing one, -1 if there is none: it is open to its paragraph's end."""

    opening: int
    closing: int


def marked(text: str, paragraph: Paragraph, following: Paragraph | None) -> Iterator[Marked]:
    """The quotations of one paragraph, in order; `following` is the paragraph that may go on with the last of them."""
    at = paragraph.start
    while (opening := _next_opening(text, paragraph, at)) is not None:
        goes_on = following is not None and _opens_again(text, opening, following)
        closing = _closing(text, paragraph, opening, sure=goes_on)
        if closing is None and goes_on:
            yield Marked(opening, -1)
            return
        at = opening + 1 if closing is None else closing + 1
        if closing is not None:
            yield Marked(opening, closing)


def _next_opening(text: str, paragraph: Paragraph, at: int) -> int | None:
    places = (found.start() for found in _MARK.finditer(text, at, paragraph.end))
    return next((place for place in places if _opens(text, paragraph, place)), None)


def _opens(text: str, paragraph: Paragraph, at: int) -> bool:
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    room = before.isspace() or before in _BEFORE_OPEN
    return text[at] != "’" and room and (after.isalnum() or after in _AFTER_OPEN) and not _ELISION.match(text, at + 1)


def _opens_again(text: str, opening: int, following: Paragraph) -> bool:
    """Whether the next paragraph begins with the same mark and has one that surely closes, or is itself left open."""
    start, end = following.start, following.end
    again = text[start] == text[opening] and _opens(text, following, start)
    return again and (_SURE_END.search(text, start, end) is not None or _MARK.search(text, start + 1, end) is None)


def _closing(text: str, paragraph: Paragraph, opening: int, *, sure: bool) -> int | None:
    """The first mark that must close; failing that the first that may, as a plural's apostrophe looks the same."""
    possible: int | None = None
    for found in _MARK.finditer(text, opening + 1, paragraph.end):
        at = found.start()
        after = text[at + 1] if at + 1 < paragraph.end else " "
        if possible is not None and _opens(text, paragraph, at):
            break
        if found.group() == "‘" or text[at - 1].isspace() or after.isalnum():
            continue
        cut = after.isspace() and _CUT_WORD.search(text, at - 2, at) is not None
        if text[at - 1] in _ENDS or not cut:
            return at
        possible = at if possible is None else possible
    return None if sure else possible
