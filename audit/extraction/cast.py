"""Who is who: names gathered into people and organizations, with gender where the article shows it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from audit.extraction.grammar import SUBJECTS
from audit.extraction.lexicon import entries
from audit.extraction.mentions import Name, family_name, is_given_name, is_initial, title_genders
from audit.extraction.parse import Parse

_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_SURE = 3


class Entity(NamedTuple):
    """A person, organization or place of the article: the fullest name and which of the names are its own."""

    kind: str
    name: str
    members: tuple[int, ...]
    gender: str


class Cast(NamedTuple):
    """All entities, and the entity of each word of a name: (paragraph, word) -> index into `entities`."""

    names: tuple[Name, ...]
    entities: tuple[Entity, ...]
    at: Mapping[tuple[int, int], int]


def cast_of(names: Sequence[Name], parses: Sequence[Parse]) -> Cast:
    """Gather the names of an article."""
    groups = _people_groups(names, parses) + _other_groups(names)
    entities = tuple(_entity(names, group, parses) for group in groups)
    at = {
        (names[n].paragraph, word): number
        for number, group in enumerate(groups)
        for n in group
        for word in range(names[n].title, names[n].last + 1)
    }
    return Cast(tuple(names), entities, at)


def _people_groups(names: Sequence[Name], parses: Sequence[Parse]) -> list[list[int]]:
    people = [n for n, name in enumerate(names) if name.kind == "person"]
    full: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n in people:
        if len(names[n].words) > 1:
            full[_full_key(names[n])].append(n)
    _merge_endings(names, full)
    short: dict[str, list[int]] = defaultdict(list)
    genders = _short_genders(names, people, parses)
    for n in people:
        if len(names[n].words) == 1:
            key = _owner(names, n, full, genders, parses)
            if key is None:
                short[names[n].words[0].casefold()].append(n)
            else:
                full[key].append(n)
    return [sorted(group) for group in [*full.values(), *short.values()]]


def _merge_endings(names: Sequence[Name], full: dict[tuple[str, str], list[int]]) -> None:
    """Give "Suu Kyi" to "Aung San Suu Kyi": a name that a longer one ends with."""
    for key in list(full):
        words = names[full[key][0]].words
        longer = [k for k in full if k != key and any(names[n].words[-len(words) :] == words for n in full[k])]
        if longer:
            full[longer[0]] = sorted(full[longer[0]] + full.pop(key))


def _full_key(name: Name) -> tuple[str, str]:
    first = next((w for w in name.words if not is_initial(w)), name.words[0])
    return first.casefold(), family_name(name.words)


def _short_genders(names: Sequence[Name], people: Sequence[int], parses: Sequence[Parse]) -> dict[str, str]:
    """The gender of single names that only ever are a man's or a woman's, by the pronouns behind them."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for n in people:
        if len(names[n].words) == 1:
            votes[names[n].words[0].casefold()].update(_pronoun_votes(names[n], parses[names[n].paragraph]))
    return {word: next(iter(c)) for word, c in votes.items() if len(c) == 1 and sum(c.values()) >= _SURE}


def _owner(
    names: Sequence[Name],
    number: int,
    full: Mapping[tuple[str, str], list[int]],
    genders: Mapping[str, str],
    parses: Sequence[Parse],
) -> tuple[str, str] | None:
    """The full name that a single word stands for: fitting in gender, then the nearest before, then any."""
    word = names[number].words[0].casefold()
    keys = [key for key in full if key[1] == word] or [key for key in full if key[0] == word]
    gender = title_genders().get(names[number].address, "") or genders.get(word, "")
    fitting = [key for key in keys if not gender or _given_gender(key[0]) in ("", gender)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    before = [key for key in fitting if min(full[key]) < number]
    if not before:
        return min((min(full[key]), key) for key in fitting)[1]
    known = {key: (_is_at_hand(names, full[key], number, parses), _standing(full[key], number)) for key in before}
    return max(known, key=lambda key: known[key])


def _is_at_hand(names: Sequence[Name], group: Sequence[int], number: int, parses: Sequence[Parse]) -> bool:
    """Whether the full name was the subject of a sentence in this paragraph or the one before."""
    for n in group:
        near = n < number and names[n].paragraph >= names[number].paragraph - 1
        subject = parses[names[n].paragraph].words[names[n].last].dep in SUBJECTS
        if near and subject and len(names[n].words) > 1:
            return True
    return False


def _standing(group: Sequence[int], number: int) -> tuple[int, int]:
    """How often the name was used before; the family name alone goes with the one who is written of most."""
    before = [n for n in group if n < number]
    return len(before), max(before)


def _given_gender(first: str) -> str:
    male, female = first in entries("given_names_male"), first in entries("given_names_female")
    return "" if male == female else "m" if male else "f"


def _other_groups(names: Sequence[Name]) -> list[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for n, name in enumerate(names):
        if name.kind != "person":
            groups[" ".join(name.words).casefold().removeprefix("the ")].append(n)
    for key in list(groups):
        owner = _long_form(key, names[groups[key][0]], groups)
        if owner is not None:
            groups[owner] += groups.pop(key)
    return [sorted(group) for group in groups.values()]


def _long_form(key: str, name: Name, groups: Mapping[str, list[int]]) -> str | None:
    """The long form of an acronym or of a last word that only one longer name ends with."""
    if len(name.words) > 1:
        return None
    letters = key.replace(".", "")
    if len(letters) > 1 and name.words[0].isupper():
        matching = [other for other in groups if " " in other and _initials(other) == letters]
        return matching[0] if len(matching) == 1 else None
    if key in entries("organization_nouns"):
        matching = [other for other in groups if other.endswith(" " + key)]
        return matching[0] if len(matching) == 1 else None
    return None


def _initials(key: str) -> str:
    return "".join(w[0] for w in key.replace("-", " ").split() if w not in ("of", "the", "and", "for", "&", "on", "in"))


def _entity(names: Sequence[Name], group: Sequence[int], parses: Sequence[Parse]) -> Entity:
    fullest = max(group, key=lambda n: (len(names[n].words), -n))
    kind = Counter(names[n].kind for n in group).most_common(1)[0][0]
    gender = _gender([names[n] for n in group], parses) if kind == "person" else ""
    words = names[fullest].words
    words = words[1:] if words[0] == "The" and len(words) > 1 else words
    return Entity(kind, " ".join(words), tuple(group), gender)


def _gender(names: Sequence[Name], parses: Sequence[Parse]) -> str:
    """Title, then given name, then the pronouns that follow the name in its sentence."""
    for name in names:
        if title := title_genders().get(name.address):
            return title
    for name in names:
        tells = len(name.words) > 1 or is_given_name(name.words[0].lower())
        if tells and (given := _given_gender(name.words[0].casefold())):
            return given
    for chosen in ([name for name in names if len(name.words) > 1], names):
        votes = Counter(vote for name in chosen for vote in _pronoun_votes(name, parses[name.paragraph]))
        if votes:
            return votes.most_common(1)[0][0]
    return ""


def _pronoun_votes(name: Name, parse: Parse) -> Iterator[str]:
    sentence = parse.words[name.last].sentence
    for word in parse.words[name.last + 1 :]:
        if word.sentence != sentence or word.entity == "PERSON":
            return
        if word.lower in _MALE or word.lower in _FEMALE:
            yield "m" if word.lower in _MALE else "f"
            return
