"""What a page keeps for browsers without scripts, or in shadow roots: shown where nothing else says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import XPath
from lxml.html import HtmlElement

FEWEST = 60
"""Visible characters that such a part has to hold of its own: less is a picture, a counter or a request."""

_NESTED = XPath("descendant-or-self::*[self::noscript or self::template[@shadowrootmode or @shadowroot]]")
_OUTER = XPath(
    "//noscript[not(ancestor::template)] | //template[@shadowrootmode or @shadowroot][not(ancestor::template)]"
)
_ELSEWHERE = XPath(
    "//text()[not(ancestor::noscript or ancestor::template or ancestor::script or ancestor::style or ancestor::head)]"
)
_PARAGRAPHS = XPath("descendant::*[self::p or self::li or self::h1 or self::h2 or self::h3 or self::blockquote]")
_ABOUT_BROWSER = re.compile(r"\b(?:java ?script|enable|browser|cookies?|ad-?blocker)\b", re.I)


def reveal(tree: HtmlElement) -> None:
    """Turn into plain boxes the parts that hold prose which stands nowhere else on the page; changes the tree.

    Nested parts are shown with the outer one; a paragraph that stands elsewhere is dropped from the part."""
    parts = [part for part in _OUTER(tree) if len(_squeezed(part.itertext())) >= FEWEST]
    if not parts:
        return
    seen = _squeezed(_ELSEWHERE(tree))
    for part in parts:
        for paragraph in _PARAGRAPHS(part):
            if (words := _squeezed(paragraph.itertext())) and words in seen and paragraph.getparent() is not None:
                paragraph.drop_tree()
        own = _squeezed(part.itertext())
        if len(own) >= FEWEST and own not in seen and not _asks_for_scripts(part):
            for inner in _NESTED(part):
                inner.tag = "div"
            seen += own


def _asks_for_scripts(part: HtmlElement) -> bool:
    """Whether a part speaks to readers of their browser, and of little else."""
    words = " ".join(part.itertext())
    return part.tag == "noscript" and len(words) < 6 * FEWEST and _ABOUT_BROWSER.search(words) is not None


def _squeezed(texts: Iterator[str] | list[str]) -> str:
    return "".join("".join(texts).split())
