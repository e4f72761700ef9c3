"""What stands in a row, and who sees which part of it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.exports.rows import COLUMNS, Row, rows
from audit.ledger.services import actor_for, record
from audit.models import Claim, Decision
from audit.services.decisions import publish
from audit.services.evidence import EvidenceDraft, UseDraft, attach_evidence
from audit.services.reviews import withdraw_review
from audit.services.speakers import add_speaker, link_source
from audit.services.triage import dismiss_claim
from tests import factories

ANONYMOUS = AnonymousUser()


def row_of(claim: Claim, user: Any = ANONYMOUS) -> Row:
    return next(row for row in rows(user) if row["claim"] == claim.pk)


@pytest.fixture
def claim(db: None) -> Claim:
    return factories.claim(factories.article(published=date(2024, 5, 1), canonical_url="https://post.example/1"))


def test_row_says_where_the_words_stand(claim: Claim) -> None:
    row, text = row_of(claim), claim.revision.body.text
    assert [text[start:end] for start, end in row["content"]] == ["The fares will rise by four per cent"]
    assert (row["quote"], row["words"]) == (claim.quote, claim.quote)
    assert (row["outlet"], row["canonical_url"]) == ("The Harbour Post", "https://post.example/1")
    assert (row["published_from"], row["revision"], row["sha256"]) == (date(2024, 5, 1), 1, claim.revision.sha256)


def test_row_says_who_spoke(claim: Claim) -> None:
    row = row_of(claim)
    assert (row["speaker"], row["speaker_kind"], row["role"]) == ("Ana Ruiz", "person", "planner")
    assert (row["affiliations"], row["speaker_id"]) == (["Harbour Board"], None)


def test_columns_begin_with_the_article_and_end_with_the_evidence(claim: Claim) -> None:
    assert tuple(row_of(claim)) == COLUMNS
    assert COLUMNS[0] == "article"
    assert COLUMNS[-1] == "evidence"


def test_linked_speaker_is_named_by_id(claim: Claim, reviewer: User) -> None:
    speaker = add_speaker(name="Ana Ruiz", kind="person", actor=actor_for(reviewer))
    assert claim.source is not None
    link_source(source=claim.source, speaker=speaker, actor=actor_for(reviewer))
    assert row_of(claim)["speaker_id"] == speaker.pk


def test_verdict_stands_with_all_that_it_rests_on(claim: Claim, reviewer: User) -> None:
    by = actor_for(reviewer)
    decision = factories.decision(claim.assertions.get(), "corroborated", by)
    row = row_of(claim, reviewer)
    assert (row["corroboration"], row["corroboration_decision"]) == ("corroborated", 1)
    assert (row["corroboration_reviewers"], row["corroboration_time"]) == ([by.pseudonym], decision.created_at)
    assert (row["corroboration_stale"], row["corroboration_rubric"]) == (False, 1)
    assert (row["attribution"], row["attribution_decision"], row["attribution_reviewers"]) == (None, None, [])


def test_evidence_of_both_questions_is_listed_by_origin(claim: Claim, reviewer: User) -> None:
    by = actor_for(reviewer)
    first = attach_evidence(draft=EvidenceDraft(kind="page", title="Wire", words="Fares: plus 4 %"), actor=by)
    copy = EvidenceDraft(kind="page", title="Copy", url="https://copy.example/", derived_from=first)
    factories.review(claim, "exact", by)
    factories.review(claim.assertions.get(), "corroborated", by, evidence=[UseDraft(copy, "supports", "yes")])
    said, so = row_of(claim, reviewer)["evidence"]
    assert (said["question"], said["kind"], said["origin"]) == ("attribution", "transcript", said["id"])
    assert (so["question"], so["title"], so["origin"]) == ("corroboration", "Copy", first.pk)
    assert so["id"] != first.pk


def test_override_reason_and_tags_are_shown(claim: Claim, reviewer: User) -> None:
    by, part = actor_for(reviewer), claim.assertions.get()
    factories.review(part, "corroborated", by, evidence=[], override_reason="The board <confirmed> it by phone")
    factories.review(claim, "altered", by, evidence=[factories.use(stance="contradicts")], tags=["truncated"])
    row = row_of(claim, reviewer)
    assert row["corroboration_override_reason"] == "The board <confirmed> it by phone"
    assert (row["attribution"], row["attribution_tags"]) == ("altered", ["truncated"])


def test_withdrawn_review_leaves_no_verdict(claim: Claim, reviewer: User) -> None:
    by = actor_for(reviewer)
    review = factories.review(claim.assertions.get(), "corroborated", by)
    withdraw_review(review=review, reviewer=by, submission=uuid.uuid4())
    row = row_of(claim, reviewer)
    assert (row["corroboration"], row["corroboration_decision"]) == (None, 2)
    assert row["evidence"] == []


def test_dismissed_claim_has_no_row(claim: Claim, reviewer: User) -> None:
    dismiss_claim(claim=claim, actor=actor_for(reviewer))
    assert claim.pk not in {row["claim"] for row in rows(reviewer)}


def test_verdict_is_stale_once_its_source_was_corrected(claim: Claim, reviewer: User) -> None:
    by = actor_for(reviewer)
    factories.review(claim, "exact", by)
    assert row_of(claim, reviewer)["attribution_stale"] is False
    source = claim.source
    assert source is not None
    source.role = "chair"
    source.save(update_fields=["role"])
    record(actor=by, action="corrected", target=source)
    assert row_of(claim, reviewer)["attribution_stale"] is True


@pytest.mark.parametrize(
    ("state", "who", "seen"),
    [
        (None, "anonymous", None),
        (None, "reader", None),
        (None, "contributor", None),
        (None, "reviewer", "corroborated"),
        ("draft", "reader", None),
        ("draft", "reviewer", "corroborated"),
        ("published", "anonymous", "corroborated"),
        ("published", "reader", "corroborated"),
        ("published", "editor", "corroborated"),
    ],
)
def test_who_sees_which_verdict(
    claim: Claim, request: pytest.FixtureRequest, editor: User, state: str | None, who: str, seen: str | None
) -> None:
    user = ANONYMOUS if who == "anonymous" else request.getfixturevalue(who)
    decision = factories.decision(claim.assertions.get(), "corroborated")
    if state:
        publish(decision=decision, state=state, actor=actor_for(editor))
    row = row_of(claim, user)
    assert row["corroboration"] == seen
    assert row["corroboration_publication_state"] == (state if seen else None)
    assert bool(row["evidence"]) == bool(seen)


@pytest.mark.parametrize(
    ("who", "titles"), [("reader", {"open"}), ("reviewer", {"open", "desk"}), ("editor", {"open", "desk", "secret"})]
)
def test_who_sees_which_evidence(
    claim: Claim, request: pytest.FixtureRequest, who: str, titles: set[str], editor: User
) -> None:
    user = request.getfixturevalue(who)
    uses = [
        factories.use(title="open"),
        factories.use(title="desk", visibility="restricted"),
        factories.use(title="secret", visibility="confidential"),
    ]
    factories.review(claim.assertions.get(), "corroborated", factories.actor("author"), evidence=uses)
    publish(decision=Decision.objects.visible_to(editor).get(), state="published", actor=actor_for(editor))
    assert {item["title"] for item in row_of(claim, user)["evidence"]} == titles


def test_readers_keep_the_published_verdict_until_the_next_is_published(
    claim: Claim, reader: User, editor: User
) -> None:
    part, by = claim.assertions.get(), actor_for(editor)
    publish(decision=factories.decision(part, "corroborated", by), state="published", actor=by)
    factories.decision(part, "partly_corroborated", by)
    assert row_of(claim, reader)["corroboration"] == "corroborated"
    assert row_of(claim, editor)["corroboration"] == "partly_corroborated"


def test_many_rows_take_no_more_queries_than_one(reviewer: User, claim: Claim) -> None:
    by = actor_for(reviewer)
    for number in range(5):
        other = claim if number == 0 else factories.claim(factories.article(factories.TEXT + f"\nNumber {number}.\n"))
        factories.review(other, "exact", by)
        factories.review(other.assertions.get(), "corroborated", by)
    with CaptureQueriesContext(connection) as few:
        assert len(list(rows(reviewer, Claim.objects.filter(pk=claim.pk)))) == 1
    with CaptureQueriesContext(connection) as many:
        assert len(list(rows(reviewer))) == 10
    assert len(many) <= len(few)


def test_batches_neither_lose_nor_repeat_rows(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        factories.claim(factories.article(factories.TEXT + f"\nNumber {number}.\n"))
    at_once = list(rows(ANONYMOUS))
    monkeypatch.setattr("audit.exports.rows.BATCH", 3)
    assert list(rows(ANONYMOUS)) == at_once
    assert len({row["assertion"] for row in at_once}) == len(at_once) == 10
