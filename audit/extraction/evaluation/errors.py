"""What went wrong, by class, with the words that a reader needs to see why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit.extraction.evaluation.claims import EXACT, Comparison, Item, attributed, likeness
from audit.extraction.evaluation.pairing import best_pairs
from audit.extraction.evaluation.reading import Attribution, PredictedClaim, SpanLine
from audit.extraction.evaluation.speakers import Judgement

CLASSES = {
    "missed": "marked, and nothing like it was found",
    "invented": "found, and nothing like it is marked",
    "borders": "found, but less than half alike",
    "inexact": "found, half alike or more, but not whole",
    "mention": "found, but said by somebody else",
    "not found": "speaker label without a claim",
    "speaker": "another name than the label's",
    "affiliation": "another affiliation than the label's",
    "role": "another role than the label's",
}
_SENTENCE_END = re.compile(r"[.?!][\"'”’)]*\s+|\n+")
_REACH = 240  # code points of context on each side, at most


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error. `wanted` and `got` are what is compared: words and mention of a claim, or an answer to a label.

    `kind` is that of the marked claim, spoken for an indirect one with a verb of saying; without one, the found one's.
    """

    name: str
    kind: str
    article: str
    start: int
    wanted: str
    got: str
    rule: str
    around: str


def mistakes(compared: Iterable[Comparison], judged: Iterable[Judgement]) -> Iterator[Mistake]:
    """All errors, article by article: those of the claims, then those of the speaker labels."""
    texts = {}
    for one in compared:
        texts[one.article["id"]] = one.article["text"]
        yield from _claim_mistakes(one)
    for judgement in judged:
        yield from _label_mistakes(judgement, texts.get(judgement.article, ""))


def _claim_mistakes(one: Comparison) -> Iterator[Mistake]:
    for i, (j, alike) in one.pairs.items():
        if alike < EXACT:
            yield _mistake("inexact", one, i, j)
        if not attributed(one.gold[i], one.predicted[j]):
            yield _mistake("mention", one, i, j)
    missed = [i for i in range(len(one.gold)) if i not in one.pairs]
    found = {j for j, _ in one.pairs.values()}
    invented = [j for j in range(len(one.predicted)) if j not in found]
    near = _near(one, missed, invented)
    yield from (_mistake("borders", one, i, j) for i, j in near.items())
    yield from (_mistake("missed", one, i, None) for i in missed if i not in near)
    yield from (_mistake("invented", one, None, j) for j in invented if j not in near.values())


def _near(one: Comparison, missed: Sequence[int], invented: Sequence[int]) -> dict[int, int]:
    """Unmatched claims of both sides that share some words: one error and not two."""
    alike = ((likeness(one.gold[i].characters, one.predicted[j].characters), i, j) for i in missed for j in invented)
    return {i: j for i, (j, _) in best_pairs(pair for pair in alike if pair[0] > 0).items()}


def _mistake(name: str, one: Comparison, i: int | None, j: int | None) -> Mistake:
    text = one.article["text"]
    marked = None if i is None else one.article["attributions"][one.gold[i].number]
    claim = None if j is None else one.claims[one.predicted[j].number]
    given: Attribution | PredictedClaim | None = marked or claim
    assert given is not None
    start, end = _whole(given["content"])
    return Mistake(
        name,
        _kind(one.predicted[j or 0] if i is None else one.gold[i]),
        one.article["id"],
        start,
        "nothing" if marked is None else _said(text, marked["content"], marked["source"]),
        "nothing" if claim is None else _said(text, claim["content"], _mention(claim)),
        _rule(claim),
        around(text, start, end),
    )


def _kind(item: Item) -> str:
    return "spoken" if item.spoken else item.kind


def _label_mistakes(judgement: Judgement, text: str) -> Iterator[Mistake]:
    label, got, right = judgement.label, judgement.got, judgement.right
    start, end = _whole(label["content"])
    asked: Mapping[str, str | None] = {k: label[k] for k in ("speaker", "affiliation", "role")}
    place = ("label", judgement.article, start)
    if got is None:
        words = words_at(text, label["content"])
        yield Mistake("not found", *place, f"{words} — {asked['speaker']}", "nothing", "", around(text, start, end))
        return
    for name, wanted in asked.items():
        if not right[name]:
            who = "" if name == "speaker" else f" ({label['speaker']})"
            yield Mistake(name, *place, f"{wanted}{who}", str(got.get(name)), _rule(got), around(text, start, end))


def _said(text: str, content: Sequence[SpanLine], sources: Sequence[SpanLine]) -> str:
    return f"{words_at(text, content)} — {words_at(text, sources) or 'nobody'}"


def words_at(text: str, spans: Sequence[SpanLine]) -> str:
    """The words at the spans on one line, pieces joined by an ellipsis."""
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)


def _mention(claim: PredictedClaim) -> list[SpanLine]:
    mention = claim.get("speaker_mention")
    return [] if mention is None else [mention]


def _rule(claim: PredictedClaim | None) -> str:
    if claim is None or "rule" not in claim:
        return ""
    return f"{claim['rule']} {claim.get('confidence', '')}".strip()


def _whole(content: Sequence[SpanLine]) -> tuple[int, int]:
    return min(start for start, _ in content), max(end for _, end in content)


def around(text: str, start: int, end: int) -> str:
    """The sentences that hold a stretch, on one line; a long one is cut."""
    first, last = max(0, start - _REACH), min(len(text), end + _REACH)
    before = [found.end() for found in _SENTENCE_END.finditer(text, first, start)]
    after = _SENTENCE_END.search(text, max(start, end - 1), last)
    return " ".join(text[before[-1] if before else first : after.end() if after else last].split())


def chosen(found: Sequence[Mistake], count: int) -> list[Mistake]:
    """At most `count` of them, evenly over all, so that one article does not fill the list."""
    return [found[n * len(found) // count] for n in range(count)] if len(found) > count else list(found)
