"""Stage 7: kind, confidence and final form of each claim.

A confidence is a share measured per rule and form of mention (lexicon/confidence.txt), not a product of guesses.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from audit.extraction.attach.links import Scene
from audit.extraction.attach.paragraph import Draft
from audit.extraction.lexicon import pairs
from audit.extraction.quotes.quotations import Quotation
from audit.extraction.resolve.sources import Resolved
from audit.extraction.types import ClaimKind, ExtractedClaim, ExtractedSource, Span

_OTHERWISE = 0.5
_PRONOUNS = frozenset(
    [
        *("i", "me", "my", "we", "our", "you", "your", "he", "him", "his", "she", "her", "it", "its"),
        *("they", "them", "their", "who", "whom", "whose", "which", "that", "this", "these", "those", "what"),
        *(
            "one",
            "some",
            "others",
            "another",
            "both",
            "many",
            "most",
            "all",
            "someone",
            "somebody",
            "everyone",
            "nobody",
        ),
    ]
)
_BESIDES = re.compile(r"[,(:;—–]|\s-\s|\b(?:of|from|who|which|that|in|for|at|with|on|to|and)\b")
_MARKED_COMMA = re.compile(r",(?:[\"”»›“'’]|'')")
_WORD = re.compile(r"[^\W_][\w.&-]*")


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
    said_by = scenes[mention.paragraph].parse.span(mention.words) if mention else None
    return ExtractedClaim(
        content=content,
        kind=kind_of(text, content, quotations),
        cue=draft.cue,
        speaker_mention=said_by,
        speaker=who.name if who else None,
        speaker_kind=who.kind if who else None,
        affiliations=who.affiliations if who else (),
        role=who.role if who else None,
        role_span=who.role_span if who else None,
        told_to=text[slice(*draft.told_to)] if draft.told_to else None,
        justification=who.justification if who else (),
        confidence=confidence_of(draft.rule, text[slice(*said_by)] if said_by else None),
        rule=draft.rule,
        source=source if source >= 0 else None,
    )


def confidence_of(rule: str, mention: str | None) -> float:
    """The measured share of right claims of this rule with a mention of this form."""
    known = pairs("confidence")
    found = known.get(f"{rule} {mention_form(mention)}") or known.get(rule)
    return float(found) if found else _OTHERWISE


def mention_form(words: str | None) -> str:
    """pronoun, name or description, read off the printed words; none without a mention."""
    if words is None:
        return "none"
    if words.casefold() in _PRONOUNS:
        return "pronoun"
    found = _WORD.findall(_BESIDES.split(words, maxsplit=1)[0]) or _WORD.findall(words)
    if len(found) == 1 and found[0].casefold() in _PRONOUNS:
        return "pronoun"
    return "name" if found and found[-1][0].isupper() else "description"


def tidy(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Sorted, without overlaps, without spaces and a comma at the end of a span."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        while start < end and text[end - 1] in " ,\n\t\xa0" and not _MARKED_COMMA.match(text, end - 1):
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
        at = start
        for quotation in quotations[first : bisect_left(quotations, end, key=lambda q: q.start)]:
            opens, closes = (min(max(edge, at), end) for edge in quotation.inner)
            inside |= {
                quoted for quoted, words in ((False, text[at:opens]), (True, text[opens:closes])) if _told(words)
            }
            at = closes
        inside |= {False} if _told(text[at:end]) else set()
    return "direct" if inside == {True} else "mixed" if True in inside else "indirect"


def _told(words: str) -> bool:
    return any(character.isalnum() for character in words)
