"""The queue: the next claim for a person, held by a lease; skipping, assigning, and what a finished claim leaves.

On the desk anybody's next claim is the one with the greatest desk number that nobody holds. In an audit each reviewer
has claims of their own, so that the queue of one tells nothing of what another does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from audit.desk_number import DeskNumber, Facts, desk_number
from audit.ledger.models import Actor
from audit.ledger.services import record
from audit.models import Assertion, Assignment, Audit, Claim, QueuePlace, Review
from audit.permissions import Act, User, can
from audit.services.errors import Refused
from audit.services.notifications import tell_assigned

LEASE = timedelta(minutes=30)
State = Assignment.State


def number_of_claim(claim: Claim) -> DeskNumber:
    """The desk number of a claim, from its words and its source as they are now."""
    source = claim.source
    return desk_number(
        Facts(
            words=claim.quote,
            kind=claim.kind,
            source_kind=source.kind if source else None,
            has_role=bool(source and source.role),
            has_affiliation=bool(source and source.affiliation_names()),
        )
    )


def place_claims(claims: Iterable[Claim]) -> None:
    """Give claims their place in the desk's queue, or their new one after a correction."""
    claims = list(claims)
    prefetch_related_objects(claims, "source__affiliations")
    numbers = [(claim, number_of_claim(claim)) for claim in claims]
    places = [QueuePlace(claim=c, number=n.total, parts=[list(part) for part in n.parts]) for c, n in numbers]
    QueuePlace.objects.bulk_create(
        places, batch_size=2000, update_conflicts=True, update_fields=["number", "parts"], unique_fields=["claim"]
    )


def position_of(claim: Claim, actor: Actor, audit: Audit | None) -> int:
    """Where a claim comes in somebody's queue, the smallest first: by desk number, or in an audit at random what its
    seed draws for claim and person, however and whenever the claim came to them."""
    if audit is None or audit.order == Audit.Order.DESK:
        return -number_of_claim(claim).total
    return audit.draw("order", claim.pk, actor.pk)


def user_of(actor: Actor) -> User:
    """The account behind an actor; nobody, once the account is gone."""
    return actor.user or AnonymousUser()


@transaction.atomic
def next_claim(*, actor: Actor, audit: Audit | None = None) -> Assignment | None:
    """The claim that this person goes on with, held for them from now on; None when nothing is left.

    It is the one they hold already, else one given to them, else on the desk the next that nobody has."""
    if audit is not None and not _judges_in(audit, actor):
        return None
    mine = Assignment.objects.filter(actor=actor, audit=audit, claim__state=Claim.State.ACTIVE)
    if audit is None:
        mine = mine.exclude(_held_by_another(actor))
    held = mine.filter(state=State.LEASED).order_by("-leased_until")
    waiting = mine.filter(state=State.WAITING).order_by("position", "id")
    found = _lock_first(held) or _lock_first(waiting)
    if found is None and audit is None:
        found = _take_from_desk(actor)
    return _hold(found) if found else None


def _judges_in(audit: Audit, actor: Actor) -> bool:
    """Whether the audit is open and this person a reviewer of it: what it gave them is theirs no longer afterwards."""
    return Audit.objects.open().reviewed_by(actor).filter(pk=audit.pk).exists()


def _held_by_another(actor: Actor) -> Exists:
    """Whether somebody else has the row's claim in work on the desk."""
    leased = Assignment.objects.filter(audit=None, state=State.LEASED, leased_until__gt=timezone.now())
    return Exists(leased.filter(claim=OuterRef("claim")).exclude(actor=actor))


def _lock_first(rows: QuerySet[Assignment]) -> Assignment | None:
    return rows.select_for_update(skip_locked=True, of=("self",)).first()


def _hold(assignment: Assignment) -> Assignment:
    assignment.state, assignment.leased_until = State.LEASED, timezone.now() + LEASE
    assignment.save()
    return assignment


def desk_queue(user: User) -> QuerySet[QueuePlace]:
    """The selected claims that the desk has still to judge, as far as this person may know, whoever holds them."""
    answers = Review.objects.visible_to(user).filter(act=Review.Act.ANSWER, withdrawal=None)
    said = Exists(answers.filter(claim=OuterRef("pk"), assertion=None))
    open_parts = Assertion.objects.filter(claim=OuterRef("pk")).exclude(
        Exists(answers.filter(assertion=OuterRef("pk")))
    )
    done = Claim.objects.filter(said & ~Exists(open_parts)).filter(pk=OuterRef("claim"))
    selected = QueuePlace.objects.filter(claim__triage=Claim.Triage.SELECTED, claim__state=Claim.State.ACTIVE)
    return selected.exclude(Exists(done))


def _take_from_desk(actor: Actor) -> Assignment | None:
    """The next claim of the desk for this person, locked; claims that another transaction is taking are passed over."""
    desk = Assignment.objects.filter(audit=None, claim=OuterRef("claim"))
    held = desk.exclude(actor=actor).filter(Q(state=State.LEASED, leased_until__gt=timezone.now()) | _given())
    mine = desk.filter(actor=actor, state__in=[State.DONE, State.SKIPPED])
    free = desk_queue(user_of(actor)).exclude(Exists(held)).exclude(Exists(mine)).exclude(_judged_in_audit(actor))
    place = free.select_for_update(skip_locked=True, of=("self",)).order_by("-number", "-claim").first()
    return _assignment(place.claim, actor) if place else None


def _given() -> Q:
    return Q(state=State.WAITING, given_by__isnull=False)


def _judged_in_audit(actor: Actor) -> Exists:
    """Claims that this person judges in an open audit are not theirs on the desk."""
    audits = Audit.objects.open().reviewed_by(actor).filter(articles__article=OuterRef("claim__revision__article"))
    return Exists(audits)


def _assignment(claim: Claim, actor: Actor, audit: Audit | None = None) -> Assignment:
    """The row of this person and claim, made if there is none; not yet held."""
    number = getattr(QueuePlace.objects.filter(claim=claim).first(), "number", 0)
    fresh = {"article_id": claim.revision.article_id, "position": -number, "created_at": timezone.now()}
    return Assignment.objects.get_or_create(audit=audit, claim=claim, actor=actor, defaults=fresh)[0]


@transaction.atomic
def renew_lease(*, claim: Claim, actor: Actor, audit: Audit | None = None) -> bool:
    """Hold a claim for another while; whether this person holds it still, or could take it again."""
    mine = Assignment.objects.select_for_update().filter(claim=claim, actor=actor, audit=audit, state=State.LEASED)
    found = mine.first()
    if found is None:
        return False
    others = Assignment.objects.filter(claim=claim, audit=None, state=State.LEASED, leased_until__gt=timezone.now())
    if audit is None and others.exclude(actor=actor).exists():
        found.state, found.leased_until = State.WAITING, None
        found.save(update_fields=["state", "leased_until"])
        return False
    _hold(found)
    return True


@transaction.atomic
def skip_claim(*, claim: Claim, actor: Actor, reason: str, audit: Audit | None = None) -> Assignment:
    """Leave a claim to others, and say why. In an audit it is given to another reviewer, if there is one."""
    if not reason.strip():
        raise Refused("Say in a few words why you skip this claim.")
    if audit and not _judges_in(audit, actor):
        raise Refused("This audit is closed, or you have no part in it any more. Nothing was changed.")
    found = Assignment.objects.select_for_update().filter(claim=claim, actor=actor, audit=audit).first()
    if found is None or found.state not in (State.WAITING, State.LEASED):
        raise Refused("This claim is not in your queue. Nothing was changed.")
    found.state, found.leased_until, found.reason = State.SKIPPED, None, reason.strip()
    found.save(update_fields=["state", "leased_until", "reason"])
    if audit:
        data = {"claim": claim.pk}
        record(actor=actor, action="skipped a claim", target=audit, rows=[], texts={"reason": reason}, data=data)
        _pass_on(found, audit)
    return found


def _pass_on(skipped: Assignment, audit: Audit) -> None:
    """Give a skipped claim to the next reviewer that the seed draws."""
    seats = audit.members.filter(role="reviewer", is_active=True).select_related("actor")
    had = set(Assignment.objects.filter(audit=audit, claim=skipped.claim).values_list("actor_id", flat=True))
    free = [seat.actor for seat in seats if seat.actor_id not in had]
    if free:
        drawn = min(free, key=lambda actor: audit.draw(skipped.claim_id, actor.pk))
        _give(audit=audit, claim=skipped.claim, to=drawn, position=position_of(skipped.claim, drawn, audit))
        tell_assigned(actor=drawn, audit=audit, count=1)


def _give(*, audit: Audit | None, claim: Claim, to: Actor, position: int, by: Actor | None = None) -> Assignment:
    row = _assignment(claim, to, audit)
    row.state, row.leased_until, row.given_by, row.position, row.reason = State.WAITING, None, by, position, ""
    row.save()
    return row


@transaction.atomic
def assign_claims(*, claims: Sequence[Claim], to: Actor, by: Actor, audit: Audit | None = None) -> int:
    """Give claims to somebody; those that they have judged or hold already are left out. Returns how many were given.

    Raises Refused for somebody who may not review, and in an audit for somebody who is no reviewer of it."""
    if to.user is None or not can(to.user, Act.REVIEW):
        raise Refused("Claims are given to people who may review.")
    if audit and not audit.members.filter(actor=to, role="reviewer", is_active=True).exists():
        raise Refused("In an audit claims are given to its reviewers.")
    busy = Assignment.objects.filter(audit=audit, actor=to, claim__in=claims, state__in=[State.LEASED, State.DONE])
    left_out = set(busy.values_list("claim_id", flat=True))
    given = [claim for claim in claims if claim.pk not in left_out]
    for claim in given:
        _give(audit=audit, claim=claim, to=to, position=position_of(claim, to, audit), by=by)
        data = {"to": to.pseudonym, "audit": audit.pk if audit else None}
        record(actor=by, action="assigned", target=claim, rows=[], data=data)
    if given:
        tell_assigned(actor=to, audit=audit, count=len(given))
    return len(given)


def mark_answered(*, claim: Claim, actor: Actor, audit: Audit | None) -> None:
    """Take a claim out of this person's queue once they have answered all its questions."""
    mine = Assignment.objects.filter(claim=claim, actor=actor, audit=audit).exclude(state=State.DONE)
    if not open_questions(claim=claim, actor=actor, audit=audit):
        mine.update(state=State.DONE, leased_until=None)


def open_questions(*, claim: Claim, actor: Actor, audit: Audit | None) -> list[Assertion | None]:
    """What this person has not answered of a claim: None for whether it was said, and its assertions in their order."""
    answers = Review.objects.filter(claim=claim, reviewer=actor, audit=audit, act=Review.Act.ANSWER)
    answered = {review.assertion_id for review in answers}
    said: list[Assertion | None] = [None]
    parts = [*said, *Assertion.objects.filter(claim=claim).order_by("number")]
    return [part for part in parts if (part.pk if part else None) not in answered]
