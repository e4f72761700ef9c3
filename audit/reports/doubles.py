"""Speakers who may be one person, for a person to compare: the same last name, and a first name or a body that fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from audit.models import Affiliation, Claim, SourceAffiliation, Speaker, SpeakerComparison
from audit.permissions import User
from audit.reports.speakers import of_speaker, profiled, with_claims
from audit.services.speakers import search_key

MOST = 200  # pairs shown
LIKE_EACH_OTHER = 40  # speakers of one last name who are compared with each other


@dataclass(frozen=True, slots=True)
class Known:
    """A speaker as far as it is compared: folded words of the name and of the other names, folded names of bodies."""

    name: tuple[str, ...]
    aliases: frozenset[tuple[str, ...]] = frozenset()
    bodies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Double:
    """Two speakers who may be one, and what speaks for it, the strongest first."""

    one: Speaker
    other: Speaker
    reasons: tuple[str, ...]


def likeness(one: Known, other: Known) -> tuple[int, tuple[str, ...]]:
    """How much speaks for it that two speakers are one, and what; (0, ()) when nothing does. Two first names that are
    written out and differ speak against it, whatever else is alike."""
    if one.name == other.name:
        weight, reasons = 4, ["the same name"]
    elif {one.name, *one.aliases} & {other.name, *other.aliases}:
        weight, reasons = 3, ["another name of one is a name of the other"]
    elif one.name and other.name and one.name[-1] == other.name[-1] and _fits(one.name[:-1], other.name[:-1]):
        weight, reasons = 2, ["the same last name, and first names that fit"]
    else:
        return 0, ()
    if one.bodies & other.bodies:
        return weight + 2, (*reasons, "the same affiliation")
    return weight, tuple(reasons)


def _fits(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows of first names may be one person's: one is missing or shorter, or has initials."""
    return all(a == b or (len(min(a, b, key=len)) == 1 and a[0] == b[0]) for a, b in zip(one, other, strict=False))


def doubles(user: User, most: int = MOST) -> list[Double]:
    """Pairs of kept speakers whom this person may see and nobody has compared yet, the likeliest first. Speakers have
    `claims`, the number of their claims. A last name that more than a few dozen share is compared in part."""
    speakers = list(with_claims(Speaker.objects.kept().filter(profiled(user))).order_by("sort_key", "pk"))
    bodies = bodies_of(speaker.pk for speaker in speakers)
    known = {speaker: _known(speaker, bodies.get(speaker.pk, frozenset())) for speaker in speakers}
    settled = _settled()
    found = []
    for one, other in _pairs(known):
        weight, reasons = likeness(known[one], known[other])
        if weight and frozenset((one.pk, other.pk)) not in settled:
            found.append((-weight, one.sort_key, Double(one, other, reasons)))
    return [double for _, _, double in sorted(found, key=lambda each: each[:2])[:most]]


def _known(speaker: Speaker, bodies: frozenset[str]) -> Known:
    aliases = (tuple(search_key(alias).split()) for alias in speaker.aliases)
    return Known(tuple(speaker.search_key.split()), frozenset(aliases), bodies)


def _pairs(known: dict[Speaker, Known]) -> Iterator[tuple[Speaker, Speaker]]:
    """Pairs of one kind who share the last word of a name, each once."""
    alike: dict[tuple[str, str], list[Speaker]] = defaultdict(list)
    for speaker, names in known.items():
        for last in {name[-1] for name in (names.name, *names.aliases) if name}:
            alike[speaker.kind, last].append(speaker)
    met: set[frozenset[UUID]] = set()
    for group in alike.values():
        for one, other in combinations(group[:LIKE_EACH_OTHER], 2):
            pair = frozenset((one.pk, other.pk))
            if pair not in met:
                met.add(pair)
                yield one, other


def bodies_of(speakers: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    """The folded names of the bodies that each speaker was printed with or is known to have spoken for."""
    wanted = list(speakers)
    printed = SourceAffiliation.objects.filter(source__speaker__in=wanted, source__merged_into=None)
    found: dict[UUID, set[str]] = defaultdict(set)
    for speaker, name in printed.values_list("source__speaker", "name").distinct():
        found[speaker].add(search_key(name))
    dated = Affiliation.objects.standing().filter(speaker__in=wanted)
    for speaker, name in dated.values_list("speaker", "organization__search_key").distinct():
        found[speaker].add(name)
    return {speaker: frozenset(names) for speaker, names in found.items()}


def _settled() -> set[frozenset[UUID]]:
    """The pairs that somebody found to be one, or not the same."""
    rows = SpeakerComparison.objects.order_by("number").values_list("one", "other", "answer")
    latest = {frozenset((one, other)): answer for one, other, answer in rows}
    return {pair for pair, answer in latest.items() if answer != SpeakerComparison.Answer.OPEN}


@dataclass(frozen=True, slots=True)
class SideOfComparison:
    """One of two speakers: what is printed and known of them, and some of their words."""

    speaker: Speaker
    printed: tuple[str, ...]
    affiliations: tuple[Affiliation, ...]
    claims: tuple[Claim, ...]


def side_of_comparison(speaker: Speaker) -> SideOfComparison:
    """What a person needs to see of a speaker to compare them with another."""
    mine = of_speaker(speaker)
    printed = SourceAffiliation.objects.filter(mine).order_by("name").values_list("name", flat=True).distinct()
    claims = Claim.objects.active().filter(mine).select_related("source", "revision__article__outlet")
    return SideOfComparison(
        speaker,
        tuple(printed[:10]),
        tuple(Affiliation.objects.standing().of(speaker).select_related("organization")),
        tuple(claims.prefetch_related("source__affiliations").order_by("-created_at", "-id")[:5]),
    )
