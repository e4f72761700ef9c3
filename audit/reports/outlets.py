"""Outlets: by name with what is here of each, and what is known of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from articles.models import Article, Feed, Outlet
from audit.keyset import Order
from audit.models import Claim, Decision, OutletOwnership
from audit.models.visibility import masked_articles
from audit.permissions import Act, User, can

ARTICLES_SHOWN = 20
BY_NAME = Order(("name", "id"))


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is here of an outlet: articles, active claims in them, and answers that stand on those claims and their
    parts, as far as a person may see them."""

    articles: int = 0
    claims: int = 0
    verdicts: int = 0


@dataclass(frozen=True, slots=True)
class OutletLine:
    """An outlet in a list; `counts` is None for somebody from whom articles' outlets are withheld."""

    outlet: Outlet
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class OutletReport:
    """An outlet: who owns or owned it, its feeds, its newest articles of all that `counts` tells of. The last two are
    empty and None for somebody from whom articles' outlets are withheld."""

    outlet: Outlet
    ownerships: tuple[OutletOwnership, ...]
    feeds: tuple[Feed, ...]
    articles: tuple[Article, ...]
    counts: Counts | None


def knows_outlets(user: User) -> bool:
    """Whether no article's outlet is withheld from this person. Otherwise no outlet says how much is here of it: which
    one has less than one would think tells whose the withheld articles are."""
    return not (can(user, Act.REVIEW) and masked_articles(user).exists())


def named_outlets(words: str) -> QuerySet[Outlet]:
    """Outlets whose name or a domain holds the words."""
    words = " ".join(words.split())
    return Outlet.objects.filter(Q(name__icontains=words) | Q(domains__icontains=words))


def outlet_list(words: str, user: User, *, after: Sequence[str] = (), limit: int) -> list[OutletLine]:
    """Outlets that the words name, by name, from a position BY_NAME on."""
    rows = BY_NAME.sort(named_outlets(words))
    found = list((BY_NAME.after(rows, after) if after else rows)[:limit])
    counts = outlet_counts(found, user)
    return [OutletLine(outlet, counts.get(outlet.pk, Counts()) if counts is not None else None) for outlet in found]


def outlet_counts(outlets: Iterable[Outlet], user: User) -> Mapping[UUID, Counts] | None:
    """What is here of each of these outlets, in three queries; None for somebody from whom outlets are withheld."""
    if not knows_outlets(user):
        return None
    keys = [outlet.pk for outlet in outlets]
    active, stands = Q(claim__state=Claim.State.ACTIVE), Q(assertion=None) | Q(assertion__is_closed=False)
    decisions = Decision.objects.visible_to(user).filter(active, stands)
    target = Coalesce("assertion", "claim")
    articles = _each(Article.objects.all(), "outlet", keys, Count("pk"))
    claims = _each(Claim.objects.active(), "revision__article__outlet", keys, Count("pk"))
    verdicts = _each(decisions, "claim__revision__article__outlet", keys, Count(target, distinct=True))
    return {key: Counts(articles.get(key, 0), claims.get(key, 0), verdicts.get(key, 0)) for key in keys}


def _each(rows: QuerySet[Any], outlet: str, keys: Sequence[UUID], number: Count) -> dict[UUID, int]:
    found = rows.filter(**{f"{outlet}__in": keys}).order_by().values(outlet)
    return dict(found.annotate(number=number).values_list(outlet, "number"))


def outlet_report(outlet: Outlet, user: User) -> OutletReport:
    """What is known of an outlet, as far as this person may see it."""
    counts = outlet_counts([outlet], user)
    newest = Article.objects.with_current().filter(outlet=outlet).newest_first()
    owned = OutletOwnership.objects.standing().filter(outlet=outlet)
    return OutletReport(
        outlet,
        tuple(owned.select_related("organization__parent").order_by("since", "pk")),
        tuple(Feed.objects.with_progress().by_outlet().filter(outlet=outlet)),
        tuple(newest[:ARTICLES_SHOWN]) if counts else (),
        counts[outlet.pk] if counts else None,
    )
