"""Read a web page: find the article on it, label every paragraph, and say who wrote it when."""

from __future__ import annotations

from collections.abc import Sequence

from articles.ingest.clean import normalise
from articles.ingest.errors import TooLarge
from articles.ingest.html.dates import published
from articles.ingest.html.doubts import INCOMPLETE, doubts, refuse_walls
from articles.ingest.html.embedded_data import embedded_body
from articles.ingest.html.furniture import RESTORED, labels
from articles.ingest.html.head import Head
from articles.ingest.html.outline import Passage
from articles.ingest.html.page_source import page_tree
from articles.ingest.html.people import authors, byline
from articles.ingest.html.region import Region
from articles.ingest.html.survey import BODY_IN_DATA, Survey, survey
from articles.ingest.language import page_language
from articles.ingest.paragraphs import paragraphs
from articles.ingest.plain.page import Label, Page
from articles.ingest.plain.signals import own_label
from articles.ingest.types import MAX_LENGTH, Block, BlockKind, Draft, Reading, ReadingSize

_FROM_DATA = "stands in the page's data; the page itself does not show it"


def read_page(
    raw: bytes, *, url: str | None = None, content_type: str | None = None, reading: Reading = Reading.ARTICLE
) -> Draft:
    """The draft of a web page; `url` is where it is from, `content_type` the header it was sent with.

    Raises an IngestError for what is empty, too large, binary, no page, or a page without an article."""
    tree, notes = page_tree(raw, content_type)
    head = Head.of(tree, url)
    found = survey(tree, head)
    text, blocks = _composed(found.article() if reading == Reading.ARTICLE else found.page())
    body = _body(text, blocks)
    in_data = "" if len(body) >= BODY_IN_DATA else head.linked.body or embedded_body(tree, found.title)
    if len(in_data) > BODY_IN_DATA:
        text, blocks = _from_data(in_data, found.title)
        notes += (f"{INCOMPLETE}the page shows no article; its text was taken from the page's data.",)
    else:
        refuse_walls(head, found.title, found.passages, body)
        notes += doubts(head, found.passages, body, sum(RESTORED in block.reasons for block in blocks))
    return _draft(found, text, blocks, notes, reading)


def read_visible(
    raw: bytes, *, url: str | None = None, content_type: str | None = None
) -> tuple[str, tuple[tuple[int, int, str], ...], tuple[str, ...]]:
    """Every visible line of a page whatever it is, also of a login wall: text, [start, end, kind] of each paragraph,
    and notes. Raises an IngestError for what is empty, too large, binary or no page."""
    tree, notes = page_tree(raw, content_type)
    text, blocks = _composed(survey(tree, Head.of(tree, url)).page())
    return text, tuple((block.start, block.end, block.kind.value) for block in blocks), notes


def _draft(found: Survey, text: str, blocks: tuple[Block, ...], notes: tuple[str, ...], reading: Reading) -> Draft:
    head = found.head
    lines = [passage.text for passage in found.above + found.below if len(passage.text) < 300]
    when = published(head, lines)
    names = authors(found)
    language, more = page_language(found.title, _body(text, blocks), head.language)
    return Draft(
        text=text,
        headline=normalise(found.title),
        byline=byline(lines) or ", ".join(names),
        published=when.day if when else None,
        language=language,
        blocks=blocks,
        notes=notes + more + _missing(found.title, when is None),
        authors=names,
        published_at=when.moment if when else None,
        site=head.site,
        canonical_url=head.canonical_url,
        readings=_sizes(found, text, blocks, reading),
    )


def _composed(region: Region) -> tuple[str, tuple[Block, ...]]:
    """The passages as paragraphs with a blank line between them, and their labels by structure and by words."""
    texts = [normalise(passage.text) for passage in region.passages]
    text, spans = "\n\n".join(texts), []
    start = 0
    for piece in texts:
        spans.append((start, start + len(piece)))
        start += len(piece) + 2
    if len(text) > MAX_LENGTH:
        raise TooLarge(f"The article has {len(text):,} characters; at most {MAX_LENGTH:,} can be taken in.")
    page = Page.of(text, paragraphs(text, spans))
    found = [_worded(page, i, label, region.passages[i]) for i, label in enumerate(labels(region))]
    return text, tuple(Block(*span, *label) for span, label in zip(spans, found, strict=True))


def _worded(page: Page, index: int, label: Label, passage: Passage) -> Label:
    """The label by structure, or the one that the passage's own words give it where the structure says nothing."""
    if label[0] not in (BlockKind.BODY, BlockKind.SUBHEAD):
        return label
    return own_label(page, index) or label


def _from_data(body: str, title: str) -> tuple[str, tuple[Block, ...]]:
    """The title and the text that the page's data has."""
    pieces = [piece for line in body.splitlines() if (piece := normalise(line).strip())]
    title = normalise(title)
    texts = [title, *pieces] if title else pieces
    blocks, start = [], 0
    for piece in texts:
        kind = BlockKind.HEADLINE if piece is title else BlockKind.BODY
        blocks.append(Block(start, start + len(piece), kind, (_FROM_DATA,)))
        start += len(piece) + 2
    return "\n\n".join(texts), tuple(blocks)


def _body(text: str, blocks: Sequence[Block]) -> str:
    return "\n".join(text[block.start : block.end] for block in blocks if block.kind == BlockKind.BODY)


def _sizes(found: Survey, text: str, blocks: Sequence[Block], reading: Reading) -> tuple[ReadingSize, ...]:
    """The reading that was chosen and the other one; of the page's, the paragraphs that read like an article's."""
    body = [block.end - block.start for block in blocks if block.kind == BlockKind.BODY]
    chosen = ReadingSize(reading, len(body), sum(body))
    prose = [len(passage.text) for passage in found.passages if passage.is_prose]
    if reading == Reading.PAGE:
        prose = [len(passage.text) for passage in found.article().passages if passage.is_prose]
    other = Reading.PAGE if reading == Reading.ARTICLE else Reading.ARTICLE
    return chosen, ReadingSize(other, len(prose), sum(prose))


def _missing(title: str, undated: bool) -> tuple[str, ...]:
    return (("No headline was found.",) if not title else ()) + (("No date was found.",) if undated else ())
