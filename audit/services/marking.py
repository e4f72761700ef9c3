"""Marking apart: asked for by editors, handed in once by each reviewer; until all have, the shared claims rest."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from audit.ledger.models import Actor
from audit.ledger.services import record
from audit.models import AuditArticle, AuditMember, Claim, MarkingCall, MarkingPass
from audit.models.fields import Spans
from audit.services.errors import NotAllowed, Refused
from audit.services.notifications import tell_marks
from audit.services.words import marked_spans, text_of

MOST = 2000  # claims in one pass


@transaction.atomic
def ask_for_marking(*, place: AuditArticle, actor: Actor, shows_proposals: bool = True) -> MarkingCall:
    """Have an audit's reviewers mark an article apart. Raises Refused when its claims are locked, when that was asked
    already, and for an audit with fewer than two reviewers."""
    place = _held(place)
    if MarkingCall.objects.filter(place=place).exists():
        raise Refused("The reviewers are asked already to mark this article apart.")
    if _reviewers(place).count() < 2:
        raise Refused("Marking apart takes two reviewers or more. Give them their parts first.")
    call = MarkingCall.objects.create(place=place, shows_proposals=shows_proposals, by=actor, created_at=timezone.now())
    record(actor=actor, action="asked", target=call)
    for seat in _reviewers(place).select_related("actor"):
        tell_marks(actor=seat.actor, audit=place.audit)
    return call


@transaction.atomic
def hand_in_marks(*, place: AuditArticle, marks: Sequence[Spans], actor: Actor) -> MarkingPass:
    """Hand in what one reviewer marks as claims, in offsets of the audit's revision. Raises NotAllowed for somebody who
    is no reviewer of the audit, Refused for marks outside the text, doubled ones, and a second time."""
    place = _held(place)
    call = MarkingCall.objects.filter(place=place).first()
    if call is None:
        raise Refused("Nobody has asked for this article to be marked apart.")
    if not _reviewers(place).filter(actor=actor).exists():
        raise NotAllowed("You do not judge claims in this audit.")
    if call.passes.filter(actor=actor).exists():
        raise Refused("You have handed in your marks already. What is handed in stays as it is.")
    if len(marks) > MOST:
        raise Refused(f"At most {MOST} claims can be marked in an article.")
    text = text_of(place.revision)
    claims = sorted(marked_spans(text, claim) for claim in marks)
    if len(set(claims)) < len(claims):
        raise Refused("The same words are marked twice.")
    saw = proposed_claims(place) if call.shows_proposals else []
    handed_in = MarkingPass.objects.create(call=call, actor=actor, saw=saw, marks=claims, created_at=timezone.now())
    record(actor=actor, action="handed in", target=handed_in, data={"claims": len(claims)})
    return handed_in


def proposed_claims(place: AuditArticle) -> list[Spans]:
    """The claims that stand in the article as the machine or people left them, in the order of the text."""
    return [tuple(claim.content) for claim in Claim.objects.active().of_revision(place.revision).in_order()]


def check_not_marked_apart(article: UUID) -> None:
    """Raise Refused while reviewers of an open audit mark the article apart: what they see must not move."""
    waiting = waiting_calls().filter(place__article=article).select_related("place__audit").first()
    if waiting:
        raise Refused(
            f"The reviewers of the audit “{waiting.place.audit}” mark this article apart. Its shared claims rest until "
            "all have handed in their marks. Nothing was changed."
        )


def waiting_calls() -> QuerySet[MarkingCall]:
    """Those to which a reviewer has not handed in yet, in open audits, before the claims are locked."""
    seats = AuditMember.objects.filter(audit=OuterRef("place__audit"), role=AuditMember.Role.REVIEWER, is_active=True)
    handed_in = MarkingPass.objects.filter(call=OuterRef(OuterRef("pk")), actor=OuterRef("actor"))
    open_calls = MarkingCall.objects.filter(place__audit__state="open", place__units_done_at=None)
    return open_calls.filter(Exists(seats.exclude(Exists(handed_in))))


def _held(place: AuditArticle) -> AuditArticle:
    place = (
        AuditArticle.objects.select_for_update(of=("self",)).select_related("audit", "revision__body").get(pk=place.pk)
    )
    if not place.audit.is_open:
        raise Refused("This audit is closed. Nothing was changed.")
    if place.units_done_at:
        raise Refused("The claims of this article are locked. Nothing was changed.")
    return place


def _reviewers(place: AuditArticle) -> QuerySet[AuditMember]:
    return AuditMember.objects.filter(audit=place.audit, role=AuditMember.Role.REVIEWER, is_active=True)
