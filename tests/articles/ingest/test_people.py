"""Names in bylines and in a page's data."""

from __future__ import annotations

import pytest

from articles.ingest.html import read_page
from articles.ingest.html.people import clean_names

OUTLET = frozenset({"skellpost", "theskellpost"})

CASES: list[tuple[str, list[str], tuple[str, ...]]] = [
    ("as given", ["Ana Ruiz"], ("Ana Ruiz",)),
    ("by", ["By Ana Ruiz"], ("Ana Ruiz",)),
    ("two in one", ["Ana Ruiz and Tom Oke"], ("Ana Ruiz", "Tom Oke")),
    ("three", ["By Ana Ruiz, Tom Oke & Lena Ortiz"], ("Ana Ruiz", "Tom Oke", "Lena Ortiz")),
    ("twice", ["Ana Ruiz", "ana ruiz", "ANA RUIZ"], ("Ana Ruiz",)),
    ("capitals", ["TOBIAS REHM"], ("Tobias Rehm",)),
    ("initials stay", ["J. D. Hale", "AJ Oke"], ("J. D. Hale", "AJ Oke")),
    ("particles", ["Hanna von der Aue", "Luis de la Cruz"], ("Hanna von der Aue", "Luis de la Cruz")),
    ("last name first", ["Stone, Sam"], ("Sam Stone",)),
    ("a name and an agency", ["Stone, AFP"], ("Stone",)),
    ("suffix", ["Paul Degen, Jr."], ("Paul Degen",)),
    ("post behind a comma", ["Ana Ruiz, Senior Transport Editor"], ("Ana Ruiz",)),
    ("post behind the name", ["Sam Stone Senior Politics Editor"], ("Sam Stone",)),
    ("place", ["Lotte Haag in Ostmark"], ("Lotte Haag",)),
    ("for an outlet", ["Ines Varga for The Tidewater Times"], ("Ines Varga",)),
    ("you", ["You; Ana Ruiz"], ("Ana Ruiz",)),
    ("log-ins", ["admin", "ana-ruiz", "aruiz", "web_desk"], ()),
    ("run together", ["AnaRuizWriter"], ()),
    ("one inner capital", ["Moira McDonald"], ("Moira McDonald",)),
    ("addresses", ["https://skellpost.example/ana", "ana@skellpost.example", "@anaruiz"], ()),
    ("name and address", ["Mike Cass | mcass@skellpost.example"], ("Mike Cass",)),
    ("the outlet", ["The Skell Post", "Skell Post Staff", "Skell Post"], ()),
    ("a desk", ["News Desk", "Staff Writer", "Our Correspondents", "Editorial Board"], ()),
    ("an agency", ["Northern Press Agency"], ("Northern Press Agency",)),
    ("dated", ["Monday 6 May 2024 11:44 by Ana Ruiz"], ("Ana Ruiz",)),
    ("date behind", ["Ana Ruiz Published 6 May 2024"], ("Ana Ruiz",)),
    ("German", ["Von Olga Quist, Redaktion"], ("Olga Quist",)),
    ("Russian", ["Ольга Квист"], ("Ольга Квист",)),
    ("Chinese", ["谢若含"], ("谢若含",)),
    ("a sentence", ["This story was written by people who know the sea very well indeed"], ()),
    ("numbers", ["Channel 4", "12 minutes"], ()),
    ("nothing", ["", " ", "|"], ()),
]


@pytest.mark.parametrize(("given", "names"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_names_are_cleaned(given: list[str], names: tuple[str, ...]) -> None:
    assert clean_names(given, OUTLET) == names


BODY = "".join(
    f"<p>The boat did not sail on day {n}, the harbour office said, since the wind was strong.</p>" for n in range(9)
)
PAGE = "<html><head><title>No boat</title></head><body><article><h1>No boat</h1>{}" + BODY + "</article></body></html>"


@pytest.mark.parametrize(
    ("above", "names"),
    [
        ('<div>3 May <span class="entry__author">by <a href="/a">Ana Ruiz</a></span> | 9:14 am</div>', ("Ana Ruiz",)),
        ('<ul><li><b class="author-name">Ana Ruiz</b> - 4 hours ago</li></ul>', ("Ana Ruiz",)),
        ('<div>3 May <span class="comment-author">Lena Ortiz</span> and 12 more spoke up</div>', ()),
    ],
)
def test_a_name_within_a_line_is_taken_where_the_page_calls_it_a_byline(above: str, names: tuple[str, ...]) -> None:
    assert read_page(PAGE.format(above).encode()).authors == names
