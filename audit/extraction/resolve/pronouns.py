"""Whom a pronoun, or a description that serves as one, stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from math import log10

from audit.extraction.affiliations.role_phrases import HER_ROLES
from audit.extraction.attach.paragraph import Draft, Mention
from audit.extraction.lexicon import entries, regular_forms
from audit.extraction.mentions.names import Name
from audit.extraction.mentions.offices import is_role_noun
from audit.extraction.parsing.grammar import SUBJECTS
from audit.extraction.parsing.parse import Parse
from audit.extraction.resolve.known import Known, Place, Speaker, entity_of, joint, last_with_role, speaker_of

HE = frozenset({"he", "him", "his"})
SHE = frozenset({"she", "her", "hers"})
IT = frozenset({"it", "its"})
THEY = frozenset({"they", "them", "their"}) | IT
_PLACING = frozenset({"on", "in", "at", "near", "via", "from", "into", "across"})
_REACH = 8  # paragraphs back
_NAMES = 80  # names back
_ASKED = 2.0  # against who has just asked, of one who answers
_ASKING = frozenset(regular_forms("ask"))
_ANSWERING = frozenset((*regular_forms("answer"), *regular_forms("reply"), *regular_forms("respond")))
_SPOKE = 0.7  # for one who spoke just before
_UNTOLD = 0.7  # against one whose gender nothing tells
_NEW = 0.4  # for one just introduced
_UNSURE = 1.0  # against one who may be no person
_TOPIC = 0.3  # for one who is named ten times
_TOPICAL = 1.7  # for the Roe of "As for Roe, she ..."
_SENTENCE = 0.5  # a sentence back in the same paragraph; one paragraph back counts 1.5


def nearest_person(
    known: Known,
    mention: Mention,
    gender: str,
    earlier: Sequence[Draft],
    speakers: Sequence[Speaker | None],
    role: str = "",
) -> Speaker | None:
    """The best person before the pronoun: near, a subject, a speaker, of fitting gender ("" fits all).

    `role` is the noun of a description; whom the article gives another role is less likely meant."""
    scores: dict[Speaker, float] = {}
    for paragraph, word, number in _people_before(known, mention):
        own = known.genders[number]
        if gender and own not in ("", gender):
            continue
        doubt = _UNTOLD * (not own) + _UNSURE * (known.cast.entities[number].kind != "person")
        doubt += _doubt_of_role(known, number, role) - _prominence(known, number)
        doubt -= _NEW * _is_introduced(known, (paragraph, word), mention)
        _raise(scores, speaker_of(known, number), _salience(known, paragraph, word, mention) - doubt)
    for paragraph, word, number in _described_before(known, mention):
        if known.genders[number] == gender or (gender and not known.genders[number]):
            _raise(scores, speaker_of(known, number), _salience(known, paragraph, word, mention))
    for draft, speaker in list(zip(earlier, speakers, strict=False))[-4:]:
        where = draft.speaker
        if speaker is None or where is None or (where.paragraph, where.head) >= (mention.paragraph, mention.head):
            continue
        if _fits(known, mention, where, speaker, gender):
            score = _salience(known, where.paragraph, where.head, mention) + _SPOKE
            _raise(scores, speaker, score - _UNTOLD * _is_untold(known, speaker))
    asker = _asker(known, mention, earlier, speakers)
    if asker in scores:
        scores[asker] -= _ASKED
    return max(scores, key=lambda s: (scores[s], s.key)) if scores else None


def _asker(
    known: Known, mention: Mention, earlier: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> Speaker | None:
    """Whose question it is that "he answered": the one who put it answers another's."""
    words = known.scenes[mention.paragraph].parse.words
    if not earlier or words[words[mention.head].head].lower not in _ANSWERING:
        return None
    cue = " ".join(known.text[start:end] for start, end in earlier[-1].cue).lower()
    return speakers[len(earlier) - 1] if cue in _ASKING and len(speakers) >= len(earlier) else None


def _is_introduced(known: Known, place: Place, mention: Mention) -> bool:
    """Whether the sentence just before names somebody for the first time, as its subject: "Her sister, N, nodded." """
    parse = known.scenes[place[0]].parse
    word = parse.words[place[1]]
    lead = parse.words[word.head] if word.dep == "appos" else word
    first = known.cast.names[known.cast.entities[known.cast.at[place]].members[0]]
    new = (first.paragraph, first.last) == place and len(first.words) > 1
    before = parse.words[mention.head].sentence - word.sentence if place[0] == mention.paragraph else 0
    return new and before in (1, 2) and lead.dep in SUBJECTS and lead.head == parse.words[lead.head].head


def _is_untold(known: Known, speaker: Speaker) -> bool:
    entity = speaker.key.startswith("entity:")
    return entity and not known.genders[int(speaker.key.removeprefix("entity:"))]


def _prominence(known: Known, number: int) -> float:
    """For those the article is about: it grows with the mentions, up to ten."""
    return _TOPIC * min(1.0, log10(len(known.cast.entities[number].members)))


def _doubt_of_role(known: Known, number: int, role: str) -> float:
    if role in entries("party_members"):
        told = any(role in parties for parties in known.parties.values())
        return -1.0 if role in known.parties.get(number, ()) else 0.7 * told
    roles = known.roles.get(number)
    if not role or not roles:
        return 0.0
    return -1.0 if role in roles else 0.7


def _raise(scores: dict[Speaker, float], speaker: Speaker, score: float) -> None:
    scores[speaker] = max(scores.get(speaker, score), score)


def _fits(known: Known, mention: Mention, where: Mention, speaker: Speaker, gender: str) -> bool:
    """Whether one who spoke before can be meant: a person of that gender, or "a woman", "a witness"."""
    if speaker.key.startswith("entity:"):
        number = int(speaker.key.removeprefix("entity:"))
        person = known.cast.entities[number].kind == "person"
        return person and (not gender or known.genders[number] in ("", gender))
    noun = known.scenes[where.paragraph].parse.words[where.head].lower
    told = "f" if noun.endswith("woman") or noun in HER_ROLES else "m" if noun.endswith("man") else ""
    close = where.paragraph == mention.paragraph or (bool(told) and where.paragraph == mention.paragraph - 1)
    return speaker.kind == "unnamed" and close and (not told or told == gender)


def names_before(known: Known, mention: Mention, paragraphs: int) -> Sequence[Name]:
    """The names that stand before the mention, not too many and not too many paragraphs before."""
    names = known.cast.names
    first = bisect_left(names, mention.paragraph - paragraphs, key=lambda name: name.paragraph)
    last = bisect_left(names, (mention.paragraph, mention.head), key=lambda name: (name.paragraph, name.last))
    return names[max(first, last - _NAMES) : last]


def _people_before(known: Known, mention: Mention) -> Iterator[tuple[int, int, int]]:
    """Paragraph, last word and entity of the names of people before the mention."""
    for name in names_before(known, mention, _REACH):
        number = known.cast.at[name.paragraph, name.last]
        if known.cast.entities[number].kind == "person" or _may_be_person(known, name, number):
            yield name.paragraph, name.last, number


def _may_be_person(known: Known, name: Name, number: int) -> bool:
    """A name of no known kind, unless it is that of a thing: "On Tarn, she wrote ..." """
    before = known.scenes[name.paragraph].parse.words[max(0, name.title - 1)].lower
    return known.cast.entities[number].kind == "unknown" and (not name.title or before not in _PLACING)


def _described_before(known: Known, mention: Mention) -> Iterator[tuple[int, int, int]]:
    """Where "the mayor" is a subject in the paragraph or the one before, with the person who has that post."""
    for number in range(max(0, mention.paragraph - 1), mention.paragraph + 1):
        words = known.scenes[number].parse.words
        for index in range(1, mention.head if number == mention.paragraph else len(words)):
            word = words[index]
            if word.dep not in SUBJECTS or word.tag != "NN" or word.spoken or words[index - 1].lower != "the":
                continue
            held = last_with_role(known, word.lower, (number, index)) if is_role_noun(word.lower) else None
            if held is not None:
                yield number, index, held[1]


def _salience(known: Known, paragraph: int, word: int, mention: Mention) -> float:
    parse = known.scenes[paragraph].parse
    if paragraph == mention.paragraph:
        distance = _SENTENCE * (parse.words[mention.head].sentence - parse.words[word].sentence)
    else:
        here = known.scenes[mention.paragraph].parse.words[mention.head].sentence
        distance = 1.5 * (mention.paragraph - paragraph) + 0.3 * here
        distance += 0.3 * (parse.words[-1].sentence - parse.words[word].sentence)
    owner = parse.words[word].dep == "poss"
    word = parse.words[word].head if parse.words[word].dep == "appos" else word
    if word > 0 and parse.words[word - 1].lower in ("named", "called"):
        word = parse.words[word - 1].head  # the waitress of "a waitress named Ada"
    subject = parse.words[word].dep in (*SUBJECTS, "attr")
    leads = subject and parse.words[parse.words[word].head].dep == "ROOT"
    if _is_topic(parse, word):
        return _TOPICAL - distance
    return -distance + 0.7 * subject + 0.5 * leads - 0.5 * owner


def _is_topic(parse: Parse, word: int) -> bool:
    """The Roe of "As for Roe, she ..." """
    at = parse.words[word].head
    return (
        parse.words[word].dep == "pobj" and at > 0 and [w.lower for w in parse.words[at - 1 : at + 1]] == ["as", "for"]
    )


def joined(known: Known, parse: Parse, place: Place) -> Speaker | None:
    """All of "Ruiz and Finn", from the first of them; None if it is one, or one has no name."""
    paragraph, head = place
    heads = [head]
    for word in heads:
        heads += [c for c in parse.children_by(word, "conj") if parse.words[c].tag.startswith("NN")]
    found = [entity_of(known, paragraph, h) or _apposed(known, parse, (paragraph, h)) for h in heads]
    named = [speaker for speaker in found if speaker is not None]
    return joint(list(dict.fromkeys(named))) if len(set(named)) > 1 and len(named) == len(found) else None


def _apposed(known: Known, parse: Parse, place: Place) -> Speaker | None:
    """The name behind "its ally, the Tribal Council"."""
    beside = (entity_of(known, place[0], child) for child in parse.children_by(place[1], "appos"))
    return next((speaker for speaker in beside if speaker is not None), None)
