"""The search over articles: words of the text, quotation marks, minus, highlights that escape what they show."""

from __future__ import annotations

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.urls import reverse

from articles.models import Article, RevisionText
from articles.search import CONFIG, Run, runs, words_of
from tests import factories
from tests.browsing import browser

pytestmark = pytest.mark.django_db

FERRY = factories.TEXT
BATHS = "Council closes the baths\n\n“We closed the <b>old</b> baths & the ferry,” said Tom Hale.\n"


@pytest.fixture
def two() -> tuple[Article, Article]:
    return factories.article(FERRY), factories.article(BATHS, outlet_name="The Hill Times")


CASES = [
    ("islanders", "Ferry"),
    ("FARES spring", "Ferry"),
    ("“harbour board”", "Ferry"),
    ('"board harbour"', ""),
    ("ferry", "Ferry Council"),
    ("ferry -baths", "Ferry"),
    ("fare", ""),
    ("& | ! :* (", ""),
]


@pytest.mark.parametrize(("words", "found"), CASES)
def test_words_find_the_articles_that_have_them(words: str, found: str, two: tuple[Article, Article]) -> None:
    html = browser().get(reverse("articles"), {"words": words}).content.decode()
    shown = {"Ferry": "Ferry fares will rise" in html, "Council": "Council closes" in html}
    assert {name for name, is_shown in shown.items() if is_shown} == set(found.split())


def test_an_excerpt_shows_hits_and_escapes_the_rest(two: tuple[Article, Article]) -> None:
    html = browser().get(reverse("articles"), {"words": "old baths"}).content.decode()
    assert "<mark>baths</mark>" in html
    assert "<b>" not in html


def test_dates_and_outlets_narrow_the_list(two: tuple[Article, Article]) -> None:
    assert "No article fits" in browser().get(reverse("articles"), {"since": "2030-01-01"}).content.decode()
    html = browser().get(reverse("articles"), {"outlet": str(two[1].outlet_id)}).content.decode()
    assert "Council closes" in html
    assert "Ferry fares" not in html


def test_an_excerpt_falls_into_runs() -> None:
    assert runs("a \ue000b\ue001 c") == [Run("a ", False), Run("b", True), Run(" c", False)]
    assert runs("") == []


def test_the_search_asks_what_is_indexed(two: tuple[Article, Article]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    texts = RevisionText.objects.alias(searched=words_of("text"))
    assert "revision_words" in texts.filter(searched=SearchQuery("islanders", config=CONFIG)).explain()
