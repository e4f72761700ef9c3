"""Whether somebody is a man or a woman, as far as the article shows it: by title, given name, pronouns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from audit.extraction.lexicon import entries
from audit.extraction.mentions.names import Name
from audit.extraction.mentions.offices import title_genders
from audit.extraction.parsing.grammar import SUBJECTS
from audit.extraction.parsing.parse import Parse, Word

_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})


def gender_of(names: Sequence[Name], parses: Sequence[Parse]) -> str:
    """Title, then given name, then the pronouns that follow the name in its sentence."""
    for name in names:
        if title := title_genders().get(name.address):
            return title
    full = [name for name in names if len(name.words) > 1]
    for name in full or names:
        if given := given_gender(name.words[0].casefold()):
            return given
    for chosen in (full, names):
        votes = Counter(vote for name in chosen for vote in pronoun_votes(name, parses))
        if votes:
            return votes.most_common(1)[0][0]
    return ""


def pronoun_votes(name: Name, parses: Sequence[Parse]) -> Iterator[str]:
    """The pronoun behind the name in its sentence; of a subject, also the one that opens the next sentence."""
    words = parses[name.paragraph].words
    named = False
    for index in range(name.last + 1, len(words)):
        word = words[index]
        if word.sentence != words[name.last].sentence:
            yield from _opening_vote(words, name, word)
            return
        if word.entity == "PERSON":
            return
        named = named or word.tag == "NNP"
        if not named and (word.lower in _MALE or word.lower in _FEMALE):
            yield "m" if word.lower in _MALE else "f"
            return
    following = parses[name.paragraph + 1].words[:1] if name.paragraph + 1 < len(parses) else ()
    for word in following:
        yield from _opening_vote(words, name, word)


def _opening_vote(words: Sequence[Word], name: Name, opening: Word) -> Iterator[str]:
    if words[name.last].dep in SUBJECTS and opening.lower in ("he", "she"):
        yield "m" if opening.lower == "he" else "f"


def given_gender(first: str) -> str:
    """m or f for a given name of one list; nothing for a name of both or none."""
    male, female = first in entries("given_names_male"), first in entries("given_names_female")
    return "" if male == female else "m" if male else "f"
