"""Audits: making and staffing them, locking units, blind answers, the reveal, adjudication."""

from __future__ import annotations

import uuid
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection

from audit.ledger.services import actor_for
from audit.ledger.verification import verify
from audit.models import (
    Assignment,
    AuditMember,
    Decision,
    Evidence,
    EvidenceUse,
    Notification,
    Question,
    QueuePlace,
    Reveal,
    Review,
)
from audit.permissions import Role
from audit.reports.agreement import AgreementFilters, agreement_report
from audit.services.audits import add_articles, close_audit, finish_sources, finish_units, set_member
from audit.services.decisions import current_decision, open_disagreements
from audit.services.errors import NotAllowed, Refused, RubricChanged, Superseded
from audit.services.queue import assign_claims, skip_claim
from audit.services.reviews import adjudicate, basis, withdraw_review
from tests import audits, factories
from tests.audits import Blind

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Blind:
    return audits.blind()


def answer(desk: Blind, user: User, value: str = "exact", **more: Any) -> Review:
    return factories.review(desk.claim, value, actor_for(user), **more)


def settle(desk: Blind, user: User, value: str = "exact", **more: Any) -> Review:
    given = {
        "seen": desk.claim.words_digest(),
        "based_on": basis(desk.claim, None, user),
        "submission": uuid.uuid4(),
        "rubric": desk.audit.rubric.number,
        "evidence": [factories.use()],
    }
    return adjudicate(audit=desk.audit, target=desk.claim, value=value, reviewer=actor_for(user), **{**given, **more})


def disagree(desk: Blind) -> None:
    answer(desk, desk.first, "exact")
    answer(desk, desk.second, "truncated", evidence=[factories.use(stance="context")])


def seen(user: User) -> tuple[int, int, int, int]:
    return tuple(m.objects.visible_to(user).count() for m in (Review, Evidence, EvidenceUse, Decision))  # type: ignore[attr-defined, return-value]


def test_each_selected_claim_is_given_to_two_reviewers_in_an_order_that_the_seed_draws(desk: Blind) -> None:
    rows = list(Assignment.objects.filter(audit=desk.audit))
    assert {(row.claim_id, row.actor_id) for row in rows} == {
        (claim.pk, actor_for(user).pk)
        for claim in desk.place.revision.claims.all()
        for user in (desk.first, desk.second)
    }
    drawn = [desk.audit.draw("order", row.claim_id, row.actor_id) for row in rows]
    assert [row.position for row in rows] == drawn == sorted(drawn)


def test_a_blind_answer_is_its_authors_alone(desk: Blind) -> None:
    answer(desk, desk.first)
    assert seen(desk.first) == (1, 1, 1, 0)
    outsider = factories.person("outsider", Role.REVIEWER)
    for user in (desk.second, desk.third, desk.lead, outsider, factories.person("chief", Role.ADMIN)):
        assert seen(user) == (0, 0, 0, 0), user


def test_nothing_is_decided_on_one_of_two_blind_answers(desk: Blind) -> None:
    review = answer(desk, desk.first)
    assert review.audit == desk.audit
    assert current_decision(desk.claim, None) is None


def test_two_who_agree_decide(desk: Blind) -> None:
    answer(desk, desk.first)
    answer(desk, desk.second)
    decision = current_decision(desk.claim, None)
    assert decision is not None
    assert (decision.value, decision.rule) == ("exact", "two_reviewers_agree")
    assert decision.reviews.count() == 2
    for user in (desk.first, desk.second, desk.third, desk.lead):
        assert seen(user) == (2, 2, 2, 1)
    assert verify() == []


def test_two_who_disagree_decide_nothing_and_both_answers_are_shown(desk: Blind) -> None:
    disagree(desk)
    assert current_decision(desk.claim, None) is None
    assert [reveal.agree for reveal in open_disagreements()] == [False]
    assert seen(desk.first)[0] == seen(desk.third)[0] == 2
    told = Notification.objects.filter(kind="disagreement")
    assert [notification.actor for notification in told] == [actor_for(desk.third)]


def test_questions_are_revealed_apart(desk: Blind) -> None:
    answer(desk, desk.first)
    factories.review(desk.assertion, "corroborated", actor_for(desk.first))
    factories.review(desk.assertion, "corroborated", actor_for(desk.second))
    assert {review.question for review in Review.objects.visible_to(desk.third)} == {"corroboration"}


def test_a_third_person_decides_between_two(desk: Blind) -> None:
    disagree(desk)
    review = settle(desk, desk.third)
    decision = current_decision(desk.claim, None)
    assert decision is not None
    assert (decision.rule, decision.value, review.is_adjudication) == ("adjudicated", "exact", True)
    assert not open_disagreements()
    assert verify() == []


def test_an_editor_who_judged_nothing_of_the_claim_may_adjudicate(desk: Blind) -> None:
    disagree(desk)
    assert settle(desk, desk.lead).is_adjudication


@pytest.mark.parametrize("who", ["first", "second"])
def test_neither_reviewer_adjudicates_whatever_their_role(desk: Blind, who: str) -> None:
    disagree(desk)
    user = getattr(desk, who)
    user.groups.set(desk.lead.groups.all())
    with pytest.raises(NotAllowed, match="third person"):
        settle(desk, User.objects.get(pk=user.pk))


def test_nobody_outside_the_audit_adjudicates(desk: Blind) -> None:
    disagree(desk)
    with pytest.raises(NotAllowed):
        settle(desk, factories.person("outsider", Role.REVIEWER))


def test_only_an_open_disagreement_is_adjudicated(desk: Blind) -> None:
    answer(desk, desk.first)
    with pytest.raises(Superseded, match="No disagreement about this is open"):
        settle(desk, desk.third)


def test_not_said_takes_two_people_even_from_an_adjudicator(desk: Blind) -> None:
    disagree(desk)
    with pytest.raises(Refused, match="takes two people"):
        settle(desk, desk.third, "not_said", evidence=[factories.use("recording", "contradicts")])


def test_an_adjudicator_and_one_reviewer_are_two_people(desk: Blind) -> None:
    tape = [factories.use("recording", "contradicts")]
    answer(desk, desk.first, "not_said", evidence=tape)
    answer(desk, desk.second, "exact")
    settle(desk, desk.third, "not_said", evidence=tape)
    decision = current_decision(desk.claim, None)
    assert decision is not None
    assert (decision.value, decision.reviews.count()) == ("not_said", 2)


def test_a_blind_answer_can_be_corrected_until_the_other_is_known(desk: Blind) -> None:
    answer(desk, desk.first, "faithful_edit")
    answer(desk, desk.first, "exact")
    answer(desk, desk.second, "exact")
    assert [reveal.agree for reveal in Reveal.objects.all()] == [True]
    with pytest.raises(Refused, match="shown by now"):
        answer(desk, desk.first, "truncated")


def test_two_windows_of_one_reviewer_lose_nothing_in_silence(desk: Blind) -> None:
    answer(desk, desk.first, "exact")
    with pytest.raises(Superseded, match="You have answered this already"):
        answer(desk, desk.first, "faithful_edit", based_on=0)


def test_an_answer_taken_back_before_the_reveal_counts_for_nothing(desk: Blind) -> None:
    review = answer(desk, desk.first)
    withdraw_review(review=review, reviewer=review.reviewer, submission=uuid.uuid4())
    answer(desk, desk.second)
    assert not Reveal.objects.exists()
    answer(desk, desk.first)
    assert current_decision(desk.claim, None).rule == "two_reviewers_agree"  # type: ignore[union-attr]


def test_an_answer_taken_back_after_the_reveal_calls_for_a_third_person(desk: Blind) -> None:
    review = answer(desk, desk.first)
    answer(desk, desk.second)
    withdraw_review(review=review, reviewer=review.reviewer, submission=uuid.uuid4())
    assert open_disagreements().count() == 1
    assert current_decision(desk.claim, None).value == "not_reviewed"  # type: ignore[union-attr]


def test_nobody_judges_before_the_units_are_locked() -> None:
    desk = audits.blind(lock=False)
    with pytest.raises(Refused, match="not locked yet"):
        answer(desk, desk.first)


def test_units_are_not_locked_while_a_claim_is_undecided() -> None:
    desk = audits.blind(lock=False)
    audits.select(desk.claim, "undecided")
    with pytest.raises(Refused, match="1 claims are neither"):
        finish_units(place=desk.place, actor=actor_for(desk.lead))


def test_earlier_verdicts_are_kept_from_those_who_are_still_to_judge() -> None:
    desk = audits.blind(lock=False)
    outsider = factories.person("outsider", Role.REVIEWER)
    factories.review(desk.claim, "truncated", actor_for(outsider), evidence=[factories.use(stance="context")])
    finish_units(place=desk.place, actor=actor_for(desk.lead))
    assert seen(desk.third) == (1, 1, 1, 1)
    assert seen(desk.first) == (0, 0, 0, 0)
    answer(desk, desk.first)
    assert seen(desk.first) == (2, 2, 2, 1)


def test_earlier_verdicts_are_shown_where_the_audit_does_not_hide_them() -> None:
    desk = audits.blind(lock=False, hide_earlier=False)
    factories.review(desk.claim, "exact", factories.actor("outsider"))
    assert seen(desk.first) == (1, 1, 1, 1)


def test_closing_an_audit_shows_what_still_waited(desk: Blind) -> None:
    answer(desk, desk.first)
    close_audit(audit=desk.audit, actor=actor_for(desk.lead))
    assert seen(desk.second)[0] == 1
    with pytest.raises(Refused, match="closed"):
        add_articles(audit=desk.audit, articles=[], actor=actor_for(desk.lead))


def test_an_answer_pins_the_rubric_that_its_form_showed(desk: Blind) -> None:
    with pytest.raises(RubricChanged, match="version 1; your answer is of version 2"):
        answer(desk, desk.first, rubric=2)


def test_who_has_judged_keeps_the_part_of_a_reviewer(desk: Blind) -> None:
    answer(desk, desk.first)
    with pytest.raises(Refused, match="keeps the part"):
        set_member(audit=desk.audit, member=actor_for(desk.first), role="adjudicator", actor=actor_for(desk.lead))


def test_a_reader_takes_no_part(desk: Blind) -> None:
    reader = actor_for(factories.person("reader", Role.READER))
    with pytest.raises(Refused, match="may review"):
        set_member(audit=desk.audit, member=reader, role="reviewer", actor=actor_for(desk.lead))
    assert AuditMember.objects.filter(audit=desk.audit).count() == 3


def test_an_outsider_who_judges_on_the_desk_does_so_outside_the_audit(desk: Blind) -> None:
    assert factories.review(desk.claim, "exact", factories.actor("outsider")).audit is None


def test_sources_are_done_once_all_who_code_them_are(desk: Blind) -> None:
    assert finish_sources(place=desk.place, actor=actor_for(desk.first)).sources_done_at is None
    with pytest.raises(Refused, match="already"):
        finish_sources(place=desk.place, actor=actor_for(desk.first))
    assert finish_sources(place=desk.place, actor=actor_for(desk.second)).sources_done_at is not None


def test_only_who_leads_an_audit_ends_the_pass_of_sources_for_all(desk: Blind) -> None:
    for other in (desk.third, factories.actor("outsider").user):
        with pytest.raises(NotAllowed):
            finish_sources(place=desk.place, actor=actor_for(other))
    assert finish_sources(place=desk.place, actor=actor_for(desk.lead)).sources_done_at is not None


def test_a_claim_that_is_given_later_comes_in_the_random_order_too(desk: Blind) -> None:
    third = factories.person("late", Role.REVIEWER)
    set_member(audit=desk.audit, member=actor_for(third), role="reviewer", actor=actor_for(desk.lead))
    assign_claims(claims=[desk.claim], to=actor_for(third), by=actor_for(desk.lead), audit=desk.audit)
    position = Assignment.objects.get(actor__user=third).position
    assert position == desk.audit.draw("order", desk.claim.pk, actor_for(third).pk)
    skip_claim(claim=desk.claim, actor=actor_for(desk.first), reason="I know him", audit=desk.audit)
    assert not Assignment.objects.filter(audit=desk.audit, position__lt=0).exists()


def test_claims_of_before_the_queue_get_their_place(desk: Blind) -> None:
    kept = {place.pk: (place.number, place.parts) for place in QueuePlace.objects.all()}
    QueuePlace.objects.all().delete()
    import_module("audit.migrations.0019_places_of_earlier_claims").place(apps, connection.schema_editor())
    assert {place.pk: (place.number, place.parts) for place in QueuePlace.objects.all()} == kept != {}


def test_agreement_is_measured_in_one_audit_alone(desk: Blind) -> None:
    answer(desk, desk.first)
    answer(desk, desk.second, "faithful_edit")
    attribution = Question.ATTRIBUTION
    for audit, units in ((desk.audit, 1), (audits.audit(actor_for(desk.lead), "Another"), 0)):
        [found] = agreement_report(desk.lead, AgreementFilters(attribution, audit=audit.pk))
        assert found.answers.units == units
