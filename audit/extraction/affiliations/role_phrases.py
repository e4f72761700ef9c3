"""Phrases such as "senior editor at the Daily Post": the role, and the organizations named with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from audit.extraction.affiliations.organizations import organizations_between
from audit.extraction.affiliations.owners import (
    SPEAK_FOR,
    body_in_view,
    body_spoken_for,
    owner_of,
    plain_bodies,
    unnamed_body,
)
from audit.extraction.affiliations.passage import POSSESSIVES, Passage, in_word
from audit.extraction.lexicon import entries
from audit.extraction.mentions.offices import LEGISLATORS, is_role_noun, office_of
from audit.extraction.parsing.parse import Parse, Word, words_span
from audit.extraction.types import Affiliation, Span

PREPOSITIONS = frozenset({"of", "for", "at", "with", "from", "in", "on", "to", "by", "as"})
_DETERMINERS = frozenset(
    {"a", "an", "the", "his", "her", "its", "their", "our", "my", "one", "another", "some", "now", "currently", "then"}
)
STOPS = frozenset({",", ";", ".", "—", "–", "--", ")", "(", ":", "-", "?", "!"})
KIN = frozenset(
    {"wife", "husband", "son", "daughter", "brother", "sister", "mother", "father", "uncle", "aunt", "cousin", "friend"}
    | {"widow", "widower", "opponent", "rival", "colleague", "ally", "supporter", "critic", "challenger"}
    | {"backer", "foe", "detractor", "proponent"}
    | {"neighbour", "neighbor", "nephew", "niece", "fiancée", "fiancé", "girlfriend", "boyfriend", "parent"}
)
HER_ROLES = frozenset(
    {"wife", "mother", "sister", "daughter", "aunt", "widow", "actress", "queen", "princess", "nun", "waitress"}
    | {"headmistress", "girlfriend", "niece", "grandmother", "landlady", "duchess", "midwife"}
)
HIS_ROLES = frozenset(
    {"husband", "father", "brother", "son", "uncle", "widower", "actor", "king", "prince", "monk", "waiter"}
    | {"headmaster", "boyfriend", "nephew", "grandfather", "duke"}
)
_FORMER = frozenset({"former", "formerly", "ex", "then", "late", "retired", "onetime", "one-time", "previously"})
_LAWYERS = frozenset({"lawyer", "attorney", "solicitor", "barrister", "counsel"})
_PUBLIC = frozenset({"district", "county", "city", "state", "u.s.", "us", "states", "prosecuting", "commonwealth"})
_SEATED = frozenset({"mp", "msp", "mep", "councillor", "member of parliament"})
_OUTSIDERS = frozenset({"fan", "fans", "supporter", "supporters", "critic", "critics", "customer", "customers"})
_OWNER_BEHIND = 3  # words: "a director of the company"
_CIVIC_POSTS = entries("staff_roles") | frozenset(
    {"director", "commissioner", "administrator", "officer", "official", "chief", "coordinator", "inspector", "planner"}
)
_CIVIC_FIELDS = frozenset(
    {"city", "county", "town", "village", "health", "education", "housing", "police", "fire", "transport", "water"}
    | {"transportation", "parks", "planning", "emergency", "elections", "election", "zoning", "school", "schools"}
)
_FIXED = frozenset({("in", "chief"), ("of", "staff"), ("at", "large"), ("of", "state")})


class Statement(NamedTuple):
    """One thing the text says of a person. `rank` orders statements: the highest speaks for the person.

    `past` marks former posts and ties to another person, which count if nothing else is said."""

    role: str | None
    role_span: Span | None
    affiliations: tuple[Affiliation, ...]
    words: Span
    rank: int
    past: bool = False


def told(statement: Statement | None) -> Iterator[Statement]:
    """The statement, if there is one."""
    if statement is not None:
        yield statement


def read_role(passage: Passage, first: int, last: int, rank: int) -> Statement | None:
    """Read "senior editor at the Daily Post" between two words; None if it holds no role."""
    parse = passage.parse
    owner = first
    first = _skip_determiners(parse, first, last)
    head = _role_head(passage, first, last)
    if head is None:
        return _party_member(passage, first, last, rank)
    start, end = _role_start(passage, first, head), _role_end(parse, head, last)
    span = words_span(parse, start, end)
    words = {parse.words[i].lower for i in range(first, head + 1)}
    kin, past = parse.words[head].lower in KIN, bool(words & _FORMER)
    bodies = _bodies(passage, (owner, first, head, last), span)
    if kin:
        bodies = tuple(a for a in bodies if a.name.lower() in entries("party_words"))
    role = _legislator_role(parse, start, head) or _written_out(passage.text, parse, start, end)
    said = words_span(parse, first, max(last, head))
    return Statement(role, span, bodies, said, rank - 3 * past - 3 * kin, past or kin)


def _bodies(passage: Passage, reach: tuple[int, int, int, int], role: Span) -> tuple[Affiliation, ...]:
    """The organizations named in the phrase, or the one that it leaves to the reader ("its director")."""
    owner, first, head, last = reach
    words = passage.parse.words
    office = _is_office(passage.parse, head) or (words[head].lower in entries("team_roles") and head > first)
    staff = any(words[i].lower in entries("staff_roles") for i in range(first, head + 1))
    right: tuple[Affiliation, ...] = ()
    if head < last:
        right = organizations_between(passage, head + 1, last, places=office, people=staff)
        right = tuple(a for a in right if not _inside(a.span, role))
        seat = words[head].lower in _SEATED or office_of(words[head].lower) in LEGISLATORS | _SEATED
        if seat and words[head + 1].lower == "for":  # "MP for Fairtown"
            right = tuple(a for a in right if a.name.split()[-1].lower() in entries("organization_nouns"))
    if _is_lawyer(passage.parse, head):
        return right if words[min(head + 1, last)].lower in ("at", "with", "from") else ()
    left = (
        organizations_between(passage, first, head - 1, places=office or _is_civic(words, head), people=staff)
        if head > first
        else ()
    )
    left = tuple(body for body in left if body.name.lower() not in entries("bare_bodies"))
    named = left + right
    if named:
        return () if words[head].lower in _OUTSIDERS else named
    plain = (
        next(plain_bodies(passage, head + 2, last), None) if words[min(head + 1, last)].lower in PREPOSITIONS else None
    )
    if plain is not None:
        return (passage.affiliation(*plain),)
    end = min(last, head + _OWNER_BEHIND)
    meant = owner_of(passage, owner, end)
    if meant is not None:
        return (meant.affiliation,)
    body = unnamed_body(passage, first, end if staff else head - 1)
    if body is not None:
        return () if kin_of(words[head]) else (passage.affiliation(body, body),)
    bare = " ".join(word.lower for word in words[first : head + 1]) in entries("company_posts") and head == last
    in_view = body_in_view(passage, first) if bare else None
    if first == head == last and words[head].lower in SPEAK_FOR:
        in_view = body_spoken_for(passage, first)
    return () if in_view is None else (in_view.affiliation,)


def _is_civic(words: Sequence[Word], head: int) -> bool:
    """A post of a town or county, which is then the body: "Harris County health director", "Dover city manager"."""
    return words[head].lower.removesuffix("s") in _CIVIC_POSTS and words[head - 1].lower in _CIVIC_FIELDS


def kin_of(word: Word) -> bool:
    """Whether the noun ties somebody to a person, or only to a body from outside: "wife", "fan"."""
    return word.lower in KIN or word.lower in _OUTSIDERS


def _is_lawyer(parse: Parse, head: int) -> bool:
    """Somebody's lawyer, who does not belong to the client; a district attorney is none."""
    lower = parse.words[head].lower.removesuffix("s")
    before = parse.words[head - 1].lower if head else ""
    after = parse.words[head + 1].lower if head + 1 < len(parse.words) else ""
    public = lower == "attorney" and (before in _PUBLIC or after == "general")
    return lower in _LAWYERS and not public


def _legislator_role(parse: Parse, start: int, head: int) -> str | None:
    """ "Ohio Sen." -> "senator from Ohio" """
    office = office_of(parse.words[head].lower) or parse.words[head].lower
    place = [w.text for w in parse.words[start:head] if w.entity == "GPE"]
    return f"{office} from {' '.join(place)}" if office in LEGISLATORS and place else None


def _party_member(passage: Passage, first: int, last: int, rank: int) -> Statement | None:
    """ "a prominent Democrat", "the top Republican on the House Budget Committee" """
    parse = passage.parse
    for index in range(first, last + 1):
        if parse.words[index].lower in entries("party_members") and parse.words[index].text[:1].isupper():
            right = organizations_between(passage, index + 1, last, places=False) if index < last else ()
            ranking = {parse.words[i].lower for i in range(first, index)} & {"top", "ranking", "senior", "leading"}
            span = words_span(parse, first, index)
            role = passage.text[slice(*span)] if ranking else None
            bodies = right if ranking and right else (passage.affiliation(index, index),)
            return Statement(role, span if role else None, bodies, words_span(parse, first, last), rank)
        if parse.words[index].lower in PREPOSITIONS:
            return None
    return None


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _written_out(text: str, parse: Parse, first: int, last: int) -> str:
    words = parse.words
    span = words_span(parse, first, last)
    if first == last:
        return office_of(words[first].lower) or text[slice(*span)]
    end = office_of(words[last].lower)
    return text[span[0] : words[last].start] + end if end and words[last].text.endswith(".") else text[slice(*span)]


def is_hyphenated(parse: Parse, index: int) -> bool:
    """Whether the word stands between hyphens: the "in" of "Editor-in-Chief"."""
    return index > 0 and parse.words[index - 1].text == "-" and parse.words[index - 1].end == parse.words[index].start


def _skip_determiners(parse: Parse, first: int, last: int) -> int:
    words = parse.words
    while first < last and (words[first].lower in _DETERMINERS or not words[first].text[0].isalnum()):
        first += 1
    fellow = first < last and words[first].lower == "fellow" and words[first + 1].tag.startswith("NN")
    return first + fellow  # "fellow broadcaster"


def _role_head(passage: Passage, first: int, last: int) -> int | None:
    """The last role noun before the first preposition but those in names ("a Ministry of Works spokesman")."""
    found, parse = None, passage.parse
    for index in range(first, last + 1):
        word = parse.words[index]
        joins = word.lower in PREPOSITIONS and index > first and not is_hyphenated(parse, index)
        if (joins and not passage.in_name(index)) or word.text == "(":
            break
        if is_role_noun(_with_hyphens(parse, index)) and (word.tag.startswith(("NN", "JJ")) or word.text[0].isupper()):
            found = index
        elif found is not None and ((word.text in STOPS and not in_word(parse, index)) or begins_another(parse, index)):
            break
    return found


def _with_hyphens(parse: Parse, index: int) -> str:
    """The word with what a hyphen joins to it, in lower case: "full-back"."""
    lower, at = parse.words[index].lower, index
    while at > 1 and in_word(parse, at - 1) and parse.words[at - 1].end == parse.words[at].start:
        at -= 2
        lower = f"{parse.words[at].lower}-{lower}"
    return lower


def begins_another(parse: Parse, index: int) -> bool:
    """The "and" of "the front-runner and former host"; not that of "president and chief executive"."""
    following = parse.words[index + 1].lower if index + 1 < len(parse.words) else ""
    return parse.words[index].lower == "and" and following in _FORMER | {"a", "an", "the", "one"}


def _is_office(parse: Parse, head: int) -> bool:
    """Offices of a place, whose place is the body they speak for."""
    lower = parse.words[head].lower
    if lower == "attorney":
        return head + 1 < len(parse.words) and parse.words[head + 1].lower == "general"
    return lower in entries("place_offices") or office_of(lower) in entries("place_offices")


def _role_start(passage: Passage, first: int, head: int) -> int:
    """Behind a possessive ("the trust's / director"), else all of the phrase ("St. Ada's Hospital spokesman")."""
    words = passage.parse.words
    owners = [i for i in range(first, head) if words[i].text in POSSESSIVES and not passage.in_name(i)]
    return owners[-1] + 1 if owners else first


def _role_end(parse: Parse, head: int, last: int) -> int:
    """With "of political advertising" or "from Ohio", without "of the Harbour Trust"."""
    words = parse.words
    while head + 2 <= last and in_word(parse, head + 1) and parse.words[head + 2].text.islower():
        head += 2
    at = head + 1
    if tuple(w.lower for w in words[at : min(at + 2, last + 1)]) in _FIXED:
        return _role_end(parse, at + 1, last) if words[at + 1].lower != "state" else at + 1
    if at >= last or words[at].lower not in ("of", "for", "from", "to", "on"):
        return head
    end = at
    for index in range(at + 1, last + 1):
        stops = words[index].text in STOPS and not in_word(parse, index)
        stops = stops or words[index].text in ("(", "and") or words[index].quotation >= 0
        if stops or words[index].lower in PREPOSITIONS or words[index].tag in ("``", "''"):
            break
        end = index
    body = words[at + 1 : end + 1]
    state = words[head].text[:1].isupper() or not any(w.lower in entries("organization_nouns") for w in body)
    if words[head].lower.startswith("secretar") and words[at].lower == "of" and state:
        return end
    return head if not body or _is_body(parse, head, at, end) else end


def _is_body(parse: Parse, head: int, at: int, end: int) -> bool:
    """Whether what follows the preposition is an organization, or the place of an office."""
    body = parse.words[at + 1 : end + 1]
    if any(w.lower in entries("organization_nouns") or w.entity == "ORG" for w in body):
        return True
    named = any(w.tag.startswith("NNP") for w in body)
    if named and parse.words[at].lower == "for" and parse.words[head].lower in SPEAK_FOR:
        return True
    if parse.words[at].lower in ("to", "from", "on"):
        return False
    place = any(w.entity == "GPE" for w in body)
    return named and (place or not any(w.entity == "PERSON" for w in body))
