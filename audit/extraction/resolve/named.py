"""The name in a mention, wherever the parser put its head: in it, beside it, or before or behind it."""

from __future__ import annotations

from bisect import bisect_left

from audit.extraction.affiliations.bodies import can_own
from audit.extraction.affiliations.passage import POSSESSIVES, in_word
from audit.extraction.affiliations.role_phrases import KIN
from audit.extraction.attach.paragraph import Mention
from audit.extraction.lexicon import entries
from audit.extraction.mentions.offices import is_person_noun, is_role_noun, title_genders
from audit.extraction.mentions.people import CREDENTIALS
from audit.extraction.parsing.parse import Parse, Word
from audit.extraction.resolve.known import Known, Place, Speaker, entity_of, joint
from audit.extraction.resolve.pronouns import joined

_OFFICE = 5  # words between a description and the name: "her daughter, the conductor Ana Roe"
_GIVING = 16  # words of "who asked to be identified only by her first name"
_CALLING = frozenset({"name", "names", "named", "identified", "called", "nickname"})


def named(known: Known, mention: Mention) -> Speaker | None:
    """The entity at the head, or in apposition to it, or all of several joined ones."""
    parse = known.scenes[mention.paragraph].parse
    owned = _owned_by(known, mention)
    if owned is not None:
        return owned
    several = joined(known, parse, (mention.paragraph, mention.head))
    if several is not None:
        return several
    end = _before_credentials(parse, mention.head)
    found = entity_of(known, mention.paragraph, end)
    if found is not None and (found.kind == "person" or end == mention.head):  # not "the Labour MP for Fairtown, N"
        return _person_at_the_start(known, mention) or _person_at_the_end(known, mention) or found
    ending = _name_at_the_end(known, mention) or _name_at_the_start(known, mention)
    if ending is not None:
        return ending
    introduced = (
        _titled(known, mention)
        or _with_post(known, mention)
        or _introduced(known, mention)
        or _calls_herself(known, mention)
    )
    if introduced is not None:
        return introduced
    beside = parse.children_by(mention.head, "appos")
    beside += [parse.words[mention.head].head] if parse.words[mention.head].dep == "appos" else []
    ends = [_before_credentials(parse, child) for child in beside]
    named = (joined(known, parse, (mention.paragraph, i)) or entity_of(known, mention.paragraph, i) for i in ends)
    people = (speaker for speaker in named if speaker is not None)
    return next((one for one in people if one.kind == "person" or one.key.startswith("joint:")), None)


def _owned_by(known: Known, mention: Mention) -> Speaker | None:
    """Ana Roe in "Birch & Finn's Ana Roe", where the parser took the owner for the head."""
    words = known.scenes[mention.paragraph].parse.words
    marks = (i for i in mention.words if i > mention.head and words[i].text in POSSESSIVES)
    mark = next(marks, 0)
    last = mention.words[-1]
    owner = mark and known.cast.at.get((mention.paragraph, mention.head))
    if not mark or owner is None or owner != known.cast.at.get((mention.paragraph, mark - 1)):
        return None
    found = entity_of(known, mention.paragraph, last)
    return found if found is not None and found.kind == "person" else None


def _before_credentials(parse: Parse, head: int) -> int:
    """The last word of the name in "Ana Roe KC"."""
    while head > 0 and parse.words[head].lower in CREDENTIALS:
        head -= 1
    return head


def _person_at_the_start(known: Known, mention: Mention) -> Speaker | None:
    """The person in "Sgt Ana Roe of Fairtown Police", where the parser took the body for the head."""
    parse = known.scenes[mention.paragraph].parse
    if known.passages[mention.paragraph].kind(mention.head) == "person":
        return None
    joins = (i for i in mention.words if i < mention.head and parse.words[i].lower in ("of", "from", "at"))
    at = next(joins, 0)
    found = entity_of(known, mention.paragraph, at - 1) if at > mention.words[0] else None
    return found if found is not None and found.kind == "person" else None


def _person_at_the_end(known: Known, mention: Mention) -> Speaker | None:
    """The person in "University of Birch professor Ana Roe", where the parser took the body for the head."""
    parse, last = known.scenes[mention.paragraph].parse, mention.words[-1]
    if known.passages[mention.paragraph].kind(mention.head) != "organization":
        return None
    found = entity_of(known, mention.paragraph, last)
    first = last
    while first > mention.head and known.cast.at.get((mention.paragraph, first)) is not None:
        first -= 1
    posted = first > mention.head and is_role_noun(parse.words[first].lower) and parse.words[first].tag.startswith("NN")
    plain = all(parse.words[i].text != "," and not parse.words[i].tag.startswith("V") for i in mention.words)
    return found if found is not None and found.kind == "person" and posted and plain else None


def _with_post(known: Known, mention: Mention) -> Speaker | None:
    """Ana Roe in "the agency's then-regional administrator, Ana Roe", where the parser took the owner for the whole."""
    words, at = known.scenes[mention.paragraph].parse.words, mention.words[-1]
    if words[at].text not in POSSESSIVES:
        return None
    while (
        at + 2 < len(words) and words[at + 1].tag.startswith(("JJ", "NN", "HYPH", "RB")) and words[at + 1].text != ","
    ):
        at += 1
    if not is_role_noun(words[at].lower):
        return None
    found = entity_of(known, mention.paragraph, at + 1 + (words[at + 1].text == ","))
    return found if found is not None and found.kind == "person" else None


def _titled(known: Known, mention: Mention) -> Speaker | None:
    """The person whose title the parser took for the head: the Agent of "Special Agent in Charge Ana Roe"."""
    if (mention.paragraph, mention.head) in known.cast.at:
        return None
    names = known.cast.names
    at = bisect_left(names, (mention.paragraph, mention.head), key=lambda name: (name.paragraph, name.first))
    name = names[at] if at < len(names) else None
    held = name is not None and name.paragraph == mention.paragraph and name.title <= mention.head < name.first
    return entity_of(known, mention.paragraph, name.first) if held and name is not None else None


def _introduced(known: Known, mention: Mention) -> Speaker | None:
    """The name behind "the landlord of the Anchor," "her daughter, the conductor" or "the charity"."""
    parse = known.scenes[mention.paragraph].parse
    words = parse.words
    head = words[mention.head].lower
    at = mention.words[-1] + 1
    while at < min(mention.words[-1] + _OFFICE, len(words)) and (in_word(parse, at) or in_word(parse, at - 1)):
        at += 1
    comma = at < len(words) and words[at].text == ","
    at += comma
    start = at
    while comma and at < min(start + _OFFICE, len(words)) and _describes(parse, at):
        at += 1
    role = is_role_noun(head) or head in KIN or (comma and is_role_noun(words[start - 2].lower))
    if comma and role and _speaks_for(parse, mention, start - 2):
        return None
    if at >= len(words) or words[at].sentence != words[mention.head].sentence:
        return None
    found = entity_of(known, mention.paragraph, at)
    if found is None or words[at].spoken:
        return None
    if found.kind == "person":
        several = _series(known, mention.paragraph, at) if words[mention.head].tag == "NNS" and comma else None
        several = several or joined(known, parse, _head_of(known, mention.paragraph, at))
        return several or (found if comma and role else None)
    return found if at == start and can_own(head) else None


def _calls_herself(known: Known, mention: Mention) -> Speaker | None:
    """ "One grandmother, who gave her name only as Dolores", "a man who asked to be called Joe": the name they give."""
    words = known.scenes[mention.paragraph].parse.words
    start = next(
        (i for i in range(mention.head + 1, min(mention.head + _OFFICE, len(words))) if words[i].lower == "who"), 0
    )
    if not start or words[mention.head].tag not in ("NN", "CD", "DT"):
        return None
    telling = False
    for index in range(start, min(start + _GIVING, len(words))):
        telling = telling or words[index].lower in _CALLING
        found = entity_of(known, mention.paragraph, index) if telling else None
        if found is not None:
            return found if found.kind == "person" else None
    return None


def _speaks_for(parse: Parse, mention: Mention, last: int) -> bool:
    """Whether the name behind "a spokesman for the Interior Minister" is the minister's, who does not speak."""
    if parse.words[mention.head].lower not in entries("staff_roles"):
        return False
    between = [parse.words[i].lower for i in range(mention.head + 1, last)]
    return between[:2] in (["for", "the"], ["to", "the"]) and is_role_noun(parse.words[last].lower)


def _series(known: Known, paragraph: int, at: int) -> Speaker | None:
    """All of "Ana Roe, Tom Finn and Carl Reed", from the first word; None if one stands alone."""
    words = known.scenes[paragraph].parse.words
    found: list[Speaker] = []
    while at < len(words) and (person := entity_of(known, paragraph, at)) is not None and person.kind == "person":
        found.append(person)
        at = _head_of(known, paragraph, at)[1] + 1
        while at < len(words) and words[at].lower in (",", "and"):
            at += 1
    return joint(found) if len(set(found)) > 1 else None


def _describes(parse: Parse, index: int) -> bool:
    """A word of "the former Rovers striker" before a name."""
    word = parse.words[index]
    following = parse.words[min(index + 1, len(parse.words) - 1)]
    club = word.tag.startswith("NN") and following.text.islower() and is_person_noun(following.lower)
    return club or _is_low(word)


def _is_low(word: Word) -> bool:
    low = word.text.islower() and word.tag.startswith(("NN", "JJ", "DT", "VBN", "PRP$", "HYPH"))
    return low or word.lower in title_genders()


def _head_of(known: Known, paragraph: int, first: int) -> Place:
    """The place of the last word of the name that begins here."""
    number, at = known.cast.at[paragraph, first], first
    while known.cast.at.get((paragraph, at + 1)) == number:
        at += 1
    return paragraph, at


def _name_at_the_end(known: Known, mention: Mention) -> Speaker | None:
    """The name in "ticketing firm Seatwave Global", where the parser took an earlier word for its head."""
    parse = known.scenes[mention.paragraph].parse
    end = next((i for i in mention.words if parse.words[i].text == ","), mention.words[-1] + 1) - 1
    before = [i for i in mention.words if i <= end and (mention.paragraph, i) not in known.cast.at]
    plain = all(
        parse.words[i].tag.startswith(("NN", "JJ", "DT", "VBG", "PRP$")) or _joins_posts(parse, i) for i in before
    )
    plain = plain or _is_behind_body(known, mention, end)
    return entity_of(known, mention.paragraph, end) if plain and before and mention.head < end else None


def _is_behind_body(known: Known, mention: Mention, end: int) -> bool:
    """The Ian Roe of "forecaster with the Weather Bureau Ian Roe": a full name right behind that of a body."""
    passage = known.passages[mention.paragraph]
    first = end
    while known.cast.at.get((mention.paragraph, first - 1)) == known.cast.at.get((mention.paragraph, end), -1):
        first -= 1
    while passage.parse.words[first - 1].lower in title_genders():
        first -= 1
    role = is_role_noun(passage.parse.words[mention.head].lower)
    body = passage.kind(first - 1) in ("organization", "place")
    return role and body and mention.head < first <= end and passage.is_person(end)


def _name_at_the_start(known: Known, mention: Mention) -> Speaker | None:
    """The name in "Ana Roe, spokeswoman for the trust", where the parser took the post for the head."""
    parse = known.scenes[mention.paragraph].parse
    comma = next((i for i in mention.words if parse.words[i].text == "," and i < mention.head), 0)
    comma = comma or _post_right_behind(known, mention)
    found = entity_of(known, mention.paragraph, comma - 1) if comma else None
    return found if found is not None and found.kind == "person" else None


def _post_right_behind(known: Known, mention: Mention) -> int:
    """Where the post begins in "Prof Ana Roe deputy head of the trust", which lacks its comma; 0 if there is none."""
    words = known.scenes[mention.paragraph].parse.words
    opens = words[mention.words[0]].text[:1].isupper() and words[mention.words[0]].tag.startswith("NN")
    people = (i for i in mention.words if known.passages[mention.paragraph].kind(i) == "person")
    last = next(people, -1) if opens else -1
    while last >= 0 and known.cast.at.get((mention.paragraph, last)) == known.cast.at.get(
        (mention.paragraph, last + 1)
    ):
        last += 1
    post = words[last + 1 : mention.head + 1]
    low = 0 <= last < mention.head and all(w.text.islower() and w.text not in POSSESSIVES for w in post)
    return last + 1 if low and is_role_noun(words[mention.head].lower) else 0


def _joins_posts(parse: Parse, index: int) -> bool:
    """The "and" of "Chairman and CEO Ana Roe"."""
    before = parse.words[index - 1]
    return parse.words[index].lower == "and" and before.text[:1].isupper() and is_role_noun(before.lower)
