"""The shape of the case tables: a sentence, and the claims that a reader finds in it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

import pytest

from audit.extraction import Extraction, Span, extract


@dataclass(frozen=True)
class Expected:
    """A claim: its words (several pieces if split), and of the other fields those that the case is about."""

    kind: str
    words: tuple[str, ...]
    fields: dict[str, Any] = field(default_factory=dict)


def direct(*words: str, **fields: Any) -> Expected:
    return Expected("direct", words, fields)


def mixed(*words: str, **fields: Any) -> Expected:
    return Expected("mixed", words, fields)


def indirect(*words: str, **fields: Any) -> Expected:
    return Expected("indirect", words, fields)


def nothing() -> Expected | None:
    return None


def case(name: str, text: str, *expected: Expected | None) -> Any:
    return pytest.param(text, [one for one in expected if one is not None], id=name)


def check(text: str, expected: list[Expected]) -> None:
    """Compare all claims of a text with those expected, in order; body only, so that the first line is no headline."""
    found = extract(text, [(0, len(text), "body")])
    shown = [(claim.kind, _without_commas(cut(text, claim.content))) for claim in found.claims]
    assert shown == [(one.kind, one.words) for one in expected]
    for claim, one in zip(found.claims, expected, strict=True):
        for name, value in one.fields.items():
            assert read(text, claim, name) == value, name
    check_spans(text, found)


def _without_commas(words: tuple[str, ...]) -> tuple[str, ...]:
    """The comma inside a closing mark belongs to the quotation; in the tables it would only be noise."""
    return tuple(piece.removesuffix(",") for piece in words)


def cut(text: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in spans)


def read(text: str, claim: Any, name: str) -> Any:
    """A field as a reader sees it: spans as the words they cut out of the text."""
    value = getattr(claim, name)
    if name in ("speaker_mention", "role_span"):
        return None if value is None else text[slice(*value)]
    if name in ("cue", "justification"):
        return cut(text, value)
    return tuple(one.name for one in value) if name == "affiliations" else value


def check_spans(text: str, found: Extraction) -> None:
    """Every span lies in the text, is not empty, stands in order, and cuts out the words it is said to."""
    for claim in found.claims:
        check_order(text, claim.content)
        check_order(text, claim.cue)
        for affiliation in claim.affiliations:
            assert " ".join(text[slice(*affiliation.span)].split()) == affiliation.name
        if claim.source is not None:
            assert claim.speaker == found.sources[claim.source].name
            assert claim.speaker_mention in found.sources[claim.source].mentions


def check_order(text: str, spans: tuple[Span, ...]) -> None:
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))
