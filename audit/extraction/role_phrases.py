"""Phrases such as "senior editor at the Daily Post": the role, and the organizations named with it."""

from __future__ import annotations

from typing import NamedTuple

from audit.extraction.lexicon import entries
from audit.extraction.offices import LEGISLATORS, is_role_noun, office_of
from audit.extraction.organizations import organizations_between
from audit.extraction.parse import Parse, words_span
from audit.extraction.types import Affiliation, Span

PREPOSITIONS = frozenset({"of", "for", "at", "with", "from", "in", "on", "to", "by"})
_DETERMINERS = frozenset(
    {"a", "an", "the", "his", "her", "its", "their", "our", "my", "one", "another", "some", "now", "currently", "then"}
)
STOPS = frozenset({",", ";", ".", "—", "–", "--", ")", "(", ":", "-", "?", "!"})
_KIN = frozenset(
    {"wife", "husband", "son", "daughter", "brother", "sister", "mother", "father", "uncle", "aunt", "cousin", "friend"}
    | {"widow", "widower", "opponent", "rival", "colleague", "ally", "supporter", "critic", "challenger"}
)
_FORMER = frozenset({"former", "ex", "then", "late", "retired", "onetime", "one-time"})


class Statement(NamedTuple):
    """One thing the text says of a person. `rank` orders statements: the highest speaks for the person."""

    role: str | None
    role_span: Span | None
    affiliations: tuple[Affiliation, ...]
    words: Span
    rank: int


def read_role(text: str, parse: Parse, first: int, last: int, rank: int) -> Statement | None:
    """Read "senior editor at the Daily Post" between two words; None if it holds no role."""
    first = _skip_determiners(parse, first, last)
    head = _role_head(parse, first, last)
    if head is None:
        return _party_member(text, parse, first, last, rank)
    office = _is_office(parse, head)
    left = organizations_between(text, parse, first, head - 1, places=office) if head > first else ()
    right = organizations_between(text, parse, head + 1, last, places=office) if head < last else ()
    start, end = _role_start(parse, first, head), _role_end(parse, head, last)
    span = words_span(parse, start, end)
    words = {parse.words[i].lower for i in range(first, head + 1)}
    rank = rank - 3 * bool(words & _FORMER) - 3 * bool(words & _KIN)
    kept = left + tuple(a for a in right if not _inside(a.span, span))
    role = _legislator_role(parse, start, head) or _written_out(text, parse, start, end)
    return Statement(role, span, kept, words_span(parse, first, max(last, head)), rank)


def _legislator_role(parse: Parse, start: int, head: int) -> str | None:
    """ "Ohio Sen." -> "senator from Ohio" """
    office = office_of(parse.words[head].lower) or parse.words[head].lower
    place = [w.text for w in parse.words[start:head] if w.entity == "GPE"]
    return f"{office} from {' '.join(place)}" if office in LEGISLATORS and place else None


def _party_member(text: str, parse: Parse, first: int, last: int, rank: int) -> Statement | None:
    """ "a prominent Democrat", "the top Republican on the House Budget Committee" """
    for index in range(first, last + 1):
        if parse.words[index].lower in entries("party_members"):
            right = organizations_between(text, parse, index + 1, last, places=False) if index < last else ()
            ranking = {parse.words[i].lower for i in range(first, index)} & {"top", "ranking", "senior", "leading"}
            own = words_span(parse, index, index)
            span = words_span(parse, first, index)
            role = text[slice(*span)] if right or ranking else None
            bodies = right or (Affiliation(parse.words[index].text, own),)
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


def _skip_determiners(parse: Parse, first: int, last: int) -> int:
    while first < last and (parse.words[first].lower in _DETERMINERS or not parse.words[first].text[0].isalnum()):
        first += 1
    return first


def _role_head(parse: Parse, first: int, last: int) -> int | None:
    """The last role noun before the first preposition."""
    found = None
    for index in range(first, last + 1):
        word = parse.words[index]
        if (word.lower in PREPOSITIONS and index > first) or word.text == "(":
            break
        if is_role_noun(word.lower) and (word.tag.startswith(("NN", "JJ")) or word.text[0].isupper()):
            found = index
        elif found is not None and word.text in STOPS:
            break
    return found


def _is_office(parse: Parse, head: int) -> bool:
    """Offices of a place, whose place is the body they speak for."""
    lower = parse.words[head].lower
    return lower in entries("place_offices") or office_of(lower) in entries("place_offices")


def _role_start(parse: Parse, first: int, head: int) -> int:
    """Behind a possessive ("the trust's / director"), else all of the phrase ("Kremlin spokesman")."""
    owners = [i for i in range(first, head) if parse.words[i].text in ("'s", "’s", "'", "’")]
    return owners[-1] + 1 if owners else first


def _role_end(parse: Parse, head: int, last: int) -> int:
    """With "of political advertising" or "from Ohio", without "of the Harbour Trust"."""
    words = parse.words
    at = head + 1
    if at >= last or words[at].lower not in ("of", "for", "from", "to", "on"):
        return head
    end = at
    for index in range(at + 1, last + 1):
        if words[index].lower in PREPOSITIONS or words[index].text in STOPS or words[index].text in ("(", "and"):
            break
        end = index
    body = words[at + 1 : end + 1]
    if words[head].lower.startswith("secretar") and words[at].lower == "of":
        return end
    return head if not body or _is_body(parse, head, at, end) else end


def _is_body(parse: Parse, head: int, at: int, end: int) -> bool:
    """Whether what follows the preposition is an organization, or the place of an office."""
    body = parse.words[at + 1 : end + 1]
    if any(w.lower in entries("organization_nouns") or w.entity == "ORG" for w in body):
        return True
    named = any(w.tag.startswith("NNP") for w in body)
    if parse.words[at].lower in ("to", "from", "on"):
        return False
    place = any(w.entity == "GPE" for w in body)
    return named and (place or not any(w.entity == "PERSON" for w in body))
