"""Stage 6: from "she", "Ruiz" or "the mayor" to a source of the article, with role and affiliations."""

from __future__ import annotations

from collections.abc import Sequence

from audit.extraction.attach.links import Scene
from audit.extraction.attach.paragraph import Draft, Mention
from audit.extraction.mentions.cast import Cast
from audit.extraction.parsing.grammar import RELATIVES
from audit.extraction.resolve.descriptions import (
    by_description,
    by_role,
    member_meant,
    organization_of,
)
from audit.extraction.resolve.groups import nearest_group
from audit.extraction.resolve.introductions import named_later
from audit.extraction.resolve.issuers import issuer_of
from audit.extraction.resolve.kin import relative_of
from audit.extraction.resolve.known import Known, Speaker, known_of, speaker_of
from audit.extraction.resolve.named import named
from audit.extraction.resolve.pronouns import HE, SHE, THEY, nearest_person
from audit.extraction.resolve.sources import RECENT, Resolved, gathered, with_antecedent
from audit.extraction.resolve.unnamed import described

_NOBODY = frozenset({"i", "we", "you", "there", "us", "me", "this", "that", "what", "which", "who"})


def resolve(text: str, drafts: Sequence[Draft], scenes: Sequence[Scene], cast: Cast) -> Resolved:
    """Name the speaker of every draft, in order of the text, each knowing who spoke before."""
    known = known_of(text, scenes, cast)
    genders = dict(known.genders)
    known = known._replace(genders=genders)
    speakers: list[Speaker | None] = []
    for number, draft in enumerate(drafts):
        speaker = _speaker(known, draft, drafts[max(0, number - RECENT) : number], speakers[-RECENT:])
        speakers.append(speaker)
        genders.update(_told_by(known, draft, speaker))
    return gathered(known, drafts, speakers)


def _told_by(known: Known, draft: Draft, speaker: Speaker | None) -> dict[int, str]:
    """The gender of one whom nothing but this "she" tells it of, so that no later "he" is taken for the same."""
    if draft.speaker is None or speaker is None or not speaker.key.startswith("entity:"):
        return {}
    number = int(speaker.key.removeprefix("entity:"))
    lower = known.scenes[draft.speaker.paragraph].parse.words[draft.speaker.head].lower
    told = "m" if lower in HE else "f" if lower in SHE else ""
    return {} if known.genders[number] or not told else {number: told}


def _speaker(
    known: Known, draft: Draft, earlier: Sequence[Draft], speakers: Sequence[Speaker | None]
) -> Speaker | None:
    mention = draft.speaker
    if mention is None:
        return None
    words = known.scenes[mention.paragraph].parse.words
    if words[mention.head].lower in RELATIVES and mention.antecedent >= 0:
        mention = with_antecedent(known, mention)
    lower = words[mention.head].lower
    if draft.rule == "layout.transcript" and lower in ("q", "a"):
        return next((s for s in reversed(speakers) if s and s.kind == "person"), None) if lower == "a" else None
    if draft.rule == "layout.transcript" and (initialed := _by_initials(known, mention)) is not None:
        return initialed
    if lower in HE | SHE:
        return nearest_person(known, mention, "m" if lower in HE else "f", earlier, speakers)
    if lower in THEY:
        return nearest_group(known, mention, earlier, speakers)
    if lower in _NOBODY:
        return None
    return (
        member_meant(known, mention, earlier, speakers)
        or named(known, mention)
        or issuer_of(known, mention)
        or by_role(known, mention, speakers)
        or relative_of(known, mention, earlier, speakers)
        or named_later(known, mention)
        or organization_of(known, mention)
        or by_description(known, mention, earlier, speakers, telling=False)
        or described(known, mention)
    )


def _by_initials(known: Known, mention: Mention) -> Speaker | None:
    """Ana Roe for the "AR:" of an interview, if nobody else has these initials."""
    label = known.scenes[mention.paragraph].parse.words[mention.head].text.replace(".", "")
    if not label.isupper() or len(label) not in (2, 3):
        return None
    people = (n for n, entity in enumerate(known.cast.entities) if entity.kind == "person")
    alike = [n for n in people if "".join(word[0] for word in known.cast.entities[n].name.split()) == label]
    return speaker_of(known, alike[0]) if len(alike) == 1 else None
