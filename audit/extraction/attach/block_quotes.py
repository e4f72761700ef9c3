"""Words that only the layout gives to somebody: a block behind "Roe wrote:", and pull quotes that repeat the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from audit.extraction.attach.links import Scene
from audit.extraction.attach.paragraph import Draft, mention_of
from audit.extraction.parsing.sentences import sentence_words, spans_of
from audit.extraction.text import Paragraph
from audit.extraction.types import Span

_SENTENCE = re.compile(r"(?<=[.?!…])\s+")
_PULLED_WORDS = 4
_BULLETS = frozenset({"-", "–", "—", "•", "*", "·"})


def blocks_of(drafts: Sequence[Draft], scenes: Sequence[Scene], paragraphs: Sequence[Paragraph]) -> list[Draft]:
    """A paragraph without marks and without a claim of its own, behind one that ends with "Roe wrote:"."""
    taken = {draft.paragraph for draft in drafts}
    found: list[Draft] = []
    for scene, following in pairwise(scenes):
        if scene.number in taken or following.number in taken or following.quotations or not following.parse.words:
            continue
        if paragraphs[scene.number].block == paragraphs[following.number].block:
            found += _announced(scene, following, paragraphs)
    return sorted([*drafts, *found], key=lambda draft: (draft.paragraph, draft.content))


def _announced(scene: Scene, following: Scene, paragraphs: Sequence[Paragraph]) -> list[Draft]:
    words = scene.parse.words
    if not words or words[-1].text != ":":
        return []
    last = sentence_words(scene.parse, len(words) - 1)
    cue = next((c for c in reversed(scene.cues) if c.head >= last[0] and c.subject and c.kind != "noun"), None)
    if cue is None:
        return []
    start = following.parse.words[
        1 if following.parse.words[0].text in _BULLETS and following.parse.words[1:] else 0
    ].start
    content: Span = start, paragraphs[following.number].end
    who, mark = mention_of(scene, cue), spans_of(scene.parse, cue.words)
    return [Draft(following.number, (content,), mark, who, None, "carry.colon", ())]


def without_pull_quotes(text: str, drafts: Sequence[Draft], scenes: Sequence[Scene]) -> list[Draft]:
    """Without the paragraphs that are nothing but a quotation which the article has elsewhere with its speaker."""
    said: set[str] = set()
    for draft in drafts:
        if draft.speaker is not None and draft.rule != "layout.signature":
            said.update(sentence for span in draft.content for sentence in _sentences(text[slice(*span)]))
    return [draft for draft in drafts if not _is_pulled(text, draft, scenes[draft.paragraph], said)]


def _is_pulled(text: str, draft: Draft, scene: Scene, said: set[str]) -> bool:
    if draft.speaker is not None and draft.rule != "layout.signature":
        return False
    alone = draft.rule == "layout.signature" or all(word.spoken for word in scene.parse.words)
    sentences = [sentence for span in draft.content for sentence in _sentences(text[slice(*span)])]
    long = sum(len(sentence.split()) for sentence in sentences) >= _PULLED_WORDS
    return alone and long and all(sentence in said for sentence in sentences)


def _sentences(words: str) -> list[str]:
    """The sentences in lower case, letters and digits alone, so that they can be compared."""
    cut = (" ".join(re.findall(r"\w+", sentence.casefold())) for sentence in _SENTENCE.split(words))
    return [sentence for sentence in cut if sentence]
