"""Judging on the page: what is accepted, what is refused with everything kept, withdrawing and publishing."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.ledger.services import actor_for
from audit.models import Assertion, Claim, CopyContents, Decision, Evidence, Publication, Review
from audit.services.claims import record_claims
from audit.services.decisions import current_decision
from audit.services.reviews import withdraw_review
from audit.services.splitting import merge_assertions, split_assertion
from audit.services.triage import dismiss_claim
from tests import factories
from tests.browsing import browser, hidden_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(reviewer: User) -> Claim:
    return factories.claim()


def form(client: Client, claim: Claim, question: str = "attribution") -> tuple[str, dict[str, str]]:
    """Address and hidden fields of the review form as the page gives them."""
    action = (
        reverse("claim_review", args=[claim.pk])
        if question == "attribution"
        else reverse("assertion_review", args=[claim.assertions.get().pk])
    )
    page = client.get(f"{claim.revision.article.get_absolute_url()}?claim={claim.pk}&question={question}")
    return action, hidden_fields(page, action)


def row(number: int = 0, **fields: Any) -> dict[str, Any]:
    return {f"evidence-{number}-{name}": value for name, value in fields.items()}


RECORD = row(kind="transcript", words="Fares: plus 4 %", stance="supports", independent="yes")


def test_an_answer_with_its_evidence_is_recorded(as_reviewer: Client, claim: Claim) -> None:
    action, hidden = form(as_reviewer, claim)
    response = as_reviewer.post(action, {**hidden, **RECORD, "value": "exact", "rationale": "Word for word."})
    review = Review.objects.get()
    assert (review.value, review.rationale, review.uses.get().stance) == ("exact", "Word for word.", "supports")
    assert response["Location"] == f"{claim.revision.article.get_absolute_url()}?claim={claim.pk}#mark-1"


def test_the_next_page_shows_the_answer_and_says_so(as_reviewer: Client, claim: Claim) -> None:
    action, hidden = form(as_reviewer, claim)
    response = as_reviewer.post(action, {**hidden, **RECORD, "value": "exact"}, follow=True)
    html = response.content.decode()
    assert "Your answer is recorded: exact." in html
    assert '<span class="badge stands">exact</span>' in html


def test_marking_corroborated_reviews_the_one_assertion(as_reviewer: Client, claim: Claim) -> None:
    action, hidden = form(as_reviewer, claim, "corroboration")
    response = as_reviewer.post(action, {**hidden, **RECORD, "value": "corroborated"})
    assert Review.objects.get().assertion == claim.assertions.get()
    assert "question=corroboration" in response["Location"]


def test_a_file_becomes_an_archived_copy(as_reviewer: Client, claim: Claim) -> None:
    action, hidden = form(as_reviewer, claim)
    file = SimpleUploadedFile("tape.txt", b"plus four", "text/plain")
    given = row(kind="transcript", file=file, stance="supports", independent="yes")
    as_reviewer.post(action, {**hidden, **given, "value": "exact"})
    assert bytes(CopyContents.objects.get().raw) == b"plus four"


def test_evidence_of_the_article_is_offered_and_used_again(as_reviewer: Client, claim: Claim) -> None:
    action, hidden = form(as_reviewer, claim)
    as_reviewer.post(action, {**hidden, **RECORD, "value": "exact"})
    item = Evidence.objects.get()
    action, hidden = form(as_reviewer, claim, "corroboration")
    page = as_reviewer.get(f"{claim.revision.article.get_absolute_url()}?claim={claim.pk}&question=corroboration")
    assert f'<option value="{item.pk}" data-kind="{item.kind}" data-independent="yes">' in page.content.decode()
    again = row(again=str(item.pk), stance="supports", independent="yes")
    as_reviewer.post(action, {**hidden, **again, "value": "corroborated"})
    assert Evidence.objects.count() == 1
    assert item.uses.count() == 2


def test_a_double_click_is_one_review(as_reviewer: Client, claim: Claim) -> None:
    action, hidden = form(as_reviewer, claim)
    sent = {**hidden, **RECORD, "value": "exact"}
    answers = [as_reviewer.post(action, sent).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert Review.objects.count() == 1


def test_another_answer_from_a_second_tab_is_refused_once_and_then_takes_its_place(
    as_reviewer: Client, claim: Claim
) -> None:
    action, hidden = form(as_reviewer, claim)
    as_reviewer.post(action, {**hidden, "value": "source_not_identifiable"})
    other = {**RECORD, "value": "exact"}
    refused = as_reviewer.post(action, {**hidden, **other})
    assert refused.status_code == 409
    as_reviewer.post(action, {**hidden_fields(refused, action), **other})
    assert list(Review.objects.order_by("created_at").values_list("value", flat=True))[1:] == ["exact"]


def test_a_search_needs_only_where_and_what(as_reviewer: Client, claim: Claim) -> None:
    action, hidden = form(as_reviewer, claim)
    as_reviewer.post(action, {**hidden, **row(place="City archive", query="fares"), "value": "no_record_found"})
    item = Evidence.objects.get()
    assert (item.kind, item.date, item.uses.get().stance) == ("search", timezone.localdate(), "context")


def test_missing_evidence_is_refused_and_everything_typed_is_kept(as_reviewer: Client, claim: Claim) -> None:
    action, hidden = form(as_reviewer, claim)
    typed = row(kind="page", url="https://example.org/a?b=1&c=2", stance="supports", title="A <b>page</b>")
    response = as_reviewer.post(action, {**hidden, **typed, "value": "exact", "rationale": "I am < sure"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "needs a primary record" in html
    assert 'value="exact" data-stance="supports" checked' in html
    assert "I am &lt; sure" in html
    assert "https://example.org/a?b=1&amp;c=2" in html
    assert "A &lt;b&gt;page&lt;/b&gt;" in html
    assert not Review.objects.exists()


def test_no_answer_is_refused_beside_the_answers(as_reviewer: Client, claim: Claim) -> None:
    action, hidden = form(as_reviewer, claim)
    response = as_reviewer.post(action, {**hidden, "rationale": "kept"})
    assert response.status_code == 422
    assert "Choose an answer." in response.content.decode()
    assert "kept" in response.content.decode()


@pytest.mark.parametrize(
    "bad",
    [
        {"value": "splendid"},
        {"seen": ""},
        {"submission": "no uuid"},
        {"based_on": "-1"},
        {"rationale": "a\0b"},
        row(kind="page", url="not an address", stance="supports", independent="yes"),
        row(kind="page", words="Something", independent="yes"),
        row(again=str(uuid.uuid4()), stance="supports"),
        row(kind="search", place="The archive", stance="context"),
    ],
    ids=["value", "seen", "submission", "based_on", "nul", "url", "no stance", "unknown item", "half a search"],
)
def test_bad_input_is_refused_and_changes_nothing(bad: dict[str, str], as_reviewer: Client, claim: Claim) -> None:
    action, hidden = form(as_reviewer, claim)
    response = as_reviewer.post(action, {**hidden, "value": "source_not_identifiable", **bad})
    assert response.status_code == 422
    assert not Review.objects.exists()


def test_when_somebody_decided_meanwhile_both_are_shown(as_reviewer: Client, claim: Claim) -> None:
    action, hidden = form(as_reviewer, claim)
    factories.review(claim, "truncated", evidence=[factories.use(stance="context")], rationale="Half is missing.")
    response = as_reviewer.post(action, {**hidden, **RECORD, "value": "exact", "rationale": "Mine"})
    html = response.content.decode()
    assert response.status_code == 409
    assert "Somebody decided while you were at it" in html
    assert "Half is missing." in html
    assert "Mine" in html


def test_after_a_conflict_the_same_form_can_be_sent_again(as_reviewer: Client, claim: Claim) -> None:
    action, hidden = form(as_reviewer, claim)
    factories.review(claim, "truncated", evidence=[factories.use(stance="context")])
    refused = as_reviewer.post(action, {**hidden, **RECORD, "value": "exact"})
    response = as_reviewer.post(action, {**hidden_fields(refused, action), **RECORD, "value": "exact"})
    assert response.status_code == 302
    assert current_decision(claim, None).value == "exact"  # type: ignore[union-attr]


def test_words_that_changed_are_a_conflict(as_reviewer: Client, claim: Claim) -> None:
    action, hidden = form(as_reviewer, claim)
    response = as_reviewer.post(action, {**hidden, "seen": "0" * 64, **RECORD, "value": "exact"})
    assert response.status_code == 409


def test_an_answer_to_a_part_that_was_joined_to_another_is_kept_and_shown_there(
    as_reviewer: Client, claim: Claim
) -> None:
    (start, end), by = claim.content[0], factories.actor("somebody-else")
    cut = start + len("The fares")
    split_assertion(assertion=claim.assertions.get(), pieces=[((start, cut),), ((cut + 1, end),)], actor=by)
    kept, joined = Assertion.objects.filter(claim=claim)
    page = f"{claim.revision.article.get_absolute_url()}?claim={claim.pk}&question=corroboration&assertion={joined.pk}"
    action = reverse("assertion_review", args=[joined.pk])
    hidden = hidden_fields(as_reviewer.get(page), action)
    merge_assertions(assertions=[kept, joined], actor=by)
    answer = as_reviewer.post(action, {**hidden, **RECORD, "value": "corroborated", "rationale": "Read aloud."})
    assert answer.status_code == 409
    for words in ("The words or their source have changed", "Read aloud.", reverse("assertion_review", args=[kept.pk])):
        assert words in answer.content.decode()
    assert not Review.objects.exists()


def test_a_dismissed_claim_cannot_be_reviewed(as_reviewer: Client, claim: Claim) -> None:
    action, hidden = form(as_reviewer, claim)
    dismiss_claim(claim=claim, actor=factories.actor())
    response = as_reviewer.post(action, {**hidden, **RECORD, "value": "exact", "rationale": "kept"})
    assert response.status_code == 409
    assert "kept" in response.content.decode()
    assert not Review.objects.exists()


def withdrawn_by_a_later_run(claim: Claim) -> None:
    nothing = factories.extraction(factories.TEXT, [])
    by_hand = {"engine": "by hand", "version": "2", "milliseconds": 1}
    record_claims(revision=claim.revision, extraction=nothing, actor=factories.actor(), **by_hand)


def test_an_answer_about_words_that_left_the_text_is_shown_to_its_writer_alone(
    as_reviewer: Client, second_reviewer: User, claim: Claim
) -> None:
    other = factories.claim(factories.article(factories.TEXT, outlet_name="Another"))
    factories.review(other, "exact", evidence=[factories.use(title="Minutes of the board")])
    action, hidden = form(as_reviewer, claim)
    withdrawn_by_a_later_run(claim)
    again = {**row(1, again=str(Evidence.objects.get().pk)), **row(2, again="none")}
    sent = {**hidden, **RECORD, **again, "value": "exact", "rationale": "Heard it myself."}
    response = as_reviewer.post(action, sent, follow=True)
    html = response.content.decode()
    assert response.redirect_chain == [(claim.get_absolute_url(), 302)]
    for words in (
        "no longer in the text",
        "Heard it myself.",
        "Fares: plus 4 %",
        "Evidence 1: the words",
        "Minutes of the board",
    ):
        assert words in html
    assert Review.objects.count() == 1
    assert "Heard it myself." not in browser(second_reviewer).get(claim.get_absolute_url()).content.decode()
    assert "not recorded: these words left" in as_reviewer.get(reverse("home")).content.decode()
    after = as_reviewer.post(reverse("unsent_discard", args=[claim.pk]), follow=True).content.decode()
    assert "thrown away" in after
    assert "Heard it myself." not in after


@pytest.mark.parametrize(
    ("headers", "leads_on"),
    [({"HX-Target": "choice", "HX-Current-URL": "/"}, True), ({"HX-Target": "choice"}, False)],
)
def test_a_script_that_answers_too_late_is_told_so_and_not_given_a_page(
    headers: dict[str, str], leads_on: bool, as_reviewer: Client, claim: Claim
) -> None:
    action, hidden = form(as_reviewer, claim)
    withdrawn_by_a_later_run(claim)
    response = as_reviewer.post(action, {**hidden, "value": "exact"}, headers=headers)
    assert response.status_code == 409
    assert response.headers.get("HX-Redirect") == (claim.get_absolute_url() if leads_on else None)
    assert (b"kept on the page of the claim" in response.content) is not leads_on


def test_one_withdraws_ones_own_review(as_reviewer: Client, reviewer: User, claim: Claim) -> None:
    review = factories.review(claim, "exact", actor_for(reviewer))
    page = as_reviewer.get(claim.get_absolute_url())
    action = reverse("review_withdraw", args=[review.pk])
    as_reviewer.post(action, {**hidden_fields(page, action), "rationale": "Wrong tape."})
    assert review.withdrawal.rationale == "Wrong tape."


def test_nobody_withdraws_the_review_of_another(as_reviewer: Client, claim: Claim) -> None:
    review = factories.review(claim, "exact")
    action = reverse("review_withdraw", args=[review.pk])
    response = as_reviewer.post(action, {"submission": str(uuid.uuid4())}, follow=True)
    assert "Only its author can withdraw a review." in response.content.decode()
    assert action not in response.content.decode()
    assert Review.objects.count() == 1


def publish(client: Client, claim: Claim, **sent: str) -> str:
    decision = current_decision(claim, None)
    assert decision is not None
    return client.post(reverse("decision_publish", args=[decision.pk]), sent, follow=True).content.decode()


def test_an_editor_publishes_a_decision(editor: User, claim: Claim) -> None:
    factories.review(claim, "exact")
    client = Client()
    client.force_login(editor)
    assert "is now published" in publish(client, claim, state="published")
    assert Publication.objects.get().state == "published"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"state": "withdrawn"}, "cannot become"),
        ({"state": "corrected"}, "cannot become"),
        ({"state": "sold"}, "Choose what is to become"),
        ({}, "Choose what is to become"),
    ],
)
def test_a_step_that_does_not_follow_is_refused(sent: dict[str, str], said: str, editor: User, claim: Claim) -> None:
    factories.review(claim, "exact")
    client = Client()
    client.force_login(editor)
    assert said in publish(client, claim, **sent)
    assert not Publication.objects.exists()


def test_a_withdrawal_without_a_notice_is_refused(editor: User, claim: Claim) -> None:
    factories.review(claim, "exact")
    client = Client()
    client.force_login(editor)
    publish(client, claim, state="published")
    assert "needs a notice" in publish(client, claim, state="withdrawn")
    assert Publication.objects.get().state == "published"


def test_a_verdict_that_readers_still_see_after_its_reviews_are_gone_can_be_taken_down_with_a_notice(
    editor: User, claim: Claim
) -> None:
    review = factories.review(claim, "exact")
    client = Client()
    client.force_login(editor)
    publish(client, claim, state="published")
    public = Decision.objects.get()
    withdraw_review(review=review, reviewer=review.reviewer, submission=uuid.uuid4())
    page = client.get(reverse("claim", args=[claim.pk])).content.decode()
    assert "Readers still see decision 1, “exact”" in page
    notice = {"state": "withdrawn", "notice": "The recording was of another day."}
    client.post(reverse("decision_publish", args=[public.pk]), notice)
    assert "Readers still see" not in client.get(reverse("claim", args=[claim.pk])).content.decode()
    seen_by_readers = Client().get(reverse("claim", args=[claim.pk])).content.decode()
    assert "The recording was of another day." in seen_by_readers


def test_a_form_that_lost_its_hidden_fields_says_so(as_reviewer: Client, claim: Claim) -> None:
    sent = {"value": "source_not_identifiable", "seen": claim.words_digest(), "based_on": "0", "submission": "zz"}
    answer = as_reviewer.post(reverse("claim_review", args=[claim.pk]), sent)
    assert answer.status_code == 422
    assert "lost its place" in answer.content.decode()
