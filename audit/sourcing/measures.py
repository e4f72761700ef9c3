"""What follows from the codes of an article's sources. Computed, never typed: each with its claims above and below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from audit.sourcing.codes import Code

ANONYMOUS = frozenset({"role_only", "described", "bare"})
TOLD_HERE = frozenset({"told_this_outlet", "told_a_sister_outlet"})


@dataclass(frozen=True, slots=True)
class Coded:
    """One claim with the codes that hold for it: by code the value, and whether a person settled it. `source` is None
    where nobody is named; `words` counts the characters of the claim."""

    claim: str
    source: str | None
    codes: Mapping[Code, tuple[str, bool]]
    is_outlet_voice: bool = False

    def value(self, code: Code) -> str:
        return self.codes[code][0] if code in self.codes else ""

    def is_settled(self, code: Code) -> bool:
        return code in self.codes and self.codes[code][1]


@dataclass(frozen=True, slots=True)
class Share:
    """A share of claims: `above` of `below`, by id, and how many of `below` rest on what a person settled.

    `verdict` says in words what holds of the article when it does, for the measures that are yes or no."""

    name: str
    label: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    settled: int
    verdict: str = ""

    @property
    def percent(self) -> int | None:
        return round(100 * len(self.above) / len(self.below)) if self.below else None


def profile(claims: Iterable[Coded]) -> list[Share]:
    """The sourcing of an article: shares of its claims, each with numerator and denominator."""
    every = list(claims)
    attributed = [claim for claim in every if claim.source is not None]
    by_code = {code: [claim for claim in attributed if claim.value(code)] for code in Code}
    named, anonymous = _is(Code.IDENTIFICATION, {"named"}), _is(Code.IDENTIFICATION, ANONYMOUS)
    return [
        _share("attributed", "Attributed to somebody", every, lambda c: c.source is not None),
        _share("named", "From a named source", attributed, named, Code.IDENTIFICATION),
        _share("anonymous", "From an anonymous source", attributed, anonymous, Code.IDENTIFICATION),
        _single_origin(attributed),
        _official(by_code[Code.POSITION]),
        _one_side(by_code[Code.PARTY]),
        _share("relayed", "Through somebody else", by_code[Code.RELAY], _is(Code.RELAY, {"chain"}), Code.RELAY),
        _provable(by_code[Code.CHANNEL]),
    ]


def _is(code: Code, values: Iterable[str]) -> Callable[[Coded], bool]:
    wanted = frozenset(values)
    return lambda claim: claim.value(code) in wanted


def _share(
    name: str,
    label: str,
    below: Sequence[Coded],
    holds: Callable[[Coded], bool],
    code: Code | None = None,
    verdict: str = "",
) -> Share:
    above = tuple(claim.claim for claim in below if holds(claim))
    settled = sum(claim.is_settled(code) for claim in below) if code else len(below)
    return Share(name, label, above, tuple(claim.claim for claim in below), settled, verdict)


def _official(coded: Sequence[Coded]) -> Share:
    """Claims of state or military among those whose source's position is known."""
    holds = _is(Code.POSITION, {"state"})
    verdict = "Official sources only." if coded and all(map(holds, coded)) else ""
    return _share("official", "From state or military", coded, holds, Code.POSITION, verdict)


def _single_origin(attributed: Sequence[Coded]) -> Share:
    """The claims of the source that the article rests on most; a single origin when it has no other."""
    counts: dict[str, int] = {}
    for claim in attributed:
        counts[claim.source or ""] = counts.get(claim.source or "", 0) + 1
    most = max(counts, key=lambda source: counts[source], default="")
    verdict = "A single origin." if len(counts) == 1 else ""
    return _share("single_origin", "From the source quoted most", attributed, lambda c: c.source == most, None, verdict)


def _one_side(coded: Sequence[Coded]) -> Share:
    """Claims of a party or its allies among those from either side."""
    sides = [claim for claim in coded if claim.value(Code.PARTY) in ("party_or_ally", "opponent")]
    heard = {claim.value(Code.PARTY) for claim in sides}
    verdict = "One side only." if len(heard) == 1 else ""
    label, holds = "From a party or its ally, of both sides", _is(Code.PARTY, {"party_or_ally"})
    return _share("one_side", label, sides, holds, Code.PARTY, verdict)


def _provable(coded: Sequence[Coded]) -> Share:
    """Claims that only this outlet can prove: told to it, or to a sister outlet, by a source without a name."""

    def only_here(claim: Coded) -> bool:
        return claim.value(Code.CHANNEL) in TOLD_HERE and claim.value(Code.IDENTIFICATION) in ANONYMOUS

    return _share("only_this_outlet", "Only this outlet can prove it", coded, only_here, Code.CHANNEL)
