"""The queue as pages show it: what waits in each pass, narrowed and sorted from closed lists, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from audit.keyset import Order
from audit.models import Assignment, Audit, AuditMember, Claim, Question
from audit.models.visibility import is_unprejudiced, of_outlet
from audit.permissions import User
from audit.reports.verdicts import Card, cards
from audit.services.queue import desk_queue
from audit.verdicts import having_verdict, with_verdicts

State = Assignment.State

# The closed list of sorts: each on a stored column that is never empty, and the id.
SORTS = {
    "number": Order(("number", "id"), descending=True),
    "newest": Order(("created_at", "id"), descending=True),
    "oldest": Order(("created_at", "id")),
}
UNITS, VERDICTS = "units", "verdicts"


@dataclass(frozen=True, slots=True)
class Line:
    """A claim in the queue with what its desk number is made of."""

    card: Card
    number: int
    parts: tuple[tuple[str, int], ...]
    holder: str = ""


@dataclass(frozen=True, slots=True)
class OwnWork:
    """What one has in an audit, or on the desk (`audit` None)."""

    audit: Audit | None
    waiting: int
    done: int


def waiting(user: User, of_pass: str) -> QuerySet[Claim]:
    """The claims that wait in a pass: for triage, or for verdicts; with `number`, zero where none was computed."""
    claims = Claim.objects.active().on_their_pages()
    if of_pass == UNITS:
        found = claims.filter(triage=Claim.Triage.UNDECIDED)
    else:
        found = claims.filter(pk__in=desk_queue(user).order_by().values("claim"))
    return found.filter(queue_place__isnull=False).annotate(number=F("queue_place__number"))


def narrowed(claims: QuerySet[Claim], given: Mapping[str, Any], user: User) -> QuerySet[Claim]:
    """The claims that fit the filters; confidence never tells of a claim on which it is kept from this person."""
    lookups = {
        "article": "revision__article",
        "kind": "kind",
        "since": "revision__article__published_from__gte",
        "until": "revision__article__published_to__lte",
    }
    for name, lookup in lookups.items():
        if given.get(name):
            claims = claims.filter(**{lookup: given[name]})
    if given.get("outlet"):
        claims = of_outlet(claims, given["outlet"], user, "revision__article")
    if given.get("speaker"):
        claims = claims.filter(source__name__icontains=given["speaker"])
    if given.get("affiliation"):
        claims = claims.filter(source__affiliations__name__icontains=given["affiliation"]).distinct()
    if given.get("confidence") is not None:
        shown = Q(confidence__lte=given["confidence"] / 100) & ~Q(is_unprejudiced(user, "hide_confidence"))
        claims = claims.filter(shown)
    for question in Question:
        if given.get(question.value):
            claims = having_verdict(claims, question, given[question.value], user)
    return claims


def lines(claims: QuerySet[Claim], user: User) -> list[Line]:
    """The claims of one page, with cards and numbers."""
    shown = claims.select_related("revision__article__outlet", "queue_place").defer("revision__blocks")
    rows = list(with_verdicts(shown, user))
    return [_line(card) for card in cards(rows)]


def _line(card: Card) -> Line:
    place = card.claim.queue_place
    return Line(card, place.number, tuple((name, points) for name, points in place.parts))


def own_work(user: User) -> list[OwnWork]:
    """What this person has to do: in each open audit where they judge claims given to them, and on the desk."""
    seats = AuditMember.objects.filter(actor__user=user.pk, role=AuditMember.Role.REVIEWER, is_active=True)
    here = Q(audit__state=Audit.State.OPEN, audit__in=seats.values("audit"))
    rows = Assignment.objects.filter(actor__user=user.pk).filter(Q(audit=None) | here)
    counts: dict[Any, dict[str, int]] = {}
    for audit, state in rows.values_list("audit", "state"):
        counts.setdefault(audit, {}).setdefault(state, 0)
        counts[audit][state] += 1
    audits = Audit.objects.in_bulk([key for key in counts if key])
    return [
        OwnWork(audits.get(key), found.get(State.WAITING, 0) + found.get(State.LEASED, 0), found.get(State.DONE, 0))
        for key, found in counts.items()
    ]


def position_of(line: Line, order: Order) -> Sequence[Any]:
    """Where a page ends, for the next one to begin after."""
    return order.position(line.card.claim)
