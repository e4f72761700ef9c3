"""Notices by which an article says that it was corrected or updated."""

from __future__ import annotations

import re

LONGEST = 1000  # code points of a paragraph that can be a notice; longer ones are the story

_EARLIER = r"(?:earlier|previous|original|first|prior)"
_SUBJECT = rf"(?:an?|the|this|our)\s+(?:{_EARLIER}\s+)?(?:version|article|story|report|post|piece|headline|caption)"
_DONE = (
    "(?:corrected|amended|updated|clarified|edited|changed|revised|modified|"
    "misspelled|misstated|misquoted|misattributed)"
)
_LABEL = (
    "(?:corrections?[ ]and[ ]clarifications?|correction|clarification|corrected|amendment|erratum|editor[’']?s?[ ]note)"
)
NOTICE = re.compile(
    rf"""^\W*(?:
        {_LABEL}\s*(?:\([^)]*\)|,?\s+[^:.]{{0,40}})?\s*[:.—–-]
        | {_SUBJECT}\b.{{0,80}}\b(?:was|were|has[ ]been|have[ ]been|had)\b.{{0,60}}\b{_DONE}
        | (?:an?|the)\s+{_EARLIER}\s+(?:version|report|edition)\b
        | {_DONE}\s+(?:to|on|at)\b.{{0,80}}\b(?:correct|clarify|reflect|remove|add|fix|say|show)
        )""",
    re.IGNORECASE | re.VERBOSE,
)


def notices(text: str, *, known: str = "") -> tuple[tuple[int, int], ...]:
    """The spans of paragraphs that are notices of correction, but those that stand in `known` word for word."""
    old = {line.strip() for line in known.split("\n")}
    found, start = [], 0
    for line in text.split("\n"):
        words = line.strip()
        if words and len(words) <= LONGEST and words not in old and NOTICE.match(words):
            found.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(found)
