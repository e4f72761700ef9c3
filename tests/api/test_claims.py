"""Claims, decisions and speakers over the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from audit.ledger.services import actor_for
from audit.models import Claim, Speaker
from audit.services.decisions import publish
from audit.services.speakers import add_speaker, link_source
from audit.services.triage import dismiss_claim
from tests import factories
from tests.api.callers import NOBODY, caller, get, post


@pytest.fixture
def claim(db: None) -> Claim:
    return factories.claim()


def decided(claim: Claim, by: User, state: str | None = None) -> Any:
    decision = factories.decision(claim.assertions.get(), "corroborated", actor_for(by))
    if state:
        publish(decision=decision, state=state, actor=actor_for(by))
    return decision


def test_claim_has_the_names_of_the_engine(claim: Claim) -> None:
    body = get(f"claims/{claim.pk}/").json()
    text = claim.revision.body.text
    (start, end), mention = body["content"][0], body["speaker_mention"]
    assert text[start:end] == body["quote"] == "The fares will rise by four per cent"
    assert text[mention[0] : mention[1]] == body["speaker"] == "Ana Ruiz"
    assert (body["kind"], body["speaker_kind"], body["role"]) == ("direct", "person", "planner")
    assert (body["confidence"], body["rule"], body["run"]["engine"]) == (0.9, "by hand", "by hand")
    assert [affiliation["name"] for affiliation in body["affiliations"]] == ["Harbour Board"]
    assert text[slice(*body["affiliations"][0]["span"])] == "Harbour Board"


def test_claim_without_a_source_says_so(db: None) -> None:
    factories.run(factories.article(), [("Nobody asked the islanders", None, None, None)])
    (body,) = get("claims/").json()["results"]
    assert (body["source"], body["speaker"], body["speaker_kind"], body["affiliations"]) == (None, None, None, [])
    assert (body["speaker_mention"], body["role"], body["role_span"], body["justification"]) == (None, None, None, [])
    assert body["told_to"] is None


def test_claim_says_what_a_review_must_send_back(claim: Claim, reviewer: User) -> None:
    decision = decided(claim, reviewer)
    body = get(f"claims/{claim.pk}/", reviewer).json()
    (part,) = body["assertions"]
    assert (body["digest"], body["attribution"]) == (claim.words_digest(), None)
    assert (part["digest"], part["corroboration"]["number"]) == (claim.assertions.get().words_digest(), 1)
    assert (part["corroboration"]["id"], part["corroboration"]["stale"]) == (str(decision.pk), False)
    assert len(part["corroboration"]["reviews"]) == 1


@pytest.mark.parametrize(
    ("state", "who", "seen"),
    [
        (None, "anonymous", False),
        (None, "reader", False),
        (None, "contributor", False),
        (None, "reviewer", True),
        (None, "editor", True),
        (None, "admin", True),
        ("cleared", "reader", False),
        ("published", "anonymous", True),
        ("published", "reader", True),
    ],
)
def test_who_sees_a_decision(claim: Claim, editor: User, state: str | None, who: str, seen: bool) -> None:
    decided(claim, editor, state)
    (part,) = get(f"claims/{claim.pk}/", who).json()["assertions"]
    assert (part["corroboration"] is not None) == seen
    assert len(get("decisions/", who).json()["results"]) == seen
    assert len(get(f"assertions/{part['id']}/reviews/", who).json()) == seen


def test_withdrawn_decision_is_gone_for_readers(claim: Claim, editor: User) -> None:
    decision = decided(claim, editor, "published")
    assert len(get("decisions/").json()["results"]) == 1
    publish(decision=decision, state="withdrawn", notice="The transcript was another day's.", actor=actor_for(editor))
    assert get("decisions/").json()["results"] == []
    assert get("decisions/", editor).json()["results"][0]["publication_state"] == "withdrawn"


def test_claims_of_an_article_stand_in_text_order(claim: Claim) -> None:
    article = claim.revision.article
    first, second = get(f"articles/{article.pk}/claims/").json()["results"]
    assert first["content"][0][0] < second["content"][0][0]
    page = get(f"articles/{article.pk}/claims/", limit=1).json()
    assert [row["id"] for row in page["results"]] == [first["id"]]
    assert [row["id"] for row in caller().get(page["next"]).json()["results"]] == [second["id"]]


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"kind": "direct"}, 2),
        ({"words": "zeppelin"}, 0),
        ({"words": "FARES cent"}, 1),
        ({"kind": "indirect"}, 0),
        ({"state": "active"}, 1),
        ({"state": "dismissed"}, 1),
        ({"attribution": "not_reviewed"}, 2),
        ({"attribution": "exact"}, 0),
        ({"corroboration": "corroborated"}, 1),
        ({"corroboration": "not_reviewed"}, 1),
        ({"corroboration": "refuted"}, 0),
    ],
)
def test_claims_are_filtered(claim: Claim, reviewer: User, parameters: dict[str, str], found: int) -> None:
    decided(claim, reviewer)
    dismiss_claim(claim=Claim.objects.exclude(pk=claim.pk).get(), actor=actor_for(reviewer))
    assert len(get("claims/", reviewer, **parameters).json()["results"]) == found
    article = claim.revision.article_id
    assert len(get(f"articles/{article}/claims/", reviewer, **parameters).json()["results"]) == found


def test_verdict_filter_shows_only_what_the_caller_may_see(claim: Claim, reviewer: User) -> None:
    decided(claim, reviewer)
    assert get("claims/", corroboration="corroborated").json()["results"] == []
    assert len(get("claims/", corroboration="not_reviewed").json()["results"]) == 2


def test_claims_are_filtered_by_article_and_speaker(claim: Claim, reviewer: User) -> None:
    other = factories.article("Other\n\n“Yes,” said Bo Lind of the Board.\n")
    speaker = add_speaker(name="Ana Ruiz", kind="person", actor=actor_for(reviewer))
    assert claim.source is not None
    link_source(source=claim.source, speaker=speaker, actor=actor_for(reviewer))
    (found,) = get("claims/", speaker=speaker.pk).json()["results"]
    assert found["source"]["speaker"] == str(speaker.pk)
    assert get("claims/", article=other.pk).json()["results"] == []
    assert len(get("claims/", article=claim.revision.article_id).json()["results"]) == 2


@pytest.mark.parametrize(
    "parameters",
    [
        {"kind": "shouted"},
        {"state": "lost"},
        {"article": "x"},
        {"article": NOBODY},
        {"speaker": NOBODY},
        {"attribution": "corroborated"},
        {"corroboration": "exact"},
        {"verdict": "exact"},
    ],
)
def test_unknown_filter_or_value_is_an_error(db: None, parameters: dict[str, str]) -> None:
    answer = get("claims/", **parameters)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, list(parameters))


@pytest.mark.parametrize("path", ["claims/", "decisions/"])
def test_list_takes_as_many_queries_for_ten_as_for_one(reviewer: User, path: str) -> None:
    counts = []
    for number in range(5):
        other = factories.claim(factories.article(factories.TEXT + f"\nNumber {number}.\n"))
        factories.review(other, "exact", actor_for(reviewer))
        decided(other, reviewer)
        with CaptureQueriesContext(connection) as queries:
            rows = get(path, reviewer).json()["results"]
        counts.append(len(queries))
    assert len(rows) == 10
    assert max(counts[1:]) <= counts[0]


def test_decisions_are_filtered(claim: Claim, editor: User) -> None:
    decided(claim, editor, "published")
    factories.review(claim, "exact", actor_for(editor))
    cases: list[tuple[dict[str, Any], int]] = [
        ({"question": "attribution"}, 1),
        ({"question": "corroboration"}, 1),
        ({"value": "exact"}, 1),
        ({"publication_state": "published"}, 1),
        ({"claim": claim.pk}, 2),
        ({"assertion": claim.assertions.get().pk}, 1),
        ({"claim": NOBODY}, 0),
    ]
    for parameters, found in cases:
        assert len(get("decisions/", editor, **parameters).json()["results"]) == found, parameters


def test_editor_publishes_a_decision(claim: Claim, editor: User) -> None:
    decision = decided(claim, editor)
    answer = post(f"decisions/{decision.pk}/publish/", {"state": "published"}, editor)
    assert (answer.status_code, answer.json()["publication_state"]) == (200, "published")
    assert len(get("decisions/").json()["results"]) == 1


@pytest.mark.parametrize(
    ("who", "body", "status"),
    [
        ("anonymous", {"state": "published"}, 401),
        ("reader", {"state": "published"}, 403),
        ("reviewer", {"state": "published"}, 403),
        ("editor", {"state": "printed"}, 400),
        ("editor", {}, 400),
        ("editor", {"state": "withdrawn"}, 422),
        ("editor", {"state": "corrected"}, 422),
    ],
)
def test_publication_that_may_not_be_is_refused(
    claim: Claim, editor: User, who: str, body: dict[str, str], status: int
) -> None:
    decision = decided(claim, editor)
    assert post(f"decisions/{decision.pk}/publish/", body, who).status_code == status
    assert get("decisions/").json()["results"] == []


def test_publishing_an_unknown_decision_is_not_found(editor: User) -> None:
    assert post(f"decisions/{NOBODY}/publish/", {"state": "published"}, editor).status_code == 404


def test_speakers_and_organizations_are_found_by_name(claim: Claim, reviewer: User) -> None:
    by = actor_for(reviewer)
    speaker = add_speaker(name="Zoë Ábel", kind="person", actor=by)
    add_speaker(name="Bo Lind", kind="person", actor=by)
    assert claim.source is not None
    link_source(source=claim.source, speaker=speaker, actor=by)
    assert [row["name"] for row in get("speakers/").json()["results"]] == ["Zoë Ábel", "Bo Lind"]
    assert [row["name"] for row in get("speakers/", q="zoe").json()["results"]] == ["Zoë Ábel"]
    assert get(f"speakers/{speaker.pk}/").json()["kind"] == "person"
    assert [row["name"] for row in get("organizations/", q="HARBOUR").json()["results"]] == ["Harbour Board"]


def test_private_person_has_no_profile(db: None, monkeypatch: pytest.MonkeyPatch, reviewer: User) -> None:
    monkeypatch.setattr(Speaker._meta.get_field("exposure"), "default", Speaker.Exposure.PRIVATE_PERSON)
    speaker = add_speaker(name="Bo Lind", kind="person", actor=actor_for(reviewer))
    assert get("speakers/").json()["results"] == []
    assert get(f"speakers/{speaker.pk}/").status_code == 404


def test_rubric_is_shown_with_its_definitions(db: None) -> None:
    body = get("rubrics/current/").json()
    assert body["number"] == 1
    assert {value["value"] for value in body["definitions"]["corroboration"]["values"]} > {"corroborated", "disputed"}


@pytest.mark.parametrize(
    "path", ["claims/{}/", "evidence/{}/", "speakers/{}/", "claims/{}/reviews/", "assertions/{}/reviews/"]
)
def test_unknown_id_is_not_found(db: None, path: str) -> None:
    answer = get(path.format(NOBODY))
    assert (answer.status_code, answer.json()["status"]) == (404, 404)


def test_article_without_claims_has_an_empty_list(db: None) -> None:
    article: Article = factories.article()
    assert get(f"articles/{article.pk}/claims/").json() == {"next": None, "results": []}
