"""Whom the lead means by "a judge" if the text names one judge later."""

from __future__ import annotations

from audit.extraction.affiliations.leads import LEAD, is_telling
from audit.extraction.attach.paragraph import Mention
from audit.extraction.resolve.known import Known, Speaker, has_post, speaker_of, telling_words

_REACH = 8  # paragraphs until the name
_DETERMINERS = frozenset({"a", "an", "the"})


def named_later(known: Known, mention: Mention) -> Speaker | None:
    """The only one of whom the article says later what the lead calls him: "a judge", then "Judge Ana Roe"."""
    words = known.scenes[mention.paragraph].parse.words
    noun = words[mention.head].lower
    called = frozenset(words[i].lower for i in mention.words if i < mention.head)
    if mention.paragraph >= LEAD or words[mention.head].tag != "NN" or not (is_telling(noun) or telling_words(called)):
        return None
    if words[mention.words[0]].lower not in _DETERMINERS and len(mention.words) > 1:
        return None
    places = known.with_role.get(noun, ())
    people = {number for _, number in places if has_post(known, number, noun, called)}
    first = next((place for place, number in places if number in people), None)
    if len(people) != 1 or first is None or not mention.paragraph <= first[0] <= mention.paragraph + _REACH:
        return None
    kinds = {words[i].lower for i in mention.words if i < mention.head and words[i].tag == "NN"}
    number = people.pop()
    return speaker_of(known, number) if kinds <= known.roles.get(number, frozenset()) else None
