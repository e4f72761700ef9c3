"""Quoted phrases that are part of somebody's sentence: which words around them belong to the claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from audit.extraction.clauses.borders import without_circumstance
from audit.extraction.cues.expressions import ADDRESSING, Cue, cue_words
from audit.extraction.cues.labels import label_before
from audit.extraction.cues.layout import Element
from audit.extraction.cues.subjects import can_speak, subject_of
from audit.extraction.lexicon import entries, verb_forms
from audit.extraction.parsing.grammar import is_verb
from audit.extraction.parsing.parse import Parse
from audit.extraction.parsing.view import is_titled

_COMPLEMENTS = ("dobj", "dative", "oprd", "ccomp", "xcomp", "acomp", "attr", "prep", "advcl", "agent", "pcomp")
_CIRCUMSTANCES = frozenset({"after", "before", "during", "in", "at", "since", "while", "when", "until", "amid"})
_ANCESTORS = 12
_LONG = 3


class Fragment(NamedTuple):
    """Words first..last, quoted in a sentence that goes on around them."""

    quotation: int
    first: int
    last: int


class Governed(NamedTuple):
    """A fragment with the cue that governs it and all the words of the claim."""

    fragment: Fragment
    cue: Cue
    words: tuple[int, ...]


def fragments_of(parse: Parse) -> list[Fragment]:
    """The quoted phrases of a paragraph, in order."""
    found: list[Fragment] = []
    for index, word in enumerate(parse.words):
        if word.quotation < 0 or word.spoken:
            continue
        if found and found[-1].quotation == word.quotation:
            found[-1] = found[-1]._replace(last=index)
        else:
            found.append(Fragment(word.quotation, index, index))
    return found


def governed(parse: Parse, fragment: Fragment, known: Mapping[int, Cue]) -> Governed | None:
    """The verb that the fragment depends on, if it has a subject that can speak; a verb of saying is preferred."""
    inside = range(fragment.first, fragment.last + 1)
    titled = is_titled([parse.words[i].text for i in inside])
    if titled and fragment.first and parse.words[fragment.first - 1].dep == "acl":
        return None  # "a book called ..."
    if titled and fragment.first - 1 in known and known[fragment.first - 1].verb in ADDRESSING:
        return None  # "told “Good Day Selby” ...": the programme is whom it is told
    if _names_a_work(parse, fragment, titled):
        return None
    chain = _ancestors(parse, _top(parse, inside))
    verbs = [v for v in chain if v not in inside and is_verb(parse, v)]
    for verb in sorted(verbs, key=lambda v: v not in known):
        cue = known.get(verb) or _any_cue(parse, verb)
        if cue is None or cue.subject is None or not can_speak(parse, cue.subject.word):
            continue
        if (
            cue.kind == "any"
            and not _is_named_so(parse, fragment, verb)
            and (titled or _is_modifier(parse, inside) or (len(inside) < _LONG and not _is_attitude(parse, verb)))
        ):
            continue
        words = _complement(parse, cue, set(inside), adjuncts=not titled)
        if words:
            return Governed(fragment, cue, words)
    return None


def _is_named_so(parse: Parse, fragment: Fragment, verb: int) -> bool:
    """ "dressed Roe down as a “menace”": whatever the verb, behind an object and "as" somebody is called something."""
    at = fragment.first - 1
    while at > verb and parse.words[at].tag in ("DT", "JJ", "RB"):
        at -= 1
    behind = range(verb + 1, at)
    return parse.words[at].lower == "as" and any(parse.words[i].tag.startswith(("NN", "PRP")) for i in behind)


def _names_a_work(parse: Parse, fragment: Fragment, titled: bool) -> bool:
    """ "on “Meet the Town”", "the film “Salt”", "CNB's “Today”": what a programme or a work is called."""
    if not fragment.first:
        return False
    before, first = parse.words[fragment.first - 1], parse.words[fragment.first]
    named = titled or (fragment.first == fragment.last and first.text[:1].isupper())
    place = before.lower in ("on", "of", "aired") and titled
    return named and (place or before.tag == "POS" or before.lower in entries("work_nouns"))


def _is_modifier(parse: Parse, inside: range) -> bool:
    """Whether the phrase only describes the noun behind it, as a term does: a “gun show” loophole."""
    top = _top(parse, inside)
    return parse.words[top].head > inside[-1] and parse.words[top].dep in ("compound", "amod", "nmod", "nummod")


def introduced(parse: Parse, fragment: Fragment, ending: Mapping[int, Cue]) -> Governed | None:
    """A phrase right behind a verb of saying, perhaps with a comma: "a sign that read "Stop" ", "she said, "no"."""
    before, after = fragment.first - 1, fragment.last + 1
    marked = before >= 0 and parse.words[before].text in (",", ":")
    at = before - marked
    cue = ending.get(at) or _label(parse, before)
    closed = after == len(parse.words) or not parse.words[after].text[:1].isalnum()
    if cue is None or cue.subject is None or not (closed or marked or "quote" in cue.frames):
        return None
    return Governed(fragment, cue, tuple(range(fragment.first, after)))


def _label(parse: Parse, colon: int) -> Cue | None:
    """The "Roe:" that opens a headline such as "Roe: "It is late" as the mill closes"."""
    if colon < 1 or parse.words[colon].text != ":" or parse.words[colon].sentence != parse.words[0].sentence:
        return None
    return label_before(parse, Element(-1, 0, colon, True))


def _top(parse: Parse, inside: range) -> int:
    return next((i for i in inside if parse.words[i].head not in inside or parse.words[i].head == i), inside[0])


def _ancestors(parse: Parse, index: int) -> list[int]:
    found: list[int] = []
    while parse.words[index].head != index and len(found) < _ANCESTORS:
        index = parse.words[index].head
        found.append(index)
    return found


def _any_cue(parse: Parse, verb: int) -> Cue | None:
    if parse.words[verb].dep in ("aux", "auxpass") or parse.words[verb].lower in verb_forms("no_speech_verbs"):
        return None
    return Cue(verb, cue_words(parse, verb), "", frozenset({"quote"}), subject_of(parse, verb), "any")


def _is_attitude(parse: Parse, verb: int) -> bool:
    return parse.words[verb].lower in verb_forms("attitude_verbs")


def _complement(parse: Parse, cue: Cue, inside: set[int], *, adjuncts: bool) -> tuple[int, ...]:
    """From the first complement of the verb to the last that the fragment reaches."""
    words: list[int] = []
    found = False
    for child in parse.children[cue.head]:
        if child < cue.head or child in cue.words or parse.words[child].dep not in _COMPLEMENTS:
            continue
        subtree = parse.subtree(child)
        holds = bool(inside & set(subtree))
        circumstantial = parse.words[child].dep in ("prep", "advcl")
        if circumstantial and parse.words[subtree[0]].lower in _CIRCUMSTANCES:
            continue
        if holds and parse.words[child].dep == "ccomp":
            words = []
        if holds or not circumstantial:
            words += subtree
        found = found or (holds and (adjuncts or not circumstantial))
    if not found:
        return ()
    words += inside
    return tuple(without_circumstance(parse, list(range(min(words), max(words) + 1))))
