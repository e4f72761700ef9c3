"""How much of one text stands in another: by sequences of words, so that order counts and single words do not."""

from __future__ import annotations

import re

WORDS = 5  # in a sequence: longer than most phrases that two writers come upon by themselves
FEWEST = 20  # sequences of a text that can be told to be a copy
LIKE = 0.6  # share of a text's sequences from which it looks like a copy; a shared quotation alone stays far below

_WORD = re.compile(r"\w+")


def sequences(text: str) -> frozenset[int]:
    """The sequences of words in a text, as numbers; none for a text too short to be told from chance."""
    words = _WORD.findall(text.casefold())
    found = frozenset(hash(tuple(words[i : i + WORDS])) for i in range(len(words) - WORDS + 1))
    return found if len(found) >= FEWEST else frozenset()


def share(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the first text's sequences that stand in the other, from 0 to 1."""
    return len(one & other) / len(one) if one else 0.0
