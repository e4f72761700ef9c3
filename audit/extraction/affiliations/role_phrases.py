"""Phrases such as "senior editor at the Daily Post": the role, and the organizations named with it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from audit.extraction.affiliations.bodies import can_own, last_before, plain_bodies
from audit.extraction.affiliations.organizations import organizations_between
from audit.extraction.affiliations.owners import (
    SPEAK_FOR,
    body_in_view,
    body_spoken_for,
    only_body,
    owner_of,
    unnamed_body,
)
from audit.extraction.affiliations.passage import Body, Passage
from audit.extraction.affiliations.role_words import (
    FORMER,
    PREPOSITIONS,
    any_noun,
    begins_another,
    for_official,
    is_one_of,
    role_end,
    role_head,
    role_start,
    skip_determiners,
)
from audit.extraction.lexicon import entries, pairs
from audit.extraction.mentions.offices import LEGISLATORS, office_of
from audit.extraction.parsing.parse import Parse, Word, words_span
from audit.extraction.types import Affiliation, Span

KIN = frozenset(
    {"wife", "husband", "son", "daughter", "brother", "sister", "mother", "father", "uncle", "aunt", "cousin", "friend"}
    | {"widow", "widower", "opponent", "rival", "colleague", "ally", "supporter", "critic", "challenger"}
    | {"backer", "foe", "detractor", "proponent"}
    | {
        "grandmother",
        "grandfather",
        "neighbour",
        "neighbor",
        "nephew",
        "niece",
        "fiancée",
        "fiancé",
        "girlfriend",
        "boyfriend",
        "parent",
    }
)
HER_ROLES = frozenset(
    {"wife", "mother", "sister", "daughter", "aunt", "widow", "actress", "queen", "princess", "nun", "waitress"}
    | {"headmistress", "girlfriend", "niece", "grandmother", "landlady", "duchess", "midwife"}
)
HIS_ROLES = frozenset(
    {"husband", "father", "brother", "son", "uncle", "widower", "actor", "king", "prince", "monk", "waiter"}
    | {"headmaster", "boyfriend", "nephew", "grandfather", "duke"}
)
_LAWYERS = frozenset({"lawyer", "attorney", "solicitor", "barrister", "counsel"})
_HOUSED = frozenset({"general", "chief", "staff", "policy", "corporate", "associate"})
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


def read_role(passage: Passage, first: int, last: int, rank: int, *, apposed: bool = False) -> Statement | None:
    """Read "senior editor at the Daily Post" between two words; None if it holds no role.

    An `apposed` phrase, right behind a name, tells what somebody is even by a noun that no list has: "a falconer"."""
    if first > last:
        return None
    parse = passage.parse
    owner = first
    first = skip_determiners(parse, first, last)
    head = role_head(passage, first, last)
    if head is None:
        member = _party_member(passage, first, last, rank)
        head = any_noun(passage, first, last) if apposed and member is None and first > owner else None
        head = last if head is None and member is None and _is_former(parse, first, last) else head
        if head is None:
            return member
    start, end = role_start(passage, first, head), role_end(parse, head, last)
    span = words_span(parse, start, end)
    words = {parse.words[i].lower for i in range(first, head + 1)}
    kin, past = parse.words[head].lower in KIN, bool(words & FORMER)
    bodies = _bodies(passage, (owner, first, head, last), span)
    if kin:
        bodies = tuple(a for a in bodies if a.name.lower() in entries("party_words"))
    role = _legislator_role(parse, start, head) or _written_out(passage.text, parse, start, end)
    if is_one_of(parse, first):
        role = role.replace(parse.words[head].text, parse.words[head].text.removesuffix("s"), 1)
    said = words_span(parse, first, max(last, head))
    lesser = parse.words[head].lower in entries("lesser_roles") or _by_training(parse, end)
    return Statement(role, span, bodies, said, rank - 3 * past - 3 * kin - 2 * lesser, past or kin)


def _is_former(parse: Parse, first: int, last: int) -> bool:
    """Whether a noun that no list has is a post by the word before it: "retired letter carrier Ana Roe"."""
    words = parse.words[first : last + 1]
    low = words[1:] and all(word.text.islower() and word.tag.startswith(("NN", "JJ")) for word in words[1:])
    once = words[0].lower in ("retired", "former", "longtime") and words[-1].tag == "NN"
    return bool(low) and once and (words[0].lower == "retired" or not can_own(words[-1].lower))


def _by_training(parse: Parse, end: int) -> bool:
    """ "an engineer by training" """
    words = [word.lower for word in parse.words[end + 1 : end + 3]]
    return words[:1] == ["by"] and words[-1] in ("training", "trade", "profession", "education")


def _bodies(passage: Passage, reach: tuple[int, int, int, int], role: Span) -> tuple[Affiliation, ...]:
    """The organizations named in the phrase, or the one that it leaves to the reader ("its director")."""
    owner, first, head, last = reach
    words = passage.parse.words
    office = _is_office(passage.parse, head) or (words[head].lower in entries("team_roles") and head > first)
    staff = any(words[i].lower in entries("staff_roles") for i in range(first, head + 1))
    right: tuple[Affiliation, ...] = ()
    if head < last:
        present = _before_former(passage.parse, head + 1, last)
        works = staff or for_official(passage.parse, head + 1, last)
        right = organizations_between(passage, head + 1, present, places=office, people=works)
        right = tuple(a for a in right if not _inside(a.span, role))
        seat = words[head].lower in _SEATED or office_of(words[head].lower) in LEGISLATORS | _SEATED
        if seat and words[head + 1].lower == "for":  # "MP for Fairtown"
            right = tuple(a for a in right if a.name.split()[-1].lower() in entries("organization_nouns"))
    if _is_lawyer(passage.parse, head):
        return right if words[min(head + 1, last)].lower in ("at", "with", "from") else ()
    speaks = words[head].lower in SPEAK_FOR
    left = (
        organizations_between(passage, first, head - 1, places=office or speaks or _is_civic(words, head), people=staff)
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
    if speaks and (named_person := _official_beside(passage, owner, last)) is not None:
        return (named_person,)
    end = min(last, head + _OWNER_BEHIND)
    meant = owner_of(passage, owner, end)
    if meant is not None:
        return (meant.affiliation,)
    body = unnamed_body(passage, first, end if staff else head - 1)
    if body is not None:
        return () if kin_of(words[head]) else (passage.affiliation(body, body),)
    in_view = _body_of_post(passage, first, head) if head == last else None
    return () if in_view is None else (in_view.affiliation,)


def _official_beside(passage: Passage, first: int, last: int) -> Affiliation | None:
    """The mayor of "The mayor, N, will not say. A spokeswoman said ...": an official, if no body is named between."""
    if first + 1 != last or passage.parse.words[first].lower not in ("a", "the"):
        return None
    names = passage.cast.names
    start = bisect_left(names, passage.number, key=lambda name: name.paragraph)
    end = bisect_left(names, (passage.number, first), key=lambda name: (name.paragraph, name.first))
    name = next((name for name in reversed(names[start:end]) if name.kind == "person"), None)
    body = last_before(passage, first)
    if name is None or (body is not None and (body.paragraph, body.last) > (passage.number, name.last)):
        return None
    words = passage.parse.words
    post = words[name.first - 1] if name.title < name.first else words[words[name.last].head]
    held = name.title < name.first or words[name.last].dep == "appos"
    office = office_of(post.lower) or post.lower
    offices = entries("place_offices") | LEGISLATORS
    return passage.affiliation(name.first, name.last) if held and office in offices else None


def _before_former(parse: Parse, first: int, last: int) -> int:
    """The last word before a former post, "chair at the university and a former adviser", or before "under"."""
    for index in range(first, last):
        if parse.words[index].lower == "under":
            return max(first, index - 1)  # "who was labor secretary under President Roe"
        near = {word.lower for word in parse.words[index + 1 : min(index + 2, last) + 1]}
        if begins_another(parse, index) and near & FORMER:
            return index - 1
    return last


def _body_of_post(passage: Passage, first: int, head: int) -> Body | None:
    """The body in view of which the article does not say that a post is its own: "chief executive Ana Roe"."""
    words = passage.parse.words
    post = " ".join(word.lower for word in words[first : head + 1])
    if first == head and post in SPEAK_FOR:
        return body_spoken_for(passage, first)
    if post in pairs("posts_of_bodies"):
        return only_body(passage, pairs("posts_of_bodies")[post].split())
    return body_in_view(passage, first) if post in entries("company_posts") else None


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
    housed = lower in ("counsel", "attorney") and before in _HOUSED  # "the bank's chief counsel"
    return lower in _LAWYERS and not public and not housed


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
    if not any(word.text.endswith(".") and office_of(word.lower) for word in words[first : last + 1]):
        return text[slice(*span)]
    return " ".join(_in_full(word) for word in words[first : last + 1])


def _in_full(word: Word) -> str:
    return office_of(word.lower) or word.text if word.text.endswith(".") else word.text


def _is_office(parse: Parse, head: int) -> bool:
    """Offices of a place, whose place is the body they speak for."""
    lower = parse.words[head].lower
    if lower == "attorney":
        return head + 1 < len(parse.words) and parse.words[head + 1].lower == "general"
    if lower == "secretary":
        before = parse.words[head - 1].lower if head else ""
        state = [word.lower for word in parse.words[head + 1 : head + 3]] == ["of", "state"]
        return state or before in entries("national_fields")
    return lower in entries("place_offices") or office_of(lower) in entries("place_offices")
