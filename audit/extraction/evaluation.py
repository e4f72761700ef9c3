"""Our own scorer: attributions (content, speaker mention) and speaker labels (name, affiliation, role).

Definitions. A claim is the set of characters of its content without white space and quotation marks. Gold and
predicted claims of an article are paired one to one, most alike first (intersection over union). A pair of 0.5 or
more matches, of 0.95 or more is exact. The attribution of a matched claim is right when the predicted mention
overlaps a gold source; end to end wants both. Recall counts gold claims of a kind, precision predicted ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

KINDS = ("direct", "mixed", "indirect")
ROWS = ("all", "quoted", *KINDS, "spoken")
MATCH, EXACT = 0.5, 0.95
_IGNORED = frozenset("\"“”„‟«»'‘’‚‛`´")
_MARK = re.compile(r"''|[\"“”„«»]")
_SAYING = """
    say says said saying tell tells told telling add adds added adding argue argues argued arguing
    claim claims claimed claiming note notes noted noting write writes wrote writing tweet tweets tweeted tweeting
    warn warns warned warning ask asks asked asking explain explains explained explaining
    insist insists insisted insisting report reports reported reporting announce announces announced announcing
    states stated stating suggest suggests suggested suggesting
    acknowledge acknowledges acknowledged acknowledging admit admits admitted admitting deny denies denied denying
    declare declares declared declaring contend contends contended contending assert asserts asserted asserting
    reply replies replied replying respond responds responded responding conclude concludes concluded concluding
    complain complains complained complaining promise promises promised promising vow vows vowed vowing
    pledge pledges pledged pledging accuse accuses accused accusing mention mentions mentioned mentioning
    confirm confirms confirmed confirming recall recalls recalled recalling predict predicts predicted predicting
    maintain maintains maintained maintaining quote quotes quoted quoting express expresses expressed expressing
    remark remarks remarked remarking joke jokes joked joking urge urges urged urging
    testify testifies testified testifying reveal reveals revealed revealing describe describes described describing
""".split()  # noqa: SIM905 - a list of words reads better as lines than as 140 literals
_PHRASES = ("according to", *(f"call{e} {p}" for e in ("", "s", "ed", "ing") for p in ("on", "for")))
_POINTS = tuple(f"point{e} out" for e in ("", "s", "ed", "ing"))
_SPEECH = re.compile(r"\b(" + "|".join((*_SAYING, *_PHRASES, *_POINTS)) + r")\b", re.IGNORECASE)


class Item(NamedTuple):
    """A claim ready to be compared."""

    characters: frozenset[int]
    kind: str
    sources: tuple[tuple[int, int], ...]
    spoken: bool


class Row(NamedTuple):
    """The figures of one row, all between 0 and 1."""

    gold: int
    predicted: int
    matched: int
    content: tuple[float, float, float]
    exact: tuple[float, float, float]
    attribution: float
    end_to_end: tuple[float, float, float]
    tokens: tuple[float, float, float]


def score(gold: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Row]:
    """The figures by row; an article without a prediction counts as one in which nothing was found."""
    by_id = {line["id"]: line["claims"] for line in predictions}
    counts: Counter[tuple[str, str]] = Counter()
    for article in gold:
        _count(article, by_id.get(article["id"], []), counts)
    return {row: _row(counts, row) for row in ROWS}


def quoted_characters(text: str) -> list[bool]:
    """For each character whether it stands inside double marks; an unclosed one reaches to the paragraph's end."""
    inside = [False] * len(text)
    for paragraph in re.finditer(r"[^\n]+", text):
        opened: int | None = None
        for mark in _MARK.finditer(text, *paragraph.span()):
            if opened is not None:
                inside[opened : mark.start()] = [True] * (mark.start() - opened)
            opened = mark.end() if _opens(text, paragraph.span(), mark, opened is not None) else None
        if opened is not None:
            inside[opened : paragraph.end()] = [True] * (paragraph.end() - opened)
    return inside


def _opens(text: str, paragraph: tuple[int, int], mark: re.Match[str], is_open: bool) -> bool:
    before = text[mark.start() - 1] if mark.start() > paragraph[0] else " "
    after = text[mark.end()] if mark.end() < paragraph[1] else " "
    if mark.group() in "“„«":
        return True
    if mark.group() in "”»":
        return False
    if (before.isspace() or before in "([—–-") and after.isalnum():
        return True
    if after.isspace() and not before.isspace():
        return False
    return not is_open


def kind_of(text: str, spans: Sequence[Sequence[int]], inside: Sequence[bool]) -> str:
    """direct if all letters and digits are inside marks, indirect if none is, else mixed."""
    flags = {inside[i] for start, end in spans for i in range(start, end) if text[i].isalnum()}
    return "direct" if flags == {True} else "mixed" if len(flags) == 2 else "indirect"


def characters(text: str, spans: Sequence[Sequence[int]]) -> frozenset[int]:
    """The characters of a claim that count."""
    reach = (i for start, end in spans for i in range(start, end))
    return frozenset(i for i in reach if not text[i].isspace() and text[i] not in _IGNORED)


def likeness(one: frozenset[int], two: frozenset[int]) -> float:
    """Intersection over union."""
    common = len(one & two)
    return common / (len(one) + len(two) - common) if common else 0.0


def matches(gold: Sequence[Item], predicted: Sequence[Item]) -> dict[int, tuple[int, float]]:
    """Gold number -> predicted number and likeness, best pairs first, each side once."""
    pairs = sorted(
        (-likeness(g.characters, p.characters), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)
    )
    found: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for negative, i, j in pairs:
        if -negative >= MATCH and i not in found and j not in used:
            found[i] = j, -negative
            used.add(j)
    return found


def _gold_items(article: Mapping[str, Any], inside: Sequence[bool]) -> list[Item]:
    text, found = article["text"], []
    for entry in article["attributions"]:
        kind = kind_of(text, entry["content"], inside)
        cue = " ".join(text[start:end] for start, end in entry.get("cue", []))
        sources = tuple((start, end) for start, end in entry["source"])
        spoken = kind == "indirect" and bool(sources) and _SPEECH.search(cue) is not None
        found.append(Item(characters(text, entry["content"]), kind, sources, spoken))
    return [item for item in found if item.characters]


def _predicted_items(text: str, claims: Iterable[Mapping[str, Any]], inside: Sequence[bool]) -> list[Item]:
    found = []
    for claim in claims:
        mention = claim.get("speaker_mention")
        sources = () if mention is None else ((mention[0], mention[1]),)
        kind = kind_of(text, claim["content"], inside)
        found.append(Item(characters(text, claim["content"]), kind, sources, False))
    return [item for item in found if item.characters]


def _rows_of(kind: str, spoken: bool = False) -> tuple[str, ...]:
    return ("all", kind, *(("quoted",) if kind != "indirect" else ()), *(("spoken",) if spoken else ()))


def _count(article: Mapping[str, Any], claims: Iterable[Mapping[str, Any]], counts: Counter[tuple[str, str]]) -> None:
    text = article["text"]
    inside = quoted_characters(text)
    gold, predicted = _gold_items(article, inside), _predicted_items(text, claims, inside)
    for item in gold:
        counts.update((row, "gold") for row in _rows_of(item.kind, item.spoken))
    for item in predicted:
        counts.update((row, "predicted") for row in _rows_of(item.kind))
    for i, (j, alike) in matches(gold, predicted).items():
        _count_pair(gold[i], predicted[j], alike, counts)
    _count_tokens(text, gold, predicted, counts)


def _count_pair(gold: Item, predicted: Item, alike: float, counts: Counter[tuple[str, str]]) -> None:
    right = _attributed(gold, predicted)
    for side, rows in (("g", _rows_of(gold.kind, gold.spoken)), ("p", _rows_of(predicted.kind))):
        for row in rows:
            counts[row, "content_" + side] += 1
            counts[row, "exact_" + side] += alike >= EXACT
            counts[row, "both_" + side] += right
    for row in _rows_of(gold.kind, gold.spoken):
        counts[row, "sourced"] += bool(gold.sources)
        counts[row, "attributed"] += bool(gold.sources) and right


def _attributed(gold: Item, predicted: Item) -> bool:
    if not gold.sources:
        return not predicted.sources
    return any(p[0] < g[1] and g[0] < p[1] for p in predicted.sources for g in gold.sources)


def _count_tokens(text: str, gold: Sequence[Item], predicted: Sequence[Item], counts: Counter[tuple[str, str]]) -> None:
    words = [match.span() for match in re.finditer(r"\w+", text)]
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


def _words_by_kind(words: Sequence[tuple[int, int]], items: Sequence[Item]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for item in items:
        found[item.kind].update(
            n for n, (start, end) in enumerate(words) if any(i in item.characters for i in range(start, end))
        )
    return found


def _row(counts: Counter[tuple[str, str]], row: str) -> Row:
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
        end_to_end=measure("both"),
        tokens=measure("tokens", "tokens_predicted", "tokens_gold"),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
