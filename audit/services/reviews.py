"""Reviews: the one way in which a person answers a question about a claim or an assertion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from audit.codebook import Codebook, CodebookError, lacking
from audit.ledger.models import Actor
from audit.ledger.services import record
from audit.models import Assertion, Audit, Claim, Decision, Question, Reveal, Review, Rubric
from audit.models.visibility import ReviewQuerySet
from audit.permissions import User
from audit.services.audits import audit_for, may_adjudicate
from audit.services.decisions import decide, is_open_disagreement
from audit.services.errors import (
    EvidenceMissing,
    NotAllowed,
    Refused,
    RubricChanged,
    SentBefore,
    StaleTarget,
    Superseded,
)
from audit.services.evidence import UseDraft, as_items, attach_use, check_independence, check_use, weigh_drafts
from audit.services.notifications import tell_disagreement
from audit.services.queue import mark_answered, user_of

Target = Claim | Assertion


def current_rubric() -> Rubric:
    """The rubric that new reviews pin: the highest number."""
    rubric = Rubric.objects.order_by("-number").first()
    if rubric is None:
        raise Refused("There is no rubric yet: run `manage.py migrate`.")
    return rubric


def was_sent(submission: UUID) -> bool:
    """Whether this very form was taken before: sent again, it changes nothing and is never too late."""
    return Review.objects.filter(submission=submission).exists()


@transaction.atomic
def submit_review(
    *,
    target: Target,
    value: str,
    reviewer: Actor,
    seen: str,
    based_on: int,
    submission: UUID,
    rubric: int,
    evidence: Sequence[UseDraft] = (),
    tags: Sequence[str] = (),
    rationale: str = "",
    override_reason: str = "",
    audit: Audit | None = None,
) -> Review:
    """Add a review of the words that the reviewer saw, and decide anew; the same submission twice is one review.

    `seen` is the digest of the words on the reviewer's page, `based_on` what `basis` gave for it, `rubric` the number
    of the rubric it showed. Without `audit`, somebody who judges the claim in an open audit judges it there.
    Raises StaleTarget if the words have changed since, Superseded if somebody decided meanwhile, RubricChanged if other
    definitions count now, EvidenceMissing if the codebook asks for more and no reason to override it is given,
    NotAllowed if the claim is not this person's in the audit, Refused for anything else that does not fit.
    """
    said = _said(value, tags, rationale, override_reason)
    if earlier := Review.objects.filter(submission=submission).first():
        return _same_submission(earlier, target, reviewer, said)
    claim, assertion = _lock(target)
    if earlier := Review.objects.filter(submission=submission).first():
        return _same_submission(earlier, target, reviewer, said)
    audit = audit_for(claim, reviewer, audit)
    _check_fresh(claim, assertion, seen, based_on, reviewer)
    _check_hidden_still(audit, assertion or claim)
    pinned = pinned_rubric(rubric, audit)
    _check_value(pinned, claim, assertion, value, tags, evidence, override_reason, reviewer)
    review = _add(claim, assertion, seen, reviewer, pinned, submission, said, evidence, audit=audit)
    if audit and audit.is_blind:
        _reveal_if_complete(review, audit)
    decide(claim=claim, assertion=assertion, actor=reviewer)
    mark_answered(claim=claim, actor=reviewer, audit=audit)
    return review


@transaction.atomic
def adjudicate(
    *,
    audit: Audit,
    target: Target,
    value: str,
    reviewer: Actor,
    seen: str,
    based_on: int,
    submission: UUID,
    rubric: int,
    evidence: Sequence[UseDraft] = (),
    tags: Sequence[str] = (),
    rationale: str = "",
    override_reason: str = "",
) -> Review:
    """Decide between two reviewers who disagree, as a third person who has seen both answers.

    Raises as `submit_review` does; NotAllowed for somebody who judged the claim in the audit or is no adjudicator,
    Refused where there is no disagreement, or where the answer takes two people and neither reviewer gave it."""
    said = _said(value, tags, rationale, override_reason)
    claim, assertion = _lock(target)
    if earlier := Review.objects.filter(submission=submission).first():
        return _same_submission(earlier, target, reviewer, said)
    if not may_adjudicate(audit, claim, reviewer):
        raise NotAllowed("Only a third person decides: an adjudicator or editor who has not judged this claim.")
    if not is_open_disagreement(audit, assertion or claim):
        raise Superseded("No disagreement about this is open in the audit: somebody has decided it, or none arose.")
    _check_fresh(claim, assertion, seen, based_on, reviewer)
    pinned = pinned_rubric(rubric, audit)
    _check_value(pinned, claim, assertion, value, tags, evidence, override_reason, reviewer)
    more: dict[str, Any] = {"audit": audit, "is_adjudication": True}
    review = _add(claim, assertion, seen, reviewer, pinned, submission, said, evidence, **more)
    decision = decide(claim=claim, assertion=assertion, actor=reviewer)
    if decision is None or decision.rule != Decision.Rule.ADJUDICATED:
        raise Refused(f"“{review.get_value_display()}” takes two people, and neither reviewer gave this answer.")
    return review


def _said(value: str, tags: Sequence[str], rationale: str, override_reason: str) -> dict[str, Any]:
    words = {"rationale": rationale.strip(), "override_reason": override_reason.strip()}
    return {"value": value, "tags": sorted(set(tags)), **words}


def _add(
    claim: Claim,
    assertion: Assertion | None,
    seen: str,
    reviewer: Actor,
    rubric: Rubric,
    submission: UUID,
    said: Mapping[str, Any],
    evidence: Sequence[UseDraft],
    **more: Any,
) -> Review:
    review = Review.objects.create(
        claim=claim,
        assertion=assertion,
        digest=seen,
        reviewer=reviewer,
        rubric=rubric,
        submission=submission,
        created_at=timezone.now(),
        **said,
        **more,
    )
    uses = [attach_use(draft, review) for draft in evidence]
    data = {"value": review.value, "question": review.question, "claim": claim.pk}
    action = "adjudicated" if review.is_adjudication else "reviewed"
    record(actor=reviewer, action=action, target=review, rows=[review, *uses], data=data)
    return review


def pinned_rubric(number: int, audit: Audit | None) -> Rubric:
    """The rubric that an answer pins: the one its form showed, if that is the audit's, or the desk's current one."""
    counts = audit.rubric if audit else current_rubric()
    if counts.number != number:
        raise RubricChanged(
            f"The codebook that counts here is version {counts.number}; your answer is of version {number}. Read the "
            "answers again as they are defined now, then send yours."
        )
    return counts


def _check_hidden_still(audit: Audit | None, target: Target) -> None:
    """A blind answer is given before the other one is known; afterwards a third person decides."""
    if audit and audit.is_blind and Reveal.objects.filter(audit=audit, target=target.pk).exists():
        raise Refused(
            "Both answers about this are shown by now, so neither reviewer changes theirs. If they differ, an "
            "adjudicator decides."
        )


def _reveal_if_complete(review: Review, audit: Audit) -> None:
    """Show the blind answers of a target once as many people as asked have one that stands."""
    answers = Review.objects.filter(audit=audit, claim=review.claim, assertion=review.assertion, withdrawal=None)
    latest: dict[object, Review] = {}
    for answer in answers.filter(act=Review.Act.ANSWER).order_by("-created_at", "-id"):
        latest.setdefault(answer.reviewer_id, answer)
    if len(latest) < audit.reviews_per_claim:
        return
    reveal = Reveal.objects.create(
        audit=audit,
        claim=review.claim,
        assertion=review.assertion,
        target=review.target.pk,
        agree=len({(answer.value, answer.digest) for answer in latest.values()}) == 1,
        created_at=review.created_at,
    )
    data = {"claim": review.claim_id, "question": review.question, "agree": reveal.agree}
    record(actor=review.reviewer, action="revealed", target=reveal, data=data)
    if not reveal.agree:
        tell_disagreement(audit=audit, claim=review.claim)


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
        audit=review.audit,
        is_adjudication=review.is_adjudication,
        created_at=timezone.now(),
    )
    record(actor=reviewer, action="withdrew", target=withdrawal, data={"review": review.pk, "claim": claim.pk})
    decide(claim=claim, assertion=assertion, actor=reviewer)
    return withdrawal


def _same_submission(earlier: Review, target: Target, reviewer: Actor, said: Mapping[str, Any]) -> Review:
    if (earlier.target, earlier.reviewer_id) != (target, reviewer.pk):
        raise Refused("This form has been sent before for something else. Reload the page to send a new one.")
    if any(getattr(earlier, name) != value for name, value in said.items()):
        raise SentBefore(
            "This form has been sent before with other answers, in another tab perhaps. Those are recorded and stand; "
            "record once more if these are to take their place."
        )
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


def basis(claim: Claim, assertion: Assertion | None, user: User) -> int:
    """What an answer of this person is based on, as a number that grows with every change they may know of: the
    decision that they see on the target, and their own blind answers that are not revealed yet."""
    seen = Decision.objects.visible_to(user).filter(claim=claim, assertion=assertion)
    number = seen.order_by("-number").values_list("number", flat=True).first() or 0
    return basis_of(number, own_reviews(claim, assertion, user))


def basis_of(number: int, own: Iterable[Review]) -> int:
    """The same of what is at hand: the number of the decision seen (0: none), and `own_reviews`."""
    return number + sum(not getattr(review, "is_open", True) for review in own)


def own_reviews(claim: Claim, assertion: Assertion | None, user: User) -> ReviewQuerySet:
    """All that this person said and took back on a target, newest first; each with `is_open`."""
    return Review.objects.own(user).filter(claim=claim, assertion=assertion).order_by("-created_at", "-id")


def _check_fresh(claim: Claim, assertion: Assertion | None, seen: str, based_on: int, reviewer: Actor) -> None:
    if claim.state != Claim.State.ACTIVE:
        raise StaleTarget(f"This claim is {claim.get_state_display().lower()}, so it cannot be reviewed.")
    if (assertion or claim).words_digest() != seen:
        raise StaleTarget("The words or their source have changed since you saw them. Read them again, then decide.")
    if basis(claim, assertion, user_of(reviewer)) != based_on:
        again = "Read what stands now, then send yours again if you still want it to stand."
        if Review.objects.unrevealed().filter(claim=claim, assertion=assertion, reviewer=reviewer).exists():
            raise Superseded(f"You have answered this already, in another window perhaps. {again}")
        raise Superseded(f"Somebody decided while you were at it. {again}")


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
