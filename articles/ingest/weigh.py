"""Find the article on a page: which passages the extraction library took, and the box that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from articles.ingest.clean import INVISIBLE
from articles.ingest.outline import Box, Passage

SHORTEST_PART = 40
"""A stretch of that many visible characters is found elsewhere only if it is the same sentence."""

_UNSEEN = re.compile(rf"[\s{INVISIBLE}]+")
_LANDMARK = re.compile(
    r"article-?_?body|articlebody|story-?_?(?:body|text|content)|entry-?content|post-?(?:body|content)|"
    r"article-?_?(?:content|text)|content-?body|body-?(?:text|content)"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A text taken from the page, without spaces: all of it, and its paragraphs."""

    whole: str
    lines: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Taken:
        squeezed = [squeeze(line) for line in lines]
        return cls("".join(squeezed), frozenset(squeezed))


def library_reading(tree: HtmlElement) -> Taken:
    """The article as the extraction library reads it; nothing if it finds none."""
    document = bare_extraction(tree, include_comments=False)
    if not isinstance(document, Document) or document.body is None:
        return Taken("", frozenset())
    outer = Taken.of("".join(element.itertext()) for element in document.body)
    inner = ("".join(element.itertext()) for element in document.body.iter("p", "head", "item", "quote", "cell"))
    return Taken(outer.whole, outer.lines | frozenset(map(squeeze, inner)))


def squeeze(text: str) -> str:
    """The text without spaces and invisible characters, for comparing."""
    return _UNSEEN.sub("", text)


def mark_kept(passages: Iterable[Passage], taken: Taken) -> None:
    """Mark the passages whose words stand in the text that was taken from the page."""
    for passage in passages:
        if not passage.kept:
            passage.kept = _stands_in(squeeze(passage.text), taken)


def coverage(passages: Iterable[Passage], taken: Taken) -> float:
    """The share of the text taken from the page that these passages show; 1 if nothing was taken."""
    whole = len(taken.whole)
    return sum(len(squeeze(passage.text)) for passage in passages if passage.kept) / whole if whole else 1.0


def _stands_in(key: str, taken: Taken) -> bool:
    if key in taken.lines:
        return True
    if len(key) < SHORTEST_PART:
        return False
    return key[:SHORTEST_PART] in taken.whole or (
        len(key) > 2 * SHORTEST_PART and key[-SHORTEST_PART:] in taken.whole
    )


def article_box(passages: Sequence[Passage]) -> Box | None:
    """The innermost box with nearly all that was taken, or with most of the prose where little was taken."""
    _weigh(passages)
    boxes = _boxes(passages)
    if not boxes:
        return None
    found = _innermost(boxes, 0.98)
    if found and found.prose > 1.5 * found.kept:
        found = _innermost(boxes, 0.8)
    landmark = _landmark(boxes)
    if landmark and landmark.prose > 2.5 * (found.kept if found else 0):
        return landmark
    return found


def _innermost(boxes: Sequence[Box], share: float) -> Box | None:
    """The deepest box that holds this share of the prose that was taken."""
    holding = [box for box in boxes if box.kept and box.kept >= share * boxes[0].kept]
    return max(holding, key=lambda box: box.depth, default=None)


def _weigh(passages: Sequence[Passage]) -> None:
    for passage in passages:
        if passage.is_prose:
            size = len(passage.text)
            for box in passage.box.around():
                box.prose += size
                if passage.kept:
                    box.kept += size


def _boxes(passages: Sequence[Passage]) -> list[Box]:
    """All boxes with a passage in them, the outermost first."""
    known: dict[int, Box] = {}
    for passage in passages:
        for box in passage.box.around():
            if id(box) in known:
                break
            known[id(box)] = box
    return sorted(known.values(), key=lambda box: box.depth)


def _landmark(boxes: Sequence[Box]) -> Box | None:
    """The box that its makers call the article or its text, if one does; the one with most prose of several."""
    boxes = [box for box in boxes if box.prose]
    called = [box for box in boxes if box.element.get("itemprop") == "articleBody" or _LANDMARK.search(box.name)]
    called = called or [box for box in boxes if box.tag == "article"] or [box for box in boxes if box.tag == "main"]
    return max(called, key=lambda box: (box.prose, box.depth), default=None)
