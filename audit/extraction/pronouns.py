"""Whom a pronoun, or a description that serves as one, stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from audit.extraction.attach import Draft, Mention
from audit.extraction.cast import Cast
from audit.extraction.grammar import SUBJECTS
from audit.extraction.links import Scene
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
    statements: Mapping[int, Sequence[Statement]]


def speaker_of(known: Known, number: int) -> Speaker:
    entity = known.cast.entities[number]
    kind: SourceKind = "person" if entity.kind == "person" else "organization"
    if entity.kind == "unknown" and len(entity.name.split()) in (2, 3):
        kind = "person"
    return Speaker(f"entity:{number}", entity.name, kind)


def nearest_person(
    known: Known, mention: Mention, gender: str, earlier: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> Speaker | None:
    """The best person before the pronoun: near, a subject, a speaker, of fitting gender."""
    scores: dict[int, float] = {}
    cast = known.cast
    for paragraph, word, number in _people_before(known, mention):
        entity = cast.entities[number]
        own = _gender_of(known, number)
        if gender and own not in ("", gender):
            continue
        score = _salience(known, paragraph, word, mention) - 1.2 * (not own) - 1.0 * (entity.kind != "person")
        scores[number] = max(scores.get(number, -99.0), score)
    for draft, speaker in list(zip(earlier, speakers, strict=False))[-4:]:
        if speaker is None or not speaker.key.startswith("entity:") or draft.speaker is None:
            continue
        number = int(speaker.key.removeprefix("entity:"))
        if cast.entities[number].kind == "person" and (not gender or _gender_of(known, number) in ("", gender)):
            where = draft.speaker
            if (where.paragraph, where.head) < (mention.paragraph, mention.head):
                score = _salience(known, where.paragraph, where.head, mention) + 0.9
                scores[number] = max(scores.get(number, -99.0), score)
    if not scores:
        return None
    return speaker_of(known, max(scores, key=lambda n: (scores[n], -n)))


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
    for name in known.cast.names:
        near = mention.paragraph - _REACH <= name.paragraph <= mention.paragraph
        if near and (name.paragraph, name.last) < (mention.paragraph, mention.head):
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
    for name in known.cast.names:
        near = mention.paragraph - 1 <= name.paragraph <= mention.paragraph
        before = (name.paragraph, name.last) < (mention.paragraph, mention.head)
        word = known.scenes[name.paragraph].parse.words[name.last]
        if near and before and name.kind == "organization" and word.dep in SUBJECTS:
            best = known.cast.at[name.paragraph, name.last]
    return None if best is None else speaker_of(known, best)
