"""Which words are one name: "van der Berg", "Ministry of Works", "Harrow, Gantt & Doyle"."""

from __future__ import annotations

from itertools import takewhile

from audit.extraction.lexicon import entries
from audit.extraction.mentions.name_kinds import JOINERS, PLACES, PLURALS, SAINTS, STREETS
from audit.extraction.mentions.offices import is_person_noun
from audit.extraction.mentions.people import is_given_name
from audit.extraction.parsing.parse import Parse, Word

OWNERS = frozenset({"'", "’"})
PLURAL_OWNERS = frozenset({"'s", "’s"})
_ARTICLES = frozenset({"a", "an"})  # "Committee for a Fair County"
_HYPHENS = frozenset({"-", "‑"})
_HELD = frozenset({"office", "department", "court", "board", "council", "commission"})  # by a sheriff, a governor
_STREET = 4  # words of its name


def is_name_word(word: Word) -> bool:
    if word.spoken or not word.text[:1].isupper() or word.entity in ("DATE", "TIME"):
        return False
    return word.tag.startswith("NNP") or word.entity in ("PERSON", "ORG")


def run_end(parse: Parse, index: int) -> int:
    last = index
    while last + 1 < len(parse.words):
        following = parse.words[last + 1]
        if is_name_word(following) and not _breaks(parse, last):
            last += 1
        elif step := _bridge(parse, index, last):
            last += step
        else:
            break
    return last


def _breaks(parse: Parse, last: int) -> bool:
    """A new entity of another label begins behind this word: "Florida / Rick Scott", "Weather Bureau / Ian Roe" """
    one, two = parse.words[last], parse.words[last + 1]
    called = two.entity in ("PERSON", one.entity) and is_given_name(two.lower) and last + 2 < len(parse.words)
    body = called and one.lower in entries("organization_nouns") and is_name_word(parse.words[last + 2])
    return (one.entity in PLACES and two.entity == "PERSON") or body or one.sentence != two.sentence


def _bridge(parse: Parse, first: int, last: int) -> int:
    """How many words to step over a particle ("van der") or the "of the" of an organization's name; 0 for none."""
    if _hyphen_follows(parse, last) or _owns_its_noun(parse, last):
        return 2
    if _seat_follows(parse, first, last) or _post_follows(parse, last):
        return 2
    if first == last and (partners := _partners_behind(parse, last)):
        return partners
    if last > first and _hyphen_follows(parse, last, low=True) and _is_called_so(parse, last):
        return 2
    if _hyphen_follows(parse, last, low=True) and last + 3 < len(parse.words) and is_name_word(parse.words[last + 3]):
        return 3
    for step in (2, 3):
        if last + step >= len(parse.words) or not is_name_word(parse.words[last + step]):
            continue
        between = [w.lower for w in parse.words[last + 1 : last + step]]
        if between[0] in entries("name_particles") and all(w in entries("name_particles") | _HYPHENS for w in between):
            return step
        if between[-1] in ("on", "in") and is_street(parse, last + step):
            continue  # "Heron Cafe on Main Street"
        joined = (
            between[0] in JOINERS
            and all(word in JOINERS | _ARTICLES for word in between)
            and not _is_called(parse, first, last)
        )
        reach = parse.words[first : last + step + 1]
        one_entity = len({w.entity for w in parse.words[last : last + step + 1]}) == 1 and reach[-1].entity == "ORG"
        governs = between[0] in ("of", "for") and parse.words[last].lower in entries("organization_nouns")
        if joined and (one_entity or governs):
            return step
    return 0


def _seat_follows(parse: Parse, first: int, last: int) -> bool:
    """ "University of Birch at Fairtown" """
    words = parse.words
    if last + 2 >= len(words) or words[last + 1].lower != "at" or not is_name_word(words[last + 2]):
        return False
    return words[first].lower == "university" and last > first


def _post_follows(parse: Parse, last: int) -> bool:
    """The "in Charge" of "Special Agent in Charge Ana Roe"."""
    words = parse.words
    post = [word.text for word in words[last + 1 : last + 3]] in (["in", "Charge"], ["in", "Chief"])
    return post and last + 3 < len(words) and is_name_word(words[last + 3])


def is_street(parse: Parse, first: int) -> bool:
    """Whether the name that begins here is a street's: the "Main Street" of "the cafe on Main Street"."""
    run = takewhile(is_name_word, parse.words[first : first + _STREET])
    return any(word.lower in STREETS for word in run)


def _partners_behind(parse: Parse, last: int) -> int:
    """How many words of ", Gantt & Doyle" go on with the name of a firm, "Harrow"; 0 for none."""
    words, at = parse.words, last
    while at + 2 < len(words) and words[at + 1].text == "," and is_name_word(words[at + 2]):
        at += 2
    firm = last < at < len(words) - 2 and words[at + 1].text == "&" and is_name_word(words[at + 2])
    return at + 2 - last if firm else 0


def _hyphen_follows(parse: Parse, last: int, *, low: bool = False) -> bool:
    """ "Jean-Marc", "Ki-moon": a hyphen without spaces; with `low` before any word ("Min-jun")."""
    if last + 2 >= len(parse.words) or parse.words[last + 1].text not in _HYPHENS:
        return False
    one, hyphen, two = parse.words[last : last + 3]
    return one.end == hyphen.start and hyphen.end == two.start and (low or two.tag.startswith("NNP"))


def _is_called_so(parse: Parse, last: int) -> bool:
    """ "Park Seo-yeon", where the family name comes first."""
    one, two = parse.words[last], parse.words[last + 2]
    return one.entity == "PERSON" and two.text.islower() and two.tag in ("NN", "NNP", "FW") and one.tag == "NNP"


def _is_called(parse: Parse, first: int, last: int) -> bool:
    """Whether the words so far are a person's name: the Ana Roe of "Ana Roe of the Harbour Institute"."""
    return last > first and is_given_name(parse.words[first].lower) and not _is_body(parse.words[last])


def _is_body(word: Word) -> bool:
    return word.lower in entries("organization_nouns")


def _owns_its_noun(parse: Parse, last: int) -> bool:
    """ "Growers' Council", "Fair County Sheriff's Office", "St. Ada's Hospital": the owner is part of the name."""
    if last + 2 >= len(parse.words) or parse.words[last + 1].text not in OWNERS | PLURAL_OWNERS:
        return False
    one, mark, noun = parse.words[last : last + 3]
    named = noun.text[:1].isupper() and noun.lower in entries("organization_nouns")
    plural = one.lower.endswith("s") if mark.text in OWNERS else one.lower in PLURALS
    held = noun.lower in _HELD and is_person_noun(one.lower)
    saint = last > 0 and parse.words[last - 1].lower in SAINTS
    return named and one.end == mark.start and (plural or held or saint)
