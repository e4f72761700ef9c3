"""The history of a claim in plain words, from the ledger's events."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from audit.ledger.models import Event
from audit.models import Claim, Decision, Finding, Publication, Question, Reveal, Review
from audit.models.visibility import visible_events
from audit.permissions import Act, User, can
from audit.reports.history.lines import HistoryLine, lines_of

UNITS = ("claim", "finding", "reveal", "run", "article_source")


def history_of(claim: Claim, user: User) -> tuple[HistoryLine, ...]:
    """All acts on a claim in time order, for people who see what is not published; nothing for others."""
    if not can(user, Act.SEE_UNPUBLISHED):
        return ()
    subjects = _subjects(claim, user)
    wanted = Q(target_kind="claim", target_id=claim.pk)
    wanted |= Q(target_kind="finding", target_id__in=Finding.objects.filter(claim=claim).values("pk"))
    wanted |= Q(target_kind="reveal", target_id__in=Reveal.objects.filter(claim=claim).values("pk"))
    if claim.run_id:
        wanted |= Q(target_kind="run", target_id=claim.run_id)
    if claim.source_id:
        wanted |= Q(target_kind="article_source", target_id=claim.source_id)
    events = visible_events(Event.objects.filter(wanted), user, UNITS) | Event.objects.filter(
        target_id__in=list(subjects)
    )
    events = events.select_related("actor").prefetch_related("texts")
    return lines_of(events.order_by("time", "transaction", "position"), subjects)


def _subjects(claim: Claim, user: User) -> dict[UUID, tuple[Question, str]]:
    """What each review, decision and publication of the claim is about, by its id."""
    several = len(claim.assertions.all()) > 1
    named: dict[UUID, tuple[Question, str]] = {}
    for row in (
        *Review.objects.visible_to(user).filter(claim=claim).select_related("assertion"),
        *Decision.objects.visible_to(user).filter(claim=claim).select_related("assertion"),
    ):
        named[row.pk] = (row.question, _subject(row, several))
    for step in Publication.objects.visible_to(user).filter(decision__claim=claim):
        named[step.pk] = named[step.decision_id]
    return named


def _subject(row: Review | Decision, several: bool) -> str:
    if row.assertion is None:
        return "the attribution"
    return f"the truth of part {row.assertion.number}" if several else "the truth of it"
