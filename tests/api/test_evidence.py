"""Copies, provenance and ownerships by the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from audit.ledger.services import actor_for
from audit.models import Archiving, Evidence
from audit.services.evidence import EvidenceDraft, archive, archiving_of, attach_evidence
from audit.services.ownership import add_organization
from tests import factories
from tests.api.callers import caller
from tests.articles.feeds import web_page

pytestmark = pytest.mark.django_db


def stored(by: User, title: str = "Minutes", **more: Any) -> Evidence:
    return attach_evidence(draft=EvidenceDraft(kind="page", title=title, **more), actor=actor_for(by))


def at(name: str, *args: Any) -> str:
    return reverse(f"api:{name}", args=args)


def test_a_page_is_archived_and_read(reviewer: User, reader: User) -> None:
    item = stored(reviewer, url="https://board.example/minutes", visit=False)
    assert caller(reader).post(at("evidence_archive", item.pk)).status_code == 403
    answer = caller(reviewer).post(at("evidence_archive", item.pk))
    assert (answer.status_code, answer.json()["state"]) == (202, "waiting")
    archive(archiving_of(str(Archiving.objects.get().pk)), fetch=web_page)
    (copy,) = caller(reviewer).get(at("evidence_copies", item.pk)).json()
    assert (copy["number"], copy["media_type"], len(copy["sha256"])) == (1, "text/html", 64)
    text = caller(reviewer).get(at("evidence_copy", item.pk, 1)).json()["text"]
    assert "The fares will rise by four per cent." in text
    assert caller(reviewer).get(at("evidence_copy", item.pk, 2)).status_code == 404


def test_provenance_is_said_and_taken_back(reviewer: User) -> None:
    item, wire = stored(reviewer, "Report", words="x"), stored(reviewer, "Wire", words="y")
    said = {"act": "stated", "relation": "derives_from", "origin": str(wire.pk), "why": "Its last line."}
    api, address = caller(reviewer), at("evidence_provenance", item.pk)
    assert api.post(address, said, content_type="application/json").status_code == 201
    assert api.post(address, said, content_type="application/json").status_code == 422
    ring = {**said, "origin": str(item.pk)}
    answer = api.post(at("evidence_provenance", wire.pk), ring, content_type="application/json")
    assert "cannot go back to it" in answer.json()["detail"]
    assert api.post(address, {**said, "act": "withdrawn"}, content_type="application/json").status_code == 201
    assert [row["act"] for row in api.get(address).json()] == ["stated", "withdrawn"]


@pytest.mark.parametrize("change", [{"origin": None}, {"relation": "published_by"}, {"act": "proposed"}, {"more": 1}])
def test_a_statement_that_does_not_fit_is_400(change: dict[str, Any], reviewer: User) -> None:
    item, wire = stored(reviewer, "Report", words="x"), stored(reviewer, "Wire", words="y")
    said = {"act": "stated", "relation": "derives_from", "origin": str(wire.pk), "why": "So."} | change
    address = at("evidence_provenance", item.pk)
    assert caller(reviewer).post(address, said, content_type="application/json").status_code == 400


def test_editors_say_who_owns_an_outlet(editor: User, reviewer: User) -> None:
    said = {"outlet": str(factories.outlet().pk), "organization": "Quay Holding", "since": "2020-01-01"}
    assert caller(reviewer).post(at("ownerships"), said, content_type="application/json").status_code == 403
    answer = caller(editor).post(at("ownerships"), said, content_type="application/json")
    assert answer.status_code == 201
    body = add_organization(name="quay holding", actor=factories.actor())
    assert answer.json()["organization"] == str(body.pk)
    gone = caller(editor).post(at("ownership_withdraw", answer.json()["id"]))
    assert gone.json()["is_withdrawn"] is True
    backwards = {**said, "until": "2019-01-01"}
    assert caller(editor).post(at("ownerships"), backwards, content_type="application/json").status_code == 422
