"""Who is whose daughter or husband: "Ruiz's oldest daughter, Itzel"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from audit.extraction.affiliations.passage import POSSESSIVES, Passage
from audit.extraction.affiliations.role_phrases import KIN
from audit.extraction.mentions.names import Name

_BETWEEN = 4  # words of "Ruiz's oldest daughter, "


class Tie(NamedTuple):
    """Another person, and the noun for what one of the two is to the other: the other's, or (`of_other`) one's own."""

    noun: str
    other: int
    of_other: bool


def relatives_of(passages: Sequence[Passage]) -> Mapping[int, Sequence[Tie]]:
    """The ties that the article tells, by person."""
    found: dict[int, list[Tie]] = defaultdict(list)
    for name in passages[0].cast.names if passages else ():
        owner, noun = _owner_before(passages[name.paragraph], name)
        if owner >= 0:
            number = passages[0].cast.at[name.paragraph, name.last]
            found[owner].append(Tie(noun, number, of_other=False))
            found[number].append(Tie(noun, owner, of_other=True))
    return found


def _owner_before(passage: Passage, name: Name) -> tuple[int, str]:
    """Whose relative the phrase before a name says it is, and the noun; (-1, "") if it says nothing."""
    words = passage.parse.words
    noun = name.title - 1 - (name.title > 1 and words[name.title - 1].text == ",")
    if name.kind != "person" or noun < 1 or words[noun].lower not in KIN:
        return -1, ""
    mark = next((i for i in range(noun - 1, max(0, noun - _BETWEEN), -1) if words[i].text in POSSESSIVES), 0)
    if not mark or passage.kind(mark - 1) != "person":
        return -1, ""
    return passage.cast.at[passage.number, mark - 1], words[noun].lower
