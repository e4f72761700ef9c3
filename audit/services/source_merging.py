"""Two sources of an article that are one, and one that is two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from audit.ledger.models import Actor
from audit.models import ArticleSource, Claim, SourceAffiliation
from audit.models.fields import join_touching
from audit.services.edits import Done, Edit, done_before, hold_article
from audit.services.errors import Refused
from audit.services.sources import SourceDraft, hold_source, make_source


@transaction.atomic
def merge_sources(
    *,
    sources: Sequence[ArticleSource],
    actor: Actor,
    seen: Sequence[str] | None = None,
    submission: UUID | None = None,
) -> Done:
    """Join sources of one revision that are one: the first given keeps its name and gets the mentions, claims and
    further affiliations of the others. `seen`: their versions, in the same order."""
    if len({source.pk for source in sources}) < 2 or len({source.revision_id for source in sources}) > 1:
        raise Refused("Choose two sources or more of one revision.")
    hold_article(sources[0].revision.article_id)
    if done := done_before(submission, actor, "merged"):
        return done
    versions: Sequence[str | None] = seen or [None] * len(sources)
    first, *others = (hold_source(*pair) for pair in zip(sources, versions, strict=True))
    speakers = {source.speaker_id for source in (first, *others) if source.speaker_id}
    if len(speakers) > 1:
        raise Refused("These sources are linked to different speakers. Take one link back first.")
    edit = Edit(actor, "merged", first, submission)
    for other in others:
        edit.change(other, "merged into another", merged_into_id=first.pk)
        give_claims(edit, other.claims.all(), first)
    edit.change(
        first,
        mentions=join_touching(tuple(span for source in (first, *others) for span in source.mentions)),
        role=next((source.role for source in (first, *others) if source.role), ""),
        speaker_id=next(iter(speakers), None),
        is_confirmed=True,
    )
    _add_missing_affiliations(edit, first, others)
    return edit.record(count=len(sources))


def _add_missing_affiliations(edit: Edit, source: ArticleSource, others: Sequence[ArticleSource]) -> None:
    names = {affiliation.name for affiliation in source.affiliations.all()}
    last = SourceAffiliation.everything.filter(source=source).aggregate(last=Max("number"))["last"] or 0
    for affiliation in (one for other in others for one in other.affiliations.all()):
        if affiliation.name in names:
            continue
        names.add(affiliation.name)
        last += 1
        values = {"name": affiliation.name, "span": affiliation.span, "organization_id": affiliation.organization_id}
        edit.make(SourceAffiliation(source=source, number=last, **values))


def give_claims(edit: Edit, claims: Iterable[Claim], source: ArticleSource) -> None:
    """Give claims to another source of their revision, as part of an act."""
    for claim in claims:
        edit.change(claim, "given to another source", source_id=source.pk)


@transaction.atomic
def split_source(
    *,
    source: ArticleSource,
    claims: Sequence[Claim],
    draft: SourceDraft,
    actor: Actor,
    seen: str | None = None,
    submission: UUID | None = None,
) -> Done:
    """Part a source that is two: the claims given go to a new one, which the draft describes; its mentions are taken
    from the first."""
    hold_article(source.revision.article_id)
    if done := done_before(submission, actor, "split"):
        return done
    source = hold_source(source, seen)
    own = list(
        source.claims.filter(pk__in=[claim.pk for claim in claims]).order_by("pk").select_for_update(of=("self",))
    )
    if not own or len(own) != len(claims):
        raise Refused("Choose claims of this source that are to be the new one's.")
    edit = Edit(actor, "split", source, submission)
    made = make_source(edit, source.revision, draft)
    give_claims(edit, own, made)
    edit.change(source, mentions=tuple(s for s in source.mentions if s not in made.mentions), is_confirmed=True)
    return edit.record(count=2)
