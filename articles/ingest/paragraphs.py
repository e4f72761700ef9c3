"""Cut a text into paragraphs: lines, or the lines of a hard-wrapped paragraph taken together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.ingest.clean import INVISIBLE, fold, without_invisible

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_VISIBLE = re.compile(rf"[^\s{INVISIBLE}]")
# A digit behind a full stop is a footnote's, behind a colon a score's or a clock's.
# A magazine sets a mark behind an article's last sentence.
_MARKS = "♦■●▪◆□∎"
_FINAL = re.compile(rf"(?:[.!?…。！？؟۔।][\"'\])}}»*¹²³{_MARKS}\s\d]{{0,6}}|[:;][\"'\])}}»*\s]{{0,6}})$")
_FULL_STOP = re.compile(rf"(?:[.…。।][\"'\])}}»*¹²³{_MARKS}\s\d]{{0,6}}|:[\"'\])}}»*\s]{{0,6}})$")
_UNSPACED = re.compile("[\u0e01-\u0e5b\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
"""Letters of scripts that set no spaces between words; two of them count as a word."""
_OPENING_QUOTE = re.compile(r"[\-\s(\[]{0,4}(?:\"|''|'(?=\w))")
_LABEL = re.compile(r"(?:[qa]|frage|antwort|question|answer)\s?[:.]\s|[^\W\d_][\w.'\- ]{0,40}(?:\([^)]{1,30}\))?:\s")

# Greedy on purpose: stripping marks from the end by a pattern that ends in "$" takes quadratic time.
_TRIMMED = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)

TAIL = 400
"""How many code points at either end of a paragraph are looked at for marks: time stays linear."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph [start, end) of the text and what the signals ask about it.

    `plain` is its text without invisible characters, `folded` the folded view of that, of the same length;
    `words` is not counted beyond TAIL; `gap` says whether a blank line stands before it."""

    start: int
    end: int
    plain: str
    folded: str
    words: int
    gap: bool

    @property
    def tail(self) -> str:
        return self.folded[-TAIL:]

    @property
    def ends_sentence(self) -> bool:
        return _FINAL.search(self.folded[-8:]) is not None

    @property
    def ends_with_full_stop(self) -> bool:
        return _FULL_STOP.search(self.folded[-8:]) is not None

    @property
    def opens_with_quotation(self) -> bool:
        return _OPENING_QUOTE.match(self.folded) is not None

    @property
    def holds_quotation(self) -> bool:
        return '"' in self.folded or "''" in self.folded

    @property
    def holds_quoted_words(self) -> bool:
        """Whether more than a name or a title stands in quotation marks, or one mark has no other."""
        between = self.folded.split('"')
        return len(between) % 2 == 0 or any(part.count(" ") > 3 for part in between[1::2]) or "''" in self.folded

    @property
    def opens_with_label(self) -> bool:
        """Whether the line may be a turn in a dialogue: "Q: ..." or "SMITH: ..."."""
        return _LABEL.match(self.folded) is not None


def trimmed(words: str) -> str:
    """The words without the marks before the first and after the last letter or digit."""
    match = _TRIMMED.search(words)
    return match.group() if match else ""


def spans(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs stand: each visible character lies in exactly one, blank lines lie in none."""
    return list(_unwrapped(text, list(_lines(text))))


def paragraphs(text: str, found: Sequence[tuple[int, int]]) -> tuple[Paragraph, ...]:
    """The paragraphs at these spans, which must be in order."""
    ends = (0, *(end for _, end in found))
    folded = fold(text)
    is_seen = len(without_invisible(text)) == len(text)
    return tuple(_paragraph(text, folded, *span, before, is_seen) for span, before in zip(found, ends, strict=False))


def _paragraph(text: str, folded: str, start: int, end: int, before: int, is_seen: bool) -> Paragraph:
    """The paragraph of these places in a text and in its folded view, in which `is_seen` every character."""
    plain, own = text[start:end].strip(), folded[start:end].strip()
    if not is_seen:
        plain = without_invisible(plain).strip()
        own = fold(plain)
    return Paragraph(start, end, plain, own, _words(own), gap=_breaks(text, before, start) > 1)


def _words(own: str) -> int:
    if len(own) >= 4 * TAIL:
        return TAIL
    unspaced = 0 if own.isascii() else len(_UNSPACED.findall(own))
    return own.count(" ") + 1 + unspaced // 2


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(text):
        line = match.group()
        if _VISIBLE.search(line):
            start = match.start() + len(line) - len(line.lstrip())
            yield start, start + len(line.strip())


def _breaks(text: str, start: int, end: int) -> int:
    between = text[start:end]
    return between.count("\n") or between.count("\r") or between.count("\u2028") + 2 * between.count("\u2029")


def _unwrapped(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines, those that a mail program or a wire has wrapped at a fixed width joined again."""
    width = _wrap_width(text, lines)
    if not lines:
        return
    current = last_line = lines[0]
    for line in lines[1:]:
        if width and _adjacent(text, current, line) and _is_full(text, last_line, line, width):
            current = (current[0], line[1])
        else:
            yield current
            current = line
        last_line = line
    yield current


def _adjacent(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    return _breaks(text, first[1], second[0]) == 1


def _is_full(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    start, end = following
    first_word = text[start : min(end, start + width)].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(first_word) > width - 3


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int:
    """The column at which the text is wrapped, 0 if its lines are whole paragraphs."""
    pairs = [(a, b) for a, b in pairwise(lines) if _adjacent(text, a, b)]
    if len(pairs) < 4:
        return 0
    lengths = sorted(end - start for start, end in lines)
    width = lengths[-1]
    if not 40 <= width <= 130:
        return 0
    full = [(a, b) for a, b in pairs if _is_full(text, a, b, width)]
    running_on = sum(text[following[0]].islower() for _, following in full)
    return width if len(full) >= 0.75 * len(pairs) and running_on >= 0.4 * len(full) else 0
