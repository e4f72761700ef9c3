"""Claims in the making: the quotations of a paragraph that hang on one cue, with the words that belong to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from audit.extraction.attach.links import Link, Scene
from audit.extraction.clauses.content import clause_of
from audit.extraction.cues.expressions import Cue
from audit.extraction.cues.layout import Element

_NEAR = 8  # words from the verb to "that": "told Meridian on Monday that ..."


class Group(NamedTuple):
    """A claim in the making: its cue, the quotations and the words that are its content."""

    cue: Cue | None
    rule: str
    quotations: tuple[int, ...]
    words: tuple[int, ...]


def grouped(scene: Scene, elements: Sequence[Element], links: Sequence[Link]) -> list[Group]:
    """The links of one claim together, in order."""
    groups: list[list[Link]] = []
    for link in links:
        if groups and _same_claim(groups[-1][-1], link):
            groups[-1].append(link)
        else:
            groups.append([link])
    return [_group(scene, elements, group) for group in groups]


def _group(scene: Scene, elements: Sequence[Element], links: Sequence[Link]) -> Group:
    lead = next((link for link in links if link.cue), links[0])
    numbers = tuple(link.quotation for link in links)
    clause = clause_of(scene.parse, lead.cue) if lead.cue else None
    goes_on = lead.rule == "quote.before" and clause and clause.form == "that"
    went_on = lead.rule == "quote.next_sentence" and clause and clause.form in ("fronted", "inserted")
    words = clause.words if clause and (goes_on or went_on) else _led_in(scene, elements, links[0])
    return Group(lead.cue, lead.rule, numbers, words or _that_before(scene, elements, lead))


def _that_before(scene: Scene, elements: Sequence[Element], link: Link) -> tuple[int, ...]:
    """ "said that after forty years of it, "nobody cares any more." ": what stands between "that" and the quotation."""
    if link.rule != "quote.before" or link.cue is None or link.cue.kind != "verb" or not link.element:
        return ()
    words, last = scene.parse.words, elements[link.element - 1].last
    behind = range(link.cue.head + 1, min(link.cue.head + _NEAR, last))
    that = next((i for i in behind if words[i].lower == "that" and words[i].tag == "IN"), None)
    return () if that is None or words[last].text not in (",", ":") else tuple(range(that, last))


def _led_in(scene: Scene, elements: Sequence[Element], link: Link) -> tuple[int, ...]:
    """The start of a sentence whose end is the quotation: "The plan is dead because "nobody wants it," she said." """
    element = elements[link.element]
    if link.rule != "quote.after" or element.fresh or not link.element:
        return ()
    prose = elements[link.element - 1]
    said = any(cue.subject for cue in scene.cues_between(prose.first, prose.last))
    if prose.quotation >= 0 or said or not scene.parse.words[prose.last].text[-1:].isalnum():
        return ()
    return tuple(range(prose.first, prose.last + 1))


def _same_claim(one: Link, two: Link) -> bool:
    if one.cue is None:
        return two.cue is None or (two.rule != "quote.next_sentence" and two.element == one.element + 1)
    if two.cue is None:
        return False
    return one.cue.head == two.cue.head
