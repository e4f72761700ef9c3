"""What the page of an item of evidence shows: its copies and how archiving goes, and what it was used for."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from audit.models import Archiving, Evidence, EvidenceCopy, EvidenceUse, Provenance
from audit.permissions import User
from audit.services.evidence import standing_of

USES_SHOWN = 100


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A copy, and whether what it held is still there."""

    copy: EvidenceCopy
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Archive:
    """All copies of an item, the newest first, and the last time that its page was to be fetched."""

    copies: tuple[CopyLine, ...]
    latest: Archiving | None

    @property
    def is_waiting(self) -> bool:
        return self.latest is not None and self.latest.state == Archiving.State.WAITING

    @property
    def newest(self) -> EvidenceCopy | None:
        return next((line.copy for line in self.copies if line.is_kept), None)


def archive_of(item: Evidence) -> Archive:
    """The archive of an item; who sees the item sees that."""
    copies = EvidenceCopy.objects.on(item).select_related("added_by", "contents")
    copies = copies.defer("blocks", "contents__raw", "contents__text").order_by("-number")
    latest = Archiving.objects.on(item).order_by("-asked_at", "-id").first()
    return Archive(tuple(CopyLine(copy, hasattr(copy, "contents")) for copy in copies), latest)


@dataclass(frozen=True, slots=True)
class Descent:
    """Where an item comes from, as far as this person sees it. `origin` is the statement on what it goes back to, and
    `given` the item that it was stored with as its origin, while nobody took that back."""

    origin: Provenance | None
    given: Evidence | None
    is_hidden: bool
    publishers: tuple[Provenance, ...]
    proposals: tuple[Provenance, ...]


def descent_of(item: Evidence, user: User) -> Descent:
    """What is said of an item's origin and of those behind it."""
    seen = Provenance.objects.on(item, user).order_by("number")
    held, visible = standing_of(item), set(seen.values_list("pk", flat=True))
    stated = [row for row in held.statements if row.pk in visible]
    origin = next((row for row in stated if row.relation == Provenance.Relation.DERIVES), None)
    is_given = held.origin is not None and held.origin == item.derived_from and origin is None
    kept = Evidence.objects.visible_to(user).filter(derived=item)
    given = kept.first() if is_given else None
    return Descent(
        origin,
        given,
        is_hidden=held.origin is not None and origin is None and given is None,
        publishers=tuple(row for row in stated if row.organization),
        proposals=tuple(row for row in held.proposals if row.pk in visible) if held.origin is None else (),
    )


def related_items(item: Evidence, user: User) -> QuerySet[Evidence]:
    """The other items of the articles that this one is used on: what it may go back to."""
    uses = EvidenceUse.objects.visible_to(user)
    articles = uses.filter(evidence=item).values("claim__revision__article")
    beside = uses.filter(claim__revision__article__in=articles).values("evidence")
    return Evidence.objects.visible_to(user).filter(pk__in=beside).exclude(pk=item.pk)


def derived_items(item: Evidence, user: User) -> tuple[Evidence, ...]:
    """The items that go back to this one straight, or did when somebody last looked."""
    visible = Evidence.objects.visible_to(user)
    said = Provenance.objects.visible_to(user).filter(origin=item).values("evidence")
    found = visible.filter(Q(derived_from=item) | Q(pk__in=said)).order_by("created_at")[:USES_SHOWN]
    return tuple(other for other in found if standing_of(other).origin == item)


def uses_of(item: Evidence, user: User) -> tuple[EvidenceUse, ...]:
    """What an item was used for, the newest first."""
    uses = EvidenceUse.objects.visible_to(user).filter(evidence=item).order_by("-created_at", "-id")
    return tuple(uses.select_related("claim", "assertion", "added_by").prefetch_related("places__copy")[:USES_SHOWN])
