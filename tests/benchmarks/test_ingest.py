"""CPU time of reading a page, beside the extraction library alone on the same pages, in turns."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import trafilatura

from articles.ingest.html import read_page
from articles.ingest.html.charset import decode_page

PAGES = sorted((Path(__file__).parents[1] / "pages" / "articles").glob("*.html"))
ROUNDS = 7
BUDGET = 1.3
"""Times the library's own time with its metadata: we too read title, authors and date."""

MENU = "".join(f'<li class="menu-item"><a href="/section/{n}">Section number {n}</a></li>' for n in range(250))
LIST = "".join(
    f'<div class="card"><h3><a href="/story/{n}">Another story of the day, number {n}</a></h3>'
    f"<p>What happened in story {n} and why it matters to people on the left bank.</p></div>"
    for n in range(40)
)
MORE = "".join(
    f"<p>The office also said, for the {n}th time, that the boat is old and the wind is not.</p>" for n in range(30)
)


def as_heavy_as_real_ones(raw: bytes) -> bytes:
    """A page with the menus, lists and length that pages of outlets have, some hundred kilobytes."""
    page = decode_page(raw, None)[0]
    page = page.replace("<body", f"<body data-x='1'><ul class='menu'>{MENU}</ul><div", 1)
    page = page.replace("</article>", f"{MORE}</article>", 1).replace("</body>", f"<aside>{LIST * 3}</aside></body>")
    return page.replace("charset=windows-1251", "charset=utf-8").encode("utf-8")


def seconds(read: Callable[[bytes], object], pages: list[bytes]) -> float:
    start = time.process_time()
    for page in pages:
        read(page)
    return time.process_time() - start


def library(page: bytes) -> object:
    return trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)


@pytest.mark.bench
def test_reading_a_page_takes_little_longer_than_the_library_alone() -> None:
    pages = [as_heavy_as_real_ones(path.read_bytes()) for path in PAGES if path.stem != "data_only"]
    for read in (read_page, library):
        seconds(read, pages[:3])
    ours, theirs = zip(*((seconds(read_page, pages), seconds(library, pages)) for _ in range(ROUNDS)), strict=True)
    # The quickest of each: whatever else the machine does only adds.
    assert min(ours) <= BUDGET * min(theirs), [round(our / their, 2) for our, their in zip(ours, theirs, strict=True)]
