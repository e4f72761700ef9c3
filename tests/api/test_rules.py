"""What holds for every endpoint: who may, which methods there are, how failures look, what the schema says."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client
from django.urls import URLPattern
from psycopg.errors import UniqueViolation

from audit.api.urls import urlpatterns
from audit.models import Decision, Review
from audit.permissions import Act, Role, can
from tests import factories
from tests.api.callers import BASE, caller, get, post
from tests.articles.feeds import subscribed

SNAPSHOT = Path(__file__).with_name("openapi.yml")
EVERYBODY = ("anonymous", "reader", "contributor", "reviewer", "editor", "admin")
READS = [
    "articles/",
    "articles/{article}/",
    "articles/{article}/revisions/",
    "articles/{article}/claims/",
    "articles/{article}/occurrences/?words=fares",
    "articles/{article}/sources/",
    "sources/{source}/",
    "revisions/{revision}/",
    "claims/",
    "claims/{claim}/",
    "claims/{claim}/reviews/",
    "assertions/{assertion}/reviews/",
    "evidence/",
    "decisions/",
    "findings/",
    "feeds/",
    "feeds/{feed}/",
    "feeds/{feed}/entries/",
    "speakers/",
    "organizations/",
    "outlets/",
    "rubrics/current/",
    "exports/verdicts.jsonl",
    "exports/verdicts.csv",
]
ACTS = (
    *(f"claims/{{claim}}/{act}/" for act in ("confirm", "dismiss", "restore", "triage", "split")),
    *(f"claims/{act}/" for act in ("merge", "triage", "dismiss")),
    "assertions/{assertion}/split/",
    "assertions/merge/",
    "sources/{source}/split/",
    "sources/merge/",
)
WRITES = {
    "articles/": {"contributor", "reviewer", "editor", "admin"},
    "feeds/": {"contributor", "reviewer", "editor", "admin"},
    "claims/{claim}/reviews/": {"reviewer", "editor", "admin"},
    "assertions/{assertion}/reviews/": {"reviewer", "editor", "admin"},
    "reviews/{review}/withdraw/": {"reviewer", "editor", "admin"},
    "decisions/{decision}/publish/": {"editor", "admin"},
    "articles/{article}/redact/": {"editor", "admin"},
    "articles/{article}/findings/": {"reviewer", "editor", "admin"},
    "findings/{finding}/settle/": {"reviewer", "editor", "admin"},
    "articles/{article}/claims/": {"reviewer", "editor", "admin"},
    "articles/{article}/sources/": {"reviewer", "editor", "admin"},
    "speakers/": {"reviewer", "editor", "admin"},
    **{path: {"reviewer", "editor", "admin"} for path in ACTS},
}
PATCHES = {"articles/{article}/", "claims/{claim}/", "sources/{source}/"}
FOR_REVIEWERS = {"audits", "queue", "disagreements", "notifications"}  # tests/api/test_audits.py
# Who may is in tests/audit/permission_table.py, which lists every address.
ELSEWHERE = {"affiliations", "ownerships", "agreement", "history", "redactions"}


@pytest.fixture(scope="module")
def committed(module_database: None) -> dict[str, Any]:
    """The ids of one of each; and an account in each role, with which tests call."""
    for role in Role:
        factories.person(role.value, role)
    claim = factories.claim()
    part = claim.assertions.get()
    author = factories.person("author", Role.REVIEWER)
    decision = factories.decision(part, "corroborated", factories.actor("author"))
    return {
        "article": claim.revision.article_id,
        "revision": claim.revision_id,
        "claim": claim.pk,
        "assertion": part.pk,
        "source": claim.source_id,
        "review": Review.objects.visible_to(author).get().pk,
        "decision": decision.pk,
        "finding": factories.finding(claim).pk,
        "feed": subscribed().pk,
    }


@pytest.fixture
def places(committed: dict[str, Any], db: None) -> dict[str, Any]:
    return committed


@pytest.mark.parametrize("path", READS)
def test_everybody_may_read(places: dict[str, Any], path: str) -> None:
    for who in EVERYBODY:
        assert get(path.format(**places), who).status_code == 200, who


@pytest.mark.parametrize(("path", "allowed"), WRITES.items())
def test_who_may_write(places: dict[str, Any], path: str, allowed: set[str]) -> None:
    for who in EVERYBODY:
        status = post(path.format(**places), {}, who).status_code
        # Those who may are told what their empty body lacks; the others do not get that far.
        assert status == (400 if who in allowed else 401 if who == "anonymous" else 403), who


@pytest.mark.parametrize("path", [*READS, *WRITES])
def test_other_methods_are_refused_as_problems(places: dict[str, Any], path: str) -> None:
    client = caller("admin")
    for method in (
        "put",
        *(["patch"] if path not in PATCHES else []),
        "delete",
        *(["get"] if path not in READS else []),
        *(["post"] if path not in WRITES else []),
    ):
        answer = getattr(client, method)(BASE + path.format(**places), {}, format="json")
        assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json"), method
        assert answer["Allow"]


@pytest.mark.parametrize("path", READS)
def test_answers_are_kept_apart_by_caller(places: dict[str, Any], path: str) -> None:
    assert {"Authorization", "Cookie"} <= {name.strip() for name in get(path.format(**places))["Vary"].split(",")}


def test_every_address_is_covered_here() -> None:
    # Imports are not for everybody to read, and their bodies are files: tests/api/test_imports.py.
    known = {path.split("/")[0] for path in [*READS, *WRITES]} | {"schema", "docs", "imports", "acts", *FOR_REVIEWERS}
    known |= ELSEWHERE
    for pattern in urlpatterns[:-1]:
        assert isinstance(pattern, URLPattern)
        assert str(pattern.pattern).split("/")[0] in known


def test_problem_tells_all_that_one_needs(db: None) -> None:
    answer = post("articles/", {"outlet": ""}, "contributor")
    body = answer.json()
    assert set(body) == {"type", "title", "status", "detail", "request_id", "errors"}
    assert (body["type"], body["title"], body["status"]) == ("about:blank", "Bad Request", 400)
    assert body["request_id"] == answer["X-Request-ID"]


def test_session_needs_its_csrf_token(places: dict[str, Any]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="reviewer"))
    address = BASE + f"reviews/{places['review']}/withdraw/"
    answer = client.post(address, {"submission": str(uuid.uuid4())}, content_type="application/json")
    assert (answer.status_code, answer.json()["title"]) == (403, "Forbidden")
    assert "CSRF" in answer.json()["detail"]


def test_fault_of_ours_is_a_problem_with_a_request_id(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("audit.api.views.articles.read_text", broken)
    client = caller("contributor")
    client.raise_request_exception = False
    answer = client.post(BASE + "articles/", {"outlet": "Post", "text": "x"}, format="json")
    assert (answer.status_code, answer.json()["request_id"]) == (500, answer["X-Request-ID"])
    assert "secret" not in answer.content.decode()


def test_two_who_store_the_same_at_once_are_told_to_send_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(*args: Any, **kwargs: Any) -> None:
        raise IntegrityError("duplicate") from UniqueViolation("duplicate")

    monkeypatch.setattr("audit.api.views.articles.add_outlet", taken)
    answer = post("articles/", {"outlet": "Post", "text": "Head\n\nBody of the text.\n"}, "contributor")
    assert (answer.status_code, "Send it again" in answer.json()["detail"]) == (409, True)


def test_schema_is_the_one_on_record(tmp_path: Path) -> None:
    """After a change that is meant: manage.py spectacular --file tests/api/openapi.yml"""
    made = tmp_path / "openapi.yml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(made))
    assert made.read_text(encoding="utf-8") == SNAPSHOT.read_text(encoding="utf-8")


def test_schema_says_that_offsets_are_code_points() -> None:
    text = " ".join(SNAPSHOT.read_text(encoding="utf-8").split())
    assert "Unicode code points into the revision''s text, end exclusive (not UTF-16 units)" in text


def test_schema_is_served_as_yaml_and_as_json(db: None) -> None:
    assert caller().get(BASE + "schema/").status_code == 200
    answer = caller().get(BASE + "schema/", headers={"Accept": "application/json"})
    assert "/api/v1/claims/" in json.loads(answer.content)["paths"]


def test_docs_need_no_script_in_the_page_and_no_other_machine(db: None) -> None:
    answer = caller().get(BASE + "docs/", headers={"Accept": "text/html"})
    body, policy = answer.content.decode(), answer["Content-Security-Policy"]
    assert body.count("<script src=") == body.count("<script")
    assert "http://" not in body
    assert "https://" not in body
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src" not in policy
    assert "default-src 'self'" in policy


def test_other_answers_have_no_exception_from_the_policy(places: dict[str, Any]) -> None:
    assert "unsafe" not in get("claims/")["Content-Security-Policy"]


@pytest.mark.parametrize("who", EVERYBODY)
def test_visible_rows_agree_with_the_table_of_rights(places: dict[str, Any], who: str) -> None:
    user = AnonymousUser() if who == "anonymous" else User.objects.get(username=who)
    seen = Decision.objects.visible_to(user).filter(pk=places["decision"]).exists()
    assert seen == can(user, Act.SEE_UNPUBLISHED)
    assert Review.objects.visible_to(user).filter(pk=places["review"]).exists() == seen
