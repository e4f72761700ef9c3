"""What belongs to a person's name and what stands before it: given names, initials, titles, posts."""

from __future__ import annotations

import re

from audit.extraction.lexicon import entries, verb_forms
from audit.extraction.mentions.offices import is_person_noun, is_role_noun, title_genders
from audit.extraction.parsing.parse import Parse

CREDENTIALS = frozenset(
    {"kc", "qc", "mp", "msp", "mep", "phd", "ph.d.", "md", "m.d.", "esq", "esq.", "obe", "cbe", "mbe"}
)
"""Letters behind a name that are no part of it, in lower case."""

_GENERALS = frozenset(
    [
        "attorney",
        "secretary",
        "surgeon",
        "solicitor",
        "inspector",
        "director",
        "brigadier",
        "lieutenant",
        "major",
        "chief",
    ]
)
_LED = frozenset({"the", "a", "an", "its", "their", "our", "his", "her", "'s", "’s"})  # before an office, not a name
_INITIAL = re.compile(r"[A-Z]\.?$|[A-Z]\.[A-Z]\.$")
_TOWNS = frozenset({"county", "city", "town", "township", "parish", "borough", "village", "district"})
_NAMED = 2  # words before an office that may be a name of their own: "Ana Baker" and no more
_NEAR = 8  # words of a run of capitals that are looked at


def is_given_name(word: str) -> bool:
    """Whether the lower-case word is a given name of the lists."""
    return word in entries("given_names_male") or word in entries("given_names_female")


def is_initial(word: str) -> bool:
    """A middle initial such as "J."."""
    return _INITIAL.match(word) is not None


def is_title(parse: Parse, start: int, index: int) -> bool:
    """Whether the word is a title of the name behind it; "General" and "Justice" begin organizations too."""
    word = parse.words[index].lower
    if parse.words[index].quotation >= 0 and parse.words[start].quotation < 0:
        return False
    if word == "con":  # "Det Con Ana Roe", but "Con Edison"
        return index > 0 and parse.words[index - 1].lower.startswith("det")
    if word not in ("general", "justice"):
        return word in title_genders()
    if word == "justice" and parse.words[index + 1].lower not in entries("organization_nouns"):
        return True
    follows = index > start and parse.words[index - 1].lower in _GENERALS
    return follows or is_given_name(parse.words[index + 1].lower)


def is_office_before(parse: Parse, start: int, index: int, last: int) -> bool:
    """Whether a capital word of a run is the office of the person behind it: the "Clerk" of "City Clerk Ana Roe".

    Not the Baker of "Ana Baker Roe", nor the Teachers of a union."""
    words = parse.words
    first = max(start, index - _NEAR)
    first = max((i for i in range(first, index) if words[i].lower in _TOWNS), default=first)  # "Ada County / Coroner"
    before, behind = words[first : index + 1], words[index + 1 : min(last, index + _NEAR) + 1]
    called = len(behind) > 1 and is_given_name(behind[0].lower)  # "Wendell High Principal / Tom Roe"
    opens = called and index == start and _opens(parse, index)  # "Owner Priya Roe", whom a firm might be elsewhere
    if not is_person_noun(words[index].lower) and not (opens and is_role_noun(words[index].lower)):
        return False
    if any(is_given_name(word.lower) for word in before) and not (called and len(before) > _NAMED):
        return False
    if any(w.lower in entries("organization_nouns") or w.lower in ("of", "for", "&") for w in behind):
        return False
    alone = len(behind) == 1 and (len(before) > 1 or len(behind[0].text) == 1)
    called = called and len(behind) == _NAMED  # "Spokeswoman Anne Stringer"
    return (
        not alone and (called or not is_role_noun(behind[-1].lower)) and behind[0].entity not in ("GPE", "LOC", "FAC")
    )


def last_before_office(parse: Parse, first: int, last: int) -> int:
    """The Trust of "the Harbour Trust Chairman": where a name ends that a post with capitals stands behind.

    `last` itself where there is no post, first - 1 for "the Foreign Minister", which names nobody."""
    words, led = parse.words, first - 1
    while led > 0 and words[led].tag in ("JJ", "VBG") and words[led].sentence == words[first].sentence:
        led -= 1  # "the Israeli Cabinet Minister", "the acting Immigration Minister"
    if led < 0 or words[led].lower not in _LED or is_given_name(words[first].lower):
        return last
    member = words[last].lower == "member" and [w.lower for w in words[last + 1 : last + 2]] in (["for"], ["of"])
    if not member and not is_person_noun(words[last].lower):
        return last
    at = last - 1
    while at >= first and words[at].lower in entries("office_fields"):
        at -= 1
    return at


def is_post_for(parse: Parse, index: int) -> bool:
    """The Counsel of "Counsel for the firm, Ana Roe, said": a post with the capital that opens the sentence."""
    follows = [word.lower for word in parse.words[index + 1 : index + 2]] in (["for"], ["of"], ["to"])
    return follows and _opens(parse, index) and is_person_noun(parse.words[index].lower)


def is_line_of_business(parse: Parse, index: int) -> bool:
    """The Chipmaker of "Chipmaker Birch Corp. said": a common noun with the capital that opens the sentence."""
    return _opens(parse, index) and parse.words[index].lower in entries("lines_of_business")


def is_saying(parse: Parse, index: int) -> bool:
    """The Stated of "Stated Roe: ..." """
    lower = parse.words[index].lower
    past = lower.endswith("ed") or lower in ("said", "wrote")
    return past and _opens(parse, index) and lower in verb_forms("speech_verbs")


def _opens(parse: Parse, index: int) -> bool:
    """Whether a sentence begins with the word."""
    before = parse.words[index - 1] if index else None
    return before is None or before.spoken or before.sentence != parse.words[index].sentence
