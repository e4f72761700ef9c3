"""Items of evidence stored once, and their uses in reviews."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.ledger.models import Actor
from audit.ledger.services import record
from audit.models import Evidence, EvidenceUse, Review
from audit.services.errors import AlreadyStored
from audit.services.evidence.copies import ask_for_copy, defer_comparison, of_file, store_copy
from audit.services.evidence.drafts import EvidenceDraft, UseDraft, check_draft, title_of
from audit.services.evidence.places import latest_text, places_in
from audit.services.evidence.provenance import Relation, state_publisher


@transaction.atomic
def attach_evidence(*, draft: EvidenceDraft, actor: Actor) -> Evidence:
    """Store an item with its file, and have its page archived. The same draft of the same person is one item.

    Raises Refused when it lacks what its kind needs, AlreadyStored when the person sees an item of the same address or
    bytes and has not asked for a separate one."""
    check_draft(draft)
    if known := _known(draft, actor):
        return known
    _offer_same(draft, actor)
    evidence = Evidence.objects.create(
        kind=draft.kind,
        title=title_of(draft),
        publisher=draft.publisher.strip(),
        owner=draft.owner.strip(),
        url=draft.url,
        date=draft.date,
        words=draft.words,
        place=draft.place.strip(),
        query=draft.query.strip(),
        visibility=draft.visibility,
        derived_from=draft.derived_from,
        file_sha256=draft.file_sha256,
        added_by=actor,
        created_at=timezone.now(),
    )
    record(actor=actor, action="added", target=evidence)
    if draft.file:
        store_copy(evidence, of_file(draft.file), by=actor, actor=actor)
    elif draft.url and draft.visit:
        ask_for_copy(evidence=evidence, actor=actor)
    links = ((Relation.PUBLISHED, draft.publisher_organization), (Relation.OWNED, draft.owner_organization))
    for relation, organization in links:
        if organization:
            state_publisher(item=evidence, relation=relation, organization=organization, why="", actor=actor)
    return evidence


def _known(draft: EvidenceDraft, actor: Actor) -> Evidence | None:
    """The same item, if this person stored it before: nobody learns from a duplicate what others hold."""
    same = Evidence.objects.filter(added_by=actor, kind=draft.kind, visibility=draft.visibility, url=draft.url)
    same = same.filter(file_sha256=draft.file_sha256, words=draft.words, date=draft.date, title=title_of(draft))
    return same.filter(place=draft.place.strip(), query=draft.query.strip(), derived_from=draft.derived_from).first()


def _offer_same(draft: EvidenceDraft, actor: Actor) -> None:
    same = Q(url=draft.url) & ~Q(url="") | Q(copies__sha256=draft.file_sha256)
    if draft.is_separate or not (draft.url or draft.file):
        return
    seen = Evidence.objects.visible_to(actor.user or AnonymousUser())
    if found := seen.filter(same).order_by("created_at").first():
        what = "page" if draft.url and found.url == draft.url else "file"
        raise AlreadyStored(
            f"This {what} is stored already: “{found.title}”. Use that item again, or say that this is a separate one.",
            found,
        )


def attach_use(draft: UseDraft, review: Review) -> EvidenceUse:
    """Store one use with its review, and where its words stand in the archived copy. The use's event is the review's.

    Within the transaction of the review."""
    item = draft.evidence
    stored = attach_evidence(draft=item, actor=review.reviewer) if isinstance(item, EvidenceDraft) else item
    use = EvidenceUse.objects.create(
        evidence=stored,
        review=review,
        claim=review.claim,
        assertion=review.assertion,
        stance=draft.stance,
        words=draft.words.strip(),
        locator=draft.locator.strip(),
        independent=draft.independent,
        why=draft.why.strip(),
        added_by=review.reviewer,
        created_at=review.created_at,
    )
    _place(use)
    defer_comparison(stored)
    return use


def _place(use: EvidenceUse) -> None:
    kept = latest_text(use.evidence_id) if use.words else None
    if kept:
        for place in places_in(*kept, [use]):
            record(actor=use.added_by, action="looked up", target=place)
