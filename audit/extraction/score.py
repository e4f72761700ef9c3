"""Stage 7: kind, confidence and final form of each claim.

The confidences are constants per rule, set by hand and not calibrated yet: how often the rule can be expected to
give the right words and the right speaker. They fall when the speaker stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.extraction.attach import Draft
from audit.extraction.links import Scene
from audit.extraction.quotes import MARKS, Quotation
from audit.extraction.resolve import Resolved
from audit.extraction.types import ClaimKind, ExtractedClaim, ExtractedSource, Span

CONFIDENCE = {
    "quote.after": 0.95,
    "quote.before": 0.92,
    "quote.resumed": 0.9,
    "quote.next_sentence": 0.75,
    "quote.verb_after": 0.7,
    "quote.verb_before": 0.7,
    "quote.alone": 0.4,
    "carry.colon": 0.85,
    "carry.before": 0.7,
    "carry.after": 0.7,
    "clause.that": 0.8,
    "clause.fronted": 0.85,
    "clause.inserted": 0.75,
    "clause.according": 0.75,
}
_OTHERWISE = 0.6
_NOBODY = 0.4


def claims_of(
    text: str, drafts: Sequence[Draft], resolved: Resolved, scenes: Sequence[Scene], quotations: Sequence[Quotation]
) -> tuple[ExtractedClaim, ...]:
    """The finished claims, in order of the text."""
    made = (
        _claim(text, draft, source, resolved.sources, scenes, quotations)
        for draft, source in zip(drafts, resolved.of_draft, strict=True)
    )
    return tuple(sorted(made, key=lambda c: (c.content, c.cue)))


def _claim(
    text: str,
    draft: Draft,
    source: int,
    sources: Sequence[ExtractedSource],
    scenes: Sequence[Scene],
    quotations: Sequence[Quotation],
) -> ExtractedClaim:
    mention = draft.speaker
    who = sources[source] if source >= 0 else None
    content = tidy(text, draft.content)
    return ExtractedClaim(
        content=content,
        kind=kind_of(text, content, quotations),
        cue=draft.cue,
        speaker_mention=scenes[mention.paragraph].parse.span(mention.words) if mention else None,
        speaker=who.name if who else None,
        speaker_kind=who.kind if who else None,
        affiliations=who.affiliations if who else (),
        role=who.role if who else None,
        role_span=who.role_span if who else None,
        told_to=text[slice(*draft.told_to)] if draft.told_to else None,
        justification=who.justification if who else (),
        confidence=CONFIDENCE.get(draft.rule, _OTHERWISE) if who else _NOBODY,
        rule=draft.rule,
        source=source if source >= 0 else None,
    )


def tidy(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Sorted, without overlaps, without spaces and a comma at the end of a span."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        while start < end and text[end - 1] in " ,\n\t\xa0":
            end -= 1
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def kind_of(text: str, content: Sequence[Span], quotations: Sequence[Quotation]) -> ClaimKind:
    """direct if all letters and digits are quoted, indirect if none is, else mixed."""
    inside: set[bool] = set()
    for start, end in content:
        near = [q for q in quotations if q.start < end and start < q.end]
        for at in range(start, end):
            if text[at].isalnum():
                inside.add(any(q.inner[0] <= at < q.inner[1] for q in near))
    return "direct" if inside == {True} else "mixed" if True in inside else "indirect"


__all__ = ["CONFIDENCE", "MARKS", "claims_of", "kind_of", "tidy"]
