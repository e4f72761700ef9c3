"""Who may enter which page, as one table of page, method, person and answer."""

from __future__ import annotations

import uuid

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from audit.models import Claim
from audit.permissions import Role
from audit.services.audits import add_articles
from audit.services.decisions import current_decision
from tests import audits, factories
from tests.articles.feeds import subscribed
from tests.browsing import browser

pytestmark = pytest.mark.django_db
LOGIN, FORBIDDEN, OK, WRONG_METHOD, REDIRECT, REFUSED = "login", 403, 200, 405, 302, 422


PEOPLE = (Role.READER, Role.CONTRIBUTOR, Role.REVIEWER, Role.EDITOR)


@pytest.fixture(scope="module")
def people(module_database: None) -> dict[Role, User]:
    return {role: factories.person(role.value, role) for role in PEOPLE}


@pytest.fixture(scope="module")
def addresses(module_database: None) -> dict[str, str]:
    """One address for each page, of things that exist; the assertion's decision is published."""
    claim = factories.claim()
    assertion = claim.assertions.get()
    review = factories.review(assertion, "corroborated", factories.actor("second"))
    decision = current_decision(claim, assertion)
    use = review.uses.get()
    assert decision is not None
    assert claim.source is not None
    keys = {
        "article": claim.revision.article_id,
        "claim": claim.pk,
        "claim_review": claim.pk,
        "assertion_review": assertion.pk,
        "review_withdraw": review.pk,
        "decision_publish": decision.pk,
        "claim_dismiss": claim.pk,
        "claim_restore": claim.pk,
        "source_link": claim.source_id,
        "evidence": use.evidence_id,
        "finding_add": claim.revision.article_id,
        "finding_settle": factories.finding(claim).pk,
        "compare": claim.revision.article_id,
        "article_edit": claim.revision.article_id,
        "article_refetch": claim.revision.article_id,
        "article_reread": claim.revision.article_id,
        "article_redact": claim.revision.article_id,
        **_audit_keys(claim),
        "feed": (feed := subscribed()).pk,
        "feed_visit": feed.pk,
        "feed_unsubscribe": feed.pk,
    }
    plain = (
        "home",
        "articles",
        "article_add",
        "feeds",
        "feed_add",
        "speakers",
        "findings",
        "codebook",
        "login",
        "password_change",
        "account_add",
        "health",
        "audits",
        "audit_add",
        "queue",
        "queue_next",
        "queue_bulk",
        "disagreements",
        "notifications",
        "notifications_read",
    )
    return {name: reverse(name) for name in plain} | {name: reverse(name, args=[pk]) for name, pk in keys.items()}


def _audit_keys(claim: Claim) -> dict[str, object]:
    """The addresses of an audit that holds the claim's article."""
    by = factories.actor("second")
    audit = audits.audit(by)
    place = add_articles(audit=audit, articles=[claim.revision.article], actor=by)[0]
    of_audit = dict.fromkeys(("audit", "audit_member", "audit_articles", "audit_close"), audit.pk)
    of_place = dict.fromkeys(("audit_units", "audit_sources"), place.pk)
    return {**of_audit, **of_place, "claim_skip": claim.pk, "claim_lease": claim.pk}


#        page               method  anonymous  reader     contributor reviewer  editor
TABLE = [
    ("home", "get", OK, OK, OK, OK, OK),
    ("articles", "get", OK, OK, OK, OK, OK),
    ("article", "get", OK, OK, OK, OK, OK),
    ("claim", "get", OK, OK, OK, OK, OK),
    ("speakers", "get", OK, OK, OK, OK, OK),
    ("codebook", "get", OK, OK, OK, OK, OK),
    ("findings", "get", OK, OK, OK, OK, OK),
    ("compare", "get", REDIRECT, REDIRECT, REDIRECT, REDIRECT, REDIRECT),
    ("article_edit", "get", LOGIN, FORBIDDEN, FORBIDDEN, FORBIDDEN, OK),
    ("article_edit", "post", LOGIN, FORBIDDEN, FORBIDDEN, FORBIDDEN, REFUSED),
    ("article_refetch", "post", LOGIN, FORBIDDEN, REDIRECT, REDIRECT, REDIRECT),
    ("article_reread", "post", LOGIN, FORBIDDEN, REDIRECT, REDIRECT, REDIRECT),
    ("article_redact", "post", LOGIN, FORBIDDEN, FORBIDDEN, FORBIDDEN, REDIRECT),
    ("finding_add", "post", LOGIN, FORBIDDEN, FORBIDDEN, REDIRECT, REDIRECT),
    ("finding_settle", "post", LOGIN, FORBIDDEN, FORBIDDEN, REDIRECT, REDIRECT),
    ("health", "get", OK, OK, OK, OK, OK),
    ("evidence", "get", 404, 404, 404, OK, OK),
    ("article_add", "get", LOGIN, FORBIDDEN, OK, OK, OK),
    ("article_add", "post", LOGIN, FORBIDDEN, REFUSED, REFUSED, REFUSED),
    ("feeds", "get", OK, OK, OK, OK, OK),
    ("feed", "get", OK, OK, OK, OK, OK),
    ("feed_add", "get", LOGIN, FORBIDDEN, OK, OK, OK),
    ("feed_add", "post", LOGIN, FORBIDDEN, REFUSED, REFUSED, REFUSED),
    ("feed_visit", "post", LOGIN, FORBIDDEN, REDIRECT, REDIRECT, REDIRECT),
    ("feed_unsubscribe", "post", LOGIN, FORBIDDEN, REDIRECT, REDIRECT, REDIRECT),
    ("claim_review", "post", LOGIN, FORBIDDEN, FORBIDDEN, REFUSED, REFUSED),
    ("assertion_review", "post", LOGIN, FORBIDDEN, FORBIDDEN, REFUSED, REFUSED),
    ("review_withdraw", "post", LOGIN, FORBIDDEN, FORBIDDEN, REDIRECT, REDIRECT),
    ("decision_publish", "post", LOGIN, FORBIDDEN, FORBIDDEN, FORBIDDEN, REDIRECT),
    ("claim_dismiss", "post", LOGIN, FORBIDDEN, FORBIDDEN, REDIRECT, REDIRECT),
    ("claim_restore", "post", LOGIN, FORBIDDEN, FORBIDDEN, REDIRECT, REDIRECT),
    ("source_link", "get", LOGIN, FORBIDDEN, FORBIDDEN, OK, OK),
    ("source_link", "post", LOGIN, FORBIDDEN, FORBIDDEN, REFUSED, REFUSED),
    ("account_add", "get", LOGIN, FORBIDDEN, FORBIDDEN, FORBIDDEN, OK),
    ("account_add", "post", LOGIN, FORBIDDEN, FORBIDDEN, FORBIDDEN, REFUSED),
    ("audits", "get", LOGIN, FORBIDDEN, FORBIDDEN, OK, OK),
    ("audit", "get", LOGIN, FORBIDDEN, FORBIDDEN, OK, OK),
    ("audit_add", "get", LOGIN, FORBIDDEN, FORBIDDEN, FORBIDDEN, OK),
    ("audit_add", "post", LOGIN, FORBIDDEN, FORBIDDEN, FORBIDDEN, REFUSED),
    ("audit_member", "post", LOGIN, FORBIDDEN, FORBIDDEN, FORBIDDEN, REDIRECT),
    ("audit_articles", "post", LOGIN, FORBIDDEN, FORBIDDEN, FORBIDDEN, REDIRECT),
    ("audit_close", "post", LOGIN, FORBIDDEN, FORBIDDEN, FORBIDDEN, REDIRECT),
    ("audit_units", "post", LOGIN, FORBIDDEN, FORBIDDEN, REDIRECT, REDIRECT),
    ("audit_sources", "post", LOGIN, FORBIDDEN, FORBIDDEN, REDIRECT, REDIRECT),
    ("queue", "get", LOGIN, FORBIDDEN, FORBIDDEN, OK, OK),
    ("queue_next", "post", LOGIN, FORBIDDEN, FORBIDDEN, REDIRECT, REDIRECT),
    ("queue_bulk", "post", LOGIN, FORBIDDEN, FORBIDDEN, REFUSED, REFUSED),
    ("claim_skip", "post", LOGIN, FORBIDDEN, FORBIDDEN, REDIRECT, REDIRECT),
    ("claim_lease", "post", LOGIN, FORBIDDEN, FORBIDDEN, 409, 409),
    ("disagreements", "get", LOGIN, FORBIDDEN, FORBIDDEN, OK, OK),
    ("notifications", "get", LOGIN, FORBIDDEN, FORBIDDEN, OK, OK),
    ("notifications_read", "post", LOGIN, FORBIDDEN, FORBIDDEN, REDIRECT, REDIRECT),
    ("password_change", "get", LOGIN, OK, OK, OK, OK),
]


def answer(client: Client, method: str, address: str) -> object:
    response = getattr(client, method)(address)
    to_login = response.status_code == 302 and response["Location"].startswith(reverse("login"))
    return LOGIN if to_login else response.status_code


@pytest.mark.parametrize(("page", "method", *["expected"]), [(row[0], row[1], row[2:]) for row in TABLE])
def test_each_person_gets_the_answer_of_the_table(
    page: str,
    method: str,
    expected: tuple[object, ...],
    addresses: dict[str, str],
    people: dict[Role, User],
) -> None:
    assert tuple(answer(browser(person), method, addresses[page]) for person in (None, *people.values())) == expected


READ_ONLY = ("home", "articles", "article", "claim", "feeds", "feed", "speakers", "codebook", "health", "evidence")
POST_ONLY = (
    "feed_visit",
    "feed_unsubscribe",
    "claim_review",
    "assertion_review",
    "review_withdraw",
    "decision_publish",
    "claim_dismiss",
    "claim_restore",
)


@pytest.mark.parametrize(
    ("page", "method"), [(page, "post") for page in READ_ONLY] + [(page, "get") for page in POST_ONLY]
)
def test_a_wrong_method_is_405(page: str, method: str, addresses: dict[str, str], people: dict[Role, User]) -> None:
    assert getattr(browser(people[Role.EDITOR]), method)(addresses[page]).status_code == 405


NEEDS_OBJECT = ("article", "claim", "evidence", "speaker", "source_link")


@pytest.mark.parametrize(
    ("page", "method"), [(page, "get") for page in NEEDS_OBJECT] + [(page, "post") for page in POST_ONLY]
)
def test_an_unknown_object_is_404(page: str, method: str, people: dict[Role, User]) -> None:
    address = reverse(page, args=[uuid.uuid4()])
    assert getattr(browser(people[Role.EDITOR]), method)(address).status_code == 404


def test_what_was_typed_into_a_form_that_is_gone_is_shown_to_be_copied(people: dict[Role, User]) -> None:
    """As an adjudicator's whose part ended while they wrote."""
    sent = {"rationale": "Both tapes say so.", "old_password": "my old word", "value": "exact"}
    gone = reverse("disagreement", args=[uuid.uuid4()])
    answer = browser(people[Role.REVIEWER]).post(gone, sent)
    html = answer.content.decode()
    assert answer.status_code == 404
    assert "Both tapes say so." in html
    assert "my old word" not in html
    forged = Client(enforce_csrf_checks=True).post(gone, sent).content.decode()
    assert "Both tapes" not in forged
    assert "Both tapes" not in browser().post("/nowhere/at/all/", sent).content.decode()


def test_after_login_a_form_leads_back_to_its_page(addresses: dict[str, str]) -> None:
    page = f"{addresses['article']}?claim={uuid.uuid4()}"
    response = browser().post(addresses["claim_review"], headers={"referer": f"http://testserver{page}"})
    assert response["Location"].startswith(reverse("login"))
    assert "%3Fclaim%3D" in response["Location"]


def test_a_foreign_page_is_never_led_back_to(addresses: dict[str, str]) -> None:
    response = browser().post(addresses["claim_review"], headers={"referer": "https://elsewhere.example/x"})
    assert "elsewhere" not in response["Location"]


def test_a_reader_sees_an_assertion_only_once_it_is_published(people: dict[Role, User]) -> None:
    assertion = factories.assertion()
    factories.decision(assertion)
    page = browser(people[Role.READER]).get(reverse("claim", args=[assertion.claim_id])).content.decode()
    assert "not reviewed" in page
    assert "✓" not in page
    assert ">corroborated<" not in page
