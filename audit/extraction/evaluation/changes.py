"""What a newer run gained, lost and reads differently against an older one, and whether that is for the better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.extraction.evaluation.claims import EXACT, MATCH, Comparison, likeness
from audit.extraction.evaluation.errors import words_at
from audit.extraction.evaluation.pairing import best_pairs
from audit.extraction.evaluation.reading import PredictedClaim

KINDS = ("gained", "lost", "changed")
_FIELDS = ("speaker", "affiliation", "role")


@dataclass(frozen=True, slots=True)
class Change:
    """One claim that differs. `was` and `now` are what each run says of it; right None: that run does not have it."""

    kind: str
    article: str
    start: int
    was: str
    now: str
    was_right: bool | None
    is_right: bool | None

    @property
    def verdict(self) -> str:
        """right or wrong; for what both have "right, was wrong" and so on."""
        before, after = ("right" if one else "wrong" for one in (self.was_right, self.is_right))
        if self.is_right is None:
            return before
        return after if self.was_right is None else f"{after}, was {before}"


def changes(new: Sequence[Comparison], old: Sequence[Comparison]) -> Iterator[Change]:
    """Claims that only one run has, and those of both that differ in words, mention, speaker, affiliation or role.

    Both were compared with the same gold, article for article. Right: content matches and the mention is right."""
    for now, was in zip(new, old, strict=True):
        yield from _changes(now, was)


def _changes(now: Comparison, was: Comparison) -> Iterator[Change]:
    alike = (
        (likeness(n.characters, w.characters), i, j)
        for i, n in enumerate(now.predicted)
        for j, w in enumerate(was.predicted)
    )
    pairs = best_pairs(pair for pair in alike if pair[0] >= MATCH)
    kept = {j for j, _ in pairs.values()}
    for i in range(len(now.predicted)):
        if i not in pairs:
            yield _change("gained", now, was, i, None)
        elif _differs(now, was, i, *pairs[i]):
            yield _change("changed", now, was, i, pairs[i][0])
    yield from (_change("lost", now, was, None, j) for j in range(len(was.predicted)) if j not in kept)


def _differs(now: Comparison, was: Comparison, i: int, j: int, alike: float) -> bool:
    return alike < EXACT or _answer(now, i) != _answer(was, j)


def _answer(one: Comparison, place: int) -> list[object]:
    claim = _claim(one, place)
    return [list(claim.get("speaker_mention") or ()), *(claim.get(field) for field in _FIELDS)]


def _claim(one: Comparison, place: int) -> PredictedClaim:
    return one.claims[one.predicted[place].number]


def _change(kind: str, now: Comparison, was: Comparison, i: int | None, j: int | None) -> Change:
    content = (_claim(was, j) if i is None and j is not None else _claim(now, i or 0))["content"]
    return Change(
        kind,
        now.article["id"],
        content[0][0],
        "" if j is None else _shown(was, j),
        "" if i is None else _shown(now, i),
        None if j is None else j in was.right(),
        None if i is None else i in now.right(),
    )


def _shown(one: Comparison, place: int) -> str:
    claim, text = _claim(one, place), one.article["text"]
    mention = claim.get("speaker_mention")
    who = words_at(text, [mention]) if mention else "nobody"
    known = ", ".join(str(claim.get(field)) for field in _FIELDS if claim.get(field))
    return f"{words_at(text, claim['content'])} — {who}" + (f" ({known})" if known else "")
