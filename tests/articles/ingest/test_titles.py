"""Which of a page's titles is its headline."""

from __future__ import annotations

import json

import pytest
from lxml.html import document_fromstring

from articles.ingest.html.head import Head
from articles.ingest.html.titles import headline

FERRY = "Ferry to Skell stops for the winter"


def head(data: str = "", og: str = "", title: str = "x", site: str = "") -> Head:
    script = json.dumps({"@type": "NewsArticle", "headline": data}) if data else "{}"
    return Head.of(
        document_fromstring(
            f'<html><head><title>{title}</title><meta property="og:title" content="{og}">'
            f'<meta property="og:site_name" content="{site}">'
            f'<script type="application/ld+json">{script}</script></head><body><p>x</p></body></html>'
        ),
        "https://www.skellpost.example/ferry",
    )


@pytest.mark.parametrize(
    ("page", "headings", "found"),
    [
        (head(data=FERRY, og="Ferry stops"), ["Sections"], FERRY),
        (head(data=FERRY, og="The last boat to Skell"), ["The last boat to Skell"], "The last boat to Skell"),
        (head(data="Ferry to Skell stops …", og=FERRY), [], FERRY),
        (head(og="Ferry stops", title="Ferry stops"), [FERRY], FERRY),
        (head(og=FERRY, title=FERRY), ["Sections", "Weather"], FERRY),
        (head(og=f"{FERRY} - The Skell Post", site="The Skell Post"), [], FERRY),
        (head(og=f"{FERRY} | News | Skell Post", site="Skell Post"), [], FERRY),
        (head(og=f"Skell Post: {FERRY}", title=f"Skell Post | {FERRY}", site="Skell Post"), [FERRY], FERRY),
        (head(title=f"{FERRY} – skellpost.example"), [], FERRY),
        (head(og="Half a tram - better than none"), [], "Half a tram - better than none"),
        (head(og="The Skell Post", title="The Skell Post", site="The Skell Post"), [FERRY], FERRY),
        (head(data="Owners &amp; bakers talk"), [], "Owners & bakers talk"),
    ],
)
def test_the_headline_is_the_one_that_the_page_prints(page: Head, headings: list[str], found: str) -> None:
    assert headline(page, headings) == found


def test_a_page_without_any_title_has_none() -> None:
    tree = document_fromstring("<html><body><p>x</p></body></html>")
    assert headline(Head.of(tree, None), []) == ""
