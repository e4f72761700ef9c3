"""Attributions made by a mark alone: "Roe: ...", a signature after a dash, the label of a transcript line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from audit.extraction.cues.expressions import Cue
from audit.extraction.cues.layout import DASHES, Element
from audit.extraction.cues.subjects import Subject, can_speak
from audit.extraction.lexicon import entries
from audit.extraction.parsing.grammar import is_verb
from audit.extraction.parsing.parse import Parse

_LONGEST_LABEL = 8
_SHORTEST_LINE = 3
_QUOTE = frozenset({"quote"})
_TURNS = frozenset({"question", "answer"})  # labels that tell whose turn it is, and name nobody


def label_before(parse: Parse, prose: Element) -> Cue | None:
    """ "Roe:", "More from Roe:", "Rents fell - Roe:" before a quotation: the last noun, if no verb stands by it."""
    if parse.words[prose.last].text not in (":", "):"):
        return None
    dashes = [
        i for i in range(prose.first, prose.last) if parse.words[i].text in DASHES and parse.words[i].tag != "HYPH"
    ]
    first = dashes[-1] + 1 if dashes else prose.first
    noun = _before_brackets(parse, prose.last)
    if noun < first or noun - first > _LONGEST_LABEL or any(is_verb(parse, i) for i in range(first, prose.last)):
        return None
    if not parse.words[noun].tag.startswith(("NN", "PRP")) or not can_speak(parse, noun):
        return None
    if noun == first and parse.words[noun].lower in _TURNS:
        return Cue(prose.last, (prose.last,), ":", _QUOTE, None, "label")
    return Cue(prose.last, (prose.last,), ":", _QUOTE, Subject(_phrase_head(parse, noun, first)), "label")


def _before_brackets(parse: Parse, colon: int) -> int:
    """The Roe of "Roe (R-Ohio):"; the parser takes the bracket and the colon for one word, as of a smiling face."""
    if parse.words[colon].text == ":" and parse.words[colon - 1].text != ")":
        return colon - 1
    return next((i - 1 for i in range(colon, 0, -1) if parse.words[i].text == "("), -1)


def answer_before(parse: Parse, prose: Element) -> Cue | None:
    """ "Roe's take:", "His verdict?" before a quotation: the words are his."""
    noun = prose.last - 1
    if parse.words[prose.last].text not in (":", "?") or noun < prose.first:
        return None
    owners = parse.children_by(noun, "poss") if parse.words[noun].lower in entries("answer_nouns") else ()
    if not owners or any(is_verb(parse, i) for i in range(prose.first, prose.last)):
        return None
    return Cue(noun, (noun,), parse.words[noun].lower, _QUOTE, Subject(owners[0]), "noun")


def name_before_colon(parse: Parse, prose: Element) -> Cue | None:
    """ "The fall does not surprise the surveyor Ada Roe:" where nobody else in the sentence can speak."""
    name = prose.last - 1
    if parse.words[prose.last].text != ":" or name < prose.first or parse.words[name].entity != "PERSON":
        return None
    return Cue(prose.last, (prose.last,), ":", _QUOTE, Subject(name), "label")


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


def dialogue_of(parses: Sequence[Parse], cued: Sequence[bool]) -> frozenset[int]:
    """The numbers of the paragraphs that are lines of a conversation: "Q: ...", "MAYOR: ...", "Ada Roe: ...".

    A name counts as a label if it comes again or if the line before or behind has a label too; capitals alone do
    where nothing else attributes (`cued` is False)."""
    ends = [_label_end(parse) for parse in parses]
    labels = [tuple(w.lower for w in p.words[:end]) for p, end in zip(parses, ends, strict=True)]
    often = Counter(label for label in labels if label)
    found = set()
    for number, (parse, end) in enumerate(zip(parses, ends, strict=True)):
        near = any(0 <= n < len(ends) and ends[n] for n in (number - 1, number + 1))
        if end and (
            often[labels[number]] > 1
            or (near and _names_a_speaker(parse, end))
            or (not cued[number] and _in_capitals(parse, end))
        ):
            found.add(number)
    return frozenset(found)


def transcript_label(parse: Parse) -> Cue:
    """The label at the head of a line of dialogue; only for paragraphs that dialogue_of names."""
    colon = _label_end(parse)
    return Cue(colon, (colon,), ":", _QUOTE, Subject(colon - 1), "label")


def _label_end(parse: Parse) -> int:
    """Where the colon of a label stands, 0 if the line is not one: a few capitals, a colon, then a sentence."""
    heads = parse.words[: _LONGEST_LABEL // 2 + 2]
    colon = next((n for n, word in enumerate(heads) if word.text == ":"), 0)
    rest = parse.words[colon + 1 :]
    high = all(w.text[:1].isupper() or not w.text.isalpha() for w in heads[:colon])
    if not colon or not high or not heads[colon - 1].text.isalpha() or any(w.spoken for w in heads[: colon + 2]):
        return 0
    return colon if len(rest) >= _SHORTEST_LINE and rest[0].text[:1].isupper() and rest[-1].text in ".?!" else 0


def _names_a_speaker(parse: Parse, end: int) -> bool:
    last = parse.words[end - 1]
    return len(last.text) == 1 or last.entity in ("PERSON", "ORG") or can_speak(parse, end - 1)


def _in_capitals(parse: Parse, end: int) -> bool:
    labels = parse.words[:end]
    return len(labels[-1].text) > 1 and all(w.text.isupper() or not w.text.isalpha() for w in labels)
