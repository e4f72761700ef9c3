"""Finding articles by their words: full text search over the current revision, hits shown in their context."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVector
from django.db.models import F
from django.db.models.functions import Left

from articles.models import ArticleQuerySet
from articles.models.articles import SEARCHED

CONFIG = "simple"  # articles come in many languages: words are found as they are written
OPEN, CLOSE, GAP = "\ue000", "\ue001", " … "  # private characters: what stands between the first two is a hit


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of an excerpt."""

    text: str
    is_hit: bool


def words_of(text: str) -> SearchVector:
    """The searched words of a text, by the very expression that is indexed."""
    return SearchVector(Left(F(text), SEARCHED), config=CONFIG)


def matching(articles: ArticleQuerySet, words: str) -> ArticleQuerySet:
    """Those whose current text has these words, with `excerpt`. Words in quotation marks stand together; -word must
    not be there."""
    query = SearchQuery(words, config=CONFIG, search_type="websearch")
    excerpt = SearchHeadline(
        Left(F("current_revision__body__text"), SEARCHED),
        query,
        config=CONFIG,
        start_sel=OPEN,
        stop_sel=CLOSE,
        max_words=28,
        min_words=12,
        max_fragments=2,
        fragment_delimiter=GAP,
    )
    found = articles.alias(searched=words_of("current_revision__body__text")).filter(searched=query)
    return found.annotate(excerpt=excerpt)


def runs(excerpt: str) -> list[Run]:
    """An excerpt in stretches, so that a template can escape each."""
    found = []
    for part in excerpt.split(OPEN):
        hit, closed, rest = part.partition(CLOSE)
        if closed:
            found += [Run(hit, True), Run(rest, False)]
        else:
            found.append(Run(hit, False))
    return [run for run in found if run.text]
