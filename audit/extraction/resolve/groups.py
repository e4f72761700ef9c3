"""Whom "they" and "it" stand for: organizations, documents, several people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from audit.extraction.attach.paragraph import Draft, Mention
from audit.extraction.lexicon import entries
from audit.extraction.mentions.offices import is_role_noun
from audit.extraction.parsing.grammar import SUBJECTS, noun_phrase
from audit.extraction.parsing.parse import Parse
from audit.extraction.resolve.descriptions import organization_of
from audit.extraction.resolve.issuers import issuer_of
from audit.extraction.resolve.known import Known, Place, Speaker, speaker_of
from audit.extraction.resolve.pronouns import IT, joined
from audit.extraction.resolve.unnamed import described

_WORDS = 120  # back, in which a subject is looked for
_WRITTEN = frozenset(
    {"say", "says", "read", "reads", "adds", "add", "warns", "notes", "states", "concludes", "continues"}
)


class _Lead(NamedTuple):
    """What a pronoun may take up: whether it is the subject of its sentence, whether the pronoun's verb reads it."""

    place: Place
    speaker: Speaker
    leads: bool
    read: bool


def nearest_group(
    known: Known, mention: Mention, earlier: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> Speaker | None:
    """Who spoke nearby, several joined by "and", or the last subject that fits; for "it" also a document."""
    it = known.scenes[mention.paragraph].parse.words[mention.head].lower in IT
    spoke = _spoke(mention, earlier, speakers, it=it)
    found = [] if spoke is None else [spoke]
    for lead in _leading(known, mention, it=it):
        nearer = spoke is not None and lead.place > spoke[0]
        here = lead.place[0] == mention.paragraph and (lead.leads or lead.read)
        if spoke is None or (nearer and (lead.speaker.key.startswith("joint:") or here)):
            found.append((lead.place, lead.speaker))
    if not found and not it:
        return _one_called_they(known, mention, earlier, speakers)
    return max(found, key=lambda entry: entry[0])[1] if found else None


def _one_called_they(
    known: Known, mention: Mention, earlier: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> Speaker | None:
    """Where no group is in view, the one who spoke last in the paragraph, if no gender is told."""
    if not earlier or earlier[-1].speaker is None or earlier[-1].speaker.paragraph != mention.paragraph:
        return None
    last = speakers[-1]
    if last is None or last.kind != "person" or not last.key.startswith("entity:"):
        return None
    return None if known.genders[int(last.key.removeprefix("entity:"))] else last


def _spoke(
    mention: Mention, earlier: Sequence[Draft], speakers: Sequence[Speaker | None], *, it: bool
) -> tuple[Place, Speaker] | None:
    """The last group, body or document that said something, in this paragraph or the two before."""
    kinds = ("organization", "document") if it else ("group", "organization", "document")
    found: list[tuple[Place, Speaker]] = []
    for draft, speaker in list(zip(earlier, speakers, strict=False))[-4:]:
        if draft.speaker is None or speaker is None or speaker.kind not in kinds:
            continue
        place = draft.speaker.paragraph, draft.speaker.head
        if (mention.paragraph - 2, 0) <= place < (mention.paragraph, mention.head):
            found.append((place, speaker))
    return max(found, key=lambda entry: entry[0], default=None)


def _leading(known: Known, mention: Mention, *, it: bool) -> Iterator[_Lead]:
    """The subjects of this paragraph and the one before that a pronoun can take up; for "it" also what one can read."""
    for number in range(max(0, mention.paragraph - 1), mention.paragraph + 1):
        parse = known.scenes[number].parse
        end = mention.head if number == mention.paragraph else len(parse.words)
        for index in range(max(0, end - _WORDS), end):
            word = parse.words[index]
            if word.spoken or word.quotation >= 0:
                continue
            speaker = None
            if word.dep in SUBJECTS:
                speaker = _thing(known, (number, index)) if it else _several(known, (number, index))
            elif (
                it
                and word.dep in ("dobj", "pobj")
                and _reads(known, mention)
                and _is_near(known, mention, number, index)
            ):
                speaker = _document(known, (number, index))
            if speaker is not None:
                subject = word.dep in SUBJECTS
                yield _Lead((number, index), speaker, subject and _leads(parse, index), not subject)


def _leads(parse: Parse, index: int) -> bool:
    verb = parse.words[parse.words[index].head]
    return verb.dep == "ROOT" or (verb.dep == "conj" and parse.words[verb.head].dep == "ROOT")


def _reads(known: Known, mention: Mention) -> bool:
    """Whether the pronoun's verb is one of writings in the present: "it says"."""
    words = known.scenes[mention.paragraph].parse.words
    return words[words[mention.head].head].lower in _WRITTEN


def _is_near(known: Known, mention: Mention, number: int, index: int) -> bool:
    """In the sentence before the pronoun's, or in its own."""
    if number != mention.paragraph:
        return False
    words = known.scenes[number].parse.words
    return words[index].sentence >= words[mention.head].sentence - 1


def _thing(known: Known, place: Place) -> Speaker | None:
    """A body by its name or kind, or a document."""
    number = known.cast.at.get(place)
    if number is not None:
        return speaker_of(known, number) if known.cast.entities[number].kind == "organization" else None
    mention = _as_mention(known, place)
    return organization_of(known, mention) or _document(known, place)


def _document(known: Known, place: Place) -> Speaker | None:
    word = known.scenes[place[0]].parse.words[place[1]]
    written = word.tag == "NN" and word.lower in entries("document_nouns")
    if not written:
        return None
    mention = _as_mention(known, place)
    return issuer_of(known, mention) or described(known, mention)


def _several(known: Known, place: Place) -> Speaker | None:
    """ "Ruiz and Finn", the council, or people by what they are: "analysts at the bank"."""
    parse = known.scenes[place[0]].parse
    several = joined(known, parse, place)
    number = known.cast.at.get(place)
    if several is not None or number is not None:
        body = number is not None and known.cast.entities[number].kind == "organization"
        return several or (speaker_of(known, number) if number is not None and body else None)
    word = parse.words[place[1]]
    singular = word.lower.removesuffix("s")
    people = word.lower in entries("person_nouns") or singular in entries("person_nouns") or is_role_noun(singular)
    return described(known, _as_mention(known, place)) if word.tag == "NNS" and people else None


def _as_mention(known: Known, place: Place) -> Mention:
    return Mention(*place, tuple(noun_phrase(known.scenes[place[0]].parse, place[1])))
