"""What somebody does, and for whom: "who heads the trust", "who teaches law at the university"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.extraction.affiliations.bodies import can_own
from audit.extraction.affiliations.organizations import organizations_between
from audit.extraction.affiliations.owners import owner_of
from audit.extraction.affiliations.passage import Passage, in_word
from audit.extraction.affiliations.role_phrases import Statement, read_role, told
from audit.extraction.affiliations.role_words import STOPS
from audit.extraction.lexicon import pairs
from audit.extraction.mentions.names import Name
from audit.extraction.parsing.grammar import SUBJECTS
from audit.extraction.parsing.parse import Word, words_span
from audit.extraction.types import Affiliation

HEADS = frozenset(
    {"heads", "leads", "runs", "chairs", "founded", "directs", "owns", "manages", "represents", "edits", "oversees"}
)
_HEADED = frozenset({"led", "headed", "ran", "chaired", "directed", "oversaw", "edited", "managed", "co-founded"})
WORKS = frozenset(
    {"works", "worked", "teaches", "taught", "serves", "served", "covers", "covered", "plays", "played"}
    | {"writes", "reports"}
)
_STUDIES = frozenset(
    {"studies", "researches", "lectures", "practises", "practices", "trains", "volunteers", "led", "investigated"}
    | {"coordinates", "organises", "organizes", "specialises", "specializes", "advises", "curates", "supervises"}
    | {"coaches", "counsels", "campaigns", "consults", "produces", "tracks", "monitors", "handles", "handled"}
    | {"oversaw", "follows", "analyzes", "analyses", "drives"}
)  # "who led the inquiry for the Harbour Trust"
GERUNDS = frozenset({"managing", "acting", "presiding", "founding", "leading", "ranking", "commanding", "visiting"})
_NOW = frozenset({"now", "currently", "also", "later", "still", "then", "previously"})
_THERE = frozenset({"in", "near", "outside"})  # "runs a bakery in Fairtown"
_WINDOW = 24
_TRADE = 2  # words of "teaches modern history"


def _at(passage: Passage, verb: int) -> Iterator[Statement]:
    """ "who studies moths at the University of Birch": for whom, without a post."""
    words = passage.parse.words
    for index in range(verb + 1, min(verb + _WINDOW, len(words) - 1)):
        if words[index].text in STOPS or words[index].sentence != words[verb].sentence:
            return
        if words[index].lower in ("at", "for"):
            affiliations = organizations_between(passage, index + 1, phrase_end(passage, index + 1), places=False)
            if affiliations:
                yield Statement(None, None, affiliations, words_span(passage.parse, verb, index), 3)
            return


def _headed(passage: Passage, verb: int, last: int) -> list[Statement]:
    """ "who led the bank's lending arm": a body of which somebody had charge, if the words name one or tell which."""
    bodies = _bodies_run(passage, verb, last, people=False)
    span = words_span(passage.parse, verb, last)
    return [Statement(None, None, bodies, span, 1, past=True)] if bodies else []


def _bodies_run(passage: Passage, verb: int, last: int, *, people: bool) -> tuple[Affiliation, ...]:
    """The bodies behind a verb; else the one that "the company's office", "its board" leave to the reader."""
    where = (i - 1 for i in range(verb + 2, last) if passage.parse.words[i].lower in _THERE and not passage.in_name(i))
    named = organizations_between(passage, verb + 1, next(where, last), places=False, people=people)
    words = passage.parse.words
    if named or verb + 1 >= last:
        return named
    if words[verb + 1].lower not in ("the", "its", "their"):
        at = (i for i in range(verb + 1, last - 1) if words[i].lower in ("for", "at") and words[i + 1].lower == "the")
        return next((_meant(passage, i + 2, last) for i in at), ())  # "oversees inquiries for the council"
    return _meant(passage, verb + 2, last)


def _meant(passage: Passage, first: int, last: int) -> tuple[Affiliation, ...]:
    meant = owner_of(passage, first, last)
    return () if meant is None else (meant.affiliation,)


def _as(passage: Passage, verb: int, rank: int) -> Iterator[Statement]:
    """ "serves as director of the bank"; who "served" there does no longer."""
    once = passage.parse.words[verb].lower.endswith("ed")
    for one in told(read_role(passage, verb + 2, phrase_end(passage, verb + 2), 0 if once else rank)):
        yield one._replace(past=one.past or once)


def phrase_end(passage: Passage, first: int) -> int:
    """The last word before a comma, dash, finite verb, relative clause or somebody else; brackets are stepped over."""
    words = passage.parse.words
    depth = 0
    last = first
    for index in range(first, min(first + _WINDOW, len(words))):
        word = words[index]
        depth += (word.text == "(") - (word.text == ")")
        finite = word.tag in ("VBD", "VBZ", "VBP", "MD") and not word.text[0].isupper()
        stops = (
            word.text in STOPS and word.text not in "()" and word.tag != "HYPH" and not in_word(passage.parse, index)
        ) or (word.lower in ("who", "whom", "which", "that", "whose"))
        if depth == 0 and (stops or finite or word.spoken):
            break
        last = index
    return last - (words[last].lower in ("and", "but") and last > first)


def relative(passage: Passage, who: int) -> Iterator[Statement]:
    """ "who heads the trust", "who teaches law at U", "who raises cattle and is president of the club" """
    words = passage.parse.words
    verb = next((i for i in range(who + 1, min(who + 4, len(words))) if words[i].tag.startswith("VB")), -1)
    while verb >= 0:
        yield from _does(passage, who, verb)
        verb = _next_verb(words, verb)


def _next_verb(words: Sequence[Word], verb: int) -> int:
    """The verb right behind an "and", before the clause ends; -1 if there is none."""
    for index in range(verb + 1, min(verb + _WINDOW, len(words) - 1)):
        if words[index].text in STOPS - {"-"} or words[index].spoken:
            return -1
        at = index + 1 + (words[index + 1].lower in _NOW and index + 2 < len(words))
        if words[index].lower == "and" and words[at].tag in ("VBZ", "VBD") and words[at].text.islower():
            return at
    return -1


def _does(passage: Passage, who: int, verb: int) -> Iterator[Statement]:
    """What one verb of the clause says: "heads the trust"."""
    parse = passage.parse
    last = phrase_end(passage, verb + 1) if verb + 1 < len(parse.words) else verb
    lower = parse.words[verb].lower
    doing = verb < last and parse.words[verb + 1].tag == "VBG" and parse.words[verb + 1].lower not in GERUNDS
    if lower in ("is", "was", "became") and verb + 1 <= last and parse.words[who].lower == "who" and not doing:
        once = lower == "was"  # a former post, or what somebody was for a moment
        for one in told(read_role(passage, verb + 1, last, 0 if once else 3)):
            yield one._replace(past=one.past or once)
    if lower == "spent":  # "two decades at the agency before ..."
        yield from (one._replace(rank=1, past=True) for one in _at(passage, verb))
    if lower in _STUDIES | _HEADED:
        for_whom = list(_at(passage, verb)) or (_headed(passage, verb, last) if lower in _HEADED else [])
        yield from for_whom
    if lower in ("serves", "served", "works", "worked") and verb + 1 <= last and parse.words[verb + 1].lower == "as":
        yield from _as(passage, verb, 3)
    elif lower in HEADS or lower in WORKS:
        people = lower not in (
            "represents",
            "manages",
            "plays",
            "played",
        )  # "runs Birch Strategies", taken for a person
        affiliations = _bodies_run(passage, verb, last, people=people)
        if not affiliations and verb < last and parse.words[verb + 1].lower == "for":
            affiliations = organizations_between(
                passage, verb + 1, last, places=True
            )  # whatever the tagger takes it for
        span = words_span(parse, verb, last)
        acts = lower in ("plays", "played")
        if not affiliations and (acts or (lower in ("taught", "teaches") and last - verb > _TRADE)):
            return  # an actor's part, "taught a town to swim"
        if lower == "represents" and affiliations:  # a tie, not what somebody is
            yield Statement(None, None, affiliations, span, 3)
            return
        post = pairs("posts_of_deeds").get(lower)
        said = words_span(parse, verb, verb) if post else span
        rank = 2 if lower.endswith("ed") else 3
        if lower in WORKS and affiliations:  # any post, also a former one, tells more than "teaches law"
            yield Statement(None, None, affiliations, span, rank)
            rank = -1
        yield Statement(post or passage.text[slice(*span)], said, affiliations, span, rank)


def acts(passage: Passage, name: Name) -> Iterator[Statement]:
    """ "N works as a cook at the inn.", "N left in May and now runs the trust.": the clause whose subject N is."""
    words = passage.parse.words
    verb = words[name.last].head
    if words[name.last].dep not in SUBJECTS or not name.last < verb < name.last + _WINDOW:
        return
    verbs = [verb, *(c for c in passage.parse.children_by(verb, "conj") if c > verb)]
    for one in verbs:
        yield from _does_for(passage, one)


def _does_for(passage: Passage, verb: int) -> Iterator[Statement]:
    """For whom, and by "works as" as what; that somebody runs or drives something is no post by itself."""
    words = passage.parse.words
    lower = words[verb].lower
    if verb + 2 >= len(words) or words[verb].spoken:
        return
    last = phrase_end(passage, verb + 1)
    if lower in ("works", "serves", "worked", "served") and words[verb + 1].lower == "as":
        yield from _as(passage, verb, 2)
    elif lower in ("is", "been", "became") and words[verb + 1].lower in ("a", "an", "the"):
        present = lower == "is" or words[verb - 1].lower in ("has", "have")
        yield from told(read_role(passage, verb + 1, last, 1 if present else 0))
    elif lower in HEADS - {"represents"} | _HEADED:
        bodies = organizations_between(passage, verb + 1, last, places=False) or _named_behind(passage, last)
        if bodies:
            yield Statement(None, None, bodies, words_span(passage.parse, verb, last), 1)
    elif lower in _STUDIES | {"works", "teaches"}:
        yield from (one._replace(rank=1) for one in _at(passage, verb))


def _named_behind(passage: Passage, last: int) -> tuple[Affiliation, ...]:
    """The body that stands in apposition: "a climate fund, Ninth Meridian"."""
    words = passage.parse.words
    if last + 2 >= len(words) or words[last + 1].text != "," or not can_own(words[last].lower):
        return ()
    if passage.kind(last + 2) not in ("organization", "unknown"):
        return ()
    return (passage.named(last + 2),)
