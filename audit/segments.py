"""Text and spans to pieces: what the annotated page shows, piece by piece, so that a template can escape each.

Pure: standard library only. Offsets are code points, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that lies inside the same claims from end to end.

    `claims` counts into the given claims, longest first, so that the last one is the innermost; `opens` are those
    whose words begin here."""

    start: int
    end: int
    text: str
    claims: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph [start, end) of the text in pieces, with its kind and the reasons for it."""

    start: int
    end: int
    kind: str
    reasons: tuple[str, ...]
    pieces: tuple[Piece, ...]


def pieces(text: str, claims: Sequence[Sequence[Span]], borders: Iterable[int] = ()) -> list[Piece]:
    """The whole text in order, cut wherever a claim begins or ends and at the borders; joined, it is the text again.

    `claims` gives the spans of each claim; they may overlap, nest and repeat. Spans outside the text are cut to it."""
    spans = [[(max(0, start), min(end, len(text))) for start, end in given] for given in claims]
    edges = {0, len(text), *(border for border in borders if 0 < border < len(text))}
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for claim, given in enumerate(spans):
        for start, end in given:
            if start < end:
                starts.setdefault(start, []).append(claim)
                ends.setdefault(end, []).append(claim)
    cuts = sorted(edges | starts.keys() | ends.keys())
    return list(_sweep(text, cuts, starts, ends, _lengths(spans)))


def _lengths(spans: Sequence[Sequence[Span]]) -> list[int]:
    return [sum(end - start for start, end in given) for given in spans]


def _sweep(
    text: str,
    cuts: Sequence[int],
    starts: dict[int, list[int]],
    ends: dict[int, list[int]],
    lengths: Sequence[int],
) -> Iterator[Piece]:
    open_now: list[int] = []
    seen: set[int] = set()
    for start, end in pairwise(cuts):
        for claim in ends.get(start, ()):
            open_now.remove(claim)
        open_now += starts.get(start, ())
        inside = tuple(sorted(set(open_now), key=lambda claim: (-lengths[claim], claim)))
        fresh = tuple(claim for claim in inside if claim not in seen)
        seen.update(fresh)
        yield Piece(start, end, text[start:end], inside, fresh)


def in_blocks(
    text: str, blocks: Sequence[tuple[int, int, str, Sequence[str]]], claims: Sequence[Sequence[Span]]
) -> list[Block]:
    """The blocks of the text in order, each in pieces. What lies between two blocks (line ends) is left out."""
    cut = pieces(text, claims, (edge for start, end, _kind, _reasons in blocks for edge in (start, end)))
    at, found = 0, []
    for start, end, kind, reasons in blocks:
        while at < len(cut) and cut[at].start < start:
            at += 1
        first = at
        while at < len(cut) and cut[at].end <= end:
            at += 1
        found.append(Block(start, end, kind, tuple(reasons), tuple(cut[first:at])))
    return found
