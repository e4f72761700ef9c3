"""Articles whose claims people have settled, as gold lines: what `evaluate` measures the engine against.

A claim is settled if a person marked it, dismissed it, or answered the attribution question about it: that answer
judges the words, the source, its role and its affiliations as they stand now. A revision is given when every claim
found in it is settled and at least one is there; a claim that nobody has marked yet cannot be known, so a recall
measured on these lines flatters. Left out are revisions into which claims of an earlier one were carried (spans of
cue and mention point into the earlier text), and, since a line holds the whole text, those with a speaker who gets a
pseudonym in exports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Revision
from audit.extraction.evaluation.reading import Attribution, GoldArticle, Label
from audit.keyset import Order, batches
from audit.models import Anchor, Claim, Speaker
from audit.models.fields import Spans
from audit.permissions import User
from audit.verdicts import NOT_REVIEWED, standing, with_verdicts

BATCH = 50  # articles in memory at a time
BY_KEY = Order(("id",))


def gold_articles(user: User, revisions: QuerySet[Revision] | None = None) -> Iterator[GoldArticle]:
    """A line for each settled revision, as far as `user` may see the answers; memory does not grow with them."""
    chosen = (Revision.objects.all() if revisions is None else revisions).filter(body__isnull=False)
    carried = Anchor.objects.carrying().filter(revision=OuterRef("pk"))
    for batch in batches(chosen.exclude(Exists(carried)).select_related("body"), BY_KEY, BATCH):
        claims = _claims(user, batch)
        for revision in batch:
            found = claims.get(revision.pk, [])
            if found and all(_is_settled(claim) and not _is_protected(claim) for claim in found):
                yield _article(revision, [claim for claim in found if _is_gold(claim)])


def _claims(user: User, revisions: Sequence[Revision]) -> dict[Any, list[Claim]]:
    """The claims of each revision in the order of the text, without those that a later run took back."""
    there = Claim.objects.filter(revision__in=revisions).shown()
    ordered = (
        with_verdicts(there, user).select_related("source__speaker__merged_into").order_by("revision_id", "start", "id")
    )
    return {key: list(group) for key, group in groupby(ordered, key=lambda claim: claim.revision_id)}


def _is_settled(claim: Claim) -> bool:
    if claim.state == Claim.State.DISMISSED or claim.origin == Claim.Origin.PERSON:
        return True
    answer = standing(claim).get(None)
    return answer is not None and answer.value != NOT_REVIEWED and not answer.is_stale()


def _is_protected(claim: Claim) -> bool:
    speaker = claim.source.known_speaker if claim.source else None
    return speaker is not None and speaker.exposure != Speaker.Exposure.PUBLIC_ROLE


def _is_gold(claim: Claim) -> bool:
    return claim.state == Claim.State.ACTIVE and claim.kind != Claim.Kind.OUTLET_VOICE


def _article(revision: Revision, claims: Sequence[Claim]) -> GoldArticle:
    """`punctuation` says that the kinds are given, not to be read off double quotation marks."""
    return {
        "id": str(revision.pk),
        "text": revision.body.text,
        "punctuation": "any",
        "attributions": [_attribution(claim) for claim in claims],
        "speakers": {"claims": [_label(claim) for claim in claims]},
    }


def _attribution(claim: Claim) -> Attribution:
    mention = claim.speaker_mention
    return {
        "content": _spans(claim.content),
        "kind": claim.kind,
        "cue": _spans(claim.cue),
        "source": [] if mention is None else [list(mention)],
    }


def _label(claim: Claim) -> Label:
    source = claim.source
    return {
        "content": _spans(claim.content),
        "speaker": source.name if source else None,
        "speaker_kind": source.kind if source else "none",
        "affiliation": " and ".join(source.affiliation_names()) or None if source else None,
        "role": source.role or None if source else None,
    }


def _spans(spans: Spans) -> list[Sequence[int]]:
    return [list(span) for span in spans]
