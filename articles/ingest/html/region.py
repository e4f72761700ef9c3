"""The passages around an article, and what the boxes they stand in are for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.ingest.clean import fold
from articles.ingest.html.cards import cards, minor
from articles.ingest.html.outline import Box, Passage
from articles.ingest.html.purpose import purpose, small_boxes
from articles.ingest.html.weigh import squeeze
from articles.ingest.plain.page import Label
from articles.ingest.types import BlockKind

SEARCHED = 50_000
"""Pull quotes are looked for in so many code points of the body: time stays linear."""


def key_of(text: str) -> str:
    """The words of a line for comparing: folded, without spaces and the marks around them."""
    return squeeze(fold(text)).strip("\"'-.,:;!?|")


@dataclass(frozen=True, eq=False)
class Region:
    """The passages around an article in order, its box, and its title in squeezed form."""

    passages: Sequence[Passage]
    root: Box | None
    title: str

    @cached_property
    def keys(self) -> list[str]:
        return [key_of(passage.text) for passage in self.passages]

    @cached_property
    def body(self) -> list[int]:
        """The passages that are surely the article's: prose that was taken, in no furniture."""
        return [i for i, p in enumerate(self.passages) if p.is_prose and (p.kept or p.clean) and not self.boxed[i]]

    @cached_property
    def boxed(self) -> list[Label | None]:
        """What the boxes around each passage are for."""
        return [_by_boxes(self, index) for index in range(len(self.passages))]

    @cached_property
    def cards(self) -> frozenset[int]:
        """The passages that tell of other articles, each below its title in a box of its own."""
        return minor(cards(self.passages, self.root, self.root.prose if self.root else 0), self.passages)

    @cached_property
    def first(self) -> int:
        return self.body[0] if self.body else len(self.passages)

    @cached_property
    def last(self) -> int:
        return self.body[-1] if self.body else -1

    @cached_property
    def first_place(self) -> dict[str, int]:
        """Where each line stands first."""
        return {key: index for index, key in reversed(list(enumerate(self.keys)))}

    @cached_property
    def _whole(self) -> str:
        return "\n".join(self.keys[i] for i in self.body)[:SEARCHED]

    def says_elsewhere(self, index: int) -> bool:
        """Whether the body has the words of this passage in another place."""
        return self._whole.count(self.keys[index]) > (index in self._body_places)

    @cached_property
    def _body_places(self) -> frozenset[int]:
        return frozenset(self.body)

    @cached_property
    def kept(self) -> int:
        """Code points of prose that were taken from the article's box."""
        return self.root.kept if self.root else sum(len(self.passages[i].text) for i in self.body)

    def boxes(self, index: int) -> list[Box]:
        """The boxes between a passage and the article's, the innermost first, without those that hold most of it."""
        return list(small_boxes(self.passages[index].box, self.root, self.root.prose if self.root else 0))


def _by_boxes(region: Region, index: int) -> Label | None:
    """What the boxes around a passage are for, by their tags and by what their makers call them."""
    passage = region.passages[index]
    for box in region.boxes(index):
        if label := purpose(box):
            return label
    if _is_below_picture(passage):
        return BlockKind.CAPTION, ("stands in one paragraph with a picture, set apart by its type",)
    if passage.box.tag == "address":
        return BlockKind.CHROME, ("names the author",)
    return None


def _is_below_picture(passage: Passage) -> bool:
    """Whether a paragraph is a picture and words in one small or slanted element."""
    element = passage.box.element
    if passage.box.tag not in ("p", "div") or len(passage.text) > 300 or element.find(".//img") is None:
        return False
    set_apart = ("".join(inner.itertext()).strip() for inner in element.iter("em", "i", "small", "cite"))
    return any(len(words) > 0.8 * len(passage.text) for words in set_apart)
