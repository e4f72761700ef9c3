"""Whole articles: the twin with its page residue, the demo, and the texts of the evaluation folder."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from articles.ingest.plain import classify, read_text
from articles.ingest.types import BlockKind

PAGES = Path(__file__).parents[2] / "pages"
DEMO = Path(__file__).parents[3] / "articles" / "demo"


@pytest.fixture
def gold() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((PAGES / "residue.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def evaluation() -> Path:
    """The folder above seed/ and evaluation/; in CI its absence is a failure."""
    folder = os.environ.get("AUDIT_EVAL_DIR")
    if folder is None and os.environ.get("CI"):
        pytest.fail("AUDIT_EVAL_DIR is not set")
    if folder is None:
        pytest.skip("AUDIT_EVAL_DIR is not set: it names the folder with the evaluation texts")
    return Path(folder)


def test_every_line_of_the_twin_has_its_kind(gold: dict[str, Any]) -> None:
    draft = read_text((PAGES / "residue.txt").read_bytes())
    assert [block.kind for block in draft.blocks] == gold["kinds"]
    assert draft.headline == gold["headline"]
    assert draft.language == "en"


def test_what_is_not_body_in_the_twin_is_not_read(gold: dict[str, Any]) -> None:
    text = (PAGES / "residue.txt").read_text(encoding="utf-8")
    not_read = [text[block.start : block.end] for block in classify(text) if not block.kind.is_read]
    assert not_read == [line.strip() for line in gold["not_body"]]


def test_every_claim_of_the_twin_stands_in_a_body_block(gold: dict[str, Any]) -> None:
    text = (PAGES / "residue.txt").read_text(encoding="utf-8")
    body = [text[block.start : block.end] for block in classify(text) if block.kind == BlockKind.BODY]
    for claim in gold["quotations"] + gold["indirect"]:
        assert sum(claim["quote"] in paragraph for paragraph in body) == 1


@pytest.mark.parametrize("entry", json.loads((DEMO / "demo.json").read_text()), ids=lambda entry: str(entry["file"]))
def test_demo_articles_are_read_as_their_pages_show_them(entry: dict[str, str]) -> None:
    draft = read_text((DEMO / entry["file"]).read_bytes())
    kinds = {block.kind for block in draft.blocks}
    assert draft.headline
    assert draft.notes == ()
    assert draft.published is None or draft.published.isoformat() == entry["date"]
    assert kinds >= {BlockKind.HEADLINE, BlockKind.BODY, BlockKind.CAPTION, BlockKind.TEASER, BlockKind.CHROME}
    unread = [draft.text[block.start : block.end] for block in draft.blocks if not block.kind.is_read]
    assert not any(word in line for line in unread for word in ("said", "told", "“", '"'))
    assert sum(block.kind == BlockKind.BODY for block in draft.blocks) >= 15


@pytest.mark.corpus
def test_the_seed_is_split_into_article_and_page(evaluation: Path) -> None:
    (path,) = (evaluation / "seed").glob("*.txt")
    draft = read_text(path.read_bytes())
    expected = (
        "chrome chrome headline credit caption body caption teaser body body body body body body "
        "caption teaser body body body body chrome chrome chrome chrome"
    )
    assert " ".join(block.kind for block in draft.blocks) == expected
    assert draft.headline == draft.text.splitlines()[3]


@pytest.mark.corpus
@pytest.mark.parametrize("split", ["dev", "train"])
def test_what_people_marked_as_claims_is_read(evaluation: Path, split: str) -> None:
    read = marked = 0
    for line in (evaluation / "evaluation" / "polnear" / f"{split}.jsonl").open(encoding="utf-8"):
        article = json.loads(line)
        claims = {i for claim in article["attributions"] for start, end in claim["content"] for i in range(start, end)}
        blocks = [block for block in classify(article["text"]) if block.kind.is_read]
        shown = {i for block in blocks for i in range(block.start, block.end)}
        solid = {i for i in claims if not article["text"][i].isspace()}
        marked += len(solid)
        read += len(solid & shown)
    assert read / marked >= 0.995
