"""A line that shows no kind by itself, and what is known of the lines around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from articles.ingest.paragraphs import Paragraph
from articles.ingest.plain.page import Label, Page
from articles.ingest.types import BlockKind

TURN = re.compile(r"(?:[qa]|frage|antwort|question|answer)\s?[:.]\s")
"""How a turn of an interview opens."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that shows no kind by itself, and where in the article it stands."""

    page: Page
    index: int
    known: Mapping[int, Label]
    before_first_sentence: bool
    after_last_sentence: bool
    below_heading: bool
    in_whole_page: bool
    below_headline: bool
    body_above: int

    @property
    def paragraph(self) -> Paragraph:
        return self.page.paragraphs[self.index]

    def neighbour(self, step: int) -> Paragraph | None:
        other = self.index + step
        return self.page.paragraphs[other] if 0 <= other < len(self.page.paragraphs) else None

    def kind(self, step: int) -> BlockKind | None:
        """The kind of a line nearby, as far as it is known yet."""
        label = self.known.get(self.index + step)
        return label[0] if label else None

    def may_be_body(self, index: int) -> bool:
        """Whether another line is of the article's body, or may yet turn out to be."""
        if index in self.known:
            return self.known[index][0] == BlockKind.BODY
        return 0 <= index < len(self.page.paragraphs) and is_sentence(self.page.paragraphs[index])


def is_sentence(paragraph: Paragraph) -> bool:
    """Whether the line is surely an article's own: it ends like a sentence or opens a quotation or a turn."""
    return paragraph.ends_sentence or paragraph.opens_with_quotation or TURN.match(paragraph.folded) is not None
