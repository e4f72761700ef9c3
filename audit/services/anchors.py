"""Carry the claims of an article's earlier revision into a later one, and tell what was changed on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rapidfuzz import fuzz

from articles.ingest.notices import notices
from articles.models import Revision
from audit.anchoring import Place, Status, is_same_place, place
from audit.extraction.types import ExtractedClaim
from audit.models import Anchor, Claim, ExtractionRun, Finding
from audit.models.fields import Spans

LIKE_BY_THE_SAME = 0.6  # of words given to the same name, when both stand in no other claim's place


@dataclass(slots=True)
class Carried:
    """A claim of an earlier revision with its place in the new one, and what the new run found there."""

    claim: Claim
    place: Place
    successor: Claim | None = None

    @property
    def speaker(self) -> str | None:
        return _name(self.claim.source.name if self.claim.source else None)

    @property
    def is_changed(self) -> bool:
        return self.place.status == Status.REWORDED or (self.place.has_same_words and self.successor is not None)

    @property
    def is_there(self) -> bool:
        return self.place.has_same_words and self.successor is None


@dataclass(frozen=True, slots=True)
class Carriage:
    """All claims of the earlier revision. Empty for a first revision, and where the earlier text was redacted."""

    earlier: Revision | None
    carried: Sequence[Carried] = field(default_factory=list)
    is_new: bool = False  # whether the anchors are still to be written

    def taking(self, extracted: ExtractedClaim, content: Spans) -> Carried | None:
        """The earlier claim that stands where this one was found, whoever it is given to."""
        return next((one for one in self.carried if is_same_place(one.place.content or (), content)), None)


def carry(revision: Revision) -> Carriage:
    """Place the claims of the revision before this one. Those that were placed already keep their anchors."""
    earlier = revision.article.revisions.filter(number__lt=revision.number).order_by("-number").first()
    if earlier is None or not (hasattr(earlier, "body") and hasattr(revision, "body")):
        return Carriage(None)
    anchors = Anchor.objects.filter(revision=revision).select_related("claim__source", "successor")
    if there := [Carried(a.claim, Place(Status(a.status), a.content, float(a.score)), a.successor) for a in anchors]:
        return Carriage(earlier, there)
    standing = Claim.objects.standing_in(earlier).shown().select_related("source")
    claims = list(standing.in_order_there())
    places = place([claim.place for claim in claims], earlier.body.text, revision.body.text)
    return Carriage(earlier, [Carried(*pair) for pair in zip(claims, places, strict=True)], is_new=True)


def is_same_source(carried: Carried, extracted: ExtractedClaim) -> bool:
    """Whether both give the words to the same name, or to nobody."""
    return carried.speaker == _name(extracted.speaker)


def find_successors(carriage: Carriage, new: Sequence[Claim]) -> None:
    """Among the new claims that took no earlier one's place, find those that are like one that is gone."""
    taken = {one.successor for one in carriage.carried}
    free = [claim for claim in new if claim not in taken]
    for one in carriage.carried:
        if one.place.status != Status.GONE:
            continue
        like = [claim for claim in free if _name(claim.source.name if claim.source else None) == one.speaker]
        best = max(like, key=lambda claim: fuzz.ratio(one.claim.quote, claim.quote), default=None)
        score = fuzz.ratio(one.claim.quote, best.quote) / 100 if best else 0.0
        if best and score >= LIKE_BY_THE_SAME:
            free.remove(best)
            one.successor, one.place = best, Place(Status.REWORDED, best.content, score)


def anchors_of(carriage: Carriage, revision: Revision, run: ExtractionRun) -> list[Anchor]:
    """The anchors to write; none where they stand already."""
    if not carriage.is_new:
        return []
    return [
        Anchor(
            claim=one.claim,
            revision=revision,
            run=run,
            successor=one.successor,
            content=one.place.content,
            status=one.place.status,
            score=Decimal(f"{one.place.score:.3f}"),
            created_at=run.created_at,
        )
        for one in carriage.carried
    ]


def findings_of(carriage: Carriage, revision: Revision, run: ExtractionRun) -> list[Finding]:
    """The quotations that the new revision has in other words or under another name, as proposals."""
    changed = [one for one in carriage.carried if one.is_changed and one.claim.state == Claim.State.ACTIVE]
    if not carriage.is_new or not changed or carriage.earlier is None:
        return []
    told = bool(notices(revision.body.text, known=carriage.earlier.body.text))
    return [
        Finding(
            article=revision.article,
            revision=revision,
            run=run,
            claim=one.claim,
            successor=one.successor,
            code=Finding.Code.STEALTH_EDIT,
            edit=Finding.Edit.REATTRIBUTED if one.place.has_same_words else Finding.Edit.REWORDED,
            has_notice=told,
            state=Finding.State.PROPOSED,
            created_at=run.created_at,
        )
        for one in changed
    ]


def _name(name: str | None) -> str | None:
    return " ".join(name.casefold().split()) if name else None
