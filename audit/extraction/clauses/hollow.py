"""Contents in which nothing is told: "conceded the point", "did not mention jobs", "would not say when"."""

from __future__ import annotations

from audit.extraction.cues.expressions import Cue
from audit.extraction.lexicon import entries
from audit.extraction.parsing.parse import Parse
from audit.extraction.parsing.sentences import Clause, sentence_words

_PHRASES = frozenset({"object", "prepositional"})
_QUESTIONS = frozenset({"what", "who", "whom", "whose", "which", "when", "where", "why", "how", "whether", "if"})
_NEAR = 4  # "referred to him / as a “friend”"
_UNWILLING = frozenset({"decline", "declines", "declined", "declining", "refuse", "refuses", "refused", "refusing"})
_UNNAMED = frozenset({"named", "identified", "quoted"})  # "asked not to be named"
_POINTING = frozenset({"the", "this", "that", "these", "those"})


def is_hollow(parse: Parse, cue: Cue, clause: Clause) -> bool:
    """Whether a content without quotation marks has no words of its own: a claim is what somebody put into words."""
    words = [parse.words[i] for i in clause.words if parse.words[i].text[:1].isalnum()]
    behind = [i for i in sentence_words(parse, cue.head) if 0 < i - clause.words[-1] < _NEAR]
    if not words or any(parse.words[i].quotation >= 0 for i in (*clause.words, *behind)):
        return False
    if len(words) == 1 and words[0].tag in ("PRP", "DT"):
        return True  # "It was denied by Roe"
    if _is_shied_from(parse, cue.head):
        return True
    negated = _is_kept_back(parse, cue.head)
    if clause.form == "infinitive" and _stays_unnamed([word.lower for word in words]):
        return True
    if clause.form in _PHRASES:
        bare = len(words) == 1 or (words[0].lower in _POINTING and len(words) == len(("the", "point")))
        return bare or negated
    return clause.form == "that" and negated and words[0].lower in _QUESTIONS


def _stays_unnamed(words: list[str]) -> bool:
    """ "not to be named", "to be quoted because he feared for his post" """
    to_be = words.index("be") + 1 if "be" in words[:3] else len(words)
    return words[-1] in _UNNAMED or bool(_UNNAMED.intersection(words[to_be : to_be + 1]))


def _is_shied_from(parse: Parse, verb: int) -> bool:
    """ "her refusal to denounce it", "his failure to mention it": it was not said."""
    noun = parse.words[parse.words[verb].head]
    return (
        parse.words[verb].dep == "acl" and parse.words[verb].tag == "VB" and noun.lower in entries("withholding_nouns")
    )


def _is_kept_back(parse: Parse, verb: int) -> bool:
    """ "did not say", "declined to say", "nor will he say" """
    if parse.children_by(verb, "neg") or any(parse.words[i].lower == "nor" for i in parse.children[verb]):
        return True
    above = parse.words[verb].head
    return parse.words[verb].dep == "xcomp" and (
        parse.words[above].lower in _UNWILLING or bool(parse.children_by(above, "neg"))
    )
