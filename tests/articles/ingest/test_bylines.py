"""Bylines as pages show them, with and without "By"."""

from __future__ import annotations

import json
from typing import Any

import pytest

from articles.ingest.html import read_page

BODY = "".join(
    f"<p>The boat did not sail on day {n}, the harbour office said, since the wind was strong.</p>" for n in range(9)
)
STANDFIRST = "<p>The only ferry stays in port, and nobody on the quay knows for how long it will.</p>"
DATE = "<p>Friday, 3 May 2024</p>"
ANA, TOM, LENA = "Ana Ruiz", "Tom Oke", "Lena Ortiz"


def authors(above: str = "", *, head: str = "", below: str = "") -> tuple[str, ...]:
    page = f"<html><head><title>No boat</title>{head}</head><body><a href='/'>Home</a><article><h1>No boat</h1>"
    return read_page(f"{page}{above}{BODY}{below}</article></body></html>".encode()).authors


ABOVE: list[tuple[str, tuple[str, ...]]] = [
    (f"<p>Ana Ruiz</p>{DATE}", (ANA,)),
    (f"<p>ANA RUIZ</p>{DATE}", (ANA,)),
    (f"<p>Ana Ruiz, Tom Oke and Lena Ortiz</p>{DATE}", (ANA, TOM, LENA)),
    (f"<div>Ana Ruiz in Ostmark and Tom Oke in Harl</div>{DATE}", (ANA, TOM)),
    ("<p><span>Ana Ruiz</span> <time>3 May 2024</time></p>", (ANA,)),
    ("<p>Ana Ruiz | 3 May 2024 | 4 min read</p>", (ANA,)),
    ("<p>3 May 2024 - Ana Ruiz</p>", (ANA,)),
    ("<p>Ana Ruiz, Ostmark correspondent</p>", (ANA,)),
    ("<p>Ana Ruiz</p><p>Transport correspondent</p>", (ANA,)),
    (f"{STANDFIRST}<p>Ana Ruiz</p>{DATE}", (ANA,)),
    (f"{STANDFIRST}<div>by Ana Ruiz / 3 May 2024 /</div>", (ANA,)),
    ("<p>May 3, 2024 by Ana Ruiz</p>", (ANA,)),
    ("<p>By Ana Ruiz<br>Ostmark</p>", (ANA,)),
    ("<p>By ANA RUIZ Of The Tidewater Times</p>", (ANA,)),
    ("<p>By Ana Ruiz (AP)</p>", (ANA,)),
    ("<p>By ANA RUIZ and TOM OKE Associated Press</p>", ("Ana Ruiz", "Tom Oke")),
    ("<p>By Ana Ruiz and The Associated Press</p>", (ANA,)),
    ("<p>By Ana Ruiz with agencies</p>", (ANA,)),
    ("<p>By Ana Ruiz aruiz@skellpost.example @anaruiz</p>", (ANA,)),
    ("<p>By Siobhan O’Dale and Jean-Luc d’Arme</p>", ("Siobhan O’Dale", "Jean-Luc d’Arme")),
    ("<p>Analysis by Ana Ruiz</p>", (ANA,)),
    ("<p>As told to Ana Ruiz</p>", (ANA,)),
    (f"<p>di Ana Ruiz</p>{DATE}", (ANA,)),
    ("<div>By</div><ul><li><a href='/a'>Ana Ruiz</a></li><li><a href='/b'>Tom Oke</a></li></ul>", (ANA, TOM)),
    ("<ul class='byline'><li>Ana Ruiz</li><li>Tom Oke</li></ul>", (ANA, TOM)),
    ("<div class='authors'><a href='/1'>Ana Ruiz</a><a href='/2'>Tom Oke</a></div>", (ANA, TOM)),
    ("<p>3 May 2024 · <a href='/staff/ana-ruiz/'>Ana Ruiz</a></p>", (ANA,)),
    ("<div itemprop='author'><b itemprop='name'>Ana Ruiz</b><i itemprop='jobTitle'>Transport Editor</i></div>", (ANA,)),
    ("<div itemprop='author'><p itemprop='name'>Ana Ruiz</p><p>Ana Ruiz writes about ships.</p></div>", (ANA,)),
    ("<span itemprop='author'><meta itemprop='name' content='Ana Ruiz'></span>", (ANA,)),
    ("<p>By Sports Reporter</p>", ()),
    ("<p>By Business Desk</p>", ()),
    (f"<p>Local News</p>{DATE}", ()),
    (f"<p>New Harl</p>{DATE}", ()),
    (f"<p>Harbour Office</p>{DATE}", ()),
    (f"<p>Read More</p>{DATE}", ()),
    (f"<figure><img src='a'><figcaption>Tom Oke</figcaption></figure>{DATE}", ()),
    ("<p>Grand Hotel</p>", ()),
    ("<p>Seen with <a href='/people/latest'>Sam Stone</a></p>", ()),
]


def test_a_name_is_found_in_a_page_laid_out_as_a_table() -> None:
    cell = f"<h1>No boat</h1><div>Ana Ruiz, correspondent</div>{DATE}{BODY}"
    page = f"<html><title>No boat</title><table><tr><td><a href='/'>Home</a></td><td>{cell}</td></tr></table></html>"
    assert read_page(page.encode()).authors == (ANA,)


@pytest.mark.parametrize(("above", "names"), ABOVE)
def test_names_are_found_above_the_article(above: str, names: tuple[str, ...]) -> None:
    assert authors(above) == names


def meta(**contents: str) -> str:
    return "".join(f'<meta name="{name}" content="{content}">' for name, content in contents.items())


def data(author: Any) -> str:
    article = {"@type": "NewsArticle", "headline": "No boat", "author": author}
    return f'<script type="application/ld+json">{json.dumps([article, {"@id": "#1", "name": ANA}])}</script>'


def graph(*nodes: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@graph": nodes})}</script>'


def story(headline: str, **said: str) -> dict[str, str]:
    return {"@type": "NewsArticle", "headline": headline, **said}


HEADS: list[tuple[str, str, tuple[str, ...]]] = [
    (meta(author=ANA) + meta(author=TOM), "", (ANA, TOM)),
    (meta(citation_author="Ruiz, Ana") + meta(citation_author="Oke, Tom"), "", (ANA, TOM)),
    (meta(author="Ruiz, Ana; Oke, Tom"), "", (ANA, TOM)),
    (meta(author=ANA), "<meta itemprop='author' content='Sam Stone'>", (ANA,)),
    ('<meta name="twitter:label2" content="Written by"><meta name="twitter:data2" content="Ana Ruiz">', "", (ANA,)),
    (meta(author="@anaruiz"), "<p>Ana Ruiz</p>", (ANA,)),
    (meta(author="ana-ruiz"), "<p>Ana Ruiz</p>", (ANA,)),
    (meta(author="AFP"), "<p>By Ana Ruiz</p>", (ANA,)),
    (meta(author="AFP"), "", ("AFP",)),
    (data({"name": "Harl Media Group"}), "<p>By Ana Ruiz</p>", (ANA,)),
    (data({"name": "", "@id": "#1"}), "", (ANA,)),
    (data("#1"), "", (ANA,)),
    (data(["#1", TOM]), "", (ANA, TOM)),
    (data({"@type": "Role", "author": {"name": ANA}}), "", (ANA,)),
    (graph({"@type": "WebPage", "author": {"@id": "#1"}}, {"@id": "#1", "name": ANA}), "", (ANA,)),
    (graph(story("No boat"), {"@type": "WebPage", "author": {"name": ANA}}), "", (ANA,)),
    (graph(story("Dear bread", author=TOM, publisher="Skell Post"), story("No boat", author=ANA)), "", (ANA,)),
]


@pytest.mark.parametrize(("head", "above", "names"), HEADS)
def test_data_and_bylines_complete_each_other(head: str, above: str, names: tuple[str, ...]) -> None:
    assert authors(above, head=head) == names


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("<p>Reporting by Ana Ruiz and Tom Oke; editing by Lena Ortiz</p>", (ANA, TOM)),
        ("<p>(Reporting by Ana Ruiz in Skell; Additional reporting by Tom Oke; Editing by Lena Ortiz)</p>", (ANA,)),
        ("<div class='author-bio'><h4>About the author</h4><p>Ana Ruiz</p></div>", (ANA,)),
        ("<p>Ana Ruiz is a senior reporter for the Skell Post. Follow her at @anaruiz.</p>", (ANA,)),
        ("<p>Ana Ruiz is a captain at the Skell harbour office, and she stays at home too.</p>", ()),
        ("<p>Ana Ruiz waited for the boat.</p><p>Ana Ruiz is a writer.</p>", ()),
        ("<aside><h3>More from Skell</h3><p>Ana Ruiz is a writer for the Skell Post.</p></aside>", ()),
        ("<aside><h2>More</h2><div><b>Bread is dear</b><a rel='author' href='/t'>Tom Oke</a></div></aside>", ()),
        ("<div><h2>Comments</h2><div><span itemprop='author'>Tom Oke</span><p>Well said.</p></div></div>", ()),
        ("<aside><h3>More from Skell</h3><p>Bread is dear again</p><p>By Lena Ortiz</p></aside>", ()),
    ],
)
def test_names_are_found_below_the_article(below: str, names: tuple[str, ...]) -> None:
    assert authors(below=below) == names
