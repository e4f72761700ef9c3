"""Audits over the API: made, staffed, judged blind, settled; who may, and what is kept."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import User

from audit.ledger.services import actor_for
from audit.models import Audit, Decision, Review
from audit.permissions import Role
from audit.services.audits import close_audit, finish_sources
from audit.services.queue import skip_claim
from audit.services.reviews import basis
from tests import audits, factories
from tests.api.callers import NOBODY, get, post
from tests.audits import Blind

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Blind:
    return audits.blind()


def body(desk: Blind, user: User, value: str) -> dict[str, Any]:
    return {
        "seen": desk.claim.words_digest(),
        "based_on": basis(desk.claim, None, user),
        "rubric": 1,
        "submission": str(uuid.uuid4()),
        "value": value,
        "evidence": [{"item": {"kind": "transcript", "words": "Plus 4 %"}, "stance": "supports", "independent": "yes"}],
    }


def answer(desk: Blind, user: User, value: str = "exact", **more: Any) -> Any:
    return post(f"claims/{desk.claim.pk}/reviews/", body(desk, user, value) | more, user)


def test_an_editor_makes_an_audit(editor: User, reviewer: User) -> None:
    made = post("audits/", {"name": "Fares", "rubric": 1}, editor)
    assert (made.status_code, made.json()["reviews_per_claim"]) == (201, 2)
    address = f"audits/{made.json()['id']}/"
    article = factories.article()
    report = post(f"{address}articles/", {"articles": [str(article.pk)]}, editor).json()
    assert [line["article"] for line in report["articles"]] == [str(article.pk)]
    given = {"actor": str(actor_for(reviewer).pk), "role": "reviewer"}
    assert post(f"{address}members/", given, editor).json()["members"][0]["role"] == "reviewer"
    assert post(f"{address}close/", {}, editor).json()["audit"]["state"] == "closed"


WRITES = ["audits/", "audits/{audit}/members/", "audits/{audit}/articles/", "audits/{audit}/close/"]


@pytest.mark.parametrize("path", WRITES)
def test_only_editors_lead(desk: Blind, path: str) -> None:
    address = path.format(audit=desk.audit.pk)
    assert [post(address, {}, who).status_code for who in ("anonymous", "reader", desk.first)] == [401, 403, 403]


@pytest.mark.parametrize("path", ["audits/", "audits/{audit}/", "disagreements/", "notifications/"])
def test_only_reviewers_look(desk: Blind, path: str) -> None:
    address = path.format(audit=desk.audit.pk)
    assert [get(address, who).status_code for who in ("anonymous", "reader", desk.first)] == [401, 403, 200]


def test_two_answers_and_a_third_person(desk: Blind) -> None:
    assert answer(desk, desk.first).json()["audit"] == str(desk.audit.pk)
    assert get(f"claims/{desk.claim.pk}/reviews/", desk.second).json() == []
    assert get("disagreements/", desk.third).json() == []
    answer(desk, desk.second, "faithful_edit")
    assert len(get(f"claims/{desk.claim.pk}/reviews/", desk.second).json()) == 2
    found = get("disagreements/", desk.third).json()[0]
    address = f"disagreements/{found['id']}/adjudicate/"
    assert post(address, body(desk, desk.first, "exact"), desk.first).status_code == 404
    settled = post(address, body(desk, desk.third, "exact"), desk.third)
    assert (settled.status_code, settled.json()["is_adjudication"]) == (201, True)
    assert Decision.objects.get().rule == "adjudicated"


def test_only_those_who_judge_nothing_see_how_far_others_are(desk: Blind) -> None:
    address = f"audits/{desk.audit.pk}/"
    answer(desk, desk.first)
    skip_claim(claim=desk.claim, actor=actor_for(desk.second), reason="A friend.", audit=desk.audit)
    finish_sources(place=desk.place, actor=actor_for(desk.first))
    report = get(address, desk.lead).json()
    done = {coder["pseudonym"]: coder for coder in report["articles"][0]["coders"]}[actor_for(desk.first).pseudonym]
    assert (done["sources_done"], done["marks_handed_in"], done["verdicts"]) == (True, None, {"done": 0, "total": 2})
    skipped = {member["actor"]: member["skipped"] for member in report["members"]}
    assert skipped[str(actor_for(desk.second).pk)] == 1
    assert report["overall"] == {"done": 0, "total": 3}
    for user in (desk.first, desk.third):
        told = get(address, user).json()
        assert (told["overall"], told["articles"][0]["coders"]) == (None, [])
        known = [member["actor"] for member in told["members"] if member["progress"] or member["skipped"]]
        assert known == ([str(actor_for(user).pk)] if user == desk.first else [])


def test_the_queue_hands_out_and_takes_back(desk: Blind) -> None:
    audit = {"audit": str(desk.audit.pk)}
    held = post("queue/next/", audit, desk.first).json()
    assert held["state"] == "leased"
    skipped = post(f"claims/{held['claim']}/skip/", {**audit, "reason": "A friend."}, desk.first)
    assert skipped.json()["state"] == "skipped"
    assert post("queue/next/", {}, desk.first).status_code == 404
    assert post(f"claims/{NOBODY}/skip/", {"reason": "x"}, desk.first).status_code == 404


def test_units_are_locked_over_the_api() -> None:
    desk = audits.blind(lock=False)
    report = post(f"audits/units/{desk.place.pk}/", {}, desk.lead).json()
    assert report["articles"][0]["units_done_at"]
    assert post(f"audits/units/{desk.place.pk}/", {}, desk.lead).status_code == 422
    assert post(f"audits/sources/{desk.place.pk}/", {}, desk.lead).json()["articles"][0]["sources_done_at"]


def test_notifications_are_ones_own(desk: Blind) -> None:
    told = get("notifications/", desk.first, unread="true").json()["results"]
    assert [(row["kind"], row["count"]) for row in told] == [("codes", 1), ("assigned", 2)]
    assert post("notifications/read/", {}, desk.first).status_code == 204
    assert get("notifications/", desk.first, unread="true").json()["results"] == []
    assert len(get("notifications/", desk.second, unread="true").json()["results"]) == 2


def test_another_rubric_than_the_audits_is_a_conflict(desk: Blind) -> None:
    refused = post(f"claims/{desk.claim.pk}/reviews/", {**body(desk, desk.first, "exact"), "rubric": 2}, desk.first)
    assert (refused.status_code, refused.json()["type"]) == (409, "tag:source-audit,2024:rubric-changed")


def test_an_answer_for_an_audit_that_ended_reaches_the_desk_only_when_it_says_so(desk: Blind) -> None:
    meant = {"audit": None}
    assert answer(desk, desk.first, **meant).status_code == 409  # the claim is theirs in the audit
    close_audit(audit=desk.audit, actor=actor_for(desk.lead))
    refused = answer(desk, desk.first)
    assert (refused.status_code, refused.json()["type"]) == (409, "tag:source-audit,2024:superseded")
    assert not Review.objects.exists()
    assert answer(desk, desk.first, **meant).json()["audit"] is None
    assert answer(desk, factories.person("outsider", Role.REVIEWER), based_on=1).status_code == 201


def test_an_answer_sent_again_after_the_audit_was_closed_is_the_one_that_was_taken(desk: Blind) -> None:
    sent = body(desk, desk.first, "exact")
    first = post(f"claims/{desk.claim.pk}/reviews/", sent, desk.first)
    close_audit(audit=desk.audit, actor=actor_for(desk.lead))
    again = post(f"claims/{desk.claim.pk}/reviews/", sent, desk.first)
    assert (first.status_code, again.status_code, again.json()["id"]) == (201, 201, first.json()["id"])


def test_confidence_is_kept_until_one_has_answered(desk: Blind) -> None:
    outsider = factories.person("outsider", Role.REVIEWER)
    shown = [get(f"claims/{desk.claim.pk}/", who).json()["confidence"] for who in (desk.first, desk.third, outsider)]
    assert shown == [None, 0.9, 0.9]
    answer(desk, desk.first)
    assert get(f"claims/{desk.claim.pk}/", desk.first).json()["confidence"] == 0.9
    assert Audit.objects.get() == desk.audit
