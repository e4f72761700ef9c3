"""Who sees which decisions, reviews, evidence, uses and publications: every role, every state."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, User

from audit.ledger.services import actor_for
from audit.models import Decision, Evidence, EvidenceUse, Publication, Review
from audit.permissions import Role
from audit.services.decisions import publish
from tests import factories

INSIDERS = (Role.REVIEWER, Role.EDITOR, Role.ADMIN)
OUTSIDERS = (None, Role.READER, Role.CONTRIBUTOR)
WAYS: dict[str, list[str]] = {
    "not yet anything": [],
    "draft": ["draft"],
    "cleared": ["cleared"],
    "published": ["published"],
    "withdrawn": ["published", "withdrawn"],
    "published again": ["published", "withdrawn", "published"],
}


def visitor(role: Role | None) -> User | AnonymousUser:
    return factories.person(f"visiting-{role}", role) if role else AnonymousUser()


def judged(steps: list[str], visibility: str = "public", by: User | None = None) -> Decision:
    """A decision taken these steps, resting on one review with one item of evidence."""
    actor = actor_for(by) if by else factories.actor()
    assertion = factories.assertion()
    factories.review(assertion, "corroborated", actor, evidence=[factories.use(visibility=visibility)])
    decision = Decision.objects.get()
    for step in steps:
        publish(decision=decision, state=step, actor=actor, notice="Told why.")
    return decision


def seen(user: User | AnonymousUser) -> dict[str, int]:
    models = (Decision, Review, Evidence, EvidenceUse, Publication)
    return {model.__name__: model.objects.visible_to(user).count() for model in models}  # type: ignore[attr-defined]


@pytest.mark.parametrize("way", WAYS)
def test_outsiders_see_what_is_published_and_insiders_all(db: None, way: str) -> None:
    steps = WAYS[way]
    judged(steps)
    is_public = bool(steps) and steps[-1] == "published"
    for role in (*OUTSIDERS, *INSIDERS):
        shown = 1 if role in INSIDERS or is_public else 0
        told = [step for step in steps if step in ("published", "withdrawn")]  # readers learn of a withdrawal too
        steps_shown = len(steps if role in INSIDERS else told)
        rest = dict.fromkeys(("Decision", "Review", "Evidence", "EvidenceUse"), shown)
        assert seen(visitor(role)) == {**rest, "Publication": steps_shown}, role


SEES: dict[str, tuple[Role | None, ...]] = {
    "public": (*OUTSIDERS, *INSIDERS),
    "restricted": INSIDERS,
    "confidential": (Role.EDITOR, Role.ADMIN),
}


@pytest.mark.parametrize("visibility", SEES)
def test_evidence_of_a_published_verdict_keeps_its_own_visibility(db: None, visibility: str) -> None:
    judged(["published"], visibility)
    for role in (*OUTSIDERS, *INSIDERS):
        shown = 1 if role in SEES[visibility] else 0
        found = seen(visitor(role))
        assert (found["Evidence"], found["EvidenceUse"]) == (shown, shown), role
        assert (found["Decision"], found["Review"]) == (1, 1)


def test_one_sees_ones_own_confidential_evidence(reviewer: User) -> None:
    judged([], "confidential", by=reviewer)
    assert seen(reviewer)["Evidence"] == seen(reviewer)["EvidenceUse"] == 1


def test_a_verdict_that_was_published_stays_to_be_seen_until_it_is_taken_back(db: None) -> None:
    decision = judged(["published"])
    factories.review(
        decision.assertion, "insufficient_evidence", factories.actor("other"), override_reason="No search."
    )
    seen_now = Decision.objects.visible_to(AnonymousUser())
    assert list(seen_now) == [decision]
    assert list(seen_now.current()) == [decision]


def test_reviews_that_no_published_decision_rests_on_are_not_shown(db: None) -> None:
    decision = judged(["published"])
    factories.review(decision.claim, "source_not_identifiable", factories.actor("other"), evidence=[])
    assert seen(AnonymousUser())["Review"] == 1


def test_several_grounds_show_a_review_once(db: None) -> None:
    decision = judged(["published"])
    review = decision.reviews.get()
    again = factories.review(
        decision.assertion, "disputed", factories.actor("other"), evidence=[factories.use(stance="contradicts")]
    )
    from audit.services.reviews import withdraw_review

    withdraw_review(review=again, reviewer=again.reviewer, submission=again.pk)
    third = Decision.objects.get(number=3)
    publish(decision=third, state="corrected", actor=review.reviewer, notice="Judged again, and found the same.")
    assert list(Review.objects.visible_to(AnonymousUser())) == [review]
    assert Evidence.objects.visible_to(AnonymousUser()).count() == 1
