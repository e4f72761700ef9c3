"""The same answers seen by value, by pair of people and by month; and what people disagree about most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from audit.agreement.measures import Agreement, measure
from audit.agreement.ratings import Disagreement, Rating, by_unit

OTHER = "any other"


@dataclass(frozen=True, slots=True)
class PairOfValues:
    """Two values that were given to the same target, and all targets on which that happened."""

    values: tuple[str, str]
    found: tuple[Disagreement, ...]


def recoded(ratings: Iterable[Rating], code: Callable[[str], str]) -> list[Rating]:
    """The same ratings with other values: by group of the codebook, say."""
    return [replace(rating, value=code(rating.value)) for rating in ratings]


def by_value(ratings: Sequence[Rating], values: Iterable[str]) -> list[Agreement]:
    """For each value that anybody gave: do people agree on when to give it, and when not to?"""
    given = {rating.value for rating in ratings}
    return [_one_against_all(ratings, value) for value in values if value in given]


def _one_against_all(ratings: Sequence[Rating], value: str) -> Agreement:
    two = recoded(ratings, lambda said: value if said == value else OTHER)
    return measure(two, value, (value, OTHER))


def by_pair(ratings: Iterable[Rating]) -> list[Agreement]:
    """For each two people who judged the same targets, the most targets first."""
    both: dict[tuple[str, str], list[Rating]] = defaultdict(list)
    for given in by_unit(ratings).values():
        for one, other in combinations(sorted(given, key=lambda r: r.coder), 2):
            both[one.coder, other.coder] += [one, other]
    found = [measure(answers, f"{one} and {other}") for (one, other), answers in both.items()]
    return sorted(found, key=lambda agreement: (-agreement.units, agreement.label))


def by_month(ratings: Iterable[Rating]) -> list[Agreement]:
    """By the month (of UTC) in which the second person answered, in order."""
    months: dict[str, list[Rating]] = defaultdict(list)
    for given in by_unit(ratings).values():
        if len(given) >= 2:
            months[f"{given[1].time:%Y-%m}"] += given
    return [measure(months[month], month) for month in sorted(months)]


def disagreements(ratings: Iterable[Rating]) -> list[Disagreement]:
    """The targets on which not all said the same, the earliest first."""
    return [
        Disagreement(unit, tuple((rating.coder, rating.value) for rating in given))
        for unit, given in by_unit(ratings).items()
        if len({rating.value for rating in given}) > 1
    ]


def pairs_of_values(found: Iterable[Disagreement], order: Sequence[str]) -> list[PairOfValues]:
    """Disagreements by the two values that met, the most frequent pair first; values in the codebook's `order`."""
    place = {value: number for number, value in enumerate(order)}
    met: dict[tuple[str, str], list[Disagreement]] = defaultdict(list)
    for disagreement in found:
        values = sorted({value for _, value in disagreement.answers}, key=lambda v: (place.get(v, len(place)), v))
        for one, other in combinations(values, 2):
            met[one, other].append(disagreement)
    return [
        PairOfValues(values, tuple(units))
        for values, units in sorted(met.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
