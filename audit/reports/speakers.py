"""Speakers across articles, and what each is quoted with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from audit.keyset import Order
from audit.models import Claim, Speaker
from audit.permissions import Act, User, can
from audit.reports.verdicts import Card, cards
from audit.verdicts import with_verdicts

CLAIMS_SHOWN = 100
BY_NAME = Order(("sort_key", "id"))


@dataclass(frozen=True, slots=True)
class SpeakerReport:
    """A speaker with the newest of their claims, verdicts included, and how many there are in all."""

    speaker: Speaker
    cards: tuple[Card, ...]
    total: int


def profiled(user: User) -> Q:
    """Which speakers have a page: people who are not in public life have none but for the desk itself."""
    return Q() if can(user, Act.SEE_UNPUBLISHED) else Q(exposure=Speaker.Exposure.PUBLIC_ROLE)


def speaker_list(user: User, *, after: Sequence[str] = (), limit: int) -> list[Speaker]:
    """Speakers in the order of their names with `claims`, the number of their claims; `after` is a position BY_NAME."""
    found = BY_NAME.sort(Speaker.objects.filter(profiled(user)))
    if after:
        found = BY_NAME.after(found, after)
    active = Count("appearances__claims", filter=Q(appearances__claims__state=Claim.State.ACTIVE))
    return list(found.annotate(claims=active)[:limit])


def speaker_report(speaker: Speaker, user: User) -> SpeakerReport:
    """The claims given to a speaker, newest article first."""
    claims = Claim.objects.active().filter(source__speaker=speaker)
    shown = claims.select_related("revision__article__outlet", "revision__article__current_revision")
    newest = list(with_verdicts(shown, user).order_by("-created_at", "-id")[:CLAIMS_SHOWN])
    return SpeakerReport(speaker, tuple(cards(newest)), claims.count())
