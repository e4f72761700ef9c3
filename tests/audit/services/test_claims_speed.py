"""How long a large run takes to be recorded: all of it in the database, none of it in the engine."""

from __future__ import annotations

import time

import pytest

from audit.extraction.types import ExtractedClaim, Extraction
from audit.services.claims import record_claims
from audit.services.defaults import the_machine
from tests import factories

SENTENCE = "“Die Fähre fährt — trotz Sturm 🌊 — pünktlich”, sagte niemand im Hafen an diesem Abend. "


def long_text(length: int) -> str:
    body = SENTENCE * (length // len(SENTENCE) + 1)
    return f"The ferry, at length\n\n{body}"[:length]


def evenly_spread(text: str, count: int) -> Extraction:
    step = (len(text) - 200) // count
    claims = tuple(
        ExtractedClaim(
            content=((100 + n * step, 140 + n * step),),
            kind="direct",
            cue=(),
            speaker_mention=None,
            speaker=None,
            speaker_kind=None,
            affiliations=(),
            role=None,
            role_span=None,
            told_to=None,
            justification=(),
            confidence=0.5,
            rule="by hand",
            source=None,
        )
        for n in range(count)
    )
    return Extraction(claims, (), ())


@pytest.mark.bench
@pytest.mark.parametrize(("length", "claims", "seconds"), [(100_000, 400, 2.0), (1_000_000, 2_000, 8.0)])
def test_a_large_run_is_recorded_in_time(fresh_database: str, length: int, claims: int, seconds: float) -> None:
    text = long_text(length)
    revision = factories.article(text).current_revision
    assert revision is not None
    extraction = evenly_spread(revision.body.text, claims)
    started = time.monotonic()
    run = record_claims(
        revision=revision, extraction=extraction, engine="e", version="1", milliseconds=1, actor=the_machine()
    )
    taken = time.monotonic() - started
    print(f"{claims} claims in {length:,} code points: {taken:.2f} s")  # noqa: T201
    assert run.claims.count() == claims
    assert taken < seconds
