"""Claims against claims: are the words found, are the borders right, is the mention the speaker's.

Definitions. A claim is the set of characters of its content without white space and quotation marks. Gold and
predicted claims of an article are paired one to one, most alike first (intersection over union). A pair of 0.5 or
more matches, of 0.95 or more is exact. The attribution of a matched claim is right when the predicted mention
overlaps a gold source; end to end wants both. Recall counts gold claims of a kind, precision predicted ones.

Kinds are read off double quotation marks on both sides, whatever a line says; but in gold articles that name their
punctuation (single marks, guillemets) those given are taken. `kind` is the share of matches whose own kind is right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from audit.extraction.evaluation.kinds import is_spoken, kind_of, quoted_characters
from audit.extraction.evaluation.pairing import best_pairs
from audit.extraction.evaluation.reading import (
    KINDS,
    GoldArticle,
    PredictedArticle,
    PredictedClaim,
    SpanLine,
    checked,
)

Counts: TypeAlias = Counter[tuple[str, str]]
"""(row, what is counted) -> how many."""

ROWS = ("all", "quoted", *KINDS, "spoken")
MATCH, EXACT = 0.5, 0.95
_IGNORED = frozenset("\"“”„‟«»'‘’‚‛`´")


class Item(NamedTuple):
    """A claim ready to be compared; `number` is its place in its line, `named_kind` the kind that a system gives it."""

    number: int
    characters: frozenset[int]
    kind: str
    sources: tuple[tuple[int, int], ...]
    spoken: bool = False
    named_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article: what is marked, what was predicted, and `pairs`, gold place -> predicted place and likeness."""

    article: GoldArticle
    claims: Sequence[PredictedClaim]
    gold: tuple[Item, ...]
    predicted: tuple[Item, ...]
    pairs: Mapping[int, tuple[int, float]]

    def right(self) -> set[int]:
        """Places of the predicted claims that match and whose mention is the speaker's."""
        return {j for i, (j, _) in self.pairs.items() if attributed(self.gold[i], self.predicted[j])}


class Row(NamedTuple):
    """The figures of one row, all between 0 and 1."""

    gold: int
    predicted: int
    matched: int
    content: tuple[float, float, float]
    exact: tuple[float, float, float]
    attribution: float
    kind: float
    end_to_end: tuple[float, float, float]
    tokens: tuple[float, float, float]


def compare_all(gold: Sequence[GoldArticle], predictions: Sequence[PredictedArticle]) -> list[Comparison]:
    """Each gold article with its prediction; without one it counts as an article in which nothing was found.

    Raises BadLines for predictions that do not fit the gold."""
    by_id = checked(gold, predictions)
    return [_compare(article, by_id.get(article["id"], [])) for article in gold]


def score(compared: Iterable[Comparison]) -> dict[str, Row]:
    """The figures by row."""
    return rows_of(sum((counts_of(one) for one in compared), Counter()))


def rows_of(counts: Counts) -> dict[str, Row]:
    """The figures of counts that were added up."""
    return {row: _row(counts, row) for row in ROWS}


def counts_of(one: Comparison) -> Counts:
    """What one article adds to each row."""
    counts: Counts = Counter()
    for item in one.gold:
        counts.update((row, "gold") for row in _rows_with(item.kind, item.spoken))
    for item in one.predicted:
        counts.update((row, "predicted") for row in _rows_with(item.kind))
    for i, (j, alike) in one.pairs.items():
        _count_pair(one.gold[i], one.predicted[j], alike, counts)
    _count_tokens(one.article["text"], one.gold, one.predicted, counts)
    return counts


def characters(text: str, spans: Sequence[SpanLine]) -> frozenset[int]:
    """The characters of a claim that count."""
    reach = (i for start, end in spans for i in range(start, end))
    return frozenset(i for i in reach if not text[i].isspace() and text[i] not in _IGNORED)


def likeness(one: frozenset[int], two: frozenset[int]) -> float:
    """Intersection over union."""
    common = len(one & two)
    return common / (len(one) + len(two) - common) if common else 0.0


def matches(gold: Sequence[Item], predicted: Sequence[Item]) -> dict[int, tuple[int, float]]:
    """Gold place -> predicted place and likeness, of all pairs that are alike by half or more."""
    alike = ((likeness(g.characters, p.characters), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted))
    return best_pairs(pair for pair in alike if pair[0] >= MATCH)


def _compare(article: GoldArticle, claims: Sequence[PredictedClaim]) -> Comparison:
    inside = quoted_characters(article["text"])
    gold, predicted = _gold_items(article, inside), _predicted_items(article, claims, inside)
    return Comparison(article, claims, gold, predicted, matches(gold, predicted))


def _gold_items(article: GoldArticle, inside: Sequence[bool]) -> tuple[Item, ...]:
    text, found = article["text"], []
    for number, entry in enumerate(article["attributions"]):
        kind = entry["kind"] if "punctuation" in article else kind_of(text, entry["content"], inside)
        cue = " ".join(text[start:end] for start, end in entry.get("cue") or [])
        sources = tuple((start, end) for start, end in entry["source"])
        spoken = kind == "indirect" and bool(sources) and is_spoken(cue)
        found.append(Item(number, characters(text, entry["content"]), kind, sources, spoken))
    return tuple(item for item in found if item.characters)


def _predicted_items(
    article: GoldArticle, claims: Iterable[PredictedClaim], inside: Sequence[bool]
) -> tuple[Item, ...]:
    text, found = article["text"], []
    for number, claim in enumerate(claims):
        mention, named = claim.get("speaker_mention"), claim.get("kind")
        sources = () if mention is None else ((mention[0], mention[1]),)
        kind = named if named in KINDS and "punctuation" in article else kind_of(text, claim["content"], inside)
        found.append(Item(number, characters(text, claim["content"]), kind, sources, named_kind=named))
    return tuple(item for item in found if item.characters)


def _rows_with(kind: str, spoken: bool = False) -> tuple[str, ...]:
    return ("all", kind, *(("quoted",) if kind != "indirect" else ()), *(("spoken",) if spoken else ()))


def _count_pair(gold: Item, predicted: Item, alike: float, counts: Counts) -> None:
    right = attributed(gold, predicted)
    for side, rows in (("g", _rows_with(gold.kind, gold.spoken)), ("p", _rows_with(predicted.kind))):
        for row in rows:
            counts[row, "content_" + side] += 1
            counts[row, "exact_" + side] += alike >= EXACT
            counts[row, "both_" + side] += right
    for row in _rows_with(gold.kind, gold.spoken):
        counts[row, "same_kind"] += gold.kind == predicted.named_kind
        counts[row, "sourced"] += bool(gold.sources)
        counts[row, "attributed"] += bool(gold.sources) and right


def attributed(gold: Item, predicted: Item) -> bool:
    """Whether the mention of a matched claim is the speaker's; where nobody is marked, whether there is none."""
    if not gold.sources:
        return not predicted.sources
    return any(p[0] < g[1] and g[0] < p[1] for p in predicted.sources for g in gold.sources)


def _count_tokens(text: str, gold: Sequence[Item], predicted: Sequence[Item], counts: Counts) -> None:
    words = {at: n for n, word in enumerate(re.finditer(r"\w+", text)) for at in range(*word.span())}
    wanted, given = _words_by_kind(words, gold), _words_by_kind(words, predicted)
    every_gold = set().union(*wanted.values())
    every_given = set().union(*given.values())
    for row, kinds in (("all", KINDS), ("quoted", KINDS[:2]), *((kind, (kind,)) for kind in KINDS)):
        mine = set().union(*(wanted[kind] for kind in kinds))
        theirs = set().union(*(given[kind] for kind in kinds))
        counts[row, "tokens_gold"] += len(mine)
        counts[row, "tokens_predicted"] += len(theirs)
        counts[row, "tokens_g"] += len(mine & every_given)
        counts[row, "tokens_p"] += len(theirs & every_gold)


def _words_by_kind(words: Mapping[int, int], items: Sequence[Item]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for item in items:
        found[item.kind].update(words[at] for at in item.characters if at in words)
    return found


def _row(counts: Counts, row: str) -> Row:
    def measure(name: str, predicted: str = "predicted", gold: str = "gold") -> tuple[float, float, float]:
        precision = _share(counts[row, name + "_p"], counts[row, predicted])
        recall = _share(counts[row, name + "_g"], counts[row, gold])
        return precision, recall, _share(2 * precision * recall, precision + recall)

    return Row(
        gold=counts[row, "gold"],
        predicted=counts[row, "predicted"],
        matched=counts[row, "content_g"],
        content=measure("content"),
        exact=measure("exact"),
        attribution=_share(counts[row, "attributed"], counts[row, "sourced"]),
        kind=_share(counts[row, "same_kind"], counts[row, "content_g"]),
        end_to_end=measure("both"),
        tokens=measure("tokens", "tokens_predicted", "tokens_gold"),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
