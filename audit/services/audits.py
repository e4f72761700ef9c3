"""Audits: made and staffed by editors, filled with articles, locked article by article before anybody judges."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from articles.models import Article
from audit.ledger.models import Actor
from audit.ledger.services import record
from audit.models import Assignment, Audit, AuditArticle, AuditMember, Claim, Review, Rubric, SourcePass
from audit.permissions import Act, User, can
from audit.services.errors import NotAllowed, Refused
from audit.services.marking import waiting_calls
from audit.services.notifications import tell_assigned, tell_codes, tell_marks
from audit.services.queue import position_of

Role = AuditMember.Role


@transaction.atomic
def add_audit(
    *,
    name: str,
    actor: Actor,
    rubric: Rubric,
    purpose: str = "",
    reviews_per_claim: int = 2,
    order: str = Audit.Order.RANDOM,
    seed: str = "",
    hide_confidence: bool = True,
    hide_earlier: bool = True,
    mask_outlet: bool = False,
) -> Audit:
    """A new audit, with its settings for good. Raises Refused for an empty or taken name and for unknown settings."""
    name = name.strip()
    if not name:
        raise Refused("An audit needs a name.")
    if Audit.objects.filter(name=name).exists():
        raise Refused(f"There is an audit of the name “{name}” already.")
    if reviews_per_claim not in (1, 2) or order not in Audit.Order.values:
        raise Refused("A claim takes one or two reviews, in desk order or at random.")
    audit = Audit.objects.create(
        name=name,
        purpose=purpose.strip(),
        rubric=rubric,
        reviews_per_claim=reviews_per_claim,
        order=order,
        seed=seed.strip() or secrets.token_hex(8),
        hide_confidence=hide_confidence,
        hide_earlier=hide_earlier,
        mask_outlet=mask_outlet,
        created_at=timezone.now(),
    )
    record(actor=actor, action="added", target=audit)
    return audit


def _open(audit: Audit) -> Audit:
    """The audit, locked, so that one act on it follows another; Refused once it is closed."""
    audit = Audit.objects.select_for_update().get(pk=audit.pk)
    if not audit.is_open:
        raise Refused("This audit is closed. Nothing was changed.")
    return audit


@transaction.atomic
def close_audit(*, audit: Audit, actor: Actor) -> Audit:
    """End it: nobody judges in it any more, and answers that still waited for a second one are shown."""
    audit = _open(audit)
    audit.state = Audit.State.CLOSED
    audit.save(update_fields=["state"])
    record(actor=actor, action="closed", target=audit)
    return audit


@transaction.atomic
def set_member(*, audit: Audit, member: Actor, role: str | None, actor: Actor) -> AuditMember | None:
    """Give somebody a part in the audit, another part, or none (`role` None); None when there was nothing to end.

    Raises Refused for somebody whose account may not review, and for a change of part after an own answer."""
    audit = _open(audit)
    if role is not None and role not in Role.values:
        raise Refused(f"“{role}” is no part in an audit.")
    known = AuditMember.objects.filter(audit=audit, actor=member).first()
    if role is None and (known is None or not known.is_active):
        return None
    if role is not None and (member.user is None or not can(member.user, Act.REVIEW)):
        raise Refused("Only people who may review can take part in an audit.")
    if known and role is not None and known.role != role and _answered(audit, member):
        raise Refused("This person has judged claims in this audit, and so keeps the part of a reviewer.")
    had = known is not None and known.is_active and known.role == role
    row = known or AuditMember(audit=audit, actor=member)
    row.is_active = role is not None
    row.role = role or row.role
    row.save()
    action = "added" if known is None else "changed" if row.is_active else "ended"
    record(actor=actor, action=action, target=row, data={"role": row.role, "member": member.pseudonym})
    marks = waiting_calls().filter(place__audit=audit).count() if role == Role.REVIEWER and not had else 0
    if marks:
        tell_marks(actor=member, audit=audit, count=marks)
    return row


def _answered(audit: Audit, actor: Actor) -> bool:
    return Review.objects.filter(audit=audit, reviewer=actor, is_adjudication=False).exists()


@transaction.atomic
def add_articles(*, audit: Audit, articles: Sequence[Article], actor: Actor) -> list[AuditArticle]:
    """Take articles in, each in its current revision; those that are in already, or have no text, are left out."""
    audit = _open(audit)
    there = set(audit.articles.values_list("article_id", flat=True))
    added = []
    for article in articles:
        if article.pk in there or article.current_revision is None:
            continue
        there.add(article.pk)
        row = AuditArticle.objects.create(
            audit=audit,
            article=article,
            revision=article.current_revision,
            position=audit.draw(article.pk),
            created_at=timezone.now(),
        )
        record(actor=actor, action="added", target=row, data={"article": article.pk})
        added.append(row)
    return added


@transaction.atomic
def finish_units(*, place: AuditArticle, actor: Actor) -> AuditArticle:
    """Say that an article's claims are as they should be: they are locked, and the selected ones given to reviewers.

    Raises Refused while claims are undecided, while none is selected, and while the audit has too few reviewers."""
    audit, place = _locked(place)
    if place.units_done_at:
        raise Refused("The units of this article are locked already.")
    claims = list(_claims(place))
    undecided = sum(claim.triage == Claim.Triage.UNDECIDED for claim in claims)
    if undecided:
        raise Refused(f"{undecided} claims are neither selected nor set aside yet. Decide them first.")
    selected = [claim for claim in claims if claim.triage == Claim.Triage.SELECTED]
    reviewers = _reviewers(audit)
    if len(reviewers) < audit.reviews_per_claim:
        raise Refused(f"This audit asks for {audit.reviews_per_claim} reviewers a claim and has {len(reviewers)}.")
    place.units_done_at = timezone.now()
    place.save(update_fields=["units_done_at"])
    data = {"article": place.article_id, "selected": len(selected)}
    record(actor=actor, action="locked the units", target=place, data=data)
    _allot(audit, place, selected, reviewers)
    tell_codes(actors=coders_of(place), audit=audit)
    return place


@transaction.atomic
def finish_sources(*, place: AuditArticle, actor: Actor) -> AuditArticle:
    """Say that the codes of an article's sources are settled, from the article alone: a reviewer for the own ones,
    which stay apart until all coders of the article have said so; whoever leads the audit and judges nothing in it, for
    all of them.

    Raises NotAllowed for everybody else, and Refused for somebody who has said so already."""
    audit, place = _locked(place)
    if place.sources_done_at:
        raise Refused("The sources of this article are done already.")
    seat = AuditMember.objects.filter(audit=audit, actor=actor, is_active=True).first()
    if seat and seat.role == Role.REVIEWER:
        _finish_own(place, actor)
        return _show_codes(place, actor) if coders_of(place) <= _finished(place) else place
    if not (seat and seat.role == Role.LEAD) and not (actor.user and can(actor.user, Act.LEAD_AUDIT)):
        raise NotAllowed("The sources are coded by the reviewers of this audit, and closed by who leads it.")
    return _show_codes(place, actor)


def _finish_own(place: AuditArticle, actor: Actor) -> None:
    if SourcePass.objects.filter(place=place, coder=actor).exists():
        raise Refused("You are done with the sources of this article already.")
    made = SourcePass.objects.create(place=place, coder=actor, created_at=timezone.now())
    record(actor=actor, action="finished", target=made, data={"article": place.article_id})


def _show_codes(place: AuditArticle, actor: Actor) -> AuditArticle:
    place.sources_done_at = timezone.now()
    place.save(update_fields=["sources_done_at"])
    record(actor=actor, action="finished the sources", target=place, data={"article": place.article_id})
    return place


def coders_of(place: AuditArticle) -> set[UUID]:
    """Who codes the sources of an article: its reviewers, once claims of it are given to some, else the audit's."""
    seats = AuditMember.objects.filter(audit=place.audit_id, role=Role.REVIEWER, is_active=True)
    given = Assignment.objects.filter(audit=place.audit_id, article=place.article_id).exclude(state="skipped")
    people = set(seats.values_list("actor_id", flat=True))
    return people & set(given.values_list("actor_id", flat=True)) or people


def _finished(place: AuditArticle) -> set[UUID]:
    return set(SourcePass.objects.filter(place=place).values_list("coder_id", flat=True))


def _locked(place: AuditArticle) -> tuple[Audit, AuditArticle]:
    audit = _open(place.audit)
    return audit, AuditArticle.objects.select_for_update().get(pk=place.pk)


def _claims(place: AuditArticle) -> Sequence[Claim]:
    return list(Claim.objects.active().standing_in(place.revision).select_related("source").order_by("start", "pk"))


def _reviewers(audit: Audit) -> list[Actor]:
    seats = AuditMember.objects.filter(audit=audit, role=Role.REVIEWER, is_active=True)
    return [seat.actor for seat in seats.select_related("actor")]


def _allot(audit: Audit, place: AuditArticle, claims: Sequence[Claim], reviewers: Sequence[Actor]) -> None:
    """Give each claim to as many reviewers as are asked for, drawn from the seed: what somebody gets, and in which
    order, tells nothing of what anybody else has done."""
    now, rows = timezone.now(), []
    for claim in claims:
        drawn = sorted(reviewers, key=lambda actor: audit.draw(claim.pk, actor.pk))
        for actor in drawn[: audit.reviews_per_claim]:
            position = position_of(claim, actor, audit)
            rows.append(
                Assignment(
                    audit=audit, article=place.article, claim=claim, actor=actor, position=position, created_at=now
                )
            )
    Assignment.objects.bulk_create(rows)
    for actor in reviewers:
        mine = sum(row.actor == actor for row in rows)
        if mine:
            tell_assigned(actor=actor, audit=audit, count=mine)


def check_units_open(article: UUID) -> None:
    """Raise Refused while the article's claims are locked in an open audit: what is judged must not move."""
    locked = AuditArticle.objects.filter(article=article, audit__state=Audit.State.OPEN)
    if audit := locked.filter(units_done_at__isnull=False).select_related("audit").first():
        raise Refused(f"The claims of this article are locked in the audit “{audit.audit}”. Nothing was changed.")


def audit_for(claim: Claim, actor: Actor, audit: Audit | None = None) -> Audit | None:
    """The audit that an answer of this person about the claim belongs to; None for the desk's own work.

    Whoever judges in an open audit judges its claims there. Raises Refused when it leaves open which of several, when
    the claims are not locked yet, and when the claim was not given to this person."""
    found = list(Audit.objects.open().reviewed_by(actor).of_article(claim.revision.article_id))
    if audit is not None:
        if audit not in found:
            raise NotAllowed("You do not judge this claim in that audit.")
        found = [audit]
    if not found:
        return None
    given = [a for a in found if Assignment.objects.filter(audit=a, claim=claim, actor=actor).exists()]
    if len(given) > 1:
        raise Refused("You judge this claim in several audits. Open it from the queue of one of them.")
    if not given:
        raise Refused(
            f"This claim is not given to you in the audit “{found[0]}”, where you judge: its claims are not locked "
            "yet, or others judge this one."
        )
    return given[0]


def audit_judged_in(claim: Claim, user: User) -> Audit | None:
    """The audit in which this person would judge the claim, with its rubric; None on the desk, and when the claim is
    not theirs or theirs in several. One query, and none for the desk's claims that came with `judged_in`."""
    ids: list[UUID] | None = getattr(claim, "judged_in", None)
    if ids is None:
        ids = list(_given_to(user).filter(claim=claim).values_list("audit", flat=True))
    return Audit.objects.select_related("rubric").get(pk=ids[0]) if len(ids) == 1 else None


def judged_in(user: User) -> ArraySubquery:
    """For claims: the ids of the audits in which they are given to this person, for `audit_judged_in`."""
    return ArraySubquery(_given_to(user).filter(claim=OuterRef("pk")).values("audit"))


def _given_to(user: User) -> QuerySet[Assignment]:
    """What open audits gave this person to judge, while they judge there."""
    seats = AuditMember.objects.filter(actor__user=user.pk, role=Role.REVIEWER, is_active=True)
    given = Assignment.objects.filter(actor__user=user.pk, audit__state=Audit.State.OPEN)
    return given.filter(audit__in=seats.values("audit")).order_by() if user.pk else given.none()


def may_adjudicate(audit: Audit, claim: Claim, actor: Actor) -> bool:
    """Whether this person may decide between two reviewers: an adjudicator or editor who judged nothing of the claim
    in this audit."""
    if Review.objects.filter(audit=audit, claim=claim, reviewer=actor, is_adjudication=False).exists():
        return False
    if Assignment.objects.filter(audit=audit, claim=claim, actor=actor).exclude(state="skipped").exists():
        return False
    seat = AuditMember.objects.filter(audit=audit, actor=actor, role=Role.ADJUDICATOR, is_active=True)
    return seat.exists() or (actor.user is not None and can(actor.user, Act.ADJUDICATE))
