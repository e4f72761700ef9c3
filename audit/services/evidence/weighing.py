"""Weighing the evidence on claims: loads what is known and asks `audit.origins`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from articles.models import Article
from audit.codebook import EvidenceItem
from audit.models import ArticleSource, Claim, Evidence, EvidenceUse, SourceKind
from audit.models.visibility import masked_articles
from audit.origins import Body, Item, Side, Use, Weighing, weigh
from audit.permissions import Act, User, can
from audit.services.errors import Refused
from audit.services.evidence.drafts import EvidenceDraft, UseDraft
from audit.services.evidence.facts import Bodies, Facts, Wanted, hidden_among, item_of, item_of_draft


def _wanted(items: Iterable[UUID], claims: Iterable[Claim], article: Article | None) -> Wanted:
    """What to load for these items and the sides of these claims."""
    names, bodies, outlets, speakers = set[str](), set[UUID](), set[UUID](), set[UUID]()
    for claim in claims:
        published = article or claim.revision.article
        outlets.add(published.outlet_id)
        names.add(published.outlet.name)
        if claim.source:
            names.add(claim.source.name)
            speakers |= {claim.source.speaker_id} if claim.source.speaker_id else set()
            affiliations = claim.source.affiliations.all()
            names |= {affiliation.name for affiliation in affiliations}
            bodies |= {affiliation.organization_id for affiliation in affiliations if affiliation.organization_id}
    return Wanted(frozenset(items), frozenset(bodies), frozenset(outlets), frozenset(names), frozenset(speakers))


def _side(claim: Claim, article: Article, facts: Facts, *, is_masked: bool) -> Side:
    """Whom the evidence on this claim must not come from, as far as the outlet is not masked."""
    source, bodies, day = claim.source, facts.bodies, article.published_from
    side = Side(
        speaker=bodies.named(source.name) if source and source.kind != SourceKind.UNNAMED else None,
        bodies=_bodies(source, facts, day),
    )
    if is_masked:
        return side
    owners = [key for outlet, key, *when in facts.owned if outlet == article.outlet_id and _held(day, *when)]
    return replace(
        side,
        outlet=bodies.named(article.outlet.name),
        owners=tuple(bodies.of(key) for key in owners),
        domains=frozenset(domain.removeprefix("www.") for domain in article.outlet.domains),
        article=str(article.copy_of_id or article.pk),
    )


def _held(day: date | None, since: date | None, until: date | None) -> bool:
    """Whether it was so when the article came out; whenever it was so where that is not known."""
    return day is None or ((since is None or since <= day) and (until is None or day <= until))


def _bodies(source: ArticleSource | None, facts: Facts, day: date | None) -> tuple[Body, ...]:
    """Those that the article names, then those that the speaker is known to have belonged to on its day."""
    printed, speaker = _affiliations(source, facts.bodies), source.speaker_id if source else None
    # Without the article's day, a post held at some other time says nothing about this one.
    posts = {key for whose, key, *when in facts.held if day and whose == speaker and _held(day, *when)}
    return (*printed, *(body for body in map(facts.bodies.of, sorted(posts)) if body not in printed))


def _affiliations(source: ArticleSource | None, bodies: Bodies) -> tuple[Body, ...]:
    every = source.affiliations.all() if source else ()
    return tuple(bodies.of(str(a.organization_id)) if a.organization_id else bodies.named(a.name) for a in every)


def weigh_uses(
    uses: Mapping[Claim, Sequence[EvidenceUse]], user: User, *, article: Article | None = None
) -> dict[UUID, Weighing]:
    """The uses of each claim weighed, by the claim's id, as this person may see it. The uses are those that the person
    sees; claims have their source with affiliations loaded, and their article with its outlet unless all are of the
    `article` given. One query, another where items go back to others; none without uses."""
    shown = frozenset(use.evidence_id for many in uses.values() for use in many)
    if not shown:
        return {}
    used = {claim: many for claim, many in uses.items() if many}
    facts = Facts.load(_wanted(shown, used, article))
    items = _items(facts, hidden_among(facts.rows, shown, user))
    masked = _masked(user, article)
    sides = {}
    for claim in used:
        published = article or claim.revision.article
        sides[claim] = _side(claim, published, facts, is_masked=published.pk in masked)
    return {claim.pk: weigh([_use(use) for use in many], items, sides[claim]) for claim, many in used.items()}


def _masked(user: User, article: Article | None) -> frozenset[UUID]:
    """The articles whose outlet is kept from this person; an article that was loaded with the answer says it itself."""
    if article is not None and hasattr(article, "is_masked"):
        return frozenset({article.pk} if article.is_masked else ())
    return frozenset(masked_articles(user)) if can(user, Act.REVIEW) else frozenset()


def _items(facts: Facts, hidden: frozenset[UUID]) -> dict[str, Item]:
    return {str(row.key): item_of(row, facts.bodies, hidden) for row in facts.rows}


def _use(use: EvidenceUse) -> Use:
    return Use(str(use.pk), str(use.evidence_id), use.stance, use.independent, use.assertion_id is None, use.why)


def weigh_drafts(drafts: Sequence[UseDraft], claim: Claim, *, is_attribution: bool, user: User) -> Weighing:
    """What a review would rest on, before anything is stored; the uses are named by their places, from 0."""
    if not drafts:
        return Weighing()
    facts = Facts.load(_wanted(_stored(drafts), [claim], None))
    items = _items(facts, hidden_among(facts.rows, frozenset(), user))
    uses = []
    for place, draft in enumerate(drafts):
        item = draft.evidence
        key = f"new {place}" if isinstance(item, EvidenceDraft) else str(item.pk)
        if isinstance(item, EvidenceDraft):
            items[key] = item_of_draft(key, item, facts.bodies, _article_at(item.url))
        uses.append(Use(str(place), key, draft.stance, draft.independent, is_attribution, draft.why))
    article = claim.revision.article
    is_masked = masked_articles(user).filter(article=article).exists()
    return weigh(uses, items, _side(claim, article, facts, is_masked=is_masked))


def _article_at(url: str) -> str | None:
    """The article of this address, or the one whose text it has."""
    bare = url.rstrip("/")
    found = Article.objects.filter(canonical_url__in=[url, bare, f"{bare}/"]).first() if url else None
    return str(found.copy_of_id or found.pk) if found else None


def _stored(drafts: Iterable[UseDraft]) -> set[UUID]:
    """The stored items that drafts name, or that their items go back to."""
    named = (d.evidence.derived_from if isinstance(d.evidence, EvidenceDraft) else d.evidence for d in drafts)
    return {item.pk for item in named if isinstance(item, Evidence)}


def as_items(weighing: Weighing) -> list[EvidenceItem]:
    """The uses as the codebook's rules see them."""
    return [
        EvidenceItem(
            weighed.chain[0].kind, weighed.use.stance, weighed.use.independent, weighed.origin, weighed.is_relayed
        )
        for weighed in weighing.by_use.values()
    ]


def check_independence(weighing: Weighing) -> None:
    """Raise Refused when a use is called independent, the machine has an objection, and no reason is written: people
    decide, but nobody overrides it without a word."""
    for weighed in weighing.contested:
        if not weighed.use.why.strip():
            said = " ".join(objection.sentence for objection in weighed.contested)
            raise Refused(f"{said} If this evidence is independent all the same, write why; both will be shown.")
