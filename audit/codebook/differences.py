"""What differs between two versions of a codebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audit.codebook.checks import QUESTIONS
from audit.codebook.definitions import Codebook, QuestionDefinition, ValueDefinition


@dataclass(frozen=True, slots=True)
class Difference:
    """One text or list that is another one now. `place` and `aspect` say which; an empty side means there was none."""

    place: str
    aspect: str
    before: str
    after: str


def differences(old: Codebook, new: Codebook) -> list[Difference]:
    """All differences, in the order of the codebook; texts as they are shown."""
    found = [
        Difference("the codebook", "name", old.name, new.name),
        Difference("the codebook", "what independent means", old.independence, new.independence),
    ]
    for name in QUESTIONS:
        found += _question(name, old.question(name), new.question(name))
    return [difference for difference in found if difference.before != difference.after]


def _question(name: str, old: QuestionDefinition, new: QuestionDefinition) -> Iterator[Difference]:
    yield Difference(name, "question", old.title, new.title)
    before, after = ({value.value: value for value in question.values} for question in (old, new))
    for value in dict.fromkeys([*before, *after]):
        yield from _value(f"{name}: {value.replace('_', ' ')}", before.get(value), after.get(value))
    yield Difference(name, "order of answers", _names(tuple(before)), _names(tuple(after)))
    yield Difference(name, "order of defects", _names(old.primary_order), _names(new.primary_order))
    for value in dict.fromkeys([*old.reasons, *new.reasons]):
        reasons = [", ".join(question.reasons.get(value, ())) for question in (old, new)]
        yield Difference(f"{name}: {value.replace('_', ' ')}", "reasons to choose from", *reasons)


def _value(place: str, old: ValueDefinition | None, new: ValueDefinition | None) -> Iterator[Difference]:
    if old is None or new is None:
        yield Difference(place, "offered", "yes" if old else "no", "yes" if new else "no")
        return
    yield Difference(place, "label", old.label, new.label)
    yield Difference(place, "group", old.group, new.group)
    yield Difference(place, "meaning", old.definition, new.definition)
    yield Difference(place, "needs", old.needs_words, new.needs_words)
    yield Difference(place, "people", str(old.people), str(new.people))


def _names(values: tuple[str, ...]) -> str:
    return ", ".join(value.replace("_", " ") for value in values)
