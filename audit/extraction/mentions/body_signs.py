"""Signs beside a name that it is a body's: "N, a group that ...", "N's chief executive", "an engineer at N"."""

from __future__ import annotations

from audit.extraction.lexicon import entries
from audit.extraction.mentions.offices import is_person_noun, is_role_noun
from audit.extraction.mentions.people import is_given_name
from audit.extraction.parsing.grammar import SUBJECTS
from audit.extraction.parsing.parse import Parse

_POSTS = frozenset({"founder", "ceo", "cfo", "coo", "cto", "executive", "treasurer"})
_PLURAL_POSTS = frozenset({"founders", "executives", "employees", "engineers", "shareholders", "shares", "stock"})
_BEFORE_POSTS = frozenset({"co", "-", "vice", "senior", "chief", "then", "former", "interim", "acting", "managing"})
_OWNERS = frozenset({"'s", "’s", "'", "’"})
_REACH = 7  # words of a phrase behind a name that may hold the noun of a body
_WORK = frozenset({"works", "worked", "working", "job", "jobs", "employed", "employee", "employees"})


def is_body_behind(parse: Parse, last: int) -> bool:
    """ "N, a group that opposes the plan", "N, the Fairtown software company" """
    words = parse.words
    if last + 3 >= len(words) or words[last + 1].text != "," or words[last + 2].lower not in ("a", "an", "the"):
        return False
    head, plain = "", True
    for word in words[last + 3 : last + 3 + _REACH]:
        if not word.tag.startswith(("NN", "JJ", "HYPH", "VBN", "CD", "POS")):
            break
        head = "" if word.text[:1].isupper() else word.lower
        plain = plain and bool(head)
    person = not plain and is_role_noun(head)  # "N, a Fairtown-based developer"
    return head in entries("organization_nouns") | entries("generic_bodies") and not person


def told_as_body(parse: Parse, first: int, last: int) -> bool:
    """Whether a name is an organization's by the words around it: "the utility, N", "N coach Ana Roe", "the N" """
    words = parse.words
    if first > 1 and words[first - 1].text == "," and words[first - 2].tag == "NN":
        noun = words[first - 2].lower
        listed = noun in entries("organization_nouns") or noun in entries("generic_bodies")
        apposed = words[last].dep == "appos" and words[last].head == first - 2  # "the largest firm, Calder Marine, ..."
        if words[first].entity != "PERSON" or (listed and apposed and words[first - 2].dep in SUBJECTS):
            return listed
    following = words[last + 1] if last + 1 < len(words) else None
    if first > 0 and words[first - 1].lower == "the" and words[last].tag == "NNPS":
        return following is None or not following.tag.startswith("NN")
    office = following is not None and following.tag == "NN" and is_person_noun(following.lower)
    staff = following is not None and following.lower in entries("staff_roles")
    return office and not staff and last + 2 < len(words) and words[last + 2].tag.startswith("NNP")


def has_posts(parse: Parse, first: int, last: int, kind: str) -> bool:
    """Whether a name of several words has posts that only a body has: "N co-founder", "N's chief executive".

    A place needs the possessive: "Silicon Valley executives" are of no body called so."""
    words = parse.words
    if first == last or is_given_name(words[first].lower) or not words[first].text[:1].isupper():
        return False
    if kind != "place" and is_body_behind(parse, last):
        return True
    if kind != "place" and first > 1 and words[first - 1].lower in ("at", "for"):
        before = words[first - 2].lower
        return before in _WORK or (is_role_noun(before) and words[first - 1].lower == "at")
    at = last + 1
    owns = at < len(words) and words[at].text in _OWNERS
    at += owns
    while at < len(words) - 1 and words[at].lower in _BEFORE_POSTS:
        at += 1
    noun = words[at].lower if at < len(words) else ""
    return (owns or kind != "place") and noun in (_POSTS if owns else _POSTS | _PLURAL_POSTS)
