"""The sources of an article: those that its claims have, and those that people made for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from articles.models import Article
from audit.models import ArticleSource, Claim, Organization, Speaker
from audit.permissions import User
from audit.reports.speakers import profiled
from audit.services.speakers import search_key

MOST = 10  # speakers and organizations offered at once


def sources_of(article: Article) -> list[ArticleSource]:
    """By name, with their affiliations and `claims`, the number of claims each has; one that was merged into another
    is left out, and so is one that no claim has any more unless a person made it."""
    shown = Claim.objects.shown().filter(source=OuterRef("pk"))
    found = ArticleSource.objects.filter(revision__article=article, merged_into=None)
    found = found.filter(Exists(shown) | Q(run=None, is_confirmed=True)).select_related("speaker")
    counted = found.annotate(claims_given=Count("claims", filter=Q(claims__state=Claim.State.ACTIVE)))
    return list(counted.prefetch_related("affiliations").order_by("name", "pk"))


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Names to choose from for some letters typed."""

    sources: list[ArticleSource]
    speakers: list[Speaker]
    organizations: list[Organization]


def suggestions(article: Article, typed: str, user: User) -> Suggestions:
    """The article's sources with a word that begins like this, then speakers by first or last name, then bodies.

    Nothing typed gives the article's sources alone. Names are found by the beginnings of their keys, which have an
    index each."""
    key = search_key(typed)
    sources = [source for source in sources_of(article) if _begins(search_key(source.name), key)]
    if not key:
        return Suggestions(sources, [], [])
    known = (
        Speaker.objects.kept()
        .filter(profiled(user))
        .filter(Q(search_key__startswith=key) | Q(sort_key__startswith=key))
    )
    bodies = Organization.objects.filter(Q(search_key__startswith=key) | Q(acronym__iexact=typed.strip()))
    return Suggestions(sources, list(known.order_by("sort_key", "pk")[:MOST]), list(bodies[:MOST]))


def _begins(name: str, key: str) -> bool:
    return name.startswith(key) or f" {key}" in name
