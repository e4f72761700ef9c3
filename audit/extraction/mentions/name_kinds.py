"""What a name is taken for at first sight: by its own words, by what stands beside it, by the tagger."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from audit.extraction.lexicon import entries
from audit.extraction.mentions.body_signs import is_body_behind, told_as_body
from audit.extraction.mentions.offices import is_person_noun, title_genders
from audit.extraction.mentions.people import is_given_name, is_initial
from audit.extraction.parsing.grammar import SUBJECTS
from audit.extraction.parsing.parse import Parse, Word

JOINERS = frozenset({"of", "for", "and", "the", "&", "on", "in", "to"})
"""Words inside the names of organizations."""

PLURALS = frozenset({"women", "men", "people", "children"})
"""Plurals without an "s", whose possessive begins names ("People's Alliance")."""

STREETS = frozenset({"street", "avenue", "road", "lane", "boulevard", "highway", "drive"})
"""What the name of a street ends with."""

SAINTS = frozenset({"st", "st.", "saint"})

PLACES = frozenset({"GPE", "LOC", "FAC"})
_ORGANIZATIONS = frozenset({"ORG", "NORP"})
_GEOGRAPHY = frozenset(
    {"bay", "creek", "river", "street", "road", "avenue", "square", "island", "islands", "valley", "bridge", "airport"}
    | {"beach", "county", "springs", "falls", "heights", "harbour", "harbor", "mountains", "ocean", "sea", "gulf"}
    | {"baths", "boulevard", "canal", "cathedral", "cemetery", "crescent", "docks", "gardens", "highway", "lido"}
    | {"lighthouse", "motorway", "pier", "plaza", "promenade", "quarry", "reservoir", "stadium", "wharf"}
)  # none that is a family name, too
_LETTERS = 4  # of an acronym that is an organization whatever the tagger takes it for
_CAPITALS = re.compile(r"[A-Z]{4,8}$")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}$|[A-Z&-]{2,8}$")
_BUREAU = re.compile(r"(?!II|IV|JR|SR|KC|QC|MP)[A-Z]{2,5}$")  # "Fairtown CID"
_AGE = re.compile(r"\d{1,3}$")
_LEADING = frozenset({"police", "nhs", "network", "radio", "transport", "visit"})  # "Police Fairtown"
_TOWNS = frozenset({"county", "vale", "villa", "dons"})  # in names of places too
_RELATIVES = frozenset(
    {"friend", "brother", "sister", "wife", "husband", "son", "daughter", "mother", "father", "uncle", "aunt", "cousin"}
    | {"nephew", "niece", "grandson", "granddaughter", "grandmother", "grandfather", "widow", "girlfriend", "boyfriend"}
)
_MAKING = frozenset({"named", "appointed", "elected", "made", "names", "appoints", "elects", "declared", "crowned"})
PLACING = frozenset({"in", "at", "near", "from", "outside", "around", "across"})
"""Words before the name of a place."""

_BESIDE = PLACING | {"of", "to", "on"}
_MOST_WORDS = 4  # of a person's name
_REACH = 5  # words of a phrase behind a name that may hold a role


def first_guess(parse: Parse, title: int, first: int, last: int) -> str:
    """person, organization, place or unknown: what is plain by the words, what stands beside them, then the tagger."""
    if title < first and parse.words[first - 1].lower in title_genders():
        return "person"
    told = _by_its_words(parse, first, last) or _by_its_neighbours(parse, title, first, last)
    guess = told or _by_the_tagger(parse, first, last)
    titled = title < first and is_person_noun(parse.words[first - 1].lower)
    return "person" if titled and guess == "unknown" else guess  # "Resident Bhavna Nair"


def _by_its_words(parse: Parse, first: int, last: int) -> str:
    """What a noun, a form of company, a kind of place or a given name in it tells; empty if nothing does."""
    words = parse.words[first : last + 1]
    lower, several = words[-1].lower, len(words) > 1
    if lower in entries("organization_nouns") or any(w.lower in JOINERS for w in words):
        return "organization"
    if several and lower in entries("company_forms") | entries("club_names") - _TOWNS:
        return "organization"
    if _is_based_there(parse, last):
        return "place"
    if first > 0 and parse.words[first - 1].lower in entries("generic_bodies") and parse.words[first - 1].tag == "NN":
        return "organization"  # "the retailer Birch Ruiz"
    if several and lower in _GEOGRAPHY:
        return "place"
    if several and (_is_bureau(words) or (words[0].lower in _LEADING and not words[1].lower.endswith("chief"))):
        return "organization"
    capitals = sum(word.text[:1].isupper() for word in words)
    called = is_given_name(words[0].lower) or any(is_initial(w.text) for w in words[1:-1])
    return "person" if called and 2 <= capitals <= _MOST_WORDS else ""


def _by_its_neighbours(parse: Parse, title: int, first: int, last: int) -> str:
    """What a role, a noun or a pronoun beside the name tells; empty if nothing does."""
    words = parse.words[first : last + 1]
    if _told_as_person(parse, first, last):
        return "person"
    if words[0].lower in SAINTS or told_as_body(parse, title, last) or is_body_behind(parse, last):
        return "organization"
    if len(words) == 1 and words[0].lower in entries("club_names") - _TOWNS:
        return "organization"
    return "organization" if words[-1].dep in SUBJECTS and _meant_by_it(parse, last) else ""


def _by_the_tagger(parse: Parse, first: int, last: int) -> str:
    """The tagger's label, but for names in capitals and given names that it does not know."""
    words = parse.words[first : last + 1]
    labels = Counter(w.entity for w in words)
    alone = words[0].text if len(words) == 1 else ""
    if len(alone) >= _LETTERS and _CAPITALS.match(alone):
        return "organization" if labels["GPE"] == 0 else "place"
    if labels["PERSON"] or _is_lone_given_name(parse, first, last):
        return "person"
    if len(alone) > 1 and _ACRONYM.match(alone):
        short = len(alone.replace(".", "")) <= _LETTERS and alone.lower() not in entries("place_acronyms")
        return "organization" if labels["GPE"] == 0 or short else "place"
    if any(labels[x] for x in PLACES):
        return "place"
    if any(labels[x] for x in _ORGANIZATIONS) or (len(words) > 1 and any(w.tag == "NNPS" for w in words[:-1])):
        return "organization"
    return "organization" if [w.lower for w in parse.words[last + 1 : last + 3]] == [",", "which"] else "unknown"


def _is_based_there(parse: Parse, last: int) -> bool:
    """ "Fairtown-based" """
    return [w.lower for w in parse.words[last + 1 : last + 3]] == ["-", "based"]


def _is_bureau(words: Sequence[Word]) -> bool:
    """ "Fairtown CID" """
    return bool(_BUREAU.match(words[-1].text)) and not words[0].text.isupper() and not is_given_name(words[0].lower)


def _is_lone_given_name(parse: Parse, first: int, last: int) -> bool:
    """ "Melanie", but not a street or town: no capitals throughout, nobody is "in" it."""
    word = parse.words[first]
    before = parse.words[first - 1].lower if first else ""
    alone = first == last and is_given_name(word.lower) and not word.text.isupper()
    return alone and word.entity not in PLACES and before not in ("in", "at", "near", "from")


def _told_as_person(parse: Parse, first: int, last: int) -> bool:
    """Whether a name has a role, an age, "who" or "his" beside it: "the foreman, N", "her friend N", "N, 27," """
    words = parse.words
    name = words[first : last + 1]
    at = first - 1 - (first > 1 and words[first - 1].text == ",")
    if at >= 0 and words[at].lower in _RELATIVES and words[at].tag == "NN":
        return True
    several = sum(word.text[:1].isupper() for word in name)
    if not 2 <= several <= _MOST_WORDS or any(word.lower in entries("organization_nouns") for word in name):
        return False
    placed = first > 0 and words[first - 1].lower in _BESIDE
    if _role_before(parse, first) or (not placed and _told_behind(parse, last)):
        return True
    return words[last].dep in SUBJECTS and _meant_by_pronoun(parse, last)


def _meant_by_pronoun(parse: Parse, last: int) -> bool:
    """ "N said his client was ill": the first noun or pronoun behind the verb is a person's."""
    return _pronoun_behind(parse, last) in ("he", "she", "his", "her")


def _meant_by_it(parse: Parse, last: int) -> bool:
    """ "N said its mills would close": not somebody."""
    return parse.words[min(last + 1, len(parse.words) - 1)].text != "," and _pronoun_behind(parse, last) == "its"


def _pronoun_behind(parse: Parse, last: int) -> str:
    """The pronoun behind a name and its verb, if no noun stands between; else nothing."""
    sentence = parse.words[last].sentence
    for word in parse.words[last + 1 : last + 1 + _REACH]:
        if word.sentence != sentence or word.tag.startswith("NN"):
            return ""
        if word.tag.startswith("PRP"):
            return word.lower
    return ""


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
    head = words[head].head if head == last else head
    return words[head].lower in _MAKING and head < last
