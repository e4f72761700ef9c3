"""Findings and comparisons over the API."""

from __future__ import annotations

import pytest

from articles.models import Article
from audit.models import Finding
from tests import factories
from tests.api.callers import NOBODY, get, post

pytestmark = pytest.mark.django_db

FEE = ("The fares will rise by nine per cent", *factories.RUIZ[1:])


@pytest.fixture
def article() -> Article:
    article = factories.article()
    factories.run(article)
    factories.revised(article, factories.TEXT.replace("four per cent", "nine per cent"), [FEE, factories.HALE])
    return article


def test_a_comparison_tells_quotations_and_paragraphs(article: Article) -> None:
    body = get(f"articles/{article.pk}/comparison/", old=1, new=2).json()
    (quotation,) = body["quotations"]
    assert (quotation["change"], quotation["speaker_before"], quotation["speaker_after"]) == (
        "reworded",
        "Ana Ruiz",
        "Ana Ruiz",
    )
    gone = [run["text"] for run in quotation["words"] if run["change"] == "removed"]
    assert gone == ["four"]
    assert [row["new"] for row in body["paragraphs"]] == [
        "“The fares will rise by nine per cent,” said Ana Ruiz, a planner at the Harbour Board."
    ]
    assert body["notices"] == []


@pytest.mark.parametrize("numbers", [{"old": 2, "new": 1}, {"old": 1, "new": 3}, {"old": 1, "new": 1}])
def test_a_pair_of_revisions_that_is_none_is_not_found(article: Article, numbers: dict[str, int]) -> None:
    assert get(f"articles/{article.pk}/comparison/", **numbers).status_code == 404


def test_proposals_are_for_reviewers_and_confirmed_findings_for_all(article: Article) -> None:
    finding = Finding.objects.get()
    assert get("findings/").json()["results"] == []
    (shown,) = get("findings/", "reviewer").json()["results"]
    assert (shown["id"], shown["edit"], shown["state"]) == (str(finding.pk), "reworded", "proposed")
    answer = post(f"findings/{finding.pk}/settle/", {"state": "confirmed"}, "reviewer")
    assert answer.status_code == 200
    assert [row["state"] for row in get("findings/").json()["results"]] == ["confirmed"]


def test_findings_are_narrowed(article: Article) -> None:
    assert get("findings/", "reviewer", code="other").json()["results"] == []
    assert len(get("findings/", "reviewer", article=article.pk, state="proposed").json()["results"]) == 1


def test_a_reviewer_makes_a_finding(article: Article) -> None:
    body = {"code": "no_reply", "note": "The union was not asked."}
    made = post(f"articles/{article.pk}/findings/", body, "reviewer")
    assert made.status_code == 201
    assert made.json()["note"] == "The union was not asked."


def test_a_claim_of_another_article_is_refused(article: Article) -> None:
    other = factories.claim(factories.article(factories.TEXT + "\nElsewhere.\n", outlet_name="The Other Post"))
    body = {"code": "no_reply", "note": "Not asked.", "claim": str(other.pk)}
    assert post(f"articles/{article.pk}/findings/", body, "reviewer").status_code == 422


@pytest.mark.parametrize(("who", "status"), [("anonymous", 401), ("reader", 403), ("contributor", 403)])
def test_others_settle_nothing(article: Article, who: str, status: int) -> None:
    finding = Finding.objects.get()
    assert post(f"findings/{finding.pk}/settle/", {"state": "rejected"}, who).status_code == status
    assert post(f"articles/{article.pk}/findings/", {"code": "other", "note": "x"}, who).status_code == status


@pytest.mark.parametrize(
    ("body", "field"),
    [({"state": "proposed"}, "state"), ({}, "state"), ({"state": "rejected", "reason": "misspelt"}, "reason")],
)
def test_a_settlement_that_does_not_fit_names_its_field(article: Article, body: dict[str, str], field: str) -> None:
    answer = post(f"findings/{Finding.objects.get().pk}/settle/", body, "reviewer")
    assert answer.status_code == 400
    assert field in str(answer.json())


def test_an_unknown_finding_is_not_found() -> None:
    assert post(f"findings/{NOBODY}/settle/", {"state": "rejected"}, "reviewer").status_code == 404
