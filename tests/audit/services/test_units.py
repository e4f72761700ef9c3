"""Claims that people mark and correct: words of any script, edits at once, later runs and revisions, taking back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from articles.models import Article
from audit.ledger.models import Event
from audit.ledger.verification import verify
from audit.models import Anchor, Claim
from audit.services.edits import take_back
from audit.services.errors import Refused, StaleTarget
from audit.services.sources import AffiliationDraft, SourceDraft
from audit.services.units import ClaimDraft, add_claim, correct_claim
from audit.services.words import occurrences
from audit.verdicts import standing, with_verdicts
from tests import factories
from tests.audit.ledger.test_services import at_once
from tests.audit.services.test_claims import run

STRANGE = """Harbour news

🌊 “Fq\u0303e 𝔘p by 4 %” 👩‍🚀, said Ana Ruiz.

وقالت الوزيرة: «لن ترتفع الأجرة» يوم الأحد.

She said fares\u200b would\u00a0stay.
"""


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def text_of(article: Article) -> str:
    assert article.current_revision
    return article.current_revision.body.text


def marked(article: Article, *words: str, **more: Any) -> Claim:
    spans = tuple(span(text_of(article), one) for one in words)
    return add_claim(article=article, draft=ClaimDraft(spans, **more), actor=factories.actor()).claim


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Fq\u0303e 𝔘p by 4 %", "direct"),
        ("🌊 “Fq\u0303e 𝔘p by 4 %”", "direct"),
        ("𝔘p by 4 %” 👩‍🚀, said", "mixed"),
        ("لن ترتفع الأجرة", "direct"),
        ("fares\u200b would\u00a0stay", "outlet_voice"),
        ("Harbour news", "outlet_voice"),
    ],
)
def test_words_of_any_script_are_marked_as_they_stand(db: None, words: str, kind: str) -> None:
    claim = marked(factories.article(STRANGE), words)
    assert (claim.quote, claim.kind, claim.origin, claim.is_confirmed) == (words, kind, "person", True)
    assert (claim.assertions.get().words, claim.assertions.get().number) == (words, 1)
    assert verify() == []


def test_the_kind_follows_the_marks_unless_given(db: None) -> None:
    article = factories.article()
    body = text_of(article)
    mention = span(body, "Ana Ruiz")
    assert marked(article, "a planner at the Harbour Board", speaker_mention=mention).kind == "indirect"
    assert marked(article, "said Ana Ruiz", kind="mixed").kind == "mixed"
    with pytest.raises(Refused, match="which kind"):
        marked(article, "Nobody asked", kind="hearsay")


def test_several_stretches_are_one_claim_and_may_overlap_and_nest_with_others(db: None) -> None:
    article = factories.article()
    whole = marked(article, "The fares will rise", "four per cent")
    inner, across = marked(article, "fares will"), marked(article, "will rise by four")
    assert whole.quote == "The fares will rise … four per cent"
    assert {claim.pk for claim in Claim.objects.active()} == {whole.pk, inner.pk, across.pk}
    assert verify() == []


def test_blanks_at_the_ends_are_not_marked(db: None) -> None:
    article = factories.article()
    start, end = span(text_of(article), "asked")
    done = add_claim(article=article, draft=ClaimDraft(((start - 1, end + 1),)), actor=factories.actor())
    assert done.claim.quote == "asked"


@pytest.mark.parametrize("spans", [((0, 0),), ((5, 2),), ((0, 10_000),), ((-3, 4),), ((10, 12),)])
def test_what_is_no_stretch_of_words_is_refused(db: None, spans: Any) -> None:
    article = factories.article("A headline\n\nSome words of a body that says a thing.\n")
    with pytest.raises(Refused):
        add_claim(article=article, draft=ClaimDraft(spans), actor=factories.actor())
    assert not Claim.objects.exists()


def test_offsets_that_were_counted_in_other_units_are_found_out(db: None) -> None:
    article = factories.article(STRANGE)
    start, end = span(text_of(article), "by 4 %")
    draft, by = ClaimDraft(((start + 2, end + 2),)), factories.actor()
    with pytest.raises(StaleTarget, match="not those that were marked"):
        add_claim(article=article, draft=draft, words="by 4 %", actor=by)


def test_a_claim_is_not_marked_twice_nor_in_a_revision_that_is_past(db: None) -> None:
    article, by = factories.article(), factories.actor()
    factories.run(article)
    past = article.current_revision
    with pytest.raises(Refused, match="already"):
        marked(article, factories.RUIZ[0], source=past.sources.get(name="Ana Ruiz"))  # type: ignore[union-attr]
    factories.revised(article, factories.TEXT + "\nMore is to come on Monday.\n", [factories.RUIZ])
    with pytest.raises(StaleTarget, match="newer revision"):
        add_claim(article=article, draft=ClaimDraft(((0, 5),)), actor=by, revision=past)


def test_a_new_source_comes_with_its_affiliations(db: None) -> None:
    article = factories.article()
    body = span(text_of(article), "Island Union")
    draft = SourceDraft(
        "Tom Hale",
        mentions=(span(text_of(article), "Tom Hale"),),
        role="speaker",
        affiliations=[AffiliationDraft("Island Union", body)],
    )
    source = marked(article, "Nobody asked the islanders", source=draft).source
    assert source is not None
    assert (source.name, source.role, source.affiliation_names(), source.run) == (
        "Tom Hale",
        "speaker",
        ["Island Union"],
        None,
    )
    assert verify() == []


def test_a_source_of_an_earlier_revision_gets_its_like_in_the_new_one(db: None) -> None:
    claim = factories.claim()
    article = claim.revision.article
    factories.revised(article, "Late news\n\n" + factories.TEXT, [factories.HALE])
    made = marked(article, "The fares will rise", source=claim.source).source
    assert made is not None
    assert (made.revision, made.name) == (article.current_revision, "Ana Ruiz")
    assert text_of(article)[slice(*made.mentions[0])] == "Ana Ruiz"
    assert verify() == []


def test_a_corrected_claim_is_a_persons_and_the_history_keeps_the_machines(db: None) -> None:
    claim, by = factories.claim(), factories.actor()
    (start, end), was = claim.content[0], claim.quote
    done = correct_claim(claim=claim, changes={"content": ((start, end - 14),)}, actor=by, seen=claim.version())
    now = Claim.objects.get(pk=claim.pk)
    assert (now.quote, now.origin, now.confidence) == ("The fares will rise by", "person", None)
    assert (now.found_content, now.assertions.get().words) == (((start, end),), now.quote)
    assert done.event.texts.get(key=f"event/before/claim/{claim.pk}/quote").text == was
    assert verify() == []


def test_reviews_of_other_words_are_stale(db: None) -> None:
    claim, by = factories.claim(), factories.actor()
    factories.review(claim, "exact", by)
    factories.review(claim.assertions.get(), "corroborated", by)
    correct_claim(claim=claim, changes={"content": ((claim.start, claim.start + 9),)}, actor=by)
    now = with_verdicts(Claim.objects.all(), by.user).get(pk=claim.pk)  # type: ignore[arg-type]
    assert [decision.is_stale() for decision in standing(now).values()] == [True, True]


@pytest.mark.parametrize(
    ("changes", "column", "value"),
    [
        ({"kind": "indirect"}, "kind", "indirect"),
        ({"told_to": " a  reporter "}, "told_to", "a reporter"),
        ({"source": None}, "source_id", None),
        ({"speaker_mention": None}, "speaker_mention", None),
        ({"cue": ((93, 96),)}, "cue", ((93, 96),)),
    ],
)
def test_each_thing_about_a_claim_is_corrected_and_taken_back(db: None, changes: Any, column: str, value: Any) -> None:
    claim, by = factories.claim(), factories.actor()
    before = claim.ledger_state()
    done = correct_claim(claim=claim, changes=changes, actor=by)
    claim.refresh_from_db()
    assert getattr(claim, column) == value
    undone = take_back(event=done.event, actor=by)
    assert Claim.objects.get(pk=claim.pk).ledger_state() == before
    take_back(event=undone.event, actor=by)
    assert getattr(Claim.objects.get(pk=claim.pk), column) == value
    assert verify() == []


def test_two_who_correct_one_claim_do_not_overwrite_each_other(fresh_database: str) -> None:
    claim, by = factories.claim(), [factories.actor("one"), factories.actor("two")]
    seen, start = claim.version(), claim.start

    def correct(number: int) -> str:
        changes: Any = {"content": ((start, start + 9 + number),)}
        try:
            correct_claim(claim=claim, changes=changes, actor=by[number], seen=seen)
        except StaleTarget:
            return "stale"
        return "done"

    assert sorted(at_once(lambda: correct(0), lambda: correct(1))) == ["done", "stale"]
    assert verify() == []


def test_a_form_sent_twice_is_one_act_and_not_anothers(db: None) -> None:
    article, by, submission = factories.article(), factories.actor(), uuid4()
    drafts = {"article": article, "draft": ClaimDraft(((0, 5),)), "submission": submission}
    first, again = (add_claim(actor=by, **drafts) for _ in range(2))  # type: ignore[arg-type]
    assert (first.event, first.claims) == (again.event, again.claims)
    with pytest.raises(Refused, match="sent before"):
        add_claim(actor=factories.actor("other"), **drafts)  # type: ignore[arg-type]


def test_what_somebody_changed_since_is_not_taken_back(db: None) -> None:
    claim, by = factories.claim(), factories.actor()
    first = correct_claim(claim=claim, changes={"content": ((claim.start, claim.start + 9),)}, actor=by)
    correct_claim(claim=claim, changes={"content": ((claim.start, claim.start + 3),)}, actor=factories.actor("other"))
    with pytest.raises(StaleTarget, match="changed this since"):
        take_back(event=first.event, actor=by)


def test_a_marked_claim_that_is_taken_back_is_gone_from_the_page(db: None) -> None:
    article, by = factories.article(), factories.actor()
    done = add_claim(article=article, draft=ClaimDraft(((0, 5),)), actor=by)
    undone = take_back(event=done.event, actor=by)
    assert not Claim.objects.shown().exists()
    take_back(event=undone.event, actor=by)
    assert Claim.objects.active().get() == done.claim


def test_other_events_are_not_taken_back(db: None) -> None:
    claim = factories.claim()
    with pytest.raises(Refused, match="cannot be taken back"):
        take_back(event=Event.objects.get(target_id=claim.run_id), actor=factories.actor())


@pytest.mark.parametrize("moved", [0, 2])
def test_a_later_run_neither_undoes_nor_doubles_a_corrected_claim(db: None, moved: int) -> None:
    first = factories.run(factories.article())
    claim = first.claims.get(quote=factories.RUIZ[0])
    correct_claim(claim=claim, changes={"content": ((claim.start, claim.start + 19),)}, actor=factories.actor())
    again = (factories.RUIZ[0][moved:], *factories.RUIZ[1:])
    run(first, [again, factories.HALE], "2")
    assert set(Claim.objects.active().values_list("quote", flat=True)) == {"The fares will rise", factories.HALE[0]}
    assert Claim.objects.count() == 2
    assert verify() == []


def test_a_later_run_does_not_double_what_a_person_marked(db: None) -> None:
    article = factories.article()
    marked(article, factories.RUIZ[0], speaker_mention=None)
    factories.run(article)
    assert Claim.objects.count() == 2


def test_places_in_later_revisions_follow_a_correction(db: None) -> None:
    claim, by = factories.claim(), factories.actor()
    article = claim.revision.article
    factories.revised(article, "Late news\n\n" + factories.TEXT, [factories.RUIZ, factories.HALE])
    place = Claim.objects.on_their_pages().get(pk=claim.pk).place
    changes: Any = {"content": ((place[0][0], place[0][1] - 14),)}
    correct_claim(claim=claim, changes=changes, actor=by, revision=article.current_revision)
    claim.refresh_from_db()
    anchor = Anchor.objects.get(claim=claim)
    assert claim.quote == "The fares will rise by" == text_of(article)[slice(*anchor.content[0])]
    assert verify() == []


def test_words_that_an_earlier_revision_lacks_are_marked_anew(db: None) -> None:
    claim, by = factories.claim(), factories.actor()
    article = claim.revision.article
    text = factories.TEXT.replace(" cent,” said", " cent in May,” said")
    factories.revised(article, text, [factories.HALE])
    changes: Any = {"content": (span(text, "cent in May"),)}
    with pytest.raises(Refused, match="of their own"):
        correct_claim(claim=claim, changes=changes, actor=by, revision=article.current_revision)


OCCURRENCES = [
    ("rises and rises, it rises", "rises", [(0, 5), (10, 15), (20, 25)]),
    ("the fares of fares", "are", []),
    ("🌊 hi 🌊 hi", "hi", [(2, 4), (7, 9)]),
    ("abc", "  ", []),
    ("q\u0303t q\u0303t", "q\u0303t", [(0, 3), (4, 7)]),
    ("caf\u00e9", "cafe\u0301", [(0, 4)]),
]


@pytest.mark.parametrize(("text", "words", "spans"), OCCURRENCES)
def test_all_places_of_repeated_words_are_offered(text: str, words: str, spans: list[tuple[int, int]]) -> None:
    assert occurrences(text, words) == spans
