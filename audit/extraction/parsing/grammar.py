"""Questions about one parsed paragraph: who is the subject, how far does a noun phrase reach."""

from __future__ import annotations

from audit.extraction.parsing.parse import Parse

SUBJECTS = ("nsubj", "nsubjpass")
RELATIVES = frozenset({"who", "whom", "which", "that"})
_VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
FINITE = frozenset({"VBD", "VBP", "VBZ"})
_COUNTING = frozenset({"dozen", "couple", "hundred", "thousand", "million", "handful", "lot", "score", "few", "half"})
_OPEN_ENDS = frozenset({"relcl", "appos", "acl", "punct", "advcl", "cc", "conj", "parataxis", "ccomp", "dep", "prep"})


def is_verb(parse: Parse, index: int) -> bool:
    """Whether the word is tagged as a verb."""
    return parse.words[index].tag in _VERB_TAGS


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether the verb has a passive auxiliary or subject."""
    return bool(parse.children_by(verb, "auxpass", "nsubjpass"))


def agent_of(parse: Parse, verb: int) -> int | None:
    """The "by ..." of a passive."""
    for by in parse.children_by(verb, "agent"):
        for noun in parse.children_by(by, "pobj"):
            return noun
    return None


def noun_phrase(parse: Parse, head: int) -> list[int]:
    """The words of a noun phrase without appositions and clauses; with "of ..." and joined nouns.

    The result has no gap: it is what a reader would underline as the one who speaks.
    """
    first, last = head, head
    for child in parse.children[head]:
        word = parse.words[child]
        if child < head and word.dep not in ("punct", "relcl", "appos", "advcl", "ccomp"):
            first = min(first, parse.subtree(child)[0])
        elif child > head and word.dep not in _OPEN_ENDS:
            last = max(last, max(parse.subtree(child)))
        elif child > head and _belongs(parse, child, last):
            last = max(last, max(_tight(parse, child)))
    return list(range(_behind_another(parse, first, head), last + 1))


def _behind_another(parse: Parse, first: int, head: int) -> int:
    """The officials of "a move officials say will help", which the parser takes for one noun: "a" has no plural."""
    words = parse.words
    if words[first].lower not in ("a", "an") or words[head].tag != "NNS":
        return first
    another = first + 1
    while another < head and words[another].tag.startswith("JJ"):
        another += 1
    single = another < head and words[another].tag == "NN" and words[another].lower not in _COUNTING
    return another + 1 if single else first


def _belongs(parse: Parse, child: int, last: int) -> bool:
    """An "of", "from", "at" phrase or a joined noun right behind the head."""
    word = parse.words[child]
    if word.dep == "prep":
        return child == last + 1 and word.lower in ("of", "from", "in", "at", "for", "with", "on", "to", "by")
    return word.dep == "conj" and word.tag.startswith(("NN", "PRP")) and not _comma_before(parse, child)


def _comma_before(parse: Parse, index: int) -> bool:
    first = parse.subtree(index)[0]
    return first > 0 and parse.words[first - 1].text == ","


def _tight(parse: Parse, index: int) -> list[int]:
    """The subtree up to its first comma, dash or relative clause: with "Birch & Hale" in "by the firm Birch & Hale"."""
    kept = []
    for i in parse.subtree(index):
        if i > index and (parse.words[i].dep in ("relcl", "acl") or parse.words[i].text in (",", "—", "–", "-", "(")):
            break
        kept.append(i)
    return kept or [index]


def depth(parse: Parse, index: int) -> int:
    """How many heads a word has above it."""
    found = 0
    while parse.words[index].head != index and found < 40:
        index, found = parse.words[index].head, found + 1
    return found


def is_infinitive(parse: Parse, verb: int) -> bool:
    """Whether the verb has its "to"."""
    return any(parse.words[c].lower == "to" for c in parse.children_by(verb, "aux"))
