"""Who issued a document: "a report by the X Office", "her letter"; for "the report", the one said so before."""

from __future__ import annotations

from collections.abc import Iterator

from audit.extraction.attach.paragraph import Mention
from audit.extraction.cues.subjects import subject_of
from audit.extraction.lexicon import entries
from audit.extraction.parsing.grammar import is_verb
from audit.extraction.resolve.known import FINDINGS, Known, Place, Speaker, entity_of

_MAKING = frozenset(
    {"issue", "issued", "issues", "release", "released", "releases", "send", "sent", "sends", "publish", "published"}
    | {"write", "wrote", "written", "writes", "post", "posted", "posts", "sign", "signed", "file", "filed", "files"}
    | {"circulate", "circulated", "put", "produce", "produced", "tweet", "tweeted", "make", "made", "submitted"}
)
_COMPILING = frozenset(
    {"compiled", "commissioned", "conducted", "prepared", "drafted", "collected", "led", "gathered", "done", "backed"}
    | {"co-authored", "authored", "penned", "launched", "signed", "carried", "filed"}
)  # but not "a letter seen by the Herald"
_REACH = 6  # paragraphs back
_WORDS = 1500  # words back


def issuer_of(known: Known, mention: Mention) -> Speaker | None:
    """The person or organization behind a document that speaks; None if the article names nobody."""
    words = known.scenes[mention.paragraph].parse.words
    noun = words[mention.head].lower
    if noun not in entries("document_nouns") | FINDINGS:
        return None
    here = mention.paragraph, mention.head
    found = _beside(known, here) or _maker(known, here)
    if found is not None or words[mention.words[0]].lower not in ("the", "this", "that"):
        return found
    for place in _earlier(known, here, noun):
        found = _beside(known, place) or _maker(known, place)
        if found is not None:
            return found
    return None


def _earlier(known: Known, place: Place, noun: str) -> Iterator[Place]:
    """Where the noun stands before, the nearest first."""
    left = _WORDS
    for number in range(place[0], max(-1, place[0] - _REACH - 1), -1):
        words = known.scenes[number].parse.words
        index = place[1] if number == place[0] else len(words)
        while index > 0 and left > 0:
            index, left = index - 1, left - 1
            if words[index].lower == noun and not words[index].spoken:
                yield number, index


def _beside(known: Known, place: Place) -> Speaker | None:
    """The one in "X report", "X's report", "report by X", "letter from X"."""
    paragraph, head = place
    parse = known.scenes[paragraph].parse
    near = parse.children_by(head, "poss", "compound", "nmod")
    for preposition in parse.children_by(head, "prep", "acl"):
        if parse.words[preposition].lower in ("by", "from"):
            near += parse.children_by(preposition, "pobj")
        made = parse.words[preposition].lower in _MAKING | _COMPILING
        for by in parse.children_by(preposition, "agent") if made else ():
            near += parse.children_by(by, "pobj")
    for word in near:
        found = entity_of(known, paragraph, word)
        owns = parse.words[word].dep in ("poss", "pobj")
        if found is not None and _can_write(known, place, word) and (found.kind == "organization" or owns):
            return found
    return None


def _can_write(known: Known, place: Place, word: int) -> bool:
    number = known.cast.at[place[0], word]
    return known.cast.entities[number].kind in ("person", "organization")


def _maker(known: Known, place: Place) -> Speaker | None:
    """The one in "X released a statement" and "in a statement, X said"."""
    paragraph, head = place
    parse = known.scenes[paragraph].parse
    word = parse.words[head]
    verb = -1
    if word.dep == "dobj" and parse.words[word.head].lower in _MAKING:
        verb = word.head
    elif word.dep == "pobj" and parse.words[word.head].lower == "in":
        verb = parse.words[word.head].head
    if verb < 0 or not is_verb(parse, verb):
        return None
    subject = subject_of(parse, verb)
    if subject is None or subject.word == head:
        return None
    beside = (subject.word, *parse.children_by(subject.word, "appos"))
    named = next((i for i in beside if (paragraph, i) in known.cast.at), -1)
    return entity_of(known, paragraph, named) if named >= 0 and _can_write(known, place, named) else None
