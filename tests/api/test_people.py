"""Speakers, their affiliations and organizations by the API."""

from __future__ import annotations

from typing import Any

import pytest

from audit.services.ownership import add_organization
from audit.services.speakers import add_speaker
from tests import factories
from tests.api.callers import BASE, NOBODY, caller, get, post

pytestmark = pytest.mark.django_db


def send(method: str, path: str, body: dict[str, Any], who: str = "reviewer") -> Any:
    return getattr(caller(who), method)(BASE + path, body, format="json")


def two() -> tuple[str, str]:
    return tuple(
        str(add_speaker(name=name, kind="person", actor=factories.actor()).pk) for name in ("Ana Ruiz", "A. Ruiz")
    )  # type: ignore[return-value]


def test_a_speaker_is_made_and_corrected() -> None:
    made = post("speakers/", {"name": "Ana Ruiz"}, "reviewer")
    assert (made.status_code, made.json()["kind"], made.json()["merged_into"]) == (201, "person", None)
    address = f"speakers/{made.json()['id']}/"
    assert send("patch", address, {"aliases": ["Anita"]}).json()["aliases"] == ["Anita"]
    assert send("patch", address, {"wikidata_id": "42"}).status_code == 422
    assert send("patch", address, {"name": "Ann"}, "reader").status_code == 403
    assert send("patch", f"speakers/{NOBODY}/", {"name": "Ann"}).status_code == 404
    assert send("patch", address, {"exposure": "minor"}).json()["exposure"] == "minor"
    assert (get(address).status_code, get(address, "reviewer").status_code) == (404, 200)


def test_two_speakers_are_compared_merged_and_taken_back() -> None:
    ruiz, short = two()
    (pair,) = get("speakers/doubles/", "reviewer").json()
    assert {pair["one"]["id"], pair["other"]["id"]} == {ruiz, short}
    said = {"one": ruiz, "other": short, "answer": "same"}
    for wrong in ({}, {"kept": NOBODY}, {"kept": ruiz, "answer": "different"}):
        assert post("speakers/comparisons/", {**said, **wrong}, "reviewer").status_code == 400
    assert post("speakers/comparisons/", {**said, "kept": ruiz}, "reader").status_code == 403
    assert post("speakers/comparisons/", {**said, "kept": ruiz}, "reviewer").status_code == 201
    assert post("speakers/comparisons/", {**said, "kept": ruiz}, "reviewer").status_code == 422
    assert [row["id"] for row in get("speakers/").json()["results"]] == [ruiz]
    assert get(f"speakers/{short}/").json()["merged_into"] == ruiz
    assert post(f"speakers/{short}/unmerge/", {"why": "Two posts."}, "reviewer").json()["answer"] == "open"
    assert post(f"speakers/{short}/unmerge/", {}, "reviewer").status_code == 422
    post("speakers/comparisons/", {**said, "answer": "different"}, "reviewer")
    found = get("speakers/comparisons/", "reviewer", speaker=ruiz).json()["results"]
    assert [row["answer"] for row in found] == ["different", "open", "same"]
    assert get("speakers/doubles/", "reviewer").json() == []


def test_affiliations_are_dated_filtered_and_withdrawn() -> None:
    ruiz, _ = two()
    given = {"speaker": ruiz, "organization": "Ferry Union", "since": "2020-01-01", "stated_in": "Its report"}
    made = post("affiliations/", given, "reviewer")
    assert (made.status_code, made.json()["name"]) == (201, "Ferry Union")
    assert post("affiliations/", {**given, "stated_in": " "}, "reviewer").status_code == 400
    assert post("affiliations/", {**given, "until": "2019-01-01"}, "reviewer").status_code == 422
    address = f"affiliations/{made.json()['id']}/"
    assert (
        send("put", address, {"role": "chair", "until": "2022-01-01", "stated_in": "Its report"}).json()["since"]
        is None
    )
    days = {
        day: len(get("affiliations/", speaker=ruiz, on=day).json()["results"]) for day in ("2021-01-01", "2023-01-01")
    }
    assert days == {"2021-01-01": 1, "2023-01-01": 0}
    assert len(get("affiliations/", organization=made.json()["organization"]).json()["results"]) == 1
    assert post(f"{address}withdraw/", {}, "reader").status_code == 403
    assert post(f"{address}withdraw/", {}, "reviewer").json()["is_withdrawn"] is True
    assert send("put", address, {"stated_in": "Its report"}).status_code == 422


def test_an_organization_is_corrected_by_editors() -> None:
    board, union = (add_organization(name=name, actor=factories.actor()) for name in ("Harbour Board", "Union"))
    address = f"organizations/{board.pk}/"
    assert get(address).json()["name"] == "Harbour Board"
    assert send("patch", address, {"acronym": "HB"}).status_code == 403
    changed = send("patch", address, {"acronym": "HB", "parent": str(union.pk)}, "editor").json()
    assert (changed["acronym"], changed["parent"]) == ("HB", str(union.pk))
    assert send("patch", address, {"name": "Union", "parent": None}, "editor").status_code == 422
    assert get(address).json()["parent"] == str(union.pk)


def test_an_outlet_is_read_by_everybody_and_corrected_by_editors() -> None:
    outlet = factories.claim().revision.article.outlet
    address = f"outlets/{outlet.pk}/"
    assert [row["id"] for row in get("outlets/", q="harbour").json()["results"]] == [str(outlet.pk)]
    assert get(address).json()["counts"]["articles"] == 1
    assert send("patch", address, {"country": "NO"}).status_code == 403
    changed = send("patch", address, {"country": "no", "domains": ["harbour.example"]}, "editor").json()
    assert (changed["country"], changed["domains"], changed["name"]) == ("NO", ["harbour.example"], outlet.name)
    for wrong, status in (({"name": " "}, 400), ({"domains": ["a b"]}, 422), ({"owner": "x"}, 400)):
        assert send("patch", address, wrong, "editor").status_code == status
