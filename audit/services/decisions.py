"""Decisions follow from reviews by a written rule; publication is a step of its own."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from audit.codebook import Codebook
from audit.ledger.models import Actor
from audit.ledger.services import record
from audit.models import Assertion, Audit, Claim, Decision, DecisionReview, Publication, Reveal, Review
from audit.services.errors import Refused

State = Publication.State
NEXT_STATES: dict[str | None, tuple[State, ...]] = {
    None: (State.DRAFT, State.CLEARED, State.PUBLISHED),
    State.DRAFT: (State.CLEARED, State.PUBLISHED, State.WITHDRAWN),
    State.CLEARED: (State.DRAFT, State.PUBLISHED, State.WITHDRAWN),
    State.PUBLISHED: (State.WITHDRAWN,),
    State.CORRECTED: (State.WITHDRAWN,),
    State.WITHDRAWN: (State.PUBLISHED,),
}
NOTICE_NEEDED = (State.CORRECTED, State.WITHDRAWN)


def current_decision(claim: Claim, assertion: Assertion | None) -> Decision | None:
    """The decision with the highest number on this target."""
    return Decision.objects.filter(claim=claim, assertion=assertion).order_by("-number").first()


def standing_reviews(claim: Claim, assertion: Assertion | None) -> list[Review]:
    """The latest review of each reviewer that has not been withdrawn, newest first. Blind answers that are not yet
    revealed stand for nothing."""
    answers = Review.objects.filter(claim=claim, assertion=assertion, act=Review.Act.ANSWER, withdrawal=None)
    hidden = Review.objects.unrevealed().filter(claim=claim, assertion=assertion)
    answers = answers.exclude(pk__in=hidden.values("pk"))
    latest: dict[object, Review] = {}
    for review in answers.select_related("rubric", "audit").order_by("-created_at", "-id"):
        latest.setdefault(review.reviewer_id, review)
    return list(latest.values())


def decide(*, claim: Claim, assertion: Assertion | None, actor: Actor) -> Decision | None:
    """Draw the decision that the standing reviews lead to; None when it is the one that stands already, or when there
    is none and the codebook asks for more people than have answered."""
    reviews, rule = _grounds(standing_reviews(claim, assertion))
    current = current_decision(claim, assertion)
    if not reviews and (current is None or current.rule == Decision.Rule.WITHDRAWN):
        return None
    if reviews and _rests_on(current, reviews):
        return None
    value = reviews[0].value if reviews else "not_reviewed"
    return _decide(claim, assertion, current, value, rule, reviews, actor)


def _grounds(standing: Sequence[Review]) -> tuple[list[Review], Decision.Rule]:
    """The reviews that decide: the newest answer behind which as many people stand as it needs."""
    for review in standing:
        people, rule = _people(review)
        alike = [r for r in standing if _goes_with(r, review)][:people]
        if len(alike) == people:
            return alike, rule
    return [], Decision.Rule.WITHDRAWN


def _people(review: Review) -> tuple[int, Decision.Rule]:
    """How many must stand behind an answer, and by which rule it then decides."""
    asked = Codebook.read(review.rubric.definitions).question(review.question).get(review.value).people
    if review.is_adjudication:
        return asked, Decision.Rule.ADJUDICATED
    if review.audit and review.audit.is_blind:
        return max(asked, review.audit.reviews_per_claim), Decision.Rule.TWO_REVIEWERS_AGREE
    return asked, Decision.Rule.TWO_PEOPLE if asked > 1 else Decision.Rule.ONE_REVIEWER


def _goes_with(other: Review, review: Review) -> bool:
    """Whether another answer says the same of the same words; in a blind audit only that audit's answers count."""
    same = (other.value, other.digest) == (review.value, review.digest)
    return same and (review.audit is None or not review.audit.is_blind or other.audit_id == review.audit_id)


def _rests_on(decision: Decision | None, reviews: Sequence[Review]) -> bool:
    if decision is None:
        return False
    grounds = set(decision.grounds.values_list("review_id", flat=True))
    return grounds == {review.pk for review in reviews}


def _decide(
    claim: Claim,
    assertion: Assertion | None,
    before: Decision | None,
    value: str,
    rule: Decision.Rule,
    reviews: Sequence[Review],
    actor: Actor,
) -> Decision:
    decision = Decision.objects.create(
        claim=claim,
        assertion=assertion,
        digest=reviews[0].digest if reviews else (assertion or claim).words_digest(),
        number=before.number + 1 if before else 1,
        supersedes=before,
        value=value,
        rule=rule,
        created_at=timezone.now(),
    )
    grounds = [DecisionReview.objects.create(decision=decision, review=review) for review in reviews]
    data = {"value": value, "rule": rule, "number": decision.number, "claim": claim.pk}
    record(actor=actor, action="decided", target=decision, rows=[decision, *grounds], data=data)
    return decision


def open_disagreements() -> QuerySet[Reveal]:
    """Revealed targets on which the two reviewers differ, or one took an answer back, and no third person decided."""
    reviews = Review.objects.filter(audit=OuterRef("audit"), act=Review.Act.ANSWER)
    reviews = reviews.annotate(about=Coalesce("assertion", "claim")).filter(about=OuterRef("target"))
    settled = Exists(reviews.filter(is_adjudication=True, withdrawal=None))
    taken_back = Exists(reviews.filter(is_adjudication=False, withdrawal__created_at__gte=OuterRef("created_at")))
    return Reveal.objects.filter(Q(agree=False) | taken_back).exclude(settled)


def is_open_disagreement(audit: Audit, target: Claim | Assertion) -> bool:
    return open_disagreements().filter(audit=audit, target=target.pk).exists()


def latest_publication(decision: Decision) -> Publication | None:
    return decision.publications.order_by("-number").first()


def next_states(decision: Decision) -> tuple[State, ...]:
    """The steps that may come next. Once readers have seen a verdict on the target, another one is a correction."""
    latest = latest_publication(decision)
    states = NEXT_STATES[latest.state if latest else None]
    if not _another_was_public(decision):
        return states
    return tuple(State.CORRECTED if state == State.PUBLISHED else state for state in states)


def _another_was_public(decision: Decision) -> bool:
    shown = Publication.objects.filter(state__in=(State.PUBLISHED, State.CORRECTED)).exclude(decision=decision)
    return shown.filter(decision__claim=decision.claim_id, decision__assertion=decision.assertion_id).exists()


@transaction.atomic
def publish(*, decision: Decision, state: str, actor: Actor, notice: str = "") -> Publication:
    """Take a decision one step on its way to the public, or back. Raises Refused when the step does not follow."""
    # One step at a time on a claim; and the decision with its words as they are now, not as the caller read them.
    Claim.objects.select_for_update().get(pk=decision.claim_id)
    decision = Decision.objects.select_related("assertion", "claim__source").get(pk=decision.pk)
    if state not in next_states(decision):
        raise Refused(f"This decision cannot become “{state}” now.")
    if state in NOTICE_NEEDED and not notice.strip():
        raise Refused("A correction or withdrawal needs a notice that tells readers what changed.")
    if state != State.WITHDRAWN:
        _check_publishable(decision)
    latest = latest_publication(decision)
    publication = Publication.objects.create(
        decision=decision,
        number=latest.number + 1 if latest else 1,
        state=state,
        notice=notice.strip(),
        actor=actor,
        created_at=timezone.now(),
    )
    data = {"state": state, "decision": decision.pk, "claim": decision.claim_id}
    record(actor=actor, action="published", target=publication, data=data)
    return publication


def _check_publishable(decision: Decision) -> None:
    claim = decision.claim
    if decision.value == "not_reviewed":
        raise Refused("Nothing stands behind this decision any more, so it cannot be published.")
    if claim.state != Claim.State.ACTIVE:
        raise Refused(f"This claim is {claim.get_state_display().lower()}, so no decision on it can be published.")
    current = current_decision(claim, decision.assertion)
    if current is None or current.pk != decision.pk:
        raise Refused("A later decision supersedes this one; publish that.")
    if decision.is_stale():
        raise Refused("The words have changed since they were judged. Review them again before publishing.")
