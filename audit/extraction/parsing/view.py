"""What the parser gets to see: a paragraph whose quoted sentences are shortened to "It is", with a way back.

Long quotations are what dependency parsers trip over, and their insides need no parse: the marks bound them.
Quoted phrases stay, since they are part of the sentence around them, but lose their marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from audit.extraction.lexicon import entries, verb_forms
from audit.extraction.quotes.quotations import Quotation
from audit.extraction.text import Paragraph
from audit.extraction.types import Span

_SAME_LENGTH = str.maketrans({"\u2015": "—", "\0": " ", "\u2028": " ", "‘": "'", "’": "'"})
_BREAK_INSIDE = re.compile(r"[.?!…][\"'”’)]*\s+[\"'“‘(]*[A-Z]")
_TITLING = frozenset({"entitled", "titled", "headlined", "named", "nicknamed", "dubbed"})
_PLACE_OR_DAY = r"(?:,? [A-Z][\w.]*(?: [\w.]{1,12}){0,2}){0,3}"  # ", Vestmark", ", June 15", " Oct. 12, 2024"
_AGENCY = r"(?:\([^()\n]{1,30}\)|/[^/\n]{2,30}/)"
_DATELINE = re.compile(
    rf"(?:[A-Z][A-Z .,'’/-]{{2,40}}{_PLACE_OR_DAY},?(?: \d{{4}})? ?{_AGENCY}?"
    rf"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,3}}{_PLACE_OR_DAY} {_AGENCY})"
    r"\s*(?:--|[—–―|]| - )\s*(?=[\"“'‘A-Z])"
)
_SPOKEN_OF = re.compile(r"\s(?:(?:he|she|they|it|I)\s\w+|said|says|asked|replied|added|answered)\b")
_WORD_AND_COMMA = re.compile(r"(\w+),\s*$")
_EVENLY_SPACED = re.compile(r"(?:\S|(?<!\s)\s)+")
_SPEAKABLE_WORDS = 4
PLACEHOLDER = "It is"


class Piece(NamedTuple):
    """A run of the view and the text behind it; `quotation` counts into the article's quotations, -1 is none."""

    view: Span
    text: Span
    quotation: int
    shortened: bool


class View(NamedTuple):
    """The words for the parser, and the pieces they are made of."""

    words: str
    pieces: tuple[Piece, ...]

    def locate(self, view_start: int, view_end: int) -> tuple[Span, Piece]:
        """The text span behind a span of the view; any part of a shortened quotation is the whole of it."""
        piece = self.pieces[bisect_right(self.pieces, view_start, key=lambda p: p.view[0]) - 1]
        if piece.shortened:
            return piece.text, piece
        last = self.pieces[bisect_right(self.pieces, view_end - 1, key=lambda p: p.view[0]) - 1]
        end = last.text[1] if last.shortened else last.text[0] + view_end - last.view[0]
        return (piece.text[0] + view_start - piece.view[0], end), piece


def view_of(text: str, paragraph: Paragraph, quotations: Sequence[tuple[int, Quotation]]) -> View:
    """Build the view of one paragraph from its numbered quotations, in order."""
    builder = _Builder(text)
    dateline = _DATELINE.match(text, paragraph.start, paragraph.end)
    at = dateline.end() if dateline else paragraph.start
    for number, quotation in quotations:
        if quotation.start < at:
            continue
        builder.verbatim(at, quotation.start, -1)
        if is_utterance(text, quotation):
            builder.shortened(quotation, number)
        else:
            builder.verbatim(quotation.inner[0], _phrase_end(text, quotation), number)
        at = quotation.end
    builder.verbatim(at, paragraph.end, -1)
    return View("".join(builder.parts), tuple(builder.pieces))


def is_utterance(text: str, quotation: Quotation) -> bool:
    """Whether the quotation is at least a whole clause that somebody spoke, not a phrase within a sentence."""
    inner = text[slice(*quotation.inner)]
    words = inner.split()
    if (
        _is_introduced_as_title(text, quotation)
        or _is_listed(text, quotation)
        or (is_titled(words) and not _is_answered_for(text, quotation))
    ):
        return False
    starts_high = inner.lstrip("'‘’“\"([.…—- ")[:1].isupper() or inner[:1].isdigit()
    stops = inner.rstrip("'’”\")] ")[-1:] in ",.?!…-—–" or text[quotation.end : quotation.end + 1] in tuple(",.?!")
    stops = stops or is_headed(text, quotation)
    if goes_on_from_prose(text, quotation):
        return False
    if len(words) >= 12 and _BREAK_INSIDE.search(inner):
        return True
    if not quotation.closed and len(words) > _SPEAKABLE_WORDS:
        return True
    starts_high = starts_high or _is_low_line(text, quotation, words)
    called_out = inner[-1:] in "?!" and len(words) > 1
    return starts_high and stops and (len(words) >= _SPEAKABLE_WORDS or called_out or _stands_alone(text, quotation))


def _is_low_line(text: str, quotation: Quotation, words: Sequence[str]) -> bool:
    """A post or a text message, whole sentences of which begin low: a line by itself, or behind "wrote:"."""
    before = text[max(0, quotation.start - 3) : quotation.start].rstrip(" ")
    opens = before[-1:] in ("", "\n", ":", ".") or (before[-1:] in "—–" and _SPOKEN_OF.match(text, quotation.end))
    whole = before[-1:] in ("", "\n", ".") and text[quotation.inner[1] - 1] in ".?!"
    return bool(opens) and len(words) >= (2 if whole else _SPEAKABLE_WORDS)


def is_headed(text: str, quotation: Quotation) -> bool:
    """A line of headline that is a quotation beside a colon: "Roe: 'We never left'", "'We never left': Roe speaks"."""
    before, after = (
        text[max(0, quotation.start - 3) : quotation.start].rstrip(" "),
        text[quotation.end : quotation.end + 1],
    )
    alone = before[-1:] in ("", "\n")
    return (alone and after == ":") or (before[-1:] == ":" and after in ("", "\n"))


def _is_answered_for(text: str, quotation: Quotation) -> bool:
    """ "“No Comment,” he says": words at the head of a sentence with a speaker right behind them are no title."""
    before = text[max(0, quotation.start - 3) : quotation.start].rstrip(" ")
    return before[-1:] in ("", "\n", ".") and _SPOKEN_OF.match(text, quotation.end) is not None


def goes_on_from_prose(text: str, quotation: Quotation) -> bool:
    """Whether the quoted words end the sentence that was begun before them: "who says they "need more. And soon." " """
    before = text[max(0, quotation.start - 2) : quotation.start].rstrip()
    ends = text[quotation.inner[1] - 1] in ".?!" or not quotation.closed
    return before[-1:].isalnum() and text[quotation.inner[0]].islower() and ends


def _phrase_end(text: str, quotation: Quotation) -> int:
    """The end of the first quoted sentence: what follows it is nothing to the sentence around the quotation."""
    stop = _BREAK_INSIDE.search(text, *quotation.inner)
    return stop.start() + 1 if stop else quotation.inner[1]


def is_titled(words: Sequence[str]) -> bool:
    """Capitals on every word but the small ones: a name or the title of a work."""
    plain = [w.strip("\"'“”‘’.,:;!?()") for w in words]
    letters = [w for w in plain if w[:1].isalpha()]
    high = [w for w in letters if w[0].isupper()]
    return (
        len(high) > 1
        and letters[0][0].isupper()
        and all(w[0].isupper() or w.lower() in entries("small_words") for w in letters)
        and 2 * len(high) >= len(letters)
    )


def _is_introduced_as_title(text: str, quotation: Quotation) -> bool:
    before = text[max(0, quotation.start - 20) : quotation.start].rstrip().rsplit(" ", 1)
    return before[-1].lower() in _TITLING


def _is_listed(text: str, quotation: Quotation) -> bool:
    """One word between commas, as a term or a name: "the thriller, “Bloodstone,” and"; "Roe said, “No,” and left" is
    speech."""
    before = _WORD_AND_COMMA.search(text[max(0, quotation.start - 30) : quotation.start])
    inner = text[slice(*quotation.inner)]
    told = before is not None and before.group(1).lower() in verb_forms("speech_verbs")
    return (
        before is not None
        and not told
        and inner[:-1].isalpha()
        and inner.endswith(",")
        and not _is_said(text, quotation)
    )


def _is_said(text: str, quotation: Quotation) -> bool:
    """Whether somebody says it right behind: "“No,” Roe said"."""
    behind = text[quotation.end : quotation.end + 40].split()[:3]
    return any(word.strip(".,").lower() in verb_forms("speech_verbs") for word in behind)


def _stands_alone(text: str, quotation: Quotation) -> bool:
    """A short quotation that opens a sentence or follows a comma or colon: "No," she said."""
    before = text[max(0, quotation.start - 3) : quotation.start].rstrip(" ")
    return not before.strip() or before[-1:] in ",:.?!\n”\"’'-—–("


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0

    def verbatim(self, start: int, end: int, number: int) -> None:
        """The words as they are; of several spaces in a row the first, since the parser takes the others for words.

        A word stuck to the quotation before it ("...,”Roe said") would be one word with its mark."""
        if self.pieces and self.pieces[-1].shortened and self.text[start : start + 1].isalnum():
            self._add(" ", (start, start), -1, shortened=False)
        for run in _EVENLY_SPACED.finditer(self.text, start, end):
            self._add(run.group().translate(_SAME_LENGTH), run.span(), number, shortened=False)

    def shortened(self, quotation: Quotation, number: int) -> None:
        if self.parts and not self.parts[-1][-1].isspace():
            self._add(" ", (quotation.start, quotation.start), -1, shortened=False)
        self._add(f'"{PLACEHOLDER}{self._stop(quotation)}"', (quotation.start, quotation.end), number, shortened=True)

    def _stop(self, quotation: Quotation) -> str:
        """The mark that ends the quoted words; a dash or nothing counts as what follows the quotation demands."""
        last = self.text[quotation.inner[1] - 1]
        if last in ",.?!":
            return last
        follower = self.text[quotation.end : quotation.end + 1]
        return "" if follower in (",", ".", "?", "!") else ","

    def _add(self, words: str, span: Span, number: int, *, shortened: bool) -> None:
        view = self.length, self.length + len(words)
        self.parts.append(words)
        self.pieces.append(Piece(view, span, number, shortened))
        self.length += len(words)
