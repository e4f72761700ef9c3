"""Who is who: names gathered into people and organizations, with gender where the article shows it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple, TypeAlias

from audit.extraction.lexicon import entries
from audit.extraction.mentions.genders import gender_of, given_gender, pronoun_votes
from audit.extraction.mentions.names import Name, family_name, is_family_alone
from audit.extraction.mentions.offices import title_genders
from audit.extraction.mentions.people import is_initial
from audit.extraction.parsing.grammar import SUBJECTS
from audit.extraction.parsing.parse import Parse

_FORMS = frozenset({"inc", "inc.", "ltd", "ltd.", "plc", "corp", "corp.", "llc", "limited", "ag", "gmbh"})
_FORMAL = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "sir", "dame", "lady", "lord", "dr", "dr."})
_SURE = 3
_FULL_NAME = 2  # words
_LONGEST = 20  # words of a name that has short forms
_NAMESAKES = 20  # people of one family name who are told apart

Key: TypeAlias = tuple[str, str]
"""First and family name of a person in lower case."""


class Entity(NamedTuple):
    """A person, organization or place of the article: the fullest name and which of the names are its own."""

    kind: str
    name: str
    members: tuple[int, ...]
    gender: str


class Cast(NamedTuple):
    """All entities, and the entity of each word of a name: (paragraph, word) -> index into `entities`.

    `families` lists the people of each family name, in lower case, who are known by their full name."""

    names: tuple[Name, ...]
    entities: tuple[Entity, ...]
    at: Mapping[tuple[int, int], int]
    families: Mapping[str, Sequence[int]]


def cast_of(names: Sequence[Name], parses: Sequence[Parse]) -> Cast:
    """Gather the names of an article."""
    groups = _people_groups(names, parses) + _other_groups(names, parses)
    entities = tuple(_entity(names, group, parses) for group in groups)
    at = {
        (names[n].paragraph, word): number
        for number, group in enumerate(groups)
        for n in group
        for word in range(names[n].first, names[n].last + 1)
    }
    families: dict[str, list[int]] = defaultdict(list)
    for number, entity in enumerate(entities):
        words = entity.name.split()
        if entity.kind == "person" and len(words) > 1:
            families[family_name(words)].append(number)
    return Cast(tuple(names), entities, at, families)


class _Full(NamedTuple):
    """The full names of people by key, with the keys of each family name, first name and word before the last."""

    groups: dict[Key, list[int]]
    by_family: Mapping[str, Sequence[Key]]
    by_first: Mapping[str, Sequence[Key]]
    by_middle: Mapping[str, Sequence[Key]]


class _Standing(NamedTuple):
    """How a person stands in the article so far: paragraph of the last full name that was a subject, mentions, last."""

    subject: int
    mentions: int
    last: int


def _people_groups(names: Sequence[Name], parses: Sequence[Parse]) -> list[list[int]]:
    people = [n for n, name in enumerate(names) if name.kind == "person"]
    full = _full_names(names, people)
    keys = {n: key for key, group in full.groups.items() for n in group}
    genders = _short_genders(names, people, parses)
    short: dict[str, list[int]] = defaultdict(list)
    seen: dict[Key, _Standing] = {}
    others = _namesakes(names, people, full)
    for n in people:
        other = n not in keys and names[n].address not in _FORMAL and family_name(names[n].words) in others
        officer = other and names[n].title < names[n].first
        key = None if officer else keys.get(n) or _owner(names, n, full, genders, seen)
        if key is None:
            short[family_name(names[n].words)].append(n)
            continue
        if n not in keys:
            full.groups[key].append(n)
        seen[key] = _standing(names[n], n, n in keys, parses, seen.get(key))
    return [sorted(group) for group in [*full.groups.values(), *short.values()]]


def _namesakes(names: Sequence[Name], people: Sequence[int], full: _Full) -> frozenset[str]:
    """Family names of somebody without a full name beside a relative with one: "Mr. Roe" beside Ana Roe."""
    told: set[str] = set()
    for n in people:
        word = family_name(names[n].words)
        gender = title_genders().get(names[n].address, "")
        keys = full.by_family.get(word, ())
        if len(names[n].words) == 1 and gender and keys and all(given_gender(k[0]) not in ("", gender) for k in keys):
            told.add(word)
    return frozenset(told)


def _standing(name: Name, number: int, is_full: bool, parses: Sequence[Parse], before: _Standing | None) -> _Standing:
    words = parses[name.paragraph].words
    head = words[words[name.last].head] if words[name.last].dep == "appos" else words[name.last]
    subject = is_full and head.dep in SUBJECTS
    known = before or _Standing(-2, 0, number)
    return _Standing(name.paragraph if subject else known.subject, known.mentions + 1, number)


def _full_names(names: Sequence[Name], people: Sequence[int]) -> _Full:
    groups: dict[Key, list[int]] = defaultdict(list)
    for n in people:
        if len(names[n].words) > 1 and not is_family_alone(names[n]):
            groups[_full_key(names[n].words)].append(n)
    _merge_endings(names, groups)
    by_family: dict[str, list[Key]] = defaultdict(list)
    by_first: dict[str, list[Key]] = defaultdict(list)
    by_middle: dict[str, list[Key]] = defaultdict(list)
    for key, group in groups.items():
        for called in {key[0]} | {names[n].nickname for n in group} - {""}:
            by_first[called].append(key)
        by_family[key[1]].append(key)
        for middle in {names[n].words[-2].casefold() for n in group if len(names[n].words) > _FULL_NAME}:
            by_middle[middle].append(key)  # the Ruiz of "Ana Ruiz Prado"
    return _Full(groups, by_family, by_first, by_middle)


def _merge_endings(names: Sequence[Name], full: dict[Key, list[int]]) -> None:
    """Give "Suu Kyi" to "Aung San Suu Kyi": a name that a longer one ends with."""
    endings: dict[tuple[str, ...], Key] = {}
    for key, group in full.items():
        for words in {names[n].words for n in group}:
            for start in range(1, len(words) - 1):
                endings.setdefault(words[start:], key)
    for key in list(full):
        longer = endings.get(names[full[key][0]].words)
        if longer is not None and longer != key and longer in full:
            full[longer] = sorted(full[longer] + full.pop(key))


def _full_key(words: Sequence[str]) -> Key:
    first = next((w for w in words if not is_initial(w)), words[0])
    return first.casefold(), family_name(words)


def _short_genders(names: Sequence[Name], people: Sequence[int], parses: Sequence[Parse]) -> dict[str, str]:
    """The gender of single names that only ever are a man's or a woman's, by the pronouns behind them."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for n in people:
        if len(names[n].words) == 1:
            votes[names[n].words[0].casefold()].update(pronoun_votes(names[n], parses))
    return {word: next(iter(c)) for word, c in votes.items() if len(c) == 1 and sum(c.values()) >= _SURE}


def _owner(
    names: Sequence[Name],
    number: int,
    full: _Full,
    genders: Mapping[str, str],
    seen: Mapping[Key, _Standing],
) -> Key | None:
    """The full name that a single word stands for: fitting in gender, then the nearest before, then any.

    Of several before, one who was just a subject by full name, else the one who is written of most."""
    word = family_name(names[number].words)
    keys = (full.by_family.get(word) or full.by_first.get(word) or full.by_middle.get(word, ()))[:_NAMESAKES]
    gender = title_genders().get(names[number].address, "") or genders.get(word, "")
    fitting = [key for key in keys if not gender or given_gender(key[0]) in ("", gender)]
    before = [key for key in fitting if key in seen]
    if len(fitting) < 2 or not before:
        return min(fitting, key=lambda key: (full.groups[key][0], key), default=None)
    here = names[number].paragraph
    return max(before, key=lambda key: (seen[key].subject >= here - 1, seen[key].mentions, seen[key].last))


def _other_groups(names: Sequence[Name], parses: Sequence[Parse]) -> list[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for n, name in enumerate(names):
        if name.kind != "person":
            groups[" ".join(name.words).casefold().removeprefix("the ")].append(n)
    longer = _long_forms(names, groups)
    definite = {key for key, group in groups.items() if any(_has_article(names[n], parses) for n in group)}
    owners = {
        key: owner
        for key, group in groups.items()
        if (owner := _long_form(names[group[0]], key, longer, definite=key in definite)) is not None
    }
    for key, owner in owners.items():
        while owner in owners:
            owner = owners[owner]
        if owner != key:
            groups[owner] += groups.pop(key)
    return [sorted(group) for group in groups.values()]


def _has_article(name: Name, parses: Sequence[Parse]) -> bool:
    """ "the Survey", "the Standing Commission": what stands for a longer name."""
    words = parses[name.paragraph].words
    return words[name.first].lower == "the" or (name.first > 0 and words[name.first - 1].lower == "the")


def _long_forms(names: Sequence[Name], groups: Mapping[str, Sequence[int]]) -> Mapping[str, Sequence[str]]:
    """The names of several words by each short form of theirs: initials, endings, what stands before "Bank" or "of"."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, group in groups.items():
        words = key.split()
        if not 2 <= len(words) <= _LONGEST or names[group[0]].kind == "place":
            continue
        found[_initials(key)].add(key)
        for start in range(1, len(words)):
            found[" ".join(words[start:])].add(key)
        while len(words) > 1 and words[-1] in entries("company_suffixes"):
            words.pop()
            found[" ".join(words)].add(key)
        found[" ".join(takewhile(lambda word: word not in ("of", "for"), words))].add(key)
    return {short: sorted(keys) for short, keys in found.items()}


def _long_form(name: Name, key: str, longer: Mapping[str, Sequence[str]], *, definite: bool) -> str | None:
    """The long form of an acronym, of an ending ("Red Cross") or of a company's name, if only one name has it."""
    letters = key.replace(".", "")
    acronym = len(name.words) == 1 and len(letters) > 1 and name.words[0].isupper()
    matching = [other for other in longer.get(letters if acronym else key, ()) if other != key]
    if name.kind == "place" and not acronym:
        matching = [other for other in matching if other.split()[-1] in _FORMS and other.startswith(key)]
    ending = any(other.endswith(" " + key) for other in matching)
    tells = " " in key or acronym or not ending or definite
    tells = tells or key in entries("organization_nouns") | entries("club_names")
    return matching[0] if len(matching) == 1 and tells else None


def _initials(key: str) -> str:
    return "".join(w[0] for w in key.replace("-", " ").split() if w not in ("of", "the", "and", "for", "&", "on", "in"))


def _entity(names: Sequence[Name], group: Sequence[int], parses: Sequence[Parse]) -> Entity:
    fullest = max(group, key=lambda n: (len(names[n].words), -n))
    kind = Counter(names[n].kind for n in group).most_common(1)[0][0]
    kind = "organization" if names[fullest].kind == "organization" else kind
    gender = gender_of([names[n] for n in group], parses) if kind == "person" else ""
    words = names[fullest].words
    words = words[1:] if words[0] == "The" and len(words) > 1 else words
    return Entity(kind, " ".join(words), tuple(group), gender)
