"""Find the article on a page: which passages the extraction library took, and the box that holds them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from articles.ingest.clean import INVISIBLE
from articles.ingest.html.cards import cards, minor, taken_for_article
from articles.ingest.html.outline import Box, Passage, element_count
from articles.ingest.html.purpose import MOST_OF_IT, purpose, small_boxes

SHORTEST_PART = 40
"""A stretch of that many visible characters is found elsewhere only if it is the same sentence."""

MOST_FOR_LIBRARY = 30_000
"""Beyond so many elements the library's time grows faster than the page; our own reading has to do."""

_SEVERAL = 3  # boxes that each hold a part of the article

_UNSEEN = re.compile(rf"[{INVISIBLE}]+")
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
    """The article as the extraction library reads it; nothing if it finds none, or would take too long to."""
    if element_count(tree) > MOST_FOR_LIBRARY:
        return Taken("", frozenset())
    document = bare_extraction(tree, include_comments=False)
    if not isinstance(document, Document) or document.body is None:
        return Taken("", frozenset())
    outer = Taken.of("".join(element.itertext()) for element in document.body)
    inner = ("".join(element.itertext()) for element in document.body.iter("p", "head", "item", "quote", "cell"))
    return Taken(outer.whole, outer.lines | frozenset(map(squeeze, inner)))


def squeeze(text: str) -> str:
    """The text without spaces and invisible characters, for comparing."""
    joined = "".join(text.split())
    return joined if joined.isascii() else _UNSEEN.sub("", joined)


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
    return key[:SHORTEST_PART] in taken.whole or (len(key) > 2 * SHORTEST_PART and key[-SHORTEST_PART:] in taken.whole)


def article_box(passages: Sequence[Passage]) -> Box | None:
    """The box that holds the article: the library's and our own reading of the page weighed against each other.

    Marks as `clean` the prose that our own reading takes, where the two do not contradict each other."""
    _weigh(passages)
    boxes = _boxes(passages)
    if not boxes:
        return None
    taken = _innermost(boxes, "kept", 0.98)
    if taken and taken.clean > 1.5 * taken.kept:
        taken = _innermost(boxes, "kept", 0.8)
    own = _landmark(boxes) or _innermost(boxes, "clean", 0.75)
    if own is None or (taken and (own.kept < 0.5 * taken.kept or own.parent is None or own.tag == "body")):
        own = taken
    _limit(passages, own)
    return taken if taken and own and own.stands_in(taken) else own


def _limit(passages: Sequence[Passage], own: Box | None) -> None:
    """Take back our own reading outside its box and, where the library took nearly all of that, at its ends."""
    inside = [passage.is_prose and passage.box.stands_in(own) for passage in passages]
    kept = [i for i, passage in enumerate(passages) if inside[i] and passage.kept]
    complete = own is not None and own.kept > 0.8 * own.clean
    first, last = (kept[0], kept[-1]) if kept and complete else (0, len(passages))
    for index, passage in enumerate(passages):
        passage.clean = passage.clean and inside[index] and first <= index <= last


def _innermost(boxes: Sequence[Box], weight: Literal["kept", "clean"], share: float) -> Box | None:
    """The deepest box that holds this share of the prose."""
    whole = getattr(boxes[0], weight)
    holding = [box for box in boxes if whole and getattr(box, weight) >= share * whole]
    return max(holding, key=lambda box: box.depth, default=None)


def _weigh(passages: Sequence[Passage]) -> None:
    prose = [passage for passage in passages if passage.is_prose]
    for passage in prose:
        for box in passage.box.around():
            box.prose += len(passage.text)
    whole = sum(len(passage.text) for passage in prose)
    _mark_common(passages)
    other = _other_articles(passages, whole)
    for index, passage in enumerate(passages):
        if not passage.is_prose:
            continue
        furniture = index in other or any(purpose(box) for box in small_boxes(passage.box, None, whole))
        passage.clean = not furniture
        for box in passage.box.around():
            box.kept += len(passage.text) * passage.kept
            box.clean += len(passage.text) * passage.clean


def _other_articles(passages: Sequence[Passage], whole: int) -> frozenset[int]:
    """The passages on cards of other articles; what the library took of these alone is taken back."""
    found = cards(passages, None, whole)
    if found and taken_for_article(found, passages):
        for passage in passages:
            passage.kept = False
        return found
    return minor(found, passages)


def _mark_common(passages: Sequence[Passage]) -> None:
    """Mark the boxes that are called alike and together hold most of what the library took: sites wrap each paragraph
    in a box that says who may read it."""
    taken = [passage for passage in passages if passage.kept and passage.is_prose]
    held: Counter[str] = Counter()
    boxes: defaultdict[str, set[int]] = defaultdict(set)
    for passage in taken:
        for box in {box.name: box for box in passage.box.around() if box.name}.values():
            held[box.name] += len(passage.text)
            boxes[box.name].add(id(box))
    most = MOST_OF_IT * sum(len(passage.text) for passage in taken)
    names = {name for name, size in held.items() if size > most and len(boxes[name]) >= _SEVERAL}
    for passage in passages if names else ():
        for box in passage.box.around():
            box.common = box.name in names


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
    """The box that its makers call the article's text, if one does and holds most of the prose."""
    called = [
        box
        for box in boxes
        if box.clean > 0.5 * boxes[0].clean
        and (box.element.get("itemprop") == "articleBody" or _LANDMARK.search(box.name))
    ]
    return max(called, key=lambda box: box.depth, default=None)
