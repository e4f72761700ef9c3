"""What ingest hands on: a draft of an article and the blocks its text is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MAX_LENGTH = 1_000_000
"""The longest text that is stored, in code points."""


class BlockKind(StrEnum):
    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    TEASER = "teaser"
    CHROME = "chrome"
    FOOTER = "footer"

    @property
    def is_read(self) -> bool:
        """Whether the machine looks for claims in blocks of this kind."""
        return self in (BlockKind.HEADLINE, BlockKind.SUBHEAD, BlockKind.BODY)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text: start and end are code points, end exclusive, line ends left out.

    The reasons say in plain words why it has this kind; there is always at least one."""

    start: int
    end: int
    kind: BlockKind
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as read, before it is stored: the text is normalised and the blocks point into it.

    `headline` and `byline` are empty when none was found, `published` is None; `language` is a two-letter
    code, or "und" when unsure. The notes are sentences for the person who added the text."""

    text: str
    headline: str
    byline: str
    published: date | None
    language: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
