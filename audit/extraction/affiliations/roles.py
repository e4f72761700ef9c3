"""What the text around a name says of the person: role, organizations, and the words it was read from.

PATTERNS lists the forms that are known. A new one is a function with an example in its docstring, its line in that
list, and a case in tests/extraction/test_roles.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from audit.extraction.affiliations.behind_names import behind, of_party
from audit.extraction.affiliations.bodies import last_before
from audit.extraction.affiliations.deeds import GERUNDS, HEADS, WORKS, acts
from audit.extraction.affiliations.organizations import organizations_between
from audit.extraction.affiliations.owners import body_called
from audit.extraction.affiliations.passage import POSSESSIVES, Passage, is_organization_noun
from audit.extraction.affiliations.role_phrases import Statement, read_role, told
from audit.extraction.affiliations.role_words import PREPOSITIONS, STOPS, is_hyphenated, is_mistagged
from audit.extraction.lexicon import entries, verb_forms
from audit.extraction.mentions.names import Name
from audit.extraction.mentions.offices import is_role_noun, office_of
from audit.extraction.parsing.parse import Parse, Word, words_span

Pattern: TypeAlias = Callable[[Passage, Name], Iterator[Statement]]

_WINDOW = 24
_DOING = frozenset({"has", "have", "had", "having", "and"})  # "has / rejected opposition leader Roe's bid"
_LED = 5  # words of "founded eight months earlier by"
_LEADING = frozenset({"led", "headed", "run", "chaired", "founded", "co-founded", "owned", "directed", "started"})
_PEERS = frozenset({"lord", "lady", "baroness", "baron", "duke", "duchess"})  # a rank, beside which any post counts

_RANKS = frozenset(
    {"general", "colonel", "major", "captain", "lieutenant", "sergeant", "corporal", "commander", "admiral"}
)


def statements_of(passage: Passage, name: Name) -> Iterator[Statement]:
    """All statements beside one mention of a person; a role in the plural is somebody else's."""
    for pattern in PATTERNS:
        for found in pattern(passage, name):
            if found.role is None or not _is_plural(found.role):
                yield found


def _is_plural(role: str) -> bool:
    """ "officials at the bank", but not "analyst for emerging markets" or "heads a union of scientists" """
    words = role.lower().split()
    if words[0] in HEADS or words[0] in WORKS:
        return False
    head = next((words[n - 1] for n, word in enumerate(words) if n and word in PREPOSITIONS), words[-1])
    return head.endswith("s") and head not in entries("roles") and head.removesuffix("s") in entries("roles")


def _title(passage: Passage, name: Name) -> Iterator[Statement]:
    """ "Kremlin spokesman N", "Mayor N", "its managing director N" """
    first = _premodifiers(passage, name)
    words = passage.parse.words
    posted = name.title < name.first and first < name.title and is_role_noun(words[name.title - 1].lower)
    if first < name.first:
        peer = first == name.first - 1 and words[first].lower in _PEERS
        rank = 1 if peer else 3 if first == name.title and _is_ranked(passage, name) else 4
        yield from told(read_role(passage, first, (name.title if posted else name.first) - 1, rank))


def _owner(passage: Passage, name: Name) -> Iterator[Statement]:
    """ "Labour's N", "the Harbour Trust's N" """
    words = passage.parse.words
    if name.title < 2 or name.title < name.first or words[name.title - 1].text not in POSSESSIVES:
        return
    first = name.title - 2
    while first > 0 and passage.kind(first - 1) and passage.kind(first - 1) == passage.kind(first):
        first -= 1
    first += words[first].text == "The" and first < name.title - 2
    called = first + (words[first].lower == "the")
    if called == name.title - 2 and words[called].text.islower() and is_organization_noun(passage, called):
        meant = body_called(passage, called, words[called].lower)  # "the bureau's N"
        if meant is not None:
            yield Statement(None, None, (meant.affiliation,), words_span(passage.parse, called, called), 2)
        return
    unknown = passage.kind(name.title - 2) == "unknown" and words[first].tag.startswith("NNP")
    if (
        unknown
        or passage.kind(name.title - 2) == "organization"
        or words[name.title - 2].lower in entries("party_words")
    ):
        body = passage.affiliation(first, name.title - 2)
        yield Statement(None, None, (body,), body.span, 3)


def _apposed(passage: Passage, name: Name) -> Iterator[Statement]:
    """ "the trust's director, N", "the head of the trust, the painter N" """
    parse = passage.parse
    head = parse.words[name.last].head
    rank = 4 if _is_ranked(passage, name) else 3
    apposed = parse.words[name.last].dep == "appos" and head < name.first and not _inside_phrase(passage, head)
    if apposed and not is_role_noun(parse.words[head].lower) and _phrase_before_comma(passage, name.title) > head:
        apposed = False  # "obtained by the Courier, the agency's director, N": a body before the phrase
    if apposed:
        start = min([head, *(parse.subtree(c)[0] for c in parse.children[head] if c < head)])
        yield from told(read_role(passage, start, _trim_back(parse, name.title - 1), rank))
    elif (start := _phrase_before_comma(passage, name.title)) >= 0 and not _tells_behind(passage, name, start):
        yield from told(read_role(passage, start, name.title - 2, rank))
    first = _premodifiers(passage, name)
    described = first < name.title and first > 0 and parse.words[first - 1].tag == "DT"
    if described and (start := _phrase_before_comma(passage, first - 1)) >= 0:
        yield from told(read_role(passage, start, first - 3, 5))


def _tells_behind(passage: Passage, name: Name, start: int) -> bool:
    """ "He died at home with a friend, N added": the clause in front is what N says, not who N is."""
    words = passage.parse.words
    behind = words[min(name.last + 1, len(words) - 1)].lower
    opens = start == 0 or words[start - 1].sentence != words[name.first].sentence
    return behind in verb_forms("speech_verbs") and not opens


def _called(passage: Passage, name: Name) -> Iterator[Statement]:
    """ "a waitress named N" """
    words = passage.parse.words
    noun = name.title - 2
    if noun < 1 or words[name.title - 1].lower not in ("named", "called") or words[noun].tag != "NN":
        return
    first = noun
    while first > 0 and words[first - 1].tag.startswith(("NN", "JJ", "DT", "CD")):
        first -= 1
    yield from told(read_role(passage, first, noun, 3))


def _shared_title(passage: Passage, name: Name) -> Iterator[Statement]:
    """ "Commissioners A and N" """
    words = passage.parse.words
    at = name.title - 1
    while (
        at > 0
        and name.title - at < _WINDOW
        and (words[at].text in (",", "and") or passage.kind(at) == "person" or _is_of_party(words, at))
    ):
        at -= 1
    office = office_of(words[at].lower) if at >= 0 else ""
    if office.endswith("s") and at < name.first and words[at].text[:1].isupper():
        span = words_span(passage.parse, at, at)
        yield Statement(office.removesuffix("s"), span, (), span, 2)


def _is_of_party(words: Sequence[Word], at: int) -> bool:
    """A word of the "D-Fairtown" behind the name before."""
    start = next((i for i in range(at, max(0, at - 4), -1) if words[i].text == ","), -1)
    letter = words[start + 1].text if start >= 0 else ""
    return letter in ("D", "R", "I") or letter.startswith(("D-", "R-", "I-"))


def _fronted(passage: Passage, name: Name) -> Iterator[Statement]:
    """ "Speaking for the Harbour Trust, N said", "Representing the trust, N said" """
    words = passage.parse.words
    comma = name.title - 1
    start = comma
    while start > 0 and words[start - 1].sentence == words[name.first].sentence:
        start -= 1
    if (
        comma < 2
        or words[comma].text != ","
        or comma - start > _WINDOW
        or any(w.text == "," for w in words[start:comma])
    ):
        return
    if words[start].lower == "representing" or (words[start].lower, words[start + 1].lower) == ("speaking", "for"):
        affiliations = organizations_between(passage, start + 1, comma - 1, places=False)
        if affiliations:
            yield Statement(None, None, affiliations, words_span(passage.parse, start, comma - 1), 2)


def _led_by(passage: Passage, name: Name) -> Iterator[Statement]:
    """ "the Harbour Trust, led by N", "a firm founded in May by N": the body named last in the sentence."""
    words = passage.parse.words
    by = name.title - 1
    if by < 2 or words[by].lower != "by":
        return
    made = next((i for i in range(by - 1, max(0, by - _LED), -1) if words[i].lower in _LEADING), -1)
    verb = made >= 0 and words[made].tag in ("VBN", "VBD")  # the tagger takes some for a verb of their own
    if not verb or words[made - 1].lower in ("is", "was", "be", "been", "were", "are"):
        return
    last = last_before(passage, made)
    if last is not None and (last.paragraph, last.sentence) == (passage.number, words[made].sentence):
        body = last.affiliation
        founder = words[made].lower.endswith("founded")
        span = words_span(passage.parse, made, made)
        yield Statement("founder" if founder else None, span if founder else None, (body,), body.span, 1)


def _is_ranked(passage: Passage, name: Name) -> bool:
    """Col. N: a rank tells less of somebody than a post does."""
    title = passage.parse.words[name.title : name.first]
    return bool(title) and all(word.text == "." or office_of(word.lower) in _RANKS for word in title)


def _inside_phrase(passage: Passage, head: int) -> bool:
    """Whether the parser put the name beside the Anchor of "the landlord of the Anchor, N" instead of the landlord."""
    word = passage.parse.words[head]
    return word.dep == "pobj" and bool(passage.kind(head)) and passage.parse.words[word.head].dep == "prep"


def _phrase_before_comma(passage: Passage, at: int) -> int:
    """The first word of "the trust's director," right before a word; -1 if no role stands there."""
    parse, last = passage.parse, at - 2
    if last < 0 or parse.words[at - 1].text != ",":
        return -1
    first = last
    while first > 0 and _in_noun_phrase(parse, first - 1):
        first -= 1
    if first and parse.words[first - 1].lower in ("through", "via"):
        return -1  # "Through a spokesman, N said"
    stop = next((i for i in range(first, last + 1) if parse.words[i].tag == "IN"), last + 1)
    post = stop > first and is_role_noun(parse.words[stop - 1].lower) and passage.kind(stop - 1) in ("", "person")
    return first if post else -1


def _in_noun_phrase(parse: Parse, index: int) -> bool:
    word = parse.words[index]
    preposition = word.lower in ("of", "for", "at", "in") and index > 0 and parse.words[index - 1].tag.startswith("NN")
    return preposition or word.tag.startswith(("NN", "JJ", "POS", "DT", "PRP$", "CD"))


def _premodifiers(passage: Passage, name: Name) -> int:
    first = name.title
    words = passage.parse.words
    if first and words[first - 1].lower == "and" and not _shares_posts(passage, name):
        return first  # "a teacher and Roe supporter"
    while first > 0 and name.title - first < _WINDOW:
        word = words[first - 1]
        ok = (
            word.tag.startswith(("NN", "JJ", "POS", "VBN", "CD"))
            or is_mistagged(passage.parse, first - 1)
            or word.text in ("-", "and")
            or word.lower in GERUNDS
            or is_hyphenated(passage.parse, first - 1)
            or passage.in_name(first - 1)
            or _is_inner_of(passage.parse, first - 1)
        )
        ok = ok and not (word.tag == "VBN" and first > 1 and words[first - 2].lower in _DOING)
        another = word.lower == "and" and first > 1 and passage.kind(first - 2) == "person"
        hour = word.tag == "CD" and ":" in word.text  # "by 2:15 owner Ana Roe was gone"
        if not ok or another or hour or word.spoken or word.sentence != words[name.first].sentence:
            break
        first -= 1
    if first > 0 and words[first - 1].tag == "PRP$" and words[first - 1].lower in ("its", "their"):
        return first - 1
    while first < name.first and words[first].text in ("-", "and", "of", *POSSESSIVES):
        first += 1
    return first


def _shares_posts(passage: Passage, name: Name) -> bool:
    """Whether one person has both posts: "co-founder and CEO N"; of "the mayor and Gov. N" there are two."""
    words = passage.parse.words
    company = words[name.title].lower in entries("company_posts") and name.title == name.first - 1
    return company and name.title > 1 and is_role_noun(words[name.title - 2].lower)


def _is_inner_of(parse: Parse, index: int) -> bool:
    """The "of" of "Secretary of State N"."""
    near = parse.words[max(0, index - 1) : index + 2]
    return parse.words[index].lower == "of" and len(near) == 3 and all(w.tag.startswith("NNP") for w in near[::2])


def _trim_back(parse: Parse, last: int) -> int:
    while last > 0 and parse.words[last].text in STOPS:
        last -= 1
    return last


PATTERNS: tuple[Pattern, ...] = (
    _title,
    _owner,
    _apposed,
    _called,
    _shared_title,
    _fronted,
    _led_by,
    of_party,
    behind,
    acts,
)
