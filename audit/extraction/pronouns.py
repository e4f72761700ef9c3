"""Whom a pronoun, or a description that serves as one, stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from audit.extraction.attach import Draft, Mention
from audit.extraction.cast import Cast
from audit.extraction.grammar import SUBJECTS
from audit.extraction.lexicon import entries
from audit.extraction.links import Scene
from audit.extraction.passage import Passage
from audit.extraction.role_phrases import Statement
from audit.extraction.types import SourceKind

HE = frozenset({"he", "him", "his"})
SHE = frozenset({"she", "her", "hers"})
THEY = frozenset({"they", "them", "their", "it", "its"})
_HER_ROLES = frozenset(
    [
        "wife",
        "mother",
        "sister",
        "daughter",
        "aunt",
        "widow",
        "actress",
        "queen",
        "princess",
        "nun",
        "waitress",
        "headmistress",
    ]
)
_HIS_ROLES = frozenset(
    [
        "husband",
        "father",
        "brother",
        "son",
        "uncle",
        "widower",
        "actor",
        "king",
        "prince",
        "monk",
        "waiter",
        "headmaster",
    ]
)
_REACH = 8


class Speaker(NamedTuple):
    """Who a mention is: the key of a source, its name and kind."""

    key: str
    name: str
    kind: SourceKind


class Known(NamedTuple):
    text: str
    scenes: Sequence[Scene]
    cast: Cast
    passages: Sequence[Passage]
    statements: Mapping[int, Sequence[Statement]]


def speaker_of(known: Known, number: int) -> Speaker:
    """The entity as a speaker; members of a party ("Democrats") are a group."""
    entity = known.cast.entities[number]
    kind: SourceKind = "person" if entity.kind == "person" else "organization"
    if entity.kind == "unknown" and len(entity.name.split()) in (2, 3):
        kind = "person"
    lower = entity.name.lower()
    if lower.endswith("s") and lower.removesuffix("s") in entries("party_members"):
        kind = "group"
    return Speaker(f"entity:{number}", entity.name, kind)


def nearest_person(
    known: Known, mention: Mention, gender: str, earlier: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> Speaker | None:
    """The best person before the pronoun: near, a subject, a speaker, of fitting gender ("" fits all)."""
    scores: dict[Speaker, float] = {}
    for paragraph, word, number in _people_before(known, mention):
        own = _gender_of(known, number)
        if gender and own not in ("", gender):
            continue
        doubt = 1.2 * (not own) + 1.0 * (known.cast.entities[number].kind != "person")
        _raise(scores, speaker_of(known, number), _salience(known, paragraph, word, mention) - doubt)
    for draft, speaker in list(zip(earlier, speakers, strict=False))[-4:]:
        where = draft.speaker
        if speaker is None or where is None or (where.paragraph, where.head) >= (mention.paragraph, mention.head):
            continue
        if _fits(known, mention, where, speaker, gender):
            _raise(scores, speaker, _salience(known, where.paragraph, where.head, mention) + 0.9)
    return max(scores, key=lambda s: (scores[s], s.key)) if scores else None


def _raise(scores: dict[Speaker, float], speaker: Speaker, score: float) -> None:
    scores[speaker] = max(scores.get(speaker, score), score)


def _fits(known: Known, mention: Mention, where: Mention, speaker: Speaker, gender: str) -> bool:
    """Whether one who spoke before can be meant: a person of that gender, or "a woman", "a witness"."""
    if speaker.key.startswith("entity:"):
        number = int(speaker.key.removeprefix("entity:"))
        person = known.cast.entities[number].kind == "person"
        return person and (not gender or _gender_of(known, number) in ("", gender))
    noun = known.scenes[where.paragraph].parse.words[where.head].lower
    told = "f" if noun.endswith("woman") or noun in _HER_ROLES else "m" if noun.endswith("man") else ""
    close = where.paragraph == mention.paragraph or (bool(told) and where.paragraph == mention.paragraph - 1)
    return speaker.kind == "unnamed" and close and (not told or told == gender)


def _gender_of(known: Known, number: int) -> str:
    """By the name, else by a role that tells it: "wife", "spokeswoman", "chairman"."""
    entity = known.cast.entities[number]
    if entity.gender:
        return entity.gender
    roles = {word for s in known.statements.get(number, ()) if s.role for word in s.role.lower().split()}
    if any(word in _HER_ROLES or word.endswith("woman") for word in roles):
        return "f"
    return "m" if any(word in _HIS_ROLES or word.endswith("man") for word in roles) else ""


def _people_before(known: Known, mention: Mention) -> Iterator[tuple[int, int, int]]:
    """Paragraph, last word and entity of the names of people not too far before the mention."""
    names = known.cast.names
    first = bisect_left(names, mention.paragraph - _REACH, key=lambda name: name.paragraph)
    last = bisect_left(names, mention.paragraph + 1, key=lambda name: name.paragraph)
    for name in names[first:last]:
        if (name.paragraph, name.last) < (mention.paragraph, mention.head):
            number = known.cast.at[name.paragraph, name.last]
            if known.cast.entities[number].kind in ("person", "unknown"):
                yield name.paragraph, name.last, number


def _salience(known: Known, paragraph: int, word: int, mention: Mention) -> float:
    parse = known.scenes[paragraph].parse
    if paragraph == mention.paragraph:
        distance = float(parse.words[mention.head].sentence - parse.words[word].sentence)
    else:
        here = known.scenes[mention.paragraph].parse.words[mention.head].sentence
        distance = 1.5 * (mention.paragraph - paragraph) + 0.3 * here
        distance += 0.3 * (parse.words[-1].sentence - parse.words[word].sentence)
    subject = parse.words[word].dep in SUBJECTS
    leads = subject and parse.words[parse.words[word].head].dep == "ROOT"
    owner = parse.words[word].dep == "poss"
    return -distance + 0.7 * subject + 0.5 * leads - 0.5 * owner


def nearest_group(
    known: Known, mention: Mention, earlier: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> Speaker | None:
    """A group or organization: the last that spoke nearby, else the last named before as a subject."""
    for draft, speaker in reversed(list(zip(earlier, speakers, strict=False))[-4:]):
        near = draft.paragraph >= mention.paragraph - 2
        if near and speaker is not None and speaker.kind in ("group", "organization", "document"):
            return speaker
    best = None
    names = known.cast.names
    first = bisect_left(names, mention.paragraph - 1, key=lambda name: name.paragraph)
    last = bisect_left(names, mention.paragraph + 1, key=lambda name: name.paragraph)
    for name in names[first:last]:
        near = mention.paragraph - 1 <= name.paragraph <= mention.paragraph
        before = (name.paragraph, name.last) < (mention.paragraph, mention.head)
        word = known.scenes[name.paragraph].parse.words[name.last]
        if near and before and name.kind == "organization" and word.dep in SUBJECTS:
            best = known.cast.at[name.paragraph, name.last]
    return None if best is None else speaker_of(known, best)
