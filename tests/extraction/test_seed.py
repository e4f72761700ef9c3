"""The real news text of the evaluation folder, read from there: nothing of it stands in the project."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from articles.ingest.plain import block_spans
from audit.extraction import Extraction, extract


@pytest.fixture
def seed() -> str:
    place = os.environ.get("AUDIT_EVAL_DIR")
    if place is None and "CI" not in os.environ:
        pytest.skip("AUDIT_EVAL_DIR is not set: the real news text is not at hand")
    assert place, "AUDIT_EVAL_DIR must name the evaluation folder"
    return next(Path(place, "seed").glob("*.txt")).read_text(encoding="utf-8")


def read(text: str) -> Extraction:
    return extract(text, block_spans(text))


@pytest.mark.corpus
def test_the_real_text_gives_five_quotations_and_four_reports(seed: str) -> None:
    assert Counter(claim.kind for claim in read(seed).claims) == {"direct": 5, "indirect": 4}


@pytest.mark.corpus
def test_its_quotations_are_whole_paragraphs_between_marks(seed: str) -> None:
    quoted = [seed[slice(*claim.content[0])] for claim in read(seed).claims if claim.kind == "direct"]
    wanted = [line.split('"')[1] for line in seed.splitlines() if line.startswith('"')]
    assert quoted == wanted


@pytest.mark.corpus
def test_two_people_speak_three_and_two_of_them_and_the_second_has_two_affiliations(seed: str) -> None:
    found = read(seed)
    direct = [claim for claim in found.claims if claim.kind == "direct"]
    speakers = Counter(claim.source for claim in direct)
    assert sorted(speakers.values()) == [2, 3]
    sources = [found.sources[number] for number, _ in speakers.most_common() if number is not None]
    assert [len(source.affiliations) for source in sources] == [1, 2]
    assert [source.kind for source in sources] == ["person", "person"]
