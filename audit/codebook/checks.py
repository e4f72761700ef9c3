"""Whether definitions are those of a codebook: everything that is wrong with them, in sentences for their author."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from audit.codebook.evidence_rules import NEEDS

QUESTIONS = ("attribution", "corroboration")
PEOPLE = (1, 2)
LONGEST = 2000  # code points of one text


def problems(definitions: Any) -> list[str]:
    """All that is wrong; empty for definitions that `Codebook.read` reads."""
    if not isinstance(definitions, Mapping):
        return ["The definitions must be an object."]
    found = [message for name in ("name", "independence") for message in _text(definitions, name, "The codebook")]
    for question in QUESTIONS:
        raw = definitions.get(question)
        found += _question(raw, question) if isinstance(raw, Mapping) else [f"The question “{question}” is missing."]
    return found


def _text(raw: Mapping[str, Any], name: str, owner: str) -> Iterator[str]:
    text = raw.get(name)
    if not isinstance(text, str) or not text.strip():
        yield f"{owner} needs a text for “{name}”."
    elif len(text) > LONGEST:
        yield f"{owner}: the text for “{name}” is longer than {LONGEST} characters."


def _question(raw: Mapping[str, Any], name: str) -> Iterator[str]:
    owner = f"The question “{name}”"
    yield from _text(raw, "title", owner)
    values = raw.get("values")
    if not isinstance(values, list) or not values or not all(isinstance(value, Mapping) for value in values):
        yield f"{owner} offers no answer."
        return
    for value in values:
        yield from _value(value, f"{owner}, answer “{value.get('value', '')}”")
    offered = [str(value.get("value")) for value in values]
    yield from _once(owner, "answer", offered)
    yield from _once(owner, "label", [str(value.get("label", value.get("value"))) for value in values])
    groups = [group for group, _ in groupby(str(value.get("group")) for value in values)]
    yield from (
        f"{owner}: the answers of the group “{group}” do not stand together."
        for group, n in Counter(groups).items()
        if n > 1
    )
    yield from _order(raw.get("primary_order"), offered, owner)
    yield from _reasons(raw.get("reasons", {}), offered, owner)


def _value(raw: Mapping[str, Any], owner: str) -> Iterator[str]:
    for name in ("value", "group", "definition", *(["label"] if "label" in raw else [])):
        yield from _text(raw, name, owner)
    if raw.get("needs") not in NEEDS:
        yield f"{owner} names an evidence rule that does not exist: {raw.get('needs')}."
    if isinstance(raw.get("people", 1), bool) or raw.get("people", 1) not in PEOPLE:
        yield f"{owner} needs one person or two."


def _once(owner: str, what: str, names: list[str]) -> Iterator[str]:
    yield from (f"{owner} has the {what} “{name}” twice." for name, count in Counter(names).items() if count > 1)


def _order(order: Any, offered: list[str], owner: str) -> Iterator[str]:
    if not isinstance(order, list):
        yield f"{owner} needs a list of its defects in order, which may be empty."
        return
    yield from _once(owner, "defect", [str(value) for value in order])
    yield from (
        f"{owner}: the defect “{value}” is no answer that is offered." for value in order if value not in offered
    )


def _reasons(reasons: Any, offered: list[str], owner: str) -> Iterator[str]:
    if not isinstance(reasons, Mapping):
        yield f"{owner}: reasons must be an object of lists."
        return
    for value, words in reasons.items():
        if value not in offered:
            yield f"{owner}: reasons are given for “{value}”, which is no answer that is offered."
        if (
            not isinstance(words, list)
            or not words
            or not all(isinstance(word, str) and word.strip() for word in words)
        ):
            yield f"{owner}: the reasons of “{value}” must be words."
