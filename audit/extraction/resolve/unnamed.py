"""Sources without a name: what the article calls them, and what kind of source they are."""

from __future__ import annotations

from audit.extraction.attach.paragraph import Mention
from audit.extraction.lexicon import entries
from audit.extraction.mentions.offices import is_role_noun
from audit.extraction.parsing.parse import Parse, Word
from audit.extraction.resolve.known import FINDINGS, Known, Speaker
from audit.extraction.types import SourceKind

_DETERMINERS = frozenset(
    {"the", "this", "that", "these", "those", "a", "an", "his", "her", "their", "its", "our", "my"}
)
_ONE = frozenset({"one", "another"})
_BODIES = frozenset(
    {"state", "military", "city", "county", "inquiry", "enquiry", "inquest", "commission", "regime", "coastguard"}
    | {"academy", "judiciary", "treasury", "embassy", "monarchy", "industry", "opposition", "insurer", "lender"}
)  # what a body is called besides organization_nouns


def described(known: Known, mention: Mention) -> Speaker:
    """An unnamed source, called by the words of the article."""
    parse = known.scenes[mention.paragraph].parse
    start, end = parse.span((*mention.words, _end_of_compound(parse, mention.words[-1])))
    name = " ".join(known.text[start:end].split())
    kind: SourceKind = "organization" if _is_society(known, mention) else _kind_of(parse, mention)
    return Speaker("described:" + _key(parse, mention, name), name, kind)


def _is_society(known: Known, mention: Mention) -> bool:
    """ "Friends of Tarn Baths"; not "Friends of Ana Roe" nor, at the head of a sentence, "Friends of the family"."""
    words = known.scenes[mention.paragraph].parse.words
    at = mention.head + 2
    if mention.words[-1] < at or [w.text for w in words[at - 2 : at]] != ["Friends", "of"]:
        return False
    at += words[at].lower == "the" and at < mention.words[-1]
    passage = known.passages[mention.paragraph]
    return words[at].text[:1].isupper() and passage.kind(at) != "person"


def _end_of_compound(parse: Parse, last: int) -> int:
    """The "station" of "at the 18-mile aid station", where the mention ends before the hyphen."""
    words = parse.words
    if last + 1 >= len(words) or words[last + 1].text != "-" or words[last + 1].start != words[last].end:
        return last
    at = last + 1
    while at + 1 < len(words) and words[at + 1].tag.startswith(("NN", "JJ", "HYPH")) and not words[at + 1].spoken:
        at += 1
    return at if words[at].tag.startswith("NN") else last


def _key(parse: Parse, mention: Mention, name: str) -> str:
    if parse.words[mention.words[0]].lower in _DETERMINERS and len(mention.words) > 1:
        return " ".join(parse.words[i].lower for i in mention.words[1:])
    return name.casefold()


def _kind_of(parse: Parse, mention: Mention) -> SourceKind:
    word, first = parse.words[mention.head], parse.words[mention.words[0]]
    if first.lower in _ONE and (len(mention.words) == 1 or parse.words[mention.words[1]].lower == "of"):
        return "unnamed"
    if word.lower == "percent" and len(mention.words) > 1:
        return "group"
    return _kind_of_noun(word)


def _kind_of_noun(word: Word) -> SourceKind:
    lower = word.lower
    singular = lower.removesuffix("s")
    if lower in entries("document_nouns") or lower in FINDINGS:
        return "document"
    if word.tag == "NNS" and is_role_noun(singular):
        return "group"  # "two security guards", though "the guard" is a body
    if {lower, singular} & (entries("organization_nouns") | _BODIES):
        return "organization"
    if word.tag in ("NNS", "NNPS", "DT", "CD", "JJ", "JJS") or lower in entries("group_nouns"):
        return "group"
    return "unnamed"
