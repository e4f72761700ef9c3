"""The sources of an article: those that its claims have, and those that people made for it."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q

from articles.models import Article
from audit.models import ArticleSource, Claim


def sources_of(article: Article) -> list[ArticleSource]:
    """By name, with their affiliations and `claims`, the number of claims each has; one that was merged into another
    is left out, and so is one that no claim has any more unless a person made it."""
    shown = Claim.objects.shown().filter(source=OuterRef("pk"))
    found = ArticleSource.objects.filter(revision__article=article, merged_into=None)
    found = found.filter(Exists(shown) | Q(run=None, is_confirmed=True)).select_related("speaker")
    counted = found.annotate(claims_given=Count("claims", filter=Q(claims__state=Claim.State.ACTIVE)))
    return list(counted.prefetch_related("affiliations").order_by("name", "pk"))
