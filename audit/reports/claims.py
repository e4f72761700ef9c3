"""What the claim page shows of each question: the answer, the reviews behind it, their evidence, what may come next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch

from audit.models import Assertion, Claim, Decision, EvidenceUse, Publication, Review
from audit.origins import Weighed, Weighing
from audit.permissions import Act, User, can
from audit.reports.verdicts import Card, Group, Verdict, group_of
from audit.services.decisions import next_states
from audit.services.evidence import weigh_uses


@dataclass(frozen=True, slots=True)
class UseLine:
    """A use of evidence with what it goes back to and what speaks against its independence."""

    use: EvidenceUse
    weighed: Weighed


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review with the evidence of it that this person may see. `counts`: the current decision rests on it."""

    review: Review
    group: Group
    uses: tuple[UseLine, ...]
    counts: bool
    is_withdrawn: bool
    is_own: bool

    @property
    def can_be_withdrawn(self) -> bool:
        return self.is_own and not self.is_withdrawn and self.review.act == Review.Act.ANSWER


STANCES = (("supports", "For it"), ("contradicts", "Against it"), ("context", "Context"))


@dataclass(frozen=True, slots=True)
class Stance:
    """Items of one stance, drawn by origin."""

    label: str
    weighing: Weighing


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """One question about one target."""

    target: Claim | Assertion
    verdict: Verdict
    reviews: tuple[ReviewLine, ...]
    steps: tuple[Publication, ...]
    next_states: tuple[Publication.State, ...]
    # Decisions that readers still see although another one, or none, is current.
    outdated: tuple[Decision, ...] = ()

    @property
    def stances(self) -> tuple[Stance, ...]:
        """What the standing answer rests on: the origins of what supports, contradicts and gives context."""
        weighing = self.verdict.weighing
        parts = ((label, weighing.with_stance(stance)) for stance, label in STANCES)
        return tuple(Stance(label, part) for label, part in parts if part.items)

    @property
    def waits(self) -> bool:
        """Whether somebody answered and the verdict takes another person's answer."""
        answered = any(line.review.act == Review.Act.ANSWER and not line.is_withdrawn for line in self.reviews)
        return answered and self.verdict.group == Group.NONE

    @property
    def assertion(self) -> Assertion | None:
        return self.target if isinstance(self.target, Assertion) else None


def question_reports(card: Card, user: User) -> tuple[QuestionReport, ...]:
    """Attribution first, then each assertion; reviews newest first."""
    targets: list[tuple[Claim | Assertion, Verdict]] = [(card.claim, card.attribution)]
    targets += [(part.assertion, part.verdict) for part in card.parts]
    lines = _reviews(card.claim, user)
    weighings = weigh_uses({card.claim: [use for review in lines for use in review.uses.all()]}, user)
    weighing = weighings.get(card.claim.pk, Weighing())
    return tuple(_report(target, verdict, lines, weighing, user) for target, verdict in targets)


def _reviews(claim: Claim, user: User) -> list[Review]:
    uses = EvidenceUse.objects.visible_to(user).select_related("evidence").prefetch_related("places__copy")
    reviews = Review.objects.visible_to(user).filter(claim=claim).order_by("-created_at", "-id")
    return list(
        reviews.select_related("reviewer", "rubric", "withdrawal").prefetch_related(Prefetch("uses", queryset=uses))
    )


def _report(
    target: Claim | Assertion, verdict: Verdict, all_reviews: Sequence[Review], weighing: Weighing, user: User
) -> QuestionReport:
    wanted = target.pk if isinstance(target, Assertion) else None
    decision = verdict.decision
    counting = {review.pk for review in decision.reviews.all()} if decision else set()
    lines = tuple(_review(r, counting, weighing, user) for r in all_reviews if r.assertion_id == wanted)
    steps = Publication.objects.visible_to(user).filter(**_about(target)).select_related("actor", "decision")
    may_publish = decision is not None and verdict.group != Group.NONE and can(user, Act.PUBLISH)
    return QuestionReport(
        target,
        verdict,
        lines,
        tuple(steps.order_by("created_at")),
        next_states(decision) if decision and may_publish else (),
        _outdated(target, None if verdict.group == Group.NONE else decision, user),
    )


def _outdated(target: Claim | Assertion, current: Decision | None, user: User) -> tuple[Decision, ...]:
    if not can(user, Act.SEE_UNPUBLISHED):
        return ()
    public = Decision.objects.visible_to(AnonymousUser()).filter(
        claim=target.claim_id if isinstance(target, Assertion) else target.pk,
        assertion=target if isinstance(target, Assertion) else None,
    )
    return tuple((public.exclude(pk=current.pk) if current else public).order_by("number"))


def _about(target: Claim | Assertion) -> dict[str, Any]:
    if isinstance(target, Assertion):
        return {"decision__assertion": target}
    return {"decision__claim": target, "decision__assertion": None}


def _review(review: Review, counting: set[UUID], weighing: Weighing, user: User) -> ReviewLine:
    return ReviewLine(
        review,
        group_of(review.value),
        tuple(UseLine(use, weighing.by_use[str(use.pk)]) for use in review.uses.all()),
        counts=review.pk in counting and not hasattr(review, "withdrawal"),
        is_withdrawn=hasattr(review, "withdrawal"),
        is_own=user.is_authenticated and review.reviewer.user_id == user.pk,
    )
