"""Tell an article's paragraphs from what a page sets among them, by structure, place, links and repetition.

No rule knows any site, and none deletes: each names a kind and says why."""

from __future__ import annotations

import re
from collections.abc import Callable

from articles.ingest.html.cards import LINKED
from articles.ingest.html.region import Region
from articles.ingest.masthead import read_masthead
from articles.ingest.plain.page import Label
from articles.ingest.types import BlockKind

_QUOTATION = re.compile(r"[“”„«»\"]|''")
_SET_APART = frozenset(("blockquote", "aside", "q", "h1", "h2", "h3", "h4", "h5", "h6"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
READ = "was read as the article's text"
RESTORED = "was left out by the first reading, and stands among the article's paragraphs"

_PARAGRAPHS = ("p", "li", "blockquote", "div")
_LISTS = ("ul", "ol", "li")
SHORTEST_SET_APART = 12
SHORTEST_REPEATED = 25
"""In visible code points: shorter words are repeated by chance."""

_PULL_QUOTE = re.compile(r"pull-?_?quote|quote-?_?(?:box|callout)|callout|blockquote-?_?pull")


def labels(region: Region) -> list[Label]:
    """The kind of each passage and why, in order."""
    return [_label(region, index) for index in range(len(region.passages))]


def _label(region: Region, index: int) -> Label:
    return next(label for rule in RULES if (label := rule(region, index)))


def _headline(region: Region, index: int) -> Label | None:
    if not region.title or region.keys[index] != region.title:
        return None
    if region.title in region.keys[:index]:
        return BlockKind.CHROME, ("repeats the headline",)
    return BlockKind.HEADLINE, ("is the title of the page",)


def _boxed(region: Region, index: int) -> Label | None:
    return region.boxed[index]


def _pull_quote(region: Region, index: int) -> Label | None:
    """Words set apart that the article also has in their place, and paragraphs that stand there twice."""
    key = region.keys[index]
    if len(key) < SHORTEST_SET_APART:
        return None
    if _is_set_apart(region, index) and region.says_elsewhere(index) and not _is_plain_heading(region, index):
        return BlockKind.TEASER, ("repeats words of the article, set apart from them",)
    if len(key) >= SHORTEST_REPEATED and region.first_place[key] < index:
        return BlockKind.TEASER, ("repeats words of the article",)
    return None


def _is_plain_heading(region: Region, index: int) -> bool:
    """Whether words of the article stand as a heading above the paragraphs that have them, and quote nobody."""
    passage = region.passages[index]
    if passage.box.tag not in _HEADINGS or _QUOTATION.search(passage.text) or not region.first < index < region.last:
        return False
    return not any(_PULL_QUOTE.search(box.name) or box.tag in ("aside", "blockquote") for box in region.boxes(index))


def _is_set_apart(region: Region, index: int) -> bool:
    passage = region.passages[index]
    if passage.box.tag in _SET_APART or not passage.kept:
        return True
    return any(box.tag in _SET_APART or _PULL_QUOTE.search(box.name) for box in region.boxes(index))


def _aside(region: Region, index: int) -> Label | None:
    passage = region.passages[index]
    if any(box.tag == "aside" for box in region.boxes(index)):
        if passage.kept and passage.is_prose and not passage.linked:
            return None
        return BlockKind.TEASER, ("stands in an aside",)
    return None


def _masthead(region: Region, index: int) -> Label | None:
    found = read_masthead(region.passages[index].text) if index < region.first or index > region.last else None
    return (BlockKind.CHROME, (found.reason,)) if found else None


def _links(region: Region, index: int) -> Label | None:
    passage = region.passages[index]
    if passage.link_share < LINKED or (passage.kept and passage.is_prose and _QUOTATION.search(passage.text)):
        return None
    return BlockKind.TEASER, ("is nothing but a link",)


def _card(region: Region, index: int) -> Label | None:
    if index not in region.cards or _QUOTATION.search(region.passages[index].text):
        return None
    if region.title and region.title in region.keys[max(0, index - 3) : index]:
        return None
    return BlockKind.TEASER, ("stands alone in a box below the link to another article",)


def _heading(region: Region, index: int) -> Label | None:
    if region.passages[index].box.tag not in _HEADINGS and not any(
        box.tag in _HEADINGS for box in region.boxes(index)[:2]
    ):
        return None
    if index > region.last:
        return BlockKind.TEASER, ("is a heading below the end of the article",)
    if index < region.first:
        return BlockKind.SUBHEAD, ("is a heading above the first paragraph",)
    return BlockKind.SUBHEAD, ("is a heading",)


def _with_article(region: Region, index: int) -> Label | None:
    """A paragraph beside the article's own, in one box with them: also above the first and below the last."""
    passage = region.passages[index]
    if not _among(region, index) or (index < region.first and not passage.ends_sentence):
        return None
    if passage.kept:
        return BlockKind.BODY, (READ,)
    return BlockKind.BODY, (RESTORED,)


def _above(region: Region, index: int) -> Label | None:
    passage = region.passages[index]
    if index >= region.first or (passage.kept and passage.is_prose):
        return None
    if len(passage.text) > 40 and not passage.linked and region.title in region.keys[:index]:
        return BlockKind.SUBHEAD, ("stands between the headline and the first paragraph",)
    return BlockKind.CHROME, ("stands above the article",)


def _below(region: Region, index: int) -> Label | None:
    if index <= region.last:
        return None
    return BlockKind.FOOTER, ("stands below the last paragraph",)


def _body(region: Region, index: int) -> Label | None:
    return (BlockKind.BODY, (READ,)) if region.passages[index].kept else None


def _among(region: Region, index: int) -> bool:
    """Whether a paragraph stands in one box with paragraphs that are surely the article's.

    Short lines do so only in elements that are paragraphs by their tag, or as sentences between line breaks, and only
    between the first and the last; items of a list do if the list does, and what is alone in a box as others are in
    boxes of that name does if those boxes do."""
    passage = region.passages[index]
    if passage.clean:
        return True
    holder = passage.box.parent if passage.box.tag in _PARAGRAPHS else passage.box
    while holder is not None and (holder.tag in _LISTS or (holder.common and holder.kept <= len(passage.text))):
        holder = holder.parent
    if holder is None or holder.kept == 0:
        return False
    if passage.is_prose or passage.kept:
        return holder.kept > 0.2 * region.kept
    # Where line breaks part paragraphs, a short one stands in the very box of the others.
    is_paragraph = passage.box.tag in _PARAGRAPHS[:2] or (passage.box.kept > 0 and passage.ends_sentence)
    return is_paragraph and region.first < index < region.last and passage.link_share < 0.5


def _rest(region: Region, index: int) -> Label:
    return BlockKind.CHROME, ("is no paragraph of the article",)


RULES: tuple[Callable[[Region, int], Label | None], ...] = (
    _headline,
    _boxed,
    _pull_quote,
    _aside,
    _masthead,
    _links,
    _card,
    _heading,
    _with_article,
    _above,
    _below,
    _body,
    _rest,
)
