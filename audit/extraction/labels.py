"""Attributions made by a mark alone: "Roe: ...", a signature after a dash, the label of a transcript line."""

from __future__ import annotations

from audit.extraction.cues import Cue
from audit.extraction.grammar import is_verb
from audit.extraction.layout import DASHES, Element
from audit.extraction.parse import Parse
from audit.extraction.subjects import Subject, can_speak

_LONGEST_LABEL = 8
_QUOTE = frozenset({"quote"})


def label_before(parse: Parse, prose: Element) -> Cue | None:
    """ "Roe:", "More from Roe:", "Rents fell - Roe:" before a quotation: the last noun, if no verb stands by it."""
    if parse.words[prose.last].text != ":":
        return None
    dashes = [
        i for i in range(prose.first, prose.last) if parse.words[i].text in DASHES and parse.words[i].tag != "HYPH"
    ]
    first = dashes[-1] + 1 if dashes else prose.first
    noun = prose.last - 1
    if noun < first or noun - first > _LONGEST_LABEL or any(is_verb(parse, i) for i in range(first, prose.last)):
        return None
    if not parse.words[noun].tag.startswith(("NN", "PRP")) or not can_speak(parse, noun):
        return None
    return Cue(prose.last, (prose.last,), ":", _QUOTE, Subject(_phrase_head(parse, noun, first)), "label")


def _phrase_head(parse: Parse, noun: int, first: int) -> int:
    """The head of the phrase that ends with the noun: for joined names the first of them."""
    while first <= parse.words[noun].head < noun and parse.words[noun].dep in ("conj", "compound", "pobj"):
        if parse.words[noun].dep == "pobj":
            break
        noun = parse.words[noun].head
    return noun


def signature_after(parse: Parse, prose: Element) -> Cue | None:
    """ "— Ada Roe" behind a quotation."""
    if parse.words[prose.first].text not in DASHES or prose.last - prose.first > 2 * _LONGEST_LABEL:
        return None
    reach = range(prose.first + 1, prose.last + 1)
    if any(is_verb(parse, i) for i in reach):
        return None
    names = [i for i in reach if parse.words[i].tag.startswith("NNP")]
    if not names or names[0] > prose.first + 3:
        return None
    last = names[0]
    while last + 1 in names:
        last += 1
    return Cue(prose.first, (prose.first,), "—", _QUOTE, Subject(last), "label")


def transcript_label(parse: Parse) -> Cue | None:
    """ "MAYOR ROE: And that is why I run." The paragraph begins with capitals and a colon."""
    for index, word in enumerate(parse.words[: _LONGEST_LABEL // 2 + 2]):
        if word.text == ":" and 0 < index < len(parse.words) - 1:
            labels = parse.words[:index]
            capitals = all(w.text.isupper() or not w.text.isalpha() for w in labels)
            if capitals and len(labels[-1].text) > 1 and labels[-1].text.isalpha():
                return Cue(index, (index,), ":", _QUOTE, Subject(index - 1), "label")
            return None
        if word.spoken:
            return None
    return None
