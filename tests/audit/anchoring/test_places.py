"""Claims found again in a later text, and the words that changed between two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.anchoring import Change, Status, align, changed_words, place

OLD = """Ferry runs aground off Tarn

The ferry “did not sound its horn once,” said Ada Roe, the harbour master of Tarn.

It was the third such night this winter.

“We waited for the tide and then we walked home,” said Finn Oster, a passenger.

“No comment,” the company said. “No comment,” the ministry said.
"""
HORN = "did not sound its horn once,"
WALK = "We waited for the tide and then we walked home,"

# What was done to the text, the quotation looked for, its status, its words in the new text.
EDITS = [
    ("nothing", OLD, HORN, Status.UNCHANGED, HORN),
    (
        "a paragraph put in before",
        OLD.replace("\n\nIt was", "\n\nNobody was hurt.\n\nIt was"),
        WALK,
        Status.UNCHANGED,
        WALK,
    ),
    ("words around it changed", OLD.replace("of Tarn.", "in Tarn."), HORN, Status.UNCHANGED, HORN),
    ("a blank line more inside the gap", OLD.replace("\n\nThe ferry", "\n\n\nThe ferry"), HORN, Status.UNCHANGED, HORN),
    (
        "the paragraph moved to the end",
        OLD.replace(f"“{WALK}” said Finn Oster, a passenger.\n\n", "") + f"\n“{WALK}” said Finn Oster, a passenger.\n",
        WALK,
        Status.MOVED,
        WALK,
    ),
    ("a word gone", OLD.replace("horn once", "horn"), HORN, Status.REWORDED, "did not sound its horn,"),
    (
        "a word put in",
        OLD.replace("we walked home", "we slowly walked home"),
        WALK,
        Status.REWORDED,
        "We waited for the tide and then we slowly walked home,",
    ),
    ("one word another", OLD.replace("did not sound", "did sound"), HORN, Status.REWORDED, "did sound its horn once,"),
    ("the paragraph gone", OLD.replace(f"“{WALK}” said Finn Oster, a passenger.\n\n", ""), WALK, Status.GONE, None),
    ("all words others", OLD.replace(HORN, "was as quiet as a mouse that night,"), HORN, Status.GONE, None),
    (
        "said twice now",
        OLD.replace("It was the third", f"“{HORN}” it was said.\n\n“{HORN}” they said.\n\nIt was the third").replace(
            f"The ferry “{HORN}” said Ada Roe, the harbour master of Tarn.", "The ferry is afloat."
        ),
        HORN,
        Status.AMBIGUOUS,
        None,
    ),
]


def spans_of(words: str, text: str = OLD, nth: int = 0) -> tuple[tuple[int, int], ...]:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return ((at, at + len(words)),)


@pytest.mark.parametrize(("edit", "new", "words", "status", "found"), EDITS, ids=[edit for edit, *_ in EDITS])
def test_a_claim_is_found_again(edit: str, new: str, words: str, status: Status, found: str | None) -> None:
    (at,) = place([spans_of(words)], OLD, new)
    assert at.status == status
    assert (at.content and new[at.content[0][0] : at.content[0][1]]) == found


def test_words_said_twice_keep_their_own_places() -> None:
    new = OLD.replace("third", "fourth")
    first, second = place([spans_of("No comment,"), spans_of("No comment,", nth=1)], OLD, new)
    assert first.content == spans_of("No comment,", new)
    assert second.content == spans_of("No comment,", new, nth=1)


def test_words_said_twice_are_told_apart_by_what_stands_around_them() -> None:
    new = OLD.replace("ministry said.", "ministry said on Monday.")
    first, second = place([spans_of("No comment,"), spans_of("No comment,", nth=1)], OLD, new)
    assert first.content == spans_of("No comment,", new)
    assert second.status == Status.AMBIGUOUS


def test_a_short_quotation_is_never_proposed_as_reworded() -> None:
    (at,) = place([spans_of("No comment,", nth=1)], OLD, OLD.replace("“No comment,” the", "“Not comment,” the"))
    assert at.status == Status.GONE


def test_a_claim_in_pieces_is_found_when_all_its_pieces_are() -> None:
    content = spans_of(HORN) + spans_of(WALK)
    same, lost = place([content], OLD, OLD.replace("third", "fourth")) + place([content], OLD, OLD.replace(WALK, ""))
    assert same.status == Status.UNCHANGED
    assert lost.status == Status.GONE


def test_a_score_tells_how_like_reworded_words_are() -> None:
    (at,) = place([spans_of(HORN)], OLD, OLD.replace("horn once", "horn"))
    assert 0.85 <= at.score < 1


texts = st.lists(st.sampled_from(["Roe said no.", "Finn said yes.", "", "Share", "It rained."]), max_size=12).map(
    "\n".join
)


@given(texts, texts)
def test_pairs_rise_in_both_texts_and_have_the_same_words(old: str, new: str) -> None:
    found = align(old, new)
    pairs = sorted(found.same.items())
    assert [n for _o, n in pairs] == sorted({n for _o, n in pairs})
    for o, n in pairs:
        assert old[slice(*found.old[o])].strip() == new[slice(*found.new[n])].strip()


@given(texts, texts)
def test_runs_of_words_join_to_both_texts(old: str, new: str) -> None:
    runs = changed_words(old, new)
    assert "".join(run.text for run in runs if run.change != Change.ADDED) == old
    assert "".join(run.text for run in runs if run.change != Change.REMOVED) == new


def test_changed_words_show_what_went_and_what_came() -> None:
    runs = changed_words("She will not go.", "She will go.")
    assert [(run.change, run.text.strip()) for run in runs if run.change != Change.KEPT] == [(Change.REMOVED, "not")]
