"""An article's page fetched again, or read again in another way."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from articles.fetch import Fetched
from articles.models import Article, Revision
from articles.services import NotChanged, add_page, read_again, refetch_page
from audit.services.defaults import the_machine
from tests import factories

pytestmark = pytest.mark.django_db

URL = "https://harbour.example/fares"
PARAGRAPHS = [
    "<p>“The fares will rise by four per cent,” said Ana Ruiz, a planner at the Harbour Board, on Monday.</p>",
    "<p>“Nobody asked the islanders,” said Tom Hale of the Island Union, who has fought the plan for years.</p>",
    "<p>The board meets again in March, when the new timetable is to be voted on by all of its members.</p>",
]
HEAD = '<html lang="en"><head><title>Fares rise</title><link rel="canonical" href="{}"></head><body><nav>Home</nav>'


def html(*changes: tuple[str, str], canonical: str = URL) -> bytes:
    body = "".join(PARAGRAPHS)
    for old, new in changes:
        body = body.replace(old, new)
    return f"{HEAD.format(canonical)}<article><h1>Fares rise</h1>{body}</article></body></html>".encode()


class Site:
    """A site with one page, told what to answer; keeps what it was asked."""

    def __init__(self, raw: bytes, status: int = 200) -> None:
        self.raw, self.status = raw, status
        self.asked: list[tuple[str, str, str]] = []

    def __call__(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        self.asked.append((url, etag, last_modified))
        return Fetched(
            url=url,
            final_url=URL,
            status=self.status,
            content_type="text/html",
            headers={},
            raw=self.raw,
            etag='"one"',
            last_modified="",
            fetched_at=datetime.now(UTC),
            notes=(),
        )


@pytest.fixture
def article() -> Article:
    return add_page(url=URL, outlet="The Harbour Post", actor=the_machine(), fetch=Site(html())).article


def test_a_page_keeps_what_its_reader_knows(article: Article) -> None:
    revision = article.current_revision
    assert revision
    assert (revision.headline, revision.reading, revision.way) == ("Fares rise", "article", "url")
    assert (revision.source.url, revision.source.etag) == (URL, '"one"')
    assert bytes(revision.source.raw) == html()


def test_one_changed_word_is_the_next_revision(article: Article) -> None:
    site = Site(html(("four", "nine")))
    assert refetch_page(article=article, actor=the_machine(), fetch=site).has_changed
    assert site.asked == [(URL, '"one"', "")]
    article.refresh_from_db()
    assert article.current_revision
    assert article.current_revision.number == 2
    assert "nine per cent" in article.current_revision.body.text


def test_a_known_address_with_other_words_is_its_next_revision(article: Article) -> None:
    again = add_page(url=URL, outlet="The Harbour Post", actor=the_machine(), fetch=Site(html(("four", "nine"))))
    assert (again.article, again.is_new, again.is_revised) == (article, False, True)
    same = add_page(url=URL, outlet="The Harbour Post", actor=the_machine(), fetch=Site(html(("four", "nine"))))
    assert (same.is_new, same.is_revised) == (False, False)
    assert article.revisions.count() == 2


@pytest.mark.parametrize("site", [Site(html()), Site(b"", status=304), Site(html(("<nav>Home", "<nav>Start")))])
def test_the_same_words_are_no_revision(article: Article, site: Site) -> None:
    assert not refetch_page(article=article, actor=the_machine(), fetch=site).has_changed
    assert article.revisions.count() == 1


def test_an_article_without_an_address_is_not_fetched() -> None:
    with pytest.raises(NotChanged, match="no web address"):
        refetch_page(article=factories.article(), actor=the_machine(), fetch=Site(b""))


def test_a_page_may_not_pass_for_one_of_another_site() -> None:
    foreign = Site(html(canonical="https://rival.example/story"))
    own = Site(html(("four", "five"), canonical="https://www.harbour.example/fares-rise"))
    stored = [add_page(url=URL, outlet="Post", actor=the_machine(), fetch=site).article for site in (foreign, own)]
    assert [article.canonical_url for article in stored] == [URL, "https://www.harbour.example/fares-rise"]


def test_all_of_a_page_is_read_when_a_person_asks(article: Article) -> None:
    assert read_again(article=article, reading="page", actor=the_machine())
    article.refresh_from_db()
    revision = article.current_revision
    assert revision
    assert (revision.reading, revision.way, revision.other_reading) == ("page", Revision.Way.AGAIN, "article")
    assert "Home" in revision.body.text


def test_what_was_no_page_is_not_read_again(article: Article) -> None:
    for wrong, reading in ((article, "article"), (factories.article(), "page"), (article, "")):
        with pytest.raises(NotChanged, match="no other way"):
            read_again(article=wrong, reading=reading, actor=the_machine())
