"""Whom a description stands for: "the mayor", "the 21-year-old striker", "her husband", "the company"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from audit.extraction.affiliations.bodies import can_own
from audit.extraction.affiliations.owners import body_called
from audit.extraction.affiliations.role_phrases import HER_ROLES, HIS_ROLES
from audit.extraction.attach.paragraph import Draft, Mention
from audit.extraction.lexicon import entries, pairs
from audit.extraction.mentions.names import Name
from audit.extraction.mentions.offices import is_person_noun, is_role_noun, office_of
from audit.extraction.parsing.parse import Parse, Word
from audit.extraction.resolve.known import (
    OUTLETS,
    Known,
    Place,
    Speaker,
    entity_of,
    has_post,
    is_one_post,
    last_with_role,
    speaker_of,
)
from audit.extraction.resolve.pronouns import names_before, nearest_person

_DEFINITE = frozenset({"the", "this", "that"})
_UNTOLD = frozenset(
    {"lawyer", "attorney", "barrister", "victim", "witness", "driver", "owner", "defendant", "clerk", "boss"}
)
_OTHERS = frozenset({"other", "second", "rival", "former", "new", "third", "parent", "sister", "latter", "first"})
_OWNED = frozenset({"his", "her", "their", "its", "our", "my"})
_FAR = 2  # paragraphs back, where another may be meant by now
_LEADERS = frozenset({"coach", "manager", "boss"})  # of a team, of which they are no players
_CANDIDATES = 8  # names looked at for the one who has a post


def by_role(known: Known, mention: Mention, earlier: Sequence[Speaker | None]) -> Speaker | None:
    """ "the mayor": the person last named before of whom the article says so, if no unnamed one spoke since.

    In a headline the bare noun ("judge") means the first who has that post in the text."""
    words = known.scenes[mention.paragraph].parse.words
    noun = words[mention.head].lower
    kinds = pairs("role_kinds").get(noun, "").split()
    if mention.paragraph == 0 and len(mention.words) == 1 and (places := _places_of(known, [noun, *kinds])):
        return speaker_of(known, places[0][1])
    if words[mention.words[0]].lower not in _DEFINITE | _OWNED or not _is_one(words[mention.head]):
        return None
    unnamed = _same_description(known, mention, earlier)
    found = _last_fitting(known, mention, noun)
    if found is None:
        alike = (last_with_role(known, kind, (mention.paragraph, mention.head)) for kind in kinds)
        found = max(filter(None, alike), default=None)
    if found is None or (unnamed is not None and found[0][0] < mention.paragraph - 1):
        return unnamed
    if found[0][0] < mention.paragraph - _FAR and not _is_post(noun) and (nearer := _only_person(known, mention)):
        return nearer
    return speaker_of(known, found[1])


def _last_fitting(known: Known, mention: Mention, noun: str) -> tuple[Place, int] | None:
    """The person named last before who has the post and no other of the same noun: not the finance minister for "the
    prime minister", nor the deputy mayor for "the mayor"."""
    words = known.scenes[mention.paragraph].parse.words
    called = frozenset(words[i].lower for i in mention.words if i < mention.head)
    place = mention.paragraph, mention.head
    for _ in range(_CANDIDATES):
        found = last_with_role(known, noun, place)
        if found is None or has_post(known, found[1], noun, called):
            return found
        place = found[0]
    return None


def _only_person(known: Known, mention: Mention) -> Speaker | None:
    """The one person whom the paragraph names before a description, in another sentence, of fitting gender."""
    words = known.scenes[mention.paragraph].parse.words
    gender = _told_gender(words[mention.head].lower)
    people = [n for n in names_before(known, mention, 0) if n.kind == "person" and n.paragraph == mention.paragraph]
    found = {known.cast.at[name.paragraph, name.last] for name in people}
    if len(found) != 1 or any(_in_one_sentence(known, mention, name) for name in people):
        return None
    number = found.pop()
    return speaker_of(known, number) if not gender or known.genders[number] in ("", gender) else None


def _places_of(known: Known, nouns: Sequence[str]) -> Sequence[tuple[Place, int]]:
    """Where those are named who have the first of the posts that anybody has."""
    return next(filter(None, map(known.with_role.get, nouns)), ())


def _same_description(known: Known, mention: Mention, earlier: Sequence[Speaker | None]) -> Speaker | None:
    """ "the diplomat" after "a Western diplomat": one who spoke before and has no name."""
    words = known.scenes[mention.paragraph].parse.words
    if words[mention.words[0]].lower not in _DEFINITE:
        return None
    noun = words[mention.head].lower
    called = frozenset(words[i].lower for i in mention.words if i < mention.head)
    for speaker in reversed(earlier):
        unnamed = speaker is not None and speaker.kind == "unnamed" and noun in speaker.name.lower().split()
        if speaker is not None and unnamed and _fits_post(known, speaker, noun, called):
            return speaker
    return None


def by_description(
    known: Known, mention: Mention, earlier: Sequence[Draft], speakers: Sequence[Speaker | None], *, telling: bool
) -> Speaker | None:
    """ "the Republican nominee", "the 21-year-old striker": one person, so the one just spoken of.

    `telling` asks for a name or "former" in it; without, any word between article and noun will do."""
    parse = known.scenes[mention.paragraph].parse
    words = [parse.words[i] for i in mention.words]
    head = parse.words[mention.head]
    if _is_aged(words) and mention.words[0] > 0 and parse.words[mention.words[0] - 1].lower == "the":
        words = [parse.words[mention.words[0] - 1], *words]
    if _is_aged(words) and any(w.tag == "IN" for w in words):
        words = words[: next(n for n, word in enumerate(words) if word.tag == "IN")]
    if words[0].lower != "the" or any(w.tag in ("IN", "POS") for w in words):
        return None
    if not _is_aged(words) and (not _is_one(head) or not is_role_noun(head.lower)):
        return None
    if _named_beside(known, mention):
        return None
    if len(words) == 2 and is_person_noun(head.lower) and (not telling or _age_follows(known, mention)):
        return _in_view(known, mention, earlier, speakers)
    tells = any(w.text[:1].isupper() or w.lower in ("former", "presidential") for w in words[1:-1])
    if not tells and not _is_aged(words) and (telling or len(words) < 3):
        return None
    found = nearest_person(known, mention, _told_gender(head.lower), earlier, speakers, head.lower)
    called = frozenset(word.lower for word in words)
    if found is not None and found.kind in ("organization", "document"):
        return None  # not Queensland for "the Queensland Premier"
    return found if found is None or _fits_post(known, found, head.lower, called) else None


def _fits_post(known: Known, speaker: Speaker, noun: str, called: frozenset[str]) -> bool:
    if speaker.key.startswith("entity:"):
        held = known.roles.get(int(speaker.key.removeprefix("entity:")), frozenset())
        if held and noun not in held and noun in entries("place_offices"):
            return False  # not the party leader just named for "the Egyptian foreign minister"
        return has_post(known, int(speaker.key.removeprefix("entity:")), noun, called)
    name = speaker.name.lower().split()
    return noun not in name or is_one_post(called, frozenset(name[: name.index(noun)]))


def _told_gender(noun: str) -> str:
    """m or f where the noun tells it: "actress", "businessman"."""
    if noun in HER_ROLES or noun.endswith("woman"):
        return "f"
    return "m" if noun in HIS_ROLES or noun.endswith("man") else ""


def member_meant(
    known: Known, mention: Mention, earlier: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> Speaker | None:
    """ "the Conservative", "the Swede": one person, of that party if the article gives anybody's."""
    words = known.scenes[mention.paragraph].parse.words
    head = words[mention.head]
    party = head.lower in entries("party_members")
    one = head.text[:1].isupper() and not head.lower.endswith("s") and mention.words[-1] == mention.head
    first = words[mention.words[0]]
    titled = first.text == "The" and mention.words[0] > 0 and words[mention.words[0] - 1].sentence == first.sentence
    if first.lower != "the" or titled or not one or not (party or _is_demonym(head)):
        return None
    return nearest_person(known, mention, "", earlier, speakers, head.lower if party else "")


def _is_demonym(word: Word) -> bool:
    return word.entity == "NORP" and word.lower not in entries("organization_nouns") and not word.text.isupper()


def _age_follows(known: Known, mention: Mention) -> bool:
    """ "The striker, 24, was booed": not anybody, but one just named."""
    words = known.scenes[mention.paragraph].parse.words
    at = mention.head + 1
    return at + 2 < len(words) and words[at].text == words[at + 2].text == "," and words[at + 1].tag == "CD"


def _in_view(
    known: Known, mention: Mention, earlier: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> Speaker | None:
    """ "the striker": nobody is said to be one, so the person in view, whose post the article does not give."""
    noun = known.scenes[mention.paragraph].parse.words[mention.head].lower
    found = nearest_person(known, mention, _told_gender(noun), earlier, speakers, noun)
    if found is None or not found.key.startswith("entity:"):
        return None
    number = int(found.key.removeprefix("entity:"))
    entity = known.cast.entities[number]
    names = known.cast.names
    past = bisect_left(
        entity.members, (mention.paragraph, mention.head), key=lambda n: (names[n].paragraph, names[n].last)
    )
    last = names[entity.members[past - 1]] if past else None
    named = last is not None and last.paragraph >= mention.paragraph - 1 and not _in_one_sentence(known, mention, last)
    just = last is not None and last.paragraph == mention.paragraph and not _is_post(noun)
    roles = known.roles.get(number, frozenset())
    plays = noun in entries("team_roles") - _LEADERS and bool(roles & entries("team_roles") - _LEADERS)
    return found if named and entity.kind == "person" and (just or plays or not roles) else None


def _is_post(noun: str) -> bool:
    """Whether "the ..." may be somebody not told of before: "the judge", "the spokesman", "the coach"."""
    posts = (entries(name) for name in ("place_offices", "staff_roles", "finding_nouns", "company_posts", "team_roles"))
    return any(noun in listed for listed in posts) or bool(office_of(noun)) or noun in _UNTOLD


def _in_one_sentence(known: Known, mention: Mention, name: Name) -> bool:
    """Whoever a sentence names is not the one it describes besides, but behind a colon another begins."""
    words = known.scenes[mention.paragraph].parse.words
    if name.paragraph != mention.paragraph or words[name.last].sentence != words[mention.head].sentence:
        return False
    return all(word.text != ":" for word in words[name.last : mention.head])


def _is_one(word: Word) -> bool:
    """A noun in the singular that is no name; the tagger takes "mogul" and "the Mayor" for one."""
    return word.tag == "NN" or (word.tag == "NNP" and (word.text.islower() or is_person_noun(word.lower)))


def _is_aged(words: Sequence[Word]) -> bool:
    """ "the 46-year-old" """
    return any(w.lower in ("year", "year-old") for w in words) and any(w.text[:1].isdigit() for w in words)


def _named_beside(known: Known, mention: Mention) -> bool:
    """Whether a name stands in apposition, as in "the Conservative leader, Ana Ruiz"."""
    parse = known.scenes[mention.paragraph].parse
    return any((mention.paragraph, c) in known.cast.at for c in parse.children_by(mention.head, "appos"))


def organization_of(known: Known, mention: Mention) -> Speaker | None:
    """ "the company", "the council": the organization named before that it stands for."""
    parse = known.scenes[mention.paragraph].parse
    noun = parse.words[mention.head].lower
    if not _is_bare(parse, mention) or not _is_one(parse.words[mention.head]) or not can_own(noun):
        return None
    body = body_called(known.passages[mention.paragraph], mention.words[0], noun)
    if body is None or (noun in entries("document_nouns") and not body.nouns & OUTLETS):
        return None
    if body.name == body.last:
        return entity_of(known, body.paragraph, body.name)
    return Speaker("described:" + body.affiliation.name.casefold(), body.affiliation.name, "organization")


def _is_bare(parse: Parse, mention: Mention) -> bool:
    """ "the company", "the Derby-based company", "the engineering group", but no second or rival one."""
    words = [parse.words[i] for i in mention.words]
    if words[0].lower not in _DEFINITE or words[-1] is not parse.words[mention.head]:
        return False
    if len(words) == 2:
        return True
    based = [n for n, word in enumerate(words) if word.lower == "based"]
    between = words[1 + max(based, default=0) : -1]
    plain = all(w.text.islower() or w.entity == "NORP" for w in between) and not {w.lower for w in between} & _OTHERS
    return plain and words[-1].lower in entries("generic_bodies") and not is_role_noun(words[-1].lower)
