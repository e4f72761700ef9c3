"""Articles in admin: added and fetched again under the rules of the site."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests import factories
from tests.browsing import browser

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/article/add/"


def test_an_article_is_added_by_the_form_of_the_site(as_reviewer: Client) -> None:
    assert "Text of the article" in as_reviewer.get(ADD).content.decode()
    answer = as_reviewer.post(ADD, {"outlet": "The Harbour Post", "text": factories.TEXT})
    article = Article.objects.get()
    assert answer.headers["Location"] == reverse("admin:articles_article_change", args=[article.pk])
    assert article.headline.startswith("Ferry fares")


def test_what_cannot_be_added_is_told_and_kept(as_reviewer: Client) -> None:
    answer = as_reviewer.post(ADD, {"outlet": "", "text": factories.TEXT})
    assert answer.status_code == 422
    assert "Name the outlet" in answer.content.decode()
    assert "Nobody asked the islanders" in answer.content.decode()
    assert Article.objects.count() == 0


def test_a_page_is_fetched_again_from_admin(as_reviewer: Client) -> None:
    article = factories.article(canonical_url="http://127.0.0.1/story")
    assert "Fetch again" in as_reviewer.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    address = reverse("admin:articles_article_refetch", args=[article.pk])
    assert as_reviewer.get(address).status_code == 405
    answer = as_reviewer.post(address, follow=True)
    assert "public address" in answer.content.decode()
    assert article.revisions.count() == 1


def test_who_may_not_add_articles_may_not_here(reader: User) -> None:
    reader.is_staff = True
    reader.save()
    assert browser(reader).get(ADD).status_code == 403
