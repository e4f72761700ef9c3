"""Stage 4: which cue and which speaker each quotation and each reported clause has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from audit.extraction.clauses import ADDRESSING, clause_of, sentence_words, spans_of
from audit.extraction.cues import Cue
from audit.extraction.fragments import Fragment, fragments_of, governed, introduced
from audit.extraction.grammar import depth, noun_phrase
from audit.extraction.labels import transcript_label
from audit.extraction.layout import Element, elements_of
from audit.extraction.links import Link, Scene, links_of
from audit.extraction.types import Span

_ATTRIBUTED_BEHIND = frozenset({"quote.after", "quote.verb_after"})
_TELLING = 3  # more words than a term or a name has


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


class _Group(NamedTuple):
    """A claim in the making: its cue, the quotations and the words that are its content."""

    cue: Cue | None
    rule: str
    quotations: tuple[int, ...]
    words: tuple[int, ...]


def attach(scene: Scene, *, dialogue: bool = False) -> list[Draft]:
    """All drafts of one paragraph, in order of the text; a line of `dialogue` belongs to its label as a whole."""
    if dialogue:
        return [_draft(scene, _transcript(scene))]
    elements = elements_of(scene.parse, scene.cues)
    groups = _grouped(scene, elements, links_of(scene, elements))
    owned = {group.cue.head for group in groups if group.cue}
    groups += _reported(scene, owned)
    groups = _with_fragments(scene, groups)
    return sorted((_draft(scene, group) for group in groups), key=lambda d: d.content)


def _grouped(scene: Scene, elements: Sequence[Element], links: Sequence[Link]) -> list[_Group]:
    groups: list[list[Link]] = []
    for link in links:
        if groups and _same_claim(groups[-1][-1], link):
            groups[-1].append(link)
        else:
            groups.append([link])
    return [_group(scene, elements, group) for group in groups]


def _group(scene: Scene, elements: Sequence[Element], links: Sequence[Link]) -> _Group:
    lead = next((link for link in links if link.cue), links[0])
    numbers = tuple(link.quotation for link in links)
    clause = clause_of(scene.parse, lead.cue) if lead.cue else None
    goes_on = lead.rule == "quote.before" and clause and clause.form == "that"
    went_on = lead.rule == "quote.next_sentence" and clause and clause.form in ("fronted", "inserted")
    words = clause.words if clause and (goes_on or went_on) else _led_in(scene, elements, links[0])
    return _Group(lead.cue, lead.rule, numbers, words)


def _led_in(scene: Scene, elements: Sequence[Element], link: Link) -> tuple[int, ...]:
    """The start of a sentence whose end is the quotation: "The plan is dead because "nobody wants it," she said." """
    element = elements[link.element]
    if link.rule != "quote.after" or element.fresh or not link.element:
        return ()
    prose = elements[link.element - 1]
    said = any(prose.first <= cue.head <= prose.last and cue.subject for cue in scene.cues)
    if prose.quotation >= 0 or said or not scene.parse.words[prose.last].text[-1:].isalnum():
        return ()
    return tuple(range(prose.first, prose.last + 1))


def _same_claim(one: Link, two: Link) -> bool:
    if one.cue is None:
        return two.cue is None or (two.rule != "quote.next_sentence" and two.element == one.element + 1)
    if two.cue is None:
        return False
    return one.cue.head == two.cue.head


def _draft(scene: Scene, group: _Group) -> Draft:
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
        for q in scene.quotations.values():
            if q.start < end and start < q.end:
                outside = start < q.start or end > q.end
                reach = (q.start, q.end) if outside else q.inner
                start, end = min(start, reach[0]), max(end, reach[1])
        found.append((start, end))
    return found


def mention_of(scene: Scene, cue: Cue) -> Mention | None:
    """Who the cue's subject is, as a noun phrase; the antecedent stays with the resolver."""
    if cue.subject is None:
        return None
    head = cue.subject.word
    return Mention(scene.number, head, tuple(noun_phrase(scene.parse, head)), cue.subject.antecedent)


def told_to(scene: Scene, cue: Cue) -> Span | None:
    """The addressee of "told" and its like."""
    if cue.verb not in ADDRESSING:
        return None
    for child in scene.parse.children_by(cue.head, "dobj", "dative"):
        if child > cue.head:
            return scene.parse.span(noun_phrase(scene.parse, child))
    return None


def _reported(scene: Scene, owned: set[int]) -> list[_Group]:
    """Reported clauses; of two where one holds the other, the outer one."""
    taken: set[int] = set()
    groups = []
    for cue in sorted(scene.cues, key=lambda c: (c.kind != "source", depth(scene.parse, c.head), c.head)):
        if cue.head in owned or cue.subject is None or cue.head in taken:
            continue
        clause = clause_of(scene.parse, cue)
        if clause is None or not clause.words or taken & set(clause.words):
            continue
        taken |= set(clause.words)
        groups.append(_Group(cue, f"clause.{clause.form}", (), clause.words))
    return groups


def _transcript(scene: Scene) -> _Group:
    """All of a line behind its label."""
    cue = transcript_label(scene.parse)
    return _Group(cue, "layout.transcript", (), tuple(range(cue.head + 1, len(scene.parse.words))))


def _with_fragments(scene: Scene, groups: list[_Group]) -> list[_Group]:
    """Quoted phrases that are in no claim yet join the quotation they continue, or make a claim of their own."""
    for fragment in fragments_of(scene.parse):
        inside = set(range(fragment.first, fragment.last + 1))
        if any(inside & set(group.words) for group in groups):
            continue
        resumed = _adjoining(scene, groups, fragment)
        resumed = _resumed(scene, groups, fragment) if resumed is None else resumed
        if resumed is not None:
            group = groups[resumed]
            groups[resumed] = group._replace(words=tuple(sorted({*group.words, *inside})))
            continue
        found = introduced(scene.parse, fragment, scene.cues) or governed(scene.parse, fragment, scene.cues)
        owner = _owner(groups, found.cue.head) if found else None
        if found is not None and owner is not None:
            words = {*groups[owner].words, *inside}
            groups[owner] = groups[owner]._replace(words=tuple(range(min(words), max(words) + 1)))
        elif found is not None and not any(set(found.words) & set(g.words) for g in groups):
            groups.append(_Group(found.cue, "phrase." + found.cue.kind, (), found.words))
        elif found is None:
            groups = _with_next_sentence(scene, groups, fragment)
    return groups


def _with_next_sentence(scene: Scene, groups: list[_Group], fragment: Fragment) -> list[_Group]:
    """ "We tried," she said. That makes us "the last to go": the sentence behind goes on with what she said."""
    if fragment.last - fragment.first < _TELLING:
        return groups
    sentence = sentence_words(scene.parse, fragment.first)
    if any(cue.head in sentence for cue in scene.cues) or not sentence[0]:
        return groups
    before = sentence_words(scene.parse, sentence[0] - 1)
    for number, group in enumerate(groups):
        if group.cue is not None and group.cue.head in before and group.rule in _ATTRIBUTED_BEHIND:
            grown = group._replace(words=tuple(sorted({*group.words, *sentence})))
            return [*groups[:number], grown, *groups[number + 1 :]]
    return groups


def _owner(groups: Sequence[_Group], verb: int) -> int | None:
    """The group of reported words that the verb already has."""
    return next(
        (n for n, g in enumerate(groups) if g.cue and g.cue.head == verb and g.words and not g.quotations), None
    )


def _adjoining(scene: Scene, groups: Sequence[_Group], fragment: Fragment) -> int | None:
    """ "said they "need more" and "soon" ": the group whose words end right before the phrase, or before its "and"."""
    last = fragment.first - 1
    while last >= 0 and scene.parse.words[last].lower in (",", "and", "or"):
        last -= 1
    for number, group in enumerate(groups):
        quoted = last >= 0 and scene.parse.words[last].quotation >= 0
        if group.words and group.words[-1] == last and (last == fragment.first - 1 or quoted):
            return number
    return None


def _resumed(scene: Scene, groups: Sequence[_Group], fragment: Fragment) -> int | None:
    """ "We lost," he said, "and we know it": the group whose attribution stands right before the comma."""
    words = scene.parse.words
    at = fragment.first - 1
    at -= at > 0 and words[at].lower in ("and", "but", "or")
    if at >= 0 and at < fragment.first - 1 and words[at].spoken:
        return next((n for n, group in enumerate(groups) if words[at].quotation in group.quotations), None)
    if at < 0 or words[at].text not in (",", "—", "–", "--"):
        return None
    for number, group in enumerate(groups):
        if group.cue is None or not group.quotations or group.cue.head >= fragment.first:
            continue
        between = range(group.cue.head, fragment.first)
        later = [c for c in scene.cues if c.head in between and c.head != group.cue.head]
        stopped = any(words[i].spoken or words[i].text in (".", "?", "!") for i in between)
        if not later and not stopped:
            return number
    return None
