"""What the words alone show the parser to have got wrong: heads and labels are set right before anything reads them.

A repair is a function over the words of a view that changes them in place; REPAIRS lists them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from audit.extraction.lexicon import entries, verb_forms
from audit.extraction.parsing.raw_words import RawWord

_PREFIXES = frozenset({"co", "ex"})
_NOUNS = ("NN", "NNP")
_WHILE = frozenset({"in", "during", "at", "on", "after", "before"})


def repaired(words: list[RawWord]) -> list[RawWord]:
    """The words with the heads and labels that they should have; their number and order stay."""
    for repair in REPAIRS:
        repair(words)
    return words


def _prefixes(words: list[RawWord]) -> None:
    """The "co" and the hyphen of "said co-founder Ana Roe" are no subjects of their own: they belong to the founder."""
    for at in range(1, len(words) - 1):
        before, behind = words[at - 1], words[at + 1]
        joined = words[at].text == "-" and before.end == words[at].start and behind.start == words[at].end
        if joined and before.text.lower() in _PREFIXES and behind.tag in _NOUNS and behind.head != at - 1:
            words[at - 1] = before._replace(head=at + 1, dep="compound")
            words[at] = words[at]._replace(head=at + 1, dep="punct", tag="HYPH")


def _names_for_modals(words: list[RawWord]) -> None:
    """The Will of "Will wrote" and the Jolly of "Jolly said" are people: nobody else does so, and no modal verb has a
    finite verb behind it."""
    subjects = {word.head for word in words if word.dep in ("nsubj", "nsubjpass", "csubj")}
    for name, word in enumerate(words[:-1]):
        verb = name + 1
        told = words[verb].text in verb_forms("speech_verbs") and words[verb].tag in ("VBD", "VBN", "VBZ", "VBP")
        opens = name == 0 or words[name - 1].text in ('"', "”", ".")
        adverb = word.tag == "RB" and word.text.endswith("ly") and opens and verb not in subjects
        if (word.tag == "MD" or adverb) and word.text.istitle() and told:
            words[name] = word._replace(tag="NNP", dep="nsubj", head=verb)
            words[verb] = words[verb]._replace(tag="VBD" if words[verb].tag == "VBN" else words[verb].tag)


def _bodies_before_posts(words: list[RawWord]) -> None:
    """The head of "a Department of Order spokesperson" is who speaks, not the department."""
    for first, last in _bodies(words):
        post = last + 1
        inside = range(first, post)
        if post == len(words) or words[post].tag != "NN" or words[post].head not in inside:
            continue
        if words[post].text not in entries("roles"):
            continue
        head = next(i for i in inside if words[i].head not in inside or words[i].head == i)
        root = words[head].head == head
        words[post] = words[post]._replace(dep=words[head].dep, head=post if root else words[head].head)
        words[head] = words[head]._replace(dep="compound", head=post)
        for i, word in enumerate(words):
            if word.head == head and i not in inside and i != post:
                words[i] = word._replace(head=post)


def _shared_posts(words: list[RawWord]) -> None:
    """One person has both posts of "said founder and CEO Ana Roe"; with "the" before them they may be two."""
    children: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        children.setdefault(word.head, []).append(at)
    for name, word in enumerate(words):
        post = word.head
        if word.dep != "conj" or word.entity != "PERSON" or post >= name or words[post].tag != "NN":
            continue
        first = name
        while first > post and words[first - 1].entity == "PERSON":
            first -= 1
        second = words[first - 1].text.lower() in entries("roles") and words[first - 1].head == name
        told_of = any(words[i].dep in ("det", "poss") for i in children.get(post, ()))
        if not second or told_of or words[post].text.lower() not in entries("roles") or words[post].head == post:
            continue
        words[name] = word._replace(dep=words[post].dep, head=words[post].head)
        for i in children.get(post, ()):
            if i != name:
                words[i] = words[i]._replace(head=name)
        words[post] = words[post]._replace(dep="compound", head=name)


def _predicates(words: list[RawWord]) -> None:
    """The "as" of "described the plan in an interview as reckless" says what the plan is, not what the interview is."""
    for at, word in enumerate(words):
        when = words[word.head].head if word.text == "as" and words[word.head].dep == "pobj" else at
        if words[when].text.lower() not in _WHILE or not when < word.head < at:
            continue
        verb = words[when].head
        objects = (w for w in words[verb + 1 : when] if w.head == verb)
        if words[verb].text in _called() and any(w.dep == "dobj" or w.text == "to" for w in objects):
            words[at] = word._replace(head=verb)


@cache
def _called() -> frozenset[str]:
    """The forms of the verbs that call somebody something."""
    return frozenset(verb_forms("speech_verbs")) | frozenset(verb_forms("attitude_verbs"))


def _bodies(words: list[RawWord]) -> Iterator[tuple[int, int]]:
    """The first and last word of each name that the tagger takes for an organization's."""
    first = -1
    for at, word in enumerate([*words, None]):
        inside = word is not None and word.entity == "ORG"
        if inside and first < 0:
            first = at
        elif not inside and first >= 0:
            yield first, at - 1
            first = -1


REPAIRS = (_prefixes, _names_for_modals, _shared_posts, _bodies_before_posts, _predicates)
