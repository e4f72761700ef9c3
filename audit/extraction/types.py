"""What the engine returns. Every span is [start, end) in code points of the text exactly as it was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Span: TypeAlias = tuple[int, int]
SourceKind: TypeAlias = Literal["person", "organization", "group", "document", "unnamed"]
ClaimKind: TypeAlias = Literal["direct", "mixed", "indirect"]


@dataclass(frozen=True, slots=True)
class Affiliation:
    """An organization that the article gives a source, as printed, with the words it was read from."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class ExtractedSource:
    """One source as the article presents it: the fullest name, and all that is said of it."""

    name: str
    kind: SourceKind
    mentions: tuple[Span, ...]
    affiliations: tuple[Affiliation, ...]
    role: str | None
    role_span: Span | None
    justification: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ExtractedClaim:
    """Words that the article attributes, or leaves unattributed inside quotation marks.

    `content` has several spans when an attribution interrupts the words. `speaker_mention` is what the text
    says beside the claim ("she"); `speaker` the fullest name the article gives, or None. `source` counts into
    Extraction.sources; None means that nobody is named or described.
    """

    content: tuple[Span, ...]
    kind: ClaimKind
    cue: tuple[Span, ...]
    speaker_mention: Span | None
    speaker: str | None
    speaker_kind: SourceKind | None
    affiliations: tuple[Affiliation, ...]
    role: str | None
    role_span: Span | None
    told_to: str | None
    justification: tuple[Span, ...]
    confidence: float
    rule: str
    source: int | None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Claims in the order of the text, the sources behind them, and what the engine wants to tell the reader."""

    claims: tuple[ExtractedClaim, ...]
    sources: tuple[ExtractedSource, ...]
    notes: tuple[str, ...]
