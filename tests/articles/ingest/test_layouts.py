"""Layouts of the wild: paragraphs between line breaks, live blogs, pages that only a script fills, frames."""

from __future__ import annotations

import json
from typing import Any

import pytest

from articles.ingest.errors import NoArticle
from articles.ingest.html import read_page
from articles.ingest.types import Draft

BODY = (
    "The ferry to Skell will stop on 1 October and not sail again before Easter, the harbour office said on Tuesday.",
    "“It is the wind, and it is the money,” said Lena Ortiz, who has run the office for eleven years.",
    "Some 340 people live on the island. Most of them shop, study or see a doctor on the mainland.",
    "“Nobody asked us,” he said.",
    "The county pays 1.2 million crowns a year towards the crossing. A spokesman declined to say more.",
)
TITLE = "Ferry to Skell stops for the winter"


def page(inside: str, head: str = "") -> bytes:
    return f"<html><head><title>{TITLE} - Skell Post</title>{head}</head><body>{inside}</body></html>".encode()


def body_of(draft: Draft) -> list[str]:
    return [draft.text[block.start : block.end] for block in draft.blocks if block.kind == "body"]


def script(data: Any, kind: str = "application/json") -> str:
    return f'<script type="{kind}">{json.dumps(data)}</script>'


@pytest.mark.parametrize("between", ["<br><br>", "<br/>\n<br/>"])
def test_a_short_quotation_between_line_breaks_is_read(between: str) -> None:
    assert body_of(read_page(page(f"<h1>{TITLE}</h1><div>{between.join(BODY)}</div>"))) == list(BODY)


def test_an_entry_of_a_live_blog_does_not_name_the_page() -> None:
    entry = {"@type": "BlogPosting", "headline": "Ortiz speaks", "datePublished": "2024-05-04", "author": "Tom Oke"}
    data = {"@type": "LiveBlogPosting", "headline": TITLE, "liveBlogUpdate": [{**entry, "articleBody": BODY[1]}]}
    shown = "".join(f"<p>{line}</p>" for line in BODY)
    draft = read_page(page(f"<h1>{TITLE}</h1>{shown}", script(data, "application/ld+json")))
    assert (draft.headline, draft.authors) == (TITLE, ())


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<p>{line}</p>" for line in BODY),
        list(BODY),
        [{"type": "text", "content": line} for line in BODY],
        [{"type": "image", "url": "a.jpg"}, *({"type": "p", "text": f"<b>{line}</b>"} for line in BODY)],
    ],
)
def test_an_article_in_the_data_of_a_script_is_read_and_said_to_be_from_there(body: Any) -> None:
    data = {"props": {"article": {"title": TITLE, "body": body}, "more": ["<p>News</p>"]}}
    draft = read_page(page('<div id="root"></div>' + script(data)))
    assert body_of(draft) == list(BODY)
    assert any("taken from the page's data" in note for note in draft.notes)


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        (script({"consent": "".join(f"<p>{line}</p>" for line in BODY)}), "No article"),  # data of something else
        (f"<script type='application/json'>{TITLE} {{broken</script>", "No article"),
        ("<h1>Sorry</h1><p>The page you were looking for could not be found. Try again later.</p>", "not found"),
    ],
)
def test_what_is_no_article_is_none(inside: str, why: str) -> None:
    with pytest.raises(NoArticle, match=why):
        read_page(page(inside))


def test_a_page_of_frames_says_so() -> None:
    frames = f"<html><head><title>{TITLE}</title></head><frameset><frame src='a.html'></frameset></html>"
    with pytest.raises(NoArticle, match="frames"):
        read_page(frames.encode())


@pytest.mark.parametrize(
    ("line", "day"),
    [("Fri, 05/03/2024 - 10:14", "2024-05-03"), ("Tue, 05/03/2024 - 10:14", "2024-03-05"), ("Mon, 05/03/2024", None)],
)
def test_a_weekday_tells_whether_day_or_month_stands_first(line: str, day: str | None) -> None:
    shown = "".join(f"<p>{text}</p>" for text in BODY)
    draft = read_page(page(f"<h1>{TITLE}</h1><span>Submitted by Ana Ruiz on {line}</span>{shown}"))
    assert (draft.published and draft.published.isoformat()) == day


@pytest.mark.parametrize("name", ["subscriber-only", "paywall", "tag-news", "shareable"])
def test_boxes_that_hold_the_paragraphs_one_by_one_are_no_furniture_whatever_they_are_called(name: str) -> None:
    shown = "".join(f'<div class="{name}"><p>{line}</p></div><div class="ad">- Advertisement -</div>' for line in BODY)
    assert body_of(read_page(page(f"<h1>{TITLE}</h1><article>{shown}</article>"))) == list(BODY)


def test_what_subscribers_alone_may_read_and_what_all_may_is_the_article() -> None:
    boxes = ["subscriber-preview"] * 2 + ["subscriber-only"] * 3
    shown = "".join(f'<div class="{name}"><p>{line}</p></div>' for name, line in zip(boxes, BODY, strict=True))
    assert body_of(read_page(page(f"<h1>{TITLE}</h1><article>{shown}</article>"))) == list(BODY)


def test_words_in_cipher_are_not_read_and_missed() -> None:
    shown = "".join(f'<div class="subscriber-preview"><p>{line}</p></div>' for line in BODY)
    cipher = "kAm%96 92C3@FC 4@>>:DD:@? H2D E@=5 @? |@?52J E92E E96 36==D H6C6 C:?8:?8]k^Am"
    hidden = f'<div class="subscriber-only encrypted-content" style="display: none"><p>{cipher * 9}</p></div>'
    draft = read_page(page(f"<h1>{TITLE}</h1><article>{shown}{hidden * 4}</article>"))
    assert body_of(draft) == list(BODY)
    assert [note for note in draft.notes if note.startswith("Possibly incomplete") and "in cipher" in note]


@pytest.mark.parametrize("tag", ["div", "p"])
@pytest.mark.parametrize("above", ["", "<div><a href='/s'>Harbour</a></div>"])
def test_a_card_of_another_article_between_the_paragraphs_is_none_of_them(tag: str, above: str) -> None:
    told = "Crews brought the last beam ashore this week, the county said in March."
    card = f"<div>{above}<div><a href='/x'>Last beam of the old pier is ashore</a></div><{tag}>{told}</{tag}></div>"
    shown = [f"<p>{line}</p>" for line in BODY]
    draft = read_page(page(f"<h1>{TITLE}</h1><article>{''.join([*shown[:2], card, *shown[2:]])}</article>"))
    assert body_of(draft) == list(BODY)


def test_a_paragraph_below_a_link_is_read_where_paragraphs_stand_in_such_boxes() -> None:
    link = "<p><a href='/x'>Last beam of the old pier is ashore</a></p>"
    shown = "".join(f"<div>{link if n == 2 else ''}<p>{line}</p></div>" for n, line in enumerate(BODY))
    assert body_of(read_page(page(f"<h1>{TITLE}</h1><article>{shown}</article>"))) == list(BODY)


def test_the_standfirst_below_the_link_to_a_section_is_no_card() -> None:
    told = "The harbour office has no money for the boat, and no wind to spare for it."
    head = f"<header><h6><a href='/s'>Wind and Weather</a></h6><h1>{TITLE}</h1><h2>{told}</h2></header>"
    draft = read_page(page(f"<article>{head}{''.join(f'<p>{line}</p>' for line in BODY)}</article>"))
    assert [b.kind for b in draft.blocks if draft.text[b.start : b.end] == told] == ["subhead"]


@pytest.mark.parametrize(("words", "kind"), [("It is the money", "subhead"), ("“It is the money”", "teaser")])
def test_words_of_the_article_above_it_are_its_subhead_if_they_quote_nobody(words: str, kind: str) -> None:
    shown = "".join(f"<p>{line}</p>" for line in (*BODY[:2], f"</p><h2>{words}</h2><p>", *BODY[2:]))
    draft = read_page(page(f"<h1>{TITLE}</h1><article>{shown}</article>"))
    assert [b.kind for b in draft.blocks if draft.text[b.start : b.end] == words] == [kind]


@pytest.mark.parametrize("mark", ["", "<span class='sr-only'>: </span>"])
def test_a_kicker_in_the_heading_is_of_the_headline_that_the_data_has(mark: str) -> None:
    data = script({"@type": "NewsArticle", "headline": f"Weather: {TITLE}"}, "application/ld+json")
    heading = f"<h2><span>Weather</span>{mark}<span>{TITLE}</span></h2>"
    draft = read_page(page(heading + "".join(f"<p>{line}</p>" for line in BODY), data))
    kinds = {draft.text[block.start : block.end].replace(": ", ""): block.kind for block in draft.blocks}
    assert (draft.headline, kinds[f"Weather{TITLE}"]) == (f"Weather: {TITLE}", "headline")


@pytest.mark.parametrize("tag", ["aside", "nav", "div class='related-stories'"])
def test_long_lists_beside_a_short_article_are_not_the_article(tag: str) -> None:
    card = (
        "<div class='card'><h3><a href='/{0}'>Another story of the day, number {0}</a></h3>"
        "<p>What happened in story {0} and why it matters to people on the left bank.</p></div>"
    )
    shown = "".join(f"<p>{line}</p>" for line in BODY)
    beside = "".join(card.format(n) for n in range(60))
    draft = read_page(page(f"<main><h1>{TITLE}</h1><div>{shown}</div></main><{tag}>{beside}</{tag.split()[0]}>"))
    assert body_of(draft) == list(BODY)


def test_an_article_may_be_a_list_of_links() -> None:
    intro = "Here are the boats that nobody on the island has ever forgotten, with what became of them."
    items = "".join(
        f"<div class='item'><h3><a href='/{n}'>The boat that came in number {n}</a></h3><p>{line}</p></div>"
        for n, line in enumerate(line for line in BODY if len(line) > 40)
    )
    draft = read_page(page(f"<main><h1>{TITLE}</h1><article><p>{intro}</p>{items}</article></main>"))
    assert body_of(draft) == [intro, *(line for line in BODY if len(line) > 40)]
