"""Finding claims by words of their quotation."""

from __future__ import annotations

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from articles.search import CONFIG, words_of
from audit.models import Claim


def saying(claims: QuerySet[Claim], words: str) -> QuerySet[Claim]:
    """Those whose quotation has all of these words, in any order. NUL, which no text has, finds nothing."""
    query = SearchQuery(words.replace("\x00", " "), config=CONFIG, search_type="plain")
    return claims.alias(said=words_of("quote")).filter(said=query)
