"""Prediction lines: an extraction as the JSON object that the scorers and `extract --jsonl` use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from audit.extraction.parsing.parse import DEFAULT_MODEL
from audit.extraction.pipeline import extract
from audit.extraction.text import Block
from audit.extraction.types import ExtractedClaim, Extraction, Span


class AffiliationLine(TypedDict):
    """One organization as printed and where."""

    name: str
    span: list[int]


class ClaimLine(TypedDict):
    """One claim; offsets count code points, ends are exclusive, unknown is null."""

    content: list[list[int]]
    kind: str
    cue: list[list[int]]
    speaker_mention: list[int] | None
    speaker: str | None
    speaker_kind: str | None
    affiliation: str | None
    affiliations: list[AffiliationLine]
    role: str | None
    role_span: list[int] | None
    told_to: str | None
    justification: list[list[int]]
    confidence: float
    rule: str


class ArticleLine(TypedDict):
    """One article."""

    id: str
    claims: list[ClaimLine]


class Record(TypedDict):
    """What is read: an id and the text, exactly as it is to be counted."""

    id: str
    text: str


def line_of(record: Record, blocks: Sequence[Block] | None = None, *, model: str = DEFAULT_MODEL) -> ArticleLine:
    """Extract one record; `blocks` as in `extract`."""
    return article_line(record["id"], extract(record["text"], blocks, model=model))


def article_line(identity: str, extraction: Extraction) -> ArticleLine:
    """The line of an extraction that was made already."""
    return {"id": identity, "claims": [claim_line(claim) for claim in extraction.claims]}


def claim_line(claim: ExtractedClaim) -> ClaimLine:
    """One claim in full."""
    return {
        "content": _spans(claim.content),
        "kind": claim.kind,
        "cue": _spans(claim.cue),
        "speaker_mention": _span(claim.speaker_mention),
        "speaker": claim.speaker,
        "speaker_kind": claim.speaker_kind,
        "affiliation": " and ".join(a.name for a in claim.affiliations) or None,
        "affiliations": [{"name": a.name, "span": list(a.span)} for a in claim.affiliations],
        "role": claim.role,
        "role_span": _span(claim.role_span),
        "told_to": claim.told_to,
        "justification": _spans(claim.justification),
        "confidence": claim.confidence,
        "rule": claim.rule,
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [list(span) for span in spans]
