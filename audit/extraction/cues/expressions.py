"""Stage 3: the words by which a text attributes, and the subject of each."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from audit.extraction.cues.frames import finding_verbs, phrasal_verbs, speech_nouns, speech_verbs
from audit.extraction.cues.lost_subjects import (
    apposed_in_front,
    closing_subject,
    inverted_subject,
    lost_subject,
    misread_subject,
    name_before_participle,
    one_of_many,
    subject_behind_quotation,
)
from audit.extraction.cues.subjects import Subject, able_subject, behind_relative, can_speak, subject_of
from audit.extraction.lexicon import entries
from audit.extraction.parsing.grammar import FINITE, SUBJECTS, agent_of, depth, is_verb
from audit.extraction.parsing.parse import Parse
from audit.extraction.parsing.sentences import is_border

ASKING = frozenset({"ask", "inquire", "wonder", "question", "query"})
ADDRESSING = frozenset({"tell", "inform", "assure", "remind", "reassure", "put it"})
_PUT_TO = frozenset({"asked", "pressed", "questioned", "challenged", "told", "informed"})
_ASKED_OF = frozenset({"about", "whether", "if", "why", "how", "what", "when", "where", "by", "on", "for"})
_MAKING = frozenset({"make", "makes", "made", "making"})
_CLEAR_NEAR = 4  # "made it very clear"
_AS_NEAR = 4  # "as was first reported by"
_HEARERS = frozenset({"court", "inquest", "inquiry", "jury", "jurors", "tribunal", "hearing", "magistrates", "panel"})
_ATTACHED = ("aux", "auxpass", "neg", "prt")


class Cue(NamedTuple):
    """A word or phrase of saying in one paragraph.

    `head` is the verb (or "according"), `words` all that belong to the cue, `frames` what its content may be
    beside a quotation: clause, object, infinitive, or prepositions. `kind` is verb, source ("according to"), hearing
    (the subject is told) or any ("any verb": not in the lexicon, used for quotations only).
    """

    head: int
    words: tuple[int, ...]
    verb: str
    frames: frozenset[str]
    subject: Subject | None
    kind: str


def cues_of(parse: Parse) -> tuple[Cue, ...]:
    """All cues of a paragraph outside quotations, in order."""
    found = []
    for index, word in enumerate(parse.words):
        if word.quotation >= 0:
            continue
        cue = (
            _source_phrase(parse, index)
            or _as_reported(parse, index)
            or _in_the_words(parse, index)
            or _made_clear(parse, index)
            or _heard(parse, index)
            or _speech_verb(parse, index)
            or _finding_verb(parse, index)
            or _speech_noun(parse, index)
        )
        if cue is not None:
            found.append(cue)
    return tuple(found)


def _speech_verb(parse: Parse, index: int) -> Cue | None:
    known = speech_verbs().get(parse.words[index].lower) or _put_it(parse, index) or _phrasal(parse, index)
    if known is None or _is_asked(parse, index):
        return None
    verb, frames = known
    misread = misread_subject(parse, index)
    if misread is not None:
        return Cue(index, (index,), verb, frames, misread, "verb")
    torn = parse.children_by(index, "nsubj") and parse.children_by(index, "ccomp")  # "one in five say ...", a noun?
    if not is_verb(parse, index) and not torn:
        return None
    return Cue(index, cue_words(parse, index), verb, frames, _speaker_of(parse, index), "verb")


def _finding_verb(parse: Parse, index: int) -> Cue | None:
    """ "a poll found that ...", "the nearest well, it finds, ...": verbs that only a study or a document says by."""
    known = finding_verbs().get(parse.words[index].lower)
    subject = _speaker_of(parse, index) if known is not None and is_verb(parse, index) else None
    if known is None or subject is None or not _finds(parse, index, subject.word):
        return None
    return Cue(index, cue_words(parse, index), known[0], known[1], subject, "verb")


def _finds(parse: Parse, verb: int, subject: int) -> bool:
    lower = parse.words[subject].lower
    inserted = is_border(parse, subject - 1) and is_border(parse, verb + 1) and verb == subject + 1
    return (lower == "it" and inserted) or any(
        stem in entries(name)
        for stem in (lower, lower.removesuffix("s"))
        for name in ("document_nouns", "finding_nouns")
    )


def _is_asked(parse: Parse, index: int) -> bool:
    """ "Asked about the fire, she said", "Roe, asked about it, laughed": who is asked says nothing by that."""
    word = parse.words[index]
    if word.lower in _PUT_TO and _stands_aside(parse, index):
        return True
    opens = not index or parse.words[index - 1].sentence != parse.words[index].sentence
    opens = opens or parse.words[index - 1].lower in ("when", "if")
    return opens and word.lower in _PUT_TO


def _stands_aside(parse: Parse, index: int) -> bool:
    """Whether the participle stands between the first comma of its sentence and one that a finite verb follows."""
    words = parse.words
    reach = [i for i in range(len(words)) if words[i].sentence == words[index].sentence]
    commas = [i for i in reach if words[i].text == ","]
    if index - 1 not in commas[:1] or index == reach[-1] or words[index + 1].lower not in _ASKED_OF:
        return False
    return any(words[i + 1].tag in FINITE for i in commas[1:] if i < reach[-1])


def _speaker_of(parse: Parse, index: int) -> Subject | None:
    agent = agent_of(parse, index) if parse.children_by(index, "auxpass") else None
    if agent is not None:
        return Subject(agent)
    closing = closing_subject(parse, index)
    subject = closing.subject if closing else subject_behind_quotation(parse, index)
    subject = subject or (subject_of(parse, index) if _has_subject(parse, index) else None)
    subject = subject or inverted_subject(parse, index) or subject_of(parse, index) or lost_subject(parse, index)
    subject = subject or name_before_participle(parse, index) or one_of_many(parse, index)
    subject = subject and behind_relative(parse, index, subject)
    subject = subject and apposed_in_front(parse, index, subject)
    return _outer_speaker(parse, index) or (subject and able_subject(parse, index, subject))


def _outer_speaker(parse: Parse, verb: int) -> Subject | None:
    """ "Roe said Finn lied, adding ..." or "... and added": the parser takes it for Finn's, readers for Roe's."""
    word = parse.words[verb]
    before = parse.words[verb - 1 - (verb > 1 and parse.words[verb - 1].lower == "while")].text if verb else ""
    adds = word.dep == "advcl" and word.tag == "VBG" and before == ","
    if not (adds or word.dep == "conj") or _has_subject(parse, verb):
        return None
    above, inside = word.head, False
    while parse.words[above].head != above:
        if parse.words[above].dep == "conj" and _has_subject(parse, above):
            return None  # "Roe said it was late, and Finn has sued, saying ...": Finn says it
        inside = inside or parse.words[above].dep in ("ccomp", "acl")
        above = parse.words[above].head
        alike = adds or parse.words[above].tag == word.tag
        if inside and alike and above < verb and is_speech_verb(parse, above):
            return subject_of(parse, above)
    return None


def _heard(parse: Parse, index: int) -> Cue | None:
    """ "The court heard that ...", "..., jurors were told.": said by somebody whom the sentence does not name."""
    lower = parse.words[index].lower
    told = lower == "told" and parse.children_by(index, "auxpass") and agent_of(parse, index) is None
    if not (told or lower in ("heard", "hears", "hear")) or not is_verb(parse, index):
        return None
    hearer = next((i for i in parse.children_by(index, *SUBJECTS) if parse.words[i].lower in _HEARERS), None)
    if hearer is None:
        return None
    return Cue(index, cue_words(parse, index), "hear", frozenset({"clause"}), Subject(hearer), "hearing")


def _put_it(parse: Parse, index: int) -> tuple[str, frozenset[str]] | None:
    """ "as one aide put it" """
    if parse.words[index].lower not in ("put", "puts") or index + 1 >= len(parse.words):
        return None
    if parse.words[index + 1].lower not in ("it", "that"):
        return None
    return "put it", frozenset({"clause"})


def _made_clear(parse: Parse, index: int) -> Cue | None:
    """ "made clear that", "made it plain in a letter that": what is clear leads the clause."""
    at = _clear_behind(parse, index)
    subject = _speaker_of(parse, index) if at else None
    if not at or subject is None or not can_speak(parse, subject.word):
        return None
    return Cue(
        at, (*cue_words(parse, index), *range(index + 1, at + 1)), "make clear", frozenset({"clause"}), subject, "verb"
    )


def _clear_behind(parse: Parse, index: int) -> int:
    """The "clear" of "made it clear", 0 if there is none."""
    if parse.words[index].lower not in _MAKING or not is_verb(parse, index) or parse.words[index].tag == "VB":
        return 0  # "failed to make clear"
    behind = [word.lower for word in parse.words[index + 1 : index + _CLEAR_NEAR]]
    plain = next((n for n, lower in enumerate(behind) if lower in ("clear", "plain", "known")), -1)
    between = all(
        lower in ("it", "that", "this", "very", "quite", "perfectly", "abundantly") for lower in behind[:plain]
    )
    return index + 1 + plain if plain >= 0 and between else 0


def _phrasal(parse: Parse, index: int) -> tuple[str, frozenset[str]] | None:
    """ "fired back", "went on": a verb that speaks only with its particle."""
    if index + 1 >= len(parse.words) or not is_verb(parse, index):
        return None
    particle = parse.words[index + 1].lower
    if parse.children_by(index + 1, "pobj"):
        return None  # "goes on strike"
    verb = phrasal_verbs().get((parse.words[index].lower, particle))
    return None if verb is None else (verb, frozenset({"quote"}))


def _speech_noun(parse: Parse, index: int) -> Cue | None:
    """ "her claim that ...", "the warning by Roe that ...": a noun with an owner and a clause."""
    word = parse.words[index]
    frames = speech_nouns().get(word.lower.removesuffix("s"))
    if frames is None or not word.tag.startswith("NN"):
        return None
    owners = parse.children_by(index, "poss")
    for preposition in parse.children_by(index, "prep"):
        if parse.words[preposition].lower in ("of", "by", "from"):
            owners += parse.children_by(preposition, "pobj")
    if not owners:
        return None
    return Cue(index, (index,), word.lower, frames, Subject(owners[0]), "noun")


def _has_subject(parse: Parse, verb: int) -> bool:
    return any(not parse.words[i].spoken for i in parse.children_by(verb, *SUBJECTS))


def is_speech_verb(parse: Parse, index: int) -> bool:
    """Whether the word is a form of a verb of the lexicon, used as a verb, or makes something clear."""
    return is_verb(parse, index) and (parse.words[index].lower in speech_verbs() or bool(_clear_behind(parse, index)))


def is_speaking_form(word: str) -> bool:
    """Whether it is a finite form of a verb of saying: "says", "told", "read"; the infinitive alone is not."""
    known = speech_verbs().get(word)
    return known is not None and not word.endswith("ing") and (word != known[0] or word == "read")


def cue_words(parse: Parse, verb: int) -> tuple[int, ...]:
    """The verb with its auxiliaries, negation and particle."""
    return tuple(sorted([verb, *parse.children_by(verb, *_ATTACHED)]))


def _source_phrase(parse: Parse, index: int) -> Cue | None:
    """ "according to X", "per X": the noun is the source."""
    words = parse.words
    phrase = entries("source_phrases")
    if words[index].lower not in _phrase_starts():
        return None
    for size in (4, 3, 2, 1):
        reach = range(index, min(index + size, len(words)))
        if " ".join(words[i].lower for i in reach) in phrase and len(reach) == size:
            noun = next((c for i in reversed(reach) for c in parse.children_by(i, "pobj")), None)
            if noun is not None and noun > reach[-1] and not _is_rate(parse, index, noun):
                return Cue(index, tuple(reach), "according", frozenset({"clause"}), Subject(noun), "source")
    return None


@cache
def _phrase_starts() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in entries("source_phrases"))


def _is_rate(parse: Parse, index: int, noun: int) -> bool:
    """ "3 per cent", "earnings per share": a number of something, not somebody's word."""
    return parse.words[index].lower == "per" and not (is_border(parse, index - 1) and can_speak(parse, noun))


def _as_reported(parse: Parse, index: int) -> Cue | None:
    """ "as first reported by the Gazette, ...": the agent is the source."""
    if parse.words[index].lower != "as":
        return None
    for verb in range(index + 1, min(index + _AS_NEAR, len(parse.words))):
        agent = agent_of(parse, verb) if parse.words[verb].tag == "VBN" and is_speech_verb(parse, verb) else None
        if agent is not None:
            by = parse.words[agent].head
            return Cue(index, tuple(range(index, by + 1)), "according", frozenset({"clause"}), Subject(agent), "source")
    return None


def _in_the_words(parse: Parse, index: int) -> Cue | None:
    """ "in her view", "in Ruiz's words": the owner is the source."""
    if parse.words[index].lower != "in":
        return None
    for noun in parse.children_by(index, "pobj"):
        for owner in parse.children_by(noun, "poss"):
            aside = noun + 1 == len(parse.words) or parse.words[noun + 1].text in (",", ".", ";", "—", "–")
            if aside and parse.words[noun].lower in entries("source_nouns"):
                reach = (index, noun)
                return Cue(index, reach, "according", frozenset({"clause"}), Subject(owner), "source")
    return None


def any_verb(parse: Parse, first: int, last: int) -> Cue | None:
    """The main verb between two words, for quotations that no verb of saying introduces."""
    verbs = [i for i in range(first, last + 1) if is_verb(parse, i) and not parse.words[i].spoken]
    for index in sorted(verbs, key=lambda i: (depth(parse, i), i)):
        subject = subject_of(parse, index)
        if subject is not None and parse.words[index].dep not in ("aux", "auxpass"):
            return Cue(index, cue_words(parse, index), "", frozenset({"quote"}), subject, "any")
    return None
