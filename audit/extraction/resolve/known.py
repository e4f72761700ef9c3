"""What the article tells of its people, gathered once, so that every question about a mention is answered quickly."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from audit.extraction.affiliations.bodies import bodies_of
from audit.extraction.affiliations.leads import told_in_the_lead
from audit.extraction.affiliations.passage import Passage
from audit.extraction.affiliations.relatives import Tie, relatives_of
from audit.extraction.affiliations.role_phrases import HER_ROLES, HIS_ROLES, Statement
from audit.extraction.affiliations.roles import statements_of
from audit.extraction.attach.links import Scene
from audit.extraction.lexicon import entries
from audit.extraction.mentions.cast import Cast
from audit.extraction.types import SourceKind

Place: TypeAlias = tuple[int, int]
"""A paragraph and a word in it."""


OUTLETS = frozenset(
    {"news", "times", "post", "journal", "gazette", "herald", "tribune", "telegraph", "guardian", "chronicle", "daily"}
    | {"magazine", "newspaper", "paper", "press", "agency", "outlet", "broadcaster", "radio", "weekly", "independent"}
    | {"cnn", "bbc", "nbc", "abc", "cbs", "msnbc", "npr", "itv", "reuters", "bloomberg", "axios", "politico", "wire"}
)
"""Words that tell a newspaper or broadcaster by its name."""


FINDINGS = frozenset(
    {"data", "figures", "statistics", "investigation", "trial", "presentation", "commentary", "decree", "estimate"}
    | {"estimates", "assessment", "research", "census", "experiment", "maps", "map", "footage", "recording", "video"}
)
"""What a study or a film is called, besides document_nouns."""


_RANKS = frozenset({"deputy", "vice", "assistant", "associate", "junior"})  # who has one is not the mayor, but another
_LETTER = re.compile(r"(?<=^[a-z])-.*")


class Speaker(NamedTuple):
    """Who a mention is: the key of a source, its name and kind."""

    key: str
    name: str
    kind: SourceKind


class Known(NamedTuple):
    """The article as the resolver sees it.

    `statements`, `genders`, `roles` (the words of present posts) and `parties` (what their members are called) are by
    entity; `with_role` lists for each word of a role where its people are named.
    """

    text: str
    scenes: Sequence[Scene]
    cast: Cast
    passages: Sequence[Passage]
    statements: Mapping[int, Sequence[Statement]]
    genders: Mapping[int, str]
    roles: Mapping[int, frozenset[str]]
    parties: Mapping[int, frozenset[str]]
    with_role: Mapping[str, Sequence[tuple[Place, int]]]
    relatives: Mapping[int, Sequence[Tie]]


def known_of(text: str, scenes: Sequence[Scene], cast: Cast) -> Known:
    """Read the statements about all people of the article."""
    bare = [Passage(text, scene.number, scene.parse, cast) for scene in scenes]
    bodies = bodies_of(bare)
    passages = tuple(passage._replace(bodies=bodies) for passage in bare)
    statements = {
        number: [s for n in entity.members for s in statements_of(passages[cast.names[n].paragraph], cast.names[n])]
        for number, entity in enumerate(cast.entities)
        if entity.kind == "person"
    }
    held_back = told_in_the_lead(passages, cast, statements)
    if held_back is not None:
        statements[held_back[0]].append(held_back[1])
    genders = {number: _gender(cast, number, statements.get(number, ())) for number in range(len(cast.entities))}
    roles = {number: _words_of([s for s in said if not s.past]) for number, said in statements.items()}
    parties = {number: _parties_of(said) for number, said in statements.items()}
    with_role, relatives = _with_role(cast, statements), relatives_of(passages)
    return Known(text, scenes, cast, passages, statements, genders, roles, parties, with_role, relatives)


def _parties_of(statements: Sequence[Statement]) -> frozenset[str]:
    """ "democrat" for "Democratic", "D-Ohio" and "(D)"."""
    names = [body.name.lower() for s in statements for body in s.affiliations]
    members = entries("party_members")
    return frozenset(
        party for party in members for name in names if name.startswith(party) or _LETTER.sub("", name) == party[0]
    )


def _gender(cast: Cast, number: int, statements: Sequence[Statement]) -> str:
    """By the name, else by a role that tells it: "wife", "spokeswoman", "chairman"."""
    if cast.entities[number].gender:
        return cast.entities[number].gender
    roles = _words_of(statements)
    if any(word in HER_ROLES or word.endswith("woman") for word in roles):
        return "f"
    return "m" if any(word in HIS_ROLES or word.endswith("man") for word in roles) else ""


def _words_of(statements: Sequence[Statement]) -> frozenset[str]:
    return frozenset(word for s in statements if s.role for word in s.role.lower().split())


def _with_role(cast: Cast, statements: Mapping[int, Sequence[Statement]]) -> dict[str, list[tuple[Place, int]]]:
    found: dict[str, list[tuple[Place, int]]] = defaultdict(list)
    for number, said in statements.items():
        places = [(cast.names[n].paragraph, cast.names[n].last) for n in cast.entities[number].members]
        for word in _words_of(said):
            found[word] += [(place, number) for place in places]
    return {word: sorted(places) for word, places in found.items()}


def last_with_role(known: Known, noun: str, place: Place) -> tuple[Place, int] | None:
    """Of those whom the article gives the role, the one named last before the place, and where."""
    places = known.with_role.get(noun, ())
    index = bisect_left(places, place, key=lambda entry: entry[0])
    return places[index - 1] if index else None


def has_post(known: Known, number: int, noun: str, called: frozenset[str]) -> bool:
    """Whether "the `called` `noun`" may mean the person: no post that the article gives them speaks against it."""
    roles = [s.role.lower().split() for s in known.statements.get(number, ()) if s.role]
    posts = [frozenset(role[: role.index(noun)]) for role in roles if noun in role]
    return not posts or any(is_one_post(called, post) for post in posts)


def is_one_post(called: frozenset[str], post: frozenset[str]) -> bool:
    """Whether words before a noun leave it the same post: "the minister" may be the finance minister, "the foreign
    minister" not; nor "the mayor" the deputy mayor."""
    wanted, given = telling_words(called), telling_words(post)
    return wanted & _RANKS == given & _RANKS and (not given or wanted <= given)


def telling_words(words: frozenset[str]) -> frozenset[str]:
    """Those that tell one holder of a post from another: "deputy", "finance"."""
    return words & (entries("office_fields") | _RANKS)


def speaker_of(known: Known, number: int) -> Speaker:
    """The entity as a speaker; members of a party ("Democrats") are a group."""
    entity = known.cast.entities[number]
    kind: SourceKind = "person" if entity.kind == "person" else "organization"
    if entity.kind == "unknown" and len(entity.name.split()) in (2, 3):
        kind = "person"
    lower = entity.name.lower()
    if lower.endswith("s") and lower.removesuffix("s") in entries("party_members"):
        kind = "group"
    return Speaker(f"entity:{number}", entity.name, kind)


def entity_of(known: Known, paragraph: int, word: int) -> Speaker | None:
    """The person or organization named at a word."""
    number = known.cast.at.get((paragraph, word))
    return None if number is None else speaker_of(known, number)


def joint(speakers: Sequence[Speaker]) -> Speaker:
    """Several who speak as one: "Ana Ruiz and Tom Finn"."""
    names = " and ".join(speaker.name for speaker in speakers)
    return Speaker("joint:" + "+".join(speaker.key for speaker in speakers), names, "group")
