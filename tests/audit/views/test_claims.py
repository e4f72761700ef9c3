"""The claim page: context, both verdicts with what they rest on, history in plain words, dismissing and restoring."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.ledger.services import actor_for
from audit.models import Claim, Evidence
from audit.services.decisions import current_decision, publish
from audit.services.reviews import withdraw_review
from audit.services.speakers import add_speaker, link_source
from audit.services.splitting import split_assertion
from tests import factories
from tests.browsing import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    return factories.claim()


def plain(client: Client, claim: Claim) -> str:
    """The page as words: no tags, single spaces."""
    html = client.get(claim.get_absolute_url()).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_the_words_stand_in_their_paragraphs(claim: Claim) -> None:
    text = plain(browser(), claim)
    assert "“ The fares will rise by four per cent ,” said Ana Ruiz, a planner at the Harbour Board." in text
    assert "“Nobody asked the islanders,” said Tom Hale of the Island Union." in text


def test_a_verdict_stands_with_pseudonym_rationale_evidence_and_origins(as_reviewer: Client, claim: Claim) -> None:
    by = factories.actor()
    tape = replace(factories.use(title="Tape <b>&"), why="Kept by the court")
    uses = [tape, factories.use(kind="recording", title="Film")]
    factories.review(claim, "exact", by, evidence=uses, rationale="Heard twice.")
    text = plain(as_reviewer, claim)
    assert by.pseudonym in text
    assert "somebody" not in text
    assert "Heard twice." in text
    assert "Tape <b>&" in text
    assert "The reviewer on its independence: Kept by the court" in text
    assert "Rests on 2 items of evidence from 2 origins." in text


def test_reports_of_one_line_are_one_origin(as_reviewer: Client, claim: Claim) -> None:
    factories.review(claim, "exact")
    agency = Evidence.objects.get()
    uses = [factories.use(title=name, derived_from=agency) for name in ("One", "Two")]
    factories.review(claim, "exact", evidence=uses)
    assert "Rests on 2 items of evidence from 1 origin." in plain(as_reviewer, claim)


def test_the_mark_shows_the_graver_of_parts_judged_apart(as_reviewer: Client, claim: Claim) -> None:
    start = claim.revision.body.text.index("The fares")
    pieces = [((start, start + len("The fares")),), ((start + len("The fares "), claim.content[0][1]),)]
    split_assertion(assertion=claim.assertions.get(), actor=factories.actor(), pieces=pieces)
    first, second = claim.assertions.order_by("number")
    factories.review(first, "corroborated")
    factories.review(second, "disputed", evidence=[factories.use(stance="contradicts")])
    assert 'data-label="1 disputed"' in as_reviewer.get(claim.get_absolute_url()).content.decode()


def test_the_history_tells_every_act_in_order(as_reviewer: Client, claim: Claim) -> None:
    by = factories.actor()
    review = factories.review(claim, "exact", by, rationale="Heard twice.")
    decision = current_decision(claim, None)
    assert decision is not None
    publish(decision=decision, state="published", actor=by)
    publish(decision=decision, state="withdrawn", actor=by, notice="We were wrong.")
    withdraw_review(review=review, reviewer=by, submission=uuid.uuid4(), rationale="Other tape.")
    text = plain(as_reviewer, claim)
    told = [
        "read the text and proposed 2 claims",
        f"{by.pseudonym} judged the attribution “exact” Reason: Heard twice.",
        "made decision 1 on the attribution: “exact”",
        "moved the decision on the attribution to “published”",
        "moved the decision on the attribution to “withdrawn” Notice to readers: We were wrong.",
        f"{by.pseudonym} took back a review of the attribution Reason: Other tape.",
        "made decision 2 on the attribution: “not reviewed”",
    ]
    history = text[text.index("History") :]
    places = [history.find(sentence) for sentence in told]
    assert -1 not in places, dict(zip(told, places, strict=True))
    assert places == sorted(places)


def test_a_reader_gets_no_history_and_only_what_is_published(reader: User, claim: Claim) -> None:
    factories.review(claim, "exact", rationale="Heard twice.")
    factories.review(claim.assertions.get(), "corroborated", rationale="Seen too.")
    decision = current_decision(claim, None)
    assert decision is not None
    publish(decision=decision, state="published", actor=factories.actor())
    text = plain(browser(reader), claim)
    assert "Heard twice." in text
    assert "Seen too." not in text
    assert "judged" not in text


def test_confidential_evidence_of_another_is_not_shown(as_reviewer: Client, editor: User, claim: Claim) -> None:
    use = replace(factories.use(title="The leaked minutes", visibility="confidential"), why="A secret source")
    factories.review(claim, "exact", evidence=[use])
    text = plain(as_reviewer, claim)
    assert "The leaked minutes" not in text
    assert "A secret source" not in text
    assert "The leaked minutes" in plain(browser(editor), claim)


def test_only_ones_own_review_offers_to_be_withdrawn(as_reviewer: Client, reviewer: User, claim: Claim) -> None:
    other = factories.review(claim, "exact")
    own = factories.review(claim, "exact", actor_for(reviewer))
    html = as_reviewer.get(claim.get_absolute_url()).content.decode()
    assert reverse("review_withdraw", args=[own.pk]) in html
    assert reverse("review_withdraw", args=[other.pk]) not in html


def test_an_editor_sees_the_steps_that_may_come_next(editor: User, claim: Claim) -> None:
    factories.review(claim, "exact")
    decision = current_decision(claim, None)
    assert decision is not None
    publish(decision=decision, state="published", actor=factories.actor())
    html = browser(editor).get(claim.get_absolute_url()).content.decode()
    steps = html[html.index('name="state"') :].partition("</select>")[0]
    assert re.findall(r'<option value="(\w+)"', steps) == ["withdrawn"]


def test_dismissing_and_restoring(as_reviewer: Client, claim: Claim) -> None:
    dismissed = as_reviewer.post(reverse("claim_dismiss", args=[claim.pk]), follow=True).content.decode()
    assert "Dismissed." in dismissed
    assert "dismissed this claim as none" in dismissed
    again = as_reviewer.post(reverse("claim_dismiss", args=[claim.pk]), follow=True).content.decode()
    assert "cannot be dismissed" in again
    as_reviewer.post(reverse("claim_restore", args=[claim.pk]))
    claim.refresh_from_db()
    assert claim.state == Claim.State.ACTIVE
    assert (
        "cannot be restored"
        in as_reviewer.post(reverse("claim_restore", args=[claim.pk]), follow=True).content.decode()
    )


def test_the_page_asks_no_more_for_ten_reviews_than_for_two(as_reviewer: Client, claim: Claim) -> None:
    counts = []
    for reviews in (2, 8):
        for _ in range(reviews):
            factories.review(claim, "exact")
        with CaptureQueriesContext(connection) as queries:
            assert as_reviewer.get(claim.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_history_names_the_speaker_a_source_was_linked_to(as_reviewer: Client, claim: Claim) -> None:
    by = factories.actor()
    assert claim.source is not None
    link_source(source=claim.source, speaker=add_speaker(name="Ana M. Ruiz", kind="person", actor=by), actor=by)
    assert f"{by.pseudonym} said that the source is Ana M. Ruiz" in plain(as_reviewer, claim)


def test_an_answer_that_takes_two_people_waits_for_the_other(claim: Claim, reviewer: User) -> None:
    waits = "No verdict yet: it takes the answer of another person."
    record = [factories.use("recording", "contradicts")]
    assert waits not in plain(browser(reviewer), claim)
    first = factories.review(claim, "not_said", factories.actor("one"), evidence=record)
    assert waits in plain(browser(reviewer), claim)
    factories.review(claim, "not_said", factories.actor("two"), evidence=record)
    assert waits not in plain(browser(reviewer), claim)
    withdraw_review(review=first, reviewer=first.reviewer, submission=uuid.uuid4())
    assert waits in plain(browser(reviewer), claim)
