"""Signs around a name that it is a person's, and the words before it that are an office."""

from __future__ import annotations

import re

from audit.extraction.grammar import SUBJECTS
from audit.extraction.lexicon import entries
from audit.extraction.offices import is_role_noun
from audit.extraction.parse import Parse

CREDENTIALS = frozenset(
    {"kc", "qc", "mp", "msp", "mep", "phd", "ph.d.", "md", "m.d.", "esq", "esq.", "obe", "cbe", "mbe"}
)
"""Letters behind a name that are no part of it, in lower case."""

_AGE = re.compile(r"\d{1,3}$")
_COMPANIES_TOO = frozenset(
    {"owner", "sponsor", "publisher", "operator", "supplier", "partner", "backer", "rival", "retailer", "broker"}
    | {"developer", "insurer", "producer", "broadcaster", "contractor", "affiliate", "seller", "brewer", "employer"}
    | {"opponent", "member", "guide", "host", "defendant", "plaintiff", "donor", "asylum-seeker"}
)  # what a firm or a club can be as well
_RELATIVES = frozenset(
    {"friend", "brother", "sister", "wife", "husband", "son", "daughter", "mother", "father", "uncle", "aunt", "cousin"}
    | {"nephew", "niece", "grandson", "granddaughter", "grandmother", "grandfather", "widow", "girlfriend", "boyfriend"}
)
_MAKING = frozenset({"named", "appointed", "elected", "made", "names", "appoints", "elects", "declared", "crowned"})
_PLACING = frozenset({"in", "at", "near", "from", "of", "to", "on"})
_MOST_WORDS = 4  # of a person's name
_REACH = 5  # words of a phrase behind a name that may hold a role


def is_person_noun(lower: str) -> bool:
    """Whether a lower-case word names a role that only a person has, one at a time."""
    plural = lower.endswith("s") and lower not in entries("roles")
    return is_role_noun(lower) and not plural and lower not in _COMPANIES_TOO


def told_as_person(parse: Parse, first: int, last: int) -> bool:
    """Whether a name has a role, an age, "who" or "his" beside it: "the foreman, N", "her friend N", "N, 27," """
    words = parse.words
    name = words[first : last + 1]
    if first > 0 and words[first - 1].lower in _RELATIVES and words[first - 1].tag == "NN":
        return True
    several = sum(word.text[:1].isupper() for word in name)
    if not 2 <= several <= _MOST_WORDS or any(word.lower in entries("organization_nouns") for word in name):
        return False
    placed = first > 0 and words[first - 1].lower in _PLACING
    if _role_before(parse, first) or (not placed and _told_behind(parse, last)):
        return True
    return words[last].dep in SUBJECTS and _meant_by_pronoun(parse, last)


def _meant_by_pronoun(parse: Parse, last: int) -> bool:
    """ "N said his client was ill": the first noun or pronoun behind the verb is a person's."""
    sentence = parse.words[last].sentence
    for word in parse.words[last + 1 : last + 1 + _REACH]:
        if word.sentence != sentence or word.tag.startswith("NN"):
            return False
        if word.tag.startswith("PRP"):
            return word.lower in ("he", "she", "his", "her")
    return False


def _role_before(parse: Parse, first: int) -> bool:
    at = first - 1 - (first > 1 and parse.words[first - 1].text == ",")
    return at >= 0 and parse.words[at].tag == "NN" and is_person_noun(parse.words[at].lower)


def _told_behind(parse: Parse, last: int) -> bool:
    words = parse.words
    if is_made(parse, last):
        return True
    if last + 2 >= len(words) or words[last + 1].text != ",":
        return False
    following = words[last + 2]
    if following.lower == "who" or (_AGE.match(following.text) and words[min(last + 3, len(words) - 1)].text == ","):
        return True
    if following.lower not in ("a", "an", "the"):
        return False
    for word in words[last + 3 : last + 3 + _REACH]:
        if word.tag == "NN" and is_person_noun(word.lower):
            return True
        if not word.tag.startswith(("NN", "JJ", "HYPH", "VBN", "CD", "POS")):
            return False
    return False


def is_made(parse: Parse, last: int) -> bool:
    """Whether the role somebody gets stands right behind the name: "named Ana Roe president of its trust" """
    words = parse.words
    if last + 1 >= len(words) or words[last + 1].tag != "NN" or not is_person_noun(words[last + 1].lower):
        return False
    head = words[last + 1].head
    return words[head].lower in _MAKING and head < last


def told_as_body(parse: Parse, first: int, last: int) -> bool:
    """Whether a name is an organization's by the words around it: "the utility, N", "N coach Ana Roe", "the N" """
    words = parse.words
    if first > 1 and words[first - 1].text == "," and words[first - 2].tag == "NN" and words[first].entity != "PERSON":
        noun = words[first - 2].lower
        return noun in entries("organization_nouns") or noun in entries("generic_bodies")
    following = words[last + 1] if last + 1 < len(words) else None
    if first > 0 and words[first - 1].lower == "the" and words[last].tag == "NNPS":
        return following is None or not following.tag.startswith("NN")
    office = following is not None and following.tag == "NN" and is_person_noun(following.lower)
    staff = following is not None and following.lower in entries("staff_roles")
    return office and not staff and last + 2 < len(words) and words[last + 2].tag.startswith("NNP")


def is_office_before(parse: Parse, start: int, index: int, last: int) -> bool:
    """Whether a capital word of a run is the office of the person behind it: the "Clerk" of "City Clerk Ana Roe".

    Not the Baker of "Ana Baker Roe", nor the Teachers of a union."""
    words = parse.words
    before, behind = words[start : index + 1], words[index + 1 : last + 1]
    if not is_person_noun(words[index].lower) or any(_is_given(word.lower) for word in before):
        return False
    if any(w.lower in entries("organization_nouns") or w.lower in ("of", "for", "&") for w in behind):
        return False
    alone = len(behind) == 1 and (len(before) > 1 or len(behind[0].text) == 1)
    return not alone and not is_role_noun(behind[-1].lower) and behind[0].entity not in ("GPE", "LOC", "FAC")


def _is_given(lower: str) -> bool:
    return lower in entries("given_names_male") or lower in entries("given_names_female")
