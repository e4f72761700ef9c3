"""The pages on which people say which article an article is, fetch or read it again, and remove its words."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Article, Outlet, RevisionText
from articles.services import add_page
from audit.models import CopyContents
from audit.services.evidence import EvidenceDraft, FileDraft, UseDraft
from tests import factories
from tests.articles.services.test_identity import check_what_was_stored
from tests.articles.services.test_refetching import URL, Site, html
from tests.browsing import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_editor(editor: User) -> Client:
    return browser(editor)


def told(answer: Any) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def test_the_form_begins_with_what_is_known_and_records_what_is_said(as_editor: Client) -> None:
    article = factories.article(canonical_url=URL)
    address = reverse("article_edit", args=[article.pk])
    assert URL in as_editor.get(address).content.decode()
    data = {"outlet": article.outlet_id, "canonical_url": URL, "language": "en-GB"}
    assert as_editor.post(address, data).status_code == 302
    article.refresh_from_db()
    assert article.language == "en-GB"


@pytest.mark.parametrize("language", ["", "english", "e"])
def test_a_language_that_is_none_is_told(as_editor: Client, language: str) -> None:
    article = factories.article()
    data = {"outlet": article.outlet_id, "language": language}
    assert as_editor.post(reverse("article_edit", args=[article.pk]), data).status_code == 422


COPIES = [
    (URL, b"Fares rise", 0),
    (URL.replace("https://", "http://www.") + "/", b"Fares rise", 0),
    ("https://elsewhere.example/saved", factories.TEXT.encode(), 0),
    ("https://elsewhere.example/other", b"Fares rise", 1),
]


@pytest.mark.parametrize(("url", "raw", "left"), COPIES, ids=["address", "other spelling", "same words", "other page"])
def test_a_redaction_takes_archived_copies_along(as_editor: Client, url: str, raw: bytes, left: int) -> None:
    article = factories.article(canonical_url=URL)
    file = FileDraft("page.txt", "text/plain", raw)
    item = EvidenceDraft(kind="document", url=url, file=file)
    use = UseDraft(item, stance="supports", independent="yes", why="Kept by a library.")
    factories.review(factories.claim(article).assertions.get(), "corroborated", evidence=[use])
    check_what_was_stored()
    as_editor.post(reverse("article_redact", args=[article.pk]), {"reason": "Court order"})
    assert (RevisionText.objects.count(), CopyContents.objects.count()) == (0, left)
    assert "removed by a redaction" in browser().get(article.get_absolute_url()).content.decode()


def test_a_redaction_without_reason_removes_nothing(as_editor: Client) -> None:
    article = factories.article()
    answer = as_editor.post(reverse("article_redact", args=[article.pk]), {"reason": ""}, follow=True)
    assert "Nothing was removed" in told(answer)
    assert RevisionText.objects.count() == 1


def test_a_page_that_cannot_be_had_is_told(as_reviewer: Client) -> None:
    article = factories.article(canonical_url="http://127.0.0.1/story")
    answer = as_reviewer.post(reverse("article_refetch", args=[article.pk]), follow=True)
    assert "public address" in told(answer)
    assert article.revisions.count() == 1


def test_a_saved_page_is_read_as_a_page_and_read_again_as_asked(as_reviewer: Client) -> None:
    file = SimpleUploadedFile("fares.html", html(), content_type="text/html")
    as_reviewer.post(reverse("article_add"), {"outlet": "Post", "file": file})
    article = Article.objects.get()
    assert article.canonical_url == URL
    assert article.current_revision
    assert "Home" not in article.current_revision.body.text
    answer = as_reviewer.post(reverse("article_reread", args=[article.pk]), {"reading": "page"}, follow=True)
    assert "other words now" in told(answer)
    assert article.revisions.count() == 2


def test_an_address_alone_is_fetched(as_reviewer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.forms.add_page", partial(add_page, fetch=Site(html())))
    as_reviewer.post(reverse("article_add"), {"outlet": "Post", "url": URL})
    assert Article.objects.get().canonical_url == URL


def test_an_address_that_fails_is_told_and_leaves_nothing(as_reviewer: Client) -> None:
    answer = as_reviewer.post(reverse("article_add"), {"outlet": "Post", "url": "http://127.0.0.1/story"})
    assert answer.status_code == 422
    assert "public address" in answer.content.decode()
    assert (Article.objects.count(), Outlet.objects.count()) == (0, 0)
