"""What is known of items, of those who publish them, and of the claim they are used on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How one body stands to another."""

    SAME = "is"
    PART = "is part of"
    WHOLE = "is the body above"


@dataclass(frozen=True, slots=True)
class Body:
    """An organization or a name. `key` is the same for the same body; `above` are the keys of all it is part of."""

    key: str
    name: str
    above: tuple[str, ...] = ()


def relation(one: Body, other: Body) -> Relation | None:
    """How one body stands to the other in a straight line up or down; None if it does not."""
    if one.key == other.key:
        return Relation.SAME
    if other.key in one.above:
        return Relation.PART
    return Relation.WHOLE if one.key in other.above else None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of evidence. `marks` are what it is known by (address, digests of its bytes, its words): items that share
    one are one origin. `goes_back_to` is the key of another item, `article` that of the article it is a copy of."""

    key: str
    title: str
    kind: str
    marks: frozenset[str] = frozenset()
    goes_back_to: str | None = None
    article: str | None = None
    publishers: tuple[Body, ...] = ()
    owners: tuple[Body, ...] = ()
    host: str = ""
    is_hidden: bool = False

    @property
    def called(self) -> str:
        """The item in a sentence; nothing about one that the reader may not see."""
        return "an item that you may not see" if self.is_hidden else f"“{self.title}”"


@dataclass(frozen=True, slots=True)
class Side:
    """Whom the evidence on a claim must not come from: the speaker with the bodies that the speaker speaks for, and the
    outlet with its owners at the time. `article` is the audited one, or the one whose text it has."""

    speaker: Body | None = None
    bodies: tuple[Body, ...] = ()
    outlet: Body | None = None
    owners: tuple[Body, ...] = ()
    domains: frozenset[str] = frozenset()
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """One use of an item, with the reviewer's answer on independence: yes, no or unknown."""

    key: str
    item: str
    stance: str
    independent: str
    is_attribution: bool = False
    why: str = ""
