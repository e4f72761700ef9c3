"""Two texts side by side, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_TOKENS = 4000  # of either text; longer ones are told apart as a whole
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Change(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words that stayed, went or came."""

    change: Change
    text: str


def are_same_words(old: str, new: str) -> bool:
    """Whether two texts differ in marks and spaces at the most."""
    return re.findall(r"\w+", old) == re.findall(r"\w+", new)


def changed_words(old: str, new: str) -> tuple[Run, ...]:
    """The runs in reading order: joined without the added ones they are `old`, without the removed ones `new`.

    Each is a word, spaces or a mark at the least."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if max(len(before), len(after)) > MOST_TOKENS:
        before, after = [old], [new]
    runs: list[Run] = []
    for tag, i, j, m, n in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run(Change.KEPT, "".join(before[i:j])))
            continue
        runs += [Run(Change.REMOVED, "".join(before[i:j]))] if i < j else []
        runs += [Run(Change.ADDED, "".join(after[m:n]))] if m < n else []
    return tuple(runs)
