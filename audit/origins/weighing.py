"""Uses of evidence grouped by what they go back to, each with what speaks against its independence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from audit.origins.facts import Item, Side, Use
from audit.origins.objections import Ground, Objection, objections_to

Items = Mapping[str, Item]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A use with the key of its origin, the chain of items that leads there (itself first), and what speaks against
    it."""

    use: Use
    origin: str
    chain: tuple[Item, ...]
    objections: tuple[Objection, ...]

    @property
    def is_contested(self) -> bool:
        """Whether the reviewer calls it independent and the machine has an objection."""
        return self.use.independent == "yes" and any(o.ground.contradicts_yes for o in self.objections)

    @property
    def contested(self) -> tuple[Objection, ...]:
        """The objections that are at odds with the reviewer's answer."""
        return tuple(o for o in self.objections if o.ground.contradicts_yes) if self.is_contested else ()

    @property
    def counts(self) -> bool:
        """Whether it counts as independent: the reviewer says so, and it is a thing that can count."""
        no_support = {Ground.DENIAL, Ground.SEARCH}
        kinds = {objection.ground for objection in self.objections}
        return self.use.independent == "yes" and not kinds & no_support and self.chain[0].kind != "claimant"

    @property
    def is_unplaced(self) -> bool:
        """Whether nothing is known of who stands behind its origin."""
        root = self.chain[-1]
        return not (self.objections or root.publishers or root.owners or root.kind in ("search", "denial"))

    @property
    def is_relayed(self) -> bool:
        """Whether it came by way of something that is no record of its own: a report, a page."""
        return any(item.kind == "page" for item in self.chain[1:]) or any(
            objection.ground == Ground.ARTICLE for objection in self.objections
        )


@dataclass(frozen=True, slots=True)
class Node:
    """An item in the drawing of an origin, with its uses and the items that go back to it."""

    item: Item
    uses: tuple[Weighed, ...]
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """One origin: its roots (the same thing stored twice has two) with all that is used of it."""

    key: str
    roots: tuple[Node, ...]
    uses: tuple[Weighed, ...]

    @property
    def items(self) -> int:
        """How many items used go back to it."""
        return len({weighed.use.item for weighed in self.uses})


@dataclass(frozen=True)
class Weighing:
    """All uses on one question, by origin."""

    origins: tuple[Origin, ...] = ()

    @cached_property
    def by_use(self) -> dict[str, Weighed]:
        return {weighed.use.key: weighed for origin in self.origins for weighed in origin.uses}

    @property
    def items(self) -> int:
        return len({weighed.use.item for weighed in self.by_use.values()})

    @property
    def contested(self) -> tuple[Weighed, ...]:
        return tuple(weighed for weighed in self.by_use.values() if weighed.is_contested)

    def with_stance(self, stance: str) -> Weighing:
        """The same for the uses of one stance alone."""
        return self.of([weighed for weighed in self.by_use.values() if weighed.use.stance == stance])

    def of_uses(self, keys: Iterable[str]) -> Weighing:
        """The same for some of the uses, by their keys; those that were not weighed are passed over."""
        return self.of([self.by_use[key] for key in keys if key in self.by_use])

    def of(self, chosen: Sequence[Weighed]) -> Weighing:
        """The same for some of the uses."""
        return Weighing(_drawn(chosen))


def leads_back_to(start: str, wanted: str, items: Items) -> bool:
    """Whether the chain from one item reaches another: then the other cannot go back to it."""
    return any(item.key == wanted for item in _chain(start, items))


def weigh(uses: Sequence[Use], items: Items, side: Side) -> Weighing:
    """The uses by origin. `items` holds every item used and all that they go back to."""
    names = _names_of_origins([_chain(use.item, items)[-1] for use in uses])
    return Weighing(_drawn([_weighed(use, _chain(use.item, items), names, side) for use in uses]))


def _chain(start: str, items: Items) -> tuple[Item, ...]:
    """The item and what it goes back to, step by step. A ring, which nothing should make, ends where it closes."""
    chain = {start: items[start]}
    key = items[start].goes_back_to
    while key is not None and key in items and key not in chain:
        chain[key] = items[key]
        key = items[key].goes_back_to
    return tuple(chain.values())


def _names_of_origins(roots: Sequence[Item]) -> dict[str, str]:
    """For each root the key of its origin: roots that share a mark, directly or by way of a third, are one."""
    names: dict[str, str] = {}
    marked: dict[str, str] = {}
    for root in sorted({root.key: root for root in roots}.values(), key=lambda root: root.key):
        met = {names[other] for mark in root.marks if (other := marked.get(mark))}
        name = min(met, default=root.key)
        names = {key: name if value in met else value for key, value in names.items()} | {root.key: name}
        marked |= dict.fromkeys(root.marks, root.key)
    return names


def _weighed(use: Use, chain: tuple[Item, ...], names: Mapping[str, str], side: Side) -> Weighed:
    found: dict[Objection, None] = {}
    for item in chain:
        # A report of a search or of a denial is a report.
        own = objections_to(item, side, is_attribution=use.is_attribution)
        found |= dict.fromkeys(o for o in own if item is chain[0] or o.ground.contradicts_yes)
    return Weighed(use, names[chain[-1].key], chain, tuple(found))


def _drawn(weighed: Sequence[Weighed]) -> tuple[Origin, ...]:
    by_origin: dict[str, list[Weighed]] = {}
    for one in weighed:
        by_origin.setdefault(one.origin, []).append(one)
    return tuple(Origin(key, _trees(uses), tuple(uses)) for key, uses in by_origin.items())


def _trees(uses: Sequence[Weighed]) -> tuple[Node, ...]:
    items: dict[str, Item] = {}
    below: dict[str, dict[str, None]] = {}
    for one in uses:
        items |= {item.key: item for item in one.chain}
        for item, origin in pairwise(one.chain):
            below.setdefault(origin.key, {})[item.key] = None
    roots = dict.fromkeys(one.chain[-1].key for one in uses)
    return tuple(_node(key, items, below, uses, ()) for key in roots)


def _node(
    key: str, items: Items, below: Mapping[str, Mapping[str, None]], uses: Sequence[Weighed], above: tuple[str, ...]
) -> Node:
    own = tuple(one for one in uses if one.use.item == key)
    path = (*above, key)
    children = (_node(child, items, below, uses, path) for child in below.get(key, ()) if child not in path)
    return Node(items[key], own, tuple(children))
