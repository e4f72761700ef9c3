"""Two revisions side by side, and the findings that come of changed quotations."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article
from audit.models import Finding
from tests import factories
from tests.browsing import browser

pytestmark = pytest.mark.django_db

RUIZ, HALE, TEXT = factories.RUIZ, factories.HALE, factories.TEXT
FEE = ("The fares will rise by nine per cent", *RUIZ[1:])


@pytest.fixture
def article() -> Article:
    """An article whose first quotation was reworded in its second revision."""
    article = factories.article()
    factories.run(article)
    factories.revised(article, TEXT.replace("four per cent", "nine per cent") + "\nIt rained.\n", [FEE, HALE])
    return article


def plain(client: Client, address: str) -> str:
    html = client.get(address).content.decode().split("<main", 1)[1].split("</main", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_changed_words_stand_marked_in_both_columns(article: Article) -> None:
    html = browser().get(reverse("compare", args=[article.pk])).content.decode()
    assert "<del>four</del>" in html
    assert "<ins>nine</ins>" in html
    assert "<ins>It rained.</ins>" in html


def test_the_reworded_quotation_is_listed_and_the_other_not(article: Article) -> None:
    text = plain(browser(), reverse("compare", args=[article.pk]))
    assert "Quotations 1 changed reworded “The fares will rise by four nine per cent”" in text
    assert "carries no notice of correction" in text


def test_a_later_run_over_the_new_revision_does_not_lose_what_a_quotation_became(article: Article) -> None:
    found = [("The fares will rise by nine per cent,", *RUIZ[1:]), ("Nobody asked the islanders,", *HALE[1:])]
    factories.run(article, found, version="2")
    text = plain(browser(), reverse("compare", args=[article.pk]))
    assert "Quotations 1 changed reworded “The fares will rise by four nine per cent , ”" in text


def test_quotations_are_followed_over_several_revisions(article: Article) -> None:
    third = TEXT.replace("four per cent", "ten per cent").replace("Nobody", "No one")
    ten, hale = ("The fares will rise by ten per cent", *RUIZ[1:]), ("No one asked the islanders", *HALE[1:])
    factories.revised(article, third, [ten, hale])
    text = plain(browser(), reverse("compare", args=[article.pk]) + "?from=1&to=3")
    assert "reworded “The fares will rise by four ten per cent”" in text
    assert "Quotations 2 changed" in text


def test_removed_and_added_quotations_are_told(article: Article) -> None:
    text = TEXT.split("\n\n“Nobody")[0] + "\n\n“It is late,” said Uma Berg.\n"
    factories.revised(article, text, [RUIZ, ("It is late", "Uma Berg", None, None)])
    shown = plain(browser(), reverse("compare", args=[article.pk]) + "?from=2&to=3")
    assert "removed “ Nobody asked the islanders ”" in shown
    assert "added “ It is late ” Uma Berg" in shown


@pytest.mark.parametrize("query", ["?from=1&to=9", "?from=2&to=2", "?from=x&to=1"])
def test_revisions_that_are_not_there_are_refused(article: Article, query: str) -> None:
    assert browser().get(reverse("compare", args=[article.pk]) + query).status_code == 400


def test_an_article_with_one_revision_leads_to_its_page() -> None:
    article = factories.article()
    answer = browser().get(reverse("compare", args=[article.pk]))
    assert answer.headers["Location"] == article.get_absolute_url()


def test_a_proposal_is_shown_to_reviewers_alone(article: Article, as_reviewer: Client) -> None:
    assert "four nine per cent" in plain(as_reviewer, reverse("findings"))
    assert "four nine per cent" not in plain(browser(), reverse("findings"))
    assert "Stealth edit" in plain(as_reviewer, article.get_absolute_url())
    assert "Stealth edit" not in plain(browser(), article.get_absolute_url())


def test_a_confirmed_finding_is_public_and_told_in_the_history(article: Article, as_reviewer: Client) -> None:
    finding = Finding.objects.get()
    address = reverse("finding_settle", args=[finding.pk])
    as_reviewer.post(address, {"state": "confirmed", "note": "No notice anywhere."})
    finding.refresh_from_db()
    assert (finding.state, finding.note) == ("confirmed", "No notice anywhere.")
    assert "No notice anywhere." in plain(browser(), reverse("findings"))
    assert finding.claim
    assert "confirmed the finding: stealth edit of a quotation" in plain(as_reviewer, finding.claim.get_absolute_url())


def test_confirming_twice_is_refused(article: Article, as_reviewer: Client) -> None:
    address = reverse("finding_settle", args=[Finding.objects.get().pk])
    as_reviewer.post(address, {"state": "rejected"})
    answer = as_reviewer.post(address, {"state": "rejected"}, follow=True)
    assert "already" in answer.content.decode()


def test_a_person_notes_a_finding_on_the_article_page(as_reviewer: Client) -> None:
    article = factories.article()
    as_reviewer.post(
        reverse("finding_add", args=[article.pk]), {"code": "no_reply", "note": "The union was not asked."}
    )
    assert Finding.objects.get().state == "confirmed"
    assert "The union was not asked." in plain(browser(), article.get_absolute_url())


@pytest.mark.parametrize("data", [{"code": "no_reply"}, {"code": "stealth_edit", "note": "x"}, {}])
def test_a_finding_without_its_kind_or_words_is_refused(as_reviewer: Client, data: dict[str, str]) -> None:
    article = factories.article()
    answer = as_reviewer.post(reverse("finding_add", args=[article.pk]), data, follow=True)
    assert "Choose what is found" in answer.content.decode()
    assert Finding.objects.count() == 0


@pytest.mark.parametrize(
    "query", ["?state=proposed", "?state=rejected&code=other", "?code=nonsense", "?outlet=nonsense"]
)
def test_the_list_is_narrowed_and_forgives_nonsense(article: Article, as_reviewer: Client, query: str) -> None:
    shown = plain(as_reviewer, reverse("findings") + query)
    assert ("Other words" in shown.replace("other words", "Other words")) == ("rejected" not in query)


def test_the_list_walks_on_page_by_page(as_reviewer: Client, reviewer: User) -> None:
    claim = factories.claim()
    for _ in range(27):
        factories.finding(claim)
    first = as_reviewer.get(reverse("findings"))
    assert len(first.context["findings"]) == 25
    second = as_reviewer.get(reverse("findings"), {"before": first.context["older"]})
    assert len(second.context["findings"]) == 2
    assert as_reviewer.get(reverse("findings"), {"before": "nonsense"}).status_code == 400
