"""Reviews: the one way in which a person answers a question about a claim or an assertion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from audit.codebook import Codebook, CodebookError, lacking
from audit.ledger.models import Actor
from audit.ledger.services import record
from audit.models import Assertion, Claim, Question, Review, Rubric
from audit.services.decisions import current_decision, decide
from audit.services.errors import EvidenceMissing, Refused, StaleTarget, Superseded
from audit.services.evidence import UseDraft, as_items, attach_use, check_independence, check_use, weigh_drafts

Target = Claim | Assertion


def current_rubric() -> Rubric:
    """The rubric that new reviews pin: the highest number."""
    rubric = Rubric.objects.order_by("-number").first()
    if rubric is None:
        raise Refused("There is no rubric yet: run `manage.py migrate`.")
    return rubric


@transaction.atomic
def submit_review(
    *,
    target: Target,
    value: str,
    reviewer: Actor,
    seen: str,
    based_on: int,
    submission: UUID,
    evidence: Sequence[UseDraft] = (),
    tags: Sequence[str] = (),
    rationale: str = "",
    override_reason: str = "",
) -> Review:
    """Add a review of the words that the reviewer saw, and decide anew; the same submission twice is one review.

    `seen` is the digest of the words on the reviewer's page, `based_on` the number of the decision shown there (or 0).
    Raises StaleTarget if the words have changed since, Superseded if somebody decided meanwhile, EvidenceMissing if the
    codebook asks for more and no reason to override it is given, Refused for anything else that does not fit.
    """
    said = {"value": value, "tags": sorted(set(tags)), "rationale": rationale.strip()}
    said["override_reason"] = override_reason.strip()
    if earlier := Review.objects.filter(submission=submission).first():
        return _same_submission(earlier, target, reviewer, said)
    claim, assertion = _lock(target)
    if earlier := Review.objects.filter(submission=submission).first():
        return _same_submission(earlier, target, reviewer, said)
    _check_fresh(claim, assertion, seen, based_on)
    rubric = current_rubric()
    _check_value(rubric, claim, assertion, value, tags, evidence, override_reason, reviewer)
    review = Review.objects.create(
        claim=claim,
        assertion=assertion,
        digest=seen,
        reviewer=reviewer,
        rubric=rubric,
        submission=submission,
        created_at=timezone.now(),
        **said,
    )
    uses = [attach_use(draft, review) for draft in evidence]
    data = {"value": value, "question": review.question, "claim": claim.pk}
    record(actor=reviewer, action="reviewed", target=review, rows=[review, *uses], data=data)
    decide(claim=claim, assertion=assertion, actor=reviewer)
    return review


@transaction.atomic
def withdraw_review(*, review: Review, reviewer: Actor, submission: UUID, rationale: str = "") -> Review:
    """Take one's own review back, as a new entry; the review itself stays."""
    claim, assertion = _lock(review.target)
    if earlier := Review.objects.filter(submission=submission).first():
        said = {"withdraws_id": review.pk, "rationale": rationale.strip()}
        return _same_submission(earlier, review.target, reviewer, said)
    if review.reviewer_id != reviewer.pk:
        raise Refused("Only its author can withdraw a review.")
    if review.act == Review.Act.WITHDRAWAL or Review.objects.filter(withdraws=review).exists():
        raise Refused("This review has been withdrawn already.")
    withdrawal = Review.objects.create(
        act=Review.Act.WITHDRAWAL,
        claim=claim,
        assertion=assertion,
        digest=(assertion or claim).words_digest(),
        reviewer=reviewer,
        value="not_reviewed",
        rationale=rationale.strip(),
        rubric=review.rubric,
        submission=submission,
        withdraws=review,
        created_at=timezone.now(),
    )
    record(actor=reviewer, action="withdrew", target=withdrawal, data={"review": review.pk, "claim": claim.pk})
    decide(claim=claim, assertion=assertion, actor=reviewer)
    return withdrawal


def _same_submission(earlier: Review, target: Target, reviewer: Actor, said: Mapping[str, Any]) -> Review:
    same = (earlier.target, earlier.reviewer_id) == (target, reviewer.pk)
    if not same or any(getattr(earlier, name) != value for name, value in said.items()):
        raise Refused("This form has been sent before with other answers. Reload the page to send a new one.")
    return earlier


def _lock(target: Target) -> tuple[Claim, Assertion | None]:
    """The target as it is now, locked with its claim, so that reviews of a claim follow one another."""
    claim_id = target.claim_id if isinstance(target, Assertion) else target.pk
    claim = (
        Claim.objects.select_for_update(of=("self",))
        .select_related("source", "revision__article__outlet")
        .get(pk=claim_id)
    )
    assertion = Assertion.objects.get(pk=target.pk) if isinstance(target, Assertion) else None
    return claim, assertion


def _check_fresh(claim: Claim, assertion: Assertion | None, seen: str, based_on: int) -> None:
    if claim.state != Claim.State.ACTIVE:
        raise StaleTarget(f"This claim is {claim.get_state_display().lower()}, so it cannot be reviewed.")
    if (assertion or claim).words_digest() != seen:
        raise StaleTarget("The words or their source have changed since you saw them. Read them again, then decide.")
    current = current_decision(claim, assertion)
    if (current.number if current else 0) != based_on:
        raise Superseded(
            "Somebody decided while you were at it. Their decision is shown now; your entries are kept below. "
            "Send them again if you still want them to stand."
        )


def _check_value(
    rubric: Rubric,
    claim: Claim,
    assertion: Assertion | None,
    value: str,
    tags: Sequence[str],
    evidence: Sequence[UseDraft],
    override_reason: str,
    reviewer: Actor,
) -> None:
    question = Question.CORROBORATION if assertion else Question.ATTRIBUTION
    try:
        definition = Codebook.read(rubric.definitions).question(question).check(value, tags)
    except CodebookError as error:
        raise Refused(str(error)) from error
    for draft in evidence:
        check_use(draft)
    user = reviewer.user or AnonymousUser()
    weighing = weigh_drafts(evidence, claim, is_attribution=assertion is None, user=user)
    missing = lacking(definition.needs, as_items(weighing))
    if missing and not override_reason.strip():
        raise EvidenceMissing(f"“{definition.label}” needs {missing}. Add it, or write why this case is an exception.")
    check_independence(weighing)
