"""People whom the lead describes and the text names later: "A baker was fined. Ada Roe, 40, said she was sorry." """

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audit.extraction.affiliations.passage import Passage
from audit.extraction.affiliations.role_phrases import Statement, read_role
from audit.extraction.lexicon import entries
from audit.extraction.mentions.cast import Cast
from audit.extraction.mentions.offices import is_person_noun
from audit.extraction.parsing.grammar import SUBJECTS, noun_phrase
from audit.extraction.parsing.parse import Parse

LEAD = 3
"""Paragraphs, headline and standfirst among them, that may hold back a name."""

_NAME = 6  # words of a name that opens a paragraph
_MANY = frozenset(
    {"official", "expert", "resident", "member", "leader", "worker", "witness", "victim", "supporter", "aide"}
)


def is_telling(noun: str) -> bool:
    """Whether a noun tells one person from others: "baker", but not "official" or "spokesman"."""
    return is_person_noun(noun) and noun not in entries("staff_roles") | _MANY


def told_in_the_lead(
    passages: Sequence[Passage], cast: Cast, statements: Mapping[int, Sequence[Statement]]
) -> tuple[int, Statement] | None:
    """Of whom the lead spoke, and what it said: the first paragraph after it begins with the name and no post."""
    for passage in passages[:LEAD]:
        subject = _described_subject(passage.parse)
        if subject is None or passage.number + 1 >= len(passages):
            continue
        number = _opening_name(passages[passage.number + 1].parse, passage.number + 1, cast)
        if number is None or any(s.role for s in statements.get(number, ())):
            return None
        words = noun_phrase(passage.parse, subject)
        told = read_role(passage, words[0], words[-1], 1)
        return None if told is None or told.role is None else (number, told)
    return None


def _described_subject(parse: Parse) -> int | None:
    """The head of an "A retired baker" that opens a paragraph as its subject, without a name beside it."""
    if not parse.words or parse.words[0].lower not in ("a", "an"):
        return None
    for index, word in enumerate(parse.words):
        if word.dep in SUBJECTS and parse.words[word.head].dep == "ROOT" and word.sentence == 0:
            first = min(parse.subtree(index)) == 0
            judging = word.lower in entries("finding_nouns")
            told = first and word.tag == "NN" and is_telling(word.lower) and not judging
            return index if told and not parse.children_by(index, "appos") else None
    return None


def _opening_name(parse: Parse, paragraph: int, cast: Cast) -> int | None:
    """The person by whose full name a paragraph begins as its subject."""
    number = cast.at.get((paragraph, 0))
    if number is None or cast.entities[number].kind != "person" or " " not in cast.entities[number].name:
        return None
    last = max(word for (where, word), one in cast.at.items() if where == paragraph and one == number and word < _NAME)
    return number if parse.words[last].dep in SUBJECTS else None
