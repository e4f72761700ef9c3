"""The organizations of an article where it names them, or calls them in lower case: "the porters' union"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from audit.extraction.affiliations.passage import POSSESSIVES, Body, Passage, in_word, is_organization_noun
from audit.extraction.lexicon import entries
from audit.extraction.mentions.names import Name
from audit.extraction.parsing.grammar import SUBJECTS
from audit.extraction.parsing.parse import Parse, Word
from audit.extraction.types import Span

_MODIFIERS = 6  # words before a noun that tell which union it is
_TOLD = 8  # words behind a name that may call it a company
_STEPS = 3  # from a body up to the subject that it stands in
_NO_BODIES = frozenset(
    {"program", "programme", "project", "services", "standard", "staff", "operator", "supplier", "carrier"}
    | {"house", "force", "forces", "business", "press", "paper", "post", "times", "monitor", "mission", "conference"}
)  # in lower case behind a name they are things of its owner
_KINDS = frozenset(
    {"company", "firm", "group", "retailer", "lender", "startup", "website", "outlet", "brewer", "carmaker", "business"}
    | {"airline", "manufacturer", "insurer", "developer", "publisher", "broadcaster", "organisation", "organization"}
)  # with a word before them they describe a body that has a name
_FIELDS = frozenset(
    {
        "military",
        "naval",
        "royal",
        "southern",
        "northern",
        "eastern",
        "western",
        "central",
        "social",
        "medical",
        "judicial",
    }
    | {"municipal", "presidential", "provincial", "conservative", "independent", "electoral", "religious", "scientific"}
)  # adjectives that tell which command or board it is


def bodies_of(passages: Sequence[Passage]) -> tuple[Body, ...]:
    """The organizations of the article, in order, where they are named."""
    return tuple(body for passage in passages for body in _bodies_in(passage))


def _bodies_in(passage: Passage) -> Iterator[Body]:
    named = {body.last: body for body in _named_in(passage)}
    for first, last in plain_bodies(passage, 0, len(passage.parse.words) - 1):
        if last not in named and _is_definite(passage, first):
            named[last] = _body(passage, first, last, -1)
    return (named[last] for last in sorted(named))


def _is_definite(passage: Passage, first: int) -> bool:
    before = passage.parse.words[first - 1] if first else None
    return before is not None and (before.lower == "the" or before.tag == "PRP$")


def plain_bodies(passage: Passage, first: int, last: int) -> Iterator[Span]:
    """First and last word of each organization called in lower case: "the porters' union", "a planning committee" """
    words = passage.parse.words
    for end in range(first, last + 1):
        noun = words[end]
        if noun.tag != "NN" or noun.spoken or not noun.text.islower() or not can_own(noun.lower):
            continue
        if noun.lower in _NO_BODIES | _KINDS or (
            end + 1 < len(words) and words[end + 1].tag.startswith(("NN", "HYPH"))
        ):
            continue
        start = end
        while start > max(first, end - _MODIFIERS) and _names_it(words[start - 1]):
            start -= 1
            start -= start > first + 1 and in_word(passage.parse, start - 1)  # "anti-doping laboratory"
            pair = start > first + 1 and words[start - 1].lower == "and" and words[start - 2].tag == "NN"
            start -= 2 * (pair and start < end)  # "fire and rescue service"
        start += words[start].tag == "POS"
        if start < end:
            yield start, end


def _names_it(word: Word) -> bool:
    """A word in lower case that tells which union or command it is."""
    kind = word.tag in ("NN", "NNS", "POS") or word.lower in entries("office_fields") | _FIELDS
    return kind and not word.spoken and not word.text[:1].isupper()


def _body(passage: Passage, first: int, last: int, name: int) -> Body:
    words = passage.parse.words
    cut = next((i - 1 for i in range(first + 1, last) if words[i].lower in ("of", "for")), last)
    nouns = frozenset({words[cut].lower, words[last].lower, _kind_told(passage.parse, last)})
    called = passage.affiliation(first, last)
    return Body(passage.number, last, name, called, nouns, _leads(passage.parse, last), words[last].sentence)


def _kind_told(parse: Parse, last: int) -> str:
    """The group of "Basin Watch, a trade group that ...": what the words behind a name call it; "" if nothing does."""
    words, at = parse.words, last + 3
    if at >= len(words) or words[last + 1].text != "," or words[last + 2].lower not in ("a", "an", "the"):
        return ""
    while at + 1 < len(words) and at < last + _TOLD and words[at + 1].tag.startswith(("NN", "HYPH")):
        at += 1
    owner = at + 1 < len(words) and words[at + 1].text in POSSESSIVES  # "by the Courier, the agency's director"
    return words[at].lower if words[at].tag == "NN" and can_own(words[at].lower) and not owner else ""


def _leads(parse: Parse, index: int) -> bool:
    """Whether a body is a subject or stands in one: "brokers at Birch Capital", "the board's members"."""
    for _ in range(_STEPS):
        word = parse.words[index]
        if word.dep in SUBJECTS:
            return True
        if word.dep not in ("pobj", "prep", "poss", "conj", "appos") or word.lower in ("in", "from", "near"):
            return False
        index = word.head
    return False


def _named_in(passage: Passage) -> Iterator[Body]:
    names = passage.cast.names
    first = bisect_left(names, passage.number, key=lambda name: name.paragraph)
    last = bisect_left(names, passage.number + 1, key=lambda name: name.paragraph)
    for name in names[first:last]:
        if all(word.lower() in entries("party_members") for word in name.words):
            continue  # "a Republican", of whom no "company" and no "its" is said
        end = _with_nouns(passage, name)
        if end > name.last or passage.kind(name.last) == "organization":
            words = passage.parse.words
            first = name.first + (words[name.first].lower == "the" and name.first < name.last)
            yield _body(passage, first, end, name.last)


def _with_nouns(passage: Passage, name: Name) -> int:
    """The last word of "Clinton's campaign" or "Fairtown school board", whose nouns are in lower case."""
    words = passage.parse.words
    end = name.last
    after = end + 1 + (end + 1 < len(words) and words[end + 1].text in POSSESSIVES)
    after += _is_trade(passage, after)
    while after < len(words) and words[after].text.islower() and _ends_name(passage, after):
        if words[after].lower in _NO_BODIES:
            break
        end, after = after, after + 1
    return end


def _is_trade(passage: Passage, index: int) -> bool:
    """The "grocery" of "the Birch grocery chain"."""
    words = passage.parse.words
    trade = index + 1 < len(words) and words[index].tag == "NN" and words[index].text.islower()
    return trade and words[index + 1].lower == "chain"


def _ends_name(passage: Passage, index: int) -> bool:
    return is_organization_noun(passage, index) or passage.parse.words[index].lower == "chain"


def bodies_before(passage: Passage, index: int) -> int:
    """How many bodies the article names before a word of the paragraph."""
    return bisect_left(passage.bodies, (passage.number, index), key=lambda body: (body.paragraph, body.last))


def last_before(passage: Passage, index: int) -> Body | None:
    """The body named last before a word of the paragraph."""
    count = bodies_before(passage, index)
    return passage.bodies[count - 1] if count else None


def can_own(lower: str) -> bool:
    """Whether the lower-case word is a noun for an organization."""
    return lower in entries("organization_nouns") or lower in entries("generic_bodies")
