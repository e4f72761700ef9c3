"""One paragraph with the names in it: what statements about a person are read from."""

from __future__ import annotations

from typing import NamedTuple

from audit.extraction.lexicon import entries
from audit.extraction.mentions.cast import Cast
from audit.extraction.mentions.people import is_given_name
from audit.extraction.parsing.parse import Parse, words_span
from audit.extraction.types import Affiliation, Span

POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


class Body(NamedTuple):
    """An organization where the article names it: the place of its last word, and whether it is a subject there.

    `name` is the last word of the name in it: that of "Roe" in "Roe's campaign"."""

    paragraph: int
    last: int
    name: int
    affiliation: Affiliation
    nouns: frozenset[str]
    subject: bool
    sentence: int


class Passage(NamedTuple):
    """A paragraph of the article; `bodies` are the organizations of the whole article, in order."""

    text: str
    number: int
    parse: Parse
    cast: Cast
    bodies: tuple[Body, ...] = ()

    def kind(self, index: int) -> str:
        """What the article takes the name at this word for: person, organization, place, unknown; "" for no name."""
        number = self.cast.at.get((self.number, index))
        return "" if number is None else self.cast.entities[number].kind

    def in_name(self, index: int) -> bool:
        """Whether the word stands inside the name of an organization or place: the "of" of "Ministry of Works"."""
        number = self.cast.at.get((self.number, index))
        return (
            number is not None and number == self.cast.at.get((self.number, index + 1)) and self.kind(index) != "person"
        )

    def is_person(self, index: int) -> bool:
        """Whether the name at this word is surely a person's: by a full name, a title, a given name or a pronoun."""
        number = self.cast.at.get((self.number, index))
        if number is None or self.cast.entities[number].kind != "person":
            return False
        entity = self.cast.entities[number]
        words = entity.name.split()
        titled = any(self.cast.names[n].address for n in entity.members)
        return len(words) > 1 or bool(entity.gender) or titled or is_given_name(words[0].lower())

    def named(self, index: int) -> Affiliation:
        """The whole name that begins at the word as that of an organization."""
        number, last = self.cast.at.get((self.number, index)), index
        while number is not None and self.cast.at.get((self.number, last + 1)) == number:
            last += 1
        return self.affiliation(index, last)

    def affiliation(self, first: int, last: int) -> Affiliation:
        """The words from one to another as the name of an organization."""
        span: Span = words_span(self.parse, first, last)
        return Affiliation(" ".join(self.text[slice(*span)].split()), span)


def is_organization_noun(passage: Passage, index: int) -> bool:
    """Whether the word is a noun such as "trust" or "council", alone or at the end of a name."""
    word = passage.parse.words[index]
    return word.lower in entries("organization_nouns") and word.tag.startswith("NN")


def in_word(parse: Parse, index: int) -> bool:
    """A hyphen without a space before it, whatever the tagger takes it for."""
    return parse.words[index].text == "-" and index > 0 and parse.words[index - 1].end == parse.words[index].start
