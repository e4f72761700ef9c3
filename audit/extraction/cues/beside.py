"""Attributions right beside a quotation that the parser took apart, read off the row of words."""

from __future__ import annotations

from audit.extraction.cues.expressions import Cue, any_verb, cue_words, is_speaking_form
from audit.extraction.cues.frames import speech_nouns, speech_verbs
from audit.extraction.cues.layout import DASHES, Element
from audit.extraction.cues.lost_subjects import inverted_subject
from audit.extraction.cues.subjects import Subject, can_speak, subject_of
from audit.extraction.lexicon import entries
from audit.extraction.parsing.grammar import FINITE, is_verb
from audit.extraction.parsing.parse import Parse
from audit.extraction.parsing.sentences import is_border

_VERB_NEAR = 8
_QUOTE = frozenset({"quote"})
_NOUN_PHRASE = ("NN", "DT", "JJ", "CD", "PRP", "POS", "HYPH", "VBN")


def first_verb_in(parse: Parse, prose: Element) -> Cue | None:
    """The verb right behind a quotation: "...," Roe barked and the guard left."""
    if parse.words[prose.first].text == ":":
        return None  # "'We never left': tributes pour in"
    tag = _tag_behind(parse, prose)
    if tag is not None:
        return tag
    for last in range(prose.first, min(prose.last, prose.first + _VERB_NEAR) + 1):
        if parse.words[last].tag in FINITE:
            cue = any_verb(parse, prose.first, last)
            if cue is not None and cue.subject and can_speak(parse, cue.subject.word):
                return cue
            break
    return any_verb_in(parse, prose)


def _tag_behind(parse: Parse, prose: Element) -> Cue | None:
    """ "...," the leaflet read, "..." exhorted her driver: a noun phrase and a verb, or the other way round."""
    first = prose.first
    if parse.words[first].tag in FINITE:
        subject = inverted_subject(parse, first)
        return subject and _cue(parse, first, subject)
    verb = first
    while verb <= prose.last and parse.words[verb].tag.startswith(_NOUN_PHRASE) and not is_border(parse, verb):
        if verb > first and _says(parse, verb) and _stops_behind(parse, verb):
            return _cue(parse, verb, Subject(verb - 1))
        verb += 1
    return None


def _says(parse: Parse, verb: int) -> bool:
    """ "the leaflet read", "the two write": the bare form only behind several."""
    several = parse.words[verb - 1].tag in ("CD", "NNS", "NNPS")
    return is_speaking_form(parse.words[verb].text) or (several and parse.words[verb].text in speech_verbs())


def _stops_behind(parse: Parse, verb: int) -> bool:
    return is_border(parse, verb + 1) or parse.words[verb + 1].tag in ("IN", "TO", "RB")


def _cue(parse: Parse, verb: int, subject: Subject) -> Cue:
    return Cue(verb, cue_words(parse, verb), "", _QUOTE, subject, "any")


def last_verb_in(parse: Parse, prose: Element) -> Cue | None:
    """The verb right before a quotation: "He rowed as his friends jeered, "...", "thanked them and boomed, "..."."""
    last = prose.last
    while last > prose.first and (parse.words[last].text in (",", ":") or parse.words[last].text in DASHES):
        last -= 1
    if last == prose.last or not is_verb(parse, last) or parse.words[last].dep in ("aux", "auxpass"):
        return None
    subject = subject_of(parse, last)
    if subject is None or not prose.first <= subject.word < last or not can_speak(parse, subject.word):
        return None
    return _cue(parse, last, subject)


def any_verb_in(parse: Parse, prose: Element) -> Cue | None:
    """The main verb of a stretch of prose, if its subject can speak."""
    cue = any_verb(parse, prose.first, prose.last)
    owner = cue and cue.subject and _owner_of_words(parse, cue.head, cue.subject.word)
    if cue is not None and owner is not None:
        return cue._replace(subject=Subject(owner))
    return cue if cue is not None and cue.subject and can_speak(parse, cue.subject.word) else None


def _owner_of_words(parse: Parse, verb: int, noun: int) -> int | None:
    """The Roe of "Roe's advice was, "...": what somebody's words were."""
    owners = parse.children_by(noun, "poss")
    words = parse.words[noun].lower in entries("answer_nouns") or parse.words[noun].lower in speech_nouns()
    return owners[0] if owners and words and parse.words[verb].lower in ("is", "was") else None
