"""Adding outlets and articles: once each, whole or not at all, with the job that reads them."""

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest
from django.db import connection, transaction

from articles.ingest.plain import read_text
from articles.models import Article, Outlet, Revision
from articles.services import EXTRACTION_TASK, RawSource, add_article, add_outlet
from audit.ledger.models import Event
from audit.ledger.verification import verify
from audit.services.defaults import the_machine
from tests import factories
from tests.audit.ledger.test_services import at_once


def jobs() -> list[tuple[str, dict[str, str]]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args::text FROM procrastinate_jobs ORDER BY id")
        return [(name, json.loads(arguments)) for name, arguments in cursor.fetchall()]


def test_an_article_is_stored_with_its_words_and_what_came_in(db: None) -> None:
    article = factories.article(published=date(2024, 5, 2))
    revision = article.current_revision
    assert isinstance(revision, Revision)
    assert revision.body.text == factories.TEXT
    assert bytes(revision.source.raw) == factories.TEXT.encode()
    assert revision.sha256 == revision.source_sha256 == hashlib.sha256(factories.TEXT.encode()).hexdigest()
    assert (revision.number, revision.length) == (1, len(factories.TEXT))
    assert revision.headline == "Ferry fares will rise in spring, harbour board says"
    assert (article.published_from, article.published_to) == (date(2024, 5, 2), date(2024, 5, 2))
    assert verify() == []


def test_the_same_text_at_the_same_outlet_is_the_same_article(db: None) -> None:
    first = factories.article()
    events = Event.objects.count()
    assert factories.article() == first
    assert (Article.objects.count(), Event.objects.count(), len(jobs())) == (1, events, 1)


def test_the_same_text_at_another_outlet_is_a_copy_of_the_earliest(db: None) -> None:
    first = factories.article()
    second = factories.article(outlet_name="The Copying Gazette")
    third = factories.article(outlet_name="The Late Gazette")
    assert first.copy_of is None
    assert (second.copy_of, third.copy_of) == (first, first)


def test_an_address_leads_to_one_article(db: None) -> None:
    first = factories.article(canonical_url="https://example.org/fares")
    other = factories.article("Other words\n\nNobody spoke.\n", canonical_url="https://example.org/fares")
    assert other == first
    assert factories.article("Third words\n\nNobody spoke.\n").canonical_url is None


def test_the_job_that_reads_a_revision_is_deferred_with_it(db: None) -> None:
    revision = factories.article().current_revision
    assert revision is not None
    assert jobs() == [(EXTRACTION_TASK, {"revision_id": str(revision.pk)})]


def test_an_article_rolled_back_leaves_neither_words_nor_job(fresh_database: str) -> None:
    with transaction.atomic():
        factories.article()
        transaction.set_rollback(True)
    assert (Article.objects.count(), Revision.objects.count(), jobs()) == (0, 0, [])


def test_an_article_and_its_job_are_committed_together(fresh_database: str) -> None:
    factories.article()
    connection.close()
    assert (Article.objects.count(), len(jobs())) == (1, 1)
    assert verify() == []


def test_two_pastes_of_one_text_at_once_are_one_article(fresh_database: str) -> None:
    factories.outlet()
    added = at_once(*[factories.article] * 4)
    assert len(set(added)) == Article.objects.count() == 1


def test_two_outlets_at_once_are_linked_as_copies(fresh_database: str) -> None:
    names = [f"Gazette {number}" for number in range(3)]
    at_once(*[lambda name=name: factories.article(outlet_name=name) for name in names])  # type: ignore[misc]
    original = Article.objects.get(copy_of=None)
    assert Article.objects.filter(copy_of=original).count() == 2


def test_one_address_at_two_outlets_at_once_is_one_article(fresh_database: str) -> None:
    def paste(number: int) -> Article:
        text = f"Words {number}\n\nNobody spoke on day {number}.\n"
        return factories.article(text, outlet_name=f"Gazette {number}", canonical_url="https://example.org/a")

    added = at_once(*[lambda number=number: paste(number) for number in range(3)])  # type: ignore[misc]
    assert len(set(added)) == Article.objects.count() == 1


def test_an_outlet_is_made_once_whatever_its_spaces_and_case(fresh_database: str) -> None:
    made = at_once(*[lambda: factories.outlet("The  Harbour Post "), lambda: factories.outlet("the harbour post")])
    assert len(set(made)) == Outlet.objects.count() == 1


def test_an_outlet_keeps_what_it_was_added_with(db: None) -> None:
    outlet = add_outlet(name="The Islander", actor=the_machine(), country="gb", domains=["islander.example"])
    outlet.refresh_from_db()
    assert (outlet.country, outlet.domains) == ("GB", ["islander.example"])
    assert add_outlet(name="THE ISLANDER", actor=the_machine()) == outlet


@pytest.mark.parametrize("way", Revision.Way)
def test_a_revision_tells_how_it_came_in(db: None, way: Revision.Way) -> None:
    source = RawSource(b"Headline\n\nWords.", "text/plain", "fares.txt")
    draft = read_text("Headline\n\nWords.")
    added = add_article(draft=draft, outlet=factories.outlet(), source=source, way=way, actor=the_machine())
    revision = added.article.current_revision
    assert revision is not None
    assert added.is_new
    assert (revision.way, revision.file_name) == (way, "fares.txt")
