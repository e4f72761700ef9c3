"""Speakers across articles, and what each is quoted with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from audit.keyset import Order
from audit.models import Affiliation, Claim, Speaker
from audit.permissions import Act, User, can
from audit.reports.verdicts import Card, cards
from audit.verdicts import with_verdicts

CLAIMS_SHOWN = 100
BY_NAME = Order(("sort_key", "id"))


@dataclass(frozen=True, slots=True)
class SpeakerReport:
    """A speaker with the newest of their claims, verdicts included, and how many there are in all; for whom they spoke
    when; who was found to be the same."""

    speaker: Speaker
    cards: tuple[Card, ...]
    total: int
    affiliations: tuple[Affiliation, ...]
    merged: tuple[Speaker, ...]


def profiled(user: User) -> Q:
    """Which speakers have a page: people who are not in public life have none but for the desk itself."""
    return Q() if can(user, Act.SEE_UNPUBLISHED) else Q(exposure=Speaker.Exposure.PUBLIC_ROLE)


def speaker_list(user: User, *, after: Sequence[str] = (), limit: int) -> list[Speaker]:
    """Speakers in the order of their names with `claims`, the number of their claims; `after` is a position BY_NAME."""
    found = BY_NAME.sort(Speaker.objects.kept().filter(profiled(user)))
    if after:
        found = BY_NAME.after(found, after)
    return list(with_claims(found)[:limit])


def with_claims(speakers: QuerySet[Speaker]) -> QuerySet[Speaker]:
    """With `claims`: how many active ones are given to a speaker, or to somebody who was found to be the same. Two
    counts, each by an index: one over both would look through all sources for each speaker."""
    return speakers.annotate(claims=_given("source__speaker") + _given("source__speaker__merged_into"))


def _given(path: str) -> Coalesce:
    theirs = Claim.objects.active().filter(**{path: OuterRef("pk")}).order_by().values("state")
    return Coalesce(Subquery(theirs.annotate(count=Count("pk")).values("count")[:1]), 0)


def of_speaker(speaker: Speaker) -> Q:
    """Which claims are given to a speaker, or to somebody who was found to be the same."""
    return Q(source__speaker=speaker) | Q(source__speaker__merged_into=speaker)


def speaker_report(speaker: Speaker, user: User) -> SpeakerReport:
    """The claims given to a speaker, newest article first."""
    claims = Claim.objects.active().filter(of_speaker(speaker))
    shown = claims.select_related("revision__article__outlet", "revision__article__current_revision")
    newest = list(with_verdicts(shown, user).order_by("-created_at", "-id")[:CLAIMS_SHOWN])
    known = Affiliation.objects.standing().of(speaker).select_related("organization").order_by("since", "pk")
    return SpeakerReport(
        speaker, tuple(cards(newest)), claims.count(), tuple(known), tuple(speaker.merged.order_by("sort_key", "pk"))
    )
