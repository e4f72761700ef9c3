"""Claims and their parts cut and joined: words, reviews, verdicts, taking back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from audit.ledger.verification import verify
from audit.models import Assertion, Claim
from audit.models.fields import Spans
from audit.reports.verdicts import cards
from audit.services.edits import take_back
from audit.services.errors import Refused, StaleTarget
from audit.services.splitting import (
    correct_assertion,
    merge_assertions,
    merge_claims,
    split_assertion,
    split_claim,
)
from audit.services.triage import dismiss_claim
from audit.services.units import ClaimChanges, correct_claim
from audit.services.words import sentences_of
from audit.verdicts import with_verdicts
from tests import factories
from tests.audit.services.test_claims import run

TEXT = """Ferry news

“The fares will rise. Dr. Hale was not asked, and that is wrong. Nobody pays,” said Ana Ruiz.
"""
QUOTE = "The fares will rise. Dr. Hale was not asked, and that is wrong. Nobody pays"


@pytest.fixture
def claim(db: None) -> Claim:
    return factories.run(factories.article(TEXT), [(QUOTE, "Ana Ruiz", None, None)]).claims.get()


def at(claim: Claim, words: str) -> Spans:
    start = claim.revision.body.text.index(words)
    return ((start, start + len(words)),)


def everything() -> list[Any]:
    """What people edit, of all claims that are shown and their parts."""
    return sorted((str(claim.pk), claim.version(), claim.quote) for claim in Claim.objects.shown())


def test_a_claim_is_cut_in_two_of_the_same_source(claim: Claim) -> None:
    before = everything()
    pieces = [at(claim, "Nobody pays"), at(claim, "The fares will rise")]
    done = split_claim(claim=claim, pieces=pieces, actor=factories.actor(), seen=claim.version())
    first, second = Claim.objects.active().in_order()
    assert [(one.quote, one.origin, one.source_id) for one in (first, second)] == [
        ("The fares will rise", "person", claim.source_id),
        ("Nobody pays", "person", claim.source_id),
    ]
    assert (first.pk, first.assertions.get().words, second.assertions.get().words) == (
        claim.pk,
        first.quote,
        second.quote,
    )
    after, undone = everything(), take_back(event=done.event, actor=factories.actor())
    assert everything() == before
    take_back(event=undone.event, actor=factories.actor())
    assert everything() == after
    assert verify() == []


@pytest.mark.parametrize(
    "pieces",
    [["The fares"], ["The fares", "fares will"], ["The fares", "Ana Ruiz"], []],
    ids=["one", "on each other", "outside", "none"],
)
def test_pieces_that_do_not_fit_are_refused(claim: Claim, pieces: list[str]) -> None:
    with pytest.raises(Refused):
        split_claim(claim=claim, pieces=[at(claim, words) for words in pieces], actor=factories.actor())
    assert everything() == [(str(claim.pk), claim.version(), QUOTE)]


def test_a_later_run_does_not_find_a_claim_again_that_was_cut(claim: Claim) -> None:
    split_claim(
        claim=claim, pieces=[at(claim, "The fares will rise"), at(claim, "Nobody pays")], actor=factories.actor()
    )
    run(claim, [(QUOTE, "Ana Ruiz", None, None)], "2")
    assert Claim.objects.count() == 2


def test_claims_are_joined_in_several_stretches_and_the_others_point_to_the_first(db: None) -> None:
    found = [("The fares will rise", "Ana Ruiz", None, None), ("Nobody pays", None, None, None)]
    first, second = factories.run(factories.article(TEXT), found).claims.in_order()
    before = everything()
    done = merge_claims(claims=[second, first], actor=factories.actor())
    (one,) = Claim.objects.active()
    assert (one.pk, one.quote, one.source_id) == (first.pk, "The fares will rise … Nobody pays", first.source_id)
    second.refresh_from_db()
    assert (second.state, second.merged_into, second.state_reason) == ("dismissed", one, "merged into another claim")
    take_back(event=done.event, actor=factories.actor())
    assert everything() == before
    assert verify() == []


def test_claims_of_two_sources_are_not_joined(db: None) -> None:
    claims = list(factories.run(factories.article()).claims.all())
    with pytest.raises(Refused, match="different sources"):
        merge_claims(claims=claims, actor=factories.actor())
    with pytest.raises(Refused, match="two claims"):
        merge_claims(claims=claims[:1] * 2, actor=factories.actor())
    with pytest.raises(StaleTarget):
        merge_claims(claims=claims, seen=["old", "old"], actor=factories.actor())


def test_parts_are_proposed_at_the_ends_of_sentences(claim: Claim) -> None:
    split_assertion(assertion=claim.assertions.get(), actor=factories.actor())
    assert [(part.number, part.words) for part in claim.assertions.all()] == [
        (1, "The fares will rise."),
        (2, "Dr. Hale was not asked, and that is wrong."),
        (3, "Nobody pays"),
    ]
    assert verify() == []


def test_one_sentence_is_cut_where_somebody_says(claim: Claim) -> None:
    split_assertion(assertion=claim.assertions.get(), actor=factories.actor())
    with pytest.raises(Refused, match="one sentence"):
        split_assertion(assertion=claim.assertions.get(number=3), actor=factories.actor())


def test_a_part_that_was_judged_is_stale_once_it_is_cut_and_the_claim_mixed(claim: Claim) -> None:
    part, by = claim.assertions.get(), factories.actor()
    factories.review(part, "corroborated", by)
    split_assertion(assertion=part, pieces=[at(claim, "The fares will rise"), at(claim, "Nobody pays")], actor=by)
    card = cards([with_verdicts(Claim.objects.all(), by.user).get()])[0]  # type: ignore[arg-type]
    assert (card.parts[0].verdict.is_stale, card.parts[1].verdict.label) == (True, "not reviewed")
    factories.review(claim.assertions.get(number=2), "refuted", by, evidence=[factories.use(stance="contradicts")])
    card = cards([with_verdicts(Claim.objects.all(), by.user).get()])[0]  # type: ignore[arg-type]
    assert card.corroboration.label == "mixed: 1 corroborated, 1 refuted"


def test_joined_parts_are_one_and_verdicts_of_the_closed_ones_no_longer_count(claim: Claim) -> None:
    by = factories.actor()
    split_assertion(assertion=claim.assertions.get(), actor=by)
    first, second, third = claim.assertions.all()
    factories.review(second, "refuted", by, evidence=[factories.use(stance="contradicts")])
    before = everything()
    done = merge_assertions(assertions=[second, first], actor=by, seen=claim.version())
    assert [part.number for part in claim.assertions.all()] == [1, 3]
    assert Assertion.everything.get(pk=second.pk).merged_into == first
    card = cards([with_verdicts(Claim.objects.all(), by.user).get()])[0]  # type: ignore[arg-type]
    assert card.corroboration.label == "not reviewed"
    with pytest.raises(StaleTarget, match="merged into another"):
        split_assertion(assertion=second, actor=by)
    take_back(event=done.event, actor=by)
    assert everything() == before
    with pytest.raises(Refused, match="of one claim"):
        merge_assertions(assertions=[third], actor=by)
    assert verify() == []


def test_a_part_cut_after_others_were_closed_gets_a_number_of_its_own(claim: Claim) -> None:
    by = factories.actor()
    done = split_assertion(assertion=claim.assertions.get(), actor=by)
    take_back(event=done.event, actor=by)
    split_assertion(assertion=claim.assertions.get(), actor=by)
    assert [part.number for part in claim.assertions.all()] == [1, 4, 5]
    assert verify() == []


def test_a_part_whose_words_the_claim_loses_is_closed_and_comes_back_with_them(claim: Claim) -> None:
    by = factories.actor()
    split_assertion(assertion=claim.assertions.get(), actor=by)
    before = everything()
    shorter: ClaimChanges = {"content": at(claim, "The fares will rise. Dr. Hale was not asked")}
    done = correct_claim(claim=claim, changes=shorter, actor=by)
    connection.check_constraints()
    assert [part.words for part in claim.assertions.all()] == ["The fares will rise.", "Dr. Hale was not asked"]
    take_back(event=done.event, actor=by)
    connection.check_constraints()
    assert everything() == before
    assert verify() == []


def test_borders_move_over_parts_that_were_cut_and_taken_back(claim: Claim) -> None:
    by = factories.actor()
    take_back(event=split_assertion(assertion=claim.assertions.get(), actor=by).event, actor=by)
    correct_claim(claim=claim, changes={"content": at(claim, "The fares will rise.")}, actor=by)
    connection.check_constraints()
    assert [part.words for part in claim.assertions.all()] == ["The fares will rise."]


def test_a_closed_part_is_not_opened_outside_its_claim(claim: Claim) -> None:
    by = factories.actor()
    split_assertion(assertion=claim.assertions.get(), actor=by)
    correct_claim(claim=claim, changes={"content": at(claim, "The fares will rise.")}, actor=by)
    with pytest.raises(IntegrityError, match="does not stand inside its claim"), transaction.atomic():
        Assertion.everything.filter(claim=claim, number=3).update(is_closed=False)


def test_a_part_is_restated_and_a_review_of_it_is_stale(claim: Claim) -> None:
    part, by = claim.assertions.get(), factories.actor()
    seen = part.words_digest()
    done = correct_assertion(assertion=part, changes={"restatement": " Fares rise. ", "type": "event"}, actor=by)
    now = claim.assertions.get()
    assert (now.restatement, now.type, now.words_digest() == seen) == ("Fares rise.", "event", False)
    with pytest.raises(Refused, match="already"):
        correct_assertion(assertion=part, changes={"type": "event"}, actor=by)
    take_back(event=done.event, actor=by)
    assert claim.assertions.get().words_digest() == seen
    assert verify() == []


def test_a_dismissed_claim_is_not_cut(claim: Claim) -> None:
    by = factories.actor()
    dismiss_claim(claim=claim, actor=by)
    with pytest.raises(Refused, match="dismissed"):
        split_assertion(assertion=claim.assertions.get(), actor=by)


SENTENCES = [
    ("One. Two? Three", ["One.", "Two?", "Three"]),
    ("He met Mr. Bo at 5 p.m. on J. Street.", ["He met Mr. Bo at 5 p.m. on J. Street."]),
    ("“Yes.” Then no.", ["“Yes.”", "Then no."]),
    ("قال نعم. ثم لا؟ ثم", ["قال نعم.", "ثم لا؟", "ثم"]),
]


# Stretches of a claim in brackets: whether the words between them end a sentence.
STRETCHES = [
    ("“[Nobody came,]” he said. “[But we did.]”", ["Nobody came,", "But we did."]),
    ("“[Nobody came,]” he said, “[but we did.]”", ["Nobody came,but we did."]),
    ("“[Nobody came,]” said Mr. Bo, “[But we did.]”", ["Nobody came,But we did."]),
]


@pytest.mark.parametrize(("marked", "pieces"), STRETCHES)
def test_a_sentence_may_end_between_two_stretches(marked: str, pieces: list[str]) -> None:
    bare = [piece.split("]") for piece in marked.split("[")[1:]]
    text = marked.replace("[", "").replace("]", "")
    spans = tuple((text.index(words), text.index(words) + len(words)) for words, _rest in bare)
    assert ["".join(text[a:b] for a, b in piece) for piece in sentences_of(text, spans)] == pieces


@pytest.mark.parametrize(("text", "pieces"), SENTENCES)
def test_where_sentences_end(text: str, pieces: list[str]) -> None:
    assert ["".join(text[a:b] for a, b in spans) for spans in sentences_of(text, ((0, len(text)),))] == pieces
