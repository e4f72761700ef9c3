"""From raw text or bytes to a draft, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from articles.ingest.errors import BadCharacters, BinaryFile, EmptyText, IngestError, TooLarge, UndecodableText
from articles.ingest.plain import read_text
from articles.ingest.types import MAX_LENGTH

PRAGUE = "Starosta města řekl, že most je bezpečný. Řeka prý klesá a žádná škola nebude zavřena."
KYIV = "Мэр города заявил, что мост закроют осенью. Жители с этим не согласны."

ARTICLE = """Ferry to Skell stops for the winter

By Ana Ruiz and Tom Oke, transport editors
Published 3 May 2024, 10:14 | Updated 5 May 2024

The ferry to Skell will stop in October, the harbour office said.

“It is the wind,” said Lena Ortiz, who runs the office.
"""


def test_a_draft_knows_headline_byline_date_and_language() -> None:
    draft = read_text(ARTICLE)
    assert draft.headline == "Ferry to Skell stops for the winter"
    assert draft.byline == "Ana Ruiz and Tom Oke, transport editors"
    assert draft.published == date(2024, 5, 3)
    assert draft.language == "en"
    assert draft.notes == ()


def test_the_text_is_kept_but_for_line_ends_and_unicode_form() -> None:
    raw = "Cafe\u0301 closes\r\n\r\nThe  café\u00a0is\u200b closed. "
    assert read_text(raw).text == "Café closes\n\nThe  café\u00a0is\u200b closed. "


def test_a_text_without_a_headline_loses_nothing_and_says_so() -> None:
    draft = read_text("The bridge is shut. Nobody knows why.\n\nIt opens in May.")
    assert draft.headline == ""
    assert [block.kind for block in draft.blocks] == ["body", "body"]
    assert draft.notes == ("No headline was found.",)


def test_a_text_of_page_furniture_says_that_no_article_was_found() -> None:
    assert any("No paragraph of an article" in note for note in read_text("Log in\nSubscribe\nShare\n").notes)


def test_a_date_that_can_be_read_in_two_ways_is_left_open() -> None:
    draft = read_text("Ferry stops\n\nPublished 03/05/2024\n\nThe ferry stops.")
    assert draft.published is None
    assert any("two ways" in note for note in draft.notes)


def test_a_date_that_can_be_read_in_two_ways_is_read_as_the_language_of_the_article_has_it() -> None:
    draft = read_text(
        "Le bac reste à quai\n\n03/05/2024\n\nLe bac ne partira pas avant Pâques, a dit la mairie mardi soir."
    )
    assert (draft.language, draft.published, draft.notes) == ("fr", date(2024, 5, 3), ())


def test_the_headline_is_given_without_the_name_of_the_site() -> None:
    draft = read_text(
        "Ferry to Skell stops | Skell Post\n\nThe ferry stops.\n\nA boat at the quay | Skell Post\n\nSkell Post"
    )
    assert draft.headline == "Ferry to Skell stops"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Café".encode(), "Café"),
        ("Café".encode("utf-8-sig"), "Café"),
        ("Café “open”".encode("utf-16"), "Café “open”"),
        ("Café".encode("utf-32"), "Café"),
        ("The café costs €3 – “cheap”, said Müller.".encode("cp1252"), "The café costs €3 – “cheap”, said Müller."),
        ("naïve".encode("cp1252"), "naïve"),
        (PRAGUE.encode("cp1250"), PRAGUE),
        (KYIV.encode("cp1251"), KYIV),
        (KYIV.encode("koi8-r"), KYIV),
    ],
)
def test_bytes_are_decoded(raw: bytes, text: str) -> None:
    assert read_text(raw).text == text


def test_a_guessed_encoding_is_told() -> None:
    assert any("windows-1252" in note for note in read_text("Der Fluß steigt.".encode("cp1252")).notes)


@pytest.mark.parametrize(
    ("raw", "error", "message"),
    [
        ("", EmptyText, "no text"),
        (b"", EmptyText, "no text"),
        (" \n\t \u200b\u00a0\ufeff\n", EmptyText, "no text"),
        ("a\0b", BadCharacters, "NUL"),
        ("\ud800", BadCharacters, "broken"),
        (b"ab\0cd", BinaryFile, "NUL bytes"),
        (b"%PDF-1.7 some words", BinaryFile, "PDF"),
        (b"PK\x03\x04 word/document.xml", BinaryFile, "office document"),
        (b"\x89PNG\r\n\x1a\n", BinaryFile, "PNG"),
        ("\x01\x02\x03" * 20, BinaryFile, "control characters"),
        (b"\xff\xfe\x41", UndecodableText, "UTF-16"),
        (bytes(range(128, 256)) * 4, UndecodableText, "encoding"),
        ("a" * (MAX_LENGTH + 1), TooLarge, "1,000,001"),
        (b"a" * (4 * MAX_LENGTH + 5), TooLarge, "4,000,005"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(raw: str | bytes, error: type[IngestError], message: str) -> None:
    with pytest.raises(error) as caught:
        read_text(raw)
    assert message in str(caught.value)
    assert str(caught.value).endswith(".")


def test_one_broken_byte_leaves_the_accents_of_a_text_as_they_are() -> None:
    draft = read_text("Café ferry\n\n".encode() + "“Déjà vu” – said the señor. ".encode() * 5 + b"It is \xff late.")
    assert draft.text.count("“Déjà vu” – said the señor.") == 5
    assert "It is \ufffd late." in draft.text
    assert any("1 broken character was replaced" in note for note in draft.notes)


def test_a_text_of_exactly_the_greatest_length_is_taken() -> None:
    assert len(read_text("a" * MAX_LENGTH).text) == MAX_LENGTH


def test_line_ends_do_not_count_twice() -> None:
    assert len(read_text(("a" * 9_999 + "\r\n") * 100).text) == MAX_LENGTH
