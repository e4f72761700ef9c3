"""For whom a speaker spoke, as what, since when and until when: said by people, with what says so."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from audit.ledger.models import Actor
from audit.ledger.services import record
from audit.models import Affiliation, Speaker
from audit.services.errors import Refused
from audit.services.ownership import add_organization
from audit.services.speakers import change


@transaction.atomic
def add_affiliation(
    *,
    speaker: Speaker,
    organization: str,
    stated_in: str,
    actor: Actor,
    role: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Affiliation:
    """Say for whom a speaker spoke; an organization of a new name is added. Raises Refused without what says so, and
    for a time that ends before it begins."""
    row = Affiliation(
        speaker=speaker.kept,
        organization=add_organization(name=organization, actor=actor),
        **_columns(role, since, until, stated_in),
        created_at=timezone.now(),
    )
    row.save(force_insert=True)
    record(actor=actor, action="added", target=row)
    return row


@transaction.atomic
def correct_affiliation(
    *, affiliation: Affiliation, actor: Actor, role: str, since: date | None, until: date | None, stated_in: str
) -> Affiliation:
    """Correct the post, its dates or what says so. Raises Refused like `add_affiliation`, and for a withdrawn one."""
    row = Affiliation.objects.select_for_update().get(pk=affiliation.pk)
    if row.is_withdrawn:
        raise Refused("This affiliation was withdrawn. Add it anew if it holds after all.")
    return change(row, _columns(role, since, until, stated_in), actor)


def _columns(role: str, since: date | None, until: date | None, stated_in: str) -> dict[str, str | date | None]:
    if since and until and until < since:
        raise Refused("The affiliation ends before it begins.")
    if not stated_in.strip():
        raise Refused("Say what states it: a document, a page, a post.")
    return {"role": " ".join(role.split()), "since": since, "until": until, "stated_in": stated_in.strip()}
