"""Known articles looked at again by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.fetch import FetchFailed
from articles.models import Article, RevisionText, Revisit
from articles.services import add_page, queue_revisits, redact_article, refetch_page, revisit
from articles.services.looks import next_look
from audit.services.defaults import the_machine
from tests.articles.services.test_identity import check_what_was_stored
from tests.articles.services.test_refetching import URL, Site, html

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return add_page(url=URL, outlet="The Harbour Post", actor=the_machine(), fetch=Site(html())).article


def due(article: Article) -> None:
    Revisit.objects.filter(article=article).update(next_at=timezone.now() - timedelta(minutes=1))


def hours_until_next(article: Article) -> int | None:
    next_at = Revisit.objects.get(article=article).next_at
    return round((next_at - article.created_at).total_seconds() / 3600) if next_at else None


def test_a_fetched_page_is_looked_at_again_after_an_hour(article: Article) -> None:
    assert hours_until_next(article) == 1
    assert queue_revisits() == 0
    due(article)
    assert (queue_revisits(), queue_revisits()) == (1, 0)
    job = ProcrastinateJob.objects.get(task_name="articles.revisit")
    assert (job.args, job.lock) == ({"article_id": str(article.pk)}, "fetch harbour.example")


@pytest.mark.parametrize(("age", "following"), [(0, 1), (1, 6), (5, 6), (23, 24), (24, 168), (168, None), (900, None)])
def test_looks_become_rarer_and_end(article: Article, age: int, following: int | None) -> None:
    planned = next_look(article, article.created_at + timedelta(hours=age))
    assert planned == (article.created_at + timedelta(hours=following) if following else None)


def test_nothing_is_planned_where_the_setting_says_so(settings: Any) -> None:
    settings.REVISIT_HOURS = []
    article = add_page(url=URL, outlet="The Harbour Post", actor=the_machine(), fetch=Site(html())).article
    assert hours_until_next(article) is None


def test_words_that_were_changed_in_silence_are_the_next_revision(article: Article) -> None:
    site = Site(html(("four per cent", "nine per cent")))
    revisit(article, fetch=site)
    assert site.asked == [(URL, '"one"', "")]
    text = RevisionText.objects.get(revision__article=article, revision__number=2).text
    assert "nine per cent" in text


def test_a_page_that_cannot_be_had_is_tried_at_its_next_time(article: Article) -> None:
    def fails(url: str, *, etag: str = "", last_modified: str = "") -> Any:
        raise FetchFailed("The site is in trouble.", status=503)

    before = Revisit.objects.get(article=article).looked_at
    due(article)
    revisit(article, fetch=fails)
    row = Revisit.objects.get(article=article)
    assert (row.error, row.looked_at, hours_until_next(article)) == ("The site is in trouble.", before, 1)
    refetch_page(article=article, actor=the_machine(), fetch=Site(b"", 304))
    assert Revisit.objects.get(article=article).error == ""


def test_what_was_redacted_is_not_fetched_once_more(article: Article) -> None:
    check_what_was_stored()
    redact_article(article=article, reason="a court says so", actor=the_machine())
    assert hours_until_next(article) is None
    due(article)
    site = Site(html())
    revisit(article, fetch=site)
    assert (site.asked, hours_until_next(article)) == ([], None)


def test_the_article_says_when_its_page_was_last_looked_at(article: Article, as_reviewer: Client) -> None:
    page = as_reviewer.get(article.get_absolute_url()).content.decode()
    assert "page last looked at" in page
    Revisit.objects.filter(article=article).update(error="The site <b> is in trouble.")
    page = as_reviewer.get(article.get_absolute_url()).content.decode()
    assert "The site &lt;b&gt; is in trouble." in page
