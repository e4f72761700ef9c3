"""Offices written with capitals, as in Britain, Australia and India: posts of somebody, and no names."""

from __future__ import annotations

import pytest

from tests.extraction.tables import Expected, case, check, indirect

# introduction, speaker, role, affiliations
OFFICES = [
    ("The Foreign Minister, Dr Roe,", "Roe", "Foreign Minister", ()),
    ("The Immigration Minister, Philip Roe,", "Philip Roe", "Immigration Minister", ()),
    ("The Acting Prime Minister, John Roe,", "John Roe", "Acting Prime Minister", ()),
    ("The Opposition Leader, Simon Roe,", "Simon Roe", "Opposition Leader", ()),
    ("Foreign Affairs Minister Alec Roe", "Alec Roe", "Foreign Affairs Minister", ()),
    ("Indian Foreign Minister Jas Roe", "Jas Roe", "Indian Foreign Minister", ("Indian",)),
    ("Israeli Prime Minister Ariel Roe", "Ariel Roe", "Israeli Prime Minister", ("Israeli",)),
    ("US Secretary of State Colin Roe", "Colin Roe", "US Secretary of State", ("US",)),
    ("British Foreign Secretary Jack Roe", "Jack Roe", "British Foreign Secretary", ("British",)),
    ("New South Wales Premier Bob Roe", "Bob Roe", "New South Wales Premier", ("New South Wales",)),
    ("The Mayor of Selby, Ann Roe,", "Ann Roe", "mayor", ("Selby",)),
    ("The Minister for Local Government, Ann Roe,", "Ann Roe", "Minister for Local Government", ()),
    ("The Secretary of State for Health, Ann Roe,", "Ann Roe", "Secretary of State for Health", ()),
    ("The Director of Public Prosecutions, Ann Roe,", "Ann Roe", "Director of Public Prosecutions", ()),
    ("The Head of Sales at Birch Homes, Ann Roe,", "Ann Roe", "Head of Sales", ("Birch Homes",)),
    ("The Secretary of the Rail Union, Ann Roe,", "Ann Roe", "secretary", ("Rail Union",)),
    ("The Law Society's Ann Roe", "Ann Roe", None, ("Law Society",)),
    ("The council's Frank Farmer", "Frank Farmer", None, ()),
]

CASES = [
    case(
        "a spokesman for a minister with a name",
        "A spokesman for the Interior Minister, Yunis Roe, said it was late.",
        indirect("it was late", speaker="A spokesman for the Interior Minister"),
    ),
    case(
        "an office without a name",
        "The Immigration Minister said it was late.",
        indirect("it was late", speaker="The Immigration Minister", role="Immigration Minister"),
    ),
]


@pytest.mark.parametrize(("who", "speaker", "role", "bodies"), OFFICES, ids=[row[0] for row in OFFICES])
def test_an_office_with_capitals_is_the_post_of_who_is_named_beside_it(
    who: str, speaker: str, role: str | None, bodies: tuple[str, ...]
) -> None:
    expected = indirect("it was late", speaker=speaker, role=role, affiliations=bodies)
    check(f"{who} says it was late.", [expected])


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_an_office_speaks_for_itself_where_nobody_is_named(text: str, expected: list[Expected]) -> None:
    check(text, expected)
