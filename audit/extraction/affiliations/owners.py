"""Which organization "its director", "the union's president" and "a company spokesman" speak of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from audit.extraction.affiliations.passage import POSSESSIVES, Body, Passage, in_word, is_organization_noun
from audit.extraction.lexicon import entries
from audit.extraction.mentions.cast import Cast
from audit.extraction.mentions.names import Name
from audit.extraction.parsing.grammar import SUBJECTS
from audit.extraction.parsing.parse import Parse, Word
from audit.extraction.types import Affiliation, Span

_PRONOUNS = frozenset({"its", "their"})
_ITS_BOARD = re.compile(r"(?:['’]s|(?<=s)['’]) board$")
_REACH = 12  # organizations back
_MODIFIERS = 6  # words before a noun that tell which union it is
_TOLD = 8  # words behind a name that may call it a company
_STEPS = 3  # from a body up to the subject that it stands in
_PARAGRAPHS = 2  # back
_LEADS = 1.0  # for a subject
_SENTENCE = 0.4  # for each sentence between
_PARAGRAPH = 1.0  # for each paragraph between
_NO_BODIES = frozenset(
    {"program", "programme", "project", "services", "standard", "staff", "operator", "supplier", "carrier"}
    | {"house", "force", "forces", "business", "press", "paper", "post", "times", "monitor", "mission", "conference"}
)  # in lower case behind a name they are things of its owner
_KINDS = frozenset(
    {"company", "firm", "group", "retailer", "lender", "startup", "website", "outlet", "brewer", "carmaker", "business"}
    | {"airline", "manufacturer", "insurer", "developer", "publisher", "broadcaster", "organisation", "organization"}
)  # with a word before them they describe a body that has a name
_FIRMS = frozenset(
    {"company", "firm", "airline", "automaker", "brewer", "business", "carmaker", "chain", "chipmaker", "insurer"}
    | {"drugmaker", "lender", "manufacturer", "retailer", "restaurant", "startup", "supplier", "developer", "publisher"}
)
_NO_FIRMS = frozenset(
    {"union", "unions", "workers", "council", "court", "party", "government", "parliament", "association", "committee"}
    | {"ministry", "department", "police", "church", "federation", "guild", "army", "congress", "senate", "brotherhood"}
    | {"commission", "agency", "board", "authority", "administration", "house", "coalition", "campaign"}
)  # the nouns of bodies that "the company" never means
SPEAK_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson"})
"""Posts of those who speak for a body or a person."""

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
_LONG_REACH = 200  # for a noun that the name itself has ("the council's leader")


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
    return words[at].lower if words[at].tag == "NN" and can_own(words[at].lower) else ""


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


def owner_of(passage: Passage, first: int, last: int) -> Body | None:
    """The organization that a phrase leaves to the reader: by "its", by a noun such as "company", by "a spokesman"."""
    words = passage.parse.words
    if first + 1 == last and words[first].lower in ("a", "the") and words[last].lower in SPEAK_FOR:
        return _beside(passage, first) or _last_body(passage, first)
    for index in range(max(0, first - 1), last + 1):
        lower = words[index].lower
        if lower in _PRONOUNS and index <= first:
            return _last_body(passage, index)
        plain = words[index].text.islower() and words[index].tag == "NN" and can_own(lower)
        plain = plain and not _is_inner(words[index : last + 1]) and not _is_written(words[index : last + 1])
        if plain or (lower in entries("bare_bodies") and words[index].tag.startswith("NN")):
            found = body_called(passage, index, lower)
            if found is not None:
                return found
    return None


def _is_inner(words: Sequence[Word]) -> bool:
    """The hospital of "the hospital chain's director": the body is the chain."""
    following = words[1] if len(words) > 1 else None
    return following is not None and following.tag == "NN" and following.text.islower() and can_own(following.lower)


def _is_written(words: Sequence[Word]) -> bool:
    """The paper of "the paper's authors", which is no newspaper, and the press of "press secretary"."""
    paper = words[0].lower == "paper" and any(w.lower.removeprefix("co-").startswith("author") for w in words)
    return paper or words[0].lower == "press"


def unnamed_body(passage: Passage, first: int, last: int) -> int | None:
    """The council of "a council spokesman", "a spokesman for the army", if the article gives it no name."""
    words = passage.parse.words
    found = (i for i in range(first, last + 1) if words[i].tag == "NN" and words[i].text.islower())
    return next((i for i in found if words[i].lower in entries("public_bodies")), None)


def can_own(lower: str) -> bool:
    """Whether the lower-case word is a noun for an organization."""
    return lower in entries("organization_nouns") or lower in entries("generic_bodies")


def _before(passage: Passage, index: int) -> int:
    return bisect_left(passage.bodies, (passage.number, index), key=lambda body: (body.paragraph, body.last))


def body_called(passage: Passage, index: int, noun: str) -> Body | None:
    """The last organization whose name has the noun; for "company" and its like any, if the name tells no other."""
    end = _before(passage, index)
    for body in reversed(passage.bodies[max(0, end - _LONG_REACH) : end]):
        if noun in body.nouns:
            return body
    if noun not in entries("generic_bodies"):
        return None
    firm = noun in _FIRMS
    return _last_body(passage, index, firm=firm) or (_topic(passage, end) if firm else None)


def _beside(passage: Passage, index: int) -> Body | None:
    """ "Sales at Birch Foods rose, a spokesman said": the only body of the same sentence."""
    sentence, end = passage.parse.words[index].sentence, _before(passage, index)
    near = passage.bodies[max(0, end - _REACH) : end]
    same = [body for body in near if (body.paragraph, body.sentence) == (passage.number, sentence)]
    return same[0] if len(same) == 1 else None


def _topic(passage: Passage, end: int) -> Body | None:
    """The company that the article is about: of those named before, the one that it names most often."""
    firms = [body for body in passage.bodies[:end] if body.name >= 0 and body.nouns.isdisjoint(_NO_FIRMS)]
    return next((body for body in firms if _is_topic(passage.cast, (body.paragraph, body.name))), None)


def _last_body(passage: Passage, index: int, *, firm: bool = False) -> Body | None:
    """The organization most in view before a word: near, and a subject; of two alike the later.

    A `firm` is no union, court or ministry."""
    end = _before(passage, index)
    recent = [b for b in passage.bodies[max(0, end - _REACH) : end] if b.paragraph >= passage.number - _PARAGRAPHS]
    recent = [body for body in recent if not firm or body.nouns.isdisjoint(_NO_FIRMS) or _is_its_board(body)]
    return max(recent, key=lambda body: (_salience(passage, body, index), body.paragraph, body.last), default=None)


def _is_its_board(body: Body) -> bool:
    """The board of a company, "Ostrella's board", but no "school board"."""
    return bool(_ITS_BOARD.search(body.affiliation.name))


def _without_board(body: Body) -> Body:
    """The company of whose board the article speaks."""
    (start, end), name = body.affiliation.span, body.affiliation.name
    behind = len(name) - len(_ITS_BOARD.sub("", name))
    return body._replace(affiliation=Affiliation(name[: len(name) - behind], (start, end - behind)))


def body_in_view(passage: Passage, index: int) -> Body | None:
    """The company whose "chief executive" a bare post means: the last named, if a subject or the topic."""
    found = _last_body(passage, index, firm=True)
    if found is None or found.name < 0:
        return _topic(passage, _before(passage, index))
    in_view = found.subject or _is_topic(passage.cast, (found.paragraph, found.name))
    return _without_board(found) if in_view else None


def body_spoken_for(passage: Passage, index: int) -> Body | None:
    """ "The harbour board will appeal, spokesman N said": the subject of the same paragraph."""
    found = _last_body(passage, index)
    return found if found is not None and found.subject and found.paragraph == passage.number else None


def only_body(passage: Passage, nouns: Sequence[str]) -> Body | None:
    """The school district that "the superintendent" means: the only body of the article with one of the nouns."""
    found = [body for body in passage.bodies if not body.nouns.isdisjoint(nouns) and body.name >= 0]
    return found[0] if len({body.affiliation.name.casefold() for body in found}) == 1 else None


def _is_topic(cast: Cast, place: tuple[int, int]) -> bool:
    """Whether no organization is named more often."""
    times = [len(entity.members) for entity in cast.entities if entity.kind == "organization"]
    number = cast.at.get(place)
    return number is not None and len(cast.entities[number].members) >= max(times, default=0) > 1


def _salience(passage: Passage, body: Body, index: int) -> float:
    here = passage.parse.words[index].sentence
    back = here - body.sentence if body.paragraph == passage.number else here + 1
    return _LEADS * body.subject - _SENTENCE * back - _PARAGRAPH * (passage.number - body.paragraph)
