"""What stands behind a name and says who it is: party, age, town, posts, "who heads the trust"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.extraction.affiliations.bodies import can_own, plain_bodies
from audit.extraction.affiliations.deeds import GERUNDS, phrase_end, relative
from audit.extraction.affiliations.organizations import organizations_between
from audit.extraction.affiliations.passage import POSSESSIVES, Passage, is_organization_noun
from audit.extraction.affiliations.role_phrases import KIN, Statement, read_role, told
from audit.extraction.affiliations.role_words import begins_another
from audit.extraction.lexicon import entries, pairs
from audit.extraction.mentions.name_kinds import is_made
from audit.extraction.mentions.names import Name
from audit.extraction.mentions.offices import LEGISLATORS, office_of
from audit.extraction.parsing.parse import Parse, Word, words_span
from audit.extraction.types import Affiliation, Span

_PARTY = re.compile(r"\s*[,(]\s*([RDIL]|Rep|Dem|Ind)\.?\s*[-–—]\s?([A-Z][\w.]*(?: [A-Z][\w.]*)?)\)?")
_LETTER = re.compile(r"\s*\(([RDIL])\)")
_NAMED_PARTY = re.compile(r"\s*\(([A-Z][\w’']*(?: [A-Z][\w’']*){0,2})\)")
_SEATED = LEGISLATORS | {"councillor", "councilman", "councilwoman", "alderman", "member of parliament"}
_AGE = re.compile(r"(?:aged?\s+)?\d{1,3}$")
_BELONGING = frozenset({"of", "from", "with", "at", "for"})
_NOW = frozenset({"now", "currently", "formerly", "previously"})
_CHOSEN = frozenset({"appointed", "hired", "elected", "installed", "brought"})
_DASHES = frozenset({"—", "–", "--"})
_WINDOW = 24
_PARTS = 5  # phrases behind a name: age, town, office, "who ..."


def of_party(passage: Passage, name: Name) -> Iterator[Statement]:
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
    state = pairs("us_states").get(found.group(2).lower().rstrip("."))
    stop = found.group(2).endswith(".") and not state  # of the sentence, behind a town: "D-Fairtown."
    span = found.start(1), found.end(2) - stop
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


def behind(passage: Passage, name: Name) -> Iterator[Statement]:
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
        end = phrase_end(passage, at + 1)
        return list(_of(passage, name, (at + 1, end))), end + 1
    if word.lower in ("is", "was") and following.lower in ("a", "an", "the"):
        return list(told(read_role(passage, at + 1, phrase_end(passage, at + 1), 2))), -1
    if is_made(parse, at - 1):
        return list(told(read_role(passage, at, phrase_end(passage, at), 4))), -1
    if word.text != "," and word.text not in _DASHES:
        return [], -1
    if _AGE.match(following.text) or following.lower == "aged":
        return [], at + 2 + (following.lower == "aged")
    if following.lower == "whose" and at + 2 < len(parse.words) and parse.words[at + 2].lower in KIN:
        return [], -1  # "whose husband owns the shop"
    if following.lower == "whose" and (owned := _owned_body(passage, at + 2)):
        return [owned], -1
    if following.lower in ("who", "whose"):
        return list(relative(passage, at + 1)), -1
    if following.lower in _NOW and at + 3 < len(parse.words) and parse.words[at + 2].lower in _BELONGING:
        end = phrase_end(passage, at + 3)
        return list(_of(passage, name, (at + 3, end), 4)), end + 1
    if following.lower in _CHOSEN and (start := _behind_as(parse, at + 2)):
        return list(told(read_role(passage, start, phrase_end(passage, start), 4))), -1
    if following.lower in _BELONGING - {"for"} and at + 2 < len(parse.words):
        end = phrase_end(passage, at + 2)
        bodies = (i for i in range(at + 2, end + 1) if is_organization_noun(passage, i) or _is_bureau(passage, i))
        home = following.lower == "of" and not any(bodies)
        return [] if home else list(_of(passage, name, (at + 2, end))), end + 1
    if not _can_begin(following):
        return [], -1
    end = phrase_end(passage, at + 1)
    found = list(told(read_role(passage, at + 1, end, 5, apposed=True)))
    if end + 1 < len(parse.words) and parse.words[end + 1].lower == "who":
        found += relative(passage, end + 1)
        return found, -1
    second = next((i + 1 for i in range(at + 1, end) if found and begins_another(parse, i)), 0)
    found += told(read_role(passage, second, end, 4)) if second else ()
    now = end + 2 < len(parse.words) and parse.words[end + 2].lower in _NOW
    return found, end + 1 if now or not found else -1


def _owned_body(passage: Passage, at: int) -> Statement | None:
    """ "N, whose company, Birch Foods, made the pumps": the body that belongs to somebody, by its name."""
    words = passage.parse.words
    comma = next((i for i in range(at, min(at + _PARTS, len(words))) if words[i].text == ","), 0)
    if not comma or comma + 1 >= len(words) or not can_own(words[comma - 1].lower):
        return None
    if passage.kind(comma + 1) not in ("organization", "unknown"):
        return None
    span = words_span(passage.parse, at, comma - 1)
    return Statement(None, None, (passage.named(comma + 1),), span, 3)


def _is_bureau(passage: Passage, index: int) -> bool:
    """The CID of "of Fairtown CID"."""
    return passage.kind(index) == "organization" and passage.parse.words[index].text.isupper()


def _behind_as(parse: Parse, at: int) -> int:
    """The word behind the "as" of "appointed in May as their manager"; 0 if there is none nearby."""
    return next((i + 1 for i in range(at, min(at + _PARTS, len(parse.words) - 1)) if parse.words[i].lower == "as"), 0)


def _can_begin(word: Word) -> bool:
    """Whether a phrase that says what somebody is can begin with this word."""
    gerund = word.lower in GERUNDS or word.lower in ("retired", "elected", "appointed")
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
    post = office_of(parse.words[name.first - 1].lower) if name.title < name.first else ""
    office = post in entries("place_offices") or post == "professor"
    affiliations = organizations_between(passage, *reach, places=office, people=True)
    if not office and _is_home(passage, reach):
        return
    if not affiliations:
        affiliations = tuple(passage.affiliation(*plain) for plain in plain_bodies(passage, *reach))[:1]
    if affiliations:
        hull = min(a.span[0] for a in affiliations), max(a.span[1] for a in affiliations)
        yield Statement(None, None, affiliations, hull, rank)


def _is_home(passage: Passage, reach: Span) -> bool:
    """The Tarn of "N of Tarn said", "N, from Tarn's east side": a name that nothing shows to be a body's."""
    words, last = passage.parse.words, reach[0]
    while last < reach[1] and words[last + 1].text[:1].isupper() and words[last + 1].tag.startswith("NNP"):
        last += 1
    name = words[reach[0] : last + 1]
    nouns = entries("organization_nouns") | entries("company_forms") | entries("company_suffixes")
    known = any(word.lower in nouns or word.entity == "ORG" for word in name)
    plain = all(word.tag.startswith("NNP") and not word.text.isupper() for word in name)
    owner = last < reach[1] and words[last + 1].text in POSSESSIVES
    return (
        plain
        and not known
        and (owner or passage.kind(last) in ("unknown", "place"))
        and last in (reach[1], last * owner)
    )


def _seat(passage: Passage, title: int, reach: Span) -> Iterator[Statement]:
    """ "Rep. N of Ohio": a representative from Ohio"""
    places = organizations_between(passage, *reach, places=True)
    if places:
        role = f"{office_of(passage.parse.words[title].lower).removesuffix('s')} from {places[0].name}"
        span = words_span(passage.parse, title, title)
        yield Statement(role, span, (), (span[0], places[0].span[1]), 5)
