"""Stage 4: which cue and which speaker each quotation and each reported clause has."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from audit.extraction.attach.groups import Group, grouped
from audit.extraction.attach.links import Scene, links_of
from audit.extraction.attach.phrases import with_phrases
from audit.extraction.clauses.content import clause_of
from audit.extraction.cues.expressions import ADDRESSING, Cue
from audit.extraction.cues.labels import transcript_label
from audit.extraction.cues.layout import elements_of
from audit.extraction.parsing.grammar import depth, noun_phrase
from audit.extraction.parsing.parse import Parse
from audit.extraction.parsing.sentences import TRIM, spans_of
from audit.extraction.types import Span

_NEAR = 8  # words from a verb to its "that"


class Mention(NamedTuple):
    """The words that name who speaks: head and phrase, as indices into the words of one paragraph.

    `antecedent` is the noun a relative "who" stands for, -1 otherwise.
    """

    paragraph: int
    head: int
    words: tuple[int, ...]
    antecedent: int = -1


class Draft(NamedTuple):
    """An attribution before anybody has a name. `spoken` are the numbers of the quotations that are its content."""

    paragraph: int
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    speaker: Mention | None
    told_to: Span | None
    rule: str
    spoken: tuple[int, ...]


def attach(scene: Scene, *, dialogue: bool = False) -> list[Draft]:
    """All drafts of one paragraph, in order of the text; a line of `dialogue` belongs to its label as a whole."""
    if dialogue:
        return [_draft(scene, _transcript(scene))]
    elements = elements_of(scene.parse, scene.cues)
    groups = grouped(scene, elements, links_of(scene, elements))
    owned = {group.cue.head for group in groups if group.cue}
    lending = owned - {group.cue.head for group in groups if group.cue and group.rule != "quote.next_sentence"}
    groups += _reported(scene, owned, lending)
    return sorted((_draft(scene, group) for group in with_phrases(scene, groups)), key=lambda d: d.content)


def _draft(scene: Scene, group: Group) -> Draft:
    spans = [scene.quotations[number].inner for number in group.quotations]
    spans += content_spans(scene, group.words)
    content = tuple(sorted(spans))
    if group.cue is None:
        return Draft(scene.number, content, (), None, None, group.rule, group.quotations)
    cue = spans_of(scene.parse, group.cue.words)
    who, addressee = mention_of(scene, group.cue), told_to(scene, group.cue)
    return Draft(scene.number, content, cue, who, addressee, group.rule, group.quotations)


def content_spans(scene: Scene, words: tuple[int, ...]) -> list[Span]:
    """The spans of words; with the marks of quotations inside, without those of one that is all there is."""
    found = []
    for start, end in spans_of(scene.parse, words):
        first, last = (bisect_left(scene.parse.words, at, key=lambda w: w.start) for at in (start, end))
        for number in sorted({w.quotation for w in scene.parse.words[first:last]} - {-1}):
            q = scene.quotations[number]
            reach = (q.start, q.end) if start < q.start or end > q.end else q.inner
            start, end = min(start, reach[0]), max(end, reach[1])
        found.append((start, end))
    return found


def mention_of(scene: Scene, cue: Cue) -> Mention | None:
    """Who the cue's subject is, as a noun phrase; the antecedent stays with the resolver."""
    if cue.subject is None or cue.kind == "hearing":
        return None
    head = cue.subject.word
    words = [i for i in noun_phrase(scene.parse, head) if i < cue.head or head > cue.head]
    first = words[0] - 1
    if first >= 0 and scene.parse.words[first].tag == "DT" and scene.parse.words[first].head == cue.head > head:
        words = [first, *words]  # the article of "the two write", if the parser took the verb for its noun
    return Mention(scene.number, head, _outside(scene.parse, words, head), cue.subject.antecedent)


def _outside(parse: Parse, words: list[int], head: int) -> tuple[int, ...]:
    """A noun phrase without the quotation that the parser took for a part of it, and the comma before that."""
    quoted = next((i for i in words if i > head and parse.words[i].quotation != parse.words[head].quotation), None)
    kept = [i for i in words if quoted is None or i < quoted]
    while quoted is not None and parse.words[kept[-1]].text in TRIM:
        kept.pop()
    return tuple(kept)


def told_to(scene: Scene, cue: Cue) -> Span | None:
    """The addressee of "told" and its like."""
    if cue.verb not in ADDRESSING:
        return None
    for child in scene.parse.children_by(cue.head, "dobj", "dative"):
        if child > cue.head:
            return scene.parse.span(noun_phrase(scene.parse, child))
    return None


def _reported(scene: Scene, owned: set[int], lending: set[int]) -> list[Group]:
    """Reported clauses; of two where one holds the other, the outer one.

    A cue that gives the quotation of the next sentence its speaker may have told something itself: "He said he was
    tired. "I quit." "
    """
    taken: set[int] = set()
    groups = []
    for cue in sorted(scene.cues, key=lambda c: (c.kind != "source", depth(scene.parse, c.head), c.head)):
        if cue.head in owned - lending or cue.subject is None or cue.head in taken:
            continue
        clause = clause_of(scene.parse, cue)
        if clause is None or not clause.words or taken & set(clause.words):
            continue
        if cue.head in lending and (clause.form != "that" or _is_quoted(scene.parse, clause.words)):
            continue
        told = cue.kind == "source" and (owned & set(clause.words) or _is_told(scene, cue) or _is_passed_on(scene, cue))
        if told or (cue.kind == "hearing" and clause.form != "that" and _has_teller(scene, clause.words)):
            continue  # ""Go home," he shouted, according to the minutes": the words are his
        taken |= set(clause.words)
        groups.append(Group(cue, f"clause.{clause.form}", (), clause.words))
    return groups


def _is_quoted(parse: Parse, words: Sequence[int]) -> bool:
    """Whether any of the words stands in quotation marks."""
    return any(parse.words[i].quotation >= 0 for i in words)


def _has_teller(scene: Scene, words: Sequence[int]) -> bool:
    """ "A report found that it was late, the jury heard": the report says it."""
    return any(c.head in words and c.kind == "verb" and c.subject is not None for c in scene.cues)


def _is_told(scene: Scene, cue: Cue) -> bool:
    """ "Roe said that according to the minutes, ...": the phrase is part of what she says."""
    words, that = scene.parse.words, cue.head - 1 - (scene.parse.words[cue.head - 1].text == ",")
    marked = that > 0 and words[that].lower == "that" and words[that].tag == "IN"
    tellers = (c for c in scene.cues_between(that - _NEAR, that) if c.kind == "verb" and c.subject is not None)
    return marked and any(words[c.head].sentence == words[that].sentence for c in tellers)


def _is_passed_on(scene: Scene, cue: Cue) -> bool:
    """ "It is late, he told voters, according to a guest": the words are his."""
    words = scene.parse.words
    tellers = [
        c for c in scene.cues_between(cue.head - _NEAR, cue.head - 1) if c.kind == "verb" and c.subject is not None
    ]
    if not tellers or words[cue.head - 1].text != ",":
        return False
    subject = tellers[-1].subject
    first = noun_phrase(scene.parse, subject.word)[0] if subject is not None else 0
    between = range(tellers[-1].words[-1] + 1, cue.head - 1)
    plain = all(words[i].tag.startswith(("NN", "DT", "JJ", "PRP", "IN")) for i in between)
    return plain and first > 0 and words[first - 1].text == "," and words[first].sentence == words[cue.head].sentence


def _transcript(scene: Scene) -> Group:
    """All of a line behind its label."""
    cue = transcript_label(scene.parse)
    return Group(cue, "layout.transcript", (), tuple(range(cue.head + 1, len(scene.parse.words))))
