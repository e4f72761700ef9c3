"""The headline of a whole page: the title above the article that shares words with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from articles.ingest.masthead import read_masthead
from articles.ingest.paragraphs import Paragraph
from articles.ingest.plain.page import Page

ABOVE = 60
"""How many lines above the article its headline is looked for."""

_MOST_LINES, _MOST_LETTERS = 40, 600  # of the article, and of each of its lines
_MASTHEAD_WITHIN = 4  # lines below the headline
# Found on pages flattened to text.
_MOST_SHARED = 5  # a caption of thirty words shares more
_BESIDE = 2  # lines
_SAID_TWICE, _ABOVE_MASTHEAD = 3.0, 4.0
_NEARLY = 0.5  # the title above the best one counts if it is so good,
_LONG, _OVER_LONG = 15, 0.1  # or this good above one of so many words, which is its standfirst
_USUAL = 5  # words of a headline; what is shorter names a section rather

_WORD = re.compile(r"[^\W\d_]{4,}")


def headline_above(page: Page, stretch: range, titles: Collection[int]) -> int | None:
    """Which of the lines that read like titles is the headline of the article on these lines, if any is."""
    article = page.paragraphs[stretch.start : stretch.stop][:_MOST_LINES]
    spoken = {word for line in article for word in _WORD.findall(line.folded[:_MOST_LETTERS])}
    scores = {
        index: _score(page, index, spoken)
        for index in range(max(0, stretch.start - ABOVE), stretch.start)
        if index in titles
    }
    best = max(scores, key=lambda index: (scores[index], index), default=None)
    if best is None or not scores[best]:
        return max(list(scores)[-6:], key=lambda index: page.paragraphs[index].words, default=None)
    return next((above for above in (best - 2, best - 1) if _stands_over(page, above, best, scores)), best)


def _stands_over(page: Page, above: int, best: int, scores: Mapping[int, float]) -> bool:
    """Whether a title above the best one is the headline: nearly as good and no section, or above a standfirst."""
    if page.paragraphs[best].words > _LONG:
        return scores.get(above, 0) >= _OVER_LONG * scores[best]
    return page.paragraphs[above].words >= _USUAL and scores.get(above, 0) >= _NEARLY * scores[best]


def _score(page: Page, index: int, spoken: Collection[str]) -> float:
    said = set(_WORD.findall(page.paragraphs[index].folded))
    shared = len(said.intersection(spoken))
    if not shared:
        return 0.0
    score: float = min(shared, _MOST_SHARED) * (shared / len(said)) ** 0.5
    score *= min(1, page.paragraphs[index].words / _USUAL)
    below = page.paragraphs[index + 1 : index + 1 + _MASTHEAD_WITHIN]
    score *= _SAID_TWICE if _is_said_twice(page, index) else 1
    return score * _ABOVE_MASTHEAD if any(map(_is_masthead, below)) else score


def _is_masthead(line: Paragraph) -> bool:
    return read_masthead(line.plain) is not None


def _is_said_twice(page: Page, index: int) -> bool:
    words = page.paragraphs[index].folded
    return page.paragraphs[index].words > 3 and any(
        other.folded.startswith(words)
        for number, other in enumerate(page.paragraphs[: index + 200])
        if abs(number - index) > _BESIDE  # captions are said twice in one place
    )
