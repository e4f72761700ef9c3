"""The desk number: how much a claim calls for being looked at, from how checkable and how thinly sourced it is.

Pure: words and facts in, points out, every part named, so that a page can show what a number is made of. It orders the
desk's queue and decides nothing; the machine's confidence has no part in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

START = 50  # of every claim, so that what speaks against looking stays above zero


@dataclass(frozen=True, slots=True)
class Facts:
    """What the number is computed from. `source_kind` is None where nobody is named, `position` how the article places
    the source: with a role, with an affiliation, both or neither."""

    words: str
    kind: str
    source_kind: str | None
    has_role: bool
    has_affiliation: bool


@dataclass(frozen=True, slots=True)
class DeskNumber:
    """The number with its parts: what was found, and its points."""

    total: int
    parts: tuple[tuple[str, int], ...]


FIGURES = re.compile(
    r"\d|\b(?:hundred|thousand|million|billion|half|double|triple|dozens?|percent|per cent)\b", re.IGNORECASE
)
WHEN = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday"
    r"|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today|last (?:week|month|year|night)|in \d{4})\b"
)
NAMES = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+")
OPINION = re.compile(
    r"\b(?:I|we) (?:think|believe|feel|hope|want)\b"
    r"|\b(?:should|must|ought|good|bad|best|worst|great|terrible|beautiful|proud|sad|happy|important)\b",
    re.IGNORECASE,
)
FUTURE = re.compile(r"\b(?:will|shall|going to|plans? to|intends? to|next (?:week|month|year))\b", re.IGNORECASE)
FEW_WORDS = 5

# What is asked of a claim, the points it gives, and the test. The order is that of the page.
WEIGHTS: tuple[tuple[str, int, Callable[[Facts], bool]], ...] = (
    ("states a figure", 20, lambda f: bool(FIGURES.search(f.words))),
    ("says when", 10, lambda f: bool(WHEN.search(f.words))),
    ("names a person, a place or a body", 10, lambda f: bool(NAMES.search(f.words))),
    ("judges or wishes", -15, lambda f: bool(OPINION.search(f.words))),
    ("is about the future", -15, lambda f: bool(FUTURE.search(f.words))),
    ("asks", -20, lambda f: f.words.rstrip("”\"’' ").endswith("?")),
    ("has few words", -15, lambda f: len(f.words.split()) < FEW_WORDS),
    ("nobody is named as its source", 25, lambda f: f.source_kind is None),
    ("its source is unnamed", 20, lambda f: f.source_kind == "unnamed"),
    ("its source is a group", 10, lambda f: f.source_kind == "group"),
    ("nothing says why this source is asked", 10, lambda f: _is_unplaced(f)),
    ("is not quoted word for word", 5, lambda f: f.kind == "indirect"),
)


def _is_unplaced(facts: Facts) -> bool:
    return facts.source_kind is not None and not (facts.has_role or facts.has_affiliation)


def desk_number(facts: Facts) -> DeskNumber:
    """The number of a claim: the sum of START and of the points of all that holds."""
    parts = tuple((name, points) for name, points, holds in WEIGHTS if holds(facts))
    return DeskNumber(START + sum(points for _, points in parts), parts)
