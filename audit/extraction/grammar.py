"""Questions about one parsed paragraph: who is the subject, how far does a noun phrase reach."""

from __future__ import annotations

from typing import NamedTuple

from audit.extraction.lexicon import entries
from audit.extraction.parse import Parse

SUBJECTS = ("nsubj", "nsubjpass")
RELATIVES = frozenset({"who", "whom", "which", "that"})
_DUMMIES = frozenset({"there", "this", "that", "what", "which", "these", "those", "something", "nothing"})
_IMPERSONAL = frozenset({"goes", "went", "seems", "seemed", "appears", "turned", "turns", "is", "was"})
_PASSIVE_SPEECH = frozenset({"quoted", "reported", "overheard", "heard", "recorded", "cited", "paraphrased"})
_VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_LONGEST_CLOSE = 10  # words after the verb: "told Meridian on the phone on Friday."
_NOMINAL = ("NN", "DT", "JJ", "POS", "CD", "PRP", "HYPH")
_OPEN_ENDS = frozenset({"relcl", "appos", "acl", "punct", "advcl", "cc", "conj", "parataxis", "ccomp", "dep", "prep"})


class Subject(NamedTuple):
    """The head word of who speaks; for "who" `antecedent` is the noun it stands for, else -1."""

    word: int
    antecedent: int = -1


def is_verb(parse: Parse, index: int) -> bool:
    """Whether the word is tagged as a verb."""
    return parse.words[index].tag in _VERB_TAGS


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether the verb has a passive auxiliary or subject."""
    return bool(parse.children_by(verb, "auxpass", "nsubjpass"))


def subject_of(parse: Parse, verb: int, depth: int = 0) -> Subject | None:
    """The subject of the verb, inherited over conjunction, participle and infinitive; None if there is none."""
    own = [i for i in parse.children_by(verb, *SUBJECTS) if not parse.words[i].spoken]
    own = [i for i in own if parse.words[i].entity not in ("DATE", "TIME")] or own
    if own:
        before = [i for i in own if i < verb]
        return _own_subject(parse, verb, before[-1] if before else own[0])
    if depth > 4 or parse.children_by(verb, "expl"):
        return None
    word = parse.words[verb]
    head = word.head
    if word.dep == "acl" and word.tag == "VBN" and word.lower not in _PASSIVE_SPEECH:
        agent = agent_of(parse, verb)
        return None if agent is None else Subject(agent)
    if word.dep == "acl" and not parse.words[head].spoken:
        issued = parse.words[head].dep == "dobj" and parse.words[head].lower in entries("document_nouns")
        return (subject_of(parse, parse.words[head].head, depth + 1) if issued else None) or Subject(head)
    if word.dep in ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep") and head != verb:
        if parse.words[head].tag[:1] in "VIM":
            return subject_of(parse, head, depth + 1)
        if word.dep == "conj":
            return subject_of(parse, head, depth + 1)
    return None


def _own_subject(parse: Parse, verb: int, subject: int) -> Subject | None:
    word = parse.words[subject]
    if word.dep == "nsubjpass" and parse.words[verb].lower not in _PASSIVE_SPEECH:
        agent = agent_of(parse, verb)
        return None if agent is None else Subject(agent)
    if parse.words[verb].dep == "relcl" and word.lower in RELATIVES:
        return Subject(subject, parse.words[verb].head)
    if word.lower in _DUMMIES and word.tag != "NNP":
        return None
    if word.lower == "it" and (is_passive(parse, verb) or parse.words[verb].lower in _IMPERSONAL):
        return None
    return Subject(subject)


def inverted_subject(parse: Parse, verb: int) -> Subject | None:
    """ "...," said the mayor of Fairtown: the noun phrase right behind the verb, if the words before it are quoted."""
    before = parse.words[verb - 1] if verb else None
    comma = before is not None and before.text == "," and parse.words[verb].lower in ("said", "says")
    quoted = before is not None and before.quotation >= 0
    if parse.words[verb].tag == "VBG" or not (before is None or quoted or comma):
        return None
    head = None
    for index in range(verb + 1, min(verb + 12, len(parse.words))):
        word = parse.words[index]
        if word.spoken or word.entity in ("DATE", "TIME") or not word.tag.startswith(_NOMINAL):
            break
        if word.tag.startswith(("NN", "PRP")) and word.tag != "PRP$":
            head = index
    return None if head is None else Subject(head)


def leading_noun(parse: Parse, first: int, verb: int) -> Subject | None:
    """The first noun phrase between two words, for a verb whose subject the parser lost: "Roe, 49, told ..." """
    head = None
    for index in range(first, verb):
        word = parse.words[index]
        if word.tag.startswith(("NN", "PRP")) and word.tag != "PRP$" and word.entity not in ("DATE", "TIME"):
            head = index
        elif head is not None and not word.tag.startswith(_NOMINAL):
            break
    return None if head is None else Subject(head)


def closing_subject(parse: Parse, verb: int) -> tuple[int, Subject] | None:
    """The comma and the subject of an attribution that closes its sentence, where the parser gave the verb to the
    clause before: "Rents have fallen in Port Sarrel, officers and tenants told Meridian." """
    if parse.words[verb].tag not in _FINITE or parse.children_by(verb, *SUBJECTS):
        return None
    comma = verb - 1
    while comma > 0 and parse.words[comma].tag.startswith((*_NOMINAL, "CC")):
        comma -= 1
    subject = leading_noun(parse, comma + 1, verb)
    sentence = parse.words[verb].sentence
    if subject is None or parse.words[comma].text != "," or parse.words[comma].sentence != sentence:
        return None
    before = [i for i in range(comma) if parse.words[i].sentence == sentence]
    after = [i for i in range(verb + 1, len(parse.words)) if parse.words[i].sentence == sentence]
    if len(after) > _LONGEST_CLOSE or any(is_verb(parse, i) or parse.words[i].spoken for i in after):
        return None
    said = any(parse.words[i].tag in _FINITE or parse.words[i].tag == "MD" for i in before)
    return (comma, subject) if said and not any(parse.words[i].spoken for i in before) else None


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
    return list(range(first, last + 1))


def _belongs(parse: Parse, child: int, last: int) -> bool:
    """An "of", "from", "at" phrase or a joined noun right behind the head."""
    word = parse.words[child]
    if word.dep == "prep":
        return child == last + 1 and word.lower in ("of", "from", "in", "at", "for", "with", "on")
    return word.dep == "conj" and word.tag.startswith(("NN", "PRP")) and not _comma_before(parse, child)


def _comma_before(parse: Parse, index: int) -> bool:
    first = parse.subtree(index)[0]
    return first > 0 and parse.words[first - 1].text == ","


def _tight(parse: Parse, index: int) -> list[int]:
    """The subtree up to its first comma, dash or relative clause."""
    kept = []
    for i in parse.subtree(index):
        if i > index and (
            parse.words[i].dep in ("relcl", "acl", "appos") or parse.words[i].text in (",", "—", "–", "-", "(")
        ):
            break
        kept.append(i)
    return kept or [index]


def depth(parse: Parse, index: int) -> int:
    """How many heads a word has above it."""
    found = 0
    while parse.words[index].head != index and found < 40:
        index, found = parse.words[index].head, found + 1
    return found
