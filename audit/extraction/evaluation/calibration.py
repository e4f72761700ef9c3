"""Is a confidence the share of claims that are right? Its table, its error, and the shares measured again.

Right means that the content is half alike or more and the mention is the speaker's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from audit.extraction.evaluation.claims import Comparison
from audit.extraction.evaluation.reading import BadLines
from audit.extraction.score import mention_form

BY_HAND = "by hand"
"""A line of the confidence file whose comment begins so is a person's and stays as it is."""

_FEWEST = 10  # claims; a rarer kind of claim takes the share of its rule
_LEAN = 10  # how many claims the wider share counts for beside the measured ones


class Outcome(NamedTuple):
    """A predicted claim: by which rule, with which form of mention, how sure, and whether it is right."""

    rule: str
    form: str
    confidence: float
    right: bool


class Bin(NamedTuple):
    """Claims of about the same confidence: the mean of it, the share that is right, how many."""

    confidence: float
    right: float
    claims: int


def outcomes(compared: Iterable[Comparison]) -> list[Outcome]:
    """Every predicted claim. Raises BadLines if one has no rule or confidence."""
    return [outcome for one in compared for outcome in _outcomes(one)]


def _outcomes(one: Comparison) -> Iterator[Outcome]:
    right = one.right()
    for place, item in enumerate(one.predicted):
        claim = one.claims[item.number]
        if "rule" not in claim or "confidence" not in claim:
            raise BadLines(f"{one.article['id']}: a claim without rule or confidence cannot be calibrated.")
        mention = claim.get("speaker_mention")
        words = one.article["text"][mention[0] : mention[1]] if mention else None
        yield Outcome(claim["rule"], mention_form(words), float(claim["confidence"]), place in right)


def bins(found: Iterable[Outcome], count: int = 10) -> list[Bin]:
    """`count` bins of as equal a number of claims as can be, the least sure first; fewer if there are fewer claims."""
    ordered = sorted(found, key=lambda one: one.confidence)
    edges = [n * len(ordered) // count for n in range(count + 1)]
    parts = (ordered[edges[n] : edges[n + 1]] for n in range(count))
    return [_bin(part) for part in parts if part]


def _bin(part: Sequence[Outcome]) -> Bin:
    mean = sum(one.confidence for one in part) / len(part)
    return Bin(mean, _share(part), len(part))


def _share(part: Sequence[Outcome]) -> float:
    return sum(one.right for one in part) / len(part)


def calibration_error(table: Sequence[Bin]) -> float:
    """The expected calibration error: by how much confidence and share differ, in the mean over the claims."""
    total = sum(one.claims for one in table)
    return sum(one.claims * abs(one.confidence - one.right) for one in table) / total if total else 0.0


def fitted_lines(found: Sequence[Outcome], current: str) -> list[str]:
    """The lines of a new confidence file; `current` is the text of the old one, whose comments and lines by hand stay.

    A rule has its share of right claims, a rule with a form of mention its own, both leaning towards the wider share
    by as much as ten claims would, so that a handful of claims does not make a certainty."""
    head = [line for line in current.splitlines() if line.startswith("#")]
    kept = [line for line in current.splitlines() if line.partition("#")[2].strip().startswith(BY_HAND)]
    by_hand = {line.split("=")[0].strip() for line in kept if not line.startswith("#")}
    fitted = (f"{key} = {share:.2f}  # {count}" for key, (share, count) in _shares(found).items() if key not in by_hand)
    return [*head, *(line for line in kept if not line.startswith("#")), *fitted]


def _shares(found: Sequence[Outcome]) -> Mapping[str, tuple[float, int]]:
    every = _share(found) if found else 0.0
    rules, wholes = Counter(one.rule for one in found), Counter(one.rule for one in found if one.right)
    forms = Counter((one.rule, one.form) for one in found)
    rights = Counter((one.rule, one.form) for one in found if one.right)
    shares: dict[str, tuple[float, int]] = {}
    for rule in sorted(rule for rule, count in rules.items() if count >= _FEWEST):
        wide = _leaning(wholes[rule], rules[rule], every)
        shares[rule] = wide, rules[rule]
        for key in sorted(key for key, count in forms.items() if key[0] == rule and _FEWEST <= count < rules[rule]):
            shares[" ".join(key)] = _leaning(rights[key], forms[key], wide), forms[key]
    return shares


def _leaning(right: int, count: int, towards: float) -> float:
    return (right + _LEAN * towards) / (count + _LEAN)
