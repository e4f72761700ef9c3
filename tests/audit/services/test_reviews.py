"""Answering a question: what is asked for, what is refused, what happens when two do it at once."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from audit.ledger.verification import verify
from audit.models import Claim, Evidence, EvidenceUse, Review
from audit.services.decisions import current_decision
from audit.services.errors import EvidenceMissing, Refused, StaleTarget, Superseded
from audit.services.evidence import EvidenceDraft, UseDraft
from audit.services.reviews import submit_review, withdraw_review
from audit.services.triage import dismiss_claim
from tests import factories
from tests.audit.ledger.test_services import at_once

SEARCH = UseDraft(
    EvidenceDraft(kind="search", place="Board archive", query="fares", date=date(2024, 5, 1)), stance="context"
)


def use(kind: str, stance: str = "supports", independent: str = "yes", words: str = "x") -> UseDraft:
    return UseDraft(EvidenceDraft(kind=kind, words=f"{kind} {words}"), stance=stance, independent=independent)


def value_of(target: Any) -> str | None:
    claim, assertion = (target, None) if isinstance(target, Claim) else (target.claim, target)
    decision = current_decision(claim, assertion)
    return decision.value if decision else None


#   value, what it is accepted with (None: with nothing), what it is refused with
ATTRIBUTION: list[tuple[str, UseDraft | None, UseDraft | None]] = [
    ("exact", use("recording"), use("page")),
    ("faithful_edit", use("transcript"), use("transcript", "context")),
    ("faithful_translation", use("post"), SEARCH),
    ("altered", use("document", "contradicts"), use("document")),
    ("truncated", use("recording", "context"), use("page", "context")),
    ("out_of_context", use("confirmation", "context"), use("dataset", "context")),
    ("paraphrase_as_verbatim", use("transcript", "contradicts"), use("page", "contradicts")),
    ("mistranslated", use("recording", "contradicts"), use("denial", "contradicts")),
    ("misattributed", use("post", "contradicts"), use("page", "contradicts")),
    ("wrong_affiliation", use("page", "contradicts"), use("page")),
    ("denied", use("denial", "contradicts"), use("page", "contradicts")),
    ("relayed_only", use("page"), SEARCH),
    ("no_record_found", SEARCH, use("page")),
    ("source_not_identifiable", None, None),
]
CORROBORATION: list[tuple[str, UseDraft | None, UseDraft | None]] = [
    ("corroborated", use("page"), use("page", independent="unknown")),
    ("partly_corroborated", use("dataset"), use("claimant")),
    ("misleading", use("page", "context"), use("page")),
    ("disputed", use("page", "contradicts"), use("denial", "contradicts")),
    ("refuted", use("act", "contradicts"), use("page", "contradicts")),
    ("insufficient_evidence", SEARCH, use("page")),
]


@pytest.mark.parametrize(("value", "enough", "too_little"), ATTRIBUTION + CORROBORATION)
def test_a_value_is_accepted_with_its_evidence_alone(
    db: None, value: str, enough: UseDraft | None, too_little: UseDraft | None
) -> None:
    claim = factories.claim()
    target = claim if value in {row[0] for row in ATTRIBUTION} else claim.assertions.get()
    for lacking in [[], [too_little]] if too_little else []:
        with pytest.raises(EvidenceMissing, match="needs"):
            factories.review(target, value, evidence=lacking)
    assert Review.objects.count() == Evidence.objects.count() == 0
    review = factories.review(target, value, evidence=[enough] if enough else [])
    assert value_of(target) == review.value == value
    assert verify() == []


def test_the_same_page_in_two_rows_is_one_origin(db: None) -> None:
    assertion = factories.assertion()
    page = EvidenceDraft(kind="page", url="https://example.org/agency", title="Agency line")
    again = EvidenceDraft(kind="page", url="https://example.org/agency", title="The same, seen twice")
    uses = [UseDraft(draft, stance="contradicts", independent="yes") for draft in (page, again)]
    with pytest.raises(EvidenceMissing):
        factories.review(assertion, "refuted", evidence=uses)
    other = UseDraft(EvidenceDraft(kind="page", url="https://example.org/other"), "contradicts", "yes")
    assert factories.review(assertion, "refuted", evidence=[uses[0], other])


def test_a_derived_item_counts_as_its_origin(db: None) -> None:
    assertion = factories.assertion()
    factories.review(assertion, "disputed", evidence=[use("page", "contradicts")])
    agency = Evidence.objects.get()
    copies = [EvidenceDraft(kind="page", words=f"Copy {n}", derived_from=agency) for n in range(3)]
    uses = [UseDraft(item, "contradicts", "yes") for item in (*copies, agency)]
    with pytest.raises(EvidenceMissing):
        factories.review(assertion, "refuted", evidence=uses)


def test_not_said_takes_two_people(db: None) -> None:
    claim, record = factories.claim(), [use("recording", "contradicts")]
    factories.review(claim, "not_said", factories.actor("one"), evidence=record)
    assert value_of(claim) is None
    factories.review(claim, "not_said", factories.actor("one"), evidence=record)
    assert value_of(claim) is None
    factories.review(claim, "not_said", factories.actor("two"), evidence=record)
    decision = current_decision(claim, None)
    assert decision is not None
    assert (decision.value, decision.rule, decision.reviews.count()) == ("not_said", "two_people", 2)


def test_two_people_who_judged_different_words_do_not_agree(db: None) -> None:
    claim, record = factories.claim(), [use("recording", "contradicts")]
    factories.review(claim, "not_said", factories.actor("one"), evidence=record)
    rename_source(claim, "Ana Ruiz-Vega")
    claim = Claim.objects.get(pk=claim.pk)
    factories.review(claim, "not_said", factories.actor("two"), evidence=record)
    assert value_of(claim) is None
    factories.review(claim, "not_said", factories.actor("one"), evidence=record)
    assert value_of(claim) == "not_said"


def rename_source(claim: Claim, name: str) -> None:
    """A correction of the source, as a later service will make it."""
    from audit.ledger.services import record

    source = claim.source
    assert source is not None
    source.name = name
    source.save()
    record(actor=factories.actor(), action="corrected", target=source)


def test_further_defects_stand_as_tags_in_the_codebooks_order(db: None) -> None:
    claim, record = factories.claim(), [use("recording", "contradicts")]
    review = factories.review(claim, "altered", evidence=record, tags=["truncated", "out_of_context", "truncated"])
    assert review.tags == ["out_of_context", "truncated"]
    with pytest.raises(Refused, match="comes before"):
        factories.review(claim, "truncated", evidence=record, tags=["altered"])


def test_not_checkable_must_say_which(db: None) -> None:
    assertion = factories.assertion()
    with pytest.raises(Refused, match="must say which"):
        factories.review(assertion, "not_checkable", evidence=[])
    assert factories.review(assertion, "not_checkable", evidence=[], tags=["prediction"]).tags == ["prediction"]


@pytest.mark.parametrize("value", ["", "not_reviewed", "corroborated", "nonsense"])
def test_a_claim_is_given_no_answer_to_another_question(db: None, value: str) -> None:
    with pytest.raises(Refused, match="is no answer"):
        factories.review(factories.claim(), value)


def test_an_exception_needs_a_reason_and_keeps_it(db: None) -> None:
    assertion = factories.assertion()
    with pytest.raises(EvidenceMissing):
        factories.review(assertion, "corroborated", evidence=[], override_reason="  ")
    review = factories.review(assertion, "corroborated", evidence=[], override_reason=" Common knowledge. ")
    assert review.override_reason == "Common knowledge."


BAD_USES = [
    (UseDraft(EvidenceDraft(kind="page", words="x"), stance="proves"), "supports, contradicts"),
    (UseDraft(EvidenceDraft(kind="page", words="x"), stance="supports", independent="maybe"), "independent"),
    (UseDraft(EvidenceDraft(kind="rumour", words="x"), stance="supports"), "no kind"),
    (UseDraft(EvidenceDraft(kind="page"), stance="supports"), "something to see"),
]


@pytest.mark.parametrize(("draft", "complaint"), BAD_USES)
def test_a_use_that_says_too_little_is_refused(db: None, draft: UseDraft, complaint: str) -> None:
    with pytest.raises(Refused, match=complaint):
        factories.review(factories.assertion(), "corroborated", evidence=[factories.use(), draft])
    assert Review.objects.count() == Evidence.objects.count() == 0


def test_words_that_changed_since_they_were_seen_are_not_judged(db: None) -> None:
    claim = factories.claim()
    seen = claim.words_digest()
    rename_source(claim, "Ana Ruiz-Vega")
    with pytest.raises(StaleTarget, match="changed since you saw them"):
        factories.review(claim, "exact", seen=seen)
    assert factories.review(Claim.objects.get(pk=claim.pk), "exact")


def test_a_dismissed_claim_is_not_judged(db: None) -> None:
    claim = factories.claim()
    dismiss_claim(claim=claim, actor=factories.actor())
    with pytest.raises(StaleTarget, match="dismissed"):
        factories.review(claim, "exact")


def test_whoever_did_not_see_the_latest_decision_is_told(db: None) -> None:
    claim = factories.claim()
    factories.review(claim, "exact", factories.actor("first"))
    with pytest.raises(Superseded, match="Somebody decided"):
        factories.review(claim, "exact", factories.actor("late"), based_on=0)
    assert Review.objects.count() == 1


def test_a_form_sent_twice_is_one_review(db: None) -> None:
    claim, submission = factories.claim(), uuid.uuid4()
    by = factories.actor()
    sent = {"submission": submission, "rationale": "Heard it.", "based_on": 0, "by": by}
    first = factories.review(claim, "exact", **sent)
    assert factories.review(claim, "exact", **sent) == first
    assert (Review.objects.count(), EvidenceUse.objects.count()) == (1, 1)


OTHER = [
    {"value": "faithful_edit"},
    {"rationale": "Read it."},
    {"override_reason": "In haste."},
    {"tags": ["altered"]},
    {"by": "another"},
]


@pytest.mark.parametrize("other", OTHER, ids=lambda other: next(iter(other)))
def test_a_form_sent_again_with_other_answers_is_refused(db: None, other: dict[str, Any]) -> None:
    claim = factories.claim()
    sent = {"submission": uuid.uuid4(), "rationale": "Heard it.", "based_on": 0, "value": "exact"}
    factories.review(claim, **sent)
    if other.get("by"):
        other = {"by": factories.actor("another")}
    with pytest.raises(Refused, match="sent before"):
        factories.review(claim, **{**sent, **other})


def test_two_at_once_one_is_accepted_and_the_other_told(fresh_database: str) -> None:
    claim = factories.claim()
    people = [factories.actor(name) for name in ("one", "two")]
    arguments = {"seen": claim.words_digest(), "based_on": 0, "evidence": [factories.use()]}
    results = at_once(*[lambda by=by: factories.review(claim, "exact", by, **arguments) for by in people])  # type: ignore[misc]
    assert sorted(type(result).__name__ for result in results) == ["Review", "Superseded"]
    assert Review.objects.count() == 1
    assert verify() == []


def test_one_form_sent_twice_at_once_is_one_review(fresh_database: str) -> None:
    claim, by = factories.claim(), factories.actor()
    form = {"seen": claim.words_digest(), "based_on": 0, "submission": uuid.uuid4(), "evidence": [factories.use()]}
    form["rubric"] = 1
    results = at_once(*[lambda: submit_review(target=claim, value="exact", reviewer=by, **form)] * 3)  # type: ignore[arg-type]
    assert len(set(results)) == Review.objects.count() == 1


def test_a_later_review_supersedes_and_the_first_stays(db: None) -> None:
    assertion = factories.assertion()
    factories.review(assertion, "corroborated", factories.actor("one"))
    factories.review(assertion, "disputed", factories.actor("two"), evidence=[use("page", "contradicts")])
    decision = current_decision(assertion.claim, assertion)
    assert decision is not None
    assert (decision.number, decision.value, decision.supersedes.value) == (2, "disputed", "corroborated")  # type: ignore[union-attr]
    assert Review.objects.count() == 2


def test_a_review_is_taken_back_by_its_author_and_stays(db: None) -> None:
    claim, by = factories.claim(), factories.actor()
    review = factories.review(claim, "exact", by)
    with pytest.raises(Refused, match="Only its author"):
        withdraw_review(review=review, reviewer=factories.actor("other"), submission=uuid.uuid4())
    back = withdraw_review(review=review, reviewer=by, submission=uuid.uuid4(), rationale="Misheard.")
    assert (back.act, back.withdraws, back.rationale) == ("withdrawal", review, "Misheard.")
    assert value_of(claim) == "not_reviewed"
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw_review(review=review, reviewer=by, submission=uuid.uuid4())
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw_review(review=back, reviewer=by, submission=uuid.uuid4())
    assert verify() == []


def test_a_withdrawal_sent_twice_is_one(db: None) -> None:
    claim, by, submission = factories.claim(), factories.actor(), uuid.uuid4()
    review = factories.review(claim, "exact", by)
    back = withdraw_review(review=review, reviewer=by, submission=submission)
    assert withdraw_review(review=review, reviewer=by, submission=submission) == back


def test_a_withdrawal_does_not_pass_as_another_form(db: None) -> None:
    claim, by, submission = factories.claim(), factories.actor(), uuid.uuid4()
    review = factories.review(claim, "exact", by, submission=submission)
    with pytest.raises(Refused, match="sent before"):
        withdraw_review(review=review, reviewer=by, submission=submission)


def test_evidence_and_uses_are_stored_with_the_review(db: None) -> None:
    by = factories.actor()
    draft = UseDraft(
        EvidenceDraft(kind="page", words="Minutes"), "supports", "yes", " Fares ", " p. 4 ", " not theirs "
    )
    review = factories.review(factories.assertion(), "corroborated", by, evidence=[draft])
    stored = review.uses.get()
    assert (stored.words, stored.locator, stored.why, stored.added_by) == ("Fares", "p. 4", "not theirs", by)
    assert (stored.claim, stored.assertion, stored.evidence.words) == (review.claim, review.assertion, "Minutes")
