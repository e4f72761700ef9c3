"""Audits as lists and pages: how far each pass is, as far as the person who asks may know.

A reviewer sees how much is done of their own; only people who judge nothing in the audit see how far the others are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from articles.models import Article
from audit.ledger.models import Actor
from audit.models import (
    Assignment,
    Audit,
    AuditArticle,
    AuditMember,
    Claim,
    MarkingCall,
    MarkingPass,
    Reveal,
    Review,
    SourcePass,
)
from audit.permissions import Act, User, can
from audit.reports.reviews import reviews_for, weighed_reviews
from audit.services.decisions import open_disagreements

State = Assignment.State


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of something is done."""

    done: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.done


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody in an audit; `progress` and claims `skipped` only for those who may know it."""

    member: AuditMember
    progress: Progress | None
    skipped: int | None = None


@dataclass(frozen=True, slots=True)
class CoderLine:
    """How far one reviewer is with an article: whether done with its sources, whether marks are handed in (None where
    nobody asked for them), and answers."""

    actor: Actor
    has_coded: bool
    has_marked: bool | None
    verdicts: Progress


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article of an audit with its passes: claims that are decided in triage, and one's own verdicts. `coders` is
    empty for people who may not know how far the others are."""

    place: AuditArticle
    units: Progress
    verdicts: Progress
    own_sources_done: bool
    is_marked_apart: bool
    coders: tuple[CoderLine, ...]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """One audit as one person may see it."""

    audit: Audit
    articles: tuple[ArticleLine, ...]
    members: tuple[MemberLine, ...]
    own: Progress
    overall: Progress | None
    disagreements: int
    is_reviewer: bool

    @property
    def units(self) -> Progress:
        return Progress(sum(bool(line.place.units_done_at) for line in self.articles), len(self.articles))

    @property
    def sources(self) -> Progress:
        return Progress(sum(bool(line.place.sources_done_at) for line in self.articles), len(self.articles))


def audit_list(user: User) -> list[tuple[Audit, Progress]]:
    """All audits, open ones first, each with the asker's own progress."""
    mine = Q(assignments__actor__user=user.pk)
    given = Count("assignments", filter=mine & ~Q(assignments__state=State.SKIPPED))
    done = Count("assignments", filter=mine & Q(assignments__state=State.DONE))
    rows = Audit.objects.annotate(given=given, answered=done).order_by("-state", "-created_at", "-id")
    counts = {row["pk"]: Progress(row["answered"], row["given"]) for row in rows.values("pk", "answered", "given")}
    return [(audit, counts[audit.pk]) for audit in rows]


def is_reviewer_of(audit: Audit, user: User) -> bool:
    """Whether this person judges claims in the audit, or has: what the others do is kept from them while it is open."""
    seat = AuditMember.objects.filter(audit=audit, actor__user=user.pk, role=AuditMember.Role.REVIEWER)
    return seat.exists()


def sees_progress(audit: Audit, user: User) -> bool:
    """Whether this person may know how far the reviewers are: leads and editors who judge nothing in it."""
    if is_reviewer_of(audit, user):
        return not audit.is_open
    lead = AuditMember.objects.filter(audit=audit, actor__user=user.pk, role=AuditMember.Role.LEAD, is_active=True)
    return can(user, Act.LEAD_AUDIT) or lead.exists()


def audit_report(audit: Audit, user: User) -> AuditReport:
    """The audit with its articles in their order, its people, and progress; the same queries for any number."""
    knows = sees_progress(audit, user)
    counts = {row["actor"]: row for row in _counts(audit, "actor")}
    members = audit.members.filter(is_active=True).select_related("actor").order_by("role", "actor__pseudonym")
    lines = tuple(_member(member, counts.get(member.actor_id), knows or _is(member.actor, user)) for member in members)
    own = next((line.progress for line in lines if _is(line.member.actor, user) and line.progress), Progress(0, 0))
    overall = Progress(sum(r["done"] for r in counts.values()), sum(r["given"] for r in counts.values()))
    return AuditReport(
        audit,
        tuple(_articles(audit, user, [line.member for line in lines] if knows else [])),
        lines,
        own,
        overall if knows else None,
        open_disagreements().filter(audit=audit).count(),
        is_reviewer_of(audit, user),
    )


def _is(actor: Actor, user: User) -> bool:
    return user.pk is not None and actor.user_id == user.pk


def _counts(audit: Audit, *by: str, user: User | None = None) -> list[dict[str, Any]]:
    rows = Assignment.objects.filter(audit=audit).order_by()
    rows = rows.filter(actor__user=user.pk) if user else rows
    given, done = Count("pk", filter=~Q(state=State.SKIPPED)), Count("pk", filter=Q(state=State.DONE))
    skipped = Count("pk", filter=Q(state=State.SKIPPED))
    return list(rows.values(*by).annotate(given=given, done=done, skipped=skipped))


def _member(member: AuditMember, counted: dict[str, Any] | None, knows: bool) -> MemberLine:
    if not knows or counted is None:
        return MemberLine(member, None)
    return MemberLine(member, Progress(counted["done"], counted["given"]), counted["skipped"])


def _articles(audit: Audit, user: User, told: Sequence[AuditMember]) -> list[ArticleLine]:
    order = ("position", "id") if audit.order == Audit.Order.RANDOM else ("created_at", "id")
    rows = audit.articles.select_related("article__outlet", "revision").defer("revision__blocks")
    places = list(rows.order_by(*order))
    claims = Claim.objects.active().filter(revision__in=[place.revision_id for place in places]).order_by()
    decided = Count("pk", filter=~Q(triage=Claim.Triage.UNDECIDED))
    units = {row["revision"]: row for row in claims.values("revision").annotate(all=Count("pk"), decided=decided)}
    mine = {row["article"]: row for row in _counts(audit, "article", user=user)}
    own = SourcePass.objects.filter(place__audit=audit, coder__user=user.pk).values_list("place", flat=True)
    passed = set(own) if user.pk else set()
    asked = set(MarkingCall.objects.filter(place__audit=audit).values_list("place", flat=True))
    coders = _coders(audit, [member for member in told if member.role == AuditMember.Role.REVIEWER], asked)
    return [
        ArticleLine(
            place,
            _progress(units.get(place.revision_id), "decided", "all"),
            _progress(mine.get(place.article_id)),
            place.pk in passed,
            place.pk in asked,
            tuple(coders(place)),
        )
        for place in places
    ]


def _progress(row: Mapping[str, Any] | None, done: str = "done", total: str = "given") -> Progress:
    return Progress(row[done], row[total]) if row else Progress(0, 0)


def _coders(
    audit: Audit, reviewers: Sequence[AuditMember], asked: Collection[UUID]
) -> Callable[[AuditArticle], Iterator[CoderLine]]:
    """How far these reviewers are with each article: those to whom claims of it are given, else all."""
    if not reviewers:
        return lambda place: iter(())
    answers = {(row["article"], row["actor"]): row for row in _counts(audit, "article", "actor")}
    coded = set(SourcePass.objects.filter(place__audit=audit).values_list("place", "coder"))
    marked = MarkingPass.objects.who_is_done(audit)

    def lines(place: AuditArticle) -> Iterator[CoderLine]:
        given = [one for one in reviewers if (place.article_id, one.actor_id) in answers]
        for one in given or reviewers:
            key = place.pk, one.actor_id
            has_marked = key in marked if place.pk in asked else None
            answered = _progress(answers.get((place.article_id, one.actor_id)))
            yield CoderLine(one.actor, key in coded, has_marked, answered)

    return lines


@dataclass(frozen=True, slots=True)
class SourcesToEnd:
    """An audit's pass of sources over an article that this person may end: their own, which they may have ended, or as
    lead everybody's."""

    place: AuditArticle
    is_own: bool
    is_done: bool


def sources_to_end(article: Article, user: User) -> list[SourcesToEnd]:
    """The open passes of sources over an article that this person may end, in each audit that they have a part in."""
    if not can(user, Act.EDIT_CLAIM):
        return []
    seats = AuditMember.objects.filter(audit=OuterRef("audit"), actor__user=user.pk, is_active=True)
    passes = SourcePass.objects.filter(place=OuterRef("pk"), coder__user=user.pk)
    open_here = AuditArticle.objects.filter(article=article, sources_done_at=None, audit__state=Audit.State.OPEN)
    rows = open_here.annotate(seat=Subquery(seats.values("role")[:1]), is_done=Exists(passes)).select_related("audit")
    return [
        SourcesToEnd(place, place.seat == AuditMember.Role.REVIEWER, place.is_done)
        for place in rows.order_by("created_at", "id")
        if place.seat in (AuditMember.Role.REVIEWER, AuditMember.Role.LEAD) or can(user, Act.LEAD_AUDIT)
    ]


def disagreements_for(user: User) -> list[Reveal]:
    """The open disagreements that this person may settle, the oldest first: as adjudicator or editor, where they judged
    nothing of the claim and are not given it."""
    seats = AuditMember.objects.filter(actor__user=user.pk, role=AuditMember.Role.ADJUDICATOR, is_active=True)
    found = open_disagreements()
    if not can(user, Act.ADJUDICATE):
        found = found.filter(audit__in=seats.values("audit"))
    judged = Review.objects.visible_to(user).filter(reviewer__user=user.pk, is_adjudication=False)
    judged = judged.filter(audit=OuterRef("audit"), claim=OuterRef("claim"))
    given = Assignment.objects.filter(audit=OuterRef("audit"), claim=OuterRef("claim"), actor__user=user.pk)
    found = found.exclude(Exists(judged)).exclude(Exists(given.exclude(state=State.SKIPPED)))
    rows = found.select_related("audit", "assertion", "claim__source", "claim__revision__article__outlet")
    return list(rows.defer("claim__revision__blocks").order_by("created_at", "id")[:200])


def answers_of(reveal: Reveal, user: User) -> list[Review]:
    """The answers that a reveal shows, as far as this person may see them, by reviewer; each use with `weighed`."""
    seen = reviews_for(user).filter(audit=reveal.audit, claim=reveal.claim, assertion=reveal.assertion)
    rows = seen.filter(act=Review.Act.ANSWER).select_related("withdrawal").order_by("-created_at", "-id")
    latest: dict[UUID, Review] = {}
    for review in weighed_reviews(rows, user):
        latest.setdefault(review.reviewer_id, review)
    return list(reversed(latest.values()))
