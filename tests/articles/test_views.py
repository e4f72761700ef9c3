"""Adding an article and finding it again."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import views
from articles.models import Article, Outlet, Revision
from tests import factories
from tests.browsing import browser

pytestmark = pytest.mark.django_db
ADD = "/articles/add/"
GOOD = {"outlet": "The Harbour Post", "text": factories.TEXT}


@pytest.fixture
def client(contributor: User) -> Client:
    return browser(contributor)


def words(response: Any) -> str:
    return str(response.content.decode())


def test_a_pasted_text_becomes_an_article(client: Client) -> None:
    response = client.post(ADD, {**GOOD, "url": "https://post.example/fares", "published": "2024-02-29"})
    article = Article.objects.get()
    assert response["Location"] == article.get_absolute_url()
    assert (article.outlet.name, article.canonical_url) == ("The Harbour Post", "https://post.example/fares")
    assert str(article.published_from) == "2024-02-29"


def test_every_space_and_line_of_a_paste_is_kept(client: Client) -> None:
    text = "  Ferry fares will rise\r\n\r\n“The\u00a0fares\u200b  rise,” said Ana Ruiz. \r\n"
    client.post(ADD, {**GOOD, "text": text})
    assert Revision.objects.get().body.text == text.replace("\r\n", "\n")


def test_a_text_file_becomes_an_article_with_its_bytes(client: Client) -> None:
    file = SimpleUploadedFile("fares.txt", factories.TEXT.encode("utf-16"), "text/plain")
    client.post(ADD, {"outlet": "The Harbour Post", "file": file})
    revision = Revision.objects.get()
    assert (revision.way, revision.file_name) == ("file", "fares.txt")
    assert bytes(revision.source.raw) == factories.TEXT.encode("utf-16")


def test_the_same_text_again_leads_to_the_article_that_is_there(client: Client) -> None:
    first = client.post(ADD, GOOD)["Location"]
    response = client.post(ADD, GOOD, follow=True)
    assert response.redirect_chain[-1][0] == first
    assert "This article is here already." in words(response)
    assert Article.objects.count() == 1


def test_other_words_at_a_known_address_are_said_to_differ(client: Client) -> None:
    client.post(ADD, {**GOOD, "url": "https://post.example/fares"})
    other = {**GOOD, "text": "Another headline here\n\nQuite other words.", "url": "https://post.example/fares"}
    assert "with other words than yours" in words(client.post(ADD, other, follow=True))


def test_the_same_text_at_another_outlet_is_linked_as_a_copy(client: Client) -> None:
    original = factories.article(outlet_name="<b>& Post")
    response = client.post(ADD, {**GOOD, "outlet": "The Island Echo"}, follow=True)
    assert f'<a href="{original.get_absolute_url()}">' in words(response)
    assert "&lt;b&gt;&amp; Post" in words(response)
    assert "<b>& Post" not in words(response)


NUL_FILE = SimpleUploadedFile("a.bin", b"\x00\x01\x02" * 50, "text/plain")
PICTURE = SimpleUploadedFile("a.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "text/plain")
BAD = [
    ("no outlet", {"outlet": " "}, "Name the outlet"),
    ("no text", {"text": ""}, "There is no text."),
    ("only spaces", {"text": " \n\u200b\n"}, "There is no text."),
    ("NUL in the paste", {"text": "Head\0line"}, "Null characters"),
    ("NUL in the outlet", {"outlet": "The\0Post"}, "Null characters"),
    ("a program", {"text": "", "file": NUL_FILE}, "not plain text"),
    ("a picture", {"text": "", "file": PICTURE}, "a PNG picture"),
    ("an empty file", {"text": "", "file": SimpleUploadedFile("a.txt", b"")}, "There is no text."),
    ("both", {"file": SimpleUploadedFile("a.txt", b"Words")}, "not both"),
    ("no address", {"url": "nonsense"}, "This is no web address."),
    ("a script as address", {"url": "javascript:alert(1)"}, "This is no web address."),
    ("no date", {"published": "29/02/2023"}, "This is no date."),
    ("one letter too long", {"text": "é" * 1_000_001}, "at most 1,000,000"),
]


@pytest.mark.parametrize(("change", "said"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_bad_input_is_told_and_changes_nothing(change: dict[str, Any], said: str, client: Client) -> None:
    for value in change.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    response = client.post(ADD, {**GOOD, **change})
    assert response.status_code == 422
    assert said in words(response)
    assert not Article.objects.exists()
    assert not Outlet.objects.exists()


def test_five_megabytes_of_text_get_an_answer_from_the_form(client: Client) -> None:
    response = client.post(ADD, {**GOOD, "text": "word " * 1_000_000})
    assert response.status_code == 422
    assert "The text has 5,000,000 characters" in words(response)


def test_a_file_of_many_megabytes_is_refused_by_its_size(client: Client) -> None:
    file = SimpleUploadedFile("long.txt", b"word " * 1_000_000, "text/plain")
    response = client.post(ADD, {"outlet": "The Harbour Post", "file": file})
    assert "The file is too large" in words(response)


def test_what_was_typed_stays(client: Client) -> None:
    response = client.post(ADD, {"outlet": "<i>Post", "text": "Head\n\n“Words & <b>more</b>”", "published": "soon"})
    assert 'value="&lt;i&gt;Post"' in words(response)
    assert "“Words &amp; &lt;b&gt;more&lt;/b&gt;”" in words(response)
    assert 'value="soon"' in words(response)


def test_known_outlets_are_offered(client: Client) -> None:
    factories.outlet("The <Gull>")
    assert '<option value="The &lt;Gull&gt;">' in words(client.get(ADD))


def test_an_empty_list_teaches(client: Client) -> None:
    assert "Add the first article" in words(client.get("/articles/"))
    assert "Log in" in words(browser().get("/articles/"))


def headlines(response: Any) -> list[str]:
    return [article.headline for article in response.context["articles"]]


def articles(*names: str, outlet: str = "The Harbour Post") -> None:
    for name in names:
        factories.article(f"{name} was in the news today\n\nNothing else was said about {name}.\n", outlet_name=outlet)


def test_the_list_is_newest_first_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    articles("Anton", "Berta", "Cecil")
    first = browser().get("/articles/")
    assert headlines(first) == ["Cecil was in the news today", "Berta was in the news today"]
    older = browser().get("/articles/", {"before": first.context["older"]})
    assert headlines(older) == ["Anton was in the news today"]
    assert older.context["older"] == ""


@pytest.mark.parametrize("before", ["x", "2024-01-01T00:00:00_x", "2024-01-01T00:00:00_" + "0" * 32, "a_b_c"])
def test_a_broken_place_in_the_list_is_400(before: str) -> None:
    assert browser().get("/articles/", {"before": before}).status_code == 400


def test_words_of_the_headline_find_articles() -> None:
    articles("Anton", "Berta")
    assert headlines(browser().get("/articles/", {"words": "NEWS berta"})) == ["Berta was in the news today"]
    assert "No article fits." in words(browser().get("/articles/", {"words": "100%_"}))


def test_an_outlet_finds_its_articles() -> None:
    articles("Anton")
    articles("Berta", outlet="The Island Echo")
    echo = Outlet.objects.get(name="The Island Echo")
    assert headlines(browser().get("/articles/", {"outlet": str(echo.pk)})) == ["Berta was in the news today"]


def test_an_outlet_that_does_not_exist_finds_nothing_and_says_so() -> None:
    articles("Anton")
    response = browser().get("/articles/", {"outlet": "nobody"})
    assert headlines(response) == []
    assert "not a valid" in words(response)


def test_the_list_asks_the_same_for_one_row_and_for_twenty() -> None:
    counts = []
    for names in (["Anton"], [f"Berta{n}" for n in range(19)]):
        articles(*names)
        with CaptureQueriesContext(connection) as queries:
            browser().get(reverse("articles"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_more_than_the_site_takes_in_gets_a_page_and_no_bare_400(client: Client) -> None:
    response = client.post(ADD, {**GOOD, "text": "word " * 6_000_000})
    assert response.status_code == 400
    assert "larger than this site takes in" in words(response)
    assert response["X-Request-ID"] in words(response)
