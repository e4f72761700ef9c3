"""Names, affiliations and roles compared by their words.

A name is right if its words are those of an accepted answer (a middle name more is allowed); an affiliation or role
if its words overlap with those of an accepted one by a Dice of 0.6, or the shorter is inside the longer and at least
half of it, and no word of contrast stands on one side only. Nothing must be answered by nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


_ADDRESS = _words("""
    mr mrs ms miss dr sir dame lord lady rev hon prof professor president sen senator rep representative gov
    governor gen general secretary justice judge chief vice col sgt lt
""")
_EMPTY = _words("""
    the a an of for at in on and to s with from by his her their its
""")
_WRITTEN_OUT = {
    "ceo": "chief executive officer",
    "gop": "republican party",
    "us": "united states",
    "usa": "united states",
    "un": "united nations",
    "eu": "european union",
    "uk": "united kingdom",
    "nypd": "new york police department",
    "rnc": "republican national committee",
    "dnc": "democratic national committee",
    "republicans": "republican party",
    "democrats": "democratic party",
    "democrat": "democratic party",
    "congressman": "representative",
    "congresswoman": "representative",
    "fbi": "federal bureau investigation",
}
_OTHERS = _words("""
    surrogates aides aide campaign supporters team officials official lawyers lawyer spokesman spokeswoman
    office administration staff allies family wife husband police voters and
""")
_CONTRAST = _words("""
    former vice deputy acting majority minority north south east west democratic republican house senate
    lieutenant general assistant associate junior senior anti
""")


def words_of(text: str | None) -> list[str]:
    """Lower-case words without accents and empty words, abbreviations written out."""
    folded = unicodedata.normalize("NFKD", text or "")
    folded = "".join(c for c in folded if not unicodedata.combining(c)).casefold()
    folded = re.sub(r"\bu\.\s?s\.(a\.)?", "us", folded).replace("u.n.", "un").replace("u.k.", "uk")
    kept = (word for word in re.findall(r"[^\W_]+", folded) if word not in _EMPTY)
    return [word for one in kept for word in _WRITTEN_OUT.get(one, one).split()]


def name_words(text: str | None, *, person: bool) -> list[str]:
    """The words of a name, for people without forms of address and initials."""
    words = words_of(text)
    while person and len(words) > 1 and words[0] in _ADDRESS:
        del words[0]
    return [word for word in words if len(word) > 1] or words


def is_same_name(given: str | None, accepted: Sequence[str | None], *, person: bool) -> bool:
    """Whether a name is one of the accepted ones, but for a middle name or two."""
    mine = name_words(given, person=person)
    if not mine:
        return None in accepted
    for name in accepted:
        theirs = name_words(name, person=person)
        if mine == theirs:
            return True
        joined = person and " and " in (given or "") and " and " not in (name or "")
        extra = set(mine) - set(theirs)
        if not joined and len(theirs) > 1 and set(theirs) <= set(mine) and len(extra) <= 2 and not extra & _OTHERS:
            return True
    return False


def is_same_phrase(given: str | None, accepted: Sequence[str | None], beside: str = "") -> bool:
    """Whether an affiliation or role is an accepted one; words of `beside` may be repeated in it."""
    mine = set(words_of(given))
    if not mine:
        return None in accepted
    for phrase in accepted:
        theirs = set(words_of(phrase))
        shorter = mine - (set(words_of(beside)) - theirs)
        if theirs and (_is_near(mine, theirs) or _is_near(shorter, theirs)):
            return True
    return False


def _is_near(one: set[str], two: set[str]) -> bool:
    if not one or (one ^ two) & _CONTRAST:
        return False
    common, short, long = len(one & two), min(len(one), len(two)), max(len(one), len(two))
    return 2 * common / (len(one) + len(two)) >= 0.6 or (common == short and 2 * common >= long)
