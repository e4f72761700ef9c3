"""The stages in order, and nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from audit.extraction.attach.block_quotes import blocks_of, without_pull_quotes
from audit.extraction.attach.carry import carry, unattributed
from audit.extraction.attach.echoes import with_echoes
from audit.extraction.attach.links import Scene
from audit.extraction.attach.paragraph import Draft, attach
from audit.extraction.cues.expressions import cues_of
from audit.extraction.cues.labels import dialogue_of
from audit.extraction.mentions.cast import cast_of
from audit.extraction.mentions.names import names_of
from audit.extraction.parsing.headlines import in_sentence_case
from audit.extraction.parsing.parse import DEFAULT_MODEL, Parse, parse_views
from audit.extraction.parsing.view import View, view_of
from audit.extraction.quotes.quotations import Quotation, quotations_of
from audit.extraction.resolve.relays import with_inner_speakers
from audit.extraction.resolve.speakers import resolve
from audit.extraction.score import claims_of
from audit.extraction.text import Block, Paragraph, is_english, paragraphs_of, with_blanks
from audit.extraction.types import Extraction

ENGINE_NAME = "source-audit"
ENGINE_VERSION = "0.5.0"
FOREIGN = "The text does not look like English: quotations are found, nobody is named as their speaker."


class _Read(NamedTuple):
    text: str
    paragraphs: tuple[Paragraph, ...]
    quotations: tuple[Quotation, ...]
    views: tuple[View, ...]
    english: bool


def extract(text: str, blocks: Sequence[Block] | None = None, *, model: str = DEFAULT_MODEL) -> Extraction:
    """Claims and sources of one article.

    `blocks` are (start, end, kind) in code points; only headline, subhead and body are read. None reads the whole
    text as body, its first line as headline if it looks like one. The text may be anything; nothing is raised.
    """
    return next(extract_many([(text, blocks)], model=model))


def extract_many(
    articles: Iterable[tuple[str, Sequence[Block] | None]], *, model: str = DEFAULT_MODEL
) -> Iterator[Extraction]:
    """The same for many articles, in order, with the parser fed in batches."""
    for batch in _batches((_read(text, blocks) for text, blocks in articles), 16):
        parses = parse_views(chain.from_iterable(read.views for read in batch), model)
        for read in batch:
            yield _extract(read, list(islice(parses, len(read.views))))


def _batches(reads: Iterable[_Read], size: int) -> Iterator[list[_Read]]:
    waiting = iter(reads)
    while batch := list(islice(waiting, size)):
        yield batch


def _read(given: str, blocks: Sequence[Block] | None) -> _Read:
    text = with_blanks(given)
    paragraphs = paragraphs_of(text, blocks)
    quotations = quotations_of(text, paragraphs)
    english = is_english(text, paragraphs)
    inside = _by_paragraph(quotations, len(paragraphs))
    shown = in_sentence_case(text, paragraphs)
    views = tuple(view_of(shown, p, q) for p, q in zip(paragraphs, inside, strict=True)) if english else ()
    return _Read(text, paragraphs, quotations, views, english)


def _by_paragraph(quotations: Sequence[Quotation], count: int) -> list[list[tuple[int, Quotation]]]:
    inside: list[list[tuple[int, Quotation]]] = [[] for _ in range(count)]
    for number, quotation in enumerate(quotations):
        if quotation.paragraph < count:
            inside[quotation.paragraph].append((number, quotation))
    return inside


def _drafts(read: _Read, scenes: Sequence[Scene]) -> list[Draft]:
    dialogue = dialogue_of([scene.parse for scene in scenes], [bool(scene.cues) for scene in scenes])
    drafts = [draft for scene in scenes for draft in attach(scene, dialogue=scene.number in dialogue)]
    kept = without_pull_quotes(read.text, blocks_of(drafts, scenes, read.paragraphs), scenes)
    return carry(with_echoes(read.text, kept, read.paragraphs), scenes, read.paragraphs)


def _extract(read: _Read, parses: Sequence[Parse]) -> Extraction:
    scenes = [
        Scene(n, parse, cues_of(parse), dict(inside))
        for n, (parse, inside) in enumerate(zip(parses, _by_paragraph(read.quotations, len(parses)), strict=True))
    ]
    drafts = _drafts(read, scenes) if read.english else unattributed(read.quotations, read.text)
    cast = cast_of(names_of(parses), parses)
    drafts = with_inner_speakers(drafts, scenes, cast)
    resolved = resolve(read.text, drafts, scenes, cast)
    claims = claims_of(read.text, drafts, resolved, scenes, read.quotations)
    return Extraction(claims, resolved.sources, () if read.english else (FOREIGN,))
