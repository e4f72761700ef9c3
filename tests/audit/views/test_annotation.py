"""The article page: the text word for word, its marks and cards, and how far the machine is."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from audit.models import Claim
from audit.services.decisions import current_decision, publish
from audit.services.triage import dismiss_claim
from tests import audits, factories
from tests.browsing import article_with, browser

pytestmark = pytest.mark.django_db


def page(article: Article, user: User | None = None, query: str = "") -> str:
    return browser(user).get(article.get_absolute_url() + query).content.decode()


def words(html: str) -> list[str]:
    """The text of each block as a browser would have it."""
    blocks = re.findall(r'class="block [^"]*" data-start[^>]*>(.*?)</(?:p|h1)>', html, re.DOTALL)
    return [unescape(re.sub(r"<[^>]*>", "", block)) for block in blocks]


def test_blocks_show_the_text_word_for_word() -> None:
    article = factories.article()
    factories.run(article)
    assert words(page(article)) == [line for line in factories.TEXT.split("\n") if line]


def test_zero_width_and_no_break_spaces_and_emoji_survive() -> None:
    text = "Ferry fares will rise in spring\n\n“The\u00a0fares\u200b rise  👍🏽,” said Ana Ruiz.\n"
    article = factories.article(text)
    factories.run(article, [("The\u00a0fares\u200b rise  👍🏽", "Ana Ruiz", None, None)])
    assert words(page(article))[1] == "“The\u00a0fares\u200b rise  👍🏽,” said Ana Ruiz."


def test_only_a_long_text_is_laid_out_as_it_is_read() -> None:
    """What is not laid out is missing from pictures of the whole page, and makes its scroll bar guess."""
    assert 'class="text" id="text"' in page(factories.article())
    assert 'class="text is-long" id="text"' in page(factories.article(factories.TEXT + "\nIt goes on.\n" * 3000))


def test_the_headline_is_the_only_h1() -> None:
    html = page(factories.article())
    assert html.count("<h1") == 1
    assert re.search(r"<h1[^>]*>Ferry fares will rise in spring", html)


def test_a_mark_is_numbered_named_and_leads_to_its_card() -> None:
    claim = factories.claim()
    html = page(claim.revision.article)
    assert f"?claim={claim.pk}#mark-1" in html
    assert 'title="1 direct · not reviewed"' in html
    assert 'data-label="1"' in html
    factories.review(claim.assertions.get(), "refuted", evidence=[factories.use(stance="contradicts")])
    assert 'data-label="1 refuted"' in page(claim.revision.article, factories.actor().user)


def test_a_line_says_who_speaks_and_in_which_paragraph() -> None:
    html = page(factories.claim().revision.article)
    assert re.search(
        r'data-paragraph="¶2".*<strong>1</strong><q>The fares will rise by four per cent</q><span>Ana Ruiz', html
    )


def test_the_card_says_who_speaks_and_how_sure_the_machine_is() -> None:
    claim = factories.claim()
    html = page(claim.revision.article, None, f"?claim={claim.pk}")
    assert "Ana Ruiz" in html
    assert "planner" in html
    assert "Harbour Board" in html
    assert "guess, 90 %" in html


def test_a_claim_without_a_source_says_so() -> None:
    article = factories.article()
    factories.run(article, [("Nobody asked the islanders", None, None, None)])
    assert "nobody named" in page(article)


def test_blocks_that_are_not_read_say_their_kind_and_why() -> None:
    article = factories.article(factories.TEXT + "\nShare  Facebook  WhatsApp  Email\n")
    skipped = next(block for block in article.current_revision.blocks if block[2] != "body" and block[0])  # type: ignore[union-attr]
    html = page(article)
    assert f"<summary>{skipped[2]}" in html
    assert f"<li>{skipped[3][0]}</li>" in unescape(html)


def test_the_chosen_claim_opens_with_a_form_for_a_reviewer(reviewer: User) -> None:
    claim = factories.claim()
    html = page(claim.revision.article, reviewer, f"?claim={claim.pk}")
    assert f'action="{reverse("claim_review", args=[claim.pk])}#review"' in html
    assert "checked" not in html
    assert "A complete record shows" in html


def test_the_corroboration_form_is_about_the_first_assertion(reviewer: User) -> None:
    claim = factories.claim()
    html = page(claim.revision.article, reviewer, f"?claim={claim.pk}&question=corroboration")
    assert reverse("assertion_review", args=[claim.assertions.get().pk]) in html


def test_a_reader_gets_no_form_but_the_published_verdict(reader: User) -> None:
    claim = factories.claim()
    factories.review(claim, "exact", rationale="Heard on the tape.")
    decision = current_decision(claim, None)
    assert decision is not None
    query = f"?claim={claim.pk}"
    assert "Heard on the tape." not in page(claim.revision.article, reader, query)
    publish(decision=decision, state="published", actor=factories.actor())
    html = page(claim.revision.article, reader, query)
    assert "Heard on the tape." in html
    assert 'class="review form"' not in html


def test_an_override_reason_stands_with_the_verdict() -> None:
    claim = factories.claim()
    factories.review(claim, "exact", evidence=[], override_reason="The tape was lost & found.")
    html = page(claim.revision.article, factories.actor().user, f"?claim={claim.pk}")
    assert "The tape was lost &amp; found." in html


@pytest.mark.parametrize(
    "query", ["?claim={other}", "?claim=nonsense", "?claim={own}&question=corroboration&assertion=x"]
)
def test_a_claim_that_is_not_here_is_404(query: str) -> None:
    claim = factories.claim()
    address = claim.revision.article.get_absolute_url() + query.format(other=uuid.uuid4(), own=claim.pk)
    assert browser().get(address).status_code == 404


def test_a_dismissed_claim_is_not_marked_but_listed_and_renumbers_nothing() -> None:
    article = factories.article()
    first = factories.run(article).claims.in_order()[0]
    dismiss_claim(claim=first, actor=factories.actor())
    html = page(article)
    assert "Dismissed: no claims (1)" in html
    assert 'id="mark-1"' not in html
    assert 'id="mark-2"' in html


def heartbeat(ago: timedelta) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [timezone.now() - ago])


def test_an_unread_text_without_a_worker_says_so() -> None:
    heartbeat(timedelta(minutes=5))
    assert "Queued, no worker seen." in page(factories.article())


def test_an_unread_text_with_a_worker_is_queued() -> None:
    heartbeat(timedelta(seconds=5))
    html = page(factories.article())
    assert "Queued." in html
    assert "no worker seen" not in html


def test_a_text_without_a_claim_says_that_this_is_fine() -> None:
    article = factories.article()
    factories.run(article, [])
    assert "found no quotation" in page(article)


@pytest.mark.parametrize("role", ["anonymous", "reviewer"])
def test_the_page_asks_no_more_for_forty_claims_than_for_four(role: str, reviewer: User) -> None:
    user = reviewer if role == "reviewer" else None
    counts = []
    for number in (4, 40):
        article = article_with(number, outlet_name=f"Gazette {number}")
        revision = article.current_revision
        assert revision is not None
        claims = list(Claim.objects.of_revision(revision).in_order().with_source())
        for claim in claims[::4]:
            factories.review(claim, "exact")
            factories.review(claim.assertions.get(), "corroborated")
        client = browser(user)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(f"{article.get_absolute_url()}?claim={claims[0].pk}")
        assert response.status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_the_page_asks_no_more_in_a_blind_audit() -> None:
    desk = audits.blind(mask_outlet=True)
    client = browser(desk.first)
    with CaptureQueriesContext(connection) as queries:
        html = client.get(f"{desk.claim.revision.article.get_absolute_url()}?claim={desk.claim.pk}").content.decode()
    assert len(queries) <= 15
    assert "For the audit" in html
    assert "outlet withheld" in html


def test_a_script_gets_the_chosen_claim_alone(reviewer: User) -> None:
    claim = factories.claim()
    address = f"{claim.revision.article.get_absolute_url()}?claim={claim.pk}"
    html = browser(reviewer).get(address, headers={"HX-Target": "choice"}).content.decode()
    assert 'id="claim"' in html
    assert "Nobody asked the islanders" not in html
    assert len(html) < 24_000


def test_the_card_tells_where_the_words_stand_that_it_was_read_from() -> None:
    claim = factories.claim()
    html = page(claim.revision.article, None, f"?claim={claim.pk}")
    text = factories.TEXT
    for name, words in (
        ("spans", claim.quote),
        ("mention", "Ana Ruiz"),
        ("role", "planner"),
        ("bodies", "Harbour Board"),
    ):
        start = text.index(words)
        assert f'data-{name}="{start}-{start + len(words)}"' in html


def test_a_claim_inside_a_claim_has_its_own_mark_and_the_words_stay() -> None:
    article = factories.article()
    whole, inner = "The fares will rise by four per cent", "rise by four"
    factories.run(article, [(whole, "Ana Ruiz", None, None), (inner, None, None, None)])
    html = page(article)
    assert 'id="mark-1"' in html
    assert 'id="mark-2"' in html
    assert "“The fares will rise by four per cent,” said Ana Ruiz, a planner at the Harbour Board." in words(html)


def test_two_claims_that_begin_together_both_have_a_place() -> None:
    article = factories.article()
    factories.run(
        article, [("The fares will rise by four per cent", "Ana Ruiz", None, None), ("The fares", None, None, None)]
    )
    html = page(article)
    assert html.count('id="mark-1"') == html.count('id="mark-2"') == 1


def test_a_line_says_that_its_quotation_goes_on(reviewer: User) -> None:
    quote = "The boats were late and " * 10 + "nobody came"
    article = factories.article(f"Boats late\n\n“{quote},” said Ana Ruiz.\n")
    factories.run(article, [(quote, "Ana Ruiz", None, None)])
    shown = browser(reviewer).get(article.get_absolute_url()).content.decode()
    assert f"<q>{quote[:160].rstrip()}…</q>" in shown
