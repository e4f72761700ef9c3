"""The verdicts over HTTP."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User

from audit.api.serializers.exports import ExportedEvidence, ExportRow
from audit.exports.rows import COLUMNS, EvidenceItem
from audit.ledger.services import actor_for
from audit.models import Claim, Decision
from audit.services.decisions import publish
from tests import audits, factories
from tests.api.callers import BASE, NOBODY, caller, get


@pytest.fixture
def claim(reviewer: User) -> Claim:
    claim = factories.claim()
    factories.decision(claim.assertions.get(), "corroborated", actor_for(reviewer))
    return claim


def rows(who: Any = "anonymous", **parameters: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in get("exports/verdicts.jsonl", who, **parameters).getvalue().splitlines()]


def test_reviewer_downloads_json_lines(claim: Claim, reviewer: User) -> None:
    answer = get("exports/verdicts.jsonl", reviewer)
    assert answer["Content-Type"] == "application/jsonl; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="verdicts-')
    first = json.loads(answer.getvalue().splitlines()[0])
    assert (first["corroboration"], first["speaker"], first["affiliations"]) == (
        "corroborated",
        "Ana Ruiz",
        ["Harbour Board"],
    )


def test_reviewer_downloads_csv(claim: Claim, reviewer: User) -> None:
    answer = caller(reviewer).get(BASE + "exports/verdicts.csv", headers={"Accept": "text/csv"})
    assert answer["Content-Disposition"].endswith('.csv"')
    header, first, *_ = answer.getvalue().decode().splitlines()
    assert header == ",".join(COLUMNS)
    assert ",corroborated,1," in first


@pytest.mark.parametrize(
    ("who", "seen"), [("anonymous", None), ("reader", None), ("reviewer", "corroborated"), ("editor", "corroborated")]
)
def test_who_gets_unpublished_verdicts(claim: Claim, who: str, seen: str | None) -> None:
    assert rows(who)[0]["corroboration"] == seen


def test_an_audit_exports_its_articles_to_those_who_may_see_it(claim: Claim, reviewer: User) -> None:
    desk = audits.blind(factories.article(outlet_name="The Island Post"), lock=False)
    found = {row["article"] for row in rows(reviewer, audit=desk.audit.pk)}
    assert found == {str(desk.place.article_id)} != {str(claim.revision.article_id)}
    assert get("exports/verdicts.csv", "reader", audit=desk.audit.pk).status_code == 403


def test_everybody_gets_published_verdicts(claim: Claim, editor: User) -> None:
    publish(decision=_decision(editor), state="published", actor=actor_for(editor))
    assert [row["corroboration"] for row in rows()] == ["corroborated", None]


def _decision(user: User) -> Any:
    return Decision.objects.visible_to(user).get()


def test_wrong_token_gets_nothing(claim: Claim) -> None:
    for header in ("Token wrong", "Token", "Token a b", "Bearer wrong", "Token \xff"):
        answer = caller().get(BASE + "exports/verdicts.jsonl", headers={"Authorization": header})
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Token"), header
        assert answer.json()["request_id"]


def test_token_of_a_closed_account_gets_nothing(claim: Claim, reviewer: User) -> None:
    client = caller(reviewer)
    User.objects.filter(pk=reviewer.pk).update(is_active=False)
    assert client.get(BASE + "exports/verdicts.jsonl").status_code == 401


def test_session_of_the_site_counts_too(claim: Claim, reviewer: User) -> None:
    client = caller()
    client.force_login(reviewer)
    first = json.loads(client.get(BASE + "exports/verdicts.jsonl").getvalue().splitlines()[0])
    assert first["corroboration"] == "corroborated"


def test_export_is_narrowed_to_an_article_or_outlet(claim: Claim) -> None:
    other = factories.claim(factories.article(factories.TEXT, outlet_name="The Echo"))
    assert len(rows()) == 4
    assert {row["article"] for row in rows(article=other.revision.article_id)} == {str(other.revision.article_id)}
    assert {row["outlet"] for row in rows(outlet="The Harbour Post")} == {"The Harbour Post"}


@pytest.mark.parametrize("parameters", [{"article": NOBODY}, {"outlet": "No Such Paper"}, {"limit": 3}])
def test_unknown_parameter_or_value_is_an_error(db: None, parameters: dict[str, Any]) -> None:
    answer = get("exports/verdicts.csv", **parameters)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_empty_desk_exports_nothing(db: None) -> None:
    assert get("exports/verdicts.jsonl").getvalue() == b""
    assert get("exports/verdicts.csv").getvalue().decode() == ",".join(COLUMNS) + "\r\n"


def test_export_is_only_read(db: None) -> None:
    answer = caller("admin").post(BASE + "exports/verdicts.csv", {}, format="json")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")


def test_schema_describes_every_column() -> None:
    assert tuple(ExportRow().fields) == COLUMNS
    assert tuple(ExportedEvidence().fields) == tuple(EvidenceItem.__annotations__)
