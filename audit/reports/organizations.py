"""Organizations: by name, and what is known of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from audit.keyset import Order
from audit.models import Affiliation, Claim, Organization, OutletOwnership, SourceAffiliation, Speaker
from audit.permissions import User
from audit.reports.speakers import profiled
from audit.reports.verdicts import Card, cards
from audit.services.speakers import search_key
from audit.verdicts import with_verdicts

CLAIMS_SHOWN = 50
BY_NAME = Order(("search_key", "id"))


@dataclass(frozen=True, slots=True)
class OrganizationReport:
    """An organization: what is part of it, which outlets it owns or owned, who spoke for it when, and the newest claims
    of sources whom articles give it, of `total`."""

    organization: Organization
    parts: tuple[Organization, ...]
    ownerships: tuple[OutletOwnership, ...]
    affiliations: tuple[Affiliation, ...]
    cards: tuple[Card, ...]
    total: int


def organization_list(words: str, *, after: Sequence[str] = (), limit: int) -> list[Organization]:
    """Organizations whose name or acronym holds the words, by name, with `speakers`, the number of people who are known
    to have spoken for them; `after` is a position BY_NAME."""
    key = search_key(words)
    found = Organization.objects.filter(Q(search_key__contains=key) | Q(acronym__iexact=words.strip()))
    found = BY_NAME.sort(found)
    if after:
        found = BY_NAME.after(found, after)
    known = Count("affiliations__speaker", filter=Q(affiliations__is_withdrawn=False), distinct=True)
    return list(found.select_related("parent").annotate(speakers=known)[:limit])


def organization_report(organization: Organization, user: User) -> OrganizationReport:
    """What is known of an organization, as far as this person may see it."""
    shown = Speaker.objects.filter(profiled(user))
    known = Affiliation.objects.standing().filter(organization=organization, speaker__in=shown)
    owned = OutletOwnership.objects.standing().filter(organization=organization)
    theirs = SourceAffiliation.objects.filter(organization=organization, is_removed=False)
    claims = Claim.objects.active().filter(source__in=theirs.values("source"))
    newest = with_verdicts(claims.select_related("revision__article__outlet"), user).order_by("-created_at", "-id")
    return OrganizationReport(
        organization,
        tuple(organization.parts.order_by("search_key")),
        tuple(owned.select_related("outlet").order_by("outlet__name", "since")),
        tuple(known.select_related("speaker__merged_into").order_by("since", "pk")),
        tuple(cards(list(newest[:CLAIMS_SHOWN]))),
        claims.count(),
    )
