"""The content of a verb of saying in the passive: "The order was denounced by Roe", "was told by Roe / to leave"."""

from __future__ import annotations

from audit.extraction.cues.expressions import ASKING, Cue
from audit.extraction.parsing.grammar import agent_of, is_infinitive, is_verb
from audit.extraction.parsing.parse import Parse
from audit.extraction.parsing.sentences import Clause, border_after, is_border, made, sentence_words

_BIDDING = frozenset(
    {"tell", "ask", "urge", "advise", "instruct", "warn", "remind", "beg", "implore", "exhort", "counsel"}
)
_NEAR = 8  # words from who asks to the question
_AS_NEAR = 4  # "as a rather “tired” one"


def passive(parse: Parse, cue: Cue) -> Clause | None:
    """ "The order was denounced by Roe": the subject."""
    agent = agent_of(parse, cue.head)
    if agent is None:
        return None
    for child in parse.children_by(cue.head, "xcomp") if cue.verb in _BIDDING else ():
        if child > agent and is_infinitive(parse, child):
            return made(parse, parse.subtree(child), "infinitive")  # "was told by Roe / to leave"
    if cue.verb in ASKING:
        return _asked_by(parse, agent)
    for child in parse.children_by(cue.head, "nsubjpass"):
        return made(parse, sorted([*parse.subtree(child), *_called(parse, cue)]), "passive")
    return None


def _asked_by(parse: Parse, agent: int) -> Clause | None:
    """ "Roe was asked by a caller / why the mill had shut": the question, and never who is asked."""
    behind = [i for i in sentence_words(parse, agent) if agent < i <= agent + _NEAR]
    asks = (i for i in behind if parse.words[i].tag == "WRB" or parse.words[i].lower in ("what", "whether", "if"))
    first = next(asks, None)
    if first is None or any(is_border(parse, i) or is_verb(parse, i) for i in behind if i < first):
        return None
    last = border_after(parse, first, sentence_words(parse, agent)[-1])
    return made(parse, list(range(first, last + 1)), "that")


def _called(parse: Parse, cue: Cue) -> range:
    """ "was dismissed by Roe / as “a fantasy” ": what the subject is called, wherever the parser hung it."""
    behind = [i for i in sentence_words(parse, cue.head) if i > cue.head]
    at = next((i for i in behind if parse.words[i].lower == "as"), None)
    first = next(
        (i for i in behind if at is not None and at < i < at + _AS_NEAR and parse.words[i].quotation >= 0), None
    )
    if at is None or first is None:
        return range(0)
    last = first
    while last + 1 < len(parse.words) and parse.words[last + 1].quotation == parse.words[first].quotation:
        last += 1
    return range(at, last + 1)
