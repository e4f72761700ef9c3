"""Gold and prediction lines: what they hold, and clear words about those that do not.

Spans are [start, end) in code points of the article's text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NotRequired, TypeAlias, TypedDict, cast

KINDS = ("direct", "mixed", "indirect")
SpanLine: TypeAlias = Sequence[int]


class Attribution(TypedDict):
    """A claim as a person has marked it; `source` is empty where the article names nobody."""

    content: list[SpanLine]
    source: list[SpanLine]
    kind: NotRequired[str]
    cue: NotRequired[list[SpanLine]]


class Label(TypedDict):
    """Who says a quotation, and for whom; beside each of the three there may be other answers that are right too."""

    content: list[SpanLine]
    speaker: str | None
    affiliation: str | None
    role: str | None
    speaker_kind: NotRequired[str]
    speaker_alternatives: NotRequired[list[str | None]]
    affiliation_alternatives: NotRequired[list[str | None]]
    role_alternatives: NotRequired[list[str | None]]
    co_speakers: NotRequired[list[str] | None]
    pronoun_source: NotRequired[bool]
    skip: NotRequired[bool]


class Labels(TypedDict):
    """The labelled claims of an article."""

    claims: list[Label]


class GoldArticle(TypedDict):
    """One article with what a person has marked in it; no `speakers`: nobody has labelled them.

    With `punctuation` (any word) the kinds of claims are those given, not those that double marks show."""

    id: str
    text: str
    attributions: list[Attribution]
    punctuation: NotRequired[str]
    speakers: NotRequired[Labels]


class PredictedClaim(TypedDict):
    """Of a prediction line what is measured; another system may leave out all but the content."""

    content: list[SpanLine]
    kind: NotRequired[str]
    speaker_mention: NotRequired[SpanLine | None]
    speaker: NotRequired[str | None]
    speaker_kind: NotRequired[str | None]
    affiliation: NotRequired[str | None]
    role: NotRequired[str | None]
    confidence: NotRequired[float]
    rule: NotRequired[str]


class PredictedArticle(TypedDict):
    """One article of a prediction file."""

    id: str
    claims: list[PredictedClaim]


class BadLines(ValueError):
    """A file of lines that cannot be measured; the message says where and why."""


def read_gold(lines: Iterable[str], name: str) -> list[GoldArticle]:
    """The articles of a gold file; `name` is what an error calls the file. Raises BadLines."""
    articles = cast(list[GoldArticle], _records(lines, name, _gold_fault))
    if not articles:
        raise BadLines(f"{name} holds no article.")
    return articles


def read_predictions(lines: Iterable[str], name: str) -> list[PredictedArticle]:
    """The articles of a prediction file. Raises BadLines."""
    return cast(list[PredictedArticle], _records(lines, name, _prediction_fault))


def read_labels(raw: str, name: str) -> dict[str, list[Label]]:
    """Article -> labels, of a JSON list of {"id", "claims": [label, ...]}. Raises BadLines."""
    try:
        articles = json.loads(raw)
    except ValueError as error:
        raise BadLines(f"{name}: {error}") from error
    if not isinstance(articles, list):
        raise BadLines(f'{name} is no list of {{"id", "claims"}}.')
    for number, article in enumerate(articles, start=1):
        if fault := _fault(article, {"id": str, "claims": list}) or _label_fault(article["claims"]):
            raise BadLines(f"{name}, article {number}: {fault}.")
    return {article["id"]: article["claims"] for article in articles}


def checked(gold: Sequence[GoldArticle], predictions: Sequence[PredictedArticle]) -> dict[str, list[PredictedClaim]]:
    """Article -> predicted claims. Raises BadLines for an article that is not in the gold, or a span not in it."""
    texts = {article["id"]: article["text"] for article in gold}
    for line in predictions:
        if line["id"] not in texts:
            raise BadLines(f"There is a prediction for {line['id']}, which is not in the gold file.")
        for claim in line["claims"]:
            _check_spans(line["id"], len(texts[line["id"]]), claim)
    return {line["id"]: line["claims"] for line in predictions}


def _check_spans(article: str, size: int, claim: PredictedClaim) -> None:
    mention = claim.get("speaker_mention")
    for start, end in [*claim["content"], *([mention] if mention else [])]:
        if not 0 <= start < end <= size:
            raise BadLines(f"{article}: the span [{start}, {end}] is not in the text.")


def _records(lines: Iterable[str], name: str, fault_of: Any) -> list[Any]:
    found: dict[str, Any] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise BadLines(f"{name}, line {number}: {error}") from error
        if fault := fault_of(record):
            raise BadLines(f"{name}, line {number}: {fault}.")
        if record["id"] in found:
            raise BadLines(f"{name}, line {number}: {record['id']} stands there a second time.")
        found[record["id"]] = record
    return list(found.values())


def _gold_fault(record: Any) -> str | None:
    if fault := _fault(record, {"id": str, "text": str, "attributions": list}):
        return fault
    for entry in record["attributions"]:
        spans = _fault(entry, {"content": list, "source": list}) or _spans_fault(
            [*entry["content"], *entry["source"], *entry.get("cue", [])], len(record["text"])
        )
        if spans:
            return f"attribution {entry.get('id', '') if isinstance(entry, Mapping) else ''}: {spans}"
    if record.get("punctuation") and any(entry.get("kind") not in KINDS for entry in record["attributions"]):
        return "an article with punctuation gives each attribution a kind"
    if "speakers" in record:
        return _fault(record["speakers"], {"claims": list}) or _label_fault(record["speakers"]["claims"])
    return None


def _prediction_fault(record: Any) -> str | None:
    if fault := _fault(record, {"id": str, "claims": list}):
        return fault
    for claim in record["claims"]:
        if fault := _fault(claim, {"content": list}):
            return f"claim: {fault}"
        mention = claim.get("speaker_mention")
        if fault := _spans_fault([*claim["content"], *([] if mention is None else [mention])]):
            return f"claim: {fault}"
    return None


def _label_fault(labels: Any) -> str | None:
    for label in labels:
        fault = _fault(label, {"content": list, "speaker": str | None, "affiliation": str | None, "role": str | None})
        if fault := fault or _spans_fault(label["content"]):
            return f"speaker label: {fault}"
    return None


def _fault(record: Any, fields: Mapping[str, Any]) -> str | None:
    if not isinstance(record, dict):
        return "this is no object"
    wrong = [field for field, kind in fields.items() if field not in record or not isinstance(record[field], kind)]
    return f"{wrong[0]!r} is missing or of the wrong type" if wrong else None


def _spans_fault(spans: Iterable[Any], size: int | None = None) -> str | None:
    for span in spans:
        if not (isinstance(span, list) and len(span) == 2 and all(isinstance(at, int) for at in span)):
            return f"{span!r} is no span [start, end]"
        if not 0 <= span[0] < span[1] or (size is not None and span[1] > size):
            return f"the span {span!r} is outside the text"
    return None
