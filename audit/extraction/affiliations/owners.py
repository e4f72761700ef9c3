"""Which organization "its director", "the union's president" and "a company spokesman" speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.extraction.affiliations.bodies import bodies_before, can_own, last_before
from audit.extraction.affiliations.passage import Body, Passage
from audit.extraction.lexicon import entries, pairs
from audit.extraction.mentions.cast import Cast
from audit.extraction.parsing.parse import Word
from audit.extraction.types import Affiliation

_PRONOUNS = frozenset({"its", "their"})
_ITS_BOARD = re.compile(r"(?:['’]s|(?<=s)['’]) board$")
_REACH = 12  # organizations back
_NEAR = 4  # paragraphs back, for a body that the noun fits
_PARAGRAPHS = 2  # back
_LEADS = 1.0  # for a subject
_SENTENCE = 0.4  # for each sentence between
_PARAGRAPH = 1.0  # for each paragraph between
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

_LONG_REACH = 200  # for a noun that the name itself has ("the council's leader")


def owner_of(passage: Passage, first: int, last: int) -> Body | None:
    """The organization that a phrase leaves to the reader: by "its", by a noun such as "company", by "a spokesman"."""
    words = passage.parse.words
    if first + 1 == last and words[first].lower in ("a", "the") and words[last].lower in SPEAK_FOR:
        return _beside(passage, first) or _last_body(passage, first)
    for index in range(max(0, first - 1), last + 1):
        lower = words[index].lower
        if lower in _PRONOUNS and index <= first:
            return _last_body(passage, index)
        if lower == "whose" and index == first:
            body = last_before(passage, index)
            return body if body is not None and (body.paragraph, body.last) == (passage.number, index - 2) else None
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
    """The paper of "the paper's authors", which is no newspaper, the press of "press secretary", a student body."""
    if words[0].lower == "body":
        return True  # "student body president"
    paper = words[0].lower == "paper" and any(w.lower.removeprefix("co-").startswith("author") for w in words)
    return paper or words[0].lower == "press"


def unnamed_body(passage: Passage, first: int, last: int) -> int | None:
    """The council of "a council spokesman", "a spokesman for the army", if the article gives it no name."""
    words = passage.parse.words
    found = (i for i in range(first, last + 1) if words[i].tag == "NN" and words[i].text.islower())
    return next((i for i in found if words[i].lower in entries("public_bodies")), None)


def body_called(passage: Passage, index: int, noun: str) -> Body | None:
    """The last organization whose name has the noun; for "company" and its like any, if the name tells no other."""
    end = bodies_before(passage, index)
    for body in reversed(passage.bodies[max(0, end - _LONG_REACH) : end]):
        if noun in body.nouns:
            return body
    if noun == "board":
        return _topic(passage, end)
    if noun not in entries("generic_bodies"):
        return None
    firm = noun in _FIRMS
    found = _last_body(passage, index, firm=firm)
    if found is None or not found.subject:
        found = _of_kind(passage, end, noun) or found
    return found or (_topic(passage, end) if firm else None)


def _of_kind(passage: Passage, end: int, noun: str) -> Body | None:
    """The administration that "the agency" may be: the last named whose own noun fits."""
    kinds = frozenset(pairs("kinds_of_bodies").get(noun, "").split())
    recent = (b for b in reversed(passage.bodies[max(0, end - _REACH) : end]) if b.paragraph >= passage.number - _NEAR)
    return next((body for body in recent if body.nouns & kinds), None)


def _beside(passage: Passage, index: int) -> Body | None:
    """ "Sales at Birch Foods rose, a spokesman said": the only body of the same sentence."""
    sentence, end = passage.parse.words[index].sentence, bodies_before(passage, index)
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
    end = bodies_before(passage, index)
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
        return _topic(passage, bodies_before(passage, index))
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
