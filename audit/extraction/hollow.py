"""Contents in which nothing is told: "conceded the point", "did not mention jobs", "would not say when"."""

from __future__ import annotations

from audit.extraction.cues import Cue
from audit.extraction.parse import Parse
from audit.extraction.sentences import Clause

_PHRASES = frozenset({"object", "prepositional"})
_QUESTIONS = frozenset({"what", "who", "whom", "whose", "which", "when", "where", "why", "how", "whether", "if"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})


def is_hollow(parse: Parse, cue: Cue, clause: Clause) -> bool:
    """Whether a content without quotation marks has no words of its own: a claim is what somebody put into words."""
    words = [parse.words[i] for i in clause.words if parse.words[i].text[:1].isalnum()]
    if not words or any(word.quotation >= 0 for word in words):
        return False
    negated = bool(parse.children_by(cue.head, "neg"))
    if clause.form in _PHRASES:
        bare = len(words) == 1 or (words[0].lower in _POINTING and len(words) == len(("the", "point")))
        return bare or negated
    return clause.form == "that" and negated and words[0].lower in _QUESTIONS
