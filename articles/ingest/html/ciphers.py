"""Take out what a page keeps in cipher for its subscribers: it is hidden, and no reader ever sees it as it stands."""

from __future__ import annotations

import re

from lxml.etree import XPath
from lxml.html import HtmlElement

from articles.ingest.html.outline import is_hidden

FEWEST_WORDS = 8
LOOKED_AT = 4_000
"""Code points of an element; a cipher is the same throughout."""

_MAY_BE_HIDDEN = XPath("//*[@hidden or @aria-hidden or contains(@style, 'none') or contains(@style, 'hidden')]")
_LETTER, _OTHER = re.compile(r"[A-Za-z]"), re.compile(r"\w[\d@:?=;<>^%\[\]_]|[@:?=;<>^%\[\]_]\w")


def without_ciphers(tree: HtmlElement) -> bool:
    """Whether hidden elements in cipher stood in the tree; they are taken out of it."""
    found = [element for element in _MAY_BE_HIDDEN(tree) if is_hidden(element) and _is_cipher(element)]
    for element in found:
        if element.getparent() is not None:
            element.drop_tree()
    return bool(found)


def _is_cipher(element: HtmlElement) -> bool:
    """Whether most words mix letters with digits and marks, as no words of a language do."""
    words = "".join(element.xpath(".//text()[not(parent::script or parent::style)]"))[:LOOKED_AT].split()
    if len(words) < FEWEST_WORDS:
        return False
    mixed = sum(word.isascii() and bool(_LETTER.search(word) and _OTHER.search(word)) for word in words)
    return 2 * mixed > len(words)
