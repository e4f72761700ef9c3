"""Headlines With Capitals Throughout, in which the parser takes every verb for a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from audit.extraction.lexicon import entries, verb_forms
from audit.extraction.parsing.view import is_titled
from audit.extraction.text import HEADS, Paragraph

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LOW_OPENING = re.compile(r"[\w,;)] $")  # what stands before a word that does not open a sentence
_BEGINNING = re.compile(r"[\"'“”‘’:.?!]\s?$")
_SHORTEST = 5  # words of a headline


def in_sentence_case(text: str, paragraphs: Sequence[Paragraph]) -> str:
    """The text with such headlines as a sentence, code point for code point: the words that the article itself
    writes small are written small, and so are the small words of English."""
    heads = [p for n, p in enumerate(paragraphs) if not n or p.kind in HEADS]  # a first line with a full stop is body
    titled = [p for p in heads if _is_titled(text, p)]
    if not titled:
        return text
    small = _written_small(text, [p for p in paragraphs if p.kind not in HEADS])
    parts, at = [], 0
    for head in titled:
        behind = next((word.end() for word in _WORD.finditer(text, head.start, head.end)), head.end)
        parts += [text[at:behind], _WORD.sub(lambda word: _cased(word, small), text[behind : head.end])]
        at = head.end
    return "".join([*parts, text[at:]])


def _cased(word: re.Match[str], small: frozenset[str]) -> str:
    """The word in small letters, unless something begins with it."""
    low = word.group().lower()
    begins = _BEGINNING.search(word.string, max(0, word.start() - 2), word.start())
    return word.group() if begins or low not in small or len(low) != len(word.group()) else low


def _is_titled(text: str, head: Paragraph) -> bool:
    words = text[head.start : head.end].split()
    return len(words) >= _SHORTEST and is_titled(words)


def _written_small(text: str, body: Sequence[Paragraph]) -> frozenset[str]:
    """Words that stand in the text without a capital more often than with one inside a sentence."""
    votes: Counter[str] = Counter()
    for paragraph in body:
        for word in _WORD.finditer(text, paragraph.start, paragraph.end):
            if word.group().islower():
                votes[word.group()] += 1
            elif _LOW_OPENING.search(text, max(0, word.start() - 2), word.start()):
                votes[word.group().lower()] -= 1
    told = {word for word, balance in votes.items() if balance > 0}
    return frozenset(told).union(entries("small_words"), entries("english_words"), verb_forms("speech_verbs"))
