"""Names of organizations inside a phrase that says what somebody is."""

from __future__ import annotations

from audit.extraction.lexicon import entries
from audit.extraction.mentions import title_genders
from audit.extraction.offices import is_role_noun
from audit.extraction.parse import Parse, words_span
from audit.extraction.types import Affiliation

_MODIFIERS = frozenset(
    [
        "former",
        "ex",
        "vice",
        "deputy",
        "senior",
        "junior",
        "chief",
        "acting",
        "interim",
        "retired",
        "longtime",
        "veteran",
        "associate",
        "assistant",
    ]
)


def organizations_between(text: str, parse: Parse, first: int, last: int, *, places: bool) -> tuple[Affiliation, ...]:
    """Names of organizations between two words, each with what follows it to its last noun."""
    found: list[Affiliation] = []
    index = first
    while index <= last:
        if not _names_something(parse, index):
            index += 1
            continue
        end = _name_end(parse, index, last)
        is_place = parse.words[end].entity in ("GPE", "LOC") and not _has_organization_noun(parse, index, end)
        is_place = is_place and not (index > first and parse.words[index - 1].text == "The")
        if (places or not is_place) and not _is_time(parse, index) and _not_acronym(parse, index):
            span = words_span(parse, index, end)
            found.append(Affiliation(" ".join(text[slice(*span)].split()), span))
        index = end + 1
    return tuple(found)


def _names_something(parse: Parse, index: int) -> bool:
    word = parse.words[index]
    if word.spoken or not word.text[:1].isupper():
        return False
    if word.lower in entries("party_words"):
        return True
    follower = parse.words[index + 1].lower if index + 1 < len(parse.words) else ""
    owner = follower in ("'s", "’s", "'", "’")
    if (is_role_noun(word.lower) and not owner) or word.lower in title_genders() or word.lower in _MODIFIERS:
        return False
    if follower in entries("organization_nouns") and word.tag.startswith(("NN", "JJ")):
        return True
    return word.tag.startswith("NNP") or (word.tag.startswith(("NN", "JJ")) and _capital_follows(parse, index))


def _capital_follows(parse: Parse, index: int) -> bool:
    """Whether the next word but a possessive "'s" is written with a capital too."""
    rest = [w.text for w in parse.words[index + 1 : index + 3] if w.text not in ("'s", "’s", "'", "’")]
    return bool(rest) and rest[0][:1].isupper()


def _name_end(parse: Parse, index: int, last: int) -> int:
    end = index
    words = parse.words
    while end < last:
        following = words[end + 1]
        plain = (
            following.text[:1].isupper()
            and following.tag.startswith(("NN", "JJ"))
            and not is_role_noun(following.lower)
        )
        noun = following.lower in entries("organization_nouns") and following.tag.startswith("NN")
        possessive = (
            following.text in ("'s", "’s", "'", "’")
            and end + 2 <= last
            and words[end + 2].text[:1].isupper()
            and (words[end + 2].lower in entries("organization_nouns") or words[end + 1].entity == "ORG")
        )
        joined = (
            following.lower in ("of", "for", "and", "&", "on", "'s") and end + 2 <= last and _joins(parse, index, end)
        )
        if plain or noun or possessive:
            end += 1
        elif joined:
            end += 2 if words[end + 2].lower != "the" else min(3, last - end)
        else:
            break
    return end


def _joins(parse: Parse, first: int, end: int) -> bool:
    """Whether "of" or "and" behind this word goes on with the name."""
    words = parse.words
    after = words[end + 2]
    if after.lower == "the" and end + 3 < len(words):
        after = words[end + 3]
    if not after.text[:1].isupper():
        return False
    one = words[end].entity == words[end + 1].entity == after.entity == "ORG"
    heads = words[end].lower in entries("organization_nouns") and words[end + 1].lower in ("of", "for", "on")
    return one or heads


def _has_organization_noun(parse: Parse, first: int, last: int) -> bool:
    return any(parse.words[i].lower in entries("organization_nouns") for i in range(first, last + 1))


def _is_time(parse: Parse, index: int) -> bool:
    return parse.words[index].entity in ("DATE", "TIME")


def _not_acronym(parse: Parse, index: int) -> bool:
    """False for the "(XP)" behind a long name."""
    return index == 0 or parse.words[index - 1].text != "("
