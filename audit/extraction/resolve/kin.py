"""Whom "her husband" and "Ruiz's wife" stand for: by the family name, or by how the article introduces the two."""

from __future__ import annotations

from collections.abc import Sequence

from audit.extraction.affiliations.passage import POSSESSIVES
from audit.extraction.affiliations.role_phrases import HER_ROLES, HIS_ROLES, KIN
from audit.extraction.attach.paragraph import Draft, Mention
from audit.extraction.mentions.names import family_name
from audit.extraction.resolve.known import Known, Speaker, entity_of, speaker_of
from audit.extraction.resolve.pronouns import HE, SHE, nearest_person

_NAMESAKES = 20  # people of one family name among whom a relative is looked for
_KINDS = (
    frozenset({"mother", "father", "parent", "mom", "dad"}),
    frozenset({"daughter", "son", "child"}),
    frozenset({"husband", "wife", "partner", "fiancé", "fiancée"}),
    frozenset({"brother", "sister", "sibling", "twin"}),
)
_INVERSE = (1, 0, 2, 3)  # whoever has a daughter is her parent


def relative_of(
    known: Known, mention: Mention, earlier: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> Speaker | None:
    """ "her husband", "Ruiz's wife": the only one of the family whose gender fits."""
    parse = known.scenes[mention.paragraph].parse
    noun = parse.words[mention.head].lower
    if noun not in KIN or mention.words[0] == mention.head:
        return None
    owner = _owner(known, mention, earlier, speakers)
    if owner is None or not owner.key.startswith("entity:"):
        return None
    gender = "f" if noun in HER_ROLES else "m" if noun in HIS_ROLES else ""
    number = int(owner.key.removeprefix("entity:"))
    told = [n for n in _introduced_as(known, number, noun) if not gender or known.genders[n] in ("", gender)]
    fitting = told or [n for n in _family(known, number) if gender and known.genders[n] == gender]
    if not fitting and _has_relative(known, number, noun) and known.genders[number] in ("", gender):
        return owner
    return speaker_of(known, fitting[0]) if len(set(fitting)) == 1 else None


def _owner(
    known: Known, mention: Mention, earlier: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> Speaker | None:
    parse = known.scenes[mention.paragraph].parse
    first = parse.words[mention.words[0]].lower
    if first in HE | SHE:
        owner = mention._replace(head=mention.words[0], words=mention.words[:1])
        return nearest_person(known, owner, "m" if first in HE else "f", earlier, speakers)
    owners = [i for i in mention.words if i + 1 in mention.words and parse.words[i + 1].text in POSSESSIVES]
    return entity_of(known, mention.paragraph, owners[0]) if owners else None


def _family(known: Known, number: int) -> list[int]:
    """Others of the same family name, by full name."""
    words = known.cast.entities[number].name.split()
    same = known.cast.families.get(family_name(words), ())
    return [n for n in same[:_NAMESAKES] if n != number]


def _has_relative(known: Known, number: int, noun: str) -> bool:
    """Whether "her mother" may be the very person taken for "her": the article just told of her daughter."""
    kind = next((n for n, kin in enumerate(_KINDS) if noun in kin), -1)
    ties = known.relatives.get(number, ())
    return kind in (0, 1) and any(not tie.of_other and tie.noun in _KINDS[_INVERSE[kind]] for tie in ties)


def _introduced_as(known: Known, number: int, noun: str) -> list[int]:
    """Who is the person's `noun` as the article says: the Ana of "Ana's son, Tom" for Tom's mother, Tom for her son."""
    kind = next((n for n, kin in enumerate(_KINDS) if noun in kin), -1)
    if kind < 0:
        return []
    ties = known.relatives.get(number, ())
    return [tie.other for tie in ties if tie.noun in _KINDS[_INVERSE[kind] if tie.of_other else kind]]
