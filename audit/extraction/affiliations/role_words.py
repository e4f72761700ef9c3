"""Which words of a phrase are the role: where it begins, its head, and where it ends."""

from __future__ import annotations

from collections.abc import Sequence

from audit.extraction.affiliations.bodies import can_own
from audit.extraction.affiliations.owners import SPEAK_FOR
from audit.extraction.affiliations.passage import POSSESSIVES, Passage, in_word
from audit.extraction.lexicon import entries
from audit.extraction.mentions.offices import LEGISLATORS, is_role_noun, office_of
from audit.extraction.parsing.parse import Parse, Word

PREPOSITIONS = frozenset({"of", "for", "at", "with", "from", "in", "on", "to", "by", "as", "under", "since", "until"})
STOPS = frozenset({",", ";", ".", "—", "–", "--", ")", "(", ":", "-", "?", "!"})
FORMER = frozenset({"former", "formerly", "ex", "then", "late", "retired", "onetime", "one-time", "previously"})
_DETERMINERS = frozenset(
    {
        "a",
        "an",
        "the",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "whose",
        "one",
        "another",
        "some",
        "now",
        "currently",
        "then",
    }
)
_ABOUT = frozenset({"about", "some", "roughly", "nearly", "almost", "around", "over", "first"})
_SEVERAL = frozenset({"other", "several", "many", "few", "most", "both"})
_FIXED = frozenset({("in", "chief"), ("in", "charge"), ("of", "staff"), ("at", "large"), ("of", "state")})
_NATIONAL = frozenset({"treasury", "interior", "army", "navy", "state"})  # "Secretary of the Interior"
_TIMES = frozenset({"year", "years", "months", "weeks", "decade", "decades", "days", "term", "terms"})
_PERSON_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "ee")
_NO_PEOPLE = frozenset(
    {"answer", "chapter", "corner", "danger", "degree", "disaster", "error", "factor", "favor", "favour", "fee"}
    | {"horror", "list", "matter", "number", "offer", "order", "power", "quarter", "reminder", "summer", "terror"}
    | {"twist", "year"}
)  # that end like nouns for people


def skip_determiners(parse: Parse, first: int, last: int) -> int:
    words = parse.words
    if first + 2 < last and is_one_of(parse, first + 2):
        first += 2
        while first < last and (words[first].lower in _ABOUT or words[first].tag == "CD"):
            first += 1
    while first < last and (
        words[first].lower in _DETERMINERS or not words[first].text[0].isalnum() or _counts(parse, first)
    ):
        first += 1
    fellow = first < last and words[first].lower == "fellow" and words[first + 1].tag.startswith("NN")
    return first + fellow  # "fellow broadcaster"


def is_one_of(parse: Parse, first: int) -> bool:
    """Whether the phrase is "one of the attorneys", from behind the "of", a determiner or a number on."""
    at = first - 1
    while at > 0 and (parse.words[at].lower in _DETERMINERS | _ABOUT or parse.words[at].tag == "CD"):
        at -= 1
    return at > 0 and [word.lower for word in parse.words[at - 1 : at + 1]] == ["one", "of"]


def _counts(parse: Parse, index: int) -> bool:
    """The "two other" of "two other officials", but no part of "49-year-old"."""
    word, following = parse.words[index], parse.words[index + 1]
    return (word.tag == "CD" and word.text.isalpha() and following.tag != "HYPH") or word.lower in _SEVERAL


def role_head(passage: Passage, first: int, last: int) -> int | None:
    """The last role noun before the first preposition but those in names ("a Ministry of Works spokesman")."""
    found, parse = None, passage.parse
    if _is_written_large(parse, first, last):
        return last
    for index in range(first, last + 1):
        word = parse.words[index]
        joins = word.lower in PREPOSITIONS and index > first and not is_hyphenated(parse, index)
        if (joins and not passage.in_name(index)) or word.text == "(":
            break
        if word.lower in ("after", "before") and word.tag == "IN":
            break  # "a day after / the US envoy threatened to leave"
        noun = word.tag.startswith(("NN", "JJ")) or word.text[0].isupper() or is_mistagged(parse, index)
        owner = index < last and parse.words[index + 1].text in POSSESSIVES  # "the mayor's office"
        if noun and not owner and is_role_noun(_with_hyphens(parse, index)):
            found = index
        elif found is not None and ((word.text in STOPS and not in_word(parse, index)) or begins_another(parse, index)):
            break
    return found


def _is_written_large(parse: Parse, first: int, last: int) -> bool:
    """ "Board of Supervisors Chair" before a name: a title that is all capitals but for "of" and "the"."""
    words = parse.words[first : last + 1]
    small = [word for word in words if not word.text[:1].isupper()]
    joined = bool(small) and small[0].lower == "of" and all(word.lower in ("of", "the", "and") for word in small)
    return joined and words[0].text[:1].isupper() and words[-1] not in small and is_role_noun(words[-1].lower)


def any_noun(passage: Passage, first: int, last: int) -> int | None:
    """The noun of "a falconer at the Fairtown zoo", whatever it is, if no list has it for a body or a writing."""
    words, head = passage.parse.words, first
    while head < last and words[head].tag.startswith(("JJ", "NN", "HYPH", "VBN", "CD", "RB")):
        following = words[head + 1]
        if not following.tag.startswith(("JJ", "NN", "HYPH", "VBN", "CD")) or following.text[:1].isupper():
            break
        head += 1
    word = words[head]
    person = word.tag == "NN" and word.text.islower() and word.lower.endswith(_PERSON_ENDINGS)
    person = person and word.lower not in _NO_PEOPLE
    listed = can_own(word.lower) or word.lower in entries("document_nouns") or word.lower in entries("person_nouns")
    return head if person and not listed else None


def _with_hyphens(parse: Parse, index: int) -> str:
    """The word with what a hyphen joins to it, in lower case: "full-back"."""
    lower, at = parse.words[index].lower, index
    while at > 1 and in_word(parse, at - 1) and parse.words[at - 1].end == parse.words[at].start:
        at -= 2
        lower = f"{parse.words[at].lower}-{lower}"
    return lower


def begins_another(parse: Parse, index: int) -> bool:
    """The "and" of "the front-runner and former host"; not that of "president and chief executive"."""
    following = parse.words[index + 1].lower if index + 1 < len(parse.words) else ""
    return parse.words[index].lower == "and" and following in FORMER | {"a", "an", "the", "one"}


def is_mistagged(parse: Parse, index: int) -> bool:
    """The trustee of "said trustee Ana Roe", which the tagger takes for a verb behind a verb of saying."""
    words = parse.words
    if not 0 < index < len(words) - 1 or words[index].tag not in ("VB", "VBP", "RB", "IN"):
        return False
    named = words[index + 1].tag == "NNP" and words[index - 1].tag in ("VBD", "VBZ") and words[index].text.islower()
    return named and is_role_noun(words[index].lower)


def is_hyphenated(parse: Parse, index: int) -> bool:
    """Whether the word stands between hyphens: the "in" of "Editor-in-Chief"."""
    return index > 0 and parse.words[index - 1].text == "-" and parse.words[index - 1].end == parse.words[index].start


def role_start(passage: Passage, first: int, head: int) -> int:
    """Behind a possessive ("the trust's / director"), else all of the phrase ("St. Ada's Hospital spokesman")."""
    words = passage.parse.words
    owners = [i for i in range(first, head) if words[i].text in POSSESSIVES and not passage.in_name(i)]
    start = owners[-1] + 1 if owners else first
    aged = [i for i in range(start, head) if words[i].lower in ("old", "year-old") and words[i - 1].text[-1:] in "-r"]
    return aged[-1] + 1 if aged else start


def role_end(parse: Parse, head: int, last: int) -> int:
    """With "of political advertising" or "from Ohio", without "of the Harbour Trust"."""
    words = parse.words
    while head + 2 <= last and in_word(parse, head + 1) and parse.words[head + 2].text.islower():
        head += 2
    at = head + 1
    if tuple(w.lower for w in words[at : min(at + 2, last + 1)]) in _FIXED:
        portfolio = words[at + 1].lower == "state" and words[min(at + 2, last)].lower == "for"
        return role_end(parse, at + 1, last) if words[at + 1].lower != "state" or portfolio else at + 1
    if at >= last or words[at].lower not in ("of", "for", "from", "to", "on") or for_official(parse, at, last):
        return head
    end = at
    for index in range(at + 1, last + 1):
        stops = words[index].text in STOPS and not in_word(parse, index)
        stops = stops or words[index].text in ("(", "and") or words[index].quotation >= 0
        if stops or words[index].lower in PREPOSITIONS or words[index].tag in ("``", "''"):
            break
        end = index
    body = words[at + 1 : end + 1]
    if any(word.lower in _TIMES for word in body):
        return head  # "purchasing manager for 11 years"
    if body and _is_portfolio(parse, head):
        return end
    national = words[head].text[:1].isupper() and (words[at + 1].lower != "the" or body[-1].lower in _NATIONAL)
    state = national or not any(w.lower in entries("organization_nouns") for w in body)
    if words[head].lower.startswith("secretar") and words[at].lower == "of" and state:
        return end
    return head if not body or _is_body(parse, head, at, end) else end


def for_official(parse: Parse, at: int, last: int) -> bool:
    """Whether "for Sen. Ana Roe" or "of staff to Gov. Ana Roe" begins here: for whom somebody works."""
    words = parse.words
    while at < last and words[at].lower in ("of", "staff"):
        at += 1
    office = office_of(words[min(at + 1, last)].lower)
    named = words[at].lower in ("for", "to") and at + 2 <= last and words[at + 2].text[:1].isupper()
    return named and (office in entries("place_offices") or office in LEGISLATORS)


def _is_portfolio(parse: Parse, head: int) -> bool:
    """ "Minister for Local Government", "Secretary of State for Health": what a member of a government is there for."""
    post = [word.lower for word in parse.words[max(0, head - 2) : head + 2]]
    return post[-2:] == ["minister", "for"] or post == ["secretary", "of", "state", "for"]


def _is_field(body: Sequence[Word]) -> bool:
    """The "Sales" of "Head of Sales", the "Public Prosecutions" of their director."""
    field = bool(body) and body[0].lower in entries("office_fields")
    return field and not any(w.lower in entries("organization_nouns") for w in body)


def _is_body(parse: Parse, head: int, at: int, end: int) -> bool:
    """Whether what follows the preposition is an organization, or the place of an office."""
    body = parse.words[at + 1 : end + 1]
    if _is_field(body):
        return False
    if any(w.lower in entries("organization_nouns") or w.entity == "ORG" for w in body):
        return True
    if parse.words[head].lower in entries("place_offices") and parse.words[at].lower == "of":
        return any(w.tag.startswith("NNP") for w in body)  # nobody is mayor of a person
    named = any(w.tag.startswith("NNP") for w in body)
    if named and parse.words[at].lower == "for" and parse.words[head].lower in SPEAK_FOR:
        return True
    if parse.words[at].lower in ("to", "from", "on"):
        return False
    place = any(w.entity == "GPE" for w in body)
    return named and (place or not any(w.entity == "PERSON" for w in body))
