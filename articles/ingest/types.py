"""What ingest hands on: a draft of an article and the blocks its text is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
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


class Reading(StrEnum):
    """The two ways to read a web page: a person may switch to the other where the machine chose wrongly."""

    ARTICLE = "article"
    """The article that was found, with what stands in and right above it."""

    PAGE = "page"
    """Every visible line of the page, each labelled."""


@dataclass(frozen=True, slots=True)
class ReadingSize:
    """How much a reading takes for the article: paragraphs and code points of body."""

    reading: Reading
    paragraphs: int
    characters: int


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as read, before it is stored: the text is normalised and the blocks point into it.

    `headline`, `byline`, `site` and `canonical_url` are empty when none was found, `published` is None;
    `published_at` is the moment in its own zone where the page tells it, on the day `published`. `byline` is
    the line as printed, `authors` are the names in it or in the page's data. `language` is a code of two or
    three letters, or "und" when unsure. The notes are sentences for the person who added the text. A page has
    both its `readings`, the one that was chosen first; plain text has none."""

    text: str
    headline: str
    byline: str
    published: date | None
    language: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    site: str = ""
    canonical_url: str = ""
    readings: tuple[ReadingSize, ...] = ()
