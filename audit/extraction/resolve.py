"""Stage 6: from "she", "Ruiz" or "the mayor" to a source of the article, with role and affiliations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from audit.extraction.attach import Draft, Mention
from audit.extraction.cast import Cast
from audit.extraction.grammar import RELATIVES, SUBJECTS, noun_phrase
from audit.extraction.lexicon import entries
from audit.extraction.links import Scene
from audit.extraction.offices import is_role_noun
from audit.extraction.owners import bodies_of
from audit.extraction.parse import Word
from audit.extraction.passage import Passage
from audit.extraction.pronouns import HE, SHE, THEY, Known, Speaker, nearest_group, nearest_person, speaker_of
from audit.extraction.role_phrases import Statement, read_role
from audit.extraction.roles import statements_of
from audit.extraction.types import ExtractedSource, SourceKind, Span

_NOBODY = frozenset({"i", "we", "you", "there", "us", "me", "one", "this", "that", "what", "which", "who"})
_DETERMINERS = frozenset(
    {"the", "this", "that", "a", "an", "his", "her", "their", "its", "our", "my", "these", "those"}
)


_RECENT = 8


class Resolved(NamedTuple):
    """The sources of the article, and for each draft the source that speaks (-1: nobody)."""

    sources: tuple[ExtractedSource, ...]
    of_draft: tuple[int, ...]


def resolve(text: str, drafts: Sequence[Draft], scenes: Sequence[Scene], cast: Cast) -> Resolved:
    """Name the speaker of every draft, in order of the text, each knowing who spoke before."""
    known = _known(text, scenes, cast)
    speakers: list[Speaker | None] = []
    for number, draft in enumerate(drafts):
        speakers.append(_speaker(known, draft, drafts[max(0, number - _RECENT) : number], speakers[-_RECENT:]))
    return _gathered(known, drafts, speakers)


def _known(text: str, scenes: Sequence[Scene], cast: Cast) -> Known:
    bare = [Passage(text, scene.number, scene.parse, cast) for scene in scenes]
    bodies = bodies_of(bare)
    passages = tuple(passage._replace(bodies=bodies) for passage in bare)
    statements = {
        number: [s for n in entity.members for s in statements_of(passages[cast.names[n].paragraph], cast.names[n])]
        for number, entity in enumerate(cast.entities)
        if entity.kind == "person"
    }
    return Known(text, scenes, cast, passages, statements)


def _speaker(
    known: Known, draft: Draft, earlier: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> Speaker | None:
    mention = draft.speaker
    if mention is None:
        return None
    word = known.scenes[mention.paragraph].parse.words[mention.head]
    if word.lower in RELATIVES and mention.antecedent >= 0:
        mention = mention._replace(head=mention.antecedent, words=(mention.antecedent,), antecedent=-1)
        word = known.scenes[mention.paragraph].parse.words[mention.head]
    if word.lower in HE | SHE:
        return nearest_person(known, mention, "m" if word.lower in HE else "f", earlier, speakers)
    if word.lower in THEY:
        return nearest_group(known, mention, earlier, speakers)
    if word.lower in _NOBODY:
        return None
    named = _named(known, mention) or _issuer(known, mention) or _by_role(known, mention)
    return named or _by_description(known, mention, earlier, speakers) or _described(known, mention)


def _named(known: Known, mention: Mention) -> Speaker | None:
    """The entity at the head, or in apposition to it, or all of several joined ones."""
    parse = known.scenes[mention.paragraph].parse
    heads = [mention.head]
    heads += [c for c in parse.children_by(mention.head, "conj") if c in mention.words]
    found = [known.cast.at.get((mention.paragraph, h)) for h in heads]
    people = [n for n in found if n is not None]
    if len(people) > 1 and len(people) == len(heads):
        names = " and ".join(known.cast.entities[n].name for n in people)
        return Speaker("joint:" + names, names, "group")
    if found[0] is not None:
        return speaker_of(known, found[0])
    beside = parse.children_by(mention.head, "appos")
    beside += [parse.words[mention.head].head] if parse.words[mention.head].dep == "appos" else []
    for child in beside:
        number = known.cast.at.get((mention.paragraph, child))
        if number is not None and known.cast.entities[number].kind == "person":
            return speaker_of(known, number)
    return None


def _by_role(known: Known, mention: Mention) -> Speaker | None:
    """ "the mayor": the person last named before of whom the article says so."""
    words = known.scenes[mention.paragraph].parse.words
    noun = words[mention.head].lower
    if words[mention.words[0]].lower not in _DETERMINERS - {"a", "an"} or words[mention.head].tag != "NN":
        return None
    best: tuple[tuple[int, int], int] | None = None
    for number, statements in known.statements.items():
        if any(noun in (s.role or "").lower().split() for s in statements):
            place = _last_before(known.cast, number, mention)
            if place is not None and (best is None or place > best[0]):
                best = place, number
    return speaker_of(known, best[1]) if best else None


def _by_description(
    known: Known, mention: Mention, earlier: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> Speaker | None:
    """ "the Republican nominee", "the former senator": one person, so the one just spoken of."""
    words = [known.scenes[mention.paragraph].parse.words[i] for i in mention.words]
    head = known.scenes[mention.paragraph].parse.words[mention.head]
    if words[0].lower != "the" or head.tag != "NN" or not is_role_noun(head.lower) or any(w.tag == "IN" for w in words):
        return None
    telling = any(w.text[:1].isupper() or w.lower in ("former", "presidential") for w in words[1:-1])
    if not telling or any(w.tag == "POS" for w in words):
        return None
    gender = "f" if head.lower.endswith("woman") else "m" if head.lower.endswith("man") else ""
    return nearest_person(known, mention, gender, earlier, speakers)


def _issuer(known: Known, mention: Mention) -> Speaker | None:
    """Who issued a document: "a report by the X Office"; for "the report" the one said so before."""
    words = known.scenes[mention.paragraph].parse.words
    noun = words[mention.head].lower
    if noun not in entries("document_nouns"):
        return None
    found = _issuer_beside(known, mention.paragraph, mention.head)
    if found is not None or words[mention.words[0]].lower not in ("the", "this", "that"):
        return found
    for scene in reversed(known.scenes[max(0, mention.paragraph - 6) : mention.paragraph + 1]):
        for index in range(len(scene.parse.words) - 1, -1, -1):
            earlier = (scene.number, index) < (mention.paragraph, mention.head)
            if earlier and scene.parse.words[index].lower == noun and not scene.parse.words[index].spoken:
                found = found or _issuer_beside(known, scene.number, index)
    return found


def _issuer_beside(known: Known, paragraph: int, head: int) -> Speaker | None:
    """The organization in "X report", "X's report", "report by X"."""
    parse = known.scenes[paragraph].parse
    near = parse.children_by(head, "poss", "compound", "nmod")
    for preposition in parse.children_by(head, "prep", "acl"):
        if parse.words[preposition].lower in ("by", "from"):
            near += parse.children_by(preposition, "pobj")
        for by in parse.children_by(preposition, "agent"):
            near += parse.children_by(by, "pobj")
    for word in near:
        number = known.cast.at.get((paragraph, word))
        if number is not None and known.cast.entities[number].kind == "organization":
            return speaker_of(known, number)
    return None


def _last_before(cast: Cast, number: int, mention: Mention) -> tuple[int, int] | None:
    places = [(cast.names[n].paragraph, cast.names[n].last) for n in cast.entities[number].members]
    before = [p for p in places if p < (mention.paragraph, mention.head)]
    return max(before) if before else None


def _described(known: Known, mention: Mention) -> Speaker | None:
    """An unnamed source, called by the words of the article."""
    parse = known.scenes[mention.paragraph].parse
    start, end = parse.span(mention.words)
    name = " ".join(known.text[start:end].split())
    word = parse.words[mention.head]
    first = parse.words[mention.words[0]].lower
    key = name.casefold()
    if first in _DETERMINERS and len(mention.words) > 1:
        key = " ".join(w.lower for w in (parse.words[i] for i in mention.words[1:]))
    return Speaker("described:" + key, name, _kind_of_noun(word))


def _kind_of_noun(word: Word) -> SourceKind:
    lower = word.lower
    singular = lower.removesuffix("s")
    if lower in entries("document_nouns"):
        return "document"
    if lower in entries("organization_nouns") or singular in entries("organization_nouns"):
        return "organization"
    if word.tag in ("NNS", "NNPS", "DT", "CD", "JJ", "JJS") or lower in entries("group_nouns"):
        return "group"
    return "unnamed"


def _gathered(known: Known, drafts: Sequence[Draft], speakers: Sequence[Speaker | None]) -> Resolved:
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
        parse = known.scenes[mention.paragraph].parse
        if parse.words[mention.head].tag.startswith("NN") and (mention.paragraph, mention.head) not in known.cast.at:
            statement = read_role(known.passages[mention.paragraph], mention.words[0], mention.words[-1], 2)
            if statement is not None:
                found.setdefault(speaker.key, []).append(statement)
    for speaker, statement in _in_passing(known, drafts, speakers):
        found.setdefault(speaker.key, []).append(statement)
    return found


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
            recent = slice(max(0, past - _RECENT), past)
            speaker = _by_description(known, mention, drafts[recent], speakers[recent])
            statement = read_role(known.passages[scene.number], mention.words[0], mention.words[-1], 1)
            if speaker is not None and statement is not None:
                yield speaker, statement


def _source(known: Known, speaker: Speaker, mentions: set[Span], described: Sequence[Statement]) -> ExtractedSource:
    is_entity = speaker.key.startswith("entity:")
    number = int(speaker.key.removeprefix("entity:")) if is_entity else -1
    spans, ordered = set(mentions), sorted(mentions)
    for n in known.cast.entities[number].members if is_entity else ():
        name = known.cast.names[n]
        span = known.scenes[name.paragraph].parse.span(range(name.title, name.last + 1))
        place = bisect_right(ordered, span)
        if not any(span[0] < end and start < span[1] for start, end in ordered[max(0, place - 1) : place + 1]):
            spans.add(span)
    statements = sorted((*known.statements.get(number, ()), *described), key=lambda s: -s.rank)
    with_role = next((s for s in statements if s.role), None)
    with_body = next((s for s in statements if s.affiliations), None)
    reasons = {s.words for s in (with_role, with_body) if s}
    return ExtractedSource(
        name=speaker.name,
        kind=speaker.kind,
        mentions=tuple(sorted(spans)),
        affiliations=with_body.affiliations if with_body else (),
        role=with_role.role if with_role else None,
        role_span=with_role.role_span if with_role else None,
        justification=tuple(sorted(reasons)),
    )
