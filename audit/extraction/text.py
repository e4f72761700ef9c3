"""Stage 1: which stretches of the text are read, cut into paragraphs, and whether they are English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from audit.extraction.lexicon import entries
from audit.extraction.types import Span

Block = tuple[int, int, str]
HEADS = frozenset({"headline", "subhead"})
READ_KINDS = HEADS | {"body"}

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"[^\W\d_]+")
_INVISIBLE = "\0\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_SPACES = str.maketrans(
    dict.fromkeys("\t\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ")
)
_BLANK = re.compile(rf"(?<!\S)[{_INVISIBLE}]+|[{_INVISIBLE}]+(?!\S)")
_HEADLINE_WORDS = 30


class Paragraph(NamedTuple):
    """A line of one read block, without the spaces around it."""

    start: int
    end: int
    kind: str
    block: int


def with_blanks(text: str) -> str:
    """The text with spaces of every width and invisible characters beside them as plain ones, one for one.

    Inside a word the invisible stay: a soft hyphen parts nothing."""
    return _BLANK.sub(lambda found: " " * len(found.group()), text).translate(_SPACES)


def paragraphs_of(text: str, blocks: Sequence[Block] | None) -> tuple[Paragraph, ...]:
    """Cut what is read into paragraphs. Two neighbours of one `block` number have nothing unread between them."""
    chosen = _whole(text) if blocks is None else sorted(blocks)
    return tuple(_number(text, chosen))


def _number(text: str, blocks: Iterable[Block]) -> Iterable[Paragraph]:
    number, reach = 0, 0
    for start, end, kind in blocks:
        start, end = max(start, reach), min(end, len(text))
        if start >= end:
            continue
        if kind not in READ_KINDS or text[reach:start].strip():
            number += 1
        reach = end
        if kind in READ_KINDS:
            yield from _lines(text, (start, end), kind, number)


def _lines(text: str, span: Span, kind: str, block: int) -> Iterable[Paragraph]:
    for line in _LINE.finditer(text, *span):
        start, end = trimmed(text, line.span())
        if start < end:
            yield Paragraph(start, end, kind, block)


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends; it may become empty."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _whole(text: str) -> list[Block]:
    first = _LINE.search(text)
    if first and _looks_like_headline(text, first.span()):
        return [(first.start(), first.end(), "headline"), (first.end(), len(text), "body")]
    return [(0, len(text), "body")]


def _looks_like_headline(text: str, line: Span) -> bool:
    """A short first line with more text after it, on its own or without a full stop."""
    words = text[line[0] : line[1]].split()
    rest = text[line[1] :]
    alone = re.match(r"\r?\n[ \t]*\r?\n", rest) is not None
    open_ended = not text[line[0] : line[1]].rstrip().endswith((".", "”", '"', "''"))
    return bool(rest.strip()) and len(words) <= _HEADLINE_WORDS and (alone or open_ended)


def is_english(text: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether enough of the words are common English function words; a few words alone count as English."""
    common = entries("english_words")
    words = [w.casefold() for p in paragraphs for w in _WORD.findall(text, p.start, p.end)]
    if not words:
        return True
    known: int = sum(word in common for word in words)
    latin: int = sum(word.isascii() for word in words)
    if len(words) < 25:
        return 2 * latin >= len(words)
    return known >= 0.18 * len(words)
