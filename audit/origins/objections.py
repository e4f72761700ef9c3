"""What speaks against an item's independence, by itself: each rule looks at one item and one claim's side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from audit.origins.facts import Body, Item, Relation, Side, relation

OF_THE_SPEAKER = {
    "claimant": "is the claimant's own evidence",
    "confirmation": "is the speaker's own confirmation",
    "post": "is a post by the speaker",
}


class Ground(StrEnum):
    """Why the machine does not take an item for independent."""

    SPEAKER = "speaker", "leads back to the speaker"
    SIDE = "side", "leads back to the speaker's side"
    OUTLET = "outlet", "leads back to the outlet or its owner"
    ARTICLE = "article", "is a copy of the audited article"
    DENIAL = "denial", "is a bare denial"
    SEARCH = "search", "is a search that found nothing"

    label: str

    def __new__(cls, value: str, label: str) -> Ground:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @property
    def contradicts_yes(self) -> bool:
        """Whether “independent: yes” is at odds with it. A denial or a search may well be independent; it only does
        not count as support."""
        return self not in (Ground.DENIAL, Ground.SEARCH)


@dataclass(frozen=True, slots=True)
class Objection:
    """One reason, with a sentence that names what it rests on."""

    ground: Ground
    sentence: str


def objections_to(item: Item, side: Side, *, is_attribution: bool) -> tuple[Objection, ...]:
    """What speaks against the item by itself. Whether words were said, the speaker's own record shows best: there the
    speaker and the speaker's side are no objection."""
    found = list(_by_kind(item)) + list(_by_outlet(item, side))
    if not is_attribution:
        # The record of an act counts even when the speaker's body issued it.
        found = [*_by_speaker(item), *(() if item.kind == "act" else _by_side(item, side)), *found]
    return tuple(found)


def _by_kind(item: Item) -> Iterator[Objection]:
    if item.kind == "search":
        yield Objection(Ground.SEARCH, "It is a search that found nothing: nobody's word for or against it.")
    elif item.kind == "denial":
        yield Objection(Ground.DENIAL, "It is a bare denial, which does not by itself contradict.")


def _by_speaker(item: Item) -> Iterator[Objection]:
    if said := OF_THE_SPEAKER.get(item.kind):
        yield Objection(Ground.SPEAKER, f"{_begin(item)} {said}.")


def _by_side(item: Item, side: Side) -> Iterator[Objection]:
    if side.speaker:
        yield from _related(item, side.speaker, Ground.SPEAKER, lambda body: f"{body.name}, who speaks here")
    for body in side.bodies:
        yield from _related(item, body, Ground.SIDE, lambda body: f"{body.name}, for which the speaker speaks")


def _by_outlet(item: Item, side: Side) -> Iterator[Objection]:
    if item.article and item.article == side.article:
        yield Objection(Ground.ARTICLE, f"{_begin(item)} is the audited article or a copy of it.")
    elif item.host and any(item.host == domain or item.host.endswith(f".{domain}") for domain in side.domains):
        yield Objection(Ground.OUTLET, f"{_begin(item)} stands on the outlet's own site.")
    if side.outlet:
        yield from _related(item, side.outlet, Ground.OUTLET, lambda body: f"{body.name}, the outlet itself")
    for owner in side.owners:
        yield from _related(item, owner, Ground.OUTLET, lambda body: f"{body.name}, which owns the outlet")


def _related(item: Item, other: Body, ground: Ground, named: Callable[[Body], str]) -> Iterator[Objection]:
    for bodies, role in ((item.publishers, "publisher"), (item.owners, "owner")):
        for body in bodies:
            if how := relation(body, other):
                yield Objection(ground, _sentence(item, role, body, how, named(other)))
                return


def _sentence(item: Item, role: str, body: Body, how: Relation, other: str) -> str:
    if item.is_hidden:
        return "An item that you may not see, to which it goes back, is not independent."
    if how == Relation.SAME:
        return f"The {role} of {item.called} is {other}."
    return f"The {role} of {item.called}, {body.name}, {how} {other}."


def _begin(item: Item) -> str:
    return item.called[0].upper() + item.called[1:]
