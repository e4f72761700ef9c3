"""Sentences as rows of words: where they begin and end, and which spans of the text a content takes up."""

from __future__ import annotations

from typing import NamedTuple

from audit.extraction.parsing.parse import Parse
from audit.extraction.types import Span

TRIM = frozenset({",", ".", ";", ":", "—", "–", "-", "--", "...", "…", '"', "''", "``", "?", "!"})
_LOOSE_ENDS = frozenset({",", ".", ";", ":", "—", "–", "-", "--"})


class Clause(NamedTuple):
    """The words of a content, in order, perhaps with gaps; `form` says by which construction they were found."""

    words: tuple[int, ...]
    form: str


def sentence_words(parse: Parse, index: int) -> list[int]:
    """All words of the sentence around a word; inside brackets those in the brackets."""
    number = parse.words[index].sentence
    first, last = index, index
    while first > 0 and parse.words[first - 1].sentence == number:
        first -= 1
    while last + 1 < len(parse.words) and parse.words[last + 1].sentence == number:
        last += 1
    return _within_brackets(parse, list(range(first, last + 1)), index)


def _within_brackets(parse: Parse, sentence: list[int], index: int) -> list[int]:
    opened = -1
    for i in sentence:
        if parse.words[i].text == "(" and i < index:
            opened = i
        elif parse.words[i].text == ")" and i < index:
            opened = -1
        elif parse.words[i].text == ")" and opened >= 0:
            return list(range(opened + 1, i))
    return sentence


def border_after(parse: Parse, index: int, last: int) -> int:
    """The last word from here on before a mark that parts clauses."""
    while index < last and not is_border(parse, index + 1):
        index += 1
    return index


def is_border(parse: Parse, index: int) -> bool:
    """Whether the word is such a mark, or a quotation, or outside the paragraph."""
    if not 0 <= index < len(parse.words):
        return True
    word = parse.words[index]
    return (word.text in TRIM and word.tag != "HYPH") or word.spoken


def between_semicolons(parse: Parse, words: list[int], at: int) -> list[int]:
    """Of a sentence the part around a word: between semicolons, behind a colon that a new sentence follows."""
    kept: list[int] = []
    for index in words:
        word = parse.words[index]
        parts = word.text == ";" or (word.text == ":" and index + 1 in words and _begins_anew(parse, index + 1))
        if parts and index > at:
            return kept
        kept = [] if parts else [*kept, index]
    return kept


def _begins_anew(parse: Parse, index: int) -> bool:
    word = parse.words[index]
    return word.text[:1].isupper() and not word.tag.startswith("NNP") and word.quotation < 0


def marks(parse: Parse, clause: int) -> set[str]:
    """The words that open a clause: "that", "if"."""
    return {parse.words[i].lower for i in parse.children_by(clause, "mark")}


def made(parse: Parse, words: list[int], form: str) -> Clause:
    """Without marks at the ends, and without the quotation mark of a neighbour."""
    words = [i for i in words if not parse.words[i].spoken and not parse.words[i].text.isspace()]
    while words and parse.words[words[0]].text in _LOOSE_ENDS:
        words = words[1:]
    while words and parse.words[words[-1]].text in _LOOSE_ENDS:
        words = words[:-1]
    return Clause(tuple(words), form)


def spans_of(parse: Parse, words: tuple[int, ...]) -> tuple[Span, ...]:
    """The text spans of words; a gap in the words is a gap in the spans, whose ends lose commas and dashes."""
    runs: list[list[int]] = []
    for index in words:
        if runs and all(parse.words[i].text.isspace() for i in range(runs[-1][-1] + 1, index)):
            runs[-1].append(index)
        else:
            runs.append([index])
    trimmed = [made(parse, run, "").words for run in runs]
    return tuple(parse.span(run) for run in trimmed if run)
