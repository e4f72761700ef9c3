"""Reviews with all that belongs to them, what the machine has against the independence of their evidence included."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Prefetch

from audit.models import Claim, EvidenceUse, Review
from audit.models.visibility import ReviewQuerySet
from audit.permissions import User
from audit.services.evidence import weigh_uses


def reviews_for(user: User) -> ReviewQuerySet:
    """Reviews as this person may see them, with reviewer, rubric and uses, the earliest first."""
    uses = EvidenceUse.objects.visible_to(user).select_related("evidence__added_by")
    found = Review.objects.visible_to(user).select_related("reviewer", "rubric")
    return found.prefetch_related(Prefetch("uses", uses)).order_by("created_at", "id")


def weighed_reviews(reviews: ReviewQuerySet, user: User) -> list[Review]:
    """These reviews, each use with `weighed`: its origin and what speaks against its independence."""
    whole = reviews.select_related("reviewer", "rubric", "claim__source", "claim__revision__article__outlet")
    found = list(whole.prefetch_related("claim__source__affiliations"))
    uses: dict[Claim, list[EvidenceUse]] = defaultdict(list)
    for review in found:
        uses[review.claim] += review.uses.all()
    weighings = weigh_uses(uses, user)
    for claim, used in uses.items():
        for use in used:
            setattr(use, "weighed", weighings[claim.pk].by_use[str(use.pk)])  # noqa: B010  not a field
    return found
