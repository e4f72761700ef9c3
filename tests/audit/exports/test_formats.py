"""How rows are written."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User

from audit.exports.formats import csv_lines, defuse, json_lines, pieces
from audit.exports.rows import COLUMNS, rows
from audit.ledger.services import actor_for
from audit.models import Claim
from tests import factories


@pytest.fixture
def decided(reviewer: User) -> Claim:
    claim = factories.claim()
    factories.decision(claim.assertions.get(), "corroborated", actor_for(reviewer))
    return claim


def as_table(user: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(csv_lines(rows(user))), newline="")))


def test_each_line_of_json_is_one_row(decided: Claim, reviewer: User) -> None:
    first, second = [json.loads(line) for line in json_lines(rows(reviewer))]
    assert first["claim"] == str(decided.pk)
    assert first["content"] == [[54, 90]]
    assert first["corroboration_time"].endswith("Z")
    assert (first["attribution"], second["corroboration"]) == (None, None)


def test_csv_has_a_header_and_plain_cells(decided: Claim, reviewer: User) -> None:
    first, second = as_table(reviewer)
    assert tuple(first) == COLUMNS
    assert (first["corroboration"], first["corroboration_stale"]) == ("corroborated", "false")
    assert (first["affiliations"], first["content"]) == ("Harbour Board", "[[54, 90]]")
    assert json.loads(first["evidence"])[0]["kind"] == "transcript"
    assert (second["corroboration"], second["corroboration_decision"], second["role"]) == ("", "", "")


def test_several_affiliations_are_joined(db: None) -> None:
    row = next(iter(rows(AnonymousUser())), None)
    assert row is None
    factories.claim()
    row = next(rows(AnonymousUser()))
    row["affiliations"] = ["Harbour Board", "Island Union"]
    table = list(csv.DictReader(csv_lines([row])))
    assert table[0]["affiliations"] == "Harbour Board; Island Union"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_formula_is_made_plain_text(cell: str) -> None:
    assert defuse(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "rent = 4", "four per cent", "“Minus”", "'=1"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert defuse(cell) == cell


def test_formula_in_a_quotation_is_defused_in_csv_and_kept_in_json(db: None) -> None:
    text = "Sums\n\n“=HYPERLINK(1)” said Ana Ruiz, a planner at the Harbour Board.\n"
    factories.run(factories.article(text), [("=HYPERLINK(1)", "Ana Ruiz", "planner", "Harbour Board")])
    assert as_table(AnonymousUser())[0]["quote"] == "'=HYPERLINK(1)"
    assert json.loads(next(json_lines(rows(AnonymousUser()))))["quote"] == "=HYPERLINK(1)"


def test_empty_export_is_a_header_or_nothing(db: None) -> None:
    assert list(json_lines(rows(AnonymousUser()))) == []
    assert list(csv_lines(rows(AnonymousUser()))) == [",".join(COLUMNS) + "\r\n"]


def test_pieces_are_the_same_characters() -> None:
    lines = [f"{number}\n" for number in range(100)]
    parts = list(pieces(lines, size=50))
    assert "".join(parts) == "".join(lines)
    assert len(parts) == 6
