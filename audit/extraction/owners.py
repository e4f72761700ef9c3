"""Which organization "its director", "the union's president" and "a company spokesman" speak of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from audit.extraction.grammar import SUBJECTS
from audit.extraction.lexicon import entries
from audit.extraction.mentions import Name
from audit.extraction.passage import POSSESSIVES, Body, Passage, is_organization_noun

_PRONOUNS = frozenset({"its", "their"})
_REACH = 12  # organizations back
_NO_BODIES = frozenset(
    {"program", "programme", "project", "service", "services", "standard", "staff", "operator", "supplier", "carrier"}
    | {"house", "force", "forces", "business", "press", "paper", "post", "times", "monitor", "mission", "conference"}
)  # in lower case behind a name they are things of its owner
_LONG_REACH = 200  # for a noun that the name itself has ("the council's leader")


def bodies_of(passages: Sequence[Passage]) -> tuple[Body, ...]:
    """The organizations of the article, in order, where they are named."""
    return tuple(body for passage in passages for body in _bodies_in(passage))


def _bodies_in(passage: Passage) -> Iterator[Body]:
    names = passage.cast.names
    first = bisect_left(names, passage.number, key=lambda name: name.paragraph)
    last = bisect_left(names, passage.number + 1, key=lambda name: name.paragraph)
    for name in names[first:last]:
        end = _with_nouns(passage, name)
        if end > name.last or passage.kind(name.last) == "organization":
            words = passage.parse.words
            first = name.first + (words[name.first].lower == "the" and name.first < name.last)
            nouns = frozenset(word.lower for word in words[first : end + 1])
            called = passage.affiliation(first, end)
            yield Body(passage.number, end, name.last, called, nouns, words[end].dep in SUBJECTS)


def _with_nouns(passage: Passage, name: Name) -> int:
    """The last word of "Clinton's campaign" or "Fairtown school board", whose nouns are in lower case."""
    words = passage.parse.words
    end = name.last
    after = end + 1 + (end + 1 < len(words) and words[end + 1].text in POSSESSIVES)
    while after < len(words) and words[after].text.islower() and is_organization_noun(passage, after):
        if words[after].lower in _NO_BODIES:
            break
        end, after = after, after + 1
    return end


def owner_of(passage: Passage, first: int, last: int) -> Body | None:
    """The organization that a phrase leaves to the reader: by "its", or by a noun such as "company"."""
    words = passage.parse.words
    for index in range(max(0, first - 1), last + 1):
        lower = words[index].lower
        if lower in _PRONOUNS and index <= first:
            return _last_body(passage, index)
        plain = words[index].text.islower() and words[index].tag == "NN" and can_own(lower)
        if plain or (lower in entries("bare_bodies") and words[index].tag.startswith("NN")):
            found = body_called(passage, index, lower)
            if found is not None:
                return found
    return None


def can_own(lower: str) -> bool:
    """Whether the lower-case word is a noun for an organization."""
    return lower in entries("organization_nouns") or lower in entries("generic_bodies")


def _before(passage: Passage, index: int) -> int:
    return bisect_left(passage.bodies, (passage.number, index), key=lambda body: (body.paragraph, body.last))


def body_called(passage: Passage, index: int, noun: str) -> Body | None:
    """The last organization whose name has the noun; for "company" and its like any, if the name tells no other."""
    end = _before(passage, index)
    for body in reversed(passage.bodies[max(0, end - _LONG_REACH) : end]):
        if noun in body.nouns:
            return body
    return _last_body(passage, index) if noun in entries("generic_bodies") else None


def _last_body(passage: Passage, index: int) -> Body | None:
    """The organization named last as a subject nearby, else the first of the paragraph, else the one named last."""
    end = _before(passage, index)
    recent = [b for b in passage.bodies[max(0, end - _REACH) : end] if b.paragraph >= passage.number - 2]
    leading = [b for b in recent if b.subject]
    here = [b for b in recent if b.paragraph == passage.number]
    chosen = leading[-1:] or here[:1] or recent[-1:]
    return chosen[0] if chosen else None
