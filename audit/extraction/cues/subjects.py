"""Who a verb of saying belongs to: its subject, inherited where it has none of its own, and whether that can speak."""

from __future__ import annotations

from typing import NamedTuple

from audit.extraction.cues.frames import finding_verbs, speech_verbs
from audit.extraction.lexicon import entries, verb_forms
from audit.extraction.mentions.offices import is_role_noun
from audit.extraction.parsing.grammar import FINITE, RELATIVES, SUBJECTS, agent_of, is_passive
from audit.extraction.parsing.parse import Parse

_DUMMIES = frozenset({"there", "this", "that", "what", "which", "these", "those", "something", "nothing"})
_IMPERSONAL = frozenset({"goes", "went", "seems", "seemed", "appears", "turned", "turns", "is", "was"})
_PASSIVE_SPEECH = frozenset({"quoted", "reported", "overheard", "heard", "recorded", "cited", "paraphrased"})
_QUOTING = frozenset({"quoted", "quotes", "quoting", "cited", "cites", "citing", "heard", "overheard"})
_INHERITING = frozenset({"acomp", "conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep"})
_SHOWN = frozenset({"sign", "placard", "banner", "poster", "sticker", "badge"})
_PLACES = frozenset({"outside", "inside", "near", "below", "beside", "opposite"})
_CLIMB = 4  # steps from a noun to whom it is said of
_SPEAKERS = frozenset({"he", "she", "they", "i", "we", "others", "some", "many", "critics", "who", "another", "one"})


class Subject(NamedTuple):
    """The head word of who speaks; for "who" `antecedent` is the noun it stands for, else -1."""

    word: int
    antecedent: int = -1


def subject_of(parse: Parse, verb: int, depth: int = 0) -> Subject | None:
    """The subject of the verb, inherited over conjunction, participle and infinitive; None if there is none."""
    own = [i for i in parse.children_by(verb, *SUBJECTS) if not parse.words[i].spoken and not _is_heading(parse, i)]
    own = [i for i in own if parse.words[i].entity not in ("DATE", "TIME")] or own
    if own:
        before = [i for i in own if i < verb]
        return _own_subject(parse, verb, before[-1] if before else own[0], inherited=depth > 0)
    nearer = _share_before(parse, verb) or _noun_joined(parse, verb)
    if nearer is not None:
        return nearer
    if depth > 4 or parse.children_by(verb, "expl"):
        return None
    word = parse.words[verb]
    head = word.head
    if word.dep in ("acl", "relcl") and word.tag == "VBN" and word.lower not in _PASSIVE_SPEECH:
        agent = agent_of(parse, verb)
        if agent is None and (_is_only_verb(parse, verb) or second_subject(parse, verb) is not None):
            return Subject(head)
        return None if agent is None else Subject(agent)
    if word.dep == "acl" and not parse.words[head].spoken:
        meant = _purpose_of(parse, verb, head, depth)
        if meant is not None:
            return meant
        issuer = _issuer(parse, verb, head)
        return (None if issuer is None else subject_of(parse, issuer, depth + 1)) or Subject(head)
    if word.dep == "advcl" and word.tag == "VBN" and not parse.children_by(verb, "aux"):
        return None  # "Asked about it, she said": somebody else asked
    beside = parse.children_by(head, "parataxis") if parse.words[head].spoken else ()
    if beside and beside[0] < verb:
        return subject_of(parse, beside[0], depth + 1)  # ""It is late," she said, before adding ...": hers, not its
    quoted = _quoted_by(parse, verb)
    if quoted is not None:
        return Subject(quoted)
    if word.dep in _INHERITING and head != verb:
        if parse.words[head].tag[:1] in "VIM" or parse.words[head].dep == "acomp":
            return subject_of(parse, head, depth + 1)
        if word.dep == "conj":
            return subject_of(parse, head, depth + 1)
    return None


def _purpose_of(parse: Parse, verb: int, noun: int, depth: int) -> Subject | None:
    """Roe in "Roe left in order / to show ...", "Roe's attempt / to prove": an order and an attempt say nothing."""
    infinitive = any(parse.words[i].tag == "TO" for i in parse.children_by(verb, "aux"))
    if not infinitive or not _is_saying(parse.words[verb].lower) or can_speak(parse, noun):
        return None
    owners = parse.children_by(noun, "poss")
    if owners:
        return Subject(owners[0])
    above = noun
    for _ in range(_CLIMB):
        above = parse.words[above].head
        if parse.words[above].tag.startswith("VB"):
            return subject_of(parse, above, depth + 1)
    return None


def _is_saying(form: str) -> bool:
    return form in speech_verbs() or form in finding_verbs()


def _quoted_by(parse: Parse, verb: int) -> int | None:
    """The minister of "Radio Tern quoted the minister as saying"."""
    above = parse.words[verb].head
    quoting = parse.words[above].head
    if parse.words[verb].dep != "pcomp" or parse.words[above].lower != "as":
        return None
    if parse.words[quoting].lower not in _QUOTING or is_passive(parse, quoting):
        return None
    return next((i for i in parse.children_by(quoting, "dobj") if i < above), None)


def _is_heading(parse: Parse, index: int) -> bool:
    """The "Interview:" of "Interview: “I was lucky,” says Ana Roe"."""
    return index + 1 < len(parse.words) and parse.words[index + 1].text == ":"


def _is_only_verb(parse: Parse, verb: int) -> bool:
    """The verb of "Roe, who runs the mill, on Monday called ...": its noun has no other, so it must be its own."""
    before = verb
    while (
        before > 1 and parse.words[before - 1].tag in ("RB", "IN", "NNP", "CD") and parse.words[before].dep != "appos"
    ):
        before -= 1
        if parse.words[before].tag == "NNP" and parse.words[before].entity not in ("DATE", "TIME"):
            return False
    return parse.words[parse.words[verb].head].dep == "ROOT" and parse.words[before - 1].text == ","


def second_subject(parse: Parse, verb: int) -> int | None:
    """The sheriff of "Two papers reported on Monday the sheriff had left", where the parser sees reported papers;
    None if the verb above has one subject, as it should."""
    noun = parse.words[verb].head
    if parse.words[verb].tag != "VBN" or parse.words[noun].dep != "nsubj":
        return None
    return next((i for i in parse.children_by(parse.words[noun].head, "nsubj") if i > verb), None)


def _noun_joined(parse: Parse, verb: int) -> Subject | None:
    """The clerk of "The law forbids it, and the clerk, Ana Roe, said so", where the parser joins her to "forbids"."""
    if parse.words[verb].dep != "conj" or parse.words[verb].tag not in FINITE:
        return None
    beside = parse.children_by(parse.words[verb].head, "conj")
    nouns = [i for i in beside if i < verb and parse.words[i].tag.startswith("NN")]
    behind = parse.subtree(nouns[-1])[-1] + 1 if nouns else 0
    return Subject(nouns[-1]) if nouns and verb - behind in (0, 1) and behind > nouns[-1] else None


def _share_before(parse: Parse, verb: int) -> Subject | None:
    """ "About four in ten say ...", of which the parser makes a noun: a number at the head of the clause."""
    if verb < 1 or parse.words[verb - 1].tag != "CD":
        return None
    first = verb - 1
    while first > 0 and (parse.words[first - 1].tag in ("CD", "HYPH") or parse.words[first - 1].lower in ("in", "of")):
        first -= 1
    return Subject(first) if parse.words[first].tag == "CD" and first < verb - 1 else None


def _issuer(parse: Parse, verb: int, noun: int) -> int | None:
    """The verb whose subject says what a participle behind a noun says: "issued a statement / saying", "sent a text
    to tenants / saying", "emailed tenants / saying"."""
    above = parse.words[noun].head
    if parse.words[verb].tag != "VBG" or parse.words[noun].dep not in ("dobj", "dative", "pobj"):
        return None
    if parse.words[noun].dep == "pobj":
        if parse.words[above].lower != "to":
            return None
        noun, above = above, parse.words[above].head
    if parse.words[above].tag.startswith("NN"):
        noun, above = above, parse.words[above].head
    if parse.words[noun].lower.removesuffix("s") in _SHOWN:
        return None  # "held up a sign saying": the sign says it
    issued = parse.words[noun].dep == "dobj" and parse.words[noun].lower in entries("document_nouns")
    return above if issued or parse.words[above].lower in verb_forms("sending_verbs") else None


def _own_subject(parse: Parse, verb: int, subject: int, *, inherited: bool) -> Subject | None:
    """What the subject of a verb says; one `inherited` from a passive ("was fined and said") speaks all the same."""
    word = parse.words[subject]
    if _is_short_passive(parse, verb):
        return None
    subject = _of_all(parse, _behind_place(parse, subject))
    if word.dep == "nsubjpass" and not inherited and parse.words[verb].lower not in _PASSIVE_SPEECH:
        agent = agent_of(parse, verb)
        return None if agent is None else Subject(agent)
    if parse.words[verb].dep == "relcl" and word.lower in RELATIVES:
        return Subject(subject, _antecedent(parse, parse.words[verb].head, word.lower))
    told_which = word.lower == "those" and parse.children_by(subject, "acl", "relcl", "prep")  # "those surveyed"
    if word.lower in _DUMMIES and word.tag != "NNP" and not told_which:
        return None
    if word.lower == "it" and (is_passive(parse, verb) or parse.words[verb].lower in _IMPERSONAL):
        return Subject(subject) if parse.children_by(verb, "prt") else None  # "It goes on to say"
    return Subject(subject)


def _is_short_passive(parse: Parse, verb: int) -> bool:
    """ "Ministers accused of burying report": nobody else is accused, so it must be they."""
    objects = parse.children_by(verb, "dobj", "dative", "aux", "auxpass", "ccomp")
    accusing = parse.words[verb].lower == "accused" and not objects
    return accusing and any(parse.words[i].lower == "of" for i in parse.children_by(verb, "prep"))


def _behind_place(parse: Parse, subject: int) -> int:
    """Roe in "Outside court, Ana Roe, who won, said", where the parser takes the court for the subject."""
    first = parse.subtree(subject)[0]
    opens = first == 0 or parse.words[first - 1].sentence != parse.words[first].sentence
    names = [i for i in parse.children_by(subject, "appos") if parse.words[i].tag.startswith("NNP")]
    placed = opens and first < subject and parse.words[first].lower in _PLACES
    return names[0] if placed and names else subject


def _of_all(parse: Parse, subject: int) -> int:
    """The she of "All she could do was shout"."""
    clauses = parse.children_by(subject, "relcl") if parse.words[subject].lower == "all" else []
    inside = (i for clause in clauses for i in parse.children_by(clause, "nsubj"))
    return next(inside, subject)


def _antecedent(parse: Parse, noun: int, relative: str) -> int:
    """Roe in "Ana Roe, head of the union at the site, who said": the parser takes the noun right before."""
    at = noun
    for _ in range(_CLIMB if relative == "who" else 0):
        if _is_somebody(parse, at):
            return at
        word = parse.words[at]
        above = parse.words[word.head]
        at = above.head if word.dep == "pobj" and above.dep == "prep" else word.head
    return noun


def _is_somebody(parse: Parse, index: int) -> bool:
    word = parse.words[index]
    stems = {word.lower, word.lower.removesuffix("s")}
    named = word.tag.startswith("NNP") and word.entity not in ("GPE", "LOC", "FAC")
    called = any(is_role_noun(stem) or stem in entries("person_nouns") | entries("group_nouns") for stem in stems)
    return named or called or word.tag in ("PRP", "DT", "CD")


def able_subject(parse: Parse, verb: int, subject: Subject) -> Subject:
    """The subject, or for "said her attacks had helped and added" that of a verb above, if only that can speak.

    So also for "He has fought her, at one point / calling her a liar", which the parser hangs on the point."""
    if can_speak(parse, subject.word) or parse.children_by(verb, *SUBJECTS):
        return subject
    if parse.words[verb].tag == "VBG" and parse.words[verb - 1].text == "," and verb:
        return _nearest_able(parse, verb) or subject
    if parse.words[verb].dep != "conj" and not _is_hung_on_time(parse, verb):
        return subject
    above = parse.words[parse.words[verb].head].head
    while parse.words[above].tag[:1] in "VI" and parse.words[above].head != above and not _speaks(parse, above):
        above = parse.words[above].head
    higher = subject_of(parse, above) if parse.words[above].tag[:1] in "VI" else None
    return higher if higher is not None and can_speak(parse, higher.word) else subject


def _nearest_able(parse: Parse, verb: int) -> Subject | None:
    """The guests of "It came when guests broke in, shouting", where the parser has "it" shout."""
    sentence = parse.words[verb].sentence
    for index in range(verb - 1, -1, -1):
        if parse.words[index].sentence != sentence:
            return None
        if parse.words[index].dep in SUBJECTS and not parse.words[index].spoken and can_speak(parse, index):
            return Subject(index)
    return None


def _is_hung_on_time(parse: Parse, verb: int) -> bool:
    """A participle on the noun of a circumstance: "at one point calling"."""
    noun = parse.words[verb].head
    behind = parse.words[noun].dep == "pobj" and parse.words[parse.words[noun].head].lower in (
        "at",
        "in",
        "on",
        "after",
    )
    return behind and parse.words[verb].dep == "acl" and parse.words[verb].tag == "VBG"


def behind_relative(parse: Parse, verb: int, subject: Subject) -> Subject:
    """ "Roe, whose aunt was the captain, described": Roe, where the parser takes the aunt."""
    whose = next((i for i in parse.children_by(subject.word, "poss") if parse.words[i].lower == "whose"), 0)
    between = range(subject.word + 1, verb)
    own = next((i for i in between if parse.words[i].tag in FINITE), verb)
    if whose < 2 or not any(parse.words[i].text == "," for i in between if i > own):
        return subject
    return Subject(whose - 2 if parse.words[whose - 1].text == "," else whose - 1)


def _speaks(parse: Parse, verb: int) -> bool:
    subject = subject_of(parse, verb)
    return subject is not None and can_speak(parse, subject.word)


def can_speak(parse: Parse, index: int) -> bool:
    """Whether the word can stand for somebody: a name, a person, a group, an organization or a document."""
    word = parse.words[index]
    lower = word.lower
    if lower in _SPEAKERS or lower in RELATIVES - {"that"} or word.tag.startswith("NNP"):
        return True
    if word.entity in ("PERSON", "ORG", "NORP", "GPE"):
        return True
    stems = {lower, lower.removesuffix("s"), lower.removesuffix("es")}
    return any(map(is_role_noun, stems)) or any(
        stem in entries(name)
        for stem in stems
        for name in ("organization_nouns", "document_nouns", "group_nouns", "person_nouns", "speech_nouns")
    )
