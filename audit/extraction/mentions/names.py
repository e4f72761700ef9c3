"""Stage 5: names in the prose, told apart as people, organizations and places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from audit.extraction.lexicon import entries
from audit.extraction.mentions.body_signs import has_posts
from audit.extraction.mentions.name_kinds import JOINERS, PLACING, first_guess
from audit.extraction.mentions.offices import is_person_noun, is_role_noun, title_genders
from audit.extraction.mentions.people import (
    CREDENTIALS,
    is_given_name,
    is_line_of_business,
    is_office_before,
    is_post_for,
    is_saying,
    is_title,
    last_before_office,
)
from audit.extraction.mentions.runs import OWNERS, PLURAL_OWNERS, is_name_word, run_end
from audit.extraction.parsing.parse import Parse, Word

_HYPHENS = frozenset({"-", "‑"})
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_ARTICLE = re.compile(r"^(?:al|el)[-‑]")
_PARTY = re.compile(r"[RDIL]-[A-Z]")  # "Ana Roe, D-Fairtown"
_FULL_NAME = 2  # words of a name that a family name tells to be a person's


class Name(NamedTuple):
    """A name in the text: words first..last of a paragraph without the title, which may stand before it.

    `kind` is person, organization, place or unknown, after a look at the whole article. `title` is the index of
    the first word of the title, or `first` if there is none; `address` its last word in lower case ("mrs.").
    `nickname` is what stands in quotation marks in it, in lower case.
    """

    paragraph: int
    first: int
    last: int
    title: int
    words: tuple[str, ...]
    kind: str
    address: str
    nickname: str = ""


def names_of(parses: Sequence[Parse]) -> tuple[Name, ...]:
    """All names of the article in order, with one kind for all that share a last word."""
    found = _with_bodies(parses, [name for n, parse in enumerate(parses) for name in _in_paragraph(n, parse)])
    people, bodies = _people(found), _body_words(found)
    found += _untagged(parses, found, people | bodies.last)
    bodies = bodies._replace(first=bodies.first - _places(parses, found))
    first_names = _first_names(found)
    settled = [_settled(name, people, first_names, bodies) for name in sorted(found)]
    return tuple(_whole(parses, one, two) for one, two in zip_longest(settled, settled[1:]))


def _with_bodies(parses: Sequence[Parse], names: Sequence[Name]) -> list[Name]:
    """The names, with those that the article somewhere tells to be a body's as such everywhere: "N co-founder"."""
    told = {
        name.words
        for name in names
        if name.kind != "organization"
        and name.title == name.first
        and has_posts(parses[name.paragraph], name.first, name.last, name.kind)
    }
    return [name._replace(kind="organization") if name.words in told else name for name in names]


class _BodyWords(NamedTuple):
    """Words that stand for an organization: the first of "Birch Holdings", the last of "Harbour Rovers"."""

    first: frozenset[str]
    last: frozenset[str]


def _body_words(names: Sequence[Name]) -> _BodyWords:
    bodies = [name.words for name in names if len(name.words) > 1 and name.kind != "person"]
    firms = (words for words in bodies if words[-1].lower() in entries("company_forms"))
    clubs = (words[-1].lower() for words in bodies if len(words) == _FULL_NAME)
    return _BodyWords(frozenset(words[0].lower() for words in firms), frozenset(clubs) & entries("club_names"))


def _places(parses: Sequence[Parse], names: Sequence[Name]) -> frozenset[str]:
    """Single names that somebody is "in" or "from"."""
    single = [name for name in names if len(name.words) == 1 and name.first > 0]
    before = (parses[name.paragraph].words[name.first - 1].lower for name in single)
    return frozenset(name.words[0].casefold() for name, word in zip(single, before, strict=True) if word in PLACING)


def _first_names(names: Sequence[Name]) -> frozenset[str]:
    """What else than the last word stands for somebody with a full name: the given name, the word before the last."""
    people = [name.words for name in names if name.kind == "person" and len(name.words) > 1]
    nicknames = {name.nickname for name in names if name.kind == "person"} - {""}
    return frozenset(nicknames.union(word.casefold() for words in people for word in (words[0], words[-2])))


def _untagged(parses: Sequence[Parse], names: Sequence[Name], known: frozenset[str]) -> Iterable[Name]:
    """Family names of people and last words of clubs of the article where the tagger took them for another word."""
    taken = {(name.paragraph, i) for name in names for i in range(name.title, name.last + 1)}
    for number, parse in enumerate(parses):
        for index, word in enumerate(parse.words):
            named = word.text[:1].isupper() and word.lower in known and not word.spoken
            if named and (number, index) not in taken:
                kind = "organization" if word.lower in entries("club_names") else "person"
                yield Name(number, index, index, index, (word.text,), kind, "")


def _in_paragraph(number: int, parse: Parse) -> Iterable[Name]:
    index = 0
    while index < len(parse.words):
        if not is_name_word(parse.words[index]):
            index += 1
            continue
        last = run_end(parse, index)
        name = _make(number, parse, index, last)
        if name is not None:
            yield name
        index = last + 1


def _make(number: int, parse: Parse, first: int, last: int) -> Name | None:
    words = parse.words
    while last > first and words[last].lower in CREDENTIALS:
        last -= 1
    while last > first and is_person_noun(words[last].lower) and words[min(last + 1, len(words) - 1)].lower == "and":
        last -= 1  # the Chairman of "Birch Chairman and CEO Ana Roe"
    title = first
    for index in range(first, last):
        if words[index + 1].text in OWNERS | PLURAL_OWNERS:
            continue  # the Sheriff of "Fair County Sheriff's Office"
        office = words[index].quotation < 0 and is_office_before(parse, title, index, last)
        office = office or [word.text for word in words[index - 1 : index + 1]] in (["in", "Charge"], ["in", "Chief"])
        begins = words[index + 1].entity == "PERSON" and words[index].entity not in ("PERSON", "")
        called = index == title and is_given_name(words[index].lower) and not is_title(parse, title, index)
        if not called and (office or begins or is_title(parse, title, index)):
            first = index + 1
    if first == last and title == first and (words[first].lower in title_genders() or is_post_for(parse, first)):
        return None
    if _PARTY.match("".join(word.text for word in words[first : last + 1])):
        return None
    first = _behind_hyphens(parse, first, last)
    if first > last:
        return None
    last = last_before_office(parse, title, last) if first in (title, last) else last
    if last < first:
        return None
    firm = title == first < last and is_line_of_business(parse, first)
    if firm or (title == first < last and is_saying(parse, first)):
        first, title = first + 1, title + is_saying(parse, first)
    plain = _without_nickname(words[first : last + 1])
    inside = [word.lower for word in words[first : last + 1] if word not in plain and word.text[0].isalpha()]
    address = words[first - 1].lower if title < first else ""
    kind = first_guess(parse, title, first, last)
    kind = "organization" if firm and kind == "unknown" else kind
    return Name(number, first, last, title, _texts(plain), kind, address, inside[0] if len(inside) == 1 else "")


def _behind_hyphens(parse: Parse, first: int, last: int) -> int:
    """Behind the rest of "Governor-General", whose first half is a title of its own."""
    hyphened = parse.words[first].text in _HYPHENS and first > 0
    return first + 2 if hyphened and is_role_noun(parse.words[min(first + 1, last)].lower) else first


def _without_nickname(words: Sequence[Word]) -> Sequence[Word]:
    """Ana "Duke" Roe without what stands in quotation marks, unless all of it does."""
    plain = [word for word in words if word.quotation < 0]
    return plain if plain and words[0].quotation < 0 and words[-1].quotation < 0 else words


def _texts(words: Sequence[Word]) -> tuple[str, ...]:
    """The words as written: those without a space between them are one."""
    found: list[str] = []
    for before, word in zip((None, *words), words, strict=False):
        if before is not None and before.end == word.start:
            found[-1] += word.text
        else:
            found.append(word.text)
    return tuple(found)


def family_name(words: Sequence[str]) -> str:
    """The last word without "Jr." and the like, in lower case."""
    kept = [w for w in words if w.lower() not in _SUFFIXES]
    return _ARTICLE.sub("", (kept or list(words))[-1].casefold())


def _people(names: Sequence[Name]) -> frozenset[str]:
    """Family names for which full names that look like people outweigh those that do not."""
    votes: Counter[str] = Counter()
    for name in names:
        if (len(name.words) > 1 and not is_family_alone(name)) or name.title < name.first:
            votes[family_name(name.words)] += 1 if name.kind == "person" else -1 if name.kind != "unknown" else 0
    return frozenset(word for word, balance in votes.items() if balance > 0)


def is_family_alone(name: Name) -> bool:
    """ "De Vries said": the capital that a particle has without the given name."""
    return len(name.words) == _FULL_NAME and name.words[0].lower() in entries("name_particles")


def _settled(name: Name, people: frozenset[str], first_names: frozenset[str], bodies: _BodyWords) -> Name:
    family = family_name(name.words)
    body = any(word.lower() in entries("organization_nouns") | JOINERS for word in name.words)
    if family in people and len(name.words) <= _FULL_NAME and not body:
        return name._replace(kind="person")
    if len(name.words) > 1 or name.title < name.first:
        return name
    if family in bodies.first | bodies.last:
        return name._replace(kind="organization")
    known = family in first_names and name.kind != "place" and not body
    return name._replace(kind="person") if known else name


def _whole(parses: Sequence[Parse], name: Name, following: Name | None) -> Name:
    """The Jim of "Jim and Carol Stadler" with the family name that stands behind the other."""
    if following is None or following.paragraph != name.paragraph or following.kind != "person":
        return name
    alone = len(name.words) == 1 and name.title == name.first and is_given_name(name.words[0].lower())
    near = following.title == following.first == name.last + 2 and len(following.words) > 1
    joined = parses[name.paragraph].words[name.last + 1].lower in ("and", "&")
    if not (alone and near and joined and is_given_name(following.words[0].lower())):
        return name
    return name._replace(kind="person", words=(*name.words, following.words[-1]))
