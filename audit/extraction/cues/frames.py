"""Verbs and nouns of saying as the word lists give them, each with what its content may be."""

from __future__ import annotations

from functools import cache

from audit.extraction.lexicon import lines, regular_forms


@cache
def speech_verbs() -> dict[str, tuple[str, frozenset[str]]]:
    """Every form of every verb of saying -> the verb and its frames."""
    return _framed("speech_verbs")


@cache
def finding_verbs() -> dict[str, tuple[str, frozenset[str]]]:
    """The same of verbs that only a study or a document says by."""
    return _framed("finding_verbs")


def _framed(name: str) -> dict[str, tuple[str, frozenset[str]]]:
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for line in lines(name):
        left, _, right = line.partition("|")
        forms = left.split()
        frames = frozenset(right.split()) or frozenset({"clause"})
        frames = frames if {"quote", "only"} & frames else frames | {"clause"}
        for form in forms if len(forms) > 1 else regular_forms(forms[0]):
            found[form] = forms[0], frames
    return found


@cache
def phrasal_verbs() -> dict[tuple[str, str], str]:
    """(form, particle) -> the verb."""
    found = {}
    for line in lines("phrasal_verbs"):
        *forms, particle = line.split()
        for form in forms if len(forms) > 1 else regular_forms(forms[0]):
            found[form, particle] = f"{forms[0]} {particle}"
    return found


@cache
def speech_nouns() -> dict[str, frozenset[str]]:
    """Every noun of saying -> what its content may be: a clause, or words behind a preposition."""
    split = (line.partition("|") for line in lines("speech_nouns"))
    return {noun.strip(): frozenset({"clause", *right.split()}) for noun, _, right in split}
