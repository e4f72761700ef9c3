"""Front page, codebook, health, error pages."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.permissions import Role
from audit.views import site
from tests import factories
from tests.browsing import article_with, browser


@pytest.mark.django_db
def test_anonymous_people_learn_what_this_is() -> None:
    assert "Who said what, and is it so?" in browser().get(reverse("home")).content.decode()


@pytest.mark.django_db
def test_a_reviewer_sees_articles_with_claims_nobody_reviewed(as_reviewer: Client) -> None:
    claim = factories.claim()
    html = as_reviewer.get(reverse("home")).content.decode()
    assert "<strong>2</strong> of 2 claims not reviewed" in html
    factories.review(claim, "exact")
    assert "<strong>1</strong> of 2 claims not reviewed" in as_reviewer.get(reverse("home")).content.decode()


@pytest.mark.django_db
def test_a_desk_with_nothing_left_says_so(as_reviewer: Client) -> None:
    assert "has been looked at" in as_reviewer.get(reverse("home")).content.decode()


@pytest.mark.django_db
def test_the_front_page_asks_the_same_for_one_and_for_many(as_reviewer: Client) -> None:
    counts = []
    for number in (1, 9):
        for place in range(number):
            article_with(2, outlet_name=f"Paper {number} {place}")
        with CaptureQueriesContext(connection) as queries:
            as_reviewer.get(reverse("home"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_the_codebook_shows_every_answer_with_its_definition() -> None:
    html = browser().get(reverse("codebook")).content.decode()
    for words in ("paraphrase shown as verbatim", "Left-out words change the meaning.", "insufficient evidence"):
        assert words in html


@pytest.mark.django_db
def test_health_is_ok() -> None:
    assert browser().get(reverse("health")).json() == {"status": "ok", "database": "ok"}


@pytest.mark.django_db
def test_health_says_when_the_database_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", broken)
    response = site.health(RequestFactory().get("/health/"))
    assert response.status_code == 503
    assert b"no answer" in response.content


@pytest.mark.django_db
def test_an_unknown_address_is_a_page_with_a_request_id() -> None:
    response = browser().get("/nowhere/")
    assert response.status_code == 404
    assert response["X-Request-ID"] in response.content.decode()


@pytest.mark.django_db
def test_the_address_of_a_form_opened_as_a_page_says_so(reviewer: User) -> None:
    response = browser(reviewer).get(reverse("claim_review", args=[uuid.uuid4()]))
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "takes in what a form sends" in response.content.decode()


@pytest.mark.django_db
def test_forbidden_says_why(reader: User) -> None:
    html = browser(reader).get(reverse("account_add")).content.decode()
    assert "Your account may not make, change and close accounts." in html


@pytest.mark.django_db
def test_a_form_without_its_token_is_explained(reviewer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)
    response = client.post(reverse("logout"))
    assert response.status_code == 403
    assert "The form could not be checked" in response.content.decode()


def test_the_page_of_a_broken_site_asks_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(request: Any) -> None:
        raise OperationalError("the database is gone")

    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "x"
    monkeypatch.setattr("django.contrib.sessions.backends.base.SessionBase._get_session", broken)
    response = client.get("/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "Something broke" in html
    assert response["X-Request-ID"] in html


@pytest.mark.django_db
def test_only_sentences_meant_for_people_are_shown() -> None:
    request = RequestFactory().get("/")
    html = site.forbidden(request, PermissionDenied("KeyError 0x7f")).content.decode()
    assert "0x7f" not in html


@pytest.mark.django_db
def test_a_foreign_host_name_gets_the_page_for_bad_requests() -> None:
    response = browser().get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "This cannot be answered" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *Role])
def test_the_site_leads_nobody_where_they_may_not_go(role: Role | None) -> None:
    visitor = browser(factories.person("somebody", role) if role else None)
    head = visitor.get("/").content.decode().partition("<main")[0]
    leads = [path for path in re.findall(r'href="(/[^"]*)"', head) if not path.startswith("/static/")]
    assert len(leads) >= 10
    assert {path: visitor.get(path).status_code for path in leads} == dict.fromkeys(leads, 200)
