"""Text that a page keeps for browsers without scripts, or in declared shadow roots."""

from __future__ import annotations

import pytest

from articles.ingest.html import read_page

PARAGRAPHS = [
    f"<p>The boat did not sail on day {n}, the harbour office said, since the wind was strong.</p>" for n in range(12)
]
LATE = "<p>Nobody told the islanders, “and nobody will,” said Lena Ortiz, who keeps the shop there.</p>"


def body_of(article: str) -> str:
    draft = read_page(f"<html><head><title>No boat</title></head><body>{article}</body></html>".encode())
    return "\n".join(draft.text[block.start : block.end] for block in draft.blocks if block.kind == "body")


FORMS: list[tuple[str, str]] = [
    ("only without scripts", "<article><h1>No boat</h1>{all}<noscript>{late}</noscript></article>"),
    ("all without scripts", "<main><h1>No boat</h1><noscript>{all}{late}</noscript></main>"),
    ("both ways", "<article><h1>No boat</h1>{all}{late}<noscript>{all}{late}</noscript></article>"),
    ("the beginning both ways", "<article><h1>No boat</h1>{some}<noscript>{all}{late}</noscript></article>"),
    ("shadow root", "<x-a><template shadowrootmode='open'><h1>No boat</h1>{all}{late}</template></x-a>"),
    ("old shadow root", "<x-a><template shadowroot='open'>{all}{late}</template></x-a>"),
    (
        "nested roots",
        "<a-b><template shadowrootmode='open'>{all}<c-d><template shadowrootmode='open'>{late}</template></c-d>"
        "</template></a-b>",
    ),
    (
        "shadow root and light",
        "<article>{all}{late}<a-b><template shadowrootmode='closed'>{late}</template></a-b></article>",
    ),
]


@pytest.mark.parametrize("form", [row[1] for row in FORMS], ids=[row[0] for row in FORMS])
def test_text_that_stands_only_there_is_read_once(form: str) -> None:
    body = body_of(form.format(all="".join(PARAGRAPHS), some="".join(PARAGRAPHS[:5]), late=LATE))
    assert [body.count(f"on day {n},") for n in range(12)] == [1] * 12
    assert body.count("Lena Ortiz") == 1


@pytest.mark.parametrize(
    "part",
    [
        "<noscript><p>Please enable JavaScript in your browser to see the words that our readers wrote.</p></noscript>",
        "<noscript><img src='a' alt='A boat by the quay, and a man who looks at it as if it were the last'></noscript>",
        f"<template id='row'>{LATE}</template>",
    ],
)
def test_requests_pictures_and_templates_stay_out(part: str) -> None:
    body = body_of(f"<article><h1>No boat</h1>{''.join(PARAGRAPHS)}{part}</article>")
    assert body.splitlines()[-1].startswith("The boat did not sail on day 11")
