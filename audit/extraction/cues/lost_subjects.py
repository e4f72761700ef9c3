"""The subject of a verb of saying where the parser gave it none: read off the words around it."""

from __future__ import annotations

from typing import NamedTuple

from audit.extraction.cues.subjects import Subject
from audit.extraction.parsing.grammar import FINITE, SUBJECTS, is_verb
from audit.extraction.parsing.parse import Parse
from audit.extraction.parsing.sentences import is_border

_LONGEST_CLOSE = 10  # words after the verb: "told Meridian on the phone on Friday."
_LONGEST_INSERTED = 4  # "said on Monday," with more of the sentence behind it
_NOMINAL = ("NN", "DT", "JJ", "POS", "CD", "PRP", "HYPH")
_OPENING = frozenset({"IN", "TO", "VBG", "VBN", "WRB", "RB"})
_SOME = frozenset({"those", "many", "some", "others", "most", "few", "both"})
_STANDING_ALONE = frozenset({"another", "one", "others", "some", "many", "several", "both"})  # "wrote another"


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


def subject_behind_quotation(parse: Parse, verb: int) -> Subject | None:
    """ "Whatever the effect, "it is slim," says Roe": of two subjects the one behind the quotation and the verb."""
    sides = {i > verb for i in parse.children_by(verb, *SUBJECTS)}
    return inverted_subject(parse, verb) if len(sides) > 1 and parse.words[verb - 1].quotation >= 0 else None


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


def apposed_in_front(parse: Parse, verb: int, subject: Subject) -> Subject:
    """Roe in "In a note sent by her party, the Civic Union, Ana Roe said": no comma parts her from her verb."""
    first = name = verb - 1
    while name > 0 and parse.words[name - 1].tag == "NNP" and parse.words[name - 1].head == first:
        name -= 1
    torn = (
        first > subject.word and parse.words[first].dep in ("appos", "conj") and parse.words[first].head == subject.word
    )
    if not torn or parse.words[first].entity != "PERSON" or parse.words[name - 1].text != ",":
        return subject
    opening = next(i for i in range(verb) if parse.words[i].sentence == parse.words[verb].sentence)
    return Subject(first) if opening < subject.word and parse.words[opening].tag in _OPENING else subject


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


def one_of_many(parse: Parse, verb: int) -> Subject | None:
    """The many of "That step, many argue, could cost votes", where the parser takes them for an adjective."""
    if verb < 2 or parse.words[verb].tag not in FINITE or parse.words[verb - 1].lower not in _SOME | _STANDING_ALONE:
        return None
    return Subject(verb - 1) if is_border(parse, verb - 2) and is_border(parse, verb + 1) else None


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


def misread_subject(parse: Parse, verb: int) -> Subject | None:
    """The Roe of ""Go home," Roe answers.", where the tagger takes the verb for a noun."""
    word = parse.words[verb]
    following = parse.words[verb + 1] if verb + 1 < len(parse.words) else None
    ends = following is None or following.text in (".", ",")
    if not word.tag.startswith("NN") or word.lower != word.text or not verb:
        return None
    if not ends:
        return _several_since_quotation(parse, verb) if following is not None and following.tag == "IN" else None
    return _named_since_quotation(parse, verb) or _described_since_quotation(parse, verb)


def _named_since_quotation(parse: Parse, verb: int) -> Subject | None:
    """Nothing but a name, or "one", stands between the quotation and the verb."""
    first = verb - 1
    while first > 0 and parse.words[first].tag.startswith("NNP"):
        first -= 1
    first -= parse.words[first].lower == "one"
    return Subject(verb - 1) if 0 <= first < verb - 1 and parse.words[first].spoken else None


def _several_since_quotation(parse: Parse, verb: int) -> Subject | None:
    """ ""It is," the Saudis state in a paper.": a plural and the verb's bare form."""
    many = parse.words[verb - 1].tag in ("NNS", "NNPS") and parse.words[verb].tag == "NN"
    first = verb - 2 if many and parse.words[verb - 2].tag == "DT" else verb - 1
    return Subject(verb - 1) if many and first > 0 and parse.words[first - 1].spoken else None


def _described_since_quotation(parse: Parse, verb: int) -> Subject | None:
    """ ""Go home," driver Ana Roe of Fairtown emails.": nothing but who somebody is."""
    first = verb
    while first > 0 and parse.words[first - 1].tag.startswith(("NN", "JJ", "DT", "IN")):
        first -= 1
    of = next((i for i in range(first, verb) if parse.words[i].lower in ("of", "from")), verb)
    named = parse.words[verb].tag == "NNS" and of - first > 1 and parse.words[of - 1].tag.startswith("NNP")
    return Subject(of - 1) if named and first > 0 and parse.words[first - 1].spoken else None
