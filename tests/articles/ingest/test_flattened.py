"""Pages of twenty-one imagined outlets of ten countries flattened to text, labelled before anything had read them.

A line of tests/pages/flattened is a letter and the line itself: h headline, s standfirst or subhead, b body, x none of
the article's."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.ingest.plain import classify
from articles.ingest.types import BlockKind

PAGES = sorted((Path(__file__).parents[2] / "pages" / "flattened").glob("*.txt"), key=lambda path: path.name)


def read(path: Path) -> list[tuple[str, str, BlockKind]]:
    """Each line's letter, its words and the kind that it is given."""
    lines = [(line[0], line[2:]) for line in path.read_text(encoding="utf-8").splitlines()]
    text = "\n".join(words for _, words in lines)
    blocks = classify(text)
    assert [text[block.start : block.end] for block in blocks] == [words for _, words in lines]
    return [(letter, words, block.kind) for (letter, words), block in zip(lines, blocks, strict=True)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_paragraph_with_a_quotation_is_lost(path: Path) -> None:
    quoted = [(words, kind) for letter, words, kind in read(path) if letter == "b" and set(words) & set('"“„«')]
    assert len(quoted) > 1
    assert [words for words, kind in quoted if not kind.is_read] == []


def test_body_lines_are_told_from_the_rest() -> None:
    lines = [(letter == "b", kind == BlockKind.BODY) for path in PAGES for letter, _, kind in read(path)]
    right, wrong = sum(a and b for a, b in lines), sum(a != b for a, b in lines)
    assert 2 * right / (2 * right + wrong) >= 0.96


def test_headlines_are_found() -> None:
    found = [words for path in PAGES for letter, words, kind in read(path) if letter == "h" and kind == "headline"]
    assert len(found) >= 20
