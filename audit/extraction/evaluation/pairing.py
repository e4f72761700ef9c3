"""Who goes with whom: pairs one to one, the most alike first."""

from __future__ import annotations

from collections.abc import Iterable


def best_pairs(alike: Iterable[tuple[float, int, int]]) -> dict[int, tuple[int, float]]:
    """Of (likeness, left, right): left -> right and likeness, each side once; of equals the earlier ones."""
    found: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for likeness, left, right in sorted(alike, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if left not in found and right not in used:
            found[left] = right, likeness
            used.add(right)
    return found
