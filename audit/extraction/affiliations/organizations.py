"""Names of organizations inside a phrase that says what somebody is."""

from __future__ import annotations

from audit.extraction.affiliations.passage import POSSESSIVES, Passage, in_word, is_organization_noun
from audit.extraction.lexicon import entries
from audit.extraction.mentions.name_kinds import PLURALS, STREETS
from audit.extraction.mentions.offices import is_role_noun, title_genders
from audit.extraction.mentions.people import CREDENTIALS
from audit.extraction.mentions.runs import is_street
from audit.extraction.parsing.parse import Parse
from audit.extraction.types import Affiliation

_PARTIES = frozenset({"republican", "democrat", "democratic", "labour", "tory"})  # no common adjectives
_SEATED = frozenset(
    {"mp", "mps", "msp", "mep", "peer", "councillor", "senator", "lawmaker", "backbencher", "candidate"}
)
_OUR = frozenset({"Our", "My", "Your", "Their"})  # in names such as "Save Our Sands"
_CLUBS = frozenset({"town", "city", "county", "united"})  # what is left of the name of "Fairtown Town"
_SEATS = frozenset({"downing", "wall", "fleet", "harley"})  # streets that stand for who sits there
_ONE_NAME = frozenset({"ORG", "WORK_OF_ART", "FAC"})
_ACTING = frozenset(
    {"prosecuting", "deputy", "acting", "interim", "assistant", "special"}
)  # behind a body and before a post
_MODIFIERS = _ACTING | frozenset(
    [
        "prime",
        "pro",
        "former",
        "ex",
        "vice",
        "senior",
        "junior",
        "chief",
        "retired",
        "longtime",
        "veteran",
        "associate",
        "con",  # a constable
        "shadow",
        "star",
    ]
)
_NUMBERED = frozenset({"Local", "Lodge", "Post", "Chapter", "District", "Ward", "Precinct"})  # "Food Workers Local 88"
_WITH_ONE_AIM = frozenset({"together", "united", "first", "forward", "now", "against", "for"})  # "Neighbors Together"
_ACRONYM = 3  # letters of the shortest


def organizations_between(
    passage: Passage, first: int, last: int, *, places: bool, people: bool = False
) -> tuple[Affiliation, ...]:
    """Names of organizations between two words, each with what follows it to its last noun.

    Of places and people only where asked for: a mayor speaks for a town, a spokesman for a candidate."""
    found: list[Affiliation] = []
    parse = passage.parse
    index = first
    while index <= last:
        if index + 2 <= last and parse.words[index + 1].text == "-" and parse.words[index + 2].lower == "based":
            index += 3  # "Dover-based Roe Homes"
            continue
        if _is_portfolio(parse, index):
            index += 1  # the "Defence" of "Defence Minister", whatever it is called elsewhere
            continue
        named = passage.in_name(index) or parse.words[index].lower in entries("club_names")
        body = passage.kind(index) == "organization" and named and parse.words[index].quotation < 0
        if not (body or _names_something(parse, index) or (places and _is_nationality(parse, index))):
            index += 1
            continue
        end = _name_end(passage, index, last)
        if _wanted(passage, index, end, places, people) and not (
            index > first and parse.words[index - 1].text == "("  # the "(XP)" behind a long name
        ):
            found.append(passage.affiliation(index, end))
        index = end + 1
    return tuple(found)


def _wanted(passage: Passage, first: int, last: int, places: bool, people: bool) -> bool:
    words = passage.parse.words
    if words[first].entity in ("DATE", "TIME") or words[last].text == "War":
        return False
    if _has_organization_noun(passage.parse, first, last) or words[first].lower in entries("party_words"):
        return True
    before = words[first - 1].text if first > 0 else ""
    if _is_kind(passage.parse, first - 1):
        return True  # "the startup Rentwell", which the tagger takes for a people
    if passage.is_person(last):
        return people
    if first < last and words[last].lower in STREETS and words[first].lower not in _SEATS:
        return False
    named = words[first : last + 1]
    nation = all(word.entity in ("NORP", "LANGUAGE") for word in named)
    nation = nation and not any(word.lower in entries("party_words") for word in named)
    kinds = {passage.kind(first), passage.kind(last)}
    place = words[last].entity in ("GPE", "LOC") and "organization" not in kinds
    return places or not (nation or (place and before not in ("The", "at")))


def _is_kind(parse: Parse, index: int) -> bool:
    """Whether the word tells that a body's name follows: "company", "start-up"."""
    start_up = index > 1 and [w.lower for w in parse.words[index - 2 : index + 1]] == ["start", "-", "up"]
    word = parse.words[index].text if index >= 0 else ""
    return start_up or word in entries("generic_bodies") or word in entries("lines_of_business")


def _is_nationality(parse: Parse, index: int) -> bool:
    word = parse.words[index]
    return word.entity == "NORP" and word.text[:1].isupper() and not word.spoken


def _names_something(parse: Parse, index: int) -> bool:
    word = parse.words[index]
    if word.quotation >= 0 or not word.text[:1].isupper():
        return False
    follower = parse.words[index + 1].lower if index + 1 < len(parse.words) else ""
    if word.lower in entries("party_words"):
        within = index > 0 and parse.words[index - 1].sentence == word.sentence
        return within or word.lower in _PARTIES or follower in _SEATED
    owner = follower in POSSESSIVES
    if _is_in_post(parse, index):
        return False
    if _is_plural(word.lower) and follower in _WITH_ONE_AIM and _capital_follows(parse, index):
        return True
    if (
        (is_role_noun(word.lower) and not owner)
        or word.lower in title_genders()
        or word.lower in _MODIFIERS | CREDENTIALS
    ):
        return False
    opens = index == 0 or parse.words[index - 1].sentence != word.sentence
    plain = opens and word.tag == "JJ" and not word.entity  # "Real estate agent Ana Roe said"
    if follower in entries("organization_nouns") and word.tag.startswith(("NN", "JJ")) and not plain:
        return True
    if follower in entries("team_roles") | {"boss"} and word.lower in _CLUBS:
        return True
    if follower in entries("team_roles") and word.tag in ("NNS", "NNPS") and word.lower not in entries("office_fields"):
        return True
    if word.lower in entries("office_fields") and not owner and _capital_follows(parse, index):
        return False
    if word.entity == "ORG" and word.text.isupper() and len(word.text) >= _ACRONYM:
        return True  # "ITBW general secretary N", where the tagger sees an adjective
    return word.tag.startswith("NNP") or (word.tag.startswith(("NN", "JJ")) and _capital_follows(parse, index))


def _is_in_post(parse: Parse, index: int) -> bool:
    """The Operating of "Chief Operating Officer", the Scientific of "Chief Scientific Adviser"."""
    chief = index > 0 and parse.words[index - 1].lower == "chief"
    return chief and index + 1 < len(parse.words) and is_role_noun(parse.words[index + 1].lower)


def _is_portfolio(parse: Parse, index: int) -> bool:
    """The Emergency of "Emergency Services Minister"."""
    at = index
    while at < len(parse.words) and parse.words[at].lower in entries("office_fields"):
        at += 1
    return index < at < len(parse.words) and parse.words[at].lower in ("minister", "secretary", "ministers")


def _capital_follows(parse: Parse, index: int) -> bool:
    """Whether the next word but a possessive "'s" is written with a capital too."""
    rest = [w.text for w in parse.words[index + 1 : index + 3] if w.text not in POSSESSIVES]
    return bool(rest) and rest[0][:1].isupper()


def _name_end(passage: Passage, index: int, last: int) -> int:
    end = index
    words = passage.parse.words
    while end < last and passage.kind(index) == "organization" and passage.in_name(end):
        if _opens_office(passage.parse, end + 1, last):
            return end
        end += 1
    while end < last:
        following = words[end + 1]
        if hyphenated := _hyphenated(passage.parse, end, last):
            end = hyphenated
            continue
        if following.text in _OUR and end + 2 <= last and words[end + 2].text[:1].isupper():
            end += 2
            continue
        plain = _goes_on(passage, end + 1, last)
        joined = (
            following.lower in ("of", "for", "and", "&", "on")
            and end + 2 <= last
            and _joins(passage.parse, index, end)
            and not is_street(passage.parse, end + 2)
        )
        if plain or is_organization_noun(passage, end + 1):
            end += 1
        elif _leads_to_noun(passage, end + 1, last) or (
            following.text in POSSESSIVES and _owns_name(passage, end, last)
        ):
            end += 2
        elif following.text in POSSESSIVES and (owned := _owned(passage, end, last)):
            return owned
        elif joined:
            end += 2 if words[end + 2].lower != "the" else min(3, last - end)
        else:
            break
    return end


def _hyphenated(parse: Parse, end: int, last: int) -> int:
    """The last word of what a hyphen joins to a name, "Al-Noor" or "al-Noor"; 0 if nothing is joined."""
    words = parse.words
    at = end + 1 if words[end + 1].text == "-" else end + 2
    if at + 1 > last or not in_word(parse, at) or not words[at + 1].text[:1].isupper():
        return 0
    return at + 1 if at == end + 1 or words[end + 1].lower in entries("name_particles") else 0


def _leads_to_noun(passage: Passage, index: int, last: int) -> bool:
    """The "field" of "Fairtown field hospital"."""
    word = passage.parse.words[index]
    field = index < last and word.tag == "NN" and word.lower not in _ACTING
    return field and is_organization_noun(passage, index + 1)


def _goes_on(passage: Passage, index: int, last: int) -> bool:
    """Whether the word is part of the name before it: with a capital and no role, but for "Host Committee"; a year."""
    word = passage.parse.words[index]
    if word.lower in CREDENTIALS or _opens_office(passage.parse, index, last):
        return False
    if passage.kind(index - 1) == "organization" and passage.is_person(index):
        return False  # "Harbour Weather Bureau / Ian Roe"
    named = index < last and passage.parse.words[index + 1].text[:1].isupper()
    if word.tag == "CD":
        return named or passage.parse.words[index - 1].text in _NUMBERED
    if not word.text[:1].isupper() or not word.tag.startswith(("NN", "JJ", "RB")):
        return False
    if word.lower == "general" and not _capital_follows(passage.parse, index):
        return True  # the hospital of "a nurse at Fairtown General"
    inside = named and is_organization_noun(passage, index + 1)
    return inside or not (is_role_noun(word.lower) or word.lower in _ACTING) or _is_plural(word.lower)


def _opens_office(parse: Parse, index: int, last: int) -> bool:
    """Whether the words from here are a post: the "Foreign" of "Indian Foreign Minister"."""
    at = index
    while at <= last and (
        parse.words[at].lower in entries("office_fields") or (parse.words[at].text == "-" and at > index)
    ):
        at += 1  # also over the hyphen of "US Vice-President"
    post = [word.lower for word in parse.words[at : at + 2]]
    return index < at <= last + 1 and bool(post) and is_role_noun(post[0]) and post[-1] not in POSSESSIVES


def _is_plural(lower: str) -> bool:
    """The Scientists of "Federation of Concerned Scientists"."""
    return lower.endswith("s") and lower not in entries("roles")


def _owns_name(passage: Passage, owner: int, last: int) -> bool:
    """Whether a possessive is part of the name ("People's Reform Party"), not of its owner ("Ohio's Reform Party")."""
    words = passage.parse.words
    after = owner + 2
    if after > last or not words[after].text[:1].isupper():
        return False
    if words[after].lower in entries("organization_nouns") or words[owner + 1].entity == words[after].entity == "ORG":
        return True
    lower = words[owner].lower
    one = lower.removesuffix("s")
    people = lower in PLURALS or (lower != one and (is_role_noun(one) or one in entries("person_nouns")))
    return people and not is_role_noun(words[after].lower)


def _owned(passage: Passage, owner: int, last: int) -> int:
    """The noun of "Roe's presidential campaign", an organization by its owner's name; 0 if there is none."""
    at = owner + 2
    while at < last and passage.parse.words[at].tag.startswith("JJ"):
        at += 1
    known = at <= last and passage.parse.words[at].lower in ("campaign", "administration", "office", "government")
    return at if known and passage.kind(owner) == "person" else 0


def _joins(parse: Parse, first: int, end: int) -> bool:
    """Whether "of" or "and" behind this word goes on with the name."""
    words = parse.words
    after = words[end + 2]
    if after.lower == "the" and end + 3 < len(words):
        after = words[end + 3]
    if not after.text[:1].isupper():
        return False
    one = words[end].entity == words[end + 1].entity == after.entity and after.entity in _ONE_NAME
    inside = [words[i].lower for i in range(first, end + 1)]
    of = words[end + 1].lower in ("of", "for", "on")
    heads = inside[-1] in entries("organization_nouns")
    goes_on = "of" in inside and inside[-1].endswith("s") and inside[0] in entries("organization_nouns")
    return one or (of and (heads or goes_on))


def _has_organization_noun(parse: Parse, first: int, last: int) -> bool:
    return any(parse.words[i].lower in entries("organization_nouns") for i in range(first, last + 1))
