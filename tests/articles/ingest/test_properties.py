"""What holds for any text, and that long texts take little time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.ingest.clean import INVISIBLE, normalise
from articles.ingest.errors import IngestError
from articles.ingest.plain import classify, read_text

PIECES = [
    *(
        "\n",
        "\n\n",
        "\r\n",
        " - Skell Post",
        " | Skell Post",
        "- Skell Post",
        "© ",
        "Photo: ",
        "(File)",
        "Advertisement",
    ),
    *(
        "“",
        "”",
        '"',
        "'",
        "«",
        "»",
        "„",
        "Ferry to Skell Stops for the Winter",
        "The ferry stopped.",
        "said Lena Ortiz",
    ),
    *(
        "By Ana Ruiz",
        "3 May 2024",
        "03/05/2024",
        "Q: ",
        "ORTIZ: ",
        "sign up to our newsletter",
        "Привет",
        "港",
        "\u200b",
    ),
    *(
        " ",
        "\t",
        "\u00a0",
        "…",
        "?",
        ":",
        "-",
        "/",
        "AP",
        "Getty",
        "READ MORE: ",
        "31.02.2024",
        "İ",
        "e\u0301",
        "\u2028",
    ),
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@given(TEXTS)
@settings(max_examples=300)
def test_every_visible_character_lies_in_exactly_one_block(text: str) -> None:
    blocks = classify(text)
    covered = [position for block in blocks for position in range(block.start, block.end)]
    visible = {i for i, character in enumerate(text) if not character.isspace() and character not in INVISIBLE}
    assert len(covered) == len(set(covered))
    assert covered == sorted(covered)
    assert visible <= set(covered)


@given(TEXTS)
@settings(max_examples=200)
def test_blocks_are_trimmed_lie_in_the_text_and_tell_their_reasons(text: str) -> None:
    for block in classify(text):
        assert 0 <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        assert all(block.reasons)
        assert block.reasons


@given(st.one_of(TEXTS, st.binary()))
@settings(max_examples=300)
def test_any_input_gives_a_draft_or_an_ingest_error(raw: str | bytes) -> None:
    try:
        draft = read_text(raw)
    except IngestError:
        return
    assert draft.text == normalise(draft.text)
    assert draft.blocks == classify(draft.text)


@given(TEXTS)
@settings(max_examples=50)
def test_the_same_text_gives_the_same_blocks(text: str) -> None:
    assert classify(text) == classify(text)


ARTICLE = (
    "Ferry to Skell stops\n\nThe ferry stopped on Monday, the office said.\n\n"
    "“It is the wind,” said Lena Ortiz, who runs the office and has seen nine winters on the island of Skell.\n\n"
    "Why it matters\n\nNobody knows when the boat will run again. Photo: Ana Ruiz\n\n"
)
MEGABYTES = {
    "articles": ARTICLE * (1_000_000 // len(ARTICLE)),
    "empty lines": "\n" * 400_000 + "The end.",
    "one line": "word " * 200_000,
    "one word": "x" * 1_000_000,
    "spaces": "a" + " " * 999_998 + "b",
    "marks": "-" * 1_000_000,
    "dashes": " - " * 333_333,
    "long lines of marks": ("-" * 1_500 + "\n") * 650,
    "quotation marks": '"' * 1_000_000,
    "zero width": "\u200b" * 999_999 + "a",
    "agencies": "© AP / Reuters / " * 58_000,
    "invitations": "Read more and " * 70_000,
}


@pytest.mark.parametrize("text", MEGABYTES.values(), ids=MEGABYTES.keys())
def test_a_megabyte_takes_seconds(text: str) -> None:
    before = time.process_time()
    blocks = classify(text)
    assert time.process_time() - before < 8
    assert blocks
