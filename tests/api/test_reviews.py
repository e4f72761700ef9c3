"""Reviews and evidence over the API, under the same rules as on the site."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.ledger.services import actor_for
from audit.ledger.verification import verify
from audit.models import Assertion, Claim, Decision, Evidence, Review
from audit.services.decisions import publish
from audit.services.evidence import EvidenceDraft, attach_evidence
from audit.services.triage import dismiss_claim
from tests import factories
from tests.api.callers import NOBODY, get, post

TRANSCRIPT = {
    "item": {"kind": "transcript", "title": "Minutes", "words": "Fares: plus 4 %"},
    "stance": "supports",
    "independent": "yes",
    "words": "plus 4 %",
    "locator": "page 2",
}


@pytest.fixture
def assertion(db: None) -> Assertion:
    return factories.assertion()


def answer_to(target: Claim | Assertion, value: str = "corroborated", **change: Any) -> dict[str, Any]:
    return {
        "seen": target.words_digest(),
        "based_on": 0,
        "submission": str(uuid.uuid4()),
        "rubric": 1,
        "value": value,
        "evidence": [TRANSCRIPT],
        **change,
    }


def place_of(target: Claim | Assertion) -> str:
    return f"{'assertions' if isinstance(target, Assertion) else 'claims'}/{target.pk}/reviews/"


def send(target: Claim | Assertion, who: Any, value: str = "corroborated", **change: Any) -> Any:
    return post(place_of(target), answer_to(target, value, **change), who)


def test_the_machines_objections_stand_beside_the_reviewers_answer(assertion: Assertion, reviewer: User) -> None:
    leaflet = {**TRANSCRIPT, "item": {"kind": "claimant", "title": "Leaflet", "words": "Plus 4 %"}, "why": "Sworn to."}
    assert send(assertion, reviewer, evidence=[TRANSCRIPT, leaflet]).status_code == 201
    [review] = get(place_of(assertion), reviewer).json()
    told = {use["evidence"]["title"]: use for use in review["evidence"]}
    assert [objection["ground"] for objection in told["Leaflet"]["objections"]] == ["speaker"]
    assert (told["Leaflet"]["contested"], told["Minutes"]["objections"]) == (True, [])


def test_reviewer_marks_an_assertion_corroborated(assertion: Assertion, reviewer: User) -> None:
    answer = send(assertion, reviewer, rationale="The minutes say so.", tags=[])
    body = answer.json()
    assert answer.status_code == 201
    assert (body["value"], body["question"], body["rationale"]) == (
        "corroborated",
        "corroboration",
        "The minutes say so.",
    )
    assert (body["reviewer"], body["rubric"]) == (actor_for(reviewer).pseudonym, 1)
    assert body["evidence"][0]["evidence"]["title"] == "Minutes"
    assert body["evidence"][0]["locator"] == "page 2"
    assert get("decisions/", reviewer).json()["results"][0]["value"] == "corroborated"
    assert verify() == []


def test_reviewer_says_that_the_source_said_it(assertion: Assertion, reviewer: User) -> None:
    answer = send(assertion.claim, reviewer, "exact")
    assert (answer.status_code, answer.json()["question"], answer.json()["assertion"]) == (201, "attribution", None)


def test_stored_evidence_is_used_by_its_id(assertion: Assertion, reviewer: User) -> None:
    item = attach_evidence(draft=EvidenceDraft(kind="page", words="Plus 4 %"), actor=actor_for(reviewer))
    use = {"evidence": str(item.pk), "stance": "supports", "independent": "yes"}
    assert send(assertion, reviewer, evidence=[use]).status_code == 201
    assert Evidence.objects.count() == 1


def test_same_submission_twice_is_one_review(assertion: Assertion, reviewer: User) -> None:
    body = answer_to(assertion)
    first, again = (post(place_of(assertion), body, reviewer).json() for _ in range(2))
    assert first == again
    assert Review.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 401), ("reader", 403), ("contributor", 403), ("reviewer", 201), ("editor", 201), ("admin", 201)],
)
def test_who_may_review(assertion: Assertion, who: str, status: int) -> None:
    answer = send(assertion, who)
    assert answer.status_code == status
    assert Review.objects.exists() == (status == 201)
    assert ("WWW-Authenticate" in answer) == (status == 401)


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"value": "corroborated", "evidence": []}, 422, None),
        ({"value": "splendid"}, 422, None),
        ({"value": "not_reviewed"}, 422, None),
        ({"value": "exact"}, 422, None),
        ({"value": "not_checkable"}, 422, None),
        ({"value": ""}, 400, "value"),
        ({"seen": "0" * 64}, 409, None),
        ({"based_on": 7}, 409, None),
        ({"based_on": -1}, 400, "based_on"),
        ({"submission": "again"}, 400, "submission"),
        ({"evidence": "none"}, 400, "evidence"),
        ({"evidence": [{"stance": "supports"}]}, 400, "evidence.0"),
        ({"evidence": [{**TRANSCRIPT, "evidence": NOBODY}]}, 400, "evidence.0.evidence"),
        ({"evidence": [{**TRANSCRIPT, "stance": "loves"}]}, 400, "evidence.0.stance"),
        ({"evidence": [{**TRANSCRIPT, "item": {"kind": "rumour"}}]}, 400, "evidence.0.item.kind"),
        ({"evidence": [{**TRANSCRIPT, "item": {"kind": "page", "url": "javascript:alert(1)"}}]}, 422, None),
        ({"evidence": [{**TRANSCRIPT, "item": {"kind": "search"}}]}, 422, None),
        ({"rationale": "a\x00b"}, 400, "rationale"),
        ({"tags": ["truncated"]}, 422, None),
    ],
)
def test_review_that_does_not_fit_changes_nothing(
    assertion: Assertion, reviewer: User, change: dict[str, Any], status: int, field: str | None
) -> None:
    answer = send(assertion, reviewer, **change)
    body = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert list(body.get("errors", {})) == ([field] if field else [])
    assert body["detail"]
    assert not Review.objects.exists()
    assert not Evidence.objects.exists()


def test_override_with_a_reason_stands_without_evidence(assertion: Assertion, reviewer: User) -> None:
    answer = send(assertion, reviewer, evidence=[], override_reason="The board confirmed it by phone.")
    assert (answer.status_code, answer.json()["override_reason"]) == (201, "The board confirmed it by phone.")


def test_two_reviewers_at_once_do_not_overwrite_each_other(
    assertion: Assertion, reviewer: User, second_reviewer: User
) -> None:
    assert send(assertion, reviewer).status_code == 201
    late = send(assertion, second_reviewer, "disputed", evidence=[{**TRANSCRIPT, "stance": "contradicts"}])
    assert (late.status_code, late.json()["type"]) == (409, "tag:source-audit,2024:superseded")
    again = send(assertion, second_reviewer, "disputed", based_on=1, evidence=[{**TRANSCRIPT, "stance": "contradicts"}])
    assert again.status_code == 201
    assert [review["value"] for review in get(place_of(assertion), reviewer).json()] == ["corroborated", "disputed"]


def test_dismissed_claim_cannot_be_reviewed(assertion: Assertion, reviewer: User) -> None:
    dismiss_claim(claim=assertion.claim, actor=actor_for(reviewer))
    answer = send(assertion, reviewer)
    assert (answer.status_code, answer.json()["type"]) == (409, "tag:source-audit,2024:stale-target")


def test_missing_evidence_is_named_by_type(assertion: Assertion, reviewer: User) -> None:
    answer = send(assertion, reviewer, evidence=[])
    assert answer.json()["type"] == "tag:source-audit,2024:evidence-missing"
    assert "independent" in answer.json()["detail"]


def test_confidential_evidence_of_others_cannot_be_used(
    assertion: Assertion, reviewer: User, second_reviewer: User
) -> None:
    draft = EvidenceDraft(kind="page", words="Plus 4 %", visibility="confidential")
    item = attach_evidence(draft=draft, actor=actor_for(second_reviewer))
    use = {"evidence": str(item.pk), "stance": "supports", "independent": "yes"}
    assert send(assertion, reviewer, evidence=[use]).status_code == 400
    assert get(f"evidence/{item.pk}/", reviewer).status_code == 404
    assert get(f"evidence/{item.pk}/", second_reviewer).status_code == 200


def test_own_review_is_withdrawn_by_a_new_entry(assertion: Assertion, reviewer: User) -> None:
    review = send(assertion, reviewer).json()
    answer = post(f"reviews/{review['id']}/withdraw/", {"submission": str(uuid.uuid4())}, reviewer)
    assert (answer.status_code, answer.json()["act"], answer.json()["withdraws"]) == (201, "withdrawal", review["id"])
    assert get("decisions/", reviewer).json()["results"][0]["value"] == "not_reviewed"
    assert len(get(place_of(assertion), reviewer).json()) == 2


@pytest.mark.parametrize(("who", "status"), [("anonymous", 401), ("reader", 403), ("editor", 422)])
def test_review_of_another_is_not_withdrawn(assertion: Assertion, reviewer: User, who: str, status: int) -> None:
    review = send(assertion, reviewer).json()
    answer = post(f"reviews/{review['id']}/withdraw/", {"submission": str(uuid.uuid4())}, who)
    assert answer.status_code == status
    assert Review.objects.count() == 1


@pytest.mark.parametrize(
    "path", [f"claims/{NOBODY}/reviews/", f"assertions/{NOBODY}/reviews/", f"reviews/{NOBODY}/withdraw/"]
)
def test_unknown_target_is_not_found(reviewer: User, path: str) -> None:
    answer = {"seen": "", "based_on": 0, "value": "exact"}
    body = {"submission": str(uuid.uuid4()), **({} if "withdraw" in path else answer)}
    assert post(path, body, reviewer).status_code == 404


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("anonymous", {"open"}),
        ("reader", {"open"}),
        ("reviewer", {"open", "desk"}),
        ("editor", {"open", "desk", "secret"}),
    ],
)
def test_who_sees_which_evidence(assertion: Assertion, editor: User, who: str, titles: set[str]) -> None:
    uses = [
        factories.use(title="open"),
        factories.use(title="desk", visibility="restricted"),
        factories.use(title="secret", visibility="confidential"),
    ]
    decision = factories.decision(assertion, "corroborated", factories.actor("author"))
    factories.review(assertion, "corroborated", factories.actor("author"), evidence=uses)
    publish(decision=_newest(assertion, editor), state="published", actor=actor_for(editor))
    assert decision.number == 1
    assert {item["title"] for item in get("evidence/", who).json()["results"]} - {"Fares: plus 4 %"} == titles
    latest = get(place_of(assertion), who).json()[-1]
    assert {use["evidence"]["title"] for use in latest["evidence"]} == titles


def _newest(assertion: Assertion, editor: User) -> Any:
    return Decision.objects.visible_to(editor).filter(assertion=assertion).order_by("-number")[0]


def test_evidence_is_filtered(assertion: Assertion, reviewer: User) -> None:
    send(assertion, reviewer)
    cases: list[tuple[dict[str, Any], int]] = [
        ({"kind": "transcript"}, 1),
        ({"kind": "page"}, 0),
        ({"claim": assertion.claim_id}, 1),
        ({}, 1),
    ]
    for parameters, found in cases:
        assert len(get("evidence/", reviewer, **parameters).json()["results"]) == found, parameters
    assert get("evidence/", reviewer, kind="rumour").status_code == 400
    assert get("evidence/").json()["results"] == []


def test_reviews_take_as_many_queries_for_ten_as_for_one(assertion: Assertion, reviewer: User) -> None:
    counts = []
    for number in range(10):
        send(assertion, reviewer, based_on=number)
        with CaptureQueriesContext(connection) as queries:
            rows = get(place_of(assertion), reviewer).json()
        counts.append(len(queries))
    assert len(rows) == 10
    assert counts[-1] == counts[0]
