"""Find the stretch of lines that is the article in the text of a whole page, menus, lists and all."""

from __future__ import annotations

import re
from collections.abc import Collection, MutableSequence, Sequence
from itertools import takewhile

from articles.ingest.lexicon import one_of
from articles.ingest.masthead import read_masthead
from articles.ingest.paragraphs import Paragraph
from articles.ingest.plain.page import Page
from articles.ingest.plain.signals import holds_speech

FEWEST_LINES = 30
"""A text of fewer lines is an article with some residue, not a whole page."""

MOST_PROSE = 0.5
"""Nor is one with a greater share of lines that read like paragraphs."""

# Weights of a line. Found on pages flattened to text: the sum is highest over the article's own lines.
_FULL_LINE = 300  # code points; a longer paragraph counts no more
_PER_WORD = 5  # for scripts that need fewer
_PER_HUNDRED = 1.0
_OTHER = -0.8
_SECTION_END = -2.0
_NEXT_ARTICLE = -4.0
_COMMENT = 0.4  # what a paragraph below the heading of the comments counts, where an article stands above it
_ARTICLE = 3  # paragraphs that may be one
_NEUTRAL = 0.0
_POST = 0.8  # makes up for the words of the post above it

LARGEST_BOX = 12
"""So many lines may part an article's paragraphs: a list of other articles, the form for a newsletter."""

NEAR = 4
"""Below so few lines one paragraph in which somebody speaks is the article's."""

_NAME = re.compile(r"(?<=[^\W_] )[^\W\d_a-z][^\W\d_]{3,}")
_END = re.compile(rf"(?:\d+ )?{one_of('section_ends')}\b")
_READ_ON = re.compile(
    r"(?:continue reading|read (?:more|on)|read the full (?:story|article)|weiterlesen|lire la suite|leer más|"
    r"seguir leyendo|leia mais|continua a leggere|lees verder|läs mer|les mer|czytaj dalej|читать далее)\W*$"
)
_POST_SIGNATURE = re.compile(r"[-–—]\s?[^()]{2,60}\(@\w{2,30}\)")
_COMMENTS_HEADING = re.compile(rf"\W*(?:\d+ |all |your |vos |show |view |read )?{one_of('comment_headings')}\W*\d*\W*$")


def article_stretch(page: Page, labelled: Collection[int]) -> range | None:
    """The lines of the article, from its first paragraph to its last; None if the text is no whole page.

    `labelled` are the lines that show by themselves that they are not the article's."""
    lines = page.paragraphs
    prose = [index not in labelled and is_paragraph(line) for index, line in enumerate(lines)]
    if len(lines) < FEWEST_LINES or sum(prose) > MOST_PROSE * len(lines) or not any(prose):
        return None
    weights = [_weight(line, index in labelled, prose[index]) for index, line in enumerate(lines)]
    _weigh_what_follows(lines, prose, weights)
    found = _with_short_sentences(_heaviest(weights), weights)
    found = _with_short_sentences(_with_what_goes_on(found, lines, prose, weights), weights)
    return _with_last_quotation(found, lines, labelled)


def _weigh_what_follows(lines: Sequence[Paragraph], prose: Sequence[bool], weights: MutableSequence[float]) -> None:
    """Where an article's worth of text stands above it, an author's name begins another article, a button to read on
    that is there again and again ends the beginning of one, and what is below a heading for comments counts less."""
    above, among_comments = 0, False
    shortened = {index for index, line in enumerate(lines) if line.words <= 6 and _READ_ON.match(line.folded)}
    for index, line in enumerate(lines):
        above += prose[index]
        if above < _ARTICLE:
            continue
        if _is_comments_heading(line):
            among_comments = True
        if prose[index]:
            weights[index] *= _COMMENT if among_comments else 1
        elif (len(shortened) > 2 and index in shortened) or _is_byline(line.plain):
            weights[index] = _NEXT_ARTICLE


def _is_byline(line: str) -> bool:
    masthead = read_masthead(line)
    return masthead is not None and bool(masthead.byline)


def is_paragraph(line: Paragraph) -> bool:
    """Whether a line reads like a paragraph of an article: a sentence of ten words, or thirty words."""
    return line.words >= 30 or (line.words >= 10 and line.ends_sentence)


def _weight(line: Paragraph, labelled: bool, prose: bool) -> float:
    if line.words <= 8 and _END.match(line.folded):
        return _SECTION_END
    if prose:
        return _PER_HUNDRED * min(max(len(line.plain), _PER_WORD * line.words), _FULL_LINE) / 100
    if _POST_SIGNATURE.match(line.folded):
        return _POST
    short_sentence = line.words > 3 and (line.ends_sentence or line.opens_with_quotation)
    return _NEUTRAL if short_sentence and not labelled else _OTHER


def _heaviest(weights: Sequence[float]) -> range:
    """The run of lines with the highest sum."""
    best, found = 0.0, range(0)
    start, total = 0, 0.0
    for index, weight in enumerate(weights):
        if total <= 0:
            start, total = index, 0.0
        total += weight
        if total > best:
            best, found = total, range(start, index + 1)
    return found


def _with_short_sentences(found: range, weights: Sequence[float]) -> range:
    """The run and the short sentences right before and after it."""
    start, end = found.start, found.stop
    while start > 0 and weights[start - 1] == _NEUTRAL:
        start -= 1
    while end < len(weights) and weights[end] == _NEUTRAL:
        end += 1
    return range(start, end)


def _with_what_goes_on(
    found: range, lines: Sequence[Paragraph], prose: Sequence[bool], weights: Sequence[float]
) -> range:
    """The run and what goes on below a box that was set into it: paragraphs of which two things are true, or one in
    which somebody speaks right below. The things: somebody speaks, a name from above returns, there are several."""
    names = {name for index in found if prose[index] for name in _names(lines[index])}
    stop, index = found.stop, found.stop
    while index < min(stop + LARGEST_BOX, len(lines)):
        if weights[index] == _NEXT_ARTICLE or _is_comments_heading(lines[index]):
            break
        on_end = _paragraphs_from(index, lines, prose, weights)
        said = any(holds_speech(lines[i]) for i in on_end)
        named = any(not names.isdisjoint(_names(lines[i])) for i in on_end)
        near = said and index - stop <= NEAR
        index += max(1, len(on_end))
        if said + named + near + (sum(prose[i] for i in on_end) > 1) > 1:
            stop = index
    return range(found.start, stop)


def _paragraphs_from(
    start: int, lines: Sequence[Paragraph], prose: Sequence[bool], weights: Sequence[float]
) -> list[int]:
    """The paragraphs from a line on, and the short sentences among them; none if it is no paragraph itself."""
    places = range(start, len(lines)) if prose[start] else range(0)
    return list(takewhile(lambda i: (prose[i] or weights[i] == _NEUTRAL) and _ends_as_said(lines[i]), places))


def _ends_as_said(line: Paragraph) -> bool:
    return line.ends_with_full_stop or (line.ends_sentence and line.holds_quotation)


def _names(line: Paragraph) -> set[str]:
    """The words with a capital letter, but for the first of a sentence."""
    return set(_NAME.findall(line.plain))


def _is_comments_heading(line: Paragraph) -> bool:
    return line.words <= 6 and _COMMENTS_HEADING.match(line.folded) is not None


def _with_last_quotation(found: range, lines: Sequence[Paragraph], labelled: Collection[int]) -> range:
    """The run and a quotation below it that a line or two part from it, such as the headline of another article."""
    for index in range(found.stop, min(found.stop + 3, len(lines))):
        if index in labelled or _END.match(lines[index].folded):
            break
        if lines[index].opens_with_quotation and lines[index].words > 4:
            return range(found.start, index + 1)
    return found
