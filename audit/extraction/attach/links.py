"""Which cue each shortened quotation of a paragraph hangs on, by what stands right before and behind it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from audit.extraction.clauses.content import clause_of
from audit.extraction.cues.beside import any_verb_in, first_verb_in, last_verb_in
from audit.extraction.cues.expressions import Cue
from audit.extraction.cues.labels import answer_before, label_before, name_before_colon, signature_after
from audit.extraction.cues.layout import Element, ends_full
from audit.extraction.cues.lost_subjects import leading_noun
from audit.extraction.parsing.grammar import noun_phrase
from audit.extraction.parsing.parse import Parse
from audit.extraction.quotes.quotations import Quotation

_Found: TypeAlias = tuple[Cue, str]  # with the rule that found it


class Scene(NamedTuple):
    """One paragraph with all that the stages before know of it."""

    number: int
    parse: Parse
    cues: tuple[Cue, ...]
    quotations: Mapping[int, Quotation]

    def cues_between(self, first: int, last: int) -> tuple[Cue, ...]:
        """The cues whose heads are among the words first..last."""
        start = bisect_left(self.cues, first, key=lambda cue: cue.head)
        return self.cues[start : bisect_right(self.cues, last, key=lambda cue: cue.head)]


class Link(NamedTuple):
    """A quotation by its number, the cue it hangs on, the rule that says so, and its place among the elements."""

    quotation: int
    cue: Cue | None
    rule: str
    element: int


def links_of(scene: Scene, elements: Sequence[Element]) -> list[Link]:
    """A link for every quotation of the paragraph, in order; without a cue where nothing attributes it."""
    found: list[Link] = []
    for number, element in enumerate(elements):
        if element.quotation >= 0:
            found.append(_link(scene, elements, number, found[-1] if found else None))
    return found


def _link(scene: Scene, elements: Sequence[Element], number: int, last: Link | None) -> Link:
    """A cue beside the quotation, failing that a mark or any verb, failing that what stands in the sentences before."""
    before = elements[number - 1] if number and not elements[number].fresh else None
    after = elements[number + 1] if number + 1 < len(elements) and not elements[number + 1].fresh else None
    before = before if before is not None and before.quotation < 0 else None
    after = after if after is not None and after.quotation < 0 else None
    asked = before is not None and _is_put_to_somebody(scene, before)
    if asked and ends_full(scene.parse, elements[number]):
        return Link(elements[number].quotation, None, "quote.asked", number)
    found = _by_cue(scene, elements, number, before, after) or _by_mark(scene.parse, before, after)
    found = found or _resumed(scene, elements, number, last)
    found = found or _by_verb(scene.parse, before, after) or _from_before(scene, elements, number, last)
    cue, rule = found or (None, "quote.asked" if asked else "quote.alone")
    return Link(elements[number].quotation, cue, rule, number)


def _by_cue(
    scene: Scene, elements: Sequence[Element], number: int, before: Element | None, after: Element | None
) -> _Found | None:
    introducing = before and _cue_in(scene, before, -1)
    introducing = _nearer(scene, before, introducing) if before and introducing else None
    if before and introducing and introducing.kind == "verb" and label_before(scene.parse, before):
        introducing = None  # "Roads reopen - Ada Roe: ...": the verb stands before the dash
    following = after and _cue_in(scene, after, 0)
    sides = [(introducing, "quote.before"), (following, "quote.after")]
    that = before is not None and introducing is not None and _ends_with_that(scene.parse, before, introducing)
    if after and not that and _attributes_at_once(scene, after) and not _announced(scene, elements, number):
        sides.reverse()
    return next(((cue, rule) for cue, rule in sides if cue), None)


def _by_mark(parse: Parse, before: Element | None, after: Element | None) -> _Found | None:
    return _first_of(
        parse,
        (before, "layout.label", answer_before),
        (before, "layout.label", label_before),
        (after, "layout.signature", signature_after),
    )


def _by_verb(parse: Parse, before: Element | None, after: Element | None) -> _Found | None:
    return _first_of(
        parse,
        (after, "quote.verb_after", first_verb_in),
        (before, "quote.verb_before", last_verb_in),
        (before, "quote.verb_before", any_verb_in),
        (before, "layout.label", name_before_colon),
    )


def _first_of(
    parse: Parse, *tried: tuple[Element | None, str, Callable[[Parse, Element], Cue | None]]
) -> _Found | None:
    found = ((find(parse, prose), rule) for prose, rule, find in tried if prose)
    return next(((cue, rule) for cue, rule in found if cue is not None), None)


def _resumed(scene: Scene, elements: Sequence[Element], number: int, last: Link | None) -> _Found | None:
    if last is not None and last.cue is not None and _follows(scene, elements, last, number):
        return last.cue, "quote.resumed"
    return None


def _from_before(scene: Scene, elements: Sequence[Element], number: int, last: Link | None) -> _Found | None:
    if last is not None and last.cue is not None and elements[number - 1].quotation >= 0:
        return None
    cue = _sentence_before(scene, elements, number)
    return (cue, "quote.next_sentence") if cue else None


def _is_put_to_somebody(scene: Scene, before: Element) -> bool:
    """ "Roe was asked, "Why now?": by somebody whom the text does not name, and whom no neighbour can tell."""
    words = scene.parse.words
    asked = before.last - (words[before.last].text in (",", ":"))
    passive = words[asked].lower == "asked" and bool(scene.parse.children_by(asked, "auxpass"))
    return passive and words[before.last].text in (",", ":")


def _ends_with_that(parse: Parse, before: Element, cue: Cue) -> bool:
    """ "Even as Roe claims that "it is late," Finn says ...": the clause is already hers."""
    return cue.kind == "verb" and "clause" in cue.frames and parse.words[before.last].lower == "that"


def _announced(scene: Scene, elements: Sequence[Element], number: int) -> bool:
    """ "Roe wrote back, "Why now?" Finn then said ...": a full sentence whose attribution stands before it."""
    before, element = elements[number - 1] if number else None, elements[number]
    if (
        before is None
        or before.quotation >= 0
        or element.fresh
        or scene.parse.words[before.last].text not in (",", ":")
    ):
        return False
    return ends_full(scene.parse, element) and _cue_in(scene, before, -1) is not None


def _nearer(scene: Scene, prose: Element, cue: Cue) -> Cue:
    """Another verb between the cue and the quotation, if the cue has a clause of its own that ends before it."""
    clauses = (i for i in scene.parse.children_by(cue.head, "ccomp") if i > cue.head)
    if scene.parse.words[next(clauses, cue.head)].spoken:
        return cue  # "said that once the rain stops, "I will go"": the quotation is the clause
    clause = clause_of(scene.parse, cue)
    if clause is None or clause.form != "that" or clause.words[-1] >= prose.last - 2:
        return cue
    return any_verb_in(scene.parse, prose._replace(first=clause.words[-1] + 1)) or cue


def _attributes_at_once(scene: Scene, prose: Element) -> bool:
    """ "she said" or "said the mayor" right behind the quotation: nearer than anything before it."""
    cue = _cue_in(scene, prose, 0)
    if prose.quotation >= 0 or cue is None or cue.subject is None or _adds_on(scene, cue, prose):
        return False
    first = min(cue.words[0], noun_phrase(scene.parse, cue.subject.word)[0])
    return first <= prose.first + 1 and scene.parse.words[prose.first].lower not in ("and", "but", "as", "while")


def _adds_on(scene: Scene, cue: Cue, prose: Element) -> bool:
    """ "Roe said, "It is late," adding, "Go home": the participle opens what comes next."""
    return cue.head == prose.first and scene.parse.words[cue.head].tag == "VBG"


def _cue_in(scene: Scene, prose: Element, pick: int) -> Cue | None:
    inside = scene.cues_between(prose.first, prose.last)
    known = [c for c in inside if c.subject is not None]
    known = [c for c in known if c.kind != "noun"] or known  # "said in her statement": said
    put = [c for c in known if c.verb == "put it"]  # "as Roe put it in a note explaining the sale"
    if put and pick < 0:
        return put[-1]
    if known:
        return known[-2] if pick < 0 and _is_witnessed(scene.parse, known) else known[pick]
    if pick < 0 and inside and inside[-1].head == prose.first:
        return _goes_on_saying(scene, inside[-1])
    lost = [c for c in inside if c.kind == "verb" and scene.parse.words[c.head].tag in ("VBD", "VBZ", "VBP")]
    subject = leading_noun(scene.parse, prose.first, lost[pick].head) if lost else None
    return lost[pick]._replace(subject=subject) if subject is not None else None


def _goes_on_saying(scene: Scene, cue: Cue) -> Cue | None:
    """ "Roe said it was late. Adding, "...": a participle that stands for a sentence has the subject before it."""
    if scene.parse.words[cue.head].tag != "VBG":
        return None
    told = (c for c in reversed(scene.cues_between(0, cue.head - 1)) if c.subject is not None and c.kind == "verb")
    last = next(told, None)
    return cue._replace(subject=last.subject) if last is not None else None


def _is_witnessed(parse: Parse, known: Sequence[Cue]) -> bool:
    """ "said, according to a soldier, "Go": said by whom the soldier heard."""
    if len(known) == 1 or (known[-2].kind, known[-1].kind) != ("verb", "source"):
        return False
    return all(parse.words[i].text == "," for i in range(known[-2].words[-1] + 1, known[-1].head))


def _follows(scene: Scene, elements: Sequence[Element], last: Link, number: int) -> bool:
    """Whether only the attribution of the quotation before stands between the two."""
    between = elements[last.element + 1 : number]
    if not between or _only_joins(scene.parse, between):
        return True
    return not (len(between) > 1 or last.rule not in ("quote.after", "quote.verb_after"))


def _only_joins(parse: Parse, between: Sequence[Element]) -> bool:
    """The "and," of "Roe shouted, "Go home," and, "Now!" """
    words = [w for e in between for w in parse.words[e.first : e.last + 1] if w.text not in (",", '"')]
    return [w.lower for w in words] in (["and"], ["and", "then"])


def _sentence_before(scene: Scene, elements: Sequence[Element], number: int) -> Cue | None:
    if number == 0 or elements[number - 1].quotation >= 0:
        return None
    prose = elements[number - 1]
    return _cue_in(scene, prose, -1) or answer_before(scene.parse, prose) or any_verb_in(scene.parse, prose)
