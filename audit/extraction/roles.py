"""What the text around a name says of the person: role, organizations, and the words it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audit.extraction.lexicon import entries, pairs
from audit.extraction.mentions import Name
from audit.extraction.offices import LEGISLATORS, is_role_noun, office_of
from audit.extraction.organizations import organizations_between
from audit.extraction.parse import Parse, words_span
from audit.extraction.role_phrases import STOPS, Statement, read_role
from audit.extraction.types import Affiliation, Span

_PARTY = re.compile(r"\s*[,(]\s*([RDIL]|Rep|Dem|Ind)\.?\s*[-–—]\s?([A-Z][\w.]*(?: [A-Z][\w.]*)?)\)?")
_LETTER = re.compile(r"\s*\(([RDIL])\)")
_HEADS = frozenset(
    ["heads", "leads", "runs", "chairs", "founded", "directs", "owns", "manages", "represents", "edits", "oversees"]
)
_WORKS = frozenset(["works", "worked", "teaches", "taught", "serves", "served"])
_WINDOW = 24


def statements_of(text: str, parse: Parse, name: Name) -> Iterator[Statement]:
    """All statements beside one mention of a person; a role in the plural is somebody else's."""
    for found in (*_before(text, parse, name), *_party(text, parse, name), *_behind(text, parse, name)):
        if found.role is None or not _is_plural(found.role.split()[-1].lower()):
            yield found


def _is_plural(lower: str) -> bool:
    return lower.endswith("s") and lower not in entries("roles") and lower.removesuffix("s") in entries("roles")


def _before(text: str, parse: Parse, name: Name) -> Iterator[Statement]:
    """ "Kremlin spokesman N", "Mayor N", "the trust's director, N" """
    first = _premodifiers(parse, name)
    if first < name.first:
        found = read_role(text, parse, first, name.first - 1, 4)
        if found is not None:
            yield found
    head = parse.words[name.last].head
    if parse.words[name.last].dep == "appos" and head < name.first:
        start = _phrase_start(parse, head)
        found = read_role(text, parse, start, _trim_back(parse, name.title - 1), 3)
        if found is not None:
            yield found
    elif (start := _phrase_before_comma(parse, name)) >= 0:
        found = read_role(text, parse, start, name.title - 2, 3)
        if found is not None:
            yield found


def _phrase_before_comma(parse: Parse, name: Name) -> int:
    """The first word of "the trust's director," right before the name; -1 if no role stands there."""
    last = name.title - 2
    if last < 0 or parse.words[name.title - 1].text != ",":
        return -1
    first = last
    while first > 0 and _in_noun_phrase(parse, first - 1):
        first -= 1
    stop = next((i for i in range(first, last + 1) if parse.words[i].tag == "IN"), last + 1)
    return first if stop > first and is_role_noun(parse.words[stop - 1].lower) else -1


def _in_noun_phrase(parse: Parse, index: int) -> bool:
    word = parse.words[index]
    preposition = word.lower in ("of", "for", "at") and index > 0 and parse.words[index - 1].tag.startswith("NN")
    return preposition or word.tag.startswith(("NN", "JJ", "POS", "DT", "PRP$", "CD"))


def _premodifiers(parse: Parse, name: Name) -> int:
    first = name.title
    while first > 0:
        word = parse.words[first - 1]
        ok = (
            word.tag.startswith(("NN", "JJ", "POS", "VBN", "CD"))
            or word.text in ("-", "and")
            or _is_inner_of(parse, first - 1)
        )
        if not ok or word.spoken or word.sentence != parse.words[name.first].sentence:
            break
        first -= 1
    while first < name.first and parse.words[first].text in ("-", "and", "of", "'s"):
        first += 1
    return first


def _is_inner_of(parse: Parse, index: int) -> bool:
    """The "of" of "Secretary of State N"."""
    near = parse.words[max(0, index - 1) : index + 2]
    return parse.words[index].lower == "of" and len(near) == 3 and all(w.tag.startswith("NNP") for w in near[::2])


def _phrase_start(parse: Parse, head: int) -> int:
    first = head
    for child in parse.children[head]:
        if child < head:
            first = min(first, parse.subtree(child)[0])
    return first


def _trim_back(parse: Parse, last: int) -> int:
    while last > 0 and parse.words[last].text in STOPS:
        last -= 1
    return last


def _party(text: str, parse: Parse, name: Name) -> Iterator[Statement]:
    """ "(R-Ky.)", ", D-Calif.,", "(D)" """
    end = parse.words[name.last].end
    letter = _LETTER.match(text, end, end + 6)
    if letter:
        yield Statement(None, None, (Affiliation(letter.group(1), letter.span(1)),), letter.span(1), 6)
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


def _behind(text: str, parse: Parse, name: Name) -> Iterator[Statement]:
    """ "N, a professor at U,", "N of the X Party", "N, who heads X", "N is the mayor of X" """
    at = _behind_brackets(parse, name.last + 1)
    if at + 1 >= len(parse.words):
        return
    word, following = parse.words[at], parse.words[at + 1].lower
    if word.lower in ("of", "from", "with", "at") and word.head in range(name.first, name.last + 1):
        yield from _of(text, parse, name, at)
    elif word.text in (",", "—", "–", "--") and following in ("who", "whose"):
        yield from _relative(text, parse, at + 1)
    elif word.text in (",", "—", "–", "--"):
        yield from _apposition(text, parse, at + 1)
    elif word.lower in ("is", "was") and following in ("a", "an", "the"):
        yield from _known(read_role(text, parse, at + 1, _phrase_end(parse, at + 1), 2))


def _known(statement: Statement | None) -> Iterator[Statement]:
    if statement is not None:
        yield statement


def _behind_brackets(parse: Parse, at: int) -> int:
    words = parse.words
    while at < len(words) and words[at].text == "(":
        at = next((i + 1 for i in range(at, min(at + 8, len(words))) if words[i].text == ")"), len(words))
    return at


def _apposition(text: str, parse: Parse, first: int) -> Iterator[Statement]:
    end = _phrase_end(parse, first)
    yield from _known(read_role(text, parse, first, end, 5))
    if end + 1 < len(parse.words) and parse.words[end + 1].lower == "who":
        yield from _relative(text, parse, end + 1)


def _of(text: str, parse: Parse, name: Name, at: int) -> Iterator[Statement]:
    """ "N of the X Party", "Rep. N of Ohio" """
    end = _phrase_end(parse, at + 1)
    title = _legislator_title(parse, name)
    if title >= 0 and (parse.words[at + 1].entity == "GPE" or parse.words[at + 1].lower == "the"):
        yield from _seat(text, parse, title, (at + 1, end))
        return
    affiliations = organizations_between(text, parse, at + 1, end, places=False)
    if affiliations:
        yield Statement(None, None, affiliations, _hull(affiliations), 3)


def _seat(text: str, parse: Parse, title: int, reach: tuple[int, int]) -> Iterator[Statement]:
    """ "Rep. N of Ohio": a representative from Ohio"""
    places = organizations_between(text, parse, *reach, places=True)
    if places:
        role = f"{office_of(parse.words[title].lower).removesuffix('s')} from {places[0].name}"
        span = words_span(parse, title, title)
        yield Statement(role, span, (), (span[0], places[0].span[1]), 5)


def _hull(affiliations: Sequence[Affiliation]) -> Span:
    return min(a.span[0] for a in affiliations), max(a.span[1] for a in affiliations)


def _phrase_end(parse: Parse, first: int) -> int:
    """The last word before a comma, dash, finite verb or relative clause; brackets are stepped over."""
    depth = 0
    last = first
    for index in range(first, min(first + _WINDOW, len(parse.words))):
        word = parse.words[index]
        depth += (word.text == "(") - (word.text == ")")
        finite = word.tag in ("VBD", "VBZ", "VBP", "MD") and not word.text[0].isupper()
        stops = (word.text in STOPS and word.text not in "()" and word.tag != "HYPH") or word.lower in (
            "who",
            "which",
            "that",
            "whose",
        )
        if depth == 0 and (stops or finite or word.spoken):
            break
        last = index
    return last


def _relative(text: str, parse: Parse, who: int) -> Iterator[Statement]:
    """ "who heads the trust", "who teaches law at U" """
    verb = next((i for i in range(who + 1, min(who + 4, len(parse.words))) if parse.words[i].tag.startswith("VB")), -1)
    if verb < 0:
        return
    last = _phrase_end(parse, verb + 1) if verb + 1 < len(parse.words) else verb
    lower = parse.words[verb].lower
    if lower in ("is", "was") and verb + 1 <= last:
        found = read_role(text, parse, verb + 1, last, 3)
        if found is not None:
            yield found
    if lower in ("serves", "served", "works", "worked") and verb + 1 <= last and parse.words[verb + 1].lower == "as":
        found = read_role(text, parse, verb + 2, last, 2 if lower.endswith("ed") else 3)
        if found is not None:
            yield found
    elif lower in _HEADS or lower in _WORKS:
        affiliations = organizations_between(text, parse, verb + 1, last, places=False)
        span = words_span(parse, verb, last)
        yield Statement(text[slice(*span)], span, affiliations, span, 2 if lower.endswith("ed") else 3)
