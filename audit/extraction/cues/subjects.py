"""Who a verb of saying belongs to: its subject, also where the parser lost it, and whether that can speak."""

from __future__ import annotations

from typing import NamedTuple

from audit.extraction.lexicon import entries, verb_forms
from audit.extraction.mentions.offices import is_role_noun
from audit.extraction.parsing.grammar import FINITE, RELATIVES, SUBJECTS, agent_of, is_passive, is_verb
from audit.extraction.parsing.parse import Parse

_DUMMIES = frozenset({"there", "this", "that", "what", "which", "these", "those", "something", "nothing"})
_IMPERSONAL = frozenset({"goes", "went", "seems", "seemed", "appears", "turned", "turns", "is", "was"})
_PASSIVE_SPEECH = frozenset({"quoted", "reported", "overheard", "heard", "recorded", "cited", "paraphrased"})
_LONGEST_CLOSE = 10  # words after the verb: "told Meridian on the phone on Friday."
_LONGEST_INSERTED = 4  # "said on Monday," with more of the sentence behind it
_NOMINAL = ("NN", "DT", "JJ", "POS", "CD", "PRP", "HYPH")
_OPENING = frozenset({"IN", "TO", "VBG", "VBN", "WRB", "RB"})
_SOME = frozenset({"those", "many", "some", "others", "most", "few", "both"})
_INHERITING = frozenset({"acomp", "conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep"})
_SPEAKERS = frozenset({"he", "she", "they", "i", "we", "others", "some", "many", "critics", "who", "another", "one"})
_STANDING_ALONE = frozenset({"another", "one", "others", "some", "many", "several", "both"})  # "wrote another"


class Subject(NamedTuple):
    """The head word of who speaks; for "who" `antecedent` is the noun it stands for, else -1."""

    word: int
    antecedent: int = -1


def subject_of(parse: Parse, verb: int, depth: int = 0) -> Subject | None:
    """The subject of the verb, inherited over conjunction, participle and infinitive; None if there is none."""
    own = [i for i in parse.children_by(verb, *SUBJECTS) if not parse.words[i].spoken]
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
        issuer = _issuer(parse, verb, head)
        return (None if issuer is None else subject_of(parse, issuer, depth + 1)) or Subject(head)
    if word.dep == "advcl" and word.tag == "VBN" and not parse.children_by(verb, "aux"):
        return None  # "Asked about it, she said": somebody else asked
    beside = parse.children_by(head, "parataxis") if parse.words[head].spoken else ()
    if beside and beside[0] < verb:
        return subject_of(parse, beside[0], depth + 1)  # ""It is late," she said, before adding ...": hers, not its
    if word.dep in _INHERITING and head != verb:
        if parse.words[head].tag[:1] in "VIM" or parse.words[head].dep == "acomp":
            return subject_of(parse, head, depth + 1)
        if word.dep == "conj":
            return subject_of(parse, head, depth + 1)
    return None


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
    issued = parse.words[noun].dep == "dobj" and parse.words[noun].lower in entries("document_nouns")
    return above if issued or parse.words[above].lower in verb_forms("sending_verbs") else None


def _own_subject(parse: Parse, verb: int, subject: int, *, inherited: bool) -> Subject | None:
    """What the subject of a verb says; one `inherited` from a passive ("was fined and said") speaks all the same."""
    word = parse.words[subject]
    if word.dep == "nsubjpass" and not inherited and parse.words[verb].lower not in _PASSIVE_SPEECH:
        agent = agent_of(parse, verb)
        return None if agent is None else Subject(agent)
    if parse.words[verb].dep == "relcl" and word.lower in RELATIVES:
        return Subject(subject, parse.words[verb].head)
    told_which = word.lower == "those" and parse.children_by(subject, "acl", "relcl", "prep")  # "those surveyed"
    if word.lower in _DUMMIES and word.tag != "NNP" and not told_which:
        return None
    if word.lower == "it" and (is_passive(parse, verb) or parse.words[verb].lower in _IMPERSONAL):
        return Subject(subject) if parse.children_by(verb, "prt") else None  # "It goes on to say"
    return Subject(subject)


def able_subject(parse: Parse, verb: int, subject: Subject) -> Subject:
    """The subject, or for "said her attacks had helped and added" that of a verb above, if only that can speak."""
    if can_speak(parse, subject.word) or parse.words[verb].dep != "conj" or parse.children_by(verb, *SUBJECTS):
        return subject
    above = parse.words[parse.words[verb].head].head
    while parse.words[above].tag[:1] == "V" and parse.words[above].head != above and not _speaks(parse, above):
        above = parse.words[above].head
    higher = subject_of(parse, above) if is_verb(parse, above) else None
    return higher if higher is not None and can_speak(parse, higher.word) else subject


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


def inverted_subject(parse: Parse, verb: int) -> Subject | None:
    """ "...," said the mayor of Fairtown: the noun phrase right behind the verb, if the words before it are quoted."""
    before = parse.words[verb - 1] if verb else None
    comma = before is not None and before.text == "," and parse.words[verb].lower in ("said", "says")
    quoted = before is not None and before.quotation >= 0
    if parse.words[verb].tag == "VBG" or not (before is None or quoted or comma):
        return None
    head = None
    for index in range(verb + 1, min(verb + 12, len(parse.words))):
        word = parse.words[index]
        if word.spoken or word.entity in ("DATE", "TIME") or not word.tag.startswith(_NOMINAL):
            break
        alone = index == verb + 1 and word.lower in _STANDING_ALONE
        if alone or (word.tag.startswith(("NN", "PRP")) and word.tag != "PRP$"):
            head = index
    stop = parse.words[head + 1] if head is not None and head + 1 < len(parse.words) else None
    another = stop is not None and (stop.tag in FINITE or stop.tag in ("MD", "HYPH"))  # "said Ruiz was late"
    return None if head is None or another else Subject(head)


def lost_subject(parse: Parse, verb: int) -> Subject | None:
    """The noun that opens the sentence of a finite verb to which the parser gave no subject."""
    word = parse.words[verb]
    auxiliaries = parse.children_by(verb, "aux", "auxpass")
    finite = word.tag in FINITE or any(parse.words[i].tag in FINITE for i in auxiliaries)
    finite = finite or (word.tag == "VBN" and not auxiliaries)  # a past tense that the tagger misread
    if not finite or word.dep != "ROOT" or parse.children_by(verb, *SUBJECTS, "expl"):
        return None
    first = verb
    while first > 0 and parse.words[first - 1].sentence == word.sentence:
        first -= 1
    return _person_apposed(parse, verb) or leading_noun(parse, first, verb) or _name_before(parse, first, verb)


def _person_apposed(parse: Parse, verb: int) -> Subject | None:
    """Joe Roe of "In Dover, with his wife, Ana Roe, former mayor Joe Roe said": the name right before the verb."""
    word = parse.words[verb - 1] if verb else None
    torn = word is not None and word.entity == "PERSON" and word.dep == "appos"
    return Subject(verb - 1) if torn else None


def _name_before(parse: Parse, first: int, verb: int) -> Subject | None:
    """A name that the tagger does not know as one, or "the 34-year-old", right before the verb."""
    named = verb - 1 > first and parse.words[verb - 1].text[:1].isupper()
    described = verb - 1 > first and parse.words[verb - 1].tag == "JJ" and parse.words[verb - 2].tag == "HYPH"
    return Subject(verb - 1) if named or described else None


def leading_noun(parse: Parse, first: int, verb: int) -> Subject | None:
    """The first noun phrase between two words, for a verb whose subject the parser lost: "Roe, 49, told ..." """
    head = None
    for index in range(_behind_opening(parse, first, verb), verb):
        word = parse.words[index]
        if word.spoken:
            continue
        named = word.tag.startswith(("NN", "PRP")) and word.tag != "PRP$" and word.entity not in ("DATE", "TIME")
        if named or (head is None and word.lower in _SOME):
            head = index
        elif head is not None and not word.tag.startswith(_NOMINAL):
            break
    return None if head is None else Subject(head)


def _behind_opening(parse: Parse, first: int, verb: int) -> int:
    """Where the sentence comes to its subject: behind "In a statement," or "Asked about it," and a conjunction."""
    while first < verb:
        word = parse.words[first]
        if word.tag == "CC":
            first += 1
            continue
        commas = [i for i in range(first, verb) if parse.words[i].text == ","]
        if not commas or not (word.tag in _OPENING or word.dep == "advcl"):
            break
        first = commas[0] + 1
    return first


def name_before_participle(parse: Parse, verb: int) -> Subject | None:
    """ "Roe accused Finn, the mayor, of theft", where the parser sees an accused Finn."""
    word = parse.words[verb]
    torn = word.tag == "VBN" and word.dep == "amod" and word.head > verb and verb > 0
    return Subject(verb - 1) if torn and parse.words[verb - 1].tag in ("NNP", "NNPS", "PRP") else None


class Closing(NamedTuple):
    """An attribution behind a comma, from the word before it (`comma`) to its `last` word."""

    comma: int
    subject: Subject
    last: int


def closing_subject(parse: Parse, verb: int) -> Closing | None:
    """An attribution behind a clause to which the parser gave its verb: "Rents have fallen in Port Sarrel, officers and
    tenants told Meridian.", "The mill is shut, a spokeswoman, Ada Roe, said on Monday, and it stays so." """
    if not verb or parse.words[verb].tag not in FINITE or parse.children_by(verb, *SUBJECTS):
        return None
    last = _tag_end(parse, verb)
    name = _nominal_start(parse, verb - 1 if parse.words[verb - 1].text == "," else verb)
    start = _nominal_start(parse, name - 1) if parse.words[verb - 1].text == "," else name
    comma, sentence = start - 1, parse.words[verb].sentence
    subject = leading_noun(parse, start, name if start < name else verb)
    if subject is None or last is None or comma < 1 or parse.words[comma].text != ",":
        return None
    before = [i for i in range(comma) if parse.words[i].sentence == sentence]
    said = any(parse.words[i].tag in FINITE or parse.words[i].tag == "MD" for i in before)
    whole = parse.words[comma].sentence == sentence and not any(parse.words[i].spoken for i in before)
    return Closing(comma, subject, last) if said and whole else None


def _nominal_start(parse: Parse, end: int) -> int:
    """Where the row of nominal words that ends before a word begins."""
    while end > 0 and parse.words[end - 1].tag.startswith((*_NOMINAL, "CC")):
        end -= 1
    return end


def _tag_end(parse: Parse, verb: int) -> int | None:
    """The last word of a short attribution without another verb: at the end of the sentence, or before a comma."""
    last = verb
    while last + 1 < len(parse.words) and parse.words[last + 1].sentence == parse.words[verb].sentence:
        word = parse.words[last + 1]
        if word.text == "," and last - verb <= _LONGEST_INSERTED:
            return last
        if is_verb(parse, last + 1) or word.spoken or last + 1 - verb > _LONGEST_CLOSE:
            return None
        last += 1
    return last


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
