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
    ("Emergency Services Minister Ted Roe", "Ted Roe", "Emergency Services Minister", ()),
    ("Spokeswoman Anne Stringer", "Anne Stringer", "Spokeswoman", ()),
    ("Director of Selby's Tarn Hospital Tom Roe", "Tom Roe", "director", ("Selby's Tarn Hospital",)),
    (
        "Senior forecaster with the Sydney Weather Bureau Ian Roe,",
        "Ian Roe",
        "Senior forecaster",
        ("Sydney Weather Bureau",),
    ),
    ("The Governor-General, Dr Peter Roe,", "Peter Roe", "Governor-General", ()),
    ("Federal Opposition leader Simon Roe", "Simon Roe", "Federal Opposition leader", ("Opposition",)),
    ("The Federal Privacy Commissioner, Ann Roe,", "Ann Roe", "Federal Privacy Commissioner", ()),
    ("The acting Immigration Minister, Ann Roe,", "Ann Roe", "acting Immigration Minister", ()),
    ("Rear Admiral John Roe", "John Roe", "Rear Admiral", ()),
    ("Tarnpac's David Roe", "David Roe", None, ("Tarnpac",)),
    ("The council's Frank Farmer", "Frank Farmer", None, ()),
]

CASES = [
    case(
        "a title with a hyphen, again",
        "Lieutenant-General Peter Roe says it was late. Lieutenant-General Roe says it was early.",
        indirect("it was late", speaker="Peter Roe", role="Lieutenant-General"),
        indirect("it was early", speaker="Peter Roe"),
    ),
    case(
        "a place is not its premier",
        "The Queensland Premier says he accepts full blame.",
        indirect("he accepts full blame", speaker="The Queensland Premier", affiliations=("Queensland",)),
    ),
    case(
        "a town is not its scientist",
        "A leading Adelaide microbiologist says it was late.",
        indirect("it was late", speaker="A leading Adelaide microbiologist"),
    ),
    case(
        "one of a body that was named before",
        "The Tarn Bureau of Statistics says it was late. The bureau's David Roe says it was early.",
        indirect("it was late", speaker="Tarn Bureau of Statistics"),
        indirect("it was early", speaker="David Roe", affiliations=("Tarn Bureau of Statistics",)),
    ),
    case(
        "the mayor with a capital",
        "Selby Mayor Ann Roe said it was late. Critics jeered. However, the Mayor insists it is early.",
        indirect("it was late", speaker="Ann Roe", role="Selby Mayor", affiliations=("Selby",)),
        indirect("it is early", speaker="Ann Roe", role="Selby Mayor", affiliations=("Selby",)),
    ),
    case(
        "the mayor, and further on a party",
        "Selby Mayor Ann Roe said it was late. Ms Roe, a Republican, left.",
        indirect("it was late", speaker="Ann Roe", affiliations=("Selby",)),
    ),
    case(
        "the queen",
        "Britain's Queen Elsa II said it was late. The Queen also said it was early.",
        indirect("it was late", speaker="Elsa II"),
        indirect("it was early", speaker="Elsa II"),
    ),
    case(
        "what was rejected is no role",
        "Orsk has rejected Tarnish leader Yan Roe's bid. Mr Roe says it was late.",
        indirect("Tarnish leader Yan Roe's bid", speaker="Orsk"),
        indirect("it was late", speaker="Yan Roe", role="Tarnish leader"),
    ),
    case(
        "no friend of the dead",
        "Ken Penn said it was late. Roe died at home with his partner and a friend, Penn added.",
        indirect("it was late", speaker="Ken Penn", role=None),
        indirect("Roe died at home with his partner and a friend", speaker="Ken Penn", role=None),
    ),
    case(
        "a post without its comma",
        "Professor Alan Roe deputy director of the Tarn Institute says it was late.",
        indirect("it was late", speaker="Alan Roe"),
    ),
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
