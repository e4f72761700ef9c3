"""The word lists in lexicon/*.txt: one entry a line, `#` starts a comment, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "lexicon"
_VOWELS = "aeiou"


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of one list in file order."""
    raw = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    stripped = (line.split("#")[0].strip() for line in raw)
    return tuple(line for line in stripped if line)


@cache
def entries(name: str) -> frozenset[str]:
    """The entries of one list as a set."""
    return frozenset(lines(name))


@cache
def pairs(name: str) -> dict[str, str]:
    """A list of `key = value` lines."""
    split = (line.split("=", 1) for line in lines(name))
    return {key.strip(): value.strip() for key, value in split}


@cache
def verb_forms(name: str) -> dict[str, str]:
    """Every inflected form of the verbs in a list -> the verb.

    An entry is a regular verb ("add") or an irregular one with all of its forms ("say says said saying"); what stands
    behind "|" is left aside.
    """
    forms: dict[str, str] = {}
    for line in lines(name):
        words = line.partition("|")[0].split()
        for form in words if len(words) > 1 else regular_forms(words[0]):
            forms[form] = words[0]
    return forms


def regular_forms(verb: str) -> tuple[str, ...]:
    """add -> add, adds, added, adding; with the English spelling rules for -e, -y and -s, and for -l both spellings."""
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb, verb + "es", verb + "ed", verb + "ing"
    regular = verb, verb + "s", verb + "ed", verb + "ing"
    is_doubled = verb.endswith("l") and verb[-2] in _VOWELS and verb[-3] not in _VOWELS  # signaled, British signalled
    return (*regular, verb + "led", verb + "ling") if is_doubled else regular
