"""Cards: boxes with the link to another article and what that is about, and nothing else."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from articles.ingest.html.outline import Box, Passage
from articles.ingest.html.purpose import MOST_OF_IT, purpose, small_boxes

LINKED = 0.8
"""From this share of its words on, a passage is its link."""

_FEWEST_SPACES = 2  # in the title of an article; what is shorter names a section
_ABOVE = 3  # passages between a title and what is said below it
_ENOUGH = 400  # code points of an article that a list of cards stands beside


def cards(passages: Sequence[Passage], root: Box | None, prose: int) -> frozenset[int]:
    """The places of the summaries on cards, but where paragraphs stand in such boxes without a link too."""
    found = {i: box for i in range(len(passages)) if (box := _card_of(passages, i, root, prose))}
    if not found:
        return frozenset()
    others = (p for i, p in enumerate(passages) if p.is_prose and i not in found)
    plain = {_kind(box) for passage in others for box in passage.box.around()}
    return frozenset(i for i, box in found.items() if _kind(box) not in plain)


def minor(places: frozenset[int], passages: Sequence[Passage]) -> frozenset[int]:
    """These places; but where much of what the library took stands there, an article may be a list of links: then
    only those in boxes that are plainly for something else."""
    if not places:
        return places
    kept = {i: len(p.text) for i, p in enumerate(passages) if p.is_prose and p.kept}
    taken = kept or {i: len(p.text) for i, p in enumerate(passages) if p.is_prose}
    if sum(taken.get(i, 0) for i in places) < MOST_OF_IT * sum(taken.values()):
        return places
    size = sum(len(passages[i].text) for i in places)
    return frozenset(i for i in places if _is_beside_article(passages[i], size))


def _is_beside_article(passage: Passage, size: int) -> bool:
    """Whether one of the boxes around it that hold no more prose than that is called or tagged as furniture."""
    boxes = (box for box in passage.box.around() if box.prose <= size)
    return any(box.tag == "aside" or purpose(box) for box in boxes)


def taken_for_article(places: frozenset[int], passages: Sequence[Passage]) -> bool:
    """Whether the library took cards and hardly anything else, though an article's worth of prose stands elsewhere."""
    taken = sum(len(passages[i].text) for i in places if passages[i].kept)
    others = [p for i, p in enumerate(passages) if p.is_prose and i not in places]
    kept = sum(len(p.text) for p in others if p.kept)
    return kept < 0.05 * taken and sum(len(p.text) for p in others) >= _ENOUGH


def _card_of(passages: Sequence[Passage], index: int, root: Box | None, prose: int) -> Box | None:
    passage = passages[index]
    if not passage.is_prose:
        return None
    above = passages[max(0, index - _ABOVE) : index]
    titles = [p for p in above if p.link_share >= LINKED and p.text.count(" ") >= _FEWEST_SPACES]
    if not titles or any(p.box.tag == "h1" for p in above):
        return None
    return next(_holding(titles, small_boxes(passage.box, root, prose), len(passage.text)), None)


def _holding(titles: Sequence[Passage], boxes: Iterator[Box], size: int) -> Iterator[Box]:
    for box in boxes:
        if box.prose > size:
            return
        if any(title.box.stands_in(box) for title in titles):
            yield box


def _kind(box: Box) -> Hashable:
    """What boxes have in common that are set side by side for the same purpose."""
    return id(box.parent), box.tag, box.name
