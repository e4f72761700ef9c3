"""Whole web pages of many layouts: what is read of each is written beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from articles.ingest.html import read_page
from articles.ingest.types import BlockKind, Draft, Reading

FOLDER = Path(__file__).parents[2] / "pages" / "articles"
NAMES = sorted(path.stem for path in FOLDER.glob("*.html"))


def expected(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def page(name: str, **more: Any) -> Draft:
    return read_page((FOLDER / f"{name}.html").read_bytes(), **more)


def lines(draft: Draft, kind: BlockKind) -> list[str]:
    return [draft.text[block.start : block.end] for block in draft.blocks if block.kind == kind]


@pytest.mark.parametrize("name", NAMES)
def test_the_body_of_a_page_is_its_article_and_no_more(name: str) -> None:
    assert lines(page(name), BlockKind.BODY) == expected(name)["body"]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_tells_title_authors_date_site_and_language(name: str) -> None:
    draft, told = page(name), expected(name)
    when = draft.published_at or draft.published
    assert draft.headline == told["title"]
    assert list(draft.authors) == told["authors"]
    assert (when.isoformat() if when else None) == told["published"]
    assert (draft.site, draft.canonical_url, draft.language) == (told["site"], told["canonical_url"], told["language"])


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_between_the_paragraphs_is_kept_and_named(name: str) -> None:
    draft = page(name)
    for kind, found in expected(name)["kinds"].items():
        assert set(found) <= set(lines(draft, BlockKind(kind)))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_that_shows_only_a_part_says_so(name: str) -> None:
    notes = " ".join(page(name).notes)
    told = expected(name).get("note")
    assert told in notes if told else "incomplete" not in notes


@pytest.mark.parametrize("name", NAMES)
def test_blocks_are_in_order_with_reasons_and_leave_nothing_out(name: str) -> None:
    draft = page(name)
    assert all(block.reasons and block.start < block.end for block in draft.blocks)
    assert "\n\n".join(draft.text[block.start : block.end] for block in draft.blocks) == draft.text


@pytest.mark.parametrize("name", NAMES)
def test_the_headline_stands_once(name: str) -> None:
    assert lines(page(name), BlockKind.HEADLINE) == [expected(name)["title"]]


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"data_only"}))
def test_the_reading_of_the_whole_page_holds_the_article_too(name: str) -> None:
    draft = page(name, reading=Reading.PAGE)
    assert set(expected(name)["body"]) <= set(lines(draft, BlockKind.BODY))
    assert [size.reading for size in draft.readings] == [Reading.PAGE, Reading.ARTICLE]


def test_the_two_readings_are_told_with_their_sizes() -> None:
    chosen, other = page("wordpress").readings
    assert (chosen.reading, chosen.paragraphs) == (Reading.ARTICLE, len(expected("wordpress")["body"]))
    assert other.reading == Reading.PAGE
    assert other.characters > chosen.characters


def test_a_page_is_read_from_its_address_when_it_names_none() -> None:
    assert page("divs", url="https://tarn.example/dam?x=1#top").canonical_url == "https://tarn.example/dam?x=1"
