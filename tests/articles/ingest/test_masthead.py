"""Bylines and dates."""

from __future__ import annotations

from datetime import date

import pytest

from articles.ingest.masthead import read_masthead

MAY_3 = date(2024, 5, 3)


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ana Ruiz", "Ana Ruiz"),
        ("BY ANA RUIZ AND TOM OKE", "ANA RUIZ AND TOM OKE"),
        ("By Ana Ruiz, Tom Oke and Mia de Groot", "Ana Ruiz, Tom Oke and Mia de Groot"),
        ("By Ana Ruiz, political editor", "Ana Ruiz, political editor"),
        ("By Ana Ruiz in Port Skell", "Ana Ruiz in Port Skell"),
        ("Written by Ana Ruiz", "Ana Ruiz"),
        ("Von Karl Weiß", "Karl Weiß"),
        ("Par Zoé Petit", "Zoé Petit"),
        ("By Ana Ruiz | 3 May 2024 | 4 min read", "Ana Ruiz"),
        ("by Ana Ruiz / May 3, 2024 / Leave a comment", "Ana Ruiz"),
        ("by Ana Ruiz / May 3", "Ana Ruiz"),
        ("By Ana Ruiz, Friday, 3 May 2024 at 10:14", "Ana Ruiz"),
        ("by Ana Ruiz May 3, 2024 at 7:18am", "Ana Ruiz"),
        ("By Ana Ruiz and Tom Oke Updated 10:14 AM ET, Fri May 3, 2024", "Ana Ruiz and Tom Oke"),
    ],
)
def test_bylines(line: str, byline: str) -> None:
    masthead = read_masthead(line)
    assert masthead is not None
    assert masthead.byline == byline


@pytest.mark.parametrize(
    "line",
    [
        "3 May 2024",
        "Published 3 May 2024, 10:14",
        "Published: Friday, May 3, 2024 at 10:14 a.m. EST",
        "May 3rd, 2024",
        "2024-05-03T10:14:00Z",
        "03.05.2024, 10:14 Uhr",
        "Stand: 3. Mai 2024",
        "Publié le 3 mai 2024 à 10h14",
        "3 de mayo de 2024",
        "3 мая 2024",
        "2024/05/03",
        "By Ana Ruiz • May 3, 2024 • Skell Post",
        "Updated 5 May 2024 | Published 3 May 2024",
    ],
)
def test_dates(line: str) -> None:
    masthead = read_masthead(line)
    assert masthead is not None
    assert masthead.published == MAY_3


def test_a_date_of_an_update_is_marked() -> None:
    masthead = read_masthead("Last updated: 5 May 2024")
    assert masthead is not None
    assert masthead.is_update


@pytest.mark.parametrize(
    ("line", "day_first"),
    [("03/05/2024", MAY_3), ("31 February 2024", None), ("00/05/2024", None), ("03/05/0000", None)],
)
def test_a_doubtful_date_is_not_guessed(line: str, day_first: date | None) -> None:
    masthead = read_masthead(line)
    assert masthead is not None
    assert masthead.published is None
    assert masthead.day_first == day_first


@pytest.mark.parametrize(
    "line",
    [
        "By popular demand, the baths stay open",
        "By land or by sea",
        "By Monday the water was gone.",
        "On 3 May 2024 the river rose.",
        "SKELL, May 3 (Skell Post) — The river rose.",
        "Ana Ruiz",
        "Port Skell | Harbour",
        "",
    ],
)
def test_what_is_neither_byline_nor_date(line: str) -> None:
    assert read_masthead(line) is None
