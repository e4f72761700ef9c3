"""Speaker labels: is the name of the speaker, the affiliation, the role right, and by how much of all labels.

A label and a prediction pair if their contents overlap by half, or one covers four fifths of the other and neither
is more than four times as long. A name is right if its words are those of an accepted answer (a middle name more is
allowed); an affiliation or role if its words overlap with those of an accepted one by a Dice of 0.6, or the shorter
is inside the longer and at least half of it, and no word of contrast stands on one side only. Nothing must be
answered by nothing. Shares are between 0 and 1, None where there is nothing to share.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

Label: TypeAlias = Mapping[str, Any]

_ADDRESS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "dame",
        "lord",
        "lady",
        "rev",
        "hon",
        "prof",
        "professor",
        "president",
        "sen",
        "senator",
        "rep",
        "representative",
        "gov",
        "governor",
        "gen",
        "general",
        "secretary",
        "justice",
        "judge",
        "chief",
        "vice",
        "col",
        "sgt",
        "lt",
    ]
)
_EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "at",
        "in",
        "on",
        "and",
        "to",
        "s",
        "with",
        "from",
        "by",
        "his",
        "her",
        "their",
        "its",
    ]
)
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
_OTHERS = frozenset(
    [
        "surrogates",
        "aides",
        "aide",
        "campaign",
        "supporters",
        "team",
        "officials",
        "official",
        "lawyers",
        "lawyer",
        "spokesman",
        "spokeswoman",
        "office",
        "administration",
        "staff",
        "allies",
        "family",
        "wife",
        "husband",
        "police",
        "voters",
        "and",
    ]
)
_CONTRAST = frozenset(
    [
        "former",
        "vice",
        "deputy",
        "acting",
        "majority",
        "minority",
        "north",
        "south",
        "east",
        "west",
        "democratic",
        "republican",
        "house",
        "senate",
        "lieutenant",
        "general",
        "assistant",
        "associate",
        "junior",
        "senior",
        "anti",
    ]
)
_KINDS: dict[Any, str | None] = {"anonymous": "unnamed", "none": None}


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


def overlap(label: set[int], answer: set[int]) -> float:
    """How alike two contents are, 0 if they do not pair."""
    common = len(label & answer)
    if not common:
        return 0.0
    alike = common / len(label | answer)
    short, long = min(len(label), len(answer)), max(len(label), len(answer))
    covers = long <= 4 * short and common / short >= 0.8
    return alike if alike >= 0.5 else alike / 2 if covers else 0.0


def paired(labels: Sequence[Label], answers: Sequence[Label]) -> dict[int, Label]:
    """Label number -> answer, best pairs first, each once."""
    wanted = [_characters(one) for one in labels]
    given = [_characters(one) for one in answers]
    pairs = sorted((-overlap(w, g), i, j) for i, w in enumerate(wanted) for j, g in enumerate(given))
    found: dict[int, Label] = {}
    used: set[int] = set()
    for negative, i, j in pairs:
        if negative < 0 and i not in found and j not in used:
            found[i] = answers[j]
            used.add(j)
    return found


def _characters(claim: Label) -> set[int]:
    return {i for start, end in claim["content"] for i in range(start, end)}


def judge(label: Label, got: Label | None) -> dict[str, bool]:
    """What of an answer is right; without an answer nothing is."""
    if got is None:
        return dict.fromkeys(("found", "speaker", "affiliation", "role", "kind", "all three"), False)
    person = label.get("speaker_kind") in ("person", "anonymous")
    speaker = is_same_name(got.get("speaker"), _accepted(label, "speaker"), person=person)
    joint = {word for name in label.get("co_speakers") or () for word in name_words(name, person=True)}
    speaker = speaker or (bool(joint) and joint <= set(name_words(got.get("speaker"), person=True)))
    bodies = _accepted(label, "affiliation")
    affiliation = is_same_phrase(got.get("affiliation"), bodies)
    beside = " ".join(body for body in (*bodies, got.get("affiliation")) if body)
    role = is_same_phrase(got.get("role"), _accepted(label, "role"), beside)
    kinds = [_KINDS.get(one.get("speaker_kind"), one.get("speaker_kind")) for one in (label, got)]
    right = {"found": True, "speaker": speaker, "affiliation": affiliation, "role": role, "kind": kinds[0] == kinds[1]}
    return {**right, "all three": speaker and affiliation and role}


def _accepted(label: Label, field: str) -> list[str | None]:
    return [label.get(field), *label.get(f"{field}_alternatives", ())]


def score_names(
    labelled: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]
) -> dict[str, float | None]:
    """The shares over all labels that are not marked "skip"; "end to end" counts labels without an answer as wrong."""
    by_id = {line["id"]: line["claims"] for line in predictions}
    rows = []
    for article in labelled:
        labels = [one for one in article["claims"] if not one.get("skip")]
        answers = paired(labels, by_id.get(article["id"], []))
        rows += [(label, judge(label, answers.get(n))) for n, label in enumerate(labels)]
    return _shares(rows)


def _shares(rows: Sequence[tuple[Label, dict[str, bool]]]) -> dict[str, float | None]:
    every = [right for _, right in rows]
    hit = [(label, right) for label, right in rows if right["found"]]
    found = [right for _, right in hit]
    stated = [right for label, right in hit if label.get("affiliation") is not None]
    unstated = [right for label, right in hit if label.get("affiliation") is None]
    return {
        "found": _share(every, "found"),
        "speaker": _share(found, "speaker"),
        "speaker where a pronoun": _share([r for label, r in hit if label.get("pronoun_source")], "speaker"),
        "kind": _share(found, "kind"),
        "affiliation": _share(found, "affiliation"),
        "affiliation where stated": _share(stated, "affiliation"),
        "affiliation where none": _share(unstated, "affiliation"),
        "role": _share(found, "role"),
        "role where stated": _share([r for label, r in hit if label.get("role") is not None], "role"),
        "end to end speaker": _share(every, "speaker"),
        "end to end all three": _share(every, "all three"),
    }


def _share(rows: Sequence[Mapping[str, bool]], key: str) -> float | None:
    return sum(row[key] for row in rows) / len(rows) if rows else None
