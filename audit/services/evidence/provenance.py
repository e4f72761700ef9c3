"""Saying where an item comes from, and taking that back: which item or article it goes back to, who publishes it, who
owns the publisher. What the machine proposes, people settle here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from articles.models import Article
from audit.ledger.locks import hold
from audit.ledger.models import Actor
from audit.ledger.services import record
from audit.models import Evidence, Organization, Provenance
from audit.services.errors import Refused

Thing = Evidence | Article | Organization
Relation, Act = Provenance.Relation, Provenance.Act


@dataclass(frozen=True, slots=True)
class Standing:
    """What is held of an item: what it goes back to, if anything, and what the machine proposes."""

    origin: Evidence | Article | None
    proposals: tuple[Provenance, ...]
    statements: tuple[Provenance, ...]


def newest(rows: Iterable[Provenance]) -> list[Provenance]:
    """Of statements in the order of their numbers, the one on each thing that counts."""
    return list({row.about: row for row in rows}.values())


def standing_of(item: Evidence) -> Standing:
    """What is held of the item now, whoever may see it."""
    rows = Provenance.objects.filter(evidence=item).order_by("number")
    kept = newest(rows.select_related("origin", "article__current_revision", "organization", "added_by"))
    stated = [row for row in kept if row.act == Act.STATED]
    origin: Evidence | Article | None = next((row.origin or row.article for row in stated if _derives(row)), None)
    if origin is None and item.derived_from_id and not _is_taken_back(kept, item.derived_from_id):
        origin = item.derived_from
    return Standing(origin, tuple(row for row in kept if row.act == Act.PROPOSED), tuple(stated))


def _derives(row: Provenance) -> bool:
    return row.relation == Relation.DERIVES


def _is_taken_back(kept: Iterable[Provenance], origin: UUID) -> bool:
    return any(row.origin_id == origin and row.act == Act.WITHDRAWN for row in kept)


def origin_of(item: Evidence) -> Evidence:
    """The item that this one goes back to: itself, or the end of the chain it derives from."""
    seen = {item.pk}
    while isinstance(origin := standing_of(item).origin, Evidence) and origin.pk not in seen:
        item = origin
        seen.add(item.pk)
    return item


@transaction.atomic
def state_origin(*, item: Evidence, origin: Evidence | Article, why: str, actor: Actor) -> Provenance:
    """Say that an item goes back to another one, or is a copy of an article. Raises Refused without a reason, when it
    goes back to something else already, and when that would close a ring."""
    if not why.strip():
        raise Refused("Say how you know what the item goes back to.")
    hold("provenance of evidence")  # two that are said at once must not close a ring together
    held = standing_of(item).origin
    if held == origin:
        raise Refused(f"“{item.title}” goes back to this already.")
    if held is not None:
        raise Refused(f"“{item.title}” goes back to something else already. Take that back first.")
    if isinstance(origin, Evidence):
        _refuse_ring(item, origin)
    return _write(item, Act.STATED, Relation.DERIVES, origin, why, actor)


def _refuse_ring(item: Evidence, origin: Evidence) -> None:
    if origin.pk == item.pk:
        raise Refused("An item cannot go back to itself.")
    step, seen = standing_of(origin).origin, {origin.pk}
    while isinstance(step, Evidence) and step.pk not in seen:
        if step.pk == item.pk:
            raise Refused(
                f"“{origin.title}” goes back to “{item.title}” already, so “{item.title}” cannot go back to it: "
                "nobody could say then where it all comes from."
            )
        seen.add(step.pk)
        step = standing_of(step).origin


@transaction.atomic
def state_publisher(*, item: Evidence, relation: str, organization: Organization, why: str, actor: Actor) -> Provenance:
    """Say which organization publishes an item, or owns or funds its publisher; the words as printed stay beside it.

    Raises Refused when that is held already."""
    if relation not in (Relation.PUBLISHED, Relation.OWNED):
        raise Refused(f"“{relation}” is no relation of an item to an organization.")
    hold("provenance of evidence")
    if any(row.about == (relation, organization.pk) for row in standing_of(item).statements):
        raise Refused("That is held already.")
    return _write(item, Act.STATED, Relation(relation), organization, why, actor)


@transaction.atomic
def take_back(*, item: Evidence, relation: str, thing: Thing, why: str, actor: Actor) -> Provenance:
    """Take a statement back, or turn a proposal down. Raises Refused without a reason, or when nothing says so."""
    if not why.strip():
        raise Refused("Say why this is taken back.")
    hold("provenance of evidence")
    held = standing_of(item)
    about = (relation, thing.pk)
    said = {row.about for row in (*held.statements, *held.proposals)}
    if held.origin is not None:
        said.add((Relation.DERIVES.value, held.origin.pk))
    if about not in said:
        raise Refused("Nothing of the kind is held of this item.")
    return _write(item, Act.WITHDRAWN, Relation(relation), thing, why, actor)


def propose_origin(*, item: Evidence, origin: Evidence | Article, likeness: float, actor: Actor) -> Provenance | None:
    """Note that an item looks like a copy of another, for a person to settle; None where somebody has said something on
    the two before, or the item goes back to something already. Within a transaction."""
    hold("provenance of evidence")
    about = (Relation.DERIVES.value, origin.pk)
    known = Provenance.objects.filter(evidence=item)
    if standing_of(item).origin is not None or any(row.about == about for row in known):
        return None
    return _write(item, Act.PROPOSED, Relation.DERIVES, origin, "", actor, Decimal(str(round(likeness, 3))))


def _write(
    item: Evidence,
    act: Provenance.Act,
    relation: Provenance.Relation,
    thing: Thing,
    why: str,
    actor: Actor,
    likeness: Decimal | None = None,
) -> Provenance:
    last = Provenance.objects.filter(evidence=item).aggregate(last=Max("number"))["last"] or 0
    row = Provenance.objects.create(
        evidence=item,
        number=last + 1,
        act=act,
        relation=relation,
        origin=thing if isinstance(thing, Evidence) else None,
        article=thing if isinstance(thing, Article) else None,
        organization=thing if isinstance(thing, Organization) else None,
        likeness=likeness,
        why=why.strip(),
        added_by=actor,
        created_at=timezone.now(),
    )
    record(actor=actor, action=act.value, target=row, data={"evidence": item.pk, "relation": relation})
    return row
