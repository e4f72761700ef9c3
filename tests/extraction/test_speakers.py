"""Who is who: canonical names, roles, affiliations."""

from __future__ import annotations

import pytest

from tests.extraction.tables import Expected, case, check, direct, indirect

ROLES = [
    case(
        "apposition",
        "“Rents fell,” said Ana Ruiz, a city planner.",
        direct("Rents fell", role="city planner", affiliations=()),
    ),
    case(
        "at a university",
        "Nina Vale, a professor at Larch University, said the data were thin.",
        indirect("the data were thin", role="professor", affiliations=("Larch University",)),
    ),
    case(
        "spokeswoman of two bodies",
        "“Rents fell,” said Ana Ruiz, spokeswoman for the Harbour Trust (HT) and the all-women Tenants' Union (TU).",
        direct("Rents fell", role="spokeswoman", affiliations=("Harbour Trust", "Tenants' Union")),
    ),
    case(
        "body before the role",
        "Kremlin spokesman Pavel Orlov said the talks had failed.",
        indirect("the talks had failed", speaker="Pavel Orlov", role="Kremlin spokesman", affiliations=("Kremlin",)),
    ),
    case(
        "of a party",
        "“We will vote no,” said Tom Finn of the Meadow Green Party (MGP).",
        direct("We will vote no", speaker="Tom Finn", affiliations=("Meadow Green Party",)),
    ),
    case(
        "possessive",
        "“No deal is near,” the Rail Union's president, Carla Mott, told Radio Tern.",
        direct("No deal is near", speaker="Carla Mott", role="president", affiliations=("Rail Union",)),
    ),
    case(
        "US senator",
        "“I quit,” Sen. Ada Roe (D-Ohio) said.",
        direct("I quit", speaker="Ada Roe", role="senator from Ohio", affiliations=("D-Ohio",)),
    ),
    case(
        "chief executive",
        "Carla Mott, chief executive of Tern Steel, said sales fell.",
        indirect("sales fell", role="chief executive", affiliations=("Tern Steel",)),
    ),
    case(
        "who heads",
        "“Nobody came,” said Ada Roe, who heads the Harbour Trust.",
        direct("Nobody came", affiliations=("Harbour Trust",)),
    ),
    case(
        "director of a field",
        "Carla Mott, director of research at the Larch Institute, said sales fell.",
        indirect("sales fell", role="director of research", affiliations=("Larch Institute",)),
    ),
    case(
        "analyst with",
        "Carla Mott, an analyst with Birch Capital, said sales fell.",
        indirect("sales fell", role="analyst", affiliations=("Birch Capital",)),
    ),
    case(
        "copied from another paragraph",
        "Ada Roe, the mayor of Fairtown, opened the gate.\n\n“It holds,” Roe said.",
        direct("It holds", speaker="Ada Roe", role="mayor", affiliations=("Fairtown",)),
    ),
]

NAMES = [
    case(
        "family name later",
        "Ada Roe opened the gate.\n\n“It holds,” Roe said.",
        direct("It holds", speaker="Ada Roe", speaker_mention="Roe"),
    ),
    case(
        "family name first",
        "“It holds,” Mr. Finn said.\n\nTom Finn runs the mill.",
        direct("It holds", speaker="Tom Finn"),
    ),
    case(
        "spouses told apart by title",
        "Ada Finn and Tom Finn own the mill.\n\n“It holds,” Mrs. Finn said.",
        direct("It holds", speaker="Ada Finn"),
    ),
    case(
        "middle initial",
        "Tom R. Finn owns the mill.\n\n“It holds,” Tom Finn said.",
        direct("It holds", speaker="Tom R. Finn"),
    ),
    case(
        "role for the person",
        "Ada Roe, the mayor, opened the gate.\n\n“It holds,” the mayor said.",
        direct("It holds", speaker="Ada Roe", speaker_mention="the mayor"),
    ),
    case("pronoun by gender", "Ada Roe met Tom Finn.\n\n“It holds,” she said.", direct("It holds", speaker="Ada Roe")),
    case(
        "acronym",
        "The Harbour Trust Board (HTB) met.\n\n“It holds,” the HTB said.",
        direct("It holds", speaker="Harbour Trust Board"),
    ),
    case(
        "name only in the report", "“It holds,” said a woman in the crowd.", direct("It holds", speaker_kind="unnamed")
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_role_and_affiliations_are_read_beside_the_name(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_the_speaker_has_the_fullest_name_the_article_gives(text: str, expected: list[Expected]) -> None:
    check(text, expected)
