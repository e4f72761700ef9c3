"""What the text around a name says of the person: role, organizations, and the words it was read from.

PATTERNS lists the forms that are known. A new one is a function with an example in its docstring, its line in that
list, and a case in tests/extraction/test_roles.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from audit.extraction.lexicon import entries, pairs
from audit.extraction.mentions import Name
from audit.extraction.offices import LEGISLATORS, is_role_noun, office_of
from audit.extraction.organizations import organizations_between
from audit.extraction.owners import plain_bodies
from audit.extraction.parse import Parse, Word, words_span
from audit.extraction.passage import POSSESSIVES, Passage, in_word, is_organization_noun
from audit.extraction.people import is_made
from audit.extraction.role_phrases import (
    PREPOSITIONS,
    STOPS,
    Statement,
    begins_another,
    is_hyphenated,
    read_role,
)
from audit.extraction.types import Affiliation, Span

Pattern: TypeAlias = Callable[[Passage, Name], Iterator[Statement]]

_PARTY = re.compile(r"\s*[,(]\s*([RDIL]|Rep|Dem|Ind)\.?\s*[-–—]\s?([A-Z][\w.]*(?: [A-Z][\w.]*)?)\)?")
_LETTER = re.compile(r"\s*\(([RDIL])\)")
_NAMED_PARTY = re.compile(r"\s*\(([A-Z][\w’']*(?: [A-Z][\w’']*){0,2})\)")
_SEATED = LEGISLATORS | {"councillor", "councilman", "councilwoman", "alderman", "member of parliament"}
_AGE = re.compile(r"(?:aged?\s+)?\d{1,3}$")
_HEADS = frozenset(
    ["heads", "leads", "runs", "chairs", "founded", "directs", "owns", "manages", "represents", "edits", "oversees"]
)
_WORKS = frozenset(
    [
        "works",
        "worked",
        "teaches",
        "taught",
        "serves",
        "served",
        "covers",
        "covered",
        "plays",
        "played",
        "writes",
        "reports",
    ]
)
_BELONGING = frozenset({"of", "from", "with", "at", "for"})
_GERUNDS = frozenset({"managing", "acting", "presiding", "founding", "leading", "ranking", "commanding", "visiting"})
_NOW = frozenset({"now", "currently", "formerly", "previously"})
_CHOSEN = frozenset({"appointed", "hired", "elected", "installed", "brought"})
_DASHES = frozenset({"—", "–", "--"})
_WINDOW = 24
_PARTS = 5  # phrases behind a name: age, town, office, "who ..."


def statements_of(passage: Passage, name: Name) -> Iterator[Statement]:
    """All statements beside one mention of a person; a role in the plural is somebody else's."""
    for pattern in PATTERNS:
        for found in pattern(passage, name):
            if found.role is None or not _is_plural(found.role):
                yield found


def _is_plural(role: str) -> bool:
    """ "officials at the bank", but not "analyst for emerging markets" or "heads a union of scientists" """
    words = role.lower().split()
    if words[0] in _HEADS or words[0] in _WORKS:
        return False
    head = next((words[n - 1] for n, word in enumerate(words) if n and word in PREPOSITIONS), words[-1])
    return head.endswith("s") and head not in entries("roles") and head.removesuffix("s") in entries("roles")


def _known(statement: Statement | None) -> Iterator[Statement]:
    if statement is not None:
        yield statement


# Before the name.


def _title(passage: Passage, name: Name) -> Iterator[Statement]:
    """ "Kremlin spokesman N", "Mayor N", "its managing director N" """
    first = _premodifiers(passage, name)
    if first < name.first:
        yield from _known(read_role(passage, first, name.first - 1, 4))


def _owner(passage: Passage, name: Name) -> Iterator[Statement]:
    """ "Labour's N", "the Harbour Trust's N" """
    words = passage.parse.words
    if name.title < 2 or name.title < name.first or words[name.title - 1].text not in POSSESSIVES:
        return
    first = name.title - 2
    while first > 0 and passage.kind(first - 1) and passage.kind(first - 1) == passage.kind(first):
        first -= 1
    if passage.kind(name.title - 2) == "organization" or words[name.title - 2].lower in entries("party_words"):
        body = passage.affiliation(first, name.title - 2)
        yield Statement(None, None, (body,), body.span, 3)


def _apposed(passage: Passage, name: Name) -> Iterator[Statement]:
    """ "the trust's director, N", "the head of the trust, the painter N" """
    parse = passage.parse
    head = parse.words[name.last].head
    if parse.words[name.last].dep == "appos" and head < name.first and not _inside_phrase(passage, head):
        start = min([head, *(parse.subtree(c)[0] for c in parse.children[head] if c < head)])
        yield from _known(read_role(passage, start, _trim_back(parse, name.title - 1), 3))
    elif (start := _phrase_before_comma(parse, name.title)) >= 0:
        yield from _known(read_role(passage, start, name.title - 2, 3))
    first = _premodifiers(passage, name)
    told = first < name.title and first > 0 and parse.words[first - 1].tag == "DT"
    if told and (start := _phrase_before_comma(parse, first - 1)) >= 0:
        yield from _known(read_role(passage, start, first - 3, 5))


def _inside_phrase(passage: Passage, head: int) -> bool:
    """Whether the parser put the name beside the Anchor of "the landlord of the Anchor, N" instead of the landlord."""
    word = passage.parse.words[head]
    return word.dep == "pobj" and bool(passage.kind(head)) and passage.parse.words[word.head].dep == "prep"


def _phrase_before_comma(parse: Parse, at: int) -> int:
    """The first word of "the trust's director," right before a word; -1 if no role stands there."""
    last = at - 2
    if last < 0 or parse.words[at - 1].text != ",":
        return -1
    first = last
    while first > 0 and _in_noun_phrase(parse, first - 1):
        first -= 1
    stop = next((i for i in range(first, last + 1) if parse.words[i].tag == "IN"), last + 1)
    return first if stop > first and is_role_noun(parse.words[stop - 1].lower) else -1


def _in_noun_phrase(parse: Parse, index: int) -> bool:
    word = parse.words[index]
    preposition = word.lower in ("of", "for", "at", "in") and index > 0 and parse.words[index - 1].tag.startswith("NN")
    return preposition or word.tag.startswith(("NN", "JJ", "POS", "DT", "PRP$", "CD"))


def _premodifiers(passage: Passage, name: Name) -> int:
    first = name.title
    words = passage.parse.words
    while first > 0 and name.title - first < _WINDOW:
        word = words[first - 1]
        ok = (
            word.tag.startswith(("NN", "JJ", "POS", "VBN", "CD"))
            or word.text in ("-", "and")
            or word.lower in _GERUNDS
            or is_hyphenated(passage.parse, first - 1)
            or _is_inner_of(passage.parse, first - 1)
        )
        another = word.lower == "and" and first > 1 and passage.kind(first - 2) == "person"
        if not ok or another or word.spoken or word.sentence != words[name.first].sentence:
            break
        first -= 1
    if first > 0 and words[first - 1].tag == "PRP$" and words[first - 1].lower in ("its", "their"):
        return first - 1
    while first < name.first and words[first].text in ("-", "and", "of", *POSSESSIVES):
        first += 1
    return first


def _is_inner_of(parse: Parse, index: int) -> bool:
    """The "of" of "Secretary of State N"."""
    near = parse.words[max(0, index - 1) : index + 2]
    return parse.words[index].lower == "of" and len(near) == 3 and all(w.tag.startswith("NNP") for w in near[::2])


def _trim_back(parse: Parse, last: int) -> int:
    while last > 0 and parse.words[last].text in STOPS:
        last -= 1
    return last


# Behind the name.


def _party(passage: Passage, name: Name) -> Iterator[Statement]:
    """ "(R-Ky.)", ", D-Calif.,", "(D)", "Cllr N (Green)" """
    text, parse = passage.text, passage.parse
    end = parse.words[name.last].end
    letter = _LETTER.match(text, end, end + 6)
    if letter:
        yield Statement(None, None, (Affiliation(letter.group(1), letter.span(1)),), letter.span(1), 6)
    named = _NAMED_PARTY.match(text, end, end + 30)
    if named and name.title < name.first and office_of(parse.words[name.first - 1].lower) in _SEATED:
        yield Statement(None, None, (Affiliation(named.group(1), named.span(1)),), named.span(1), 6)
    found = _PARTY.match(text, end, end + 30)
    if not found:
        return
    span = found.start(1), found.end(2)
    state = pairs("us_states").get(found.group(2).lower().rstrip("."))
    title = _legislator_title(parse, name)
    role = f"{office_of(parse.words[title].lower).removesuffix('s')} from {state}" if title >= 0 and state else None
    role_span = words_span(parse, title, title) if role else None
    yield Statement(role, role_span, (Affiliation(text[slice(*span)], span),), span, 6)


def _legislator_title(parse: Parse, name: Name) -> int:
    """The word of the title before the name, or of the one that several names share ("Sens. A and B"); else -1."""
    for index in range(name.first - 1, max(-1, name.first - 1 - _WINDOW), -1):
        office = office_of(parse.words[index].lower)
        if office.removesuffix("s") in LEGISLATORS:
            return index if index == name.first - 1 or office.endswith("s") else -1
    return -1


def _behind(passage: Passage, name: Name) -> Iterator[Statement]:
    """ "N, 34, of Fairtown, a professor at U, who heads X": one phrase after the other."""
    at = name.last + 1
    for _ in range(_PARTS):
        at = _behind_brackets(passage.parse, at)
        if at + 1 >= len(passage.parse.words):
            return
        found, at = _phrase_behind(passage, name, at)
        yield from found
        if at < 0:
            return


def _phrase_behind(passage: Passage, name: Name, at: int) -> tuple[list[Statement], int]:
    """The statements of one phrase that begins here, and where the next may begin (-1: nowhere)."""
    parse = passage.parse
    word, following = parse.words[at], parse.words[at + 1]
    if word.lower in _BELONGING and word.head in range(name.first, name.last + 1):
        end = _phrase_end(passage, at + 1)
        return list(_of(passage, name, (at + 1, end))), end + 1
    if word.lower in ("is", "was") and following.lower in ("a", "an", "the"):
        return list(_known(read_role(passage, at + 1, _phrase_end(passage, at + 1), 2))), -1
    if is_made(parse, at - 1):
        return list(_known(read_role(passage, at, _phrase_end(passage, at), 4))), -1
    if word.text != "," and word.text not in _DASHES:
        return [], -1
    if _AGE.match(following.text) or following.lower == "aged":
        return [], at + 2 + (following.lower == "aged")
    if following.lower in ("who", "whose"):
        return list(_relative(passage, at + 1)), -1
    if following.lower in _NOW and at + 3 < len(parse.words) and parse.words[at + 2].lower in _BELONGING:
        end = _phrase_end(passage, at + 3)
        return list(_of(passage, name, (at + 3, end), 4)), end + 1
    if following.lower in _CHOSEN and (start := _behind_as(parse, at + 2)):
        return list(_known(read_role(passage, start, _phrase_end(passage, start), 4))), -1
    if following.lower in _BELONGING - {"for"} and at + 2 < len(parse.words):
        end = _phrase_end(passage, at + 2)
        bodies = (i for i in range(at + 2, end + 1) if is_organization_noun(passage, i))
        home = following.lower == "of" and not any(bodies)
        return [] if home else list(_of(passage, name, (at + 2, end))), end + 1
    if not _can_begin(following):
        return [], -1
    end = _phrase_end(passage, at + 1)
    found = list(_known(read_role(passage, at + 1, end, 5)))
    if end + 1 < len(parse.words) and parse.words[end + 1].lower == "who":
        found += _relative(passage, end + 1)
        return found, -1
    second = next((i + 1 for i in range(at + 1, end) if found and begins_another(parse, i)), 0)
    found += _known(read_role(passage, second, end, 4)) if second else ()
    now = end + 2 < len(parse.words) and parse.words[end + 2].lower in _NOW
    return found, end + 1 if now or not found else -1


def _behind_as(parse: Parse, at: int) -> int:
    """The word behind the "as" of "appointed in May as their manager"; 0 if there is none nearby."""
    return next((i + 1 for i in range(at, min(at + _PARTS, len(parse.words) - 1)) if parse.words[i].lower == "as"), 0)


def _can_begin(word: Word) -> bool:
    """Whether a phrase that says what somebody is can begin with this word."""
    gerund = word.lower in _GERUNDS or word.lower in ("retired", "elected", "appointed")
    return not word.spoken and (gerund or word.tag.startswith(("DT", "NN", "JJ", "CD", "RB", "PRP$")))


def _behind_brackets(parse: Parse, at: int) -> int:
    words = parse.words
    while at < len(words) and words[at].text == "(":
        at = next((i + 1 for i in range(at, min(at + 8, len(words))) if words[i].text == ")"), len(words))
    return at


def _of(passage: Passage, name: Name, reach: Span, rank: int = 3) -> Iterator[Statement]:
    """ "N of the X Party", "Rep. N of Ohio" """
    parse = passage.parse
    title = _legislator_title(parse, name)
    if title >= 0 and (parse.words[reach[0]].entity == "GPE" or parse.words[reach[0]].lower == "the"):
        yield from _seat(passage, title, reach)
        return
    office = name.title < name.first and office_of(parse.words[name.first - 1].lower) in entries("place_offices")
    affiliations = organizations_between(passage, *reach, places=office, people=True)
    if not affiliations:
        affiliations = tuple(passage.affiliation(*plain) for plain in plain_bodies(passage, *reach))[:1]
    if affiliations:
        hull = min(a.span[0] for a in affiliations), max(a.span[1] for a in affiliations)
        yield Statement(None, None, affiliations, hull, rank)


def _seat(passage: Passage, title: int, reach: Span) -> Iterator[Statement]:
    """ "Rep. N of Ohio": a representative from Ohio"""
    places = organizations_between(passage, *reach, places=True)
    if places:
        role = f"{office_of(passage.parse.words[title].lower).removesuffix('s')} from {places[0].name}"
        span = words_span(passage.parse, title, title)
        yield Statement(role, span, (), (span[0], places[0].span[1]), 5)


def _phrase_end(passage: Passage, first: int) -> int:
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
        ) or (word.lower in ("who", "which", "that", "whose"))
        if depth == 0 and (stops or finite or word.spoken):
            break
        last = index
    return last


def _relative(passage: Passage, who: int) -> Iterator[Statement]:
    """ "who heads the trust", "who teaches law at U" """
    parse = passage.parse
    verb = next((i for i in range(who + 1, min(who + 4, len(parse.words))) if parse.words[i].tag.startswith("VB")), -1)
    if verb < 0:
        return
    last = _phrase_end(passage, verb + 1) if verb + 1 < len(parse.words) else verb
    lower = parse.words[verb].lower
    if lower in ("is", "was") and verb + 1 <= last:
        yield from _known(read_role(passage, verb + 1, last, 3))
    if lower in ("serves", "served", "works", "worked") and verb + 1 <= last and parse.words[verb + 1].lower == "as":
        yield from _known(read_role(passage, verb + 2, last, 2 if lower.endswith("ed") else 3))
    elif lower in _HEADS or lower in _WORKS:
        people = lower not in ("represents", "manages")  # "runs Birch Strategies", which the tagger takes for a person
        affiliations = organizations_between(passage, verb + 1, last, places=False, people=people)
        span = words_span(parse, verb, last)
        yield Statement(passage.text[slice(*span)], span, affiliations, span, 2 if lower.endswith("ed") else 3)


PATTERNS: tuple[Pattern, ...] = (_title, _owner, _apposed, _party, _behind)
