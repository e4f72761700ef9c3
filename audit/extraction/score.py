"""Stage 7: kind, confidence and final form of each claim.

A confidence is a share measured per rule and kind of mention (lexicon/confidence.txt), not a product of guesses.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from audit.extraction.attach import Draft
from audit.extraction.lexicon import pairs
from audit.extraction.links import Scene
from audit.extraction.quotes import Quotation
from audit.extraction.sources import Resolved
from audit.extraction.types import ClaimKind, ExtractedClaim, ExtractedSource, Span

_OTHERWISE = 0.5
_NOBODY = 0.3


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
        confidence=confidence_of(draft, scenes) if who else _NOBODY,
        rule=draft.rule,
        source=source if source >= 0 else None,
    )


def confidence_of(draft: Draft, scenes: Sequence[Scene]) -> float:
    """The measured share of right claims of this rule with this kind of mention."""
    known = pairs("confidence")
    form = "none"
    if draft.speaker is not None:
        word = scenes[draft.speaker.paragraph].parse.words[draft.speaker.head]
        form = "pronoun" if word.tag[:1] in "PW" else "name" if word.tag.startswith("NNP") else "description"
    found = known.get(f"{draft.rule} {form}") or known.get(draft.rule)
    return float(found) if found else _OTHERWISE


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
        first = max(0, bisect_left(quotations, start, key=lambda q: q.start) - 1)
        near = [q for q in quotations[first : bisect_left(quotations, end, key=lambda q: q.start)] if start < q.end]
        for at in range(start, end):
            if text[at].isalnum():
                inside.add(any(q.inner[0] <= at < q.inner[1] for q in near))
    return "direct" if inside == {True} else "mixed" if True in inside else "indirect"
