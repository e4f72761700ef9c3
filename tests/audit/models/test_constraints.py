"""What must never be false: tried with rows written past the services, so that only the database can refuse."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles.models import Article, Outlet, Revision, RevisionSource, RevisionText
from audit.ledger.models import Ledgered
from audit.ledger.services import record
from audit.models import (
    Anchor,
    ArticleSource,
    Assertion,
    Claim,
    Decision,
    DecisionReview,
    Evidence,
    EvidenceUse,
    Publication,
    Review,
    Speaker,
    words_at,
)
from audit.models.fields import join_touching
from audit.services.decisions import current_decision
from audit.services.defaults import the_machine
from audit.services.reviews import current_rubric
from tests import factories

# Code points, not bytes and not UTF-16 units: a wave, a letter with a combining accent, a letter beyond the BMP.
STRANGE = "Harbour news\n\n🌊 “Fe\u0301e 𝔘p by 4 %” 👩‍🚀, said Ana Ruiz.\n"


@contextmanager
def committed() -> Iterator[None]:
    """A transaction whose deferred constraints are checked before it ends."""
    with transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def new(row: Any) -> Any:
    """Save a row, with its event, so that nothing but what it says can be the reason of a refusal."""
    row.save(force_insert=True)
    if isinstance(row, Ledgered):
        record(actor=the_machine(), action="tested", target=row)
    return row


def resting_on(review: Review, decision: Decision) -> DecisionReview:
    """A decision's one ground."""
    ground: DecisionReview = new(DecisionReview(decision=decision, review=review))
    return ground


def copy(row: Any, **changes: Any) -> Any:
    """A new row like another one."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return new(type(row)(**{**values, "id": uuid.uuid4(), **changes}))


def marked(revision: Revision, first: int, last: int, **changes: Any) -> Claim:
    """A claim by hand over these code points."""
    values = {"content": ((first, last),), "start": first, "quote": revision.body.text[first:last], "kind": "direct"}
    values |= {"revision": revision, "origin": "person", "created_at": timezone.now()}
    return new(Claim(**{**values, **changes}))


@pytest.fixture
def revision(db: None) -> Revision:
    found = factories.article(STRANGE).current_revision
    assert found is not None
    return found


def test_a_claim_stands_word_for_word_in_its_text(revision: Revision) -> None:
    text = revision.body.text
    for words in ("🌊", "𝔘p", "👩‍🚀", "Fée", "4 %” 👩", text):
        start = text.index(words)
        claim = marked(revision, start, start + len(words))
        claim.refresh_from_db()
        assert words_at(text, claim.content) == claim.quote == words


def test_a_claim_in_pieces_is_told_with_an_ellipsis(revision: Revision) -> None:
    text = revision.body.text
    claim = marked(revision, 0, 7, content=((0, 7), (8, 12)), quote="Harbour … news")
    claim.refresh_from_db()
    assert words_at(text, claim.content) == "Harbour … news"


END = len(STRANGE)
WRONG_SPANS = {
    "other words": {"quote": "harbour"},
    "words by UTF-16": {"content": ((18, 25),), "start": 18},
    "no words": {"quote": ""},
    "no span": {"content": ()},
    "an empty span": {"content": ((3, 3),)},
    "past the end": {"content": ((0, END + 1),), "quote": STRANGE},
    "before the beginning": {"content": ((-1, 7),)},
    "another start": {"start": 1},
    "a cue past the end": {"cue": ((END, END + 4),)},
    "a mention past the end": {"speaker_mention": (END, END + 3)},
    "an empty mention": {"speaker_mention": (4, 4)},
    "an unknown state": {"state": "lost"},
    "an unknown kind": {"kind": "sung"},
    "a machine without a run": {"origin": "machine"},
}


@pytest.mark.parametrize("changes", WRONG_SPANS.values(), ids=WRONG_SPANS)
def test_a_claim_that_does_not_fit_its_text_is_refused(revision: Revision, changes: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError, match="claim"), committed():
        marked(revision, 0, 7, **changes)


def test_a_claim_is_changed_to_fit_or_not_at_all(revision: Revision) -> None:
    claim = marked(revision, 0, 7)
    with pytest.raises(DatabaseError, match="claim"), committed():
        Claim.objects.filter(pk=claim.pk).update(quote="harbour")
    with pytest.raises(DatabaseError, match="claim"), committed():
        Claim.objects.filter(pk=claim.pk).update(content=((0, 8),))
    Claim.objects.filter(pk=claim.pk).update(content=((0, 12),), quote="Harbour news")


def test_long_texts_are_cut_rightly_where_the_check_cuts_them_into_pieces(db: None) -> None:
    revision = factories.article("Sea " * 20_000 + "🌊" + " end" * 10_000).current_revision
    assert revision is not None
    for start, end in [(16_380, 16_390), (16_384, 16_385), (0, 40_000), (32_767, 32_768), (79_999, 80_005)]:
        assert marked(revision, start, end).quote == revision.body.text[start:end]
    with pytest.raises(DatabaseError, match="claim"), committed():
        marked(revision, 16_384, 16_388, quote="ea S")


def test_source_and_run_of_a_claim_are_of_its_own_revision(db: None) -> None:
    claim = factories.claim()
    other = factories.article("Elsewhere\n\n“Quiet,” said Tom Hale of the Union.\n").current_revision
    assert other is not None
    with pytest.raises(DatabaseError, match="its source or its run"), committed():
        marked(other, 0, 4, source=claim.source)
    with pytest.raises(DatabaseError, match="its source or its run"), committed():
        marked(other, 0, 4, origin="machine", run=claim.run, confidence=Decimal("0.5"))
    with pytest.raises(DatabaseError, match="its source or its run"), committed():
        Claim.objects.filter(pk=marked(other, 0, 4).pk).update(source=claim.source)


def test_a_claim_cannot_come_before_what_it_is_checked_against(revision: Revision) -> None:
    late = uuid.uuid4()
    with pytest.raises(DatabaseError, match="claim"), committed():
        marked(revision, 0, 7, source_id=late)
    with pytest.raises(DatabaseError, match="claim"), committed():
        marked(revision, 0, 7, revision_id=late)


def test_a_machine_says_how_sure_it_is(db: None) -> None:
    claim = factories.claim()
    for confidence in (None, Decimal("1.001"), Decimal("-0.1")):
        with pytest.raises(DatabaseError, match="machine_claim_names_its_run"), committed():
            copy(claim, content=((0, 5),), quote="Ferry", start=0, confidence=confidence)


def test_a_run_finds_a_claim_once(db: None) -> None:
    claim = factories.claim()
    with pytest.raises(DatabaseError, match="claim_once_a_run"), committed():
        copy(claim)


def test_the_outlets_own_voice_has_no_source(db: None) -> None:
    with pytest.raises(DatabaseError, match="outlet_voice_has_no_source"), committed():
        copy(factories.claim(), run=None, run_id=None, origin="person", kind="outlet_voice")


def test_an_assertion_stands_inside_its_claim(db: None) -> None:
    claim = factories.claim()
    assertion = claim.assertions.get()
    start, end = claim.content[0]
    text = claim.revision.body.text
    wrong = {"longer": ((start, end + 1),), "before": ((start - 1, end),), "elsewhere": ((0, 5),), "nowhere": ()}
    for content in wrong.values():
        with pytest.raises(DatabaseError, match="assertion"), committed():
            copy(assertion, number=2, content=content, words=words_at(text, content))
    with pytest.raises(DatabaseError, match="assertion"), committed():
        copy(assertion, number=2, words="Other words")
    copy(assertion, number=2, content=((start, start + 3),), words=text[start : start + 3])


def test_a_claim_is_not_narrowed_away_from_its_assertions(db: None) -> None:
    claim = factories.claim()
    start, _ = claim.content[0]
    quote = claim.revision.body.text[start : start + 3]
    with pytest.raises(DatabaseError, match="does not stand inside it"), committed():
        Claim.objects.filter(pk=claim.pk).update(content=((start, start + 3),), quote=quote)


@pytest.mark.parametrize("field", ["mentions", "justification"])
def test_spans_of_a_source_stand_inside_its_text(db: None, field: str) -> None:
    source = factories.claim().source
    with pytest.raises(DatabaseError, match="source"), committed():
        copy(source, **{field: ((0, 100_000),)})
    with pytest.raises(DatabaseError, match="source"), committed():
        copy(source, role_span=(5, 5))
    with pytest.raises(DatabaseError, match="affiliation"), committed():
        copy(source.affiliations.get(), number=2, span=(0, 100_000))


def test_an_unnamed_source_is_never_linked_to_a_person(db: None) -> None:
    source = factories.claim().source
    speaker = {"name": "Ana Ruiz", "search_key": "ana ruiz", "sort_key": "ruiz ana"}
    with pytest.raises(DatabaseError, match="speaker_is_never_unnamed"), committed():
        new(Speaker(kind="unnamed", **speaker))
    known = new(Speaker(kind="person", **speaker))
    with pytest.raises(DatabaseError, match="unnamed_source_has_no_speaker"), committed():
        ArticleSource.objects.filter(pk=source.pk).update(kind="unnamed", speaker=known)


def later_revision(of: Revision) -> Revision:
    """A second revision with the same words."""
    later = copy(of, number=of.number + 1)
    new(RevisionText(revision=later, text=of.body.text))
    new(RevisionSource(revision=later, raw=bytes(of.source.raw), content_type="text/plain"))
    return later


def test_an_anchor_stands_in_a_later_revision_of_the_same_article(db: None) -> None:
    claim = factories.claim()
    later = later_revision(claim.revision)
    other = factories.article("Elsewhere\n\nNothing was said.\n").current_revision
    values = {"claim": claim, "run": claim.run, "score": Decimal(1), "created_at": timezone.now()}
    for wrong in (claim.revision, other):
        with pytest.raises(DatabaseError, match="later revision"), committed():
            new(Anchor(revision=wrong, content=((0, 5),), status="unchanged", **values))
    with pytest.raises(DatabaseError, match="later revision"), committed():
        new(Anchor(revision=later, content=((0, 100_000),), status="moved", **values))
    for status, content in (("gone", ((0, 5),)), ("ambiguous", ((0, 5),)), ("moved", None)):
        with pytest.raises(DatabaseError, match="anchor_stands_somewhere_or_nowhere"), committed():
            new(Anchor(revision=later, content=content, status=status, **values))
    with pytest.raises(DatabaseError, match="anchor_score_in_range"), committed():
        new(Anchor(revision=later, content=((0, 5),), status="moved", **{**values, "score": Decimal("1.5")}))
    anchor = new(Anchor(revision=later, content=None, status="gone", **values))
    with pytest.raises(DatabaseError, match="anchor_once_a_revision"), committed():
        copy(anchor)


def test_the_current_revision_is_the_articles_own(db: None) -> None:
    one, other = factories.article(), factories.article(outlet_name="The Copying Gazette")
    with pytest.raises(DatabaseError, match="article_current_revision_is_its_own"), committed():
        Article.objects.filter(pk=one.pk).update(current_revision=other.current_revision)


DATES = [
    (date(2024, 5, 2), date(2024, 5, 1)),
    (date(2024, 5, 2), None),
    (None, date(2024, 5, 2)),
]


@pytest.mark.parametrize(("first", "last"), DATES)
def test_the_dates_of_an_article_are_both_there_and_in_order(db: None, first: date | None, last: date | None) -> None:
    with pytest.raises(DatabaseError, match="article_dates_in_order"), committed():
        Article.objects.filter(pk=factories.article().pk).update(published_from=first, published_to=last)


def revise(of: Revision, text: str = "", **changes: Any) -> None:
    later = copy(of, number=2, **changes)
    new(RevisionText(revision=later, text=text or of.body.text))
    new(RevisionSource(revision=later, raw=bytes(of.source.raw), content_type="text/plain"))


BLOCKS = {
    "past the end": [[0, 12, "headline", ["first"]], [14, END + 1, "body", ["text"]]],
    "out of order": [[14, 20, "body", ["text"]], [0, 12, "headline", ["first"]]],
    "overlapping": [[0, 14, "headline", ["first"]], [13, 20, "body", ["text"]]],
    "empty": [[3, 3, "body", ["text"]]],
    "without numbers": [["a", "b", "body", ["text"]]],
    "without places": [[]],
}


@pytest.mark.parametrize("blocks", BLOCKS.values(), ids=BLOCKS)
def test_blocks_lie_in_order_inside_their_text(revision: Revision, blocks: list[Any]) -> None:
    with pytest.raises(DatabaseError, match=r"blocks|integer"), committed():
        revise(revision, blocks=blocks)


def test_a_revision_has_the_text_and_the_source_that_it_says(revision: Revision) -> None:
    with pytest.raises(DatabaseError, match="not the one its digest tells"), committed():
        revise(revision, text="Harbour olds")
    with pytest.raises(DatabaseError, match="not the one its digest tells"), committed():
        revise(revision, length=revision.length - 1)
    with pytest.raises(DatabaseError, match="what came in"), committed():
        revise(revision, source_sha256="0" * 64)
    with pytest.raises(DatabaseError, match="its text is missing"), committed():
        copy(revision, number=2)
    with pytest.raises(DatabaseError, match="revision_length_in_range"), committed():
        revise(revision, length=0)
    with pytest.raises(DatabaseError, match="revision_number_once"), committed():
        copy(revision)


def test_outlets_and_addresses_are_there_once(db: None) -> None:
    article = factories.article(canonical_url="https://example.org/a")
    with pytest.raises(DatabaseError, match="name"), committed():
        copy(article.outlet)
    with pytest.raises(DatabaseError, match="canonical_url"), committed():
        copy(article, current_revision_id=None)
    with pytest.raises(DatabaseError, match="article_url_given_or_null"), committed():
        copy(article, canonical_url="", current_revision_id=None)
    with pytest.raises(DatabaseError, match="article_no_copy_of_itself"), committed():
        Article.objects.filter(pk=article.pk).update(copy_of=article.pk)
    with pytest.raises(DatabaseError, match="outlet_has_a_name"), committed():
        Outlet.objects.filter(pk=article.outlet_id).update(name="")


@pytest.mark.parametrize("value", ["corroborated", "not_reviewed", "nonsense"])
def test_an_answer_about_a_claim_is_one_of_attribution(db: None, value: str) -> None:
    claim = factories.claim()
    review = factories.review(claim, "source_not_identifiable", evidence=[])
    decision = current_decision(claim, None)
    assert decision is not None
    with pytest.raises(DatabaseError, match="review_value_answers_its_question"), committed():
        copy(review, submission=uuid.uuid4(), value=value)
    with pytest.raises(DatabaseError, match="decision_value_answers_its_question"), committed():
        copy(decision, number=2, supersedes_id=decision.pk, value=value)


@pytest.mark.parametrize("value", ["exact", "not_reviewed", "nonsense"])
def test_an_answer_about_an_assertion_is_one_of_corroboration(db: None, value: str) -> None:
    decision = factories.decision()
    with pytest.raises(DatabaseError, match="review_value_answers_its_question"), committed():
        copy(decision.reviews.get(), submission=uuid.uuid4(), value=value)
    with pytest.raises(DatabaseError, match="decision_value_answers_its_question"), committed():
        copy(decision, number=2, supersedes_id=decision.pk, value=value)


def test_a_review_is_of_an_assertion_of_its_own_claim(db: None) -> None:
    claim = factories.claim()
    other = claim.revision.claims.in_order()[1]
    review = factories.review(other, "source_not_identifiable", evidence=[])
    with pytest.raises(DatabaseError, match="review_assertion_is_of_its_claim"), committed():
        copy(review, submission=uuid.uuid4(), assertion_id=claim.assertions.get().pk, value="corroborated")


def test_decisions_follow_one_another(db: None) -> None:
    decision = factories.decision()
    with pytest.raises(DatabaseError, match="decision_number_once"), committed():
        copy(decision)
    with pytest.raises(DatabaseError, match="decision_supersedes_the_one_before"), committed():
        copy(decision, number=2, supersedes_id=None)
    with pytest.raises(DatabaseError, match="does not follow"), committed():
        copy(decision, number=3, supersedes_id=decision.pk)
    other = factories.decision(factories.assertion(decision.claim.revision.claims.in_order()[1]))
    with pytest.raises(DatabaseError, match="does not follow"), committed():
        copy(decision, number=2, supersedes_id=other.pk)


def test_a_decision_rests_on_as_many_people_as_its_rule_says(db: None) -> None:
    decision = factories.decision()
    with pytest.raises(DatabaseError, match="only 0 stand behind it"), committed():
        copy(decision, number=2, supersedes_id=decision.pk)
    with pytest.raises(DatabaseError, match="only 1 stand behind it"), committed():
        resting_on(decision.reviews.get(), copy(decision, number=2, supersedes_id=decision.pk, rule="two_people"))


def test_a_decision_rests_on_answers_of_its_own_target_and_value(db: None) -> None:
    decision = factories.decision()
    elsewhere = factories.review(decision.claim, "source_not_identifiable", evidence=[])
    with pytest.raises(DatabaseError, match="cannot rest on"), committed():
        new(DecisionReview(decision=decision, review=elsewhere))


def test_a_withdrawal_takes_back_an_answer_of_ones_own(db: None) -> None:
    claim = factories.claim()
    review = factories.review(claim, "source_not_identifiable", evidence=[])
    back = {"act": "withdrawal", "value": "not_reviewed", "withdraws_id": review.pk}
    with pytest.raises(DatabaseError, match="takes back no review"), committed():
        copy(review, submission=uuid.uuid4(), reviewer_id=factories.actor("other").pk, **back)
    with pytest.raises(DatabaseError, match="withdrawal_names_its_review"), committed():
        copy(review, submission=uuid.uuid4(), act="withdrawal", value="not_reviewed")
    with pytest.raises(DatabaseError, match="withdrawal_names_its_review"), committed():
        copy(review, submission=uuid.uuid4(), withdraws_id=review.pk)
    withdrawal = copy(review, submission=uuid.uuid4(), **back)
    with pytest.raises(DatabaseError, match="takes back no review"), committed():
        copy(review, submission=uuid.uuid4(), **{**back, "withdraws_id": withdrawal.pk})


def test_a_submission_is_one_review(db: None) -> None:
    with pytest.raises(DatabaseError, match="submission"), committed():
        copy(factories.review(factories.claim(), "source_not_identifiable", evidence=[]))


SEARCH = {"kind": "search", "title": "Search", "place": "archive", "query": "fares", "date": date(2024, 5, 1)}
EVIDENCE = [
    ({**SEARCH, "place": ""}, "search_says_where_what_and_when"),
    ({**SEARCH, "query": ""}, "search_says_where_what_and_when"),
    ({**SEARCH, "date": None}, "search_says_where_what_and_when"),
    ({"kind": "page", "title": "Page"}, "evidence_has_something_to_see"),
    ({"kind": "page", "title": "", "words": "x"}, "evidence_has_a_title"),
    ({"kind": "page", "title": "Page", "words": "x", "visibility": "confidental"}, "evidence_visibility_known"),
]


@pytest.mark.parametrize(("values", "constraint"), EVIDENCE)
def test_evidence_says_what_its_kind_needs(db: None, values: dict[str, Any], constraint: str) -> None:
    with pytest.raises(DatabaseError, match=constraint), committed():
        new(Evidence(**values, added_by=factories.actor(), created_at=timezone.now()))


def test_a_use_belongs_to_a_review_of_its_target_and_says_how(db: None) -> None:
    claim = factories.claim()
    use = EvidenceUse.objects.get(review=factories.review(claim, "exact"))
    with pytest.raises(DatabaseError, match="another target"), committed():
        copy(use, assertion_id=claim.assertions.get().pk)
    with pytest.raises(DatabaseError, match="use_stance_known"), committed():
        copy(use, stance="proves")
    with pytest.raises(DatabaseError, match="use_independence_known"), committed():
        copy(use, independent="perhaps")


def test_publications_follow_one_another_and_tell_what_changed(db: None) -> None:
    values = {"decision": factories.decision(), "actor": factories.actor(), "created_at": timezone.now()}
    with pytest.raises(DatabaseError, match="does not follow"), committed():
        new(Publication(number=2, state="published", **values))
    with pytest.raises(DatabaseError, match="publication_state_known"), committed():
        new(Publication(number=1, state="leaked", **values))
    with pytest.raises(DatabaseError, match="publication_tells_what_changed"), committed():
        new(Publication(number=1, state="corrected", **values))


CHOICES = [
    (Claim, "state", "claim_state_known"),
    (Claim, "kind", "claim_kind_known"),
    (Evidence, "visibility", "evidence_visibility_known"),
    (EvidenceUse, "stance", "use_stance_known"),
    (EvidenceUse, "independent", "use_independence_known"),
    (Publication, "state", "publication_state_known"),
]


@pytest.mark.parametrize(("model", "field", "name"), CHOICES, ids=lambda value: str(value))
def test_constraints_and_choices_name_the_same_words(model: Any, field: str, name: str) -> None:
    constraint = next(c for c in model._meta.constraints if c.name == name)
    assert dict(constraint.condition.children)[f"{field}__in"] == [
        value for value, _ in model._meta.get_field(field).choices
    ]


def test_the_rules_of_decisions_are_those_of_the_constraint() -> None:
    from audit.models.decisions import RULES_OF_REVIEWS

    assert {*RULES_OF_REVIEWS, "withdrawn"} == set(Decision.Rule.values)


JOINED = [
    ((), ()),
    (((3, 5), (0, 2)), ((0, 2), (3, 5))),
    (((0, 2), (2, 5)), ((0, 5),)),
    (((0, 4), (2, 3)), ((0, 4),)),
    (((0, 2), (4, 4), (6, 7)), ((0, 2), (6, 7))),
]


@pytest.mark.parametrize(("given", "joined"), JOINED)
def test_spans_are_joined_as_the_database_joins_them(db: None, given: Any, joined: Any) -> None:
    assert join_touching(given) == joined
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::int4multirange", ["{" + ",".join(f"[{a},{b})" for a, b in given) + "}"])
        assert tuple((r.lower, r.upper) for r in cursor.fetchone()[0]) == joined


def test_reviews_pin_the_newest_rubric(db: None) -> None:
    review = factories.review(factories.claim(), "source_not_identifiable", evidence=[])
    assert isinstance(review, Review)
    assert review.rubric == current_rubric()


def test_an_assertion_has_its_number_once_from_one(db: None) -> None:
    assertion = factories.assertion()
    assert isinstance(assertion, Assertion)
    with pytest.raises(DatabaseError, match="assertion_number_once"), committed():
        copy(assertion)
    with pytest.raises(DatabaseError, match="assertions_numbered_from_one"), committed():
        copy(assertion, number=0)
