"""The words of an article as its page shows them: paragraphs in pieces, each with the claim whose mark it wears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from articles.ingest.types import BlockKind
from articles.models import Revision
from audit.reports.lines import Line
from audit.segments import Block, Piece, in_blocks


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A piece of the text as shown: inside `line` (the innermost claim), which `opens` here or goes on; `outer` are
    other claims that begin here too."""

    text: str
    line: Line | None
    opens: bool
    outer: tuple[Line, ...]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text as shown; `number` counts them from 1."""

    number: int
    start: int
    end: int
    kind: str
    is_read: bool
    is_title: bool
    reasons: tuple[str, ...]
    pieces: tuple[MarkedPiece, ...]


def paragraphs(revision: Revision | None, active: Sequence[Line], chosen: UUID | None) -> tuple[Paragraph, ...]:
    """The whole text; the first headline is its title."""
    body = getattr(revision, "body", None)
    if revision is None or body is None:
        return ()
    blocks = in_blocks(body.text, revision.blocks, [line.spans for line in active])
    title = next((block for block in blocks if block.kind == BlockKind.HEADLINE), None)
    return tuple(
        paragraph(number, block, active, chosen, is_title=block is title) for number, block in enumerate(blocks, 1)
    )


def paragraph(
    number: int, block: Block, active: Sequence[Line], chosen: UUID | None = None, *, is_title: bool = False
) -> Paragraph:
    """A block with the lines of its pieces; `is_title` makes it the page's heading."""
    return Paragraph(
        number,
        block.start,
        block.end,
        block.kind,
        BlockKind(block.kind).is_read,
        is_title,
        block.reasons,
        tuple(_marked(piece, active, chosen) for piece in block.pieces),
    )


def _marked(piece: Piece, active: Sequence[Line], chosen: UUID | None) -> MarkedPiece:
    if not piece.claims:
        return MarkedPiece(piece.text, None, False, (), False)
    here = [active[number] for number in piece.claims]
    opening = [active[number] for number in piece.opens]
    inner = next((line for line in here if line.pk == chosen), here[-1])
    outer = tuple(line for line in opening if line is not inner)
    return MarkedPiece(piece.text, inner, inner in opening, outer, inner.pk == chosen)
