"""Finding claims by words of their quotation."""

from __future__ import annotations

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import QuerySet

from articles.search import CONFIG, words_of
from audit.models import Claim


def saying(claims: QuerySet[Claim], words: str) -> QuerySet[Claim]:
    """Those whose quotation has all of these words, in any order.

    Only texts whose searched part has the words are looked at, which the index of articles tells: a quotation is not
    indexed again. NUL, which no text has, finds nothing."""
    query = SearchQuery(words.replace("\x00", " "), config=CONFIG, search_type="plain")
    with_vectors = claims.alias(
        said=SearchVector("quote", config=CONFIG),
        searched=words_of("revision__body__text"),
    )
    return with_vectors.filter(searched=query, said=query)
