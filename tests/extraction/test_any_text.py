"""Whatever the text, the engine answers, points into it, and answers the same again."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.extraction import Extraction, extract, extract_many
from audit.extraction.pipeline import FOREIGN
from tests.extraction.tables import check_spans

MARKS = "\"“”„‟«»‹›'‘’`"
PIECES = st.sampled_from(
    [
        *MARKS,
        "''",
        ",",
        ".",
        "?",
        "!",
        ":",
        "—",
        "-",
        "(",
        ")",
        " ",
        "\n",
        "\n\n",
        "\0",
        "\u200b",
        "\u202e",
        "\ufeff",
        "👩‍🚀",
        "é",
        "e\u0301",
        "שלום",
        "Ada Roe",
        "said",
        " said Ada Roe",
        "she added that ",
        "according to ",
        "rents fell",
        "told",
        "Mr.",
        "the mayor",
        "6'2\"",
        "Dr",
        "It is",
    ]
)
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=40).map("".join))
SLOW = settings(max_examples=40)


def check_sane(text: str, found: Extraction) -> None:
    check_spans(text, found)
    for claim in found.claims:
        assert claim.content
        assert 0 <= claim.confidence <= 1
    for source in found.sources:
        assert list(source.mentions) == sorted(set(source.mentions))
        assert all(0 <= start < end <= len(text) for start, end in source.mentions)


@SLOW
@given(TEXTS)
def test_any_text_gives_sane_spans(text: str) -> None:
    check_sane(text, extract(text))


@SLOW
@given(TEXTS)
def test_the_same_text_gives_the_same_claims(text: str) -> None:
    assert extract(text) == extract(text)


@SLOW
@given(st.lists(st.tuples(TEXTS, st.sampled_from(["headline", "body", "caption", "chrome", "subhead"])), max_size=5))
def test_no_claim_reaches_into_a_block_that_is_not_read(parts: list[tuple[str, str]]) -> None:
    text, blocks = "", []
    for words, kind in parts:
        blocks.append((len(text), len(text) + len(words), kind))
        text += words + "\n"
    found = extract(text, blocks)
    check_sane(text, found)
    for start, end, kind in blocks:
        if kind in ("caption", "chrome"):
            for claim in found.claims:
                assert not any(s < end and start < e for s, e in claim.content)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "“", "”", '"', "''", "“”", "\0", "‘’", "—", "said", "“" * 500, '"' * 501]
)
def test_text_with_nothing_to_find_gives_no_claim(text: str) -> None:
    assert extract(text).claims == ()


def test_an_odd_mark_spoils_its_own_paragraph_only() -> None:
    text = "The “odd mark stays open.\n\n“Rents fell,” said Ana Ruiz.\n\n“Wages rose,” said Tom Finn."
    assert [claim.speaker for claim in extract(text).claims][-2:] == ["Ana Ruiz", "Tom Finn"]


def test_a_batch_gives_what_single_calls_give() -> None:
    texts = ["“Rents fell,” said Ana Ruiz.", "", "Tom Finn said wages rose.", "«Nous partons», dit-il."]
    assert list(extract_many((text, None) for text in texts)) == [extract(text) for text in texts]


def test_other_languages_give_quotations_and_say_so() -> None:
    text = (
        "„Die Mieten sind in diesem Jahr wieder gefallen“, sagte die Planerin Lena Vogt am Montag im Rathaus, wo der "
        "Ausschuss des Landes seit Stunden über den Haushalt für das kommende Jahr beriet."
    )
    found = extract(text)
    assert [claim.speaker for claim in found.claims] == [None]
    assert found.notes == (FOREIGN,)


def test_a_closed_quotation_does_not_cross_a_caption() -> None:
    text = "“The dam held all night.\nA photo of the dam.\n“We start again on Monday,” Ada Roe said."
    lines = [(0, 24, "body"), (25, 44, "caption"), (45, len(text), "body")]
    assert [len(claim.content) for claim in extract(text, lines).claims] == [1, 1]


@pytest.mark.bench
@pytest.mark.timeout(600)
def test_time_is_roughly_linear_up_to_a_million_characters() -> None:
    page = "“Rents fell in May,” said Ana Ruiz, a planner. Tom Finn denied that the pier was shut.\n\n"
    short, long = page * 1_000, page * 11_000
    extract(page)
    assert len(long) > 900_000
    assert _seconds(long) < 2 * 11 * _seconds(short)


def _seconds(text: str) -> float:
    start = time.process_time()
    extract(text)
    return time.process_time() - start
