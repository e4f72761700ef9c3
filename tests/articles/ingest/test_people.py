"""Names in bylines and in a page's data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from articles.ingest.html import read_page
from articles.ingest.html.names import clean_names

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
    ("an agency behind the name", ["By Ana Ruiz, Associated Press"], ("Ana Ruiz",)),
    ("an agency behind two", ["Ana Ruiz, Tom Oke, Associated Press"], ("Ana Ruiz", "Tom Oke")),
    ("with an agency", ["Ana Ruiz with AFP"], ("Ana Ruiz",)),
    ("another outlet behind the name", ["Ana Ruiz, Tidewater Evening News"], ("Ana Ruiz",)),
    ("an outlet with the", ["Ana Ruiz, The Lookout"], ("Ana Ruiz",)),
    ("a channel in brackets", ["Ana Ruiz [Skell Radio]"], ("Ana Ruiz",)),
    ("special to", ["By Ana Ruiz Special to The Skell Post"], ("Ana Ruiz",)),
    ("mail address with a name", ["ana@skellpost.example (Ana Ruiz)"], ("Ana Ruiz",)),
    ("photographer", ["Story by Ana Ruiz; photos by Tom Oke"], ("Ana Ruiz",)),
    ("photographer behind a comma", ["By Ana Ruiz, photographs by Tom Oke"], ("Ana Ruiz",)),
    ("words and pictures", ["Words and pictures by Ana Ruiz"], ("Ana Ruiz",)),
    ("only a photographer", ["Photograph by Tom Oke, Skell Creative"], ()),
    ("only an editor", ["Edited by Tom Oke"], ()),
    ("author and colon", ["Guest author: Ana Ruiz"], ("Ana Ruiz",)),
    ("post before the name", ["Columnist Ana Ruiz", "Op-Ed Contributor Tom Oke"], ("Ana Ruiz", "Tom Oke")),
    ("button behind the name", ["Ana Ruiz Follow", "Tom Oke Follow @tomoke"], ("Ana Ruiz", "Tom Oke")),
    ("entity", ["Ana Ruiz &amp; Tom Oke"], ("Ana Ruiz", "Tom Oke")),
    ("address of a profile behind the name", ["Ana Ruiz https://social.example/anaruiz"], ("Ana Ruiz",)),
    ("suffix without a comma", ["Ana M. Ruiz Jr.", "Tom Oke"], ("Ana M. Ruiz Jr.", "Tom Oke")),
    ("who reported too", ["By Ana Ruiz; additional reporting by Tom Oke"], ("Ana Ruiz",)),
    ("an agency before the name", ["AP / Ana Ruiz"], ("Ana Ruiz",)),
    ("an agency in a value of its own", ["Associated Press", "Ana Ruiz"], ("Ana Ruiz",)),
    ("the outlet right behind the name", ["By Ana Ruiz Skell Post"], ("Ana Ruiz",)),
    ("an agency right behind the name", ["By ANA RUIZ The Associated Press"], ("Ana Ruiz",)),
    ("button before the name", ["Follow Ana Ruiz"], ("Ana Ruiz",)),
    ("values for nobody", ["N/A", "None", "Sponsored", "Press Release"], ()),
    ("twice in one", ["Ana Ruiz Ana Ruiz"], ("Ana Ruiz",)),
    ("so long ago", ["by Ana Ruiz 3 days ago"], ("Ana Ruiz",)),
    ("month and day behind", ["Ana Ruiz May 3, 2024"], ("Ana Ruiz",)),
    (
        "Dutch, Norwegian, Italian",
        ["Door Ana Ruiz", "Av Tom Oke", "di Lena Ortiz"],
        ("Ana Ruiz", "Tom Oke", "Lena Ortiz"),
    ),
    ("for an outlet, two", ["By Ana Ruiz and Tom Oke for The Skell Post"], ("Ana Ruiz", "Tom Oke")),
    ("German, a comment", ["Ein Kommentar von Ana Ruiz"], ("Ana Ruiz",)),
    ("German, text and photographs", ["Von Ana Ruiz (Text) und Tom Oke (Fotos)"], ("Ana Ruiz",)),
    ("German, with colons", ["Text: Ana Ruiz, Fotos: Tom Oke"], ("Ana Ruiz",)),
    ("German, dated", ["Von Ana Ruiz 3. Mai 2024"], ("Ana Ruiz",)),
    ("French, with an agency", ["Par Ana Ruiz (à Lyon) avec AFP"], ("Ana Ruiz",)),
    ("French, an interview", ["Propos recueillis par Ana Ruiz"], ("Ana Ruiz",)),
    ("French, dated", ["Par Ana Ruiz Publié le 3 mai 2024 à 18h02"], ("Ana Ruiz",)),
    ("Spanish, a place behind a bar", ["Por Ana Ruiz | Madrid"], ("Ana Ruiz",)),
    ("Spanish, written by", ["Escrito por Ana Ruiz y Tom Oke"], ("Ana Ruiz", "Tom Oke")),
    ("Russian, two", ["Авторы: Мария Соснова, Илья Лесной"], ("Мария Соснова", "Илья Лесной")),
    ("Russian, a post", ["Корреспондент Мария Соснова"], ("Мария Соснова",)),
    ("desks elsewhere", ["Redacción", "La Redazione", "Die Redaktion", "La rédaction", "Редакция"], ()),
    ("last names first, two", ["Ruiz, Ana and Oke, Tom"], ("Ana Ruiz", "Tom Oke")),
    ("pronouns", ["Ana Ruiz (She/Her)"], ("Ana Ruiz",)),
    ("underscore", ["Ana_Ruiz"], ()),
]


@pytest.mark.parametrize(("given", "names"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_names_are_cleaned(given: list[str], names: tuple[str, ...]) -> None:
    assert clean_names(given, OUTLET) == names


BODY = "".join(
    f"<p>The boat did not sail on day {n}, the harbour office said, since the wind was strong.</p>" for n in range(9)
)
PAGE = "<html><head><title>No boat</title></head><body><article><h1>No boat</h1>{}" + BODY + "</article></body></html>"


DATA = '<script type="application/ld+json">%s</script>'


@pytest.mark.parametrize(
    "author",
    [
        [[{"name": "Ana Ruiz"}], {"name": "Tom Oke"}],
        {"@list": [{"name": "Ana Ruiz"}, {"name": "Tom Oke"}]},
        {"name": ["Ana Ruiz", "Tom Oke"]},
        [{"name": {"@value": "Ana Ruiz"}}, {"@type": "Person", "givenName": "Tom", "familyName": "Oke"}],
        [{"@id": "#ana"}, "Tom Oke, Staff Writer"],
        "By Ana Ruiz and Tom Oke",
    ],
)
def test_authors_are_found_in_every_form_of_the_data(author: Any) -> None:
    article = {"@type": "NewsArticle", "headline": "No boat", "author": author}
    data = {"@graph": [{"@type": "Person", "@id": "#ana", "name": "Ana Ruiz"}, article]}
    assert read_page(PAGE.format(DATA % json.dumps(data)).encode()).authors == ("Ana Ruiz", "Tom Oke")


@pytest.mark.parametrize(
    ("above", "names"),
    [
        ('<div>3 May 2024, <a href="/authors/ana-ruiz">Ana Ruiz</a></div>', ("Ana Ruiz",)),
        ('<figure><img src="a"><figcaption itemprop="author">Photograph by Tom Oke</figcaption></figure>', ()),
        ('<div>3 May <span class="entry__author">by <a href="/a">Ana Ruiz</a></span> | 9:14 am</div>', ("Ana Ruiz",)),
        ('<ul><li><b class="author-name">Ana Ruiz</b> - 4 hours ago</li></ul>', ("Ana Ruiz",)),
        ('<div>3 May <span class="comment-author">Lena Ortiz</span> and 12 more spoke up</div>', ()),
    ],
)
def test_a_name_within_a_line_is_taken_where_the_page_calls_it_a_byline(above: str, names: tuple[str, ...]) -> None:
    assert read_page(PAGE.format(above).encode()).authors == names


@pytest.mark.parametrize(("stated", "found"), [("Ana Ruiz", ("Ana Ruiz",)), ("", ("Ana Ruiz", "TNN"))])
def test_the_sign_of_an_agency_behind_the_author_of_the_data_is_no_author(stated: str, found: tuple[str, ...]) -> None:
    data = {"@type": "NewsArticle", "headline": "Ferry stops", "author": {"@type": "Person", "name": stated}}
    shown = "".join(f"<p>The boat stays in port for week number {n}, the harbour office said.</p>" for n in range(9))
    byline = (
        "<div class='byline'><a>Ana Ruiz</a> / <span>TNN</span> / <span>Updated: Mar 3, 2025, 07:45 IST</span></div>"
    )
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    page = f"<html><head>{script}</head><body><h1>Ferry stops</h1>{byline}{shown}</body></html>"
    assert read_page(page.encode()).authors == found
