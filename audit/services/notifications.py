"""Telling people what waits for them. Nothing is told of a blind answer before its target is revealed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from audit.ledger.models import Actor
from audit.models import Assignment, Audit, AuditMember, Claim, Notification, Review

Kind = Notification.Kind


def tell(*, actor: Actor, kind: Kind, audit: Audit | None = None, claim: Claim | None = None, count: int = 1) -> None:
    """Tell one person one thing. What they have not read yet is told once, with the greater count."""
    known = Notification.objects.unread().filter(actor=actor, kind=kind, audit=audit, claim=claim)
    for notification in known.select_for_update():
        notification.count = notification.count + count if claim is None else count
        notification.save(update_fields=["count"])
        return
    Notification.objects.create(
        actor=actor, kind=kind, audit=audit, claim=claim, count=count, created_at=timezone.now()
    )


def tell_assigned(*, actor: Actor, audit: Audit | None, count: int) -> None:
    tell(actor=actor, kind=Kind.ASSIGNED, audit=audit, count=count)


def tell_marks(*, actor: Actor, audit: Audit, count: int = 1) -> None:
    """Tell a reviewer that so many more articles of an audit are to be marked apart."""
    tell(actor=actor, kind=Kind.MARKS, audit=audit, count=count)


def tell_codes(*, actors: Iterable[UUID], audit: Audit) -> None:
    """Tell these people that the sources of another article of an audit are theirs to code."""
    for actor in Actor.objects.filter(pk__in=list(actors)):
        tell(actor=actor, kind=Kind.CODES, audit=audit)


def tell_disagreement(*, audit: Audit, claim: Claim) -> None:
    """Tell the audit's adjudicators of a disagreement that both of its reviewers may know of by now."""
    judged = Review.objects.filter(audit=audit, claim=claim, is_adjudication=False).values("reviewer")
    seats = AuditMember.objects.filter(audit=audit, role=AuditMember.Role.ADJUDICATOR, is_active=True)
    for seat in seats.exclude(actor__in=judged).select_related("actor"):
        tell(actor=seat.actor, kind=Kind.DISAGREEMENT, audit=audit, claim=claim)


def tell_stale(claims: Iterable[Claim]) -> None:
    """Tell those who judged these claims, or have them in work, that the words or their source have changed."""
    for claim in claims:
        judged = Review.objects.filter(claim=claim, act=Review.Act.ANSWER, withdrawal=None).values("reviewer")
        given = Assignment.objects.filter(claim=claim, state=Assignment.State.LEASED).values("actor")
        for actor in Actor.objects.filter(Q(pk__in=judged) | Q(pk__in=given), kind=Actor.Kind.PERSON):
            tell(actor=actor, kind=Kind.STALE, claim=claim)


def mark_read(*, actor: Actor, ids: Iterable[UUID] | None = None) -> int:
    """Mark one's own notifications as read, by default all; how many were unread."""
    mine = Notification.objects.unread().filter(actor=actor)
    if ids is not None:
        mine = mine.filter(pk__in=list(ids))
    return mine.update(read_at=timezone.now())
