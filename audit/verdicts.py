"""The verdicts that stand, as one person may see them: reads that admin, API and exports share."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from audit.models import Assertion, Claim, Decision, EvidenceUse, Question, Review
from audit.models.visibility import DecisionQuerySet, is_unprejudiced
from audit.permissions import User

NOT_REVIEWED = "not_reviewed"


def standing_decisions(user: User) -> DecisionQuerySet:
    """The highest decision of each target that this person may see, with its grounds and their evidence."""
    uses = EvidenceUse.objects.visible_to(user).select_related("evidence")
    reviews = Review.objects.visible_to(user).select_related("reviewer", "rubric")
    reviews = reviews.prefetch_related(Prefetch("uses", uses))
    return Decision.objects.visible_to(user).current().prefetch_related(Prefetch("reviews", reviews))


def with_verdicts(claims: QuerySet[Claim], user: User) -> QuerySet[Claim]:
    """The claims with all that `standing` needs; the number of queries does not depend on the number of claims."""
    claims = claims.select_related("source__speaker", "run").prefetch_related("source__affiliations", "assertions")
    claims = claims.annotate(keeps_opinion=is_unprejudiced(user, "hide_confidence"))  # type: ignore[no-redef]
    return claims.prefetch_related(Prefetch("decisions", standing_decisions(user)))


def standing(claim: Claim) -> dict[UUID | None, Decision]:
    """The decisions of a claim that came from `with_verdicts`: by assertion id, the one on attribution under None.

    Each knows its target, so that `is_stale` and `question` ask no query."""
    assertions = {assertion.pk: assertion for assertion in claim.assertions.all()}
    found: dict[UUID | None, Decision] = {}
    for decision in claim.decisions.all():
        if decision.assertion_id and decision.assertion_id not in assertions:
            continue  # of a part that was merged into another, or taken back
        decision.claim = claim
        decision.assertion = assertions[decision.assertion_id] if decision.assertion_id else None
        found[decision.assertion_id] = decision
    return found


def having_verdict(claims: QuerySet[Claim], question: Question, value: str, user: User) -> QuerySet[Claim]:
    """The claims whose standing decision, as this person may see it, has this value; for corroboration the claims
    with such an assertion. `not_reviewed` finds those on which nothing stands."""
    seen = Decision.objects.visible_to(user).order_by("-number")
    if question == Question.ATTRIBUTION:
        latest = seen.filter(claim=OuterRef("pk"), assertion=None)
        return claims.alias(stands=_value_or_none(latest)).filter(stands=value)
    latest = seen.filter(claim=OuterRef("claim_id"), assertion=OuterRef("pk"))
    assertions = Assertion.objects.filter(claim=OuterRef("pk")).alias(stands=_value_or_none(latest))
    return claims.filter(Exists(assertions.filter(stands=value)))


def _value_or_none(latest: DecisionQuerySet) -> Coalesce:
    return Coalesce(Subquery(latest.values("value")[:1]), Value(NOT_REVIEWED), output_field=TextField())
