"""Units over the API: what an act answers, stale edits, undo, many at once, code points."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.ledger.verification import verify
from audit.models import Claim
from tests import factories
from tests.api.callers import BASE, caller, get, post
from tests.audit.services.test_claims import run

STRANGE = "Harbour news\n\n🌊 “Fq\u0303e 𝔘p by 4 %” 👩‍🚀, said Ana Ruiz.\n"


@pytest.fixture
def claim(db: None) -> Claim:
    return factories.claim()


def patch(path: str, body: Any, who: User) -> Any:
    return caller(who).patch(BASE + path, json.dumps(body), content_type="application/json")


def test_a_claim_is_marked_by_code_points_and_taken_back(db: None, reviewer: User) -> None:
    article = factories.article(STRANGE)
    assert article.current_revision
    start = article.current_revision.body.text.index("Fq")
    body = {"content": [[start, start + 14]], "words": "Fq\u0303e 𝔘p by 4 %", "new_source": {"name": "Ana Ruiz"}}
    answer = post(f"articles/{article.pk}/claims/", body, reviewer)
    (made,) = answer.json()["claims"]
    assert (answer.status_code, made["quote"], made["kind"], made["speaker"]) == (
        201,
        body["words"],
        "direct",
        "Ana Ruiz",
    )
    assert post(answer.json()["undo"].removeprefix(BASE), {}, reviewer).json()["claims"][0]["state"] == "taken_back"
    assert verify() == []


def test_a_stale_edit_answers_with_both_versions(claim: Claim, reviewer: User) -> None:
    seen = claim.version()
    changes = {"seen": seen, "content": [[claim.start, claim.start + 9]]}
    assert patch(f"claims/{claim.pk}/", changes, reviewer).json()["claims"][0]["quote"] == "The fares"
    answer = patch(f"claims/{claim.pk}/", changes, reviewer)
    body = answer.json()
    assert (answer.status_code, body["type"]) == (409, "tag:source-audit,2024:stale-target")
    assert (body["current"]["quote"], body["yours"]) == ("The fares", changes)


@pytest.mark.parametrize("act", ["confirm", "dismiss", "triage"])
def test_acts_on_one_claim(claim: Claim, reviewer: User, act: str) -> None:
    more = {"triage": {"triage": "not_selected", "reason": "opinion"}, "dismiss": {"reason": "a title"}}.get(act, {})
    answer = post(f"claims/{claim.pk}/{act}/", {"seen": claim.version(), **more}, reviewer).json()
    done = answer["claims"][0]
    assert {
        "confirm": done["is_confirmed"],
        "dismiss": (done["state"], done["state_reason"]) == ("dismissed", "a title"),
        "triage": (done["triage"], done["triage_reason"]) == ("not_selected", "opinion"),
    }[act]
    assert post(f"claims/{claim.pk}/{act}/", {"seen": "old", **more}, reviewer).status_code == 409


def test_claims_and_parts_are_cut_and_joined(claim: Claim, reviewer: User) -> None:
    at, seen = claim.start, claim.version()
    pieces = [[[at, at + 9]], [[at + 10, at + 19]]]
    made = post(f"claims/{claim.pk}/split/", {"seen": seen, "pieces": pieces}, reviewer).json()["claims"]
    assert {one["quote"] for one in made} == {"The fares", "will rise"}
    joined = post("claims/merge/", {"claims": [one["id"] for one in made]}, reviewer).json()["claims"]
    (one,) = [one for one in joined if one["id"] == str(claim.pk)]
    assert one["quote"] == "The fares … will rise"
    part = one["assertions"][0]["id"]
    cut = post(f"assertions/{part}/split/", {"seen": one["version"], "pieces": pieces}, reviewer).json()["claims"][0]
    parts = [each["id"] for each in cut["assertions"]]
    restated = patch(f"assertions/{parts[1]}/", {"seen": cut["version"], "restatement": "Up."}, reviewer).json()[
        "claims"
    ][0]
    assert [each["restatement"] for each in restated["assertions"]] == ["", "Up."]
    whole = post("assertions/merge/", {"seen": restated["version"], "assertions": parts}, reviewer).json()["claims"][0]
    assert [each["words"] for each in whole["assertions"]] == ["The fares … will rise"]
    assert verify() == []


def test_a_source_is_corrected_parted_and_joined(claim: Claim, reviewer: User) -> None:
    assert claim.source
    address = f"sources/{claim.source_id}/"
    changes = {"seen": claim.source.version(), "name": "Anna Ruiz", "affiliations": [{"name": "Port Board"}]}
    source = patch(address, changes, reviewer).json()["sources"][0]
    assert (source["name"], [body["name"] for body in source["affiliations"]]) == ("Anna Ruiz", ["Port Board"])
    stale = patch(address, changes, reviewer)
    assert (stale.status_code, stale.json()["current"]["name"]) == (409, "Anna Ruiz")
    split = {"seen": source["version"], "claims": [str(claim.pk)], "new_source": {"name": "Ann Other"}}
    made = post(f"{address}split/", split, reviewer).json()
    keys = [one["id"] for one in made["sources"]]
    assert made["claims"][0]["speaker"] == "Ann Other"
    joined = post("sources/merge/", {"sources": keys}, reviewer).json()
    assert {one["merged_into"] for one in joined["sources"]} == {None, keys[0]}
    assert verify() == []


def test_sources_are_offered_and_made(claim: Claim, reviewer: User) -> None:
    article = claim.revision.article_id
    assert [one["name"] for one in get(f"articles/{article}/sources/", q="haL").json()["sources"]] == ["Tom Hale"]
    body = {"name": "Leaflet", "kind": "document", "mentions": [[0, 5]]}
    assert post(f"articles/{article}/sources/", body, reviewer).status_code == 201
    assert [one["name"] for one in get(f"articles/{article}/sources/", q="le").json()["sources"]] == ["Leaflet"]


def test_many_claims_are_one_act(db: None, reviewer: User) -> None:
    keys = [str(claim.pk) for claim in factories.run(factories.article()).claims.all()]
    answer = post("claims/triage/", {"claims": keys, "triage": "selected"}, reviewer)
    assert [one["triage"] for one in answer.json()["claims"]] == ["selected"] * 2
    assert post("claims/dismiss/", {"claims": keys, "reason": "titles"}, reviewer).json()["action"] == "dismissed"
    assert set(Claim.objects.values_list("state_reason", flat=True)) == {"titles"}


def test_the_sources_of_an_article_cost_the_same_for_one_and_for_many(db: None) -> None:
    article = factories.article()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert get(f"articles/{article.pk}/sources/").status_code == 200
        return len(queries)

    factories.run(article, [factories.RUIZ])
    one = asked()
    run(article.current_revision.runs.get(), [factories.RUIZ, factories.HALE], "2")  # type: ignore[union-attr]
    assert asked() == one


def test_an_id_that_is_nobodys_is_not_found(claim: Claim, reviewer: User) -> None:
    missing = "00000000-0000-4000-8000-000000000000"
    assert post("claims/dismiss/", {"claims": [missing]}, reviewer).status_code == 404
    assert post(f"acts/{missing}/undo/", {}, reviewer).status_code == 404
    assert patch(f"assertions/{missing}/", {"seen": "x"}, reviewer).status_code == 404
