"""Which article an article is, and the removal of its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection

from articles.models import RevisionSource, RevisionText
from articles.services import Identity, NotChanged, edit_article, redact_article
from audit.ledger.models import Event
from audit.ledger.verification import verify
from audit.services.defaults import the_machine
from tests import factories

pytestmark = pytest.mark.django_db

DAY = date(2024, 2, 29)


def test_an_article_is_given_its_outlet_address_and_date() -> None:
    article, other = factories.article(), factories.outlet("The Other Post")
    wanted = Identity(other, "https://other.example/fares", "en-GB", DAY, DAY)
    edit_article(article=article, identity=wanted, actor=the_machine())
    article.refresh_from_db()
    assert Identity.of(article) == wanted
    assert Event.objects.get(action="edited").target_id == article.pk
    assert verify() == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "Nothing differs"),
        ({"canonical_url": "https://taken.example/"}, "Another article has this address"),
        ({"published_from": DAY}, "both ends"),
        ({"published_from": DAY, "published_to": date(2024, 2, 28)}, "ends before"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any], message: str) -> None:
    factories.article("Another\n\nIt rained.\n", canonical_url="https://taken.example/")
    article = factories.article()
    with pytest.raises(NotChanged, match=message):
        edit_article(article=article, identity=replace(Identity.of(article), **changes), actor=the_machine())
    article.refresh_from_db()
    assert article.canonical_url is None


def test_a_redaction_removes_the_words_and_the_history_verifies() -> None:
    article = factories.article()
    claim = factories.claim(article)
    factories.revised(article, factories.TEXT + "\nIt rained.\n", [factories.RUIZ, factories.HALE])
    check_what_was_stored()
    assert len(redact_article(article=article, reason="Court order", actor=the_machine())) == 2
    assert not RevisionText.objects.exists()
    assert not RevisionSource.objects.exists()
    claim.refresh_from_db()
    assert claim.quote == "The fares will rise by four per cent"
    told = Event.objects.filter(action="redacted")
    assert {text.text for event in told for text in event.texts.all()} == {"Court order"}
    assert verify() == []


def check_what_was_stored() -> None:
    """What the database checks at a commit, since a redaction comes in a later transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_redaction_needs_a_reason(reason: str) -> None:
    with pytest.raises(NotChanged, match="why"):
        redact_article(article=factories.article(), reason=reason, actor=the_machine())
    assert RevisionText.objects.count() == 1


def test_what_was_removed_is_not_removed_again() -> None:
    article = factories.article()
    check_what_was_stored()
    redact_article(article=article, reason="Court order", actor=the_machine())
    with pytest.raises(NotChanged, match="before"):
        redact_article(article=article, reason="Court order", actor=the_machine())
