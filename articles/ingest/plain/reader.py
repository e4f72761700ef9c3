"""Read pasted text and text files: normalise, cut into blocks, find headline, byline and date."""

from __future__ import annotations

from datetime import date

from articles.ingest.clean import normalise, without_invisible
from articles.ingest.decode import decode, refuse_control_characters
from articles.ingest.errors import EmptyText, TooLarge
from articles.ingest.language import guess_language
from articles.ingest.masthead import Masthead, day_in, read_masthead
from articles.ingest.paragraphs import paragraphs, spans
from articles.ingest.plain.layout import AUTHOR_ALONE, labels
from articles.ingest.plain.page import Page, without_site_name
from articles.ingest.types import MAX_LENGTH, Block, BlockKind, Draft

MOST_PARAGRAPHS = 20_000
"""No article has more; what follows is kept and read as body, so that a strange text costs no minutes."""

_BEYOND = (f"stands below the first {MOST_PARAGRAPHS:,} paragraphs",)


def read_text(raw: str | bytes) -> Draft:
    """The draft of a pasted text or of the bytes of a text file.

    Raises an IngestError for what is empty, too long, binary, or in no known encoding."""
    decoded, notes = decode(raw) if isinstance(raw, bytes) else (raw, ())
    text = normalise(decoded)
    if len(text) > MAX_LENGTH:
        raise TooLarge(f"The text has {len(text):,} characters; at most {MAX_LENGTH:,} can be taken in.")
    refuse_control_characters(text)
    if not without_invisible(text).strip():
        raise EmptyText("There is no text. Paste an article or choose a text file with words in it.")
    return _draft(text, notes)


def classify(text: str) -> tuple[Block, ...]:
    """The blocks of a text exactly as given, in order: every visible character lies in exactly one."""
    return _read(text)[1]


def block_spans(text: str) -> list[tuple[int, int, str]]:
    """The same blocks as (start, end, kind), which is what the engine takes; other processes can call it by name."""
    return [(block.start, block.end, block.kind.value) for block in classify(text)]


def _read(text: str) -> tuple[Page, tuple[Block, ...]]:
    found = spans(text)
    page = Page.of(text, paragraphs(text, found[:MOST_PARAGRAPHS]))
    labelled = [
        Block(paragraph.start, paragraph.end, kind, reasons)
        for paragraph, (kind, reasons) in zip(page.paragraphs, labels(page), strict=True)
    ]
    beyond = [Block(start, end, BlockKind.BODY, _BEYOND) for start, end in found[MOST_PARAGRAPHS:]]
    return page, (*labelled, *beyond)


def _draft(text: str, notes: tuple[str, ...]) -> Draft:
    page, blocks = _read(text)
    headline = _headline(page, blocks)
    mastheads = _mastheads(text, blocks)
    byline = next((masthead.byline for masthead in mastheads if masthead.byline), "") or _author_alone(text, blocks)
    language = guess_language(_read_part(text, blocks))
    published = _published(mastheads) or day_in(language, mastheads)
    return Draft(
        text=text,
        headline=headline,
        byline=byline,
        published=published,
        language=language,
        blocks=blocks,
        notes=notes + _notes(blocks, headline, published, mastheads),
    )


def _headline(page: Page, blocks: tuple[Block, ...]) -> str:
    found = (p for p, block in zip(page.paragraphs, blocks, strict=False) if block.kind == BlockKind.HEADLINE)
    return next((without_site_name(page, paragraph) for paragraph in found), "")


def _mastheads(text: str, blocks: tuple[Block, ...]) -> list[Masthead]:
    chrome = (text[block.start : block.end] for block in blocks if block.kind == BlockKind.CHROME)
    return [masthead for line in chrome if (masthead := read_masthead(line))]


def _author_alone(text: str, blocks: tuple[Block, ...]) -> str:
    return next((text[b.start : b.end] for b in blocks if (b.kind, b.reasons) == AUTHOR_ALONE), "")


def _published(mastheads: list[Masthead]) -> date | None:
    """The first date that is not one of an update; the date of an update where there is no other."""
    dated = sorted((masthead for masthead in mastheads if masthead.published), key=lambda m: m.is_update)
    return dated[0].published if dated else None


def _read_part(text: str, blocks: tuple[Block, ...]) -> str:
    return "\n".join(text[block.start : block.end] for block in blocks if block.kind.is_read)


def _notes(
    blocks: tuple[Block, ...], headline: str, published: date | None, mastheads: list[Masthead]
) -> tuple[str, ...]:
    notes = []
    if not headline:
        notes.append("No headline was found.")
    if not any(block.kind == BlockKind.BODY for block in blocks):
        notes.append("No paragraph of an article was found; every line looks like part of a page around it.")
    if published is None and any(masthead.day_first for masthead in mastheads):
        notes.append("The date can be read in two ways, day or month first, so it was left open.")
    return tuple(notes)
