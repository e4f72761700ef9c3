"""Decisions follow from reviews; publication goes step by step."""

from __future__ import annotations

import uuid

import pytest
from django.db import transaction

from audit.ledger.models import Actor
from audit.ledger.verification import verify
from audit.models import Claim, Decision, Publication, Review
from audit.services.decisions import current_decision, decide, next_states, publish, standing_reviews
from audit.services.errors import Refused
from audit.services.evidence import EvidenceDraft, UseDraft
from audit.services.reviews import withdraw_review
from audit.services.triage import dismiss_claim
from tests import factories
from tests.audit.ledger.test_services import at_once
from tests.audit.services.test_reviews import rename_source

RECORD = [UseDraft(EvidenceDraft(kind="recording", words="Tape"), stance="contradicts", independent="yes")]


def not_said(claim: Claim, by: Actor) -> Review:
    return factories.review(claim, "not_said", by, evidence=RECORD)


def take_back(review: Review) -> Review:
    return withdraw_review(review=review, reviewer=review.reviewer, submission=uuid.uuid4())


def chain(claim: Claim) -> list[tuple[int, str, str]]:
    return list(claim.decisions.filter(assertion=None).order_by("number").values_list("number", "value", "rule"))


@pytest.fixture
def claim(db: None) -> Claim:
    return factories.claim()


@pytest.fixture
def ana(db: None) -> Actor:
    return factories.actor("ana")


@pytest.fixture
def ben(db: None) -> Actor:
    return factories.actor("ben")


def test_the_latest_review_decides_and_supersedes(claim: Claim, ana: Actor, ben: Actor) -> None:
    factories.review(claim, "exact", ana)
    factories.review(claim, "faithful_edit", ben)
    assert chain(claim) == [(1, "exact", "one_reviewer"), (2, "faithful_edit", "one_reviewer")]
    current = current_decision(claim, None)
    assert current is not None
    assert current.supersedes is not None
    assert current.supersedes.number == 1
    assert [review.reviewer for review in current.reviews.all()] == [ben]


def test_nothing_is_decided_twice_on_the_same_grounds(claim: Claim, ana: Actor) -> None:
    factories.review(claim, "exact", ana)
    assert decide(claim=claim, assertion=None, actor=ana) is None
    assert len(chain(claim)) == 1


def test_only_the_latest_answer_of_each_person_stands(claim: Claim, ana: Actor, ben: Actor) -> None:
    factories.review(claim, "exact", ana)
    later = factories.review(claim, "faithful_edit", ana)
    other = factories.review(claim, "exact", ben)
    assert standing_reviews(claim, None) == [other, later]


def test_questions_are_decided_apart(claim: Claim, ana: Actor) -> None:
    factories.review(claim, "exact", ana)
    factories.review(claim.assertions.get(), "corroborated", ana)
    assert {(d.question, d.value, d.number) for d in claim.decisions.all()} == {
        ("attribution", "exact", 1),
        ("corroboration", "corroborated", 1),
    }


def test_a_withdrawal_of_the_only_review_leaves_no_verdict(claim: Claim, ana: Actor) -> None:
    take_back(factories.review(claim, "exact", ana))
    assert chain(claim) == [(1, "exact", "one_reviewer"), (2, "not_reviewed", "withdrawn")]
    factories.review(claim, "exact", ana)
    assert chain(claim)[-1] == (3, "exact", "one_reviewer")
    assert verify() == []


def test_a_withdrawal_brings_back_what_stood_before(claim: Claim, ana: Actor, ben: Actor) -> None:
    factories.review(claim, "exact", ana)
    take_back(factories.review(claim, "faithful_edit", ben))
    assert chain(claim)[-1] == (3, "exact", "one_reviewer")


def test_one_who_says_not_said_does_not_undo_what_another_found(claim: Claim, ana: Actor, ben: Actor) -> None:
    factories.review(claim, "exact", ana)
    not_said(claim, ben)
    assert chain(claim) == [(1, "exact", "one_reviewer")]


def test_a_verdict_whose_reviews_no_longer_stand_does_not_stand(claim: Claim, ana: Actor, ben: Actor) -> None:
    review = factories.review(claim, "exact", ana)
    not_said(claim, ben)
    take_back(review)
    assert chain(claim)[-1] == (2, "not_reviewed", "withdrawn")


def test_a_verdict_whose_author_has_changed_their_mind_does_not_stand(claim: Claim, ana: Actor, ben: Actor) -> None:
    factories.review(claim, "exact", ana)
    not_said(claim, ana)
    assert chain(claim)[-1] == (2, "not_reviewed", "withdrawn")
    not_said(claim, ben)
    assert chain(claim)[-1] == (3, "not_said", "two_people")
    assert verify() == []


WAYS = {
    None: [],
    "draft": ["draft"],
    "cleared": ["cleared"],
    "published": ["published"],
    "withdrawn": ["published", "withdrawn"],
}
ALLOWED = {
    None: {"draft", "cleared", "published"},
    "draft": {"cleared", "published", "withdrawn"},
    "cleared": {"draft", "published", "withdrawn"},
    "published": {"withdrawn"},
    "withdrawn": {"published"},
}


@pytest.mark.parametrize("start", WAYS)
def test_a_decision_takes_only_allowed_steps(db: None, start: str | None) -> None:
    decision, by = factories.decision(), factories.actor()
    for earlier in WAYS[start]:
        publish(decision=decision, state=earlier, actor=by, notice="Told why.")
    assert set(next_states(decision)) == ALLOWED[start]
    for step in {*Publication.State} - ALLOWED[start]:
        with pytest.raises(Refused, match="cannot become"):
            publish(decision=decision, state=step, actor=by, notice="Told why.")
    for step in ALLOWED[start]:
        with transaction.atomic():
            done = publish(decision=decision, state=step, actor=by, notice="Told why.")
            assert (done.state, done.number) == (step, len(WAYS[start]) + 1)
            transaction.set_rollback(True)


def test_a_withdrawal_tells_readers_why(db: None) -> None:
    decision, by = factories.decision(), factories.actor()
    publish(decision=decision, state="published", actor=by)
    with pytest.raises(Refused, match="needs a notice"):
        publish(decision=decision, state="withdrawn", actor=by, notice="  ")
    told = publish(decision=decision, state="withdrawn", actor=by, notice=" The tape was found. ")
    assert told.notice == "The tape was found."


def test_once_readers_have_seen_a_verdict_another_one_is_a_correction_with_a_notice(
    claim: Claim, ana: Actor, ben: Actor
) -> None:
    factories.review(claim, "exact", ana)
    first = current_decision(claim, None)
    assert first is not None
    publish(decision=first, state="published", actor=ana)
    factories.review(claim, "faithful_edit", ben)
    second = current_decision(claim, None)
    assert second is not None
    with pytest.raises(Refused, match="cannot become"):
        publish(decision=second, state="published", actor=ana)
    with pytest.raises(Refused, match="needs a notice"):
        publish(decision=second, state="corrected", actor=ana)
    assert publish(decision=second, state="corrected", actor=ana, notice="Filler words were cut.").state == "corrected"
    assert next_states(second) == (Publication.State.WITHDRAWN,)
    assert verify() == []


def test_a_state_that_does_not_exist_is_refused(db: None) -> None:
    with pytest.raises(Refused, match="cannot become"):
        publish(decision=factories.decision(), state="leaked", actor=factories.actor())


def test_a_decision_on_words_that_changed_is_not_published(claim: Claim, ana: Actor) -> None:
    factories.review(claim, "exact", ana)
    decision = Decision.objects.select_related("claim__source").get()
    assert not decision.is_stale()  # the caller holds the words as they were
    rename_source(Claim.objects.get(pk=claim.pk), "Ana Ruiz-Vega")
    with pytest.raises(Refused, match="words have changed"):
        publish(decision=decision, state="published", actor=ana)


def test_a_superseded_decision_is_taken_back_but_not_published(claim: Claim, ana: Actor, ben: Actor) -> None:
    factories.review(claim, "exact", ana)
    first = current_decision(claim, None)
    assert first is not None
    publish(decision=first, state="published", actor=ana)
    factories.review(claim, "faithful_edit", ben)
    assert publish(decision=first, state="withdrawn", actor=ana, notice="Judged anew.").state == "withdrawn"
    with pytest.raises(Refused, match="later decision supersedes"):
        publish(decision=first, state="published", actor=ana)


def test_nothing_behind_a_decision_is_nothing_to_publish(claim: Claim, ana: Actor) -> None:
    take_back(factories.review(claim, "exact", ana))
    empty = current_decision(claim, None)
    assert empty is not None
    with pytest.raises(Refused, match="Nothing stands behind"):
        publish(decision=empty, state="published", actor=ana)


def test_a_verdict_on_a_dismissed_claim_is_not_published(claim: Claim, ana: Actor) -> None:
    factories.review(claim, "exact", ana)
    dismiss_claim(claim=claim, actor=ana)
    with pytest.raises(Refused, match="dismissed"):
        publish(decision=Decision.objects.get(), state="published", actor=ana)


def test_two_editors_at_once_publish_once(fresh_database: str) -> None:
    decision = factories.decision()
    people = [factories.actor(name) for name in ("one", "two")]
    results = at_once(*[lambda by=by: publish(decision=decision, state="published", actor=by) for by in people])  # type: ignore[misc]
    assert sorted(type(result).__name__ for result in results) == ["Publication", "Refused"]
    assert Publication.objects.count() == 1
