"""The stored form of a text and its folded view."""

from __future__ import annotations

import hashlib
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.ingest.clean import ZERO_WIDTH, digest, fold, normalise, without_invisible
from articles.ingest.errors import BadCharacters


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("Rain.\r\nSnow.\rHail.\n", "Rain.\nSnow.\nHail.\n"),
        ("Cafe\u0301", "Café"),
        ("two  spaces,\u00a0a hard one,\u2009a thin one\t", "two  spaces,\u00a0a hard one,\u2009a thin one\t"),
        ("zero\u200bwidth \ufeffand soft\u00adhyphen", "zero\u200bwidth \ufeffand soft\u00adhyphen"),
    ],
)
def test_a_text_is_stored_in_one_form_and_keeps_its_spaces(raw: str, stored: str) -> None:
    assert normalise(raw) == stored


@pytest.mark.parametrize("raw", ["a\0b", "half a pair \ud83d"])
def test_characters_that_no_database_stores_are_refused(raw: str) -> None:
    with pytest.raises(BadCharacters, match="text"):
        normalise(raw)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("“Yes” ‘no’ «ja» „nein“", '"yes" \'no\' "ja" "nein"'),
        ("A–B—C\u00a0D\u2009E", "a-b-c d e"),
        ("İzmir ΟΔΟΣ ὁδός", "izmir οδοσ ὁδόσ"),
        ("soft\u00adhyphen\ufeff", f"soft{ZERO_WIDTH}hyphen{ZERO_WIDTH}"),
        ("Straße\nŒuvre", "straße\nœuvre"),
    ],
)
def test_folding_makes_spellings_equal(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_folding_keeps_the_length_of_every_code_point_there_is() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert len(fold(everything)) == len(everything)
    assert all(len(fold(character)) == 1 for character in everything)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert len(fold(text)) == len(text)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_normalising_twice_changes_nothing_more(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once) == once
    assert "\r" not in once


def test_invisible_characters_can_be_left_out() -> None:
    assert without_invisible("a\u200bb\u00adc\ufeff") == "abc"


def test_the_digest_is_the_sha_256_of_the_utf_8_text() -> None:
    assert digest("Café") == hashlib.sha256(b"Caf\xc3\xa9").hexdigest()
