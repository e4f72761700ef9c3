"""The sources of an article: each with its mentions, its role and affiliations, and why it is asked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from audit.extraction.affiliations.deeds import HEADS
from audit.extraction.affiliations.organizations import organizations_between
from audit.extraction.affiliations.role_phrases import Statement, read_role
from audit.extraction.attach.paragraph import Draft, Mention
from audit.extraction.lexicon import entries
from audit.extraction.mentions.offices import is_role_noun
from audit.extraction.mentions.people import CREDENTIALS
from audit.extraction.parsing.grammar import RELATIVES, SUBJECTS, noun_phrase
from audit.extraction.resolve.descriptions import by_description
from audit.extraction.resolve.known import Known, Speaker
from audit.extraction.types import Affiliation, ExtractedSource, Span

_POST = 2.1  # for a post whose body is told
_BESIDE = 3  # the rank of what stands beside a name
RECENT = 8  # claims back that tell who speaks now


class Resolved(NamedTuple):
    """The sources of the article, and for each draft the source that speaks (-1: nobody)."""

    sources: tuple[ExtractedSource, ...]
    of_draft: tuple[int, ...]


def gathered(known: Known, drafts: Sequence[Draft], speakers: Sequence[Speaker | None]) -> Resolved:
    order: dict[str, Speaker] = {}
    mentions: dict[str, set[Span]] = {}
    for draft, speaker in zip(drafts, speakers, strict=True):
        if speaker is not None and draft.speaker is not None:
            order.setdefault(speaker.key, speaker)
            parse = known.scenes[draft.speaker.paragraph].parse
            mentions.setdefault(speaker.key, set()).add(parse.span(draft.speaker.words))
    index = {key: n for n, key in enumerate(order)}
    told = _descriptions(known, drafts, speakers)
    sources = tuple(_source(known, speaker, mentions[key], told.get(key, [])) for key, speaker in order.items())
    return Resolved(sources, tuple(-1 if s is None else index[s.key] for s in speakers))


def _descriptions(
    known: Known, drafts: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> dict[str, list[Statement]]:
    """What mentions by description say: "the Republican nominee", "one official at the ministry"."""
    found: dict[str, list[Statement]] = {}
    for draft, speaker in zip(drafts, speakers, strict=True):
        mention = draft.speaker
        if speaker is None or mention is None or speaker.kind in ("document", "organization"):
            continue
        mention = with_antecedent(known, mention)
        parse = known.scenes[mention.paragraph].parse
        if speaker.kind in ("group", "person") and (party := _party_of(known, mention)) is not None:
            found.setdefault(speaker.key, []).append(party)
        if parse.words[mention.head].tag.startswith("NN") and (mention.paragraph, mention.head) not in known.cast.at:
            first = mention.head if parse.words[mention.head].lower in CREDENTIALS else mention.words[0]  # "Ana Roe MP"
            statement = read_role(known.passages[mention.paragraph], first, mention.words[-1], 2)
            statement = statement or _inside_source(known, mention)
            if statement is not None:
                found.setdefault(speaker.key, []).append(statement)
    for speaker, statement in _in_passing(known, drafts, speakers):
        found.setdefault(speaker.key, []).append(statement)
    return found


def _inside_source(known: Known, mention: Mention) -> Statement | None:
    """The body of "a Treasury source", "sources at the bank"."""
    passage = known.passages[mention.paragraph]
    if passage.parse.words[mention.head].lower not in ("source", "sources", "insider", "insiders"):
        return None
    bodies = organizations_between(passage, mention.words[0], mention.words[-1], places=False)
    if not bodies:
        return None
    return Statement(None, None, bodies, (bodies[0].span[0], bodies[-1].span[1]), 2)


def with_antecedent(known: Known, mention: Mention) -> Mention:
    """ "a judge" for the "who" of "a judge who said so"; any other mention as it is."""
    parse = known.scenes[mention.paragraph].parse
    if mention.antecedent < 0 or parse.words[mention.head].lower not in RELATIVES:
        return mention
    words = [i for i in noun_phrase(parse, mention.antecedent) if i <= mention.antecedent]
    return Mention(mention.paragraph, mention.antecedent, tuple(words))


def _party_of(known: Known, mention: Mention) -> Statement | None:
    """The party of "some Democrats", "Senate Republicans", "the Liberal Democrat"."""
    passage = known.passages[mention.paragraph]
    words = passage.parse.words
    word = words[mention.head]
    if not word.text[:1].isupper() or word.lower.removesuffix("s") not in entries("party_members"):
        return None
    before = words[mention.head - 1] if mention.head else word
    first = mention.head - (before.lower in entries("party_words") and before.text[:1].isupper())
    party = passage.affiliation(first, mention.head)
    return Statement(None, None, (party,), party.span, 0)


def _in_passing(
    known: Known, drafts: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> Iterator[tuple[Speaker, Statement]]:
    """Descriptions that are subjects but say nothing: "The Republican nominee left early." """
    for scene in known.scenes:
        for index, word in enumerate(scene.parse.words):
            if word.dep not in SUBJECTS or word.tag != "NN" or word.quotation >= 0 or not is_role_noun(word.lower):
                continue
            mention = Mention(scene.number, index, tuple(noun_phrase(scene.parse, index)))
            past = bisect_left(drafts, scene.number, key=lambda draft: draft.paragraph)
            recent = slice(max(0, past - RECENT), past)
            speaker = by_description(known, mention, drafts[recent], speakers[recent], telling=True)
            statement = read_role(known.passages[scene.number], mention.words[0], mention.words[-1], 1)
            if speaker is not None and statement is not None:
                yield speaker, statement


def _source(known: Known, speaker: Speaker, mentions: set[Span], described: Sequence[Statement]) -> ExtractedSource:
    members = _members(speaker)
    if len(members) > 1:
        said = [_best([*known.statements.get(n, ()), *described]) for n in members]
        role, bodies = _shared([one for one, _ in said]), _all_bodies([two for _, two in said])
    else:
        own = known.statements.get(members[0], ()) if members else ()
        role, body = _best([*own, *described])
        bodies = body.affiliations if body else ()
        said = [(role, body)]
    return ExtractedSource(
        name=speaker.name,
        kind=speaker.kind,
        mentions=_mentions(known, members if len(members) == 1 else (), mentions),
        affiliations=bodies,
        role=role.role if role else None,
        role_span=role.role_span if role else None,
        justification=tuple(sorted({s.words for both in said for s in both if s})),
    )


def _members(speaker: Speaker) -> tuple[int, ...]:
    """The entities behind a speaker: one, several joined ones, or none."""
    kind, _, rest = speaker.key.partition(":")
    if kind == "joint":
        return tuple(int(key.removeprefix("entity:")) for key in rest.split("+"))
    return (int(rest),) if kind == "entity" else ()


def _best(statements: Sequence[Statement]) -> tuple[Statement | None, Statement | None]:
    """The statement that gives the role and the one that gives the organizations.

    Beside a present post the organization of a former one does not count, but the party of "her Republican rival" does.
    """
    ordered = sorted(statements, key=lambda s: -s.rank)
    role = max((s for s in ordered if s.role), key=_tells, default=None)
    bodies = [s for s in ordered if s.affiliations and (role is None or role.past or not s.past or _is_party(s))]
    if role in bodies and _is_party(bodies[0]):
        return role, role  # "New York Mayor Ana Roe", and further on "Roe, a Republican,"
    return role, bodies[0] if bodies else None


def _tells(statement: Statement) -> float:
    """A post at a body tells more than an occupation: the editor of the paper, "a senior from Fairtown"."""
    deed = bool(statement.role) and str(statement.role).split()[0].lower() in HEADS
    beside = statement.rank >= _BESIDE and not statement.past and not deed
    return statement.rank + _POST * (beside and bool(statement.affiliations) and not _is_party(statement))


def _is_party(statement: Statement) -> bool:
    return all(body.name.lower() in entries("party_words") | {"gop"} for body in statement.affiliations)


def _shared(roles: Sequence[Statement | None]) -> Statement | None:
    """The role that all have, if it is one."""
    named = {role.role.casefold() for role in roles if role is not None and role.role}
    return roles[0] if len(named) == 1 and None not in roles else None


def _all_bodies(statements: Sequence[Statement | None]) -> tuple[Affiliation, ...]:
    found = {a.name.casefold(): a for s in reversed(statements) if s is not None for a in s.affiliations}
    return tuple(sorted(found.values(), key=lambda a: a.span))


def _mentions(known: Known, members: Sequence[int], given: set[Span]) -> tuple[Span, ...]:
    """Where a source is mentioned: as a speaker, and wherever else its names stand."""
    spans, ordered = set(given), sorted(given)
    for n in (n for number in members for n in known.cast.entities[number].members):
        name = known.cast.names[n]
        span = known.scenes[name.paragraph].parse.span(range(name.title, name.last + 1))
        place = bisect_right(ordered, span)
        if not any(span[0] < end and start < span[1] for start, end in ordered[max(0, place - 1) : place + 1]):
            spans.add(span)
    return tuple(sorted(spans))
