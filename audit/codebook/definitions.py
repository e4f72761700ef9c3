"""A rubric's definitions as frozen objects."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from audit.codebook.checks import problems
from audit.codebook.evidence_rules import NEEDS


class CodebookError(ValueError):
    """A value or tag that the codebook does not allow, in a sentence for the reviewer."""


@dataclass(frozen=True, slots=True)
class ValueDefinition:
    """One answer: its code, the group it is shown in, what it means, what evidence and how many people it needs."""

    value: str
    label: str
    group: str
    definition: str
    needs: str
    people: int

    @property
    def needs_words(self) -> str:
        return NEEDS[self.needs].words

    @property
    def stance(self) -> str:
        """What the evidence it needs says of the claim, empty where that is for the reviewer to tell."""
        return NEEDS[self.needs].stance


@dataclass(frozen=True, slots=True)
class QuestionDefinition:
    """One question with its answers in order, the order of graveness among defects, and reasons an answer must give."""

    title: str
    values: tuple[ValueDefinition, ...]
    primary_order: tuple[str, ...]
    reasons: Mapping[str, tuple[str, ...]]

    def get(self, value: str) -> ValueDefinition:
        for definition in self.values:
            if definition.value == value:
                return definition
        raise CodebookError(f"{value or 'An empty value'} is no answer to “{self.title}”.")

    def groups(self) -> list[tuple[str, list[ValueDefinition]]]:
        return [(name, list(values)) for name, values in groupby(self.values, key=lambda v: v.group)]

    def tag_choices(self) -> list[str]:
        """Everything that may stand beside a primary value: further defects, or reasons."""
        return [*self.primary_order, *(reason for reasons in self.reasons.values() for reason in reasons)]

    def check(self, value: str, tags: Sequence[str]) -> ValueDefinition:
        """The definition of a value with these tags; CodebookError when they do not go together."""
        definition = self.get(value)
        reasons = self.reasons.get(value, ())
        if reasons and not set(tags) & set(reasons):
            raise CodebookError(f"“{definition.label}” must say which: {', '.join(reasons)}.")
        for tag in tags:
            self._check_tag(definition, tag, reasons)
        return definition

    def _check_tag(self, definition: ValueDefinition, tag: str, reasons: Sequence[str]) -> None:
        if tag in reasons:
            return
        if tag not in self.primary_order or tag == definition.value:
            raise CodebookError(f"“{tag}” is no further defect beside “{definition.label}”.")
        order = self.primary_order
        if definition.value not in order:
            raise CodebookError(f"“{definition.label}” is no defect, so no further defect can stand beside it.")
        if order.index(tag) < order.index(definition.value):
            raise CodebookError(
                f"“{self.get(tag).label}” comes before “{definition.label}” in the codebook's order: "
                "make it the primary value and the other the tag."
            )


@dataclass(frozen=True, slots=True)
class Codebook:
    """A rubric, read."""

    name: str
    independence: str
    attribution: QuestionDefinition
    corroboration: QuestionDefinition

    @classmethod
    def read(cls, definitions: Mapping[str, Any]) -> Codebook:
        """The rubric that these definitions are of; CodebookError with all that is wrong when they are of none."""
        if wrong := problems(definitions):
            raise CodebookError(" ".join(wrong))
        return cls(
            name=definitions["name"],
            independence=definitions["independence"],
            attribution=_question(definitions["attribution"]),
            corroboration=_question(definitions["corroboration"]),
        )

    def question(self, name: str) -> QuestionDefinition:
        return {"attribution": self.attribution, "corroboration": self.corroboration}[name]


def _question(raw: Mapping[str, Any]) -> QuestionDefinition:
    values = tuple(_value(value) for value in raw["values"])
    reasons = {value: tuple(words) for value, words in raw.get("reasons", {}).items()}
    return QuestionDefinition(raw["title"], values, tuple(raw["primary_order"]), reasons)


def _value(raw: Mapping[str, Any]) -> ValueDefinition:
    label = raw.get("label", raw["value"].replace("_", " "))
    return ValueDefinition(raw["value"], label, raw["group"], raw["definition"], raw["needs"], raw.get("people", 1))


@cache
def default_definitions() -> dict[str, Any]:
    """The definitions the product ships with: version 1 of the first rubric."""
    definitions: dict[str, Any] = json.loads(Path(__file__).with_name("default.json").read_text(encoding="utf-8"))
    return definitions
