"""Organizations and what they are part of; who owns or funds outlets, and since when."""

from __future__ import annotations

import re
from datetime import date

from django.db import transaction
from django.utils import timezone

from articles.models import Outlet
from audit.ledger.locks import hold
from audit.ledger.models import Actor
from audit.ledger.services import record
from audit.models import Organization, OutletOwnership
from audit.services.errors import Refused
from audit.services.speakers import change, organization_named, search_key, wikidata


@transaction.atomic
def add_organization(*, name: str, actor: Actor) -> Organization:
    """The organization of that name, made if there is none. Raises Refused for an empty name."""
    name = " ".join(name.split())
    if not search_key(name):
        raise Refused("An organization needs a name.")
    return organization_named(name, actor)


@transaction.atomic
def correct_organization(
    *, organization: Organization, actor: Actor, name: str, acronym: str, kind: str, country: str, wikidata_id: str
) -> Organization:
    """Correct what is known of an organization; `country` is a code of two letters. Raises Refused for an empty name,
    one that another organization has, and for codes that are none."""
    hold(f"organization {search_key(name)}")
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    name, country = " ".join(name.split()), country.strip().upper()
    if not search_key(name):
        raise Refused("An organization needs a name.")
    if Organization.objects.filter(search_key=search_key(name)).exclude(pk=organization.pk).exists():
        raise Refused(f"There is another organization of the name “{name}”.")
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise Refused("A country is given by its code of two letters, such as DE.")
    columns = {
        "name": name,
        "acronym": " ".join(acronym.split()),
        "kind": " ".join(kind.split()),
        "country": country,
        "wikidata_id": wikidata(wikidata_id),
        "search_key": search_key(name),
    }
    return change(organization, columns, actor)


@transaction.atomic
def place_organization(*, organization: Organization, parent: Organization | None, actor: Actor) -> Organization:
    """Say what an organization is part of; None takes that back. Raises Refused for a ring."""
    hold("parents of organizations")
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    if organization.parent_id == (parent.pk if parent else None):
        return organization
    step = Organization.objects.get(pk=parent.pk) if parent else None
    while step is not None:
        if step.pk == organization.pk:
            raise Refused(f"“{parent}” is part of “{organization}”, so it cannot be the other way round too.")
        step = step.parent
    organization.parent = parent
    organization.save(update_fields=["parent"])
    record(actor=actor, action="placed", target=organization, data={"parent": parent.pk if parent else None})
    return organization


@transaction.atomic
def add_ownership(
    *,
    outlet: Outlet,
    organization: Organization,
    actor: Actor,
    since: date | None = None,
    until: date | None = None,
    stated_in: str = "",
) -> OutletOwnership:
    """Say who owns or funds an outlet. Raises Refused for a time that ends before it begins."""
    _refuse_backwards(since, until)
    ownership = OutletOwnership.objects.create(
        outlet=outlet,
        organization=organization,
        since=since,
        until=until,
        stated_in=stated_in.strip(),
        created_at=timezone.now(),
    )
    record(actor=actor, action="added", target=ownership)
    return ownership


@transaction.atomic
def date_ownership(
    *, ownership: OutletOwnership, since: date | None, until: date | None, actor: Actor
) -> OutletOwnership:
    """Say since when and until when it was so. Raises Refused for a time that ends before it begins."""
    _refuse_backwards(since, until)
    ownership = OutletOwnership.objects.select_for_update().get(pk=ownership.pk)
    if (ownership.since, ownership.until) != (since, until):
        ownership.since, ownership.until = since, until
        ownership.save(update_fields=["since", "until"])
        record(actor=actor, action="dated", target=ownership)
    return ownership


def _refuse_backwards(since: date | None, until: date | None) -> None:
    if since and until and until < since:
        raise Refused("The ownership ends before it begins.")
